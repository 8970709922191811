"""The rounds of one award: candidates, seats, ties, run-offs, withdrawals, decisions (docs/workbook.md 4.1 to 4.7).

Pure. No seat is ever refilled and no tie ever broken here; what the rules leave open stays open.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from lib.model.domain import Base, Decision, Session, Threshold, Verdict, Vote
from lib.model.problems import Code, Problem, problem
from lib.model.results import AwardStatus, Candidate, Ineligible, Outcome, Round, RoundRole
from lib.scoring.ballots import needed_votes

Eligibility = Callable[[str], Ineligible | None]


@dataclass(frozen=True)
class CountedSession:
    """A session that counts, ready to be decided: complete votes in protocol order, rule and base known."""

    session: Session
    votes: tuple[Vote, ...]
    threshold: Threshold
    base: Base
    base_value: int

    @property
    def needed(self) -> int:
        """The smallest number of votes that passes."""
        return needed_votes(self.threshold, self.base_value)


@dataclass(frozen=True)
class RoundOutcome:
    """The outcome of a round: units that take a seat, most votes first, and those tied across the last seat."""

    round: Round
    taken: tuple[str, ...]
    tied: tuple[str, ...]
    passed: bool


def decide_round(ballot: CountedSession, role: RoundRole, seats: int, ineligible: Eligibility) -> RoundOutcome:
    """Decide a round: units that pass take the seats, most votes first; those tied for the last one do not (4.4)."""
    barred = {vote.unit: ineligible(vote.unit) for vote in ballot.votes if vote.unit is not None}
    counts = {v.unit: v.in_favour for v in ballot.votes if v.unit is not None and v.in_favour is not None}
    passing = {unit: votes for unit, votes in counts.items() if not barred[unit] and votes >= ballot.needed}
    taken, tied = take_seats(passing, seats)

    def outcome(unit: str, votes: int) -> Outcome:
        if barred[unit]:
            return Outcome.INELIGIBLE
        if unit in taken:
            return Outcome.PROPOSED
        if unit in tied:
            return Outcome.TIED
        return Outcome.PASSED_NO_SEAT if votes >= ballot.needed else Outcome.BELOW_THRESHOLD

    held = _round(ballot, role, seats=seats, barred=barred, outcome=outcome, tied=tied)
    return RoundOutcome(held, taken, tied, bool(passing))


def take_seats(passing: dict[str, int], seats: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Units that take a seat, most votes first and in the given order among equals, and those tied for the last one."""
    ordered = sorted(passing, key=lambda unit: -passing[unit])
    if len(ordered) <= seats:
        return tuple(ordered), ()
    if seats <= 0:
        return (), ()
    last = passing[ordered[seats - 1]]
    if passing[ordered[seats]] < last:
        return tuple(ordered[:seats]), ()
    above = tuple(unit for unit in ordered if passing[unit] > last)
    return above, tuple(unit for unit in ordered if passing[unit] == last)


def undeciding_round(ballot: CountedSession, role: RoundRole, ineligible: Eligibility) -> Round:
    """A round that counts and decides nothing: its votes are shown, no unit takes a seat."""
    barred = {vote.unit: ineligible(vote.unit) for vote in ballot.votes if vote.unit is not None}
    return _round(
        ballot,
        role,
        seats=0,
        barred=barred,
        outcome=lambda unit, _: Outcome.INELIGIBLE if barred[unit] else Outcome.NOT_DECIDING,
    )


def _round(
    ballot: CountedSession,
    role: RoundRole,
    seats: int,
    barred: Mapping[str, Ineligible | None],
    outcome: Callable[[str, int], Outcome],
    tied: tuple[str, ...] = (),
) -> Round:
    """A round with the outcome of each unit by its code and its votes."""
    counts = [(vote.unit, vote.in_favour or 0, vote.in_favour_cell) for vote in ballot.votes if vote.unit is not None]
    candidates = tuple(
        Candidate(
            unit=unit,
            votes=votes,
            passed=votes >= ballot.needed,
            outcome=outcome(unit, votes),
            margin=votes - ballot.needed,
            ineligible=barred[unit],
            tied_with=tuple(other for other in tied if other != unit) if unit in tied else (),
            cell=cell,
        )
        for unit, votes, cell in counts
    )
    return Round(
        session=ballot.session.code or "",
        number=ballot.session.round or 0,
        role=role,
        base=ballot.base,
        base_value=ballot.base_value,
        threshold=ballot.threshold,
        needed=ballot.needed,
        seats=seats,
        candidates=candidates,
    )


VACATING = (Verdict.WITHDRAW, Verdict.NOT_QUALIFIED)

TimeOrder = Callable[[Decision, CountedSession], bool | None]
"""Whether a decision was made before a session was held; None where the two times do not determine it."""


def known_order(conference_day: dt.date | None) -> TimeOrder:
    """The order given by two times (contract 4.5); equal is not earlier."""

    def before(decision: Decision, ballot: CountedSession) -> bool | None:
        made, held = decision.decided_at, ballot.session.held_at
        if made is None or held is None:
            return None
        if made.day == held.day:
            return made.clock < held.clock
        day, held_day = made.day or conference_day, held.day or conference_day
        return None if day is None or held_day is None else (day, made.clock) < (held_day, held.clock)

    return before


@dataclass
class AwardRounds:
    """The state of an award after the sessions so far.

    `tied` are the units across the last seat, `tie_seats` the seats that they share. `stood` are all units that ever
    were candidates, with their last round, votes and protocol position, as a sort key. `position` is the protocol
    order. `seats_of` gives the session in which a proposed unit won its seat. A withdrawal takes effect before a
    session that is known to be later, else after all: until then the seat is kept, so that no session held before fills
    it. `unclear` are withdrawals for which the times do not determine the order.
    """

    quota: int
    most_rounds: int
    eligibility: Eligibility
    decisions: tuple[Decision, ...]
    position: Mapping[str, int]
    before: TimeOrder
    proposed: list[str] = field(default_factory=list)
    tied: list[str] = field(default_factory=list)
    tie_seats: int = 0
    stood: dict[str, tuple[int, int, int]] = field(default_factory=dict)
    withdrawn: dict[str, Verdict] = field(default_factory=dict)
    rounds: list[Round] = field(default_factory=list)
    rounds_used: int = 0
    by_decision: set[str] = field(default_factory=set)
    acted: list[Decision] = field(default_factory=list)
    unclear: list[Decision] = field(default_factory=list)
    contradicting: list[Decision] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    seats_of: dict[str, str] = field(default_factory=dict)

    @property
    def seats(self) -> int:
        """The number of free seats."""
        return self.quota - len(self.proposed)

    @property
    def remaining(self) -> list[str]:
        """Candidates of any round, not proposed and not withdrawn."""
        gone = {*self.proposed, *self.withdrawn}
        return [unit for unit in self.stood if unit not in gone]

    @property
    def rounds_left(self) -> bool:
        """Whether another round may be held."""
        return self.rounds_used < self.most_rounds

    # -- sessions

    def hold(self, ballot: CountedSession) -> None:
        """Process the next session that counts."""
        self._note_unclear(ballot)
        self._leave([decision for decision in self._leaving() if self._left_before(decision, ballot)])
        if self.tied and self._settled_before(ballot):
            self._settle_tie()
        if self.tied:
            self._run_off(ballot)
        elif self.seats > 0 and self.rounds_left:
            self._round(ballot)
        else:
            self._extra(ballot)

    def _round(self, ballot: CountedSession) -> None:
        self.rounds_used += 1
        settled = decide_round(ballot, RoundRole.ROUND, self.seats, self._eligible)
        self._record(settled.round)
        self._take(settled.taken, settled.round)
        self._tie(settled.tied)

    def _run_off(self, ballot: CountedSession) -> None:
        """A later session while a tie is open: it is among the tied units, other rows are ignored (contract 4.6)."""
        self.problems += [
            problem(Code.NOT_IN_RUN_OFF, vote.cell, vote.unit)
            for vote in ballot.votes
            if vote.unit is not None and self._in_run_off(vote.unit)
        ]
        settled = decide_round(ballot, RoundRole.RUN_OFF, self.seats, self._in_run_off)
        self._record(settled.round)
        self._take(settled.taken, settled.round)
        if settled.tied:
            self._tie(settled.tied)
        elif settled.passed:
            self._tie([unit for unit in self.tied if unit not in settled.taken] if self.seats > 0 else ())

    def _take(self, units: Iterable[str], held: Round) -> None:
        for unit in units:
            self.proposed.append(unit)
            self.seats_of[unit] = held.session

    def _tie(self, units: Iterable[str]) -> None:
        self.tied = list(units)
        self.tie_seats = self.seats if self.tied else 0

    def _extra(self, ballot: CountedSession) -> None:
        """A session after all seats are filled, or after the last round, decides nothing."""
        self.rounds.append(undeciding_round(ballot, RoundRole.EXTRA, self._eligible))
        session, why = ballot.session, "rounds_over" if self.seats > 0 else "full"
        self.problems.append(problem(Code.EXTRA_SESSION, session.cell, session.code, award=session.award, why=why))

    def _record(self, held: Round) -> None:
        self.rounds.append(held)
        for candidate in held.candidates:
            if candidate.eligible:
                self.stood[candidate.unit] = (held.number, -candidate.votes, self.position[candidate.unit])

    def _eligible(self, unit: str) -> Ineligible | None:
        return Ineligible.ALREADY_PROPOSED if unit in self.proposed else self.eligibility(unit)

    def _in_run_off(self, unit: str) -> Ineligible | None:
        return None if unit in self.tied else Ineligible.NOT_IN_RUN_OFF

    # -- withdrawals

    def _leaving(self) -> list[Decision]:
        return [d for d in self.decisions if d.verdict in VACATING and d.unit in self.stood]

    def _left_before(self, decision: Decision, ballot: CountedSession) -> bool:
        """Whether a unit had left when a session was held: by the times, or out of a tie that it is not about."""
        if decision.unit in self.withdrawn or self.before(decision, ballot):
            return True
        return decision.unit in self.tied and not self._among_tied(ballot)

    def _among_tied(self, ballot: CountedSession) -> bool:
        return any(vote.unit in self.tied for vote in ballot.votes)

    def _note_unclear(self, ballot: CountedSession) -> None:
        for decision in self._leaving():
            has_place = decision.unit in self.proposed or decision.unit in self.tied
            known = self.before(decision, ballot) is not None or self._left_before(decision, ballot)
            if has_place and not known and decision not in self.unclear:
                self.unclear.append(decision)

    def _leave(self, decisions: Iterable[Decision]) -> None:
        """A withdrawn unit vacates its seat or leaves the tie; no other unit moves up (contract 4.5).

        If the rest of a tie fits the seats it shares, it has passed and is proposed (4.4).
        """
        for decision in decisions:
            unit, verdict = decision.unit or "", decision.verdict or Verdict.WITHDRAW
            self.withdrawn[unit] = verdict
            if unit in self.proposed:  # it shows in the round where the unit took its seat
                self._change(self.seats_of[unit], unit, withdrawn=verdict)
            self.proposed = [other for other in self.proposed if other != unit]
            self._act(decision)
        left = [unit for unit in self.tied if unit not in self.withdrawn]
        if len(left) < len(self.tied):
            self._left_of_tie(left)

    def _left_of_tie(self, left: list[str]) -> None:
        """Reduce a tie after units have left it, also in the round that ended in it, unless a run-off followed."""
        fits = len(left) <= self.tie_seats
        ended_in_tie = self.rounds[-1]
        if any(candidate.outcome is Outcome.TIED for candidate in ended_in_tie.candidates):
            for unit in set(self.tied) - set(left):
                self._change(
                    ended_in_tie.session, unit,
                    outcome=Outcome.PASSED_NO_SEAT, tied_with=(), withdrawn=self.withdrawn[unit],
                )  # fmt: skip
            for unit in left:
                others = () if fits else tuple(other for other in left if other != unit)
                outcome = Outcome.PROPOSED if fits else Outcome.TIED
                self._change(ended_in_tie.session, unit, outcome=outcome, tied_with=others)
        self.tied = left
        if fits:
            self._take(left, ended_in_tie)
            self._tie(())

    def _change(self, session: str, unit: str, **changes: object) -> None:
        self.rounds = [
            _with_candidate(held, unit, changes) if held.session == session else held for held in self.rounds
        ]

    # -- decisions

    def _settled_before(self, ballot: CountedSession) -> bool:
        """Whether decisions had settled the tie when a session without any of its units was held (contract 4.6).

        A session among the tied units is a run-off, regardless of later decisions.
        """
        mine = [d for d in self.decisions if d.unit in self.tied and d.verdict not in VACATING]
        if self._among_tied(ballot):
            return False
        chosen = sum(d.verdict is Verdict.PROPOSE for d in mine)
        return chosen == self.seats or (chosen < self.seats and len(mine) == len(self.tied))

    def decide(self) -> None:
        """Apply withdrawals and decisions of record to what the sessions left open: the tie, then what the chair
        decides.

        Units they propose come after those of the ballots, in the same order by round, votes and protocol.
        """
        self._leave(self._leaving())
        self._settle_tie()
        if self.seats > 0 and not self.tied and not self.rounds_left:
            self._apply(self.remaining)
        self.proposed.sort(key=lambda unit: (unit in self.by_decision, self.stood[unit]))

    def _settle_tie(self) -> None:
        if not self.tied:
            return
        units = list(self.tied)
        seats = self.seats
        if not self._apply(units):
            return
        gave_up = [unit for unit in units if self._decided(unit, Verdict.DO_NOT_PROPOSE)]
        left = [unit for unit in units if unit not in self.proposed and unit not in gave_up]
        self.tied = left if self.seats > 0 else []
        self.tie_seats -= seats - self.seats

    def _apply(self, units: list[str]) -> bool:
        """Apply the decisions on these units; none takes effect where more are proposed than there are seats."""
        mine = [d for d in self.decisions if d.unit in units and d.verdict not in VACATING and d not in self.acted]
        chosen = [d for d in mine if d.verdict is Verdict.PROPOSE]
        if len(chosen) > self.seats:
            self.contradicting += chosen
            return False
        for decision in mine:
            self._act(decision)
        taken = [unit for unit in units if any(d.unit == unit for d in chosen)]
        self.proposed += taken
        self.by_decision.update(taken)
        return True

    def _act(self, decision: Decision) -> None:
        if decision not in self.acted:
            self.acted.append(decision)

    def _decided(self, unit: str, verdict: Verdict) -> bool:
        return any(d.unit == unit and d.verdict is verdict for d in self.decisions)

    @property
    def outcome(self) -> tuple[object, ...]:
        """The values by which two runs are compared: the result of the award, and whether another round is left."""
        return self.status(), self.proposed, {*self.tied}, self.seats, self.rounds_used, bool(self.contradicting)

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


def _with_candidate(held: Round, unit: str, changes: Mapping[str, object]) -> Round:
    def changed(candidate: Candidate) -> Candidate:
        return replace(candidate, **changes) if candidate.unit == unit else candidate  # type: ignore[arg-type]

    return replace(held, candidates=tuple(map(changed, held.candidates)))


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
    """The problem `contradicting_decisions` at a decision's row."""
    return problem(Code.CONTRADICTING_DECISIONS, decision.cell, verdict_of(decision), award=decision.award, why=why)


def verdict_of(decision: Decision) -> str | None:
    """The verdict as a word of the program, which the sentences render in Vietnamese."""
    return decision.verdict.value if decision.verdict else None
