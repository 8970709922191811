"""Verification of the hash chain of the audit log."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from lib.audit.entries import HEAD, NAME, AuditEntry, AuditEvent, entry_of
from lib.store.heads import START, Head, Heads
from lib.store.rows import placed_rows
from lib.store.shelf import FolderShelf


class ChainFault(StrEnum):
    """What verification may find: a line changed or malformed, a line missing or added, the log truncated, an unknown
    hash, lines that an earlier start had already found missing.
    """

    CHANGED_LINE = "changed_line"
    BROKEN_CHAIN = "broken_chain"
    CUT_OFF = "cut_off"
    HEAD_NOT_FOUND = "head_not_found"
    LINES_LOST = "lines_lost"


@dataclass(frozen=True, slots=True)
class Verification:
    """How far a log is intact: so many entries from number `first`, the last with the hash `head`.

    `fault` is the first inconsistency, at `where` (file and line); `first` is greater than 1 where old files were
    archived.
    """

    entries: int = 0
    head: str = START
    first: int = 1
    fault: ChainFault | None = None
    where: str = ""


def verify(folder: Path, head: str | None = None, second: Path | None = None) -> Verification:
    """Verify every line of the log in a folder, in order; `second` is the second place where its head is kept.

    `head` is a hash, or its beginning, that was noted earlier, on a paper for instance, and must be in the log.
    """
    heads = Heads(NAME, [FolderShelf(one) for one in (folder, second) if one])
    noted = heads.newest()  # before the lines, which a server may add to meanwhile
    return verify_lines(placed_rows(folder / f"{NAME}.sqlite"), noted, head)


def verify_lines(lines: Iterable[tuple[str, str]], noted: Head | None, head: str | None = None) -> Verification:
    """Verify lines with their places against the head that was noted before they were read."""
    good: list[AuditEntry] = []
    for place, line in lines:
        entry = entry_of(line)
        fault = _fault(entry, good)
        if fault is not None or entry is None:
            return _finding(good, fault, place)
        good.append(entry)
    return _finding(good, *(_lost_before(good) or _against_heads(noted, good, head)))


def _lost_before(good: list[AuditEntry]) -> tuple[ChainFault | None, str] | None:
    """Where an earlier start had to continue after lines that were missing."""
    lost = next((entry for entry in good if entry.event is AuditEvent.LINES_LOST), None)
    return None if lost is None else (ChainFault.LINES_LOST, lost.subject)


def _fault(entry: AuditEntry | None, good: list[AuditEntry]) -> ChainFault | None:
    if entry is None:
        return ChainFault.CHANGED_LINE
    if not good:
        return ChainFault.BROKEN_CHAIN if (entry.number == 1) != (entry.before == START) else None
    follows = (entry.number, entry.before) == (good[-1].number + 1, good[-1].hash)
    return None if follows else ChainFault.BROKEN_CHAIN


def _against_heads(noted: Head | None, good: list[AuditEntry], head: str | None) -> tuple[ChainFault | None, str]:
    hashes = {entry.hash for entry in good}
    if noted is None and good:
        return ChainFault.CUT_OFF, HEAD
    if noted is not None and noted.mark not in hashes:
        return ChainFault.CUT_OFF, HEAD
    if head is not None and not any(found.startswith(head.strip().lower()) for found in hashes):
        return ChainFault.HEAD_NOT_FOUND, ""
    return None, ""


def _finding(good: list[AuditEntry], fault: ChainFault | None, where: str) -> Verification:
    if not good:
        return Verification(fault=fault, where=where)
    return Verification(entries=len(good), head=good[-1].hash, first=good[0].number, fault=fault, where=where)
