"""The policy of a settings file, reloaded while the server runs."""

from __future__ import annotations

import logging
import re
import threading
from pathlib import Path

from lib.access.policy import Policy, PolicyFault, read_policy
from lib.store.settings_file import BadSettingsFile, decoded_settings, only_tables, read_toml

log = logging.getLogger(__name__)


class PolicyFile:
    """The policy of a settings file, read again whenever the file changes, so that a removal takes effect at once.

    While the file cannot be parsed, half saved for instance, the last valid policy stays in force. Where there never
    was one, the access tables count if they alone can be parsed, so that a fault elsewhere in the file locks no one
    out.
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
            found = self._path.stat()
        except FileNotFoundError:
            return (0, 0)
        return (found.st_mtime_ns, found.st_size)

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
