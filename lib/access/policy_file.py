"""The policy of a settings file, followed while the server runs."""

from __future__ import annotations

import logging
import threading
import tomllib
from pathlib import Path

from lib.access.policy import Policy, PolicyFault, read_policy

log = logging.getLogger(__name__)


class PolicyFile:
    """The policy of a settings file, read again whenever the file changes, so that a removal counts at once.

    While the file cannot be read, half saved for instance, the last policy that could be read stays in force.
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
            return read_policy(tomllib.loads(self._path.read_text(encoding="utf-8-sig")))
        except FileNotFoundError:
            return Policy()
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
            log.warning("%s cannot be read", self._path.name)
            return self._policy or Policy(fault=PolicyFault.BAD_VALUE)
