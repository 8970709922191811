from __future__ import annotations

import datetime as dt
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from lib.access.door import ANONYMOUS, TOO_MANY, Clocks, Door, open_sessions
from lib.access.oidc import Refusal
from lib.access.passcodes import hash_passcode
from lib.access.policy import Mode, Policy, PolicyFault, PolicyFile
from lib.access.rights import Role
from lib.access.throttle import FIRST_WAIT, FREE_TRIES, Caller
from lib.access.visitor import Credentials, Visitor
from lib.audit.entries import AuditEvent
from lib.audit.log import open_audit
from lib.store.store import LocalStore

POLICY = Policy(
    Mode.PASSCODE,
    (
        (Role.LEADER, hash_passcode("for-the-leaders", cost=2)),
        (Role.SECRETARY, hash_passcode("for-the-secretary", cost=2)),
    ),
)


@dataclass
class World:
    """A door with a clock that tests move."""

    door: Door
    now: list[float] = field(default_factory=lambda: [1000.0])

    def events(self) -> list[AuditEvent]:
        return [entry.event for entry in reversed(self.door.audit.entries())]

    def role(self, token: str | None) -> Role:
        return self.door.visitor(Credentials(token=token)).role


@pytest.fixture
def world(tmp_path: Path):
    now = [1000.0]
    store = LocalStore(tmp_path)
    sessions = open_sessions(store, lambda: now[0])
    audit = open_audit(store, lambda: dt.datetime.fromtimestamp(now[0], dt.UTC))
    clocks = Clocks(wall=lambda: now[0], monotonic=lambda: now[0])
    return World(Door(lambda: POLICY, sessions, audit, bound_to_loopback=False, clocks=clocks), now)


@pytest.mark.parametrize(
    ("passcode", "role"), [("for-the-leaders", Role.LEADER), ("for-the-secretary", Role.SECRETARY)]
)
def test_the_right_passcode_opens_its_role_and_is_logged(world: World, passcode: str, role: Role) -> None:
    assert world.role(world.door.log_in(passcode, Caller("10.0.0.1")).token) is role
    assert world.events() == [AuditEvent.LOGGED_IN]


def test_a_wrong_passcode_opens_nothing_and_is_logged_without_it(world: World) -> None:
    assert world.door.log_in("for-the-secretarY", Caller("10.0.0.1")).token is None
    assert world.events() == [AuditEvent.LOGIN_FAILED]
    assert "secretarY" not in world.door.audit.text()


def test_every_hash_is_tried_so_that_time_tells_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[object] = []
    monkeypatch.setattr("lib.access.door.matches", lambda _, stored: tried.append(stored) is None)
    world.door.log_in("anything", Caller("10.0.0.1"))
    assert tried == [stored for _, stored in POLICY.passcodes]


def test_guessing_is_slowed_and_even_the_right_passcode_must_wait(world: World) -> None:
    for _ in range(FREE_TRIES):
        world.door.log_in("guess", Caller("10.0.0.1"))
    held = world.door.log_in("for-the-secretary", Caller("10.0.0.1"))
    assert (held.token, held.wait) == (None, 2.0)
    world.now[0] += 2
    assert world.door.log_in("for-the-secretary", Caller("10.0.0.1")).token is not None


def test_guests_who_guess_do_not_hold_up_a_known_machine_at_the_same_address(world: World) -> None:
    machine = world.door.introduce(Role.SECRETARY)
    for _ in range(FREE_TRIES):
        world.door.log_in("guess", world.door.source("10.0.0.1"))
    assert world.door.log_in("for-the-secretary", world.door.source("10.0.0.1")).wait > 0
    assert world.door.log_in("for-the-secretary", world.door.source("10.0.0.1", [machine])).token is not None


def test_a_machine_that_a_leader_logged_in_from_has_no_tries_of_its_own_at_the_secretarys_passcode(
    world: World,
) -> None:
    machine = world.door.source("10.0.0.1", [world.door.introduce(Role.LEADER)])
    for _ in range(FREE_TRIES):
        world.door.log_in("guess", Caller("10.0.0.1"))
    assert world.door.log_in("for-the-leaders", machine).token is not None
    assert world.door.log_in("for-the-secretary", machine).wait > 0


def test_a_leader_who_logs_in_does_not_clear_guesses_at_the_secretarys_passcode(world: World) -> None:
    guesses = 0
    for _ in range(10):
        for _ in range(FREE_TRIES - 1):
            guesses += world.door.log_in("guess", Caller("10.0.0.1")).wait == 0
        world.door.log_in("for-the-leaders", Caller("10.0.0.1"))
    assert world.door.log_in("for-the-secretary", Caller("10.0.0.1")).token is None
    assert guesses <= FREE_TRIES


def test_a_leaders_own_success_counts_no_guess_at_the_secretarys_passcode(world: World) -> None:
    for _ in range(3 * FREE_TRIES):
        assert world.door.log_in("for-the-leaders", Caller("10.0.0.1")).token is not None
    assert world.door.log_in("for-the-secretary", Caller("10.0.0.1")).token is not None


def test_of_many_tries_at_once_no_more_are_made_than_one_after_the_other(world: World) -> None:
    with ThreadPoolExecutor(20) as many:
        tries = [many.submit(world.door.log_in, "guess", Caller("10.0.0.1")) for _ in range(60)]
        for one in tries:
            one.result()
    assert sum(event is AuditEvent.LOGIN_FAILED for event in world.events()) <= FREE_TRIES
    assert world.door.log_in("guess", Caller("10.0.0.1")).wait == FIRST_WAIT


def test_a_wrong_passcode_does_not_hold_the_code_of_another_phone_at_the_same_address(world: World) -> None:
    secretary = world.door.visitor(Credentials(token=world.door.log_in("for-the-secretary", Caller("10.0.0.2")).token))
    code = world.door.issue_code(secretary)
    for _ in range(FREE_TRIES + 3):
        world.door.log_in("guess", Caller("10.0.0.1"))
    assert world.door.redeem(code, Caller("10.0.0.1")).token is not None


def test_people_whom_nobody_knows_write_only_so_much_and_who_is_known_writes_beside_them(world: World) -> None:
    machine = world.door.source("10.0.0.1", [world.door.introduce(Role.SECRETARY)])
    for number in range(3 * int(ANONYMOUS.burst)):
        world.door.log_in("guess", Caller(f"10.{number // 250}.1.{number % 250}"))
    assert len(world.events()) <= ANONYMOUS.burst
    assert world.door.log_in("guess", Caller("10.0.0.9")).wait == TOO_MANY
    assert world.door.log_in("guess", machine).wait == 0
    assert world.door.audit.entries()[0].subject == f"+{2 * int(ANONYMOUS.burst) + 1}"
    assert world.door.log_in("for-the-secretary", machine).token is not None


def test_one_source_that_goes_on_guessing_fills_no_log_and_holds_nobody_else(world: World) -> None:
    for _ in range(3 * int(ANONYMOUS.burst)):
        world.door.log_in("guess", Caller("10.0.0.1"))
        world.door.redeem("AAAA-AAAA-AAAA", Caller("10.0.0.1"))
    assert len(world.events()) == 2 * FREE_TRIES
    assert world.door.log_in("for-the-secretary", Caller("10.0.0.2")).token is not None


def test_the_token_of_a_known_machine_is_no_login(world: World) -> None:
    for role in (Role.LEADER, Role.SECRETARY):
        assert world.role(world.door.introduce(role)) is Role.VIEWER
    assert world.door.logins() == ()


def test_an_invented_machine_counts_as_its_address(world: World) -> None:
    assert world.door.source("10.0.0.1", ["invented"]) == Caller("10.0.0.1")
    login = world.door.log_in("for-the-secretary", Caller("10.0.0.1")).token
    assert world.door.source("10.0.0.1", [login or ""]) == Caller("10.0.0.1")


def test_of_two_cookies_of_one_name_the_machine_that_is_known_counts(world: World) -> None:
    machine = world.door.introduce(Role.SECRETARY)
    assert world.door.source("10.0.0.1", ["of an old path", machine]).machine
    assert world.door.source("10.0.0.1", [machine, "of an old path"]).machine


def test_a_code_brings_one_phone_to_the_role_of_who_asked(world: World) -> None:
    secretary = world.door.visitor(Credentials(token=world.door.log_in("for-the-secretary", Caller("10.0.0.1")).token))
    code = world.door.issue_code(secretary)
    assert world.role(world.door.redeem(code, Caller("10.0.0.2")).token) is Role.SECRETARY
    assert world.door.redeem(code, Caller("10.0.0.3")).token is None
    assert world.events() == [
        AuditEvent.LOGGED_IN,
        AuditEvent.CODE_ISSUED,
        AuditEvent.LOGGED_IN,
        AuditEvent.LOGIN_FAILED,
    ]
    assert code not in world.door.audit.text()


def test_guessing_codes_is_slowed_like_guessing_passcodes(world: World) -> None:
    for _ in range(FREE_TRIES):
        world.door.redeem("AAAA-AAAA-AAAA", Caller("10.0.0.2"))
    assert world.door.redeem("AAAA-AAAA-AAAA", Caller("10.0.0.2")).wait > 0
    assert world.events()[-1] is AuditEvent.LOGIN_SLOWED


def test_a_link_watches_and_does_not_log_in(world: World) -> None:
    secretary = world.door.visitor(Credentials(token=world.door.log_in("for-the-secretary", Caller("10.0.0.1")).token))
    link = world.door.issue_link(secretary)
    assert world.door.visitor(Credentials(link=link)).role is Role.SCREEN
    assert world.role(link) is Role.VIEWER
    assert link not in world.door.audit.text()


def test_a_login_may_be_ended_by_its_owner_or_by_another(world: World) -> None:
    first = world.door.log_in("for-the-secretary", Caller("10.0.0.1")).token
    second = world.door.log_in("for-the-secretary", Caller("10.0.0.2")).token
    by = world.door.visitor(Credentials(token=first))
    for session in world.door.logins():
        world.door.end(session.id, by)
    assert (world.role(first), world.role(second)) == (Role.VIEWER, Role.VIEWER)
    assert sorted(world.events()[-2:]) == [AuditEvent.LOGGED_OUT, AuditEvent.LOGIN_ENDED]


def test_where_passcodes_are_not_in_force_none_is_tried(world: World, tmp_path: Path) -> None:
    world.door.policy = lambda: Policy(Mode.OIDC, POLICY.passcodes, fault=PolicyFault.NO_ROLES)
    assert world.door.log_in("for-the-secretary", Caller("10.0.0.1")).token is None
    assert world.events() == []


@pytest.mark.parametrize(
    ("refusal", "event"), [(None, AuditEvent.LOGGED_IN), (Refusal.WRONG_DOMAIN, AuditEvent.LOGIN_REFUSED)]
)
def test_a_login_by_a_provider_is_logged_once_with_what_it_came_to(
    world: World, refusal: Refusal | None, event: AuditEvent
) -> None:
    visitor = Visitor(Role.LEADER, Mode.OIDC, "a@b.vn", refusal)
    for _ in range(3):
        world.door.note("identity", visitor)
    assert [(entry.event, entry.who) for entry in world.door.audit.entries()] == [(event, "a@b.vn")]


def test_a_start_is_logged_with_its_mode(world: World) -> None:
    world.door.log_start()
    assert [(entry.event, entry.subject) for entry in world.door.audit.entries()] == [(AuditEvent.STARTED, "passcode")]


def write(path: Path, text: str) -> None:
    before = path.stat().st_mtime_ns if path.exists() else 0
    path.write_text(text, encoding="utf-8")
    os.utime(path, ns=(before + 1_000_000_000, before + 1_000_000_000))


def test_the_policy_follows_its_file(tmp_path: Path) -> None:
    file = tmp_path / "secrets.toml"
    policy = PolicyFile(file)
    assert policy().mode is None
    write(file, '[access]\nmode = "open"\n')
    assert policy().mode is Mode.OPEN
    file.unlink()
    assert policy().mode is None


def test_a_policy_file_as_notepad_saves_it_is_read(tmp_path: Path) -> None:
    file = tmp_path / "secrets.toml"
    write(file, '\ufeff[access]\nmode = "passcode"\n')
    assert PolicyFile(file)().mode is Mode.PASSCODE


def test_a_half_saved_file_keeps_the_policy_in_force(tmp_path: Path) -> None:
    file = tmp_path / "secrets.toml"
    write(file, '[access]\nmode = "passcode"\n')
    policy = PolicyFile(file)
    assert policy().mode is Mode.PASSCODE
    write(file, '[access]\nmode = "pass')
    assert policy().mode is Mode.PASSCODE


def test_a_file_that_never_could_be_read_lets_nobody_in(tmp_path: Path) -> None:
    file = tmp_path / "secrets.toml"
    file.write_bytes(b"\xff\xfe")
    assert PolicyFile(file)().fault is PolicyFault.BAD_VALUE
