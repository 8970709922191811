"""What is released of a workbook that was read outside the app: by the log of this machine, or all of it."""

from __future__ import annotations

from pathlib import Path

from lib.release import FIXED, NOTHING, RANKING, SCORES, Released, award, ballot, decision
from lib.snapshot import Snapshot
from lib.stage.events import Place
from lib.stage.ledger import SqliteLedger
from lib.stage.log import EventLog
from lib.stage.state import fold


def released_by_log(log: Path, snapshot: Snapshot) -> Released:
    """What the hall has seen, where the log at this path took exactly this version; nothing without such a log."""
    if not log.exists():
        return NOTHING
    events = EventLog(SqliteLedger(log))
    try:
        state = fold(events.entries(events.public()))
    finally:
        events.close()
    return state.released(Place.HALL) if state.taken == snapshot.version else NOTHING


def everything(snapshot: Snapshot) -> Released:
    """All that a snapshot has to release."""
    book = snapshot.workbook
    things = {FIXED, SCORES, RANKING}
    things |= {ballot(one.code) for one in book.sessions if one.code}
    things |= {award(one.code) for one in book.awards}
    things |= {decision(one.award, one.unit) for one in book.decisions if one.award and one.unit}
    return Released.of(things)
