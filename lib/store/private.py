"""What only the account of the server may read: folders and files of its own, and secrets that it makes itself."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from pathlib import Path

from lib.store.atomic_file import clear_the_way, set_aside, stamp, write_whole

_LOG = logging.getLogger(__name__)
UMASK = 0o077
_FOLDER, _FILE = 0o700, 0o600


def keep_private(folder: Path) -> None:
    """Make `folder` and all in it readable for this account only, now and for whatever this process writes later.

    What another account owns is left as it is. Windows has no such modes: there the folder's own rights count.
    """
    os.umask(UMASK)
    try:
        folder.mkdir(mode=_FOLDER, parents=True, exist_ok=True)
    except OSError as error:
        _LOG.error("the state folder %s cannot be made: %s", folder, error.strerror)
        return
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            _close(path)


def _close(path: Path) -> None:
    try:
        mode = path.stat().st_mode & 0o777
        wanted = _FOLDER if path.is_dir() else _FILE
        if mode & ~wanted:
            path.chmod(mode & wanted)
    except OSError:  # of somebody else, gone meanwhile, or on a disk that takes nothing
        return


def secret_in(folder: Path, name: str, fresh: Callable[[], str]) -> str:
    """A secret of this installation, made by `fresh` when it is first asked for.

    Where the disk refuses to keep it, or to show it, one is made for this start alone. It stands in a file of its own
    in `folder`, apart from every log, so that a copy of a log holds none. Of two processes that begin at once one makes
    it.
    """
    try:
        return _kept(folder, name, fresh)
    except OSError as error:
        _LOG.warning("the secret %s is made for this start alone: %s", name, error.strerror)
        return fresh()


def _kept(folder: Path, name: str, fresh: Callable[[], str]) -> str:
    path = folder / name
    clear_the_way(folder, folder=True)
    folder.mkdir(mode=_FOLDER, parents=True, exist_ok=True)
    clear_the_way(path)
    try:
        path.touch(mode=_FILE, exist_ok=False)
    except FileExistsError:
        if found := _read(path):
            return found
    made = fresh()
    write_whole(path, made)
    return made


def _read(path: Path) -> str:
    """The secret of a file, empty where a power cut left none; what is no text is set aside."""
    try:
        return path.read_text(encoding="ascii").strip()
    except UnicodeDecodeError:
        set_aside(path, stamp())
        return ""
