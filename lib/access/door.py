"""The one door of the server: policy, logins, codes and the log together, for pages and routes alike."""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from lib.access.codes import MOST_WAITING, OneTimeCodes
from lib.access.passcodes import role_of
from lib.access.policy import Fault, Mode, Policy, in_force
from lib.access.policy_file import PolicyFile
from lib.access.rights import Role
from lib.access.sessions import Session, Sessions
from lib.access.throttle import Throttle, source_of
from lib.access.visitor import Credentials, Visitor, stamp_of, visitor
from lib.audit import Audit, Event, open_audit
from lib.store.notes import MemoryNotes, Notes, SqliteNotes

if TYPE_CHECKING:
    from lib.store.shared import SharedStore

DAY = 24 * 3600.0
COOKIE_LIFE = 31 * DAY
NAMES = {Role.SECRETARY: "Thư ký", Role.LEADER: "Lãnh đạo", Role.SCREEN: "Màn hình"}
KNOWN_MACHINE = "machine"
MOST_NOTED = 10_000


@dataclass(frozen=True, slots=True)
class Entrance:
    """The answer to somebody who wants in: a token, or seconds to wait, or neither where it was simply wrong."""

    token: str | None = None
    role: Role = Role.VIEWER
    wait: float = 0.0


@dataclass(frozen=True, slots=True)
class Clocks:
    """Seconds since 1970, and seconds that never go back."""

    wall: Callable[[], float] = time.time
    monotonic: Callable[[], float] = time.monotonic


@dataclass
class Door:
    """Everything about getting in. `bound_to_loopback`: nobody but this machine can reach the server.

    `waiting` are the one-time codes and `failures` the failed tries, both timed by `clocks.wall`.
    """

    policy: Callable[[], Policy]
    sessions: Sessions
    audit: Audit
    bound_to_loopback: bool
    clocks: Clocks = field(default_factory=Clocks)
    waiting: Notes | None = None
    failures: Notes | None = None

    def __post_init__(self) -> None:
        self.codes = OneTimeCodes(self.waiting or MemoryNotes(self.clocks.monotonic, MOST_WAITING))
        time_of_tries = self.clocks.wall if self.failures else self.clocks.monotonic
        self._throttle = Throttle(self.failures or MemoryNotes(self.clocks.monotonic), time_of_tries)
        self._hashing = threading.Semaphore(2)
        self._noted: set[tuple[str, str]] = set()

    @property
    def mode(self) -> Mode | Fault:
        """The mode in force, or why there is none."""
        return in_force(self.policy(), bound_to_loopback=self.bound_to_loopback)

    def visitor(self, carried: Credentials) -> Visitor:
        """Who is looking, decided afresh."""
        return visitor(
            self.policy(), carried, self.sessions, bound_to_loopback=self.bound_to_loopback, now=self.clocks.wall()
        )

    def log_in(self, passcode: str, source: str) -> Entrance:
        """Try a passcode from a source (`lib.access.throttle.source_of`)."""
        policy = self.policy()
        if self.mode is not Mode.PASSCODE:
            return Entrance()
        held = self._held(source)
        if held is not None:
            return held
        with self._hashing:
            role = role_of(passcode, dict(policy.passcodes))
        return self._let_in(role, source, "passcode", policy) if role else self._failed(source)

    def redeem(self, code: str, source: str) -> Entrance:
        """Try a one-time code from a source."""
        held = self._held(source)
        if held is not None:
            return held
        admission = self.codes.redeem(code)
        if admission is None or not isinstance(self.mode, Mode):
            return self._failed(source)
        return self._let_in(admission.role, source, "code", self.policy())

    def introduce(self) -> str:
        """A token for a machine that somebody logged in from: its tries are then counted apart from its address."""
        return self.sessions.open(Role.VIEWER, "Máy quen", KNOWN_MACHINE, seconds=COOKIE_LIFE)

    def source(self, address: str | None, machine: str | None) -> str:
        """Whose tries count together: those of a known machine, else those of an address."""
        known = self.sessions.find(machine)
        return f"máy {known.id[:8]}" if known and known.via == KNOWN_MACHINE else source_of(address)

    def logins(self) -> tuple[Session, ...]:
        """Every login and watch-only link that still holds, the newest first."""
        return tuple(session for session in self.sessions.all() if session.via != KNOWN_MACHINE)

    def issue_code(self, by: Visitor) -> str:
        """A code that brings one phone to the role of whoever asks for it."""
        self.audit.record(Event.CODE_ISSUED, by.name, by.role.value)
        return self.codes.issue(by.role, by.name)

    def issue_link(self, by: Visitor) -> str:
        """The token of a link that may watch the hall's screen for a day, and nothing else."""
        self.audit.record(Event.LINK_ISSUED, by.name, by.role.value)
        return self.sessions.open(Role.SCREEN, NAMES[Role.SCREEN], "link", seconds=DAY)

    def end(self, session: str, by: Visitor) -> None:
        """End a login by its id, one's own or another's."""
        who = next((found.who for found in self.sessions.all() if found.id == session), "")
        self.sessions.end(session)
        event = Event.LOGGED_OUT if session == by.session else Event.LOGIN_ENDED
        self.audit.record(event, by.name, by.role.value, who)

    def forget(self, identity: str) -> None:
        """A login by an identity provider was logged out: it is dead in every tab from now on."""
        self.sessions.forget(identity, seconds=COOKIE_LIFE)
        self.audit.record(Event.LOGGED_OUT, "tài khoản", subject=identity[:12])

    def tell_start(self) -> None:
        """Log that the server started, and in which mode."""
        self.audit.record(Event.STARTED, "máy chủ", subject=self.mode.value)

    def note(self, identity: str, visitor: Visitor) -> None:
        """Log once what a login by an identity provider came to: a role, or a refusal."""
        came_to = visitor.refusal.value if visitor.refusal else visitor.role.value
        if (identity, came_to) in self._noted or visitor.mode is not Mode.OIDC:
            return
        if len(self._noted) >= MOST_NOTED:
            self._noted.clear()
        self._noted.add((identity, came_to))
        event = Event.LOGIN_REFUSED if visitor.refusal else Event.LOGGED_IN
        self.audit.record(event, visitor.name or "tài khoản", visitor.role.value, came_to)

    def _held(self, source: str) -> Entrance | None:
        wait = self._throttle.wait(source)
        return Entrance(wait=wait) if wait > 0 else None

    def _failed(self, source: str) -> Entrance:
        self._throttle.failed(source)
        wait = self._throttle.wait(source)
        self.audit.record(Event.LOGIN_SLOWED if wait else Event.LOGIN_FAILED, source)
        return Entrance(wait=wait)

    def _let_in(self, role: Role, source: str, via: str, policy: Policy) -> Entrance:
        self._throttle.succeeded(source)
        who = f"{NAMES[role]} ({source})"
        token = self.sessions.open(role, who, via, seconds=3600.0 * policy.hours, stamp=stamp_of(policy, role))
        self.audit.record(Event.LOGGED_IN, who, role.value, via)
        return Entrance(token, role)


def open_door(secrets: Path, state: Path, shared: SharedStore | None = None, *, bound_to_loopback: bool) -> Door:
    """The door of a server whose settings stand in `secrets`; logins and log live in `shared`, else in `state`."""
    clocks = Clocks()
    audit = open_audit(state / "log", shared, lambda: dt.datetime.now(dt.UTC))
    door = (PolicyFile(secrets), open_sessions(state, shared, clocks.wall), audit, bound_to_loopback, clocks)
    if shared is None:
        return Door(*door)
    return Door(*door, waiting=shared.notes("codes", clocks.wall), failures=shared.notes("failures", clocks.wall))


def open_sessions(state: Path, shared: SharedStore | None, clock: Callable[[], float]) -> Sessions:
    """The logins in `shared`, else in a file of the folder `state`; `clock` gives seconds since 1970."""

    def notes(kind: str) -> Notes:
        return shared.notes(kind, clock) if shared else SqliteNotes(state / "access.sqlite", kind, clock)

    return Sessions(notes("logins"), notes("gone"), clock)
