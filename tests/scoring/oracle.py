"""Section 4 and 7 of docs/workbook.md a third time, as plainly as they can be written: what tests compare with.

It knows records alone. Slow and simple on purpose; a changed rule is written here anew from its text.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise

from lib.model.domain import Award, Base, Decision, RegistrationRule, Session, SessionState, Verdict, Vote
from lib.model.problems import Effect
from lib.model.records import Workbook
from lib.model.results import AwardStatus

LEAVING = (Verdict.WITHDRAW, Verdict.NOT_QUALIFIED)
COUNTED = SessionState.COUNTED


@dataclass
class Outcome:
    """What is to be said of an award; a waiting one has only its status."""

    status: AwardStatus
    proposed: tuple[str, ...] = ()
    undecided: tuple[str, ...] = ()


def outcomes(book: Workbook, finals: dict[str, tuple[int | None, bool]]) -> dict[str, Outcome]:
    """Every award; `finals` are the totals of units in points, with whether they are final."""
    found: dict[str, Outcome] = {}
    waiting = [award.code for award in book.awards]
    for _ in book.awards:  # a chain of n awards is settled after n turns; a circle never is
        for award in book.awards:
            if award.code in waiting and (award.within is None or award.within in found):
                found[award.code] = _award(book, award, found.get(award.within or ""), finals)
                waiting.remove(award.code)
    return {award.code: found.get(award.code, Outcome(AwardStatus.WAITING)) for award in book.awards}


def _award(book: Workbook, award: Award, prior: Outcome | None, finals: dict[str, tuple[int | None, bool]]) -> Outcome:
    waits = Outcome(AwardStatus.WAITING)
    sessions = sorted((s for s in book.sessions if s.award == award.code), key=lambda s: s.round or 0)
    decisions = [d for d in book.decisions if d.award == award.code]
    if _hindered(book, award) or award.blocked or award.quota is None or award.rounds is None:
        return waits
    if any(d.award is None for d in book.decisions) or any(d.blocked or d.unit is None for d in decisions):
        return waits
    if len({d.unit for d in decisions}) < len(decisions):
        return waits
    if award.within is not None and (prior is None or prior.status is not AwardStatus.DECIDED):
        return waits
    if any(s.state is COUNTED and not counts(book, s) for s in sessions):
        return waits
    good = [s for s in sessions if counts(book, s)]
    units = {v.unit for s in good for v in _rows(book, s) if v.unit}
    barred = {u for u in units if _barred(book, award, prior, u, finals)}
    if award.minimum is not None and any(not finals[u][1] for u in units - barred):
        return waits
    if award.registration is RegistrationRule.REQUIRED and book.registrations is None:
        return waits
    if not good:
        return Outcome(AwardStatus.NO_SESSION)
    in_turn = []
    for session in sessions:
        if not counts(book, session):
            break
        in_turn.append(session)
    return _Story(book, award, decisions, barred).told(in_turn)


# -- what waits --------------------------------------------------------------------------------------------------


def _hindered(book: Workbook, award: Award) -> bool:
    for one in book.obstacles:
        registered = one.effect is Effect.REGISTERED_AWARDS and award.registration is RegistrationRule.REQUIRED
        if (one.effect is Effect.AWARDS or registered) and one.award in (None, award.code):
            return True
    begun = any(v.in_favour is not None for v in book.votes)
    begun = begun or any(s.state is not SessionState.NOT_STARTED for s in book.sessions)
    dated = [e for e in book.exclusions or () if e.start or e.end]
    return bool(begun and dated and _day(book) is None)


def _day(book: Workbook) -> dt.date | None:
    day, year = book.contest.conference_date, book.contest.year
    if day and year and day.year not in (year, year + 1):
        return None
    return day


def _barred(
    book: Workbook, award: Award, prior: Outcome | None, unit: str, finals: dict[str, tuple[int | None, bool]]
) -> bool:
    day = _day(book)
    for one in book.exclusions or ():
        always = one.start is None and one.end is None
        on_day = day is not None and (one.start or day) <= day and day <= (one.end or day)
        if one.unit == unit and (always or on_day):
            return True
    total, final = finals[unit]
    if award.minimum is not None and final and Fraction(total or 0, 10**book.contest.decimals) < award.minimum:
        return True
    registered = any(r.unit == unit and r.award == award.code for r in book.registrations or ())
    if award.registration is RegistrationRule.REQUIRED and book.registrations is not None and not registered:
        return True
    return prior is not None and unit not in prior.proposed


# -- sessions ----------------------------------------------------------------------------------------------------


def _rows(book: Workbook, session: Session) -> list[Vote]:
    return [vote for vote in book.votes if vote.session == session.code]


def _figures(book: Workbook, session: Session) -> dict[str, int | None]:
    names = ("present", "issued", "collected", "valid", "invalid")
    known = {name: getattr(session, name).value for name in names}
    known["members"] = book.members if session.members.value is None else session.members.value
    return known


def _award_of(book: Workbook, session: Session) -> Award | None:
    return next((award for award in book.awards if award.code == session.award), None)


def counts(book: Workbook, session: Session) -> bool:
    """Whether a session counts (contract 4)."""
    award, rows, figures = _award_of(book, session), _rows(book, session), _figures(book, session)
    if session.state is not COUNTED or session.blocked or award is None or session.round is None or not rows:
        return False
    if sum(s.award == session.award and s.round == session.round for s in book.sessions) > 1:
        return False
    for one in book.obstacles:
        of_it = one.session in (None, session.code) and one.award in (None, session.award)
        if one.effect is Effect.SESSIONS and of_it:
            return False
    if any(v.unit is None or v.in_favour is None or v.blocked for v in rows) or figures["members"] is None:
        return False
    if len({v.unit for v in rows}) < len(rows) or not _add_up(figures):
        return False
    left_out = 0 if award.own_vote else 1
    order = ("valid", "collected", "issued", "present", "members")
    ballots = next(figures[name] for name in order if figures[name] is not None)
    if any((v.in_favour or 0) + (v.against or 0) + (v.abstain or 0) > ballots - left_out for v in rows):
        return False
    threshold = session.threshold or award.threshold
    return threshold is not None and (_base(book, session) or 0) >= 1


def _add_up(figures: dict[str, int | None]) -> bool:
    known = dict(figures)
    valid, invalid = known["valid"], known["invalid"]
    if valid is not None and invalid is not None:
        if known["collected"] not in (None, valid + invalid):
            return False
        known["collected"] = valid + invalid
    falling = [known[n] for n in ("members", "present", "issued", "collected", "valid") if known[n] is not None]
    return all(upper >= lower for upper, lower in pairwise(falling))  # type: ignore[operator]


def _base(book: Workbook, session: Session) -> int | None:
    award = _award_of(book, session)
    base: Base | None = session.base or (award.base if award else None)
    value = _figures(book, session).get(base.value) if base else None
    if award is None or value is None or award.own_vote is None:
        return None
    return value if award.own_vote else value - 1


# -- the story of one award --------------------------------------------------------------------------------------


@dataclass
class _Story:
    book: Workbook
    award: Award
    decisions: list[Decision]
    barred: set[str]
    seated: dict[str, tuple[bool, int, int, int]] = field(default_factory=dict)
    """Who holds a seat, with what to sort it by: by decision, round, fewest votes, protocol."""
    stood: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Round and votes of every candidate, the latest."""
    tie: list[str] = field(default_factory=list)
    tie_seats: int = 0
    gone: set[str] = field(default_factory=set)
    rounds: int = 0

    def told(self, sessions: list[Session]) -> Outcome:
        for session in sessions:
            self._hold(session)
        self._leave({d.unit or "" for d in self.decisions if d.verdict in LEAVING})
        if self.tie and not self._decide_tie():
            return Outcome(AwardStatus.WAITING)
        if self._free() and not self.tie and self.rounds >= (self.award.rounds or 0):
            chosen = [u for u in self._remaining() if self._said(u) is Verdict.PROPOSE]
            if len(chosen) > self._free():
                return Outcome(AwardStatus.WAITING)
            for unit in chosen:
                self._seat(unit, by_decision=True)
        proposed = tuple(sorted(self.seated, key=lambda unit: self.seated[unit]))
        tied = tuple(unit.code for unit in self.book.units if unit.code in self.tie)
        return Outcome(self._status(), proposed, tied)

    def _status(self) -> AwardStatus:
        if not self._free():
            return AwardStatus.DECIDED
        if self.tie:
            return AwardStatus.TIE
        if self.rounds < (self.award.rounds or 0):
            return AwardStatus.NEXT_ROUND
        waiting = [u for u in self._remaining() if self._said(u) is not Verdict.DO_NOT_PROPOSE]
        return AwardStatus.CHAIR_DECIDES if waiting else AwardStatus.DECIDED

    def _free(self) -> int:
        return (self.award.quota or 0) - len(self.seated)

    def _remaining(self) -> list[str]:
        return [unit for unit in self.stood if unit not in self.seated and unit not in self.gone]

    def _said(self, unit: str) -> Verdict | None:
        return next((d.verdict for d in self.decisions if d.unit == unit), None)

    def _seat(self, unit: str, by_decision: bool = False) -> None:
        number, votes = self.stood[unit]
        self.seated[unit] = (by_decision, number, -votes, self.book.unit(unit).position)

    def _hold(self, session: Session) -> None:
        rows = {v.unit: v.in_favour or 0 for v in _rows(self.book, session) if v.unit}
        about_tie = any(unit in rows for unit in self.tie)
        left = set(self.gone)
        for one in self.decisions:
            out_of_tie = one.unit in self.tie and not about_tie
            if one.verdict in LEAVING and (self._before(one, session) or out_of_tie):
                left.add(one.unit or "")
        self._leave(left)
        if not any(unit in rows for unit in self.tie) and self._tie_is_decided():
            self._decide_tie()
        if self.tie:
            self._count(session, {u: n for u, n in rows.items() if u in self.tie}, run_off=True)
        elif self._free() and self.rounds < (self.award.rounds or 0):
            self.rounds += 1
            free = {u: n for u, n in rows.items() if u not in self.barred and u not in self.seated}
            self._count(session, free, run_off=False)

    def _count(self, session: Session, votes: dict[str, int], run_off: bool) -> None:
        base = _base(self.book, session) or 1
        rule = session.threshold or self.award.threshold
        assert rule is not None
        for unit, count in votes.items():
            self.stood[unit] = (session.round or 0, count)
        passed = {
            u: n
            for u, n in votes.items()
            if Fraction(n, base) > rule.share or (Fraction(n, base) == rule.share and not rule.strict)
        }
        seats = self._free()
        if len(passed) <= seats:
            winners, tied = list(passed), []
        else:
            last = sorted(passed.values(), reverse=True)[seats - 1]
            at_last = [u for u, n in passed.items() if n == last]
            above = [u for u, n in passed.items() if n > last]
            fits = len(above) + len(at_last) <= seats
            winners, tied = (above + at_last, []) if fits else (above, at_last)
        for unit in winners:
            self._seat(unit)
        if run_off and not passed:
            return
        if run_off and not tied and self._free():
            tied = [unit for unit in self.tie if unit not in winners]
        self.tie, self.tie_seats = tied, self._free()

    def _leave(self, units: set[str]) -> None:
        before = list(self.tie)
        for unit in units & self.stood.keys():
            self.gone.add(unit)
            self.seated.pop(unit, None)
        self.tie = [unit for unit in self.tie if unit not in self.gone]
        if self.tie != before and len(self.tie) <= self.tie_seats:
            for unit in self.tie:
                self._seat(unit)
            self.tie = []

    def _decide_tie(self) -> bool:
        chosen = [unit for unit in self.tie if self._said(unit) is Verdict.PROPOSE]
        if len(chosen) > self._free():
            return False
        for unit in chosen:
            self._seat(unit, by_decision=True)
        self.tie_seats -= len(chosen)
        still = [u for u in self.tie if self._said(u) not in (Verdict.PROPOSE, Verdict.DO_NOT_PROPOSE)]
        self.tie = still if self._free() else []
        return True

    def _tie_is_decided(self) -> bool:
        said = [self._said(unit) for unit in self.tie]
        chosen = said.count(Verdict.PROPOSE)
        if chosen > self._free():
            return False
        return chosen == self._free() or all(one in (Verdict.PROPOSE, Verdict.DO_NOT_PROPOSE) for one in said)

    def _before(self, decision: Decision, session: Session) -> bool | None:
        """Whether it was decided before the session was held; None where the times do not show it."""
        made, held = decision.decided_at, session.held_at
        if made is None or held is None:
            return None
        if made.day is None and held.day is None:
            return made.clock < held.clock
        made_on, held_on = made.day or _day(self.book), held.day or _day(self.book)
        if made_on is None or held_on is None:
            return None
        return (made_on, made.clock) < (held_on, held.clock)
