"""Checking the chain of the log."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from lib.audit.chain import Chain, heads_of, places_in
from lib.audit.entries import HEAD, START, Entry, Event
from lib.store.heads import Head


class Fault(StrEnum):
    """What a check may find: a line changed or not ours, a line missing or added, the end cut off, a hash unknown,
    lines that an earlier start already found to be lost."""

    CHANGED_LINE = "changed_line"
    BROKEN_CHAIN = "broken_chain"
    CUT_OFF = "cut_off"
    HEAD_NOT_FOUND = "head_not_found"
    LINES_LOST = "lines_lost"


@dataclass(frozen=True, slots=True)
class Finding:
    """How far a log agrees: so many entries from number `first`, the last with the hash `head`.

    `fault` is the first thing that does not agree, at `where` (file and line); `first` is later than 1 where old files
    were put away.
    """

    entries: int = 0
    head: str = START
    first: int = 1
    fault: Fault | None = None
    where: str = ""


def verify(folder: Path, head: str | None = None, second: Path | None = None) -> Finding:
    """Check every line of the log in a folder, in order; `second` is where its head is noted once more.

    `head` is a hash, or its beginning, that was noted earlier, on a paper for instance, and must be in the log.
    """
    return _checked(places_in(folder), heads_of(folder, second).newest(), head)


def verify_chain(chain: Chain, head: str | None = None) -> Finding:
    """The same for a chain, wherever it stands. OSError where it cannot be reached."""
    return _checked(chain.places(), chain.heads.newest(), head)


def _checked(places: Iterable[tuple[str, Entry | None]], noted: Head | None, head: str | None) -> Finding:
    good: list[Entry] = []
    for place, entry in places:
        fault = _fault(entry, good)
        if fault is not None or entry is None:
            return _finding(good, fault, place)
        good.append(entry)
    return _finding(good, *(_lost_before(good) or _against_heads(noted, good, head)))


def _lost_before(good: list[Entry]) -> tuple[Fault | None, str] | None:
    """Where an earlier start had to go on after lines that were gone."""
    lost = next((entry for entry in good if entry.event is Event.LINES_LOST), None)
    return None if lost is None else (Fault.LINES_LOST, lost.subject)


def _fault(entry: Entry | None, good: list[Entry]) -> Fault | None:
    if entry is None:
        return Fault.CHANGED_LINE
    if not good:
        return Fault.BROKEN_CHAIN if (entry.number == 1) != (entry.before == START) else None
    follows = (entry.number, entry.before) == (good[-1].number + 1, good[-1].hash)
    return None if follows else Fault.BROKEN_CHAIN


def _against_heads(noted: Head | None, good: list[Entry], head: str | None) -> tuple[Fault | None, str]:
    hashes = {entry.hash for entry in good}
    if noted is None and good:
        return Fault.CUT_OFF, HEAD
    if noted is not None and noted.mark not in hashes:
        return Fault.CUT_OFF, HEAD
    if head is not None and not any(found.startswith(head.strip().lower()) for found in hashes):
        return Fault.HEAD_NOT_FOUND, ""
    return None, ""


def _finding(good: list[Entry], fault: Fault | None, where: str) -> Finding:
    if not good:
        return Finding(fault=fault, where=where)
    return Finding(len(good), good[-1].hash, good[0].number, fault, where)
