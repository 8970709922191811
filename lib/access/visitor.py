"""The visitor of a connection, evaluated on every run from its credentials and the current policy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lib.access.oidc import Refusal, judge
from lib.access.policy import Mode, Policy, PolicyFault, mode_in_force
from lib.access.rights import Role
from lib.access.sessions import LoginSession, Sessions, digest

SESSION_COOKIE = "thidua_phien"
LINK_PARAMETER = "xem"


@dataclass(frozen=True, slots=True)
class Credentials:
    """The credentials of a connection.

    `local` is `lib.access.local.is_local`; `token` the session cookie; `claims` those of the identity provider, empty
    where there is no such login; `identity` the digest of that login (`lib/access/provider_cookie.py`); `link` the
    token of a watch-only link, which takes precedence over every other credential of the browser.
    """

    local: bool = False
    token: str | None = None
    claims: Mapping[str, object] = field(default_factory=dict)
    identity: str | None = None
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Visitor:
    """A visitor with a role: `name` for the audit log, `refusal` why a login gives no role, `until` its end.

    `session` is the id of a login or link kept by the server; `login` is what a ticket made for this visitor rests on:
    that login with its passcode, or the identity of a provider; empty for a visitor at this machine.
    """

    role: Role
    mode: Mode | PolicyFault
    name: str = ""
    refusal: Refusal | None = None
    until: float | None = None
    session: str | None = None
    login: str = ""


def visitor(
    policy: Policy, carried: Credentials, sessions: Sessions, *, bound_to_loopback: bool, now: float
) -> Visitor:
    """The visitor of a connection at `now`, in seconds since 1970."""
    mode = mode_in_force(policy, bound_to_loopback=bound_to_loopback)
    if carried.link is not None:
        return _by_link(carried, sessions, mode)
    if mode is Mode.OPEN:
        return Visitor(Role.SECRETARY, mode, "máy chủ") if carried.local else Visitor(Role.VIEWER, mode)
    if isinstance(mode, PolicyFault):
        return Visitor(Role.VIEWER, mode)
    brought = _by_token(policy, carried, sessions, mode)
    if mode is Mode.OIDC and (brought is None or carried.claims):
        return _by_claims(policy, carried, sessions, now)
    return brought or Visitor(Role.VIEWER, mode)


def _by_link(carried: Credentials, sessions: Sessions, mode: Mode | PolicyFault) -> Visitor:
    if isinstance(mode, PolicyFault):
        return Visitor(Role.VIEWER, mode)
    if mode is Mode.OPEN and carried.local:
        return Visitor(Role.SCREEN, mode, "màn hình")
    link = sessions.find(carried.link)
    return _of_session(link, mode) if link and link.role is Role.SCREEN else Visitor(Role.VIEWER, mode)


def _by_token(policy: Policy, carried: Credentials, sessions: Sessions, mode: Mode) -> Visitor | None:
    login = sessions.find(carried.token)
    if login is None or login.role is Role.SCREEN or login.stamp != login_stamp(policy, login.role):
        return None
    return _of_session(login, mode)


def _of_session(kept: LoginSession, mode: Mode) -> Visitor:
    login = f"{kept.id}.{kept.stamp}"
    return Visitor(kept.role, mode, kept.who, until=kept.until, session=kept.id, login=login)


def login_stamp(policy: Policy, role: Role) -> str:
    """The stamp that a login of a role rests on: its passcode, or the table of roles; a change of it ends the login."""
    stored = dict(policy.passcodes).get(role)
    basis = str(stored) if stored is not None else repr(sorted(policy.table.entries))
    return digest(f"{policy.mode}:{role.value}:{basis}")[:32]


def _by_claims(policy: Policy, carried: Credentials, sessions: Sessions, now: float) -> Visitor:
    if not carried.claims:
        return Visitor(Role.VIEWER, Mode.OIDC)
    if carried.identity is None or sessions.is_gone(carried.identity):
        return Visitor(Role.VIEWER, Mode.OIDC, refusal=Refusal.LOGGED_OUT)
    login = judge(carried.claims, policy.table, now)
    name, identity = login.email or "", carried.identity
    return Visitor(login.role, Mode.OIDC, name, refusal=login.refusal, until=login.until, login=identity)
