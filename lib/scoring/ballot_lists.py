"""Units that are on a ballot and should not be, or should be and are not (docs/workbook.md section 7).

Pure. Nothing here decides anything: each finding is a doubt or a note about a list of names.
"""

from __future__ import annotations

from collections.abc import Iterable

from lib.model.domain import Award, RegistrationRule, Session, Vote
from lib.model.problems import LIST_BREAK, Code, Problem, problem
from lib.model.records import Workbook
from lib.model.results import Outcome, Round, RoundRole
from lib.scoring.eligibility import AwardConditions


def list_problems(conditions: AwardConditions, votes: dict[str, tuple[Vote, ...]]) -> list[Problem]:
    """Registered units without a row in the first session of an award, and units with votes that are not registered."""
    sessions = award_sessions(conditions.workbook, conditions.award)
    return [*_registered_not_on_ballot(conditions, sessions, votes), *_not_registered(conditions, sessions, votes)]


def award_sessions(workbook: Workbook, award: Award) -> list[Session]:
    """The sessions of an award in ascending order of rounds; one with an unreadable round comes first."""
    return sorted((s for s in workbook.sessions if s.award == award.code), key=lambda session: session.round or 0)


def _registered_not_on_ballot(
    conditions: AwardConditions, sessions: list[Session], votes: dict[str, tuple[Vote, ...]]
) -> list[Problem]:
    first = next((session for session in sessions if votes.get(session.code or "")), None)
    if first is None:
        return []
    on_ballot = {vote.unit for vote in votes[first.code or ""]}
    gone = [
        unit.code
        for unit in conditions.workbook.units
        if unit.code in conditions.registered_units and unit.code not in on_ballot and conditions.may_stand(unit.code)
    ]
    if not gone:
        return []
    return [_of_session(Code.REGISTERED_NOT_ON_BALLOT, first, gone)]


def _not_registered(
    conditions: AwardConditions, sessions: list[Session], votes: dict[str, tuple[Vote, ...]]
) -> list[Problem]:
    """One problem for each unit, at the first row that gives it votes."""
    award = conditions.award
    if award.registration in (None, RegistrationRule.NONE) or conditions.workbook.registrations is None:
        return []
    rows: dict[str, Vote] = {}
    for vote in (vote for session in sessions for vote in votes.get(session.code or "", ())):
        if vote.unit is not None and vote.in_favour is not None and not conditions.registered(vote.unit):
            rows.setdefault(vote.unit, vote)
    return [problem(Code.NOT_REGISTERED, vote.cell, unit, unit=unit, award=award.code) for unit, vote in rows.items()]


def not_on_later_ballot(
    rounds: Iterable[Round], later: Session | None, votes: dict[str, tuple[Vote, ...]], gone: Iterable[str]
) -> list[Problem]:
    """Units of the last of `rounds` that no round proposed and that have no row in the session after it.

    `gone` are those that withdrew or that a decision proposes. One note per session, none for a run-off.
    """
    held = list(rounds)
    last = next((one for one in reversed(held) if one.role is RoundRole.ROUND), None)
    rows = votes.get(later.code or "") if later is not None else None
    if last is None or later is None or not rows:
        return []
    settled = {one.unit for each in held for one in each.candidates if one.outcome is Outcome.PROPOSED} | {*gone}
    stood = [one.unit for one in last.candidates if one.eligible]
    missing = [unit for unit in stood if unit not in settled and unit not in {vote.unit for vote in rows}]
    return [_of_session(Code.NOT_ON_LATER_BALLOT, later, missing)] if missing else []


def _of_session(code: Code, session: Session, units: list[str]) -> Problem:
    return problem(code, session.cell, session.code, unit_list=LIST_BREAK.join(units), award=session.award)
