"""Roles from identity-provider logins: rules over the claims of the ID token, evaluated on every run.

The provider says who a person is; the role is decided here each time from the current settings. A person who is
removed from the table loses the role at the next run, not at the next login.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from lib.access.rights import LOGIN_ROLES, Role

GOOGLE_ISSUERS = frozenset({"https://accounts.google.com", "accounts.google.com"})


class Refusal(StrEnum):
    """Why a person who logged in has no role."""

    NO_EMAIL = "no_email"
    EMAIL_NOT_VERIFIED = "email_not_verified"
    WRONG_DOMAIN = "wrong_domain"
    EXPIRED = "expired"
    NOT_IN_TABLE = "not_in_table"
    LOGGED_OUT = "logged_out"


@dataclass(frozen=True, slots=True)
class RoleTable:
    """Who has which role: `entries` are addresses, or `*@domain`, in lower case.

    `domains` are the domains that may log in (none: any). `minutes` is how long a login lasts, counted from the issue
    of the token; None means until the token expires.
    """

    domains: tuple[str, ...] = ()
    entries: tuple[tuple[str, Role], ...] = ()
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Login:
    """The result of a login at this moment: a role, or a refusal. `until` is its end in seconds since 1970."""

    role: Role
    email: str | None = None
    refusal: Refusal | None = None
    until: float | None = None


def judge(claims: Mapping[str, object], table: RoleTable, now: float) -> Login:
    """Evaluate the claims of an ID token at `now`, in seconds since 1970."""
    email = _email(claims)
    if email is None:
        return Login(Role.VIEWER, refusal=Refusal.NO_EMAIL)
    until = _end(claims, table)
    refusal = _refusal(claims, email=email, until=until, table=table, now=now)
    role = _role(email, table) if refusal is None else None
    if role is None:
        return Login(Role.VIEWER, email, refusal or Refusal.NOT_IN_TABLE, until)
    return Login(role, email, None, until)


def _refusal(
    claims: Mapping[str, object], email: str, until: float | None, table: RoleTable, now: float
) -> Refusal | None:
    if until is None or now >= until:
        return Refusal.EXPIRED
    verified = claims.get("email_verified")
    if verified is not True and verified != "true":
        return Refusal.EMAIL_NOT_VERIFIED
    if table.domains and not _of_domain(claims, email, table.domains):
        return Refusal.WRONG_DOMAIN
    return None


def _email(claims: Mapping[str, object]) -> str | None:
    email = claims.get("email")
    if not isinstance(email, str) or email.count("@") != 1 or not email.isascii() or any(map(str.isspace, email)):
        return None
    return email.lower()


def _end(claims: Mapping[str, object], table: RoleTable) -> float | None:
    """The end of a login; None, which counts as expired, where the token does not say when it was issued or ends."""
    made, ends = _number(claims.get("iat")), _number(claims.get("exp"))
    if table.minutes is not None:
        return None if made is None else made + 60.0 * table.minutes
    return ends


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _of_domain(claims: Mapping[str, object], email: str, domains: tuple[str, ...]) -> bool:
    """Whether address and organisation claim (`hd`, which Google must send) both belong to an accepted domain."""
    hosted = claims.get("hd")
    if email.split("@")[1] not in domains:
        return False
    if hosted is None:
        return claims.get("iss") not in GOOGLE_ISSUERS
    return isinstance(hosted, str) and hosted.lower() in domains


def _role(email: str, table: RoleTable) -> Role | None:
    fitting = {role for entry, role in table.entries if entry in (email, f"*@{email.split('@')[1]}")}
    return next((role for role in reversed(LOGIN_ROLES) if role in fitting), None)
