"""The progress of the count of a session's papers, for the secretary: two counts, their differences, the balance."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lib.model.ballot_papers import BallotPaper
from lib.model.domain import Session
from lib.model.problems import CellRef, Code, Problem
from lib.model.results import Tally
from lib.show.words import numbers
from lib.snapshot import Snapshot

_APART = frozenset({Code.OVER_VOTE})
"""Problems of papers that are no disagreement between the counts."""
_SHOWN = 12


@dataclass(frozen=True, slots=True)
class CountState:
    """The count of one session: the papers typed in each count, those in only one of them, the disagreements of the two
    readings, what is `wrong` or unreadable, and what is for information.
    """

    session: Session
    tally: Tally
    first: int
    second: int
    only_first: tuple[str, ...]
    only_second: tuple[str, ...]
    differing: tuple[Problem, ...]
    wrong: tuple[Problem, ...]
    remarks: tuple[Problem, ...]

    @property
    def whole(self) -> bool:
        """Whether both counts agree paper by paper and contain as many papers as were collected."""
        typed = self.session.collected.value
        return self.tally.agree is True and not self.wrong and typed in (None, self.tally.collected)


def count_states(snapshot: Snapshot) -> tuple[CountState, ...]:
    """The count of every session with typed papers, in the order of the workbook."""
    sessions = {session.code: session for session in snapshot.workbook.sessions}
    return tuple(_state(snapshot, sessions[tally.session], tally) for tally in snapshot.tallies)


def _state(snapshot: Snapshot, session: Session, tally: Tally) -> CountState:
    papers = [paper for paper in snapshot.workbook.ballot_papers if paper.session == session.code]
    first, second = ({_key(paper): paper.number for paper in papers if paper.count == count} for count in (1, 2))
    two = bool(first and second)
    found = list(_problems_of(snapshot, session, papers))
    alone = {paper.cell for paper in papers} if not two else set()
    return CountState(
        session=session,
        tally=tally,
        first=len(first),
        second=len(second),
        only_first=tuple(shown for key, shown in first.items() if two and key not in second),
        only_second=tuple(shown for key, shown in second.items() if two and key not in first),
        differing=tuple(one for one in found if one.code is Code.COUNTS_DIFFER and one.where not in alone),
        wrong=tuple(one for one in found if one.code is not Code.COUNTS_DIFFER and one.code not in _APART),
        remarks=tuple(one for one in found if one.code in _APART),
    )


def _key(paper: BallotPaper) -> str:
    return paper.number.casefold().strip()


def _problems_of(snapshot: Snapshot, session: Session, papers: list[BallotPaper]) -> Iterator[Problem]:
    """The problems of the papers of a session, and of typed figures that the papers contradict."""
    rows = {_row(paper.cell) for paper in papers}
    votes = {_row(vote.cell) for vote in snapshot.workbook.votes if vote.session == session.code}
    own = {_row(session.cell), *votes}
    for problem in snapshot.problems:
        where = _row(problem.where)
        if where in rows or (problem.code is Code.BALLOTS_DIFFER and where in own):
            yield problem


def _row(cell: CellRef) -> tuple[str, str | None, int]:
    return cell.tab, cell.source, cell.row


def count_progress(state: CountState) -> str:
    """The progress of both counts: "Lượt 1: 11 phiếu · lượt 2: 7 phiếu · phát ra 11"."""
    issued = state.session.issued.value
    of = "chưa ghi phát ra" if issued is None else f"phát ra {numbers.count(issued)}"
    return f"Lượt 1: {state.first} phiếu · lượt 2: {state.second} phiếu · {of}"


def count_verdict(state: CountState) -> str:
    """What the secretary has to do next about the two counts."""
    if state.differing or state.wrong:
        return f"Có {len(state.differing) + len(state.wrong)} chỗ phải xem lại trên phiếu giấy"
    if state.tally.agree is None:
        return "Mới có một lượt kiểm; gõ lượt thứ hai để đối chiếu từng phiếu"
    if state.only_first or state.only_second:
        lacking = ((2, state.only_first), (1, state.only_second))
        return "; ".join(_missing(count, papers) for count, papers in lacking if papers)
    issued = state.session.issued.value
    so_far = " đã gõ" if issued is not None and state.tally.collected < issued else ""
    return f"Hai lượt khớp nhau từng phiếu{so_far}" if state.whole else "Hai lượt khớp nhau, số phiếu thu về chưa khớp"


def _missing(count: int, papers: tuple[str, ...]) -> str:
    more = f" và {len(papers) - _SHOWN} phiếu khác" if len(papers) > _SHOWN else ""
    return f"Lượt {count} còn thiếu {len(papers)} phiếu: số {', '.join(papers[:_SHOWN])}{more}"


def count_identity(state: CountState) -> str:
    """The balance so far: "11 phát ra ≥ 7 thu về = 7 hợp lệ + 0 không hợp lệ"."""
    tally, issued = state.tally, state.session.issued.value
    between = "=" if issued == tally.collected else "≥" if issued is None or issued > tally.collected else "<"
    return (
        f"{numbers.count(issued)} phát ra {between} {tally.collected} thu về = {tally.valid} hợp lệ + "
        f"{tally.collected - tally.valid} không hợp lệ"
    )
