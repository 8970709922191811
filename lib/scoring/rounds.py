"""The course of one award: its rounds, run-offs, withdrawals and decisions in order (docs/workbook.md 4.3 to 4.7).

Pure. No seat is ever refilled and no tie ever broken here; what the rules leave open stays open.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from lib.model.domain import Decision, Verdict
from lib.model.problems import CellRef, Code, Problem, problem
from lib.model.results import AwardStatus, Ineligible, Round, RoundRole
from lib.scoring.one_round import Ballot, Eligibility, settle, show_only

VACATING = (Verdict.WITHDRAW, Verdict.NOT_QUALIFIED)


@dataclass
class Course:
    """What has happened so far.

    `tied` are the units across the last seat. `stood` are all that ever were candidates, with their last round, votes
    and place in the protocol order, as something to sort by. `position` is the protocol order.
    """

    quota: int
    most_rounds: int
    eligibility: Eligibility
    decisions: tuple[Decision, ...]
    position: Mapping[str, int]
    proposed: list[str] = field(default_factory=list)
    tied: list[str] = field(default_factory=list)
    stood: dict[str, tuple[int, int, int]] = field(default_factory=dict)
    withdrawn: dict[str, Verdict] = field(default_factory=dict)
    rounds: list[Round] = field(default_factory=list)
    rounds_used: int = 0
    acted: list[Decision] = field(default_factory=list)
    contradicting: list[Decision] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def seats(self) -> int:
        return self.quota - len(self.proposed)

    @property
    def remaining(self) -> list[str]:
        """Candidates of any round, not proposed and not withdrawn."""
        gone = {*self.proposed, *self.withdrawn}
        return [unit for unit in self.stood if unit not in gone]

    @property
    def rounds_left(self) -> bool:
        return self.rounds_used < self.most_rounds

    def hold(self, ballot: Ballot) -> None:
        """Takes the next session that counts."""
        if self.tied and all(self._decided(unit, Verdict.DO_NOT_PROPOSE) for unit in self.tied):
            self._settle_tie()
        if self.tied:
            self._run_off(ballot)
        elif self.seats > 0 and self.rounds_left:
            self._round(ballot)
        else:
            self._extra(ballot)
        self._withdraw()

    def _round(self, ballot: Ballot) -> None:
        self.rounds_used += 1
        settled = settle(ballot, RoundRole.ROUND, self.seats, self._eligible)
        self._record(settled.round)
        self.proposed += settled.taken
        self.tied = list(settled.tied)

    def _run_off(self, ballot: Ballot) -> None:
        """A later session while a tie is open: it is among the tied units, other rows are ignored (contract 4.6)."""
        self.problems += [
            problem(Code.NOT_IN_RUN_OFF, vote.cell, vote.unit)
            for vote in ballot.votes
            if vote.unit is not None and self._in_run_off(vote.unit)
        ]
        settled = settle(ballot, RoundRole.RUN_OFF, self.seats, self._in_run_off)
        self._record(settled.round)
        self.proposed += settled.taken
        if settled.tied:
            self.tied = list(settled.tied)
        elif settled.passed:
            self.tied = [unit for unit in self.tied if unit not in settled.taken] if self.seats > 0 else []

    def _extra(self, ballot: Ballot) -> None:
        """A session after all seats are filled, or after the last round, decides nothing."""
        self.rounds.append(show_only(ballot, RoundRole.EXTRA, self._eligible))
        session = ballot.session
        self.problems.append(problem(Code.EXTRA_SESSION, session.cell, session.code, award=session.award))

    def _record(self, held: Round) -> None:
        self.rounds.append(held)
        for one in held.candidates:
            if one.eligible:
                self.stood[one.unit] = (held.number, -one.votes, self.position[one.unit])

    def _eligible(self, unit: str) -> Ineligible | None:
        return Ineligible.ALREADY_PROPOSED if unit in self.proposed else self.eligibility(unit)

    def _in_run_off(self, unit: str) -> Ineligible | None:
        return None if unit in self.tied else Ineligible.NOT_IN_RUN_OFF

    def _withdraw(self) -> None:
        """A withdrawn unit vacates its seat or leaves the tie; nobody moves up (contract 4.5)."""
        for decision in self.decisions:
            if decision.verdict in VACATING and decision.unit in self.stood and decision.unit and decision.verdict:
                self.withdrawn[decision.unit] = decision.verdict
                self.proposed = [unit for unit in self.proposed if unit != decision.unit]
                self.tied = [unit for unit in self.tied if unit != decision.unit]
                self._act(decision)

    def decide(self) -> None:
        """Decisions of record on what the sessions left open: first the tie, then what the chair decides.

        Units they propose come after those of the ballots, by round, votes and protocol order like these.
        """
        by_ballot = len(self.proposed)
        self._settle_tie()
        if self._chair_decides():
            self._apply(self.remaining)
        self.proposed[by_ballot:] = sorted(self.proposed[by_ballot:], key=self.stood.__getitem__)

    def _settle_tie(self) -> None:
        if not self.tied:
            return
        units = list(self.tied)
        if not self._apply(units):
            return
        gave_up = [unit for unit in units if self._decided(unit, Verdict.DO_NOT_PROPOSE)]
        left = [unit for unit in units if unit not in self.proposed and unit not in gave_up]
        self.tied = left if self.seats > 0 else []

    def _apply(self, units: list[str]) -> bool:
        """Lets the decisions on these units act; none acts where more are proposed than there are seats."""
        mine = [d for d in self.decisions if d.unit in units and d.verdict not in VACATING and d not in self.acted]
        chosen = [d for d in mine if d.verdict is Verdict.PROPOSE]
        if len(chosen) > self.seats:
            self.contradicting += chosen
            return False
        for decision in mine:
            self._act(decision)
        self.proposed += [unit for unit in units if any(d.unit == unit for d in chosen)]
        return True

    def _act(self, decision: Decision) -> None:
        if decision not in self.acted:
            self.acted.append(decision)

    def _decided(self, unit: str, verdict: Verdict) -> bool:
        return any(d.unit == unit and d.verdict is verdict for d in self.decisions)

    def _chair_decides(self) -> bool:
        return self.seats > 0 and not self.tied and not self.rounds_left

    def status(self) -> AwardStatus:
        """Contract 4.7, for an award that does not wait and has a session that counts."""
        if self.seats == 0:
            return AwardStatus.DECIDED
        if self.tied:
            return AwardStatus.TIE
        if self.rounds_left:
            return AwardStatus.NEXT_ROUND
        refused = all(self._decided(unit, Verdict.DO_NOT_PROPOSE) for unit in self.remaining)
        return AwardStatus.DECIDED if refused else AwardStatus.CHAIR_DECIDES

    def marked(self) -> tuple[Round, ...]:
        """The rounds, with withdrawn units marked."""
        return tuple(
            replace(
                held,
                candidates=tuple(replace(c, withdrawn=self.withdrawn.get(c.unit)) for c in held.candidates),
            )
            for held in self.rounds
        )


def contradictions(decisions: Iterable[Decision]) -> list[Decision]:
    """Decisions that name one unit of one award twice (contract 4.6): the later rows."""
    seen: set[tuple[str | None, str | None]] = set()
    doubled = []
    for decision in decisions:
        if decision.unit is None:
            continue
        if (decision.award, decision.unit) in seen:
            doubled.append(decision)
        seen.add((decision.award, decision.unit))
    return doubled


def contradiction_problem(decision: Decision, why: str) -> Problem:
    """`contradicting_decisions` at a decision's row."""
    where: CellRef = decision.cell
    value = decision.verdict.value if decision.verdict else None
    return problem(Code.CONTRADICTING_DECISIONS, where, value, award=decision.award, why=why)
