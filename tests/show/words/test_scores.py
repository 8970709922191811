from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from lib.access.rights import Role
from lib.model.domain import CriterionKind, Explanation, NotApplicableRule, ScoreColumn
from lib.model.problems import CellRef
from lib.model.releasable import RANKING, SCORES, Released
from lib.release.role_view import snapshot_for
from lib.show.tables.groups import BEYOND_GROUPS, group_places, rounded, segments
from lib.show.words.scores import has_scores, progress_words, score_differences, score_losses, score_pairs
from tests.show.sampling import deciding, sample
from tests.workbooks import KPS, a_contest, a_criterion, a_scored_workbook

BONUS, DEDUCTION = CriterionKind.BONUS, CriterionKind.DEDUCTION


def test_progress_counts_cells_that_need_a_score_and_those_verified():
    book = a_scored_workbook(
        [a_criterion("1"), a_criterion("2"), a_criterion("3", kind=BONUS)],
        {"A": [5, None, None], "B": [KPS, 4, 2]},
        {"A": [5, 6, None]},
    )
    assert progress_words(deciding(book)) == "đã thẩm định 4/5 ô, gồm 1 ô điểm thưởng, điểm trừ"
    assert progress_words(sample()) == ""


def test_a_new_year_has_no_scores_and_ranks_alone_are_something_to_show():
    assert not has_scores(sample("nam_moi"))
    assert has_scores(sample())
    assert has_scores(snapshot_for(sample(), Role.VIEWER, Released.of([RANKING])))
    assert not has_scores(snapshot_for(sample(), Role.VIEWER, Released()))


def test_differences_stand_by_size_with_reason_evidence_and_cell():
    found = score_differences(sample())
    sizes = [abs(pair.difference) for pair in found]
    assert sizes == sorted(sizes, reverse=True)
    first = next(pair for pair in found if (pair.unit, pair.criterion) == ("KTVB", "I.9"))
    assert (first.own, first.verified, first.difference) == (200, 100, -100)
    assert first.reason == "Chỉ 01 trong 02 sáng kiến có quyết định công nhận"
    assert first.evidence.startswith("https://")
    assert (first.cell.tab, first.cell.a1) == ("Thẩm định", "I13")


def test_differences_of_a_group_and_of_a_unit():
    snapshot = sample()
    group = snapshot.workbook.groups[1].name
    of_group = score_differences(snapshot, group)
    assert of_group
    assert {snapshot.workbook.criterion(pair.criterion).group for pair in of_group} == {group}
    assert {pair.unit for pair in score_differences(snapshot, unit="CN")} == {"CN"}
    assert len(score_differences(snapshot)) == sum(
        len(score_differences(snapshot, item.name)) for item in snapshot.workbook.groups
    )


def test_more_deduction_is_a_loss():
    book = a_scored_workbook([a_criterion("1"), a_criterion("2", kind=DEDUCTION)], {"A": [10, 3]}, {"A": [10, 1]})
    (pair,) = score_differences(deciding(book))
    assert (pair.own, pair.verified, pair.difference) == (-1, -3, -2)


def test_not_applicable_is_compared_by_what_it_gives():
    book = a_scored_workbook([a_criterion("1", 10)], {"A": [KPS], "B": [KPS]}, {"A": [10], "B": [8]})
    (pair,) = score_differences(deciding(book))
    assert (pair.unit, pair.difference) == ("B", 2)


def test_a_missing_score_is_no_difference():
    book = a_scored_workbook([a_criterion("1")], {"A": [None]}, {"A": [8]})
    assert score_differences(deciding(book)) == ()


def test_the_cell_behind_a_figure_is_the_one_that_stands():
    tabs = ((ScoreColumn.VERIFIED, CellRef("Thẩm định")), (ScoreColumn.SELF, CellRef("Tự chấm")))
    book = replace(
        a_scored_workbook([a_criterion("1"), a_criterion("2")], {"A": [5, None]}, {"A": [5, 6]}), score_tabs=tabs
    )
    cells = [pair.cell.tab for pair in score_pairs(deciding(book))]
    assert cells == ["Thẩm định", "Tự chấm"]


def test_losses_stand_by_size_with_deductions_among_them_and_bonuses_not():
    book = a_scored_workbook(
        [a_criterion("1", 10), a_criterion("2", 10), a_criterion("3", 5, BONUS), a_criterion("4", 5, DEDUCTION)],
        {"A": [9, 4, 1, 2]},
    )
    found = score_losses(deciding(book), "A")
    assert [(loss.criterion.code, loss.lost, loss.points) for loss in found] == [("2", 6, 4), ("4", 2, -2), ("1", 1, 9)]


def test_what_is_missing_or_left_out_is_no_loss():
    book = a_scored_workbook(
        [a_criterion("1", 10), a_criterion("2", 10, kps=NotApplicableRule.EXCLUDE), a_criterion("3", 10)],
        {"A": [None, KPS, 10]},
    )
    assert score_losses(deciding(book), "A") == ()


def test_the_losses_of_a_unit_and_its_total_make_up_the_maximum():
    snapshot = sample()
    for unit in ("DKGDBD", "LLTP", "KTVB"):
        row = snapshot.standings.set_index("unit").loc[unit]
        assert int(row["maximum"]) + int(row["bonus"]) - sum(loss.lost for loss in score_losses(snapshot, unit)) == int(
            row["total"]
        )


def test_the_segments_of_a_unit_add_up_to_its_total_and_name_what_a_cap_took():
    snapshot = sample()
    totals = dict(zip(snapshot.standings["unit"], snapshot.standings["total"], strict=True))
    parts = segments(snapshot)
    for unit, total in totals.items():
        assert sum(part.points for part in parts if part.unit == unit) == total
    beyond = {part.unit: part.points for part in parts if part.part == BEYOND_GROUPS}
    assert beyond == {"QLXLVPHC": -200, "PBGDPL": -100}


def test_segments_follow_the_groups_of_the_workbook():
    snapshot = sample()
    own = [part.part for part in segments(snapshot) if part.unit == "CN"]
    assert own == [group.name for group in snapshot.workbook.groups]


def test_a_unit_without_scores_has_no_segments():
    assert segments(sample("nam_moi")) == ()
    assert segments(snapshot_for(sample(), Role.VIEWER, Released.of([RANKING]))) == ()


def test_a_group_stands_against_median_and_best_of_the_cluster():
    book = a_scored_workbook(
        [a_criterion("1", 10, group="I"), a_criterion("2", 10, group="II")],
        {"A": [4, 9], "B": [7, 9], "C": [8, None], "D": [9, None]},
        contest=a_contest(decimals=0),
    )
    first, second = group_places(deciding(book), "A")
    assert (first.points, first.maximum, first.median, first.best) == (4, 10, Fraction(15, 2), 9)
    assert (second.median, second.best) == (Fraction(9), 9)
    assert group_places(deciding(book), "C")[1].points is None


def test_a_median_between_two_values_is_written_half_up():
    assert [rounded(value) for value in (Fraction(15, 2), Fraction(7), Fraction(1, 2), None)] == [8, 7, 1, None]


def test_a_reader_gets_no_difference_and_no_evidence():
    shown = snapshot_for(sample(), Role.VIEWER, Released.of([SCORES, RANKING]))
    assert score_differences(shown) == ()
    assert [pair.evidence for pair in score_pairs(shown) if pair.evidence] == []


def test_an_explanation_of_another_unit_is_not_borrowed():
    told = (Explanation("B", "1", "vì B", None, CellRef("Giải trình", 2, 1)),)
    book = replace(a_scored_workbook([a_criterion("1")], {"A": [5], "B": [5]}, {"A": [6], "B": [6]}), explanations=told)
    assert {pair.unit: pair.reason for pair in score_differences(deciding(book))} == {"A": None, "B": "vì B"}
