"""What the secretary is shown of a count while it goes on."""

from __future__ import annotations

import pytest

from lib.show.day.count_state import count_identity, count_progress, count_states, count_verdict
from tests.days import counted_so_far, mended, papers_tables, version, with_cell


def state_of(tables):
    return next(one for one in count_states(version(tables).snapshot) if one.session.code == "P1")


@pytest.mark.parametrize(
    ("first", "second", "told", "whole"),
    [
        (7, 0, "Mới có một lượt kiểm; gõ lượt thứ hai để đối chiếu từng phiếu", False),
        (6, 4, "Lượt 2 còn thiếu 2 phiếu: số 5, 6", False),
        (3, 5, "Lượt 1 còn thiếu 2 phiếu: số 4, 5", False),
        (6, 6, "Hai lượt khớp nhau từng phiếu đã gõ", True),
        (11, 11, "Có 1 chỗ phải xem lại trên phiếu giấy", False),
    ],
)
def test_the_verdict_says_what_is_to_be_done_next(first, second, told, whole):
    state = state_of(counted_so_far(papers_tables(), first, second))
    assert (count_verdict(state), state.whole) == (told, whole)
    assert count_progress(state) == f"Lượt 1: {first} phiếu · lượt 2: {second} phiếu · phát ra 11"


def test_a_difference_is_told_with_both_cells_and_no_choice():
    (found,) = state_of(counted_so_far(papers_tables(), 11, 11)).differing
    assert (found.where.a1, dict(found.params)["other"], found.value) == ("O19", "O8", None)


def test_green_is_where_both_counts_agree_paper_by_paper():
    state = state_of(mended(papers_tables()))
    assert state.whole
    assert count_verdict(state) == "Hai lượt khớp nhau từng phiếu"
    assert count_identity(state) == "11 phát ra = 11 thu về = 10 hợp lệ + 1 không hợp lệ"


def test_the_identity_grows_with_the_papers():
    assert count_identity(state_of(counted_so_far(papers_tables(), 7, 0))) == (
        "11 phát ra ≥ 7 thu về = 6 hợp lệ + 1 không hợp lệ"
    )


def test_it_is_not_green_where_the_figure_of_the_ballots_is_another_one():
    state = state_of(with_cell(mended(papers_tables()), "Bỏ phiếu", 2, 8, 10))
    assert not state.whole
    assert count_verdict(state) == "Có 1 chỗ phải xem lại trên phiếu giấy"
