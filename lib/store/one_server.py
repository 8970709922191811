"""One server per state folder: a lock held by this process, which the system releases however the process ends.

Two servers on one folder would not know of each other's releases and holds. The holder is described beside the lock.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from lib.store.atomic_file import write_whole

LOCK, HOLDER = "server.lock", "server.json"
_LOG = logging.getLogger(__name__)
_held: dict[Path, FileLock] = {}


@dataclass(frozen=True, slots=True)
class Holder:
    """The server that uses a folder: its port and since when (timezone-aware), None where unknown."""

    port: int | None = None
    since: dt.datetime | None = None


class InUse(RuntimeError):
    """Another server uses the folder."""

    def __init__(self, holder: Holder) -> None:
        super().__init__(holder)
        self.holder = holder


def hold_folder(folder: Path) -> None:
    """Lock `folder` for this process until it ends; `InUse` where another process holds it.

    A further call in the same process succeeds. A folder on a file system without locks is used without one.
    """
    folder = folder.resolve()
    if folder in _held:
        return
    lock = FileLock(folder / LOCK, thread_local=False)
    try:
        lock.acquire(blocking=False)
    except Timeout as error:
        raise InUse(holder_of(folder)) from error
    except (OSError, NotImplementedError) as error:
        _LOG.warning("the state folder cannot be locked: %s", error)
        return
    _held[folder] = lock


def write_holder(folder: Path, holder: Holder) -> None:
    """Write down which server holds the folder, to be shown to another one; a failing disk is ignored."""
    since = holder.since.isoformat() if holder.since else None
    try:
        write_whole(folder / HOLDER, json.dumps({"port": holder.port, "since": since}), durable=False)
    except OSError as error:
        _LOG.warning("which server uses the state folder cannot be written: %s", error.strerror)


def holder_of(folder: Path) -> Holder:
    """The description of the server that holds a folder."""
    try:
        found = json.loads((folder / HOLDER).read_text(encoding="utf-8"))
        return Holder(int(found["port"]), dt.datetime.fromisoformat(found["since"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Holder()
