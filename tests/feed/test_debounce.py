"""A version that breaks something waits until it has stood."""

from __future__ import annotations

import pytest

from lib.feed.debounce import LONGEST, HeldVersion, held_after, newly_broken
from lib.model.problems import CellRef, Code, problem

D7, E9 = CellRef("Thẩm định", 7, 4), CellRef("Thẩm định", 9, 5)
IN_D7, IN_E9 = (Code.NOT_A_NUMBER, D7), (Code.NOT_A_NUMBER, E9)


@pytest.mark.parametrize(
    ("shown", "found", "places"),
    [
        ([], [], set()),
        ([], [problem(Code.NOT_A_NUMBER, D7)], {IN_D7}),
        ([problem(Code.NOT_A_NUMBER, D7)], [problem(Code.NOT_A_NUMBER, D7)], set()),
        ([problem(Code.NOT_A_NUMBER, D7)], [], set()),
        ([problem(Code.NOT_A_NUMBER, D7)], [problem(Code.AMBIGUOUS_NUMBER, D7)], {(Code.AMBIGUOUS_NUMBER, D7)}),
        ([], [problem(Code.TOO_MANY_DECIMALS, D7), problem(Code.MISSING_SCORE, E9)], set()),
        ([], [problem(Code.MISSING_TAB, CellRef("Đơn vị"))], {(Code.MISSING_TAB, CellRef("Đơn vị"))}),
    ],
)
def test_only_a_new_blocking_problem_breaks(shown, found, places):
    assert newly_broken(shown, found) == places


def test_what_breaks_nothing_is_shown_at_once():
    assert held_after(None, frozenset()) is None


def test_what_breaks_something_waits_one_attempt():
    held = held_after(None, frozenset({IN_D7}))
    assert held == HeldVersion(frozenset({IN_D7}), 1)
    assert held_after(held, frozenset({IN_D7})) is None


def test_a_break_that_was_mended_meanwhile_is_shown_at_once():
    held = held_after(None, frozenset({IN_D7}))
    assert held_after(held, frozenset()) is None


def test_another_break_waits_again():
    held = held_after(None, frozenset({IN_D7}))
    assert held_after(held, frozenset({IN_D7, IN_E9})) == HeldVersion(frozenset({IN_D7, IN_E9}), 2)


def test_whoever_types_without_end_is_shown_in_the_end():
    held, attempts = None, 0
    for number in range(LONGEST + 5):
        held = held_after(held, frozenset({(Code.NOT_A_NUMBER, CellRef("A", number + 1, 1))}))
        attempts += 1
        if held is None:
            break
    assert attempts == LONGEST + 1


def test_the_cells_that_wait_are_named_in_order():
    assert HeldVersion(frozenset({IN_E9, IN_D7, (Code.MISSING_VALUE, D7)}), 1).cells == (D7, E9)


def test_what_lost_something_waits_until_it_stood_so_twice():
    held = held_after(None, frozenset(), frozenset({D7}))
    assert held == HeldVersion(frozenset(), 1, frozenset({D7}))
    assert held.lost_cells == (D7,)
    assert held_after(held, frozenset(), frozenset({D7})) is None
    assert held_after(held, frozenset(), frozenset({D7, E9})) is not None
