"""Activity in the hall while figures are still being typed: the roll call and the progress of counts. Never a vote.

It is derived from the version read last, not from the taken one, so that the hall follows the tellers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lib.model import releasable
from lib.model.domain import Award, Session, SessionState
from lib.model.releasable import Released
from lib.scoring.ballots import has_quorum
from lib.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class CountProgress:
    """How many papers of a session are typed out of those issued; `issued` is None where it is not typed."""

    award: str
    round: int
    counted: int
    issued: int | None


@dataclass(frozen=True, slots=True)
class RollCallCount:
    """The roll call as counts: units present, of which `proxies` by proxy, and all members."""

    present: int
    proxies: int
    members: int | None

    @property
    def quorum(self) -> bool | None:
        """Whether two thirds of the members are present; None where that is unknown."""
        return has_quorum(self.present, self.members)


@dataclass(frozen=True, slots=True)
class HallActivity:
    """What the hall may see of a version that is not taken: the roll call and counts in progress."""

    roll: RollCallCount | None = None
    counting: tuple[CountProgress, ...] = ()


NOTHING_UNDER_WAY = HallActivity()


def hall_activity(read: Snapshot, released: Released) -> HallActivity:
    """The roll call, and the counts of sessions in `đang bỏ phiếu` with typed papers (contract 8.5)."""
    return HallActivity(_roll(read), tuple(_counting(read, released)))


def next_sessions(read: Snapshot, released: Released) -> Iterator[tuple[Award, Session]]:
    """The lowest round of every award that is not released: a later one would disclose how that one ended."""
    for award in read.workbook.awards:
        waiting = [
            session
            for session in read.workbook.sessions
            if session.award == award.code
            and session.code
            and releasable.releasable_ballot(session.code) not in released
        ]
        for session in sorted(waiting, key=lambda session: session.round or 0)[:1]:
            yield award, session


def _counting(read: Snapshot, released: Released) -> Iterator[CountProgress]:
    typed = {tally.session: max(tally.collected, tally.second) for tally in read.tallies}
    for award, session in next_sessions(read, released):
        counted = typed.get(session.code or "")
        if session.state is SessionState.VOTING and counted:
            issued = session.issued.value if session.issued.value is not None else session.present.value
            yield CountProgress(award.code, session.round or 1, counted, issued)


def _roll(read: Snapshot) -> RollCallCount | None:
    called = read.workbook.roll_call
    if not called:
        return None
    proxies = sum(attendance.proxy for attendance in called)
    present = sum(attendance.present or attendance.proxy for attendance in called)
    return RollCallCount(present, proxies, read.workbook.members)
