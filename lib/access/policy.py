"""The section `[access]` of the settings as a policy, reloaded while the server runs, and the access mode in force."""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

from lib.access.oidc import RoleTable
from lib.access.passcodes import BadHash, StoredHash, parse_hash
from lib.access.rights import LOGIN_ROLES, Role
from lib.store.settings_file import BadSettingsFile, decoded_settings, only_tables, read_toml

DEFAULT_HOURS = 12
MOST_HOURS = 24 * 7


class Mode(StrEnum):
    """How a visitor gets a role: by sitting at this machine, by passcode, or through an identity provider."""

    OPEN = "open"
    PASSCODE = "passcode"
    OIDC = "oidc"


class PolicyFault(StrEnum):
    """Why all visitors remain viewers; the control pages show the matching sentence."""

    NOT_SET_UP = "not_set_up"
    UNKNOWN_MODE = "unknown_mode"
    OPEN_TO_NETWORK = "open_to_network"
    NO_PASSCODE = "no_passcode"
    BAD_PASSCODE = "bad_passcode"
    NO_PROVIDER = "no_provider"
    NO_ROLES = "no_roles"
    BAD_VALUE = "bad_value"


@dataclass(frozen=True, slots=True)
class Policy:
    """Who may log in. `mode` None: no mode was chosen. `fault` says why the chosen mode cannot work.

    `hours` is how long a passcode login lasts, `address` what phones open, `hosts` further host names of this server,
    `cookie_secret` what signs the cookies of identity-provider logins, where `[auth]` names it.
    """

    mode: Mode | None = None
    passcodes: tuple[tuple[Role, StoredHash], ...] = ()
    table: RoleTable = field(default_factory=RoleTable)
    hours: int = DEFAULT_HOURS
    address: str | None = None
    hosts: tuple[str, ...] = ()
    fault: PolicyFault | None = None
    cookie_secret: str | None = field(default=None, repr=False)

    @property
    def behind_tls(self) -> bool:
        """Whether the public address is https."""
        return self.address is not None and self.address.startswith("https://")


def read_policy(settings: Mapping[str, object]) -> Policy:
    """Read the policy from the whole settings (`[access]` and, for oidc, whether `[auth]` is present)."""
    access = settings.get("access", {})
    if not isinstance(access, Mapping):
        return Policy(fault=PolicyFault.BAD_VALUE)
    passcodes = _table(access.get("passcodes"))
    typed = access.get("mode", Mode.PASSCODE.value if passcodes else None)
    mode = next((mode for mode in Mode if mode.value == typed), None)
    if typed is not None and mode is None:
        return Policy(fault=PolicyFault.UNKNOWN_MODE)
    policy = _with_addresses(Policy(mode), access)
    if policy.fault is None and mode is Mode.PASSCODE:
        return _with_passcodes(policy, passcodes)
    if policy.fault is None and mode is Mode.OIDC:
        read = _with_table(policy, access, provider="auth" in settings)
        return replace(read, cookie_secret=_secret(settings.get("auth")))
    return policy


def _with_addresses(policy: Policy, access: Mapping[str, object]) -> Policy:
    hours, address = access.get("hours", DEFAULT_HOURS), access.get("address")
    good = type(hours) is int and 1 <= hours <= MOST_HOURS and (address is None or _is_address(address))
    if not good:
        return replace(policy, fault=PolicyFault.BAD_VALUE)
    public = None if address is None else str(address).rstrip("/")
    return replace(policy, hours=int(str(hours)), address=public, hosts=_names(access.get("hosts")))


def _is_address(typed: object) -> bool:
    if not isinstance(typed, str):
        return False
    parts = urlsplit(typed)
    return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.path in ("", "/")


def _hash(typed: object) -> str:
    """The hash of a passcode, either in a table of its own, as `passcode` prints it, or as a plain string."""
    return str(typed.get("hash", "") if isinstance(typed, Mapping) else typed)


def _with_passcodes(policy: Policy, typed: Mapping[str, object]) -> Policy:
    try:
        hashes = tuple((role, parse_hash(_hash(typed[role.value]))) for role in LOGIN_ROLES if role.value in typed)
    except BadHash:
        return replace(policy, fault=PolicyFault.BAD_PASSCODE)
    fault = None if any(role is Role.SECRETARY for role, _ in hashes) else PolicyFault.NO_PASSCODE
    return replace(policy, passcodes=hashes, fault=fault)


def _with_table(policy: Policy, access: Mapping[str, object], *, provider: bool) -> Policy:
    minutes = access.get("minutes")
    if minutes is not None and not (type(minutes) is int and 5 <= minutes <= 60 * MOST_HOURS):
        return replace(policy, fault=PolicyFault.BAD_VALUE)
    roles = _table(access.get("roles"))
    entries = tuple((name, role) for role in reversed(LOGIN_ROLES) for name in _names(roles.get(role.value)))
    table = RoleTable(_names(access.get("domains")), entries, minutes if isinstance(minutes, int) else None)
    fault = None if entries else PolicyFault.NO_ROLES
    return replace(policy, table=table, fault=fault if provider else PolicyFault.NO_PROVIDER)


def _secret(auth: object) -> str | None:
    secret = _table(auth).get("cookie_secret")
    return secret if isinstance(secret, str) and secret else None


def _table(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _names(value: object) -> tuple[str, ...]:
    listed = value if isinstance(value, list | tuple) else () if value is None else (value,)
    return tuple(str(name).strip().lower() for name in listed if str(name).strip())


def mode_in_force(policy: Policy, *, bound_to_loopback: bool) -> Mode | PolicyFault:
    """The access mode in force, or its fault: all are viewers. Without a mode, loopback alone makes a secretary."""
    if policy.fault is not None:
        return policy.fault
    if policy.mode in (Mode.PASSCODE, Mode.OIDC):
        return policy.mode
    if bound_to_loopback:
        return Mode.OPEN
    return PolicyFault.NOT_SET_UP if policy.mode is None else PolicyFault.OPEN_TO_NETWORK


log = logging.getLogger(__name__)


class PolicyFile:
    """The policy of a settings file, read again whenever the file changes, so that a removal takes effect at once.

    While the file cannot be parsed, half saved for instance, the last valid policy stays in force. Where there never
    was one, the access tables count if they alone can be parsed, so that a fault elsewhere locks no one out.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seen: tuple[int, int] | None = None
        self._policy: Policy | None = None
        self._lock = threading.Lock()

    def __call__(self) -> Policy:
        with self._lock:
            seen = self._stamp()
            if self._policy is None or seen != self._seen:
                self._policy, self._seen = self._read(), seen
            return self._policy

    def _stamp(self) -> tuple[int, int]:
        try:
            status = self._path.stat()
        except FileNotFoundError:
            return (0, 0)
        return (status.st_mtime_ns, status.st_size)

    def _read(self) -> Policy:
        try:
            content = self._path.read_bytes()
            return read_policy(read_toml(content))
        except FileNotFoundError:
            return Policy()
        except OSError:
            log.warning("%s cannot be read", self._path.name)
            return self._policy or Policy(fault=PolicyFault.BAD_VALUE)
        except BadSettingsFile as bad:
            log.warning("%s cannot be read: %s in line %s", self._path.name, bad.wrong.value, bad.line)
            return self._policy or _of_access_alone(content)


_NAMES_A_WAY_IN = re.compile(r"^\s*(?:\[+\s*(?:access|auth)\b|(?:mode|secretary|leader)\s*=)|scrypt\$", re.MULTILINE)


def _of_access_alone(content: bytes) -> Policy:
    """The policy of a file of which only the access tables can be parsed; no one gets in where these are doubtful."""
    bad = Policy(fault=PolicyFault.BAD_VALUE)
    try:
        text = decoded_settings(content)
        policy = read_policy(read_toml(only_tables(text, "access", "auth").encode()))
    except BadSettingsFile:
        return bad
    return bad if policy.mode is None and _NAMES_A_WAY_IN.search(text) else policy
