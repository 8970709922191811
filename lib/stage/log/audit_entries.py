"""What of the day goes into the chained log: who took, read back, released and corrected what, by codes alone.

Steps of the screen and messages stand in the log of the day only. So do reasons and figures, which the chained log
must not hold, and whom a decision was about.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from lib.audit import Audit
from lib.audit import Event as Logged
from lib.model.released import ThingKind
from lib.stage.log import events
from lib.stage.log.events import Entry, Event
from lib.stage.state import thing_at

SHORT = 12
"""Letters of a version's name that tell versions apart."""
_LOG = logging.getLogger(__name__)


def noted_in(audit: Audit) -> Callable[[Entry], None]:
    """What reads along at the desk. A disk that takes no line is told in the server's log; it holds up no reveal."""

    def note(entry: Entry) -> None:
        for logged, subject in lines_of(entry.event):
            try:
                audit.record(logged, entry.who, subject=subject)
            except OSError:
                _LOG.exception("the log of who did what could not be written")

    return note


def lines_of(event: Event) -> tuple[tuple[Logged, str], ...]:
    """The lines that an event of the day gives: what was done, and the code of what it was about."""
    match event:
        case events.Began(kind=kind):
            return ((Logged.RUN_STARTED, kind),)
        case events.Took(version=version):
            return ((Logged.TOOK, version[:SHORT]),)
        case events.Fixed(version=version):
            return ((Logged.FIXED, version[:SHORT]),)
        case events.ReadBack(session=session):
            return ((Logged.READ_BACK, session),)
        case events.Printed(subject=subject):
            return tuple((Logged.PRINTED, name) for name in _names((subject,)))
        case events.Opened(things=things, place=place):
            return tuple((Logged.RELEASED, f"{name} ({place})") for name in _names(things))
        case events.Closed(things=things, place=place):
            return tuple((Logged.WITHDRAWN, f"{name} ({place})") for name in _names(things))
        case events.LeftOpen(award=award):
            return ((Logged.LEFT_OPEN, award),)
        case events.Corrected(before=before, after=after):
            return ((Logged.CORRECTED, f"{before[:SHORT]} {after[:SHORT]}"),)
        case events.Undid(act=act):
            return ((Logged.UNDONE, str(act)),)
    plain = {events.Ended: Logged.RUN_ENDED, events.Paused: Logged.PAUSED, events.Resumed: Logged.RESUMED}
    return ((plain[type(event)], ""),) if type(event) in plain else ()


def _names(things: tuple[str, ...]) -> tuple[str, ...]:
    """Things by kind and code, decisions left out: those name a unit."""
    found = (thing_at(text) for text in things)
    return tuple(f"{one.kind.value} {one.code}".strip() for one in found if one.kind is not ThingKind.DECISION)
