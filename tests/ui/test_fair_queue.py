"""Readers wait for each other; the control of the day waits for none."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextlib import ExitStack

import pytest
from streamlit.runtime.app_session import AppSession

from lib.access.rights import Role
from lib.ui.fair_queue import AT_ONCE, send_together, wait_for_turn
from tests.loops import run

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


class Session:
    """What a session of Streamlit needs to reach its loop; `woken` counts how often it does."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._event_loop = loop
        self.woken = 0

    def call_soon_threadsafe(self, callback: Callable[[], None]) -> None:
        self.woken += 1
        self._event_loop.call_soon_threadsafe(callback)


@pytest.fixture
def together(monkeypatch: pytest.MonkeyPatch) -> Callable[[Session, Callable[[], None]], None]:
    def wake(session: Session, callback: Callable[[], None]) -> None:
        session.call_soon_threadsafe(callback)

    monkeypatch.setattr(AppSession, "_call_soon_on_event_loop", wake)  # put back with what `send_together` makes of it
    send_together()
    return AppSession._call_soon_on_event_loop  # type: ignore[return-value]


def test_what_a_run_says_while_the_loop_is_busy_reaches_it_at_once_and_in_order(together):
    async def main() -> tuple[list[int], int]:
        session, heard = Session(asyncio.get_running_loop()), []
        for number in range(20):
            together(session, lambda number=number: heard.append(number))
        assert heard == []
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        return heard, session.woken

    assert run(main()) == (list(range(20)), 1)


def test_many_runs_at_once_lose_nothing_and_each_keeps_its_order(together):
    async def main() -> dict[int, list[int]]:
        session, heard = Session(asyncio.get_running_loop()), {run: [] for run in range(4)}

        def say(which: int) -> None:
            for number in range(500):
                together(session, lambda number=number: heard[which].append(number))

        await asyncio.gather(*(asyncio.to_thread(say, which) for which in heard))
        while sum(map(len, heard.values())) < 2000:
            await asyncio.sleep(0)
        return heard

    assert run(asyncio.wait_for(main(), 60)) == {run: list(range(500)) for run in range(4)}


def test_a_message_that_fails_holds_up_no_other(together):
    told: list[object] = []

    async def main() -> list[str]:
        loop, heard = asyncio.get_running_loop(), []
        loop.set_exception_handler(lambda _loop, about: told.append(about["exception"]))
        session = Session(loop)
        for each in (lambda: heard.append("one"), lambda: 1 // 0, lambda: heard.append("two")):
            together(session, each)
        while "two" not in heard:
            await asyncio.sleep(0)
        return heard

    assert run(asyncio.wait_for(main(), 60)) == ["one", "two"]
    assert [type(error) for error in told] == [ZeroDivisionError]


def test_streamlit_hands_everything_that_a_run_says_to_the_loop_in_one_place():
    """Fails where a newer Streamlit goes another way: then `send_together` must be looked at again."""
    assert "_call_soon_on_event_loop" in AppSession._on_scriptrunner_event.__code__.co_names
    assert "call_soon_threadsafe" in AppSession._call_soon_on_event_loop.__code__.co_names
