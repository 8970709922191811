"""What is released of a workbook read outside the app: according to the event log, or all of it."""

from __future__ import annotations

from lib.model import releasable
from lib.model.releasable import Released
from lib.snapshot import Snapshot
from lib.stage.log.day_log import EventLog
from lib.stage.state import StageState, fold
from lib.store.rows import LogRows


def state_of_log(rows: LogRows, snapshot: Snapshot) -> StageState:
    """The state by a log, if it took exactly this version; else a state with nothing released."""
    events = EventLog(rows)
    try:
        state = fold(events.entries(events.public()))
    finally:
        events.close()
    return state if state.taken == snapshot.version else StageState()


def all_released(snapshot: Snapshot) -> Released:
    """Everything releasable in a snapshot."""
    book = snapshot.workbook
    things = {releasable.FIXED, releasable.SCORES, releasable.RANKING, releasable.LEADERS}
    things |= {releasable.releasable_ballot(one.code) for one in book.sessions if one.code}
    things |= {releasable.releasable_award(one.code) for one in book.awards}
    things |= {releasable.releasable_decision(one.award, one.unit) for one in book.decisions if one.award and one.unit}
    return Released.of(things)
