from __future__ import annotations

from dataclasses import replace

import pytest

from lib.access.rights import Role
from lib.model.domain import CriterionKind, KeyKind, RankingKey
from lib.model.releasable import RANKING, SCORES, Released
from lib.release.role_view import snapshot_for
from lib.show.words.ranks import gaps, neighbours, provisional_words, rank_words, standing_of_unit
from tests.show.sampling import deciding, sample
from tests.workbooks import a_contest, a_criterion, a_scored_workbook

TOTAL = RankingKey(KeyKind.TOTAL)


@pytest.mark.parametrize(
    ("unit", "said"),
    [
        ("DKGDBD", ("hơn hạng 2 (Cục QLXLVPHC & TDTHPL) 0,50 điểm",)),
        ("TGPL", ("kém hạng 2 (Cục QLXLVPHC & TDTHPL) 0,25 điểm", "hơn hạng 4 (Cục BTTP) 1,50 điểm")),
        (
            "CN",
            (
                "đồng hạng với Cục HTQTCT",
                "kém hạng 5 (Vụ PBGDPL) 2,25 điểm",
                "hơn hạng 8 (Tổng cục THADS) 1,50 điểm",
            ),
        ),
        ("LLTP", ("kém hạng 10 (Cục BTNN) 2,25 điểm",)),
    ],
)
def test_a_rank_is_explained_by_the_gaps_to_its_neighbours(unit, said):
    assert gaps(sample(), unit) == said


def test_the_key_that_decided_is_named_where_totals_are_equal():
    book = a_scored_workbook(
        [a_criterion("I.1", 1000, group="I"), a_criterion("II.1", 1000, group="II")],
        {"A": [900, 800], "B": [800, 900], "C": [700, 700]},
        contest=a_contest(TOTAL, RankingKey(KeyKind.GROUP, "I")),
    )
    snapshot = deciding(book)
    assert gaps(snapshot, "A") == ("bằng tổng điểm nhưng hơn hạng 2 (Đơn vị B) 1,00 điểm ở I",)
    assert gaps(snapshot, "B")[0] == "bằng tổng điểm nhưng kém hạng 1 (Đơn vị A) 1,00 điểm ở I"
    assert gaps(snapshot, "B")[1].startswith("hơn hạng 3")


def test_a_criterion_or_a_share_may_decide():
    criteria = [a_criterion("1", 1000), a_criterion("2", 1000)]
    by_criterion = a_scored_workbook(
        criteria, {"A": [900, 800], "B": [800, 900]}, contest=a_contest(TOTAL, RankingKey(KeyKind.CRITERION, "2"))
    )
    assert "kém hạng 1 (Đơn vị B) 1,00 điểm ở tiêu chí 2" in gaps(deciding(by_criterion), "A")[0]
    by_share = a_scored_workbook(
        criteria, {"A": [900, 800], "B": [800, 800]}, contest=a_contest(RankingKey(KeyKind.SHARE))
    )
    assert "về tỷ lệ điểm (80,00 % so với 85,00 %)" in gaps(deciding(by_share), "B")[0]


def test_a_provisional_total_says_what_is_lacking():
    book = a_scored_workbook(
        [a_criterion("1"), a_criterion("2"), a_criterion("3")], {"A": [5, None, None]}, {"A": [5, 6, None]}
    )
    snapshot = deciding(book)
    assert provisional_words(standing_of_unit(snapshot, "A")) == "1 ô chưa có điểm, 1 ô chưa thẩm định"
    assert provisional_words(standing_of_unit(sample(), "CN")) == ""


def test_a_total_is_provisional_too_while_a_rule_cannot_be_read():
    book = a_scored_workbook([a_criterion("1")], {"A": [5]}, contest=a_contest(unclear=True))
    assert provisional_words(standing_of_unit(deciding(book), "A")) == "còn quy định chưa rõ"


def test_without_a_score_or_a_ranking_rule_there_is_no_rank_and_no_gap():
    book = a_scored_workbook([a_criterion("1")], {"A": [5], "B": [None]})
    assert gaps(deciding(book), "B") == ()
    unranked = deciding(replace(book, contest=replace(book.contest, ranking=None)))
    assert gaps(unranked, "A") == ()
    assert neighbours(unranked, "A") == (None, None)


def test_what_is_not_released_is_not_explained():
    only_scores = snapshot_for(sample(), Role.VIEWER, Released.of([SCORES]))
    assert gaps(only_scores, "CN") == ()
    only_ranks = snapshot_for(sample(), Role.VIEWER, Released.of([RANKING]))
    assert gaps(only_ranks, "TGPL") == ()
    assert gaps(only_ranks, "CN") == ("đồng hạng với Cục HTQTCT",)


def test_neighbours_skip_a_tie():
    above, below = neighbours(sample(), "CN")
    assert (above.unit, below.unit) == ("PBGDPL", "THADS")


def test_a_tied_rank_is_marked_in_words():
    assert rank_words(standing_of_unit(sample(), "CN")) == "6 (đồng hạng)"
    assert rank_words(standing_of_unit(sample(), "DKGDBD")) == "1"
    assert rank_words(standing_of_unit(sample("nam_moi"), "CN")) == "—"


def test_bonus_and_deduction_make_no_difference_to_the_words():
    book = a_scored_workbook(
        [a_criterion("1", 10), a_criterion("2", 5, CriterionKind.BONUS), a_criterion("3", 5, CriterionKind.DEDUCTION)],
        {"A": [10, 2, 1], "B": [9, 0, 0]},
        contest=a_contest(decimals=0),
    )
    assert gaps(deciding(book), "A") == ("hơn hạng 2 (Đơn vị B) 2 điểm",)
