"""Readers wait for each other, whoever controls the day for nobody."""

from __future__ import annotations

import threading
from contextlib import ExitStack

import pytest

from lib.access.rights import Role
from lib.ui.fair_queue import AT_ONCE, wait_for_turn

READERS = [Role.VIEWER, Role.LEADER]


def test_only_so_many_readers_run_at_once_and_the_next_one_follows():
    ran, free = threading.Event(), ExitStack()
    for number in range(AT_ONCE):
        free.enter_context(wait_for_turn(READERS[number % 2]))

    def read() -> None:
        with wait_for_turn(Role.VIEWER, patience=60):
            ran.set()

    waiting = threading.Thread(target=read)
    waiting.start()
    assert not ran.wait(0.05)
    free.close()
    assert ran.wait(60)
    waiting.join()


def test_the_secretary_and_a_reader_behind_a_stuck_page_go_ahead():
    with ExitStack() as stuck:
        assert all(stuck.enter_context(wait_for_turn(Role.VIEWER)) for _ in range(AT_ONCE))
        with wait_for_turn(Role.SECRETARY, patience=60) as needed, wait_for_turn(Role.VIEWER, patience=0.01) as had:
            assert (needed, had) == (False, False)


def test_a_page_that_fails_gives_its_turn_back():
    for _ in range(AT_ONCE):
        with pytest.raises(RuntimeError, match="a page"), wait_for_turn(Role.VIEWER):
            raise RuntimeError("a page")
    with ExitStack() as turns:
        assert [turns.enter_context(wait_for_turn(Role.VIEWER, patience=0.01)) for _ in range(AT_ONCE)] == [
            True
        ] * AT_ONCE
