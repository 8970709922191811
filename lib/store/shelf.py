"""Texts by name, and places that one process at a time may hold; here in a folder of this machine."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from filelock import FileLock, Timeout

from lib.store.atomic_file import set_aside, write_whole


class Lease(Protocol):
    """A place that one process at a time may hold. It is free again when that process ends, however it ends."""

    @property
    def held(self) -> bool:
        """Whether this process holds it, as far as it knows."""
        ...

    def take(self) -> bool:
        """Hold it from now on, or still; False where another process does. OSError where nobody can tell."""
        ...

    def free(self) -> None:
        """Let another process hold it."""
        ...


class Shelf(Protocol):
    """Texts by name: each is there whole or not at all."""

    def read(self, name: str) -> str | None:
        """A text, None where there is none; OSError where it cannot be reached, ValueError where it is no text."""
        ...

    def write(self, name: str, text: str, *, durable: bool = True) -> None:
        """Put a text in the place of the old one; OSError where it is refused. `durable` survives a power cut."""
        ...

    def set_aside(self, name: str, stamp: str) -> str:
        """Rename a text that makes no sense, so that somebody may look at it; its new name. OSError as above."""
        ...

    def drop(self, *names: str) -> None:
        """Keep these texts no longer; those that are not there are none. OSError where it is refused."""
        ...

    def lease(self, name: str) -> Lease:
        """The place of this name."""
        ...


class FileLease:
    """A file lock, which the system frees when the process ends."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = FileLock(path, thread_local=False)

    @property
    def held(self) -> bool:
        return self._lock.is_locked

    def take(self) -> bool:
        if self._lock.is_locked:
            return True
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            self._lock.acquire(blocking=False)
        except Timeout:
            return False
        return True

    def free(self) -> None:
        self._lock.release(force=True)


class FolderShelf:
    """Files of a folder that only this user may read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def read(self, name: str) -> str | None:
        try:
            return (self.folder / name).read_text(encoding="utf-8")
        except FileNotFoundError:
            return None

    def write(self, name: str, text: str, *, durable: bool = True) -> None:
        write_whole(self.folder / name, text, durable=durable)

    def set_aside(self, name: str, stamp: str) -> str:
        return set_aside(self.folder / name, stamp).name

    def drop(self, *names: str) -> None:
        for name in names:
            (self.folder / name).unlink(missing_ok=True)

    def lease(self, name: str) -> FileLease:
        return FileLease(self.folder / name)
