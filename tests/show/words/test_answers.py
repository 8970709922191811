from __future__ import annotations

from lib.access.rights import Role
from lib.release.role_view import RANKING, SCORES, Released, release
from lib.show.words import answers
from tests.show.sampling import deciding, sample
from tests.workbooks import a_criterion, a_scored_workbook


def test_the_answer_names_who_leads():
    assert answers.scores_line(sample()) == "11 đơn vị. Dẫn đầu: Cục ĐKQGGDBĐ, 193,75 điểm."


def test_a_shared_first_place_names_both():
    book = a_scored_workbook([a_criterion("1", 1000)], {"A": [900], "B": [900], "C": [800]})
    assert answers.scores_line(deciding(book)) == "3 đơn vị. Dẫn đầu: Đơn vị A và Đơn vị B (đồng hạng), 9,00 điểm."


def test_a_partly_scored_year_says_how_many_cells_are_verified():
    book = a_scored_workbook(
        [a_criterion("1", 1000), a_criterion("2", 1000)], {"A": [900, None], "B": [800, 700]}, {"A": [None, 700]}
    )
    assert answers.scores_line(deciding(book)) == (
        "2 đơn vị. Dẫn đầu: Đơn vị A, 16,00 điểm (tạm tính); đã thẩm định 3/4 ô."
    )


def test_a_new_year_says_that_there_are_no_scores():
    assert answers.scores_line(sample("nam_moi")) == "11 đơn vị. Chưa có điểm."


def test_without_ranks_the_answer_is_the_span_and_names_nobody():
    shown = release(sample(), Role.VIEWER, Released.of([SCORES]))
    assert answers.scores_line(shown) == "11 đơn vị. Tổng điểm từ 182,00 đến 193,75."


def test_without_totals_the_answer_gives_the_name_alone():
    shown = release(sample(), Role.VIEWER, Released.of([RANKING]))
    assert answers.scores_line(shown) == "11 đơn vị. Dẫn đầu: Cục ĐKQGGDBĐ."


def test_problems_are_counted_for_the_secretary_alone():
    assert answers.overview(sample(), scores_shown=True, problems_shown=True).endswith("193,75 điểm. 2 ghi chú.")
    assert answers.overview(sample(), scores_shown=True, problems_shown=False) == answers.scores_line(sample())
    assert answers.overview(sample(), scores_shown=False, problems_shown=False) == "11 đơn vị."
