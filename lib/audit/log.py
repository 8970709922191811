"""Writing the log."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import threading
from collections.abc import Callable
from pathlib import Path

from lib.audit.entries import CURRENT, HEAD, START, Entry, Event, files, line_of, lines, plain

LARGEST = 1_000_000


class Audit:
    """The log in a folder; one process writes it. `now` gives the time, aware."""

    def __init__(self, folder: Path, now: Callable[[], dt.datetime], *, largest: int = LARGEST) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self._now = now
        self._largest = largest
        self._lock = threading.Lock()
        torn = _mend(folder / CURRENT)
        self._last = _last(folder)
        if torn:
            self.record(Event.TORN_LINE, "máy chủ", subject=torn)

    def record(self, event: Event, who: str, role: str = "", subject: str = "") -> Entry:
        """Add a line; it is on the disk when this returns. OSError where the disk does not take it."""
        with self._lock:
            number, before = (self._last.number + 1, self._last.hash) if self._last else (1, START)
            at = self._now().astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            entry = Entry(number, at, event, plain(who), plain(role), plain(subject), before)
            self._rotate()
            _append(self.folder / CURRENT, line_of(entry))
            self._last = entry
            _replace(self.folder / HEAD, f"{entry.number} {entry.hash}\n")
            return entry

    def entries(self, most: int = 500) -> tuple[Entry, ...]:
        """The newest entries, the newest first; lines that are not as they were written are for `verify` to name."""
        found: list[Entry] = []
        with self._lock:
            for path in reversed(files(self.folder)):
                found += [entry for entry in reversed(list(lines(path))) if entry is not None]
                if len(found) >= most:
                    break
        return tuple(found[:most])

    def text(self) -> str:
        """The whole log as JSON lines, the oldest first."""
        with self._lock:
            return "".join(path.read_text(encoding="utf-8") for path in files(self.folder))

    def _rotate(self) -> None:
        """Put a full file away under the numbers of its lines; the chain goes on in the next file."""
        current = self.folder / CURRENT
        if self._last is None or not current.exists() or current.stat().st_size < self._largest:
            return
        first = next((entry.number for entry in lines(current) if entry is not None), self._last.number)
        current.rename(self.folder / f"audit-{first:08d}-{self._last.number:08d}.jsonl")


def _last(folder: Path) -> Entry | None:
    for path in reversed(files(folder)):
        read = [entry for entry in lines(path) if entry is not None]
        if read:
            return read[-1]
    return None


def _mend(current: Path) -> str:
    """Set a last line aside that a power cut left half written; the name of the file that it went to, else empty."""
    content = current.read_bytes() if current.exists() else b""
    whole, line_end, torn = content.rpartition(b"\n")
    if not torn:
        return ""
    aside = current.with_name(f"torn-{hashlib.sha256(torn).hexdigest()[:12]}.txt")
    aside.write_bytes(torn)
    current.write_bytes(whole + line_end)
    return aside.name


def _append(path: Path, line: str) -> None:
    with path.open("ab") as file:
        file.write(line.encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())


def _replace(path: Path, text: str) -> None:
    aside = path.with_suffix(".new")
    aside.write_text(text, encoding="utf-8")
    aside.replace(path)
