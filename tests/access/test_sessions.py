from __future__ import annotations

from pathlib import Path

import pytest

from lib.access.rights import Role
from lib.access.sessions import Sessions


class Clock:
    now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def sessions(tmp_path: Path, clock: Clock):
    store = Sessions(tmp_path / "state" / "access.sqlite", clock)
    yield store
    store.close()


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


def test_a_login_ends_by_itself(sessions: Sessions, clock: Clock) -> None:
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


def test_logins_outlive_a_restart(tmp_path: Path, clock: Clock) -> None:
    before = Sessions(tmp_path / "a.sqlite", clock)
    token = open_one(before)
    before.forget("identity", seconds=60)
    before.close()
    after = Sessions(tmp_path / "a.sqlite", clock)
    assert after.find(token) is not None
    assert after.is_gone("identity")
    after.close()


def test_the_file_does_not_hold_the_token_and_is_for_its_owner_only(tmp_path: Path, sessions: Sessions) -> None:
    token = open_one(sessions)
    file = tmp_path / "state" / "access.sqlite"
    assert token.encode() not in file.read_bytes()
    assert file.stat().st_mode & 0o077 == 0


def test_a_logged_out_identity_stays_out_until_its_cookie_is_dead(sessions: Sessions, clock: Clock) -> None:
    assert not sessions.is_gone("a")
    sessions.forget("a", seconds=60)
    assert sessions.is_gone("a")
    assert not sessions.is_gone("b")
    clock.now += 61
    sessions.forget("b", seconds=60)
    assert not sessions.is_gone("a")


def test_the_newest_login_stands_first(sessions: Sessions, clock: Clock) -> None:
    open_one(sessions, "first")
    clock.now += 1
    open_one(sessions, "second")
    assert [session.who for session in sessions.all()] == ["second", "first"]
