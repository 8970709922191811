"""The tally of single ballot papers (docs/workbook.md section 8). Pure, in integers.

`with_tally` gives the workbook as the rest of the scoring uses it: figures from the papers fill in where nothing is
typed, and a session whose papers and figures disagree is blocked. Nothing typed is ever replaced.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from lib.model.ballot_papers import BallotPaper
from lib.model.domain import Figure, Session, SessionState, Vote, VotingMethod
from lib.model.problems import LIST_BREAK, CellRef, Code, Problem, Severity, problem
from lib.model.records import Workbook
from lib.model.results import Tally, UnitTally

FIRST, SECOND = 1, 2


@dataclass(frozen=True)
class TallyResult:
    """The workbook with what the papers give, the tallies by session, and the problems found."""

    workbook: Workbook
    tallies: tuple[Tally, ...]
    problems: tuple[Problem, ...]


def with_tally(workbook: Workbook) -> TallyResult:
    """Count the papers of every session, compare them with the typed figures and with the second count."""
    roll, problems = _present(workbook)
    papers: dict[str, list[BallotPaper]] = {}
    for paper in workbook.ballot_papers:
        papers.setdefault(paper.session, []).append(paper)
    sessions, votes, tallies = [], list(workbook.votes), []
    for session in workbook.sessions:
        counted = _SessionCount(workbook, session, papers.get(session.code or "", []), roll)
        counted.count()
        sessions.append(counted.session)
        votes += counted.votes
        tallies += counted.tallies
        problems += counted.problems
    whole = replace(workbook, sessions=tuple(sessions), votes=tuple(votes))
    return TallyResult(whole, tuple(tallies), tuple(problems))


def _present(workbook: Workbook) -> tuple[int | None, list[Problem]]:
    """The number present by the roll call, and sessions whose figure differs from it or cannot be taken from it.

    A unit without a row may be present or not: the number is then unknown.
    """
    if not workbook.roll_call:
        return None, []
    present = sum(attendance.present or attendance.proxy for attendance in workbook.roll_call)
    differing = [
        problem(
            Code.PRESENT_DIFFERS, session.present.cell or session.cell, str(session.present.value),
            typed=session.present.value, called=present,
        )
        for session in workbook.sessions
        if session.present.value is not None and session.present.value != present
    ]  # fmt: skip
    called = {attendance.unit for attendance in workbook.roll_call}
    without_row = [unit.label for unit in workbook.units if unit.code not in called]
    if not without_row:
        return present, differing
    return None, differing + [
        problem(Code.NOT_IN_ROLL_CALL, session.present.cell or session.cell, None, unit_list=", ".join(without_row))
        for session in workbook.sessions
        if session.state is SessionState.COUNTED and session.present.value is None
    ]


class _SessionCount:
    """One session with its papers: the session as it counts, votes that the papers give, problems."""

    def __init__(self, workbook: Workbook, session: Session, papers: list[BallotPaper], present: int | None) -> None:
        self.session = session
        self.votes: list[Vote] = []
        self.tallies: list[Tally] = []
        self.problems: list[Problem] = []
        self._workbook, self._papers, self._called = workbook, papers, present

    def count(self) -> None:
        if self._called is not None and self.session.present.value is None:
            self.session = replace(self.session, present=Figure(self._called, self.session.present.cell))
        if not self._papers:
            return
        secret = self.session.method is not VotingMethod.HANDS
        if secret and (traced := next((p.traced for p in self._papers if p.traced), None)):
            self._obstacle(problem(Code.BALLOT_NOT_SECRET, traced, session=self.session.code))
        if wrong := next((paper for paper in self._papers if paper.blocked), None):
            self._block(wrong.faulty_cell or wrong.cell)
        over = self._over_votes()
        first, second = (
            {paper.number.casefold().strip(): paper for paper in self._papers if paper.count == number}
            for number in (FIRST, SECOND)
        )
        leading = first or second
        tally = self._tally(leading, over)
        self.tallies.append(replace(tally, second=len(second), agree=self._compare_counts(first, second)))
        self._compare_votes(tally)
        self._chosen_without_row(leading.values())
        self._fill(tally)

    def _obstacle(self, problem: Problem) -> None:
        """Add a problem, which keeps the session from counting where it is blocking."""
        self.problems.append(problem)
        if problem.blocks:
            self._block(problem.where)

    def _block(self, where: CellRef) -> None:
        self.session = replace(self.session, blocked=True, blocked_by=self.session.blocked_by or where)

    def _graded(self, problem: Problem) -> Problem:
        """The problem with the severity of a disagreement: blocking once the session is counted, a doubt before."""
        counted = self.session.state is SessionState.COUNTED
        return problem if counted else problem.with_severity(Severity.DOUBT)

    def _over_votes(self) -> frozenset[CellRef]:
        """The papers that choose more units than a valid one may; each is reported."""
        most = self.session.most
        if most is None:
            return frozenset()
        over = [paper for paper in self._papers if len(paper.chosen) > most and not paper.spoilt]
        self.problems += [problem(Code.OVER_VOTE, paper.cell, number=paper.number, most=most) for paper in over]
        return frozenset(paper.cell for paper in over)

    def _tally(self, papers: Mapping[str, BallotPaper], over: frozenset[CellRef]) -> Tally:
        valid = [paper for paper in papers.values() if not paper.spoilt and paper.cell not in over]
        known = not self._workbook.lists_choices
        units = []
        for unit in self._units(list(papers.values())):
            in_favour = sum(unit in paper.chosen for paper in valid)
            against = sum(unit in paper.refused for paper in valid)
            rest = len(valid) - in_favour - against
            units.append(UnitTally(unit, in_favour, against if known else None, rest if known else None))
        return Tally(session=self.session.code or "", collected=len(papers), valid=len(valid), units=tuple(units))

    def _units(self, papers: list[BallotPaper]) -> Iterator[str]:
        """The units of the ballot: those with a row in `Phiếu`, else those that a paper mentions."""
        rows = [vote.unit for vote in self._workbook.votes if vote.session == self.session.code and vote.unit]
        mentioned = {choice.unit for paper in papers for choice in paper.choices}
        yield from rows or (unit.code for unit in self._workbook.units if unit.code in mentioned)

    def _compare_counts(self, first: Mapping[str, BallotPaper], second: Mapping[str, BallotPaper]) -> bool | None:
        """Whether both counts are complete and equal; None where there is only one."""
        if not first or not second:
            return None
        agree = True
        alone = [*_alone_in(first, second), *_alone_in(second, first)]
        for number in dict.fromkeys((*first, *second)):
            one, other = first.get(number), second.get(number)
            if one is not None and other is not None:
                for cell, second_cell, unit in _differences(one, other):
                    agree = False
                    kind = "choice" if unit else "verdict"
                    params = {"number": one.number, "unit": unit, "other": cell.a1, "kind": kind}
                    self._obstacle(self._graded(problem(Code.COUNTS_DIFFER, second_cell, **params)))
            else:
                agree = False
                paper = one or other
                if paper is not None and paper in alone and self.session.state is SessionState.COUNTED:
                    self._obstacle(
                        problem(Code.COUNTS_DIFFER, paper.cell, number=paper.number, kind="alone", count=paper.count)
                    )
        return agree

    def _chosen_without_row(self, papers: Iterable[BallotPaper]) -> None:
        """Report units that papers choose without a row in `Phiếu`, though the session has rows: not counted."""
        rows = {vote.unit for vote in self._workbook.votes if vote.session == self.session.code}
        chosen = frozenset().union(*(paper.chosen for paper in papers))
        gone = [unit.code for unit in self._workbook.units if unit.code in chosen - rows]
        if rows and gone:
            where, units = self.session.cell, LIST_BREAK.join(gone)
            self.problems.append(problem(Code.CHOSEN_NOT_ON_BALLOT, where, self.session.code, unit_list=units))

    def _compare_votes(self, tally: Tally) -> None:
        """Compare typed rows and figures with the papers: all must be equal (contract 8.2)."""
        below = 1 if self._own_vote_left_out else 0
        by_unit = {unit.unit: unit for unit in tally.units}
        for vote in self._workbook.votes:
            counted = by_unit.get(vote.unit or "")
            if vote.session != self.session.code or counted is None:
                continue
            pairs = (
                (vote.in_favour, counted.in_favour, below, vote.in_favour_cell),
                (vote.against, counted.against, 0, vote.against_cell),
                (vote.abstain, counted.abstain, 0, vote.abstain_cell),
            )
            for typed, tallied, less, cell in pairs:
                if typed is not None and tallied is not None and not tallied - less <= typed <= tallied:
                    self._obstacle(self._graded(_differs(cell or vote.cell, typed, tallied, self.session)))
        for figure, counted_ballots in self._figures(tally):
            if figure.value is not None and figure.value != counted_ballots:
                cell = figure.cell or self.session.cell
                self._obstacle(self._graded(_differs(cell, figure.value, counted_ballots, self.session)))

    def _figures(self, tally: Tally) -> tuple[tuple[Figure, int], ...]:
        session = self.session
        return (
            (session.collected, tally.collected),
            (session.valid, tally.valid),
            (session.invalid, tally.collected - tally.valid),
        )

    @property
    def _own_vote_left_out(self) -> bool:
        return any(award.code == self.session.award and award.own_vote is False for award in self._workbook.awards)

    def _fill(self, tally: Tally) -> None:
        """Fill in the figures of the papers where nothing is typed; votes only where `Phiếu` has no row (8.2)."""
        collected, valid, invalid = (
            Figure(tallied, typed.cell) if typed.value is None else typed for typed, tallied in self._figures(tally)
        )
        self.session = replace(self.session, collected=collected, valid=valid, invalid=invalid)
        rows = any(vote.session == self.session.code for vote in self._workbook.votes)
        if rows or self._own_vote_left_out:
            return
        self.votes = [
            Vote(
                session=tally.session, unit=unit.unit, in_favour=unit.in_favour, against=unit.against,
                abstain=unit.abstain, blocked=False, cell=self.session.cell, in_favour_cell=self.session.cell,
            )
            for unit in tally.units
        ]  # fmt: skip


def _differences(one: BallotPaper, other: BallotPaper) -> Iterator[tuple[CellRef, CellRef, str | None]]:
    """Where two readings of one paper differ: both cells and the unit, None where only its validity differs."""
    units = (choice.unit for paper in (one, other) for choice in paper.choices)
    for unit in dict.fromkeys(units):
        if (unit in one.chosen, unit in one.refused) != (unit in other.chosen, unit in other.refused):
            yield _cell(one, other, unit), _cell(other, one, unit), unit
    if one.spoilt != other.spoilt:
        yield one.verdict_cell or one.cell, other.verdict_cell or other.cell, None


def _alone_in(count: Mapping[str, BallotPaper], beside: Mapping[str, BallotPaper]) -> list[BallotPaper]:
    """Papers of one count that the other one lacks, except for those that its unnumbered papers may be.

    An unnumbered paper is reported as such, and not as missing from the other count.
    """
    alone = [paper for number, paper in count.items() if number not in beside and paper.numbered]
    unnumbered = sum(not paper.numbered for paper in beside.values())
    return alone if len(alone) > unnumbered else []


def _cell(paper: BallotPaper, other: BallotPaper, unit: str) -> CellRef:
    """The cell of a paper about a unit; where it is blank, the cell in the column of the other reading."""
    cell = next((choice.cell for choice in paper.choices if choice.unit == unit), None)
    return cell or replace(other.cell_of(unit), row=paper.cell.row)


def _differs(cell: CellRef, typed: int, found: int, session: Session) -> Problem:
    return problem(Code.BALLOTS_DIFFER, cell, str(typed), typed=typed, found=found, session=session.code)
