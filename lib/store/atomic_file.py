"""Atomic writing of files: written beside the old one, then renamed over it."""

from __future__ import annotations

import datetime as dt
import logging
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

_TRIES = 5
PAUSE = 0.05
"""Seconds between two tries."""
_LOG = logging.getLogger(__name__)


@contextmanager
def written_beside(path: Path, *, durable: bool = True) -> Iterator[BinaryIO]:
    """A file to write to, readable by this user only; it replaces `path` once it is complete.

    OSError where the disk refuses; the old one then stays. `durable` waits until it is on the disk, so that it survives
    a power cut too.
    """
    handle, name = tempfile.mkstemp(prefix=path.name, suffix=".part", dir=path.parent)
    try:
        with open(handle, "wb") as file:
            yield file
            if durable:
                file.flush()
                os.fsync(file.fileno())
        move(name, path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


def write_whole(path: Path, content: str | bytes, *, durable: bool = True) -> None:
    """Replace `path` by a file of `content` (see `written_beside`). A folder in its place is set aside."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with written_beside(path, durable=durable) as file:
        file.write(content.encode() if isinstance(content, str) else content)
        file.flush()
        if path.is_dir():
            set_aside(path, stamp())


def clear_the_way(path: Path, *, folder: bool = False) -> None:
    """Set aside anything that is in the place of a file (or folder) and is of another kind; OSError where refused."""
    wrong = path.exists() and (path.is_dir() != folder or not os.access(path, os.R_OK))
    if wrong:
        _LOG.warning("%s cannot be used and was set aside as %s", path, set_aside(path, stamp()).name)


def move(old: Path | str, path: Path) -> None:
    """Move a file or folder to `path`.

    Windows refuses briefly while the old one is open: a virus scanner, another process of this program.
    """
    for left in reversed(range(_TRIES)):
        try:
            os.replace(old, path)
            return
        except PermissionError:
            if not left:
                raise
            time.sleep(PAUSE)


def stamp() -> str:
    """The time as written in the names of files that were set aside."""
    return dt.datetime.now(dt.UTC).strftime("%Y%m%dT%H%M%S%f")


def set_aside(path: Path, at: str) -> Path:
    """Rename an unreadable file, so that it can be examined; return the new name."""
    aside = path.with_name(f"{path.stem}.hong-{at}{path.suffix}")
    move(path, aside)
    return aside
