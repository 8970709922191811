"""Which events of the stage go into the audit log: who took, read back, released and corrected what, by codes alone.

Steps of the screen and messages are in the event log only. So are reasons and figures, which the audit log must not
contain, and the units that decisions were about.
"""

from __future__ import annotations

import datetime as dt
import logging
import sys
from collections import Counter
from collections.abc import Sequence

from lib.audit.entries import LATE, log_text
from lib.audit.entries import AuditEntry as Line
from lib.audit.entries import AuditEvent as Logged
from lib.audit.log import Audit
from lib.model.releasable import ReleasableKind
from lib.stage.log import events
from lib.stage.log.events import LogEntry, RunKind, StageEvent
from lib.stage.state import thing_at

SHORT = 12
"""Characters of a version's hash that identify it."""
_LOG = logging.getLogger(__name__)


class DayInAudit:
    """Writes the stage's events into the audit log, at once or, after a crash or a full disk, later."""

    def __init__(self, audit: Audit) -> None:
        self._audit = audit
        self._owes = True

    def note(self, entry: LogEntry) -> None:
        """Write the lines of an entry. A disk that refuses is reported in the server's log and delays no reveal."""
        for logged, subject in audit_lines(entry.event):
            try:
                self._audit.record(logged, entry.who, subject=subject, act=name_of(entry))
            except OSError:
                self._owes = True
                _LOG.exception("the log of who did what could not be written")

    def make_up(self, entries: Sequence[LogEntry]) -> int:
        """Write the missing lines for these entries, marked as late, with the time of the act; return how many.

        OSError where a line is refused: the rest follows at the next attempt.
        """
        if not self._owes:
            return 0
        missing = missing_lines(self._audit.entries(most=sys.maxsize), entries)
        for entry, logged, subject in missing:
            self._audit.record(logged, entry.who, LATE, subject, act=name_of(entry), at=entry.at)
        self._owes = False
        return len(missing)


def name_of(entry: LogEntry) -> str:
    """The reference to an entry of the event log in the audit log: run and number."""
    return f"{entry.run}.{entry.seq}"


def missing_lines(known: Sequence[Line], entries: Sequence[LogEntry]) -> list[tuple[LogEntry, Logged, str]]:
    """The lines that the entries should have written and that `known` (newest first) lacks.

    Lines without a reference, of an earlier program version, each match one entry with the same content. Entries older
    than the first line are left out where older files were archived.
    """
    named = {(line.act, line.event, line.subject) for line in known if line.act}
    others = Counter((line.event, line.who, line.subject) for line in known if not line.act)
    since = dt.datetime.fromisoformat(known[-1].at) if known and known[-1].number > 1 else None
    missing: list[tuple[LogEntry, Logged, str]] = []
    for entry in entries:
        if (since is not None and entry.at < since) or _begins_by_itself(entry):
            continue
        for logged, subject in audit_lines(entry.event):
            same = (logged, log_text(entry.who), log_text(subject))
            if (name_of(entry), logged, log_text(subject)) in named:
                continue
            if others[same]:
                others[same] -= 1
                continue
            missing.append((entry, logged, subject))
    return missing


def _begins_by_itself(entry: LogEntry) -> bool:
    """The first preparation of a server, which no person began."""
    return entry.seq == 1 and isinstance(entry.event, events.RunBegan) and entry.event.kind == RunKind.PREPARATION


def audit_lines(event: StageEvent) -> tuple[tuple[Logged, str], ...]:
    """The lines of an event: what was done, and the code of its subject."""
    match event:
        case events.RunBegan(kind=kind):
            return ((Logged.RUN_STARTED, kind),)
        case events.VersionTaken(version=version):
            return ((Logged.TOOK, version[:SHORT]),)
        case events.ScoresFixed(version=version):
            return ((Logged.FIXED, version[:SHORT]),)
        case events.BallotReadBack(session=session):
            return ((Logged.READ_BACK, session),)
        case events.PaperPrinted(subject=subject):
            return tuple((Logged.PRINTED, name) for name in _names((subject,)))
        case events.ThingsReleased(things=things, place=place):
            return tuple((Logged.RELEASED, f"{name} ({place})") for name in _names(things))
        case events.ReleaseWithdrawn(things=things, place=place):
            return tuple((Logged.WITHDRAWN, f"{name} ({place})") for name in _names(things))
        case events.TieLeftOpen(award=award):
            return ((Logged.LEFT_OPEN, award),)
        case events.FiguresCorrected(before=before, after=after):
            return ((Logged.CORRECTED, f"{before[:SHORT]} {after[:SHORT]}"),)
        case events.ActUndone(act=act):
            return ((Logged.UNDONE, str(act)),)
        case events.ContinuedAfterLoss(lost=lost):
            return ((Logged.WENT_ON, str(lost)),)
    plain = {events.RunEnded: Logged.RUN_ENDED, events.ShowPaused: Logged.PAUSED, events.ShowResumed: Logged.RESUMED}
    return ((plain[type(event)], ""),) if type(event) in plain else ()


def _names(things: tuple[str, ...]) -> tuple[str, ...]:
    """Things by kind and code, without decisions, because those name a unit."""
    found = (thing_at(text) for text in things)
    return tuple(f"{one.kind.value} {one.code}".strip() for one in found if one.kind is not ReleasableKind.DECISION)
