"""What is released of a workbook that was read outside the app: by the log of this machine, or all of it."""

from __future__ import annotations

from pathlib import Path

from lib.model.releasable import (
    FIXED,
    LEADERS,
    RANKING,
    SCORES,
    Released,
    releasable_award,
    releasable_ballot,
    releasable_decision,
)
from lib.snapshot import Snapshot
from lib.stage.log.day_log import EventLog
from lib.stage.state import StageState, fold
from lib.store.rows import SqliteRows


def state_of_log(log: Path, snapshot: Snapshot) -> StageState:
    """The day as the log at this path tells it, where it took exactly this version; else one that has not begun."""
    if not log.exists():
        return StageState()
    events = EventLog(SqliteRows(log))
    try:
        state = fold(events.entries(events.public()))
    finally:
        events.close()
    return state if state.taken == snapshot.version else StageState()


def all_released(snapshot: Snapshot) -> Released:
    """All that a snapshot has to release."""
    book = snapshot.workbook
    things = {FIXED, SCORES, RANKING, LEADERS}
    things |= {releasable_ballot(one.code) for one in book.sessions if one.code}
    things |= {releasable_award(one.code) for one in book.awards}
    things |= {releasable_decision(one.award, one.unit) for one in book.decisions if one.award and one.unit}
    return Released.of(things)
