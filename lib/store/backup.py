"""A backup of the server's whole state, taken while it runs, and restored entirely or not at all.

A backup is a zip of the files of the state folder, and of the keys of the shared store, with a list of their checksums.
Databases are copied by their own means, so that each copy is consistent; the event log is copied before the versions
that it refers to.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import shutil
import sqlite3
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from lib.store.atomic_file import move, write_whole, written_beside
from lib.store.sqlite_file import read_only
from lib.store.store import Store

_LIST = "backup.json"
_SHARED = "shared.jsonl"
_SCHEMA = 1
_NOT_KEPT = ("-wal", "-shm", "-journal", ".lock", ".part", ".new")
_FIRST = ("stage.head", "audit.head", "stage.sqlite")
_LARGEST = 4 * 1024**3


class BackupDamaged(ValueError):
    """A file that is no backup, or is damaged."""


class ServerRunning(RuntimeError):
    """A server is using what would be replaced."""


class PlaceOccupied(RuntimeError):
    """The target of a restore already contains something."""


@dataclass(frozen=True)
class BackupContents:
    """The contents of a backup: when it was made (timezone-aware), its files with sizes, and whether of a shared
    store.
    """

    made_at: dt.datetime
    files: tuple[tuple[str, int], ...]
    shared: bool


def back_up(out: Path, state: Path, store: Store) -> BackupContents:
    """Write a backup of the state folder, and of what the store keeps elsewhere. OSError where it is refused."""
    with tempfile.TemporaryDirectory() as folder:
        parts = dict(_copied(state, Path(folder)))
        if not store.alone:
            parts[_SHARED] = Path(folder) / _SHARED
            with parts[_SHARED].open("w", encoding="utf-8") as lines:
                for row in store.dumped():
                    lines.write(json.dumps(row) + "\n")
        return _zipped(out, parts, not store.alone)


def _copied(state: Path, folder: Path) -> Iterator[tuple[str, Path]]:
    """Every file of the state by its name, as a stable copy."""
    found = [path for path in sorted(state.rglob("*")) if path.is_file() and not path.name.endswith(_NOT_KEPT)]
    for number, path in enumerate(sorted(found, key=_order)):
        copy = folder / str(number)
        try:
            _copy(path, copy)
        except FileNotFoundError:
            continue
        yield path.relative_to(state).as_posix(), copy


def _order(path: Path) -> int:
    """The head of a log is copied before the log, so that no copy makes its log look truncated."""
    return _FIRST.index(path.name) if path.name in _FIRST else len(_FIRST)


def _copy(path: Path, copy: Path) -> None:
    if path.suffix != ".sqlite":
        shutil.copyfile(path, copy)
        return
    try:
        with read_only(path) as old, closing(sqlite3.connect(copy)) as new:
            old.backup(new)
    except sqlite3.Error as error:
        raise OSError(None, f"{path.name}: {error}") from error


def _zipped(out: Path, parts: dict[str, Path], shared: bool) -> BackupContents:
    made_at = dt.datetime.now(dt.UTC)
    sums = {name: _checksum(path.read_bytes()) for name, path in parts.items()}
    sizes = tuple((name, path.stat().st_size) for name, path in parts.items())
    contents = {"schema": _SCHEMA, "made_at": made_at.isoformat(), "shared": shared, "files": sums}
    with written_beside(out) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(_LIST, json.dumps(contents, ensure_ascii=False))
        for part, path in parts.items():
            package.write(path, f"files/{part}")
    return BackupContents(made_at, sizes, shared)


# -- putting back ------------------------------------------------------------------------------------------------


def contents_of(path: Path) -> BackupContents:
    """The contents of a backup, after verifying every file in it; `BackupDamaged` where one differs."""
    try:
        with zipfile.ZipFile(path) as package:
            contents = json.loads(package.read(_LIST))
            parts = {part.filename: part for part in package.infolist()}
            if contents["schema"] != _SCHEMA or sum(part.file_size for part in parts.values()) > _LARGEST:
                raise BackupDamaged("schema")
            sizes = []
            for name, checksum in contents["files"].items():
                if _leads_out(name) or _checksum(package.read(f"files/{name}")) != checksum:
                    raise BackupDamaged(name)
                sizes.append((name, parts[f"files/{name}"].file_size))
            return BackupContents(
                dt.datetime.fromisoformat(contents["made_at"]), tuple(sizes), bool(contents["shared"])
            )
    except (zipfile.BadZipFile, zlib.error, EOFError, LookupError, TypeError, AttributeError) as error:
        raise BackupDamaged(type(error).__name__) from error


def put_back(path: Path, state: Path, store: Store, *, force: bool = False) -> tuple[Path, ...]:
    """Restore a backup; return the folders that were set aside.

    `BackupDamaged`, `ServerRunning` and `PlaceOccupied` (without `force`) leave everything unchanged.
    """
    found = contents_of(path)
    if is_used(state) or (found.shared and store.held_leases()):
        raise ServerRunning
    kept = state.exists() and any(state.iterdir())
    if (kept or (found.shared and not store.is_empty())) and not force:
        raise PlaceOccupied
    state.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=state.name, suffix=".new", dir=state.parent))
    with zipfile.ZipFile(path) as package:
        for name, _ in found.files:
            if name != _SHARED:
                target = fresh / name
                write_whole(target, package.read(f"files/{name}"))
        rows = [json.loads(line) for line in package.read(f"files/{_SHARED}").splitlines()] if found.shared else []
    aside = state.with_name(f"{state.name}.truoc-{dt.datetime.now(dt.UTC):%Y%m%dT%H%M%S%f}")
    if state.exists():
        move(state, aside)
    move(fresh, state)
    if found.shared:
        store.load(rows)
    return (aside,) if aside.exists() else ()


def is_used(state: Path) -> bool:
    """Whether a running server holds a lease in this folder."""
    for path in state.rglob("*.lock") if state.exists() else ():
        lock = FileLock(path)
        try:
            lock.acquire(blocking=False)
        except Timeout:
            return True
        lock.release()
    return False


def _leads_out(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ":" in name or ".." in Path(name).parts


def _checksum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
