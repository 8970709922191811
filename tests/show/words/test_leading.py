from __future__ import annotations

from lib.access.rights import Role
from lib.model.releasable import RANKING, SCORES, Released
from lib.release.role_view import snapshot_for
from lib.show.words import ranks, scores
from tests.show.sampling import deciding, nine_units, sample
from tests.workbooks import a_criterion, a_scored_workbook


def test_the_answer_names_who_leads():
    assert ranks.leading_title(sample()) == "Cục ĐKQGGDBĐ dẫn đầu, 193,75 điểm"
    assert ranks.lead(sample()) == "Hơn hạng nhì 0,50 điểm"


def test_a_shared_first_place_names_both():
    book = a_scored_workbook([a_criterion("1", 1000)], {"A": [900], "B": [900], "C": [800]})
    assert ranks.leading_title(deciding(book)) == "Đơn vị A và Đơn vị B cùng dẫn đầu, 9,00 điểm"
    assert ranks.lead(deciding(book)) == "Hơn hạng 3: 1,00 điểm"


def test_a_first_place_of_many_is_counted():
    book = a_scored_workbook([a_criterion("1", 1000)], {unit: [900] for unit in "ABCDEFGHI"})
    assert ranks.leading_title(deciding(book)) == "9 đơn vị đồng hạng nhất, 9,00 điểm"
    assert ranks.lead(deciding(book)) == ""


def test_a_partly_scored_year_says_how_many_cells_are_verified():
    book = a_scored_workbook(
        [a_criterion("1", 1000), a_criterion("2", 1000)], {"A": [900, None], "B": [800, 700]}, {"A": [None, 700]}
    )
    assert ranks.leading_title(deciding(book)) == "Đơn vị A dẫn đầu, 16,00 điểm"
    assert scores.progress_words(deciding(book)) == "đã thẩm định 3/4 ô"


def test_a_new_year_says_that_there_are_no_scores():
    assert ranks.leading_title(sample("nam_moi")) == "Chưa có điểm"


def test_without_ranks_the_answer_is_the_span_and_names_nobody():
    shown = snapshot_for(sample(), Role.VIEWER, Released.of([SCORES]))
    assert ranks.leading_title(shown) == "Tổng điểm từ 182,00 đến 193,75"


def test_without_totals_the_answer_gives_the_name_alone():
    shown = snapshot_for(sample(), Role.VIEWER, Released.of([RANKING]))
    assert ranks.leading_title(shown) == "Cục ĐKQGGDBĐ dẫn đầu"


def test_where_the_share_ranks_first_the_answer_measures_by_the_share():
    assert ranks.leading_title(nine_units()) == "Phòng Nhân sự dẫn đầu, 97,50 điểm (97,50 %)"
    assert ranks.lead(nine_units()) == "Hơn hạng nhì 3,61 % điểm tối đa"
