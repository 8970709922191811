"""Texts by name, and leases that one process at a time may hold; here in a folder of this machine."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from filelock import FileLock, Timeout

from lib.store.atomic_file import set_aside, write_whole


class Lease(Protocol):
    """A lease that one process at a time may hold. It is released when that process ends, for whatever reason."""

    @property
    def held(self) -> bool:
        """Whether this process holds it, as far as it knows."""
        ...

    def take(self) -> bool:
        """Take or keep the lease; False where another process holds it. OSError where that is unknown."""
        ...

    def free(self) -> None:
        """Release the lease."""
        ...


class Shelf(Protocol):
    """Texts by name, each written atomically."""

    def read(self, name: str) -> str | None:
        """A text, None where there is none; OSError where it cannot be reached, ValueError where it is not text."""
        ...

    def write(self, name: str, text: str, *, durable: bool = True) -> None:
        """Replace a text; OSError where it is refused. `durable` survives a power cut."""
        ...

    def set_aside(self, name: str, stamp: str) -> str:
        """Rename a malformed text, so that it can be examined; return its new name. OSError where it is refused."""
        ...

    def drop(self, *names: str) -> None:
        """Delete these texts; absent ones are ignored. OSError where it is refused."""
        ...

    def lease(self, name: str) -> Lease:
        """The lease of this name."""
        ...


class FileLease:
    """A file lock, which the system releases when the process ends."""

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
    """Files of a folder, readable by this user only."""

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
