"""Authentication of the server: policy, logins, one-time codes and the audit log, for pages and routes alike."""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lib.access.bucket import Bucket, Rate
from lib.access.codes import MOST_WAITING, Admission, OneTimeCodes
from lib.access.passcodes import matches
from lib.access.policy import Mode, Policy, PolicyFault, PolicyFile, mode_in_force
from lib.access.provider_cookie import Identity, provider_identity
from lib.access.rights import LOGIN_ROLES, Role
from lib.access.sessions import LoginSession, Sessions
from lib.access.throttle import CODE, Caller, Throttle, source_of
from lib.access.visitor import Credentials, Visitor, login_stamp, visitor
from lib.audit.entries import AuditEvent
from lib.audit.log import Audit, open_audit
from lib.store.notes import MemoryNotes, Notes
from lib.store.store import Store

DAY = 24 * 3600.0
COOKIE_LIFE = 31 * DAY
NAMES = {Role.SECRETARY: "Thư ký", Role.LEADER: "Lãnh đạo", Role.SCREEN: "Màn hình"}
KNOWN_MACHINE = "machine"
MOST_NOTED = 10_000
ANONYMOUS = Rate(500, 0.5)
"""How many audit lines and throttle notes anonymous visitors may cause: 500 at once, then one every two seconds.

Events above that are counted, and the next line states their number; events of known machines are always written.
"""
TOO_MANY = 30.0
"""Seconds that an anonymous visitor has to wait while no further failure may be noted."""


@dataclass(frozen=True, slots=True)
class LoginOutcome:
    """The result of a login attempt: a token, or the seconds to wait, or neither where the secret was wrong."""

    token: str | None = None
    role: Role = Role.VIEWER
    wait: float = 0.0


@dataclass(frozen=True, slots=True)
class Clocks:
    """Wall-clock time in seconds since 1970, and monotonic seconds."""

    wall: Callable[[], float] = time.time
    monotonic: Callable[[], float] = time.monotonic


@dataclass
class Door:
    """Everything about logging in and out. `bound_to_loopback`: only this machine can reach the server.

    `waiting` stores the one-time codes and `failures` the failed attempts. `cookie_secret` signs the cookies of logins
    by an identity provider unless the settings name another one.
    """

    policy: Callable[[], Policy]
    sessions: Sessions
    audit: Audit
    bound_to_loopback: bool
    clocks: Clocks = field(default_factory=Clocks)
    waiting: Notes | None = None
    failures: Notes | None = None
    cookie_secret: str | None = None

    def __post_init__(self) -> None:
        self.codes = OneTimeCodes(self.waiting or MemoryNotes(self.clocks.monotonic, MOST_WAITING))
        self._throttle = Throttle(self.failures or MemoryNotes(self.clocks.monotonic))
        self._hashing = threading.Semaphore(2)
        self._noted: set[tuple[str, str]] = set()
        self._anonymous = Bucket(ANONYMOUS, self.clocks.monotonic)
        self._left_out = 0
        self._listeners: list[Callable[[], None]] = []

    def listen(self, listener: Callable[[], None]) -> None:
        """Call `listener`, in the thread that caused it, when a login or a screen's keys are ended in this process."""
        self._listeners.append(listener)

    def _notify(self) -> None:
        for listener in self._listeners:
            listener()

    @property
    def mode(self) -> Mode | PolicyFault:
        """The access mode in force, or the fault that prevents one."""
        return mode_in_force(self.policy(), bound_to_loopback=self.bound_to_loopback)

    def visitor(self, carried: Credentials) -> Visitor:
        """The visitor of a connection, evaluated anew on each call."""
        return visitor(
            self.policy(), carried, self.sessions, bound_to_loopback=self.bound_to_loopback, now=self.clocks.wall()
        )

    def identity(self, cookies: Mapping[str, str]) -> Identity | None:
        """The identity-provider login in a request's cookies; None unless this server signed it."""
        return provider_identity(cookies, self.policy().cookie_secret or self.cookie_secret)

    def log_in(self, passcode: str, source: Caller) -> LoginOutcome:
        """Try a passcode from a source.

        Before any hash is computed, the attempt is counted as a failure of every role; a success takes back only those
        of its own role, so that a leader who logs in does not reset the guesses at the secretary's passcode. A role
        that has to wait is not tried at all. OSError where failures cannot be noted: then no attempt is allowed.
        """
        policy, waits = self.policy(), dict[Role, float]()
        if self.mode is not Mode.PASSCODE:
            return LoginOutcome()
        keys = [source.key(role.value) for role, _ in policy.passcodes]
        if (wait := self._held(source, keys)) > 0:
            return LoginOutcome(wait=wait)
        opened = None
        for role, stored in sorted(policy.passcodes, key=lambda entry: LOGIN_ROLES.index(entry[0])):
            waits[role] = self._throttle.begin(source.key(role.value))
            with self._hashing:
                right = waits[role] <= 0 and matches(passcode, stored)
            opened = role if right else opened
        if opened is None:
            return self._failed(source, [source.key(role.value) for role in waits])
        self._throttle.take_back(source.key(role.value) for role in waits if role is not opened and waits[role] <= 0)
        return self._let_in(opened, source, "passcode", policy)

    def redeem(self, code: str, source: Caller) -> LoginOutcome:
        """Try a one-time code; failures are counted apart from those of passcodes. OSError as in `log_in`."""
        key = source.key(CODE)
        held = self._held(source, [key]) or self._throttle.begin(key)
        if held > 0:
            return LoginOutcome(wait=held)
        admission = self.codes.redeem(code)
        if admission is None or not self._still_vouched(admission):
            return self._failed(source, [key])
        return self._let_in(admission.role, source, "code", self.policy())

    def _still_vouched(self, admission: Admission) -> bool:
        """Whether the issuer of a code could still issue it: that login is valid and its stamp is unchanged."""
        same = isinstance(self.mode, Mode) and admission.stamp == login_stamp(self.policy(), admission.role)
        if self.mode is Mode.OPEN or not admission.login:
            return same
        session = self.sessions.has(admission.login.partition(".")[0])
        return same and (session or (self.mode is Mode.OIDC and not self.sessions.is_gone(admission.login)))

    def introduce(self, role: Role) -> str:
        """A token for a machine on which this role logged in: its attempts are counted apart from its address."""
        return self.sessions.open(role, "Máy quen", KNOWN_MACHINE, seconds=COOKIE_LIFE)

    def source(self, address: str | None, machines: Iterable[str] = ()) -> Caller:
        """The unit in which failed attempts are counted: a known machine, else an address."""
        known = (self.sessions.find(machine) for machine in machines)
        machine = next((session for session in known if session and session.via == KNOWN_MACHINE), None)
        if machine is None:
            return Caller(source_of(address))
        own = LOGIN_ROLES[: LOGIN_ROLES.index(machine.role) + 1] if machine.role in LOGIN_ROLES else ()
        return Caller(source_of(address), f"máy {machine.id[:8]}", frozenset({CODE, *(role.value for role in own)}))

    def logins(self) -> tuple[LoginSession, ...]:
        """Every login and watch-only link that is still valid, newest first."""
        return tuple(session for session in self.sessions.all() if session.via != KNOWN_MACHINE)

    def issue_code(self, by: Visitor) -> str:
        """Issue a one-time code that gives one phone the role of the visitor who asks for it."""
        self.audit.record_soon(AuditEvent.CODE_ISSUED, by.name, by.role.value)
        return self.codes.issue(Admission(by.role, by.name, by.login, login_stamp(self.policy(), by.role)))

    def issue_link(self, by: Visitor) -> str:
        """The token of a link that may watch the hall's screen for one day, and do nothing else."""
        self.audit.record_soon(AuditEvent.LINK_ISSUED, by.name, by.role.value)
        return self.sessions.open(Role.SCREEN, NAMES[Role.SCREEN], "link", seconds=DAY)

    def end(self, session: str, by: Visitor) -> None:
        """End a login by its id, the visitor's own or another one."""
        who = next((login.who for login in self.sessions.all() if login.id == session), "")
        self.sessions.end(session)
        self._notify()
        event = AuditEvent.LOGGED_OUT if session == by.session else AuditEvent.LOGIN_ENDED
        self.audit.record_soon(event, by.name, by.role.value, who)

    def end_keys(self, ticket: str, name: str, by: Visitor) -> None:
        """Revoke the control keys of a screen by the id of its ticket; its picture stays."""
        self.sessions.forget(ticket, seconds=2 * DAY)
        self._notify()
        self.audit.record_soon(AuditEvent.KEYS_ENDED, by.name, by.role.value, name)

    def forget(self, cookies: Mapping[str, str]) -> None:
        """Log out an identity-provider login everywhere; one not signed by this server or over already is ignored."""
        login = self.identity(cookies)
        if login is None or self.mode is not Mode.OIDC or self.sessions.is_gone(login.digest):
            return
        self.sessions.forget(login.digest, seconds=COOKIE_LIFE)
        self._notify()
        if self._anonymous.take() == 0:
            self.audit.record_soon(AuditEvent.LOGGED_OUT, "tài khoản", subject=login.digest[:12])

    def log_start(self) -> None:
        """Log that the server started, and in which mode; a failing store does not prevent the start."""
        self.audit.record_soon(AuditEvent.STARTED, "máy chủ", subject=self.mode.value)

    def note(self, identity: str, visitor: Visitor) -> None:
        """Log once what an identity-provider login resulted in: a role, or a refusal."""
        came_to = visitor.refusal.value if visitor.refusal else visitor.role.value
        if (identity, came_to) in self._noted or visitor.mode is not Mode.OIDC:
            return
        if len(self._noted) >= MOST_NOTED:
            self._noted.clear()
        self._noted.add((identity, came_to))
        event = AuditEvent.LOGIN_REFUSED if visitor.refusal else AuditEvent.LOGGED_IN
        if visitor.refusal is None or self._anonymous.take() == 0:
            self.audit.record_soon(event, visitor.name or "tài khoản", visitor.role.value, came_to)

    def _held(self, source: Caller, keys: Sequence[str]) -> float:
        """Seconds before anything may be tried; an attempt that has to wait is not logged: it could flood the log."""
        wait = min((self._throttle.wait(key) for key in keys), default=0.0)
        if wait or source.machine or self._anonymous.take() == 0:
            return wait
        self._left_out += 1
        return TOO_MANY

    def _failed(self, source: Caller, keys: Sequence[str]) -> LoginOutcome:
        wait = max((self._throttle.wait(key) for key in keys), default=0.0)
        left_out, self._left_out = self._left_out, 0
        event = AuditEvent.LOGIN_SLOWED if wait else AuditEvent.LOGIN_FAILED
        self.audit.record_soon(event, source.name, subject=f"+{left_out}" if left_out else "")
        return LoginOutcome(wait=wait)

    def _let_in(self, role: Role, source: Caller, via: str, policy: Policy) -> LoginOutcome:
        self._throttle.succeeded(source.key(CODE if via == "code" else role.value))
        who = f"{NAMES[role]} ({source.name})"
        token = self.sessions.open(role, who, via, seconds=3600.0 * policy.hours, stamp=login_stamp(policy, role))
        self.audit.record_soon(AuditEvent.LOGGED_IN, who, role.value, via)
        return LoginOutcome(token, role)


def open_door(secrets: Path, store: Store, *, bound_to_loopback: bool, cookie_secret: str | None = None) -> Door:
    """The door of a server with its settings in the file `secrets`; logins and audit log are kept in `store`."""
    clocks = Clocks()
    return Door(
        policy=PolicyFile(secrets), sessions=open_sessions(store, clocks.wall),
        audit=open_audit(store, lambda: dt.datetime.now(dt.UTC)), bound_to_loopback=bound_to_loopback,
        clocks=clocks, waiting=store.passing_notes("codes", MOST_WAITING),
        failures=store.passing_notes("failures"), cookie_secret=cookie_secret,
    )  # fmt: skip


def open_sessions(store: Store, clock: Callable[[], float]) -> Sessions:
    """The logins kept in `store`; `clock` gives seconds since 1970."""
    return Sessions(store.notes("logins", clock), store.notes("gone", clock), clock)
