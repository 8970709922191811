from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from lib.access.door import open_sessions
from lib.access.rights import Role
from lib.access.sessions import Sessions
from lib.store.notes import MemoryNotes
from lib.store.store import LocalStore, Store
from tests.clocks import SecondsClock


@pytest.fixture
def another(kept_in: Store, clock: SecondsClock) -> Callable[[], Sessions]:
    """Opens the same logins once more, as another process does."""
    return lambda: open_sessions(kept_in, clock)


@pytest.fixture
def sessions(another: Callable[[], Sessions]) -> Sessions:
    return another()


def open_one(sessions: Sessions, who: str = "Thư ký") -> str:
    return sessions.open(Role.SECRETARY, who, "passcode", seconds=3600, stamp="s")


def test_a_login_is_found_by_its_token(sessions: Sessions) -> None:
    found = sessions.find(open_one(sessions))
    assert found is not None
    assert (found.role, found.who, found.stamp) == (Role.SECRETARY, "Thư ký", "s")


@pytest.mark.parametrize("token", [None, "", "guess", "' or 1=1 --"])
def test_anything_else_finds_nothing(sessions: Sessions, token: str | None) -> None:
    open_one(sessions)
    assert sessions.find(token) is None


def test_a_login_ends_by_itself(sessions: Sessions, clock: SecondsClock) -> None:
    token = open_one(sessions)
    clock.now += 3600
    assert sessions.find(token) is None
    assert sessions.all() == ()


def test_a_login_ends_when_somebody_ends_it_and_only_that_one(sessions: Sessions) -> None:
    first, second = open_one(sessions), open_one(sessions)
    found = sessions.find(first)
    assert found is not None
    sessions.end(found.id)
    assert sessions.find(first) is None
    assert sessions.find(second) is not None


def test_logins_outlive_a_restart(another: Callable[[], Sessions]) -> None:
    before = another()
    token = open_one(before)
    before.forget("identity", seconds=60)
    after = another()
    assert after.find(token) is not None
    assert after.is_gone("identity")


def test_a_login_that_ends_in_one_process_has_ended_in_all(another: Callable[[], Sessions]) -> None:
    one, other = another(), another()
    token = open_one(one)
    found = other.find(token)
    assert found is not None
    other.end(found.id)
    assert one.find(token) is None


class NotThere(MemoryNotes):
    """Notes that can be taken away."""

    away = False

    def get(self, name: str) -> str | None:
        if self.away:
            raise OSError(None, "away")
        return super().get(name)


def test_while_the_notes_are_away_who_was_in_stays_in_and_nobody_comes_in(clock: SecondsClock) -> None:
    notes = NotThere(clock)
    sessions = Sessions(notes, notes, clock)
    known, unknown = open_one(sessions), open_one(sessions)
    assert sessions.find(known) is not None
    notes.away = True
    assert sessions.find(known) is not None
    assert sessions.find(unknown) is None
    assert sessions.is_gone("anybody")
    clock.now += 3600
    assert sessions.find(known) is None


def test_the_file_does_not_hold_the_token_and_is_for_its_owner_only(tmp_path: Path, clock: SecondsClock) -> None:
    token = open_one(open_sessions(LocalStore(tmp_path / "state"), clock))
    file = tmp_path / "state" / "access.sqlite"
    assert token.encode() not in file.read_bytes()
    assert file.stat().st_mode & 0o077 == 0


def test_a_logged_out_identity_stays_out_until_its_cookie_is_dead(sessions: Sessions, clock: SecondsClock) -> None:
    assert not sessions.is_gone("a")
    sessions.forget("a", seconds=60)
    assert sessions.is_gone("a")
    assert not sessions.is_gone("b")
    clock.now += 61
    sessions.forget("b", seconds=60)
    assert not sessions.is_gone("a")


def test_the_newest_login_stands_first(sessions: Sessions, clock: SecondsClock) -> None:
    open_one(sessions, "first")
    clock.now += 1
    open_one(sessions, "second")
    assert [session.who for session in sessions.all()] == ["second", "first"]
