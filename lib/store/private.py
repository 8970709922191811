"""What only the account of the server may read: folders and files of its own, and secrets that it makes itself."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lib.store.shared import SharedStore

UMASK = 0o077
_FOLDER, _FILE = 0o700, 0o600


def keep_private(folder: Path) -> None:
    """Make `folder` and all in it readable for this account only, now and for whatever this process writes later.

    What another account owns is left as it is. Windows has no such modes: there the folder's own rights count.
    """
    os.umask(UMASK)
    folder.mkdir(mode=_FOLDER, parents=True, exist_ok=True)
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            _close(path)


def _close(path: Path) -> None:
    try:
        mode = path.stat().st_mode & 0o777
        wanted = _FOLDER if path.is_dir() else _FILE
        if mode & ~wanted:
            path.chmod(mode & wanted)
    except (PermissionError, FileNotFoundError):
        return


def secret(folder: Path, shared: SharedStore | None, name: str, fresh: Callable[[], str]) -> str:
    """A secret of this installation, made by `fresh` when it is first asked for; OSError where it cannot be kept.

    It stands in `shared`, else in a file of its own in `folder`, apart from every log, so that a copy of a log holds
    none. Of two processes that begin at once one makes it.
    """
    if shared is not None:
        return shared.rows("secrets").secret(name, fresh)
    path = folder / name
    folder.mkdir(mode=_FOLDER, parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _FILE)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip() or _again(path, fresh)
    return _write(handle, fresh())


def _again(path: Path, fresh: Callable[[], str]) -> str:
    """A file that a power cut left empty gets its secret now."""
    return _write(os.open(path, os.O_WRONLY | os.O_TRUNC), fresh())


def _write(handle: int, text: str) -> str:
    with open(handle, "w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    return text
