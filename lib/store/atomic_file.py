"""Files that are there whole or not at all: written beside the old one, then put in its place."""

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
_PAUSE = 0.05
_LOG = logging.getLogger(__name__)


@contextmanager
def written_beside(path: Path, *, durable: bool = True) -> Iterator[BinaryIO]:
    """A file to write to that only this user may read; it takes the place of `path` when all of it is written.

    OSError where the disk refuses, then the old one stays. `durable` waits until it is on the disk, so that it survives
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
    """Replace `path` by a file of `content` (see `written_beside`). A folder that somebody put there is set aside."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with written_beside(path, durable=durable) as file:
        file.write(content.encode() if isinstance(content, str) else content)
        file.flush()
        if path.is_dir():
            set_aside(path, stamp())


def append_line(path: Path, line: str) -> None:
    """Add a line to a file for good: all of it or none, also where the disk is full; OSError where it is refused."""
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab") as file:
        end = file.seek(0, os.SEEK_END)
        try:
            file.write(line.encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())
        except OSError:
            os.truncate(path, end)
            raise


def clear_the_way(path: Path, *, folder: bool = False) -> None:
    """Set aside what stands in the place of a file (or folder) of ours and cannot be one; OSError if refused."""
    wrong = path.exists() and (path.is_dir() != folder or not os.access(path, os.R_OK))
    if wrong:
        _LOG.warning("%s cannot be used and was set aside as %s", path, set_aside(path, stamp()).name)


def move(old: Path | str, path: Path) -> None:
    """Put a file or folder in the place of `path`.

    Windows refuses while somebody reads the old one, for a moment: a virus scanner, another process of ours.
    """
    for left in reversed(range(_TRIES)):
        try:
            os.replace(old, path)
            return
        except PermissionError:
            if not left:
                raise
            time.sleep(_PAUSE)


def stamp() -> str:
    """The time as it stands in the names of files that were set aside."""
    return dt.datetime.now(dt.UTC).strftime("%Y%m%dT%H%M%S%f")


def set_aside(path: Path, at: str) -> Path:
    """Rename a file that cannot be read, so that somebody may look at it; the new name."""
    aside = path.with_name(f"{path.stem}.hong-{at}{path.suffix}")
    move(path, aside)
    return aside
