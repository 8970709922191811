"""Lookups in a snapshot shared by several papers: rounds by session, names, standings, leaders."""

from __future__ import annotations

from dataclasses import dataclass

from lib.model.domain import Leadership, UnitRole
from lib.model.records import Workbook
from lib.model.results import AwardResult, Candidate, Round, RoundRole, Standing
from lib.show.words.ranks import standings_in_order
from lib.snapshot import Snapshot

DECIDING = frozenset({RoundRole.ROUND, RoundRole.RUN_OFF})


@dataclass(frozen=True, slots=True)
class SessionResult:
    """A session that counts, with its round and the result of its award."""

    result: AwardResult
    round: Round


def session_result(snapshot: Snapshot, session: str) -> SessionResult | None:
    """The round of a session, None where the session does not count."""
    for result in snapshot.awards:
        for item in result.rounds:
            if item.session == session:
                return SessionResult(result, item)
    return None


def full_name(workbook: Workbook, code: str) -> str:
    """The full name of a unit, as papers write it; its code where the unit is unknown."""
    return next((unit.name for unit in workbook.units if unit.code == code), code)


def round_of_proposal(result: AwardResult, unit: str) -> tuple[Round, Candidate] | None:
    """The last deciding round with a given proposed unit; None where it was proposed without one."""
    deciding = None
    for item in result.rounds:
        for candidate in item.candidates:
            if candidate.unit == unit and candidate.eligible and item.role in DECIDING:
                deciding = (item, candidate)
    return deciding


def scored_standings(snapshot: Snapshot) -> tuple[Standing, ...]:
    """The standings; empty where totals may not be seen or do not exist."""
    rows = standings_in_order(snapshot)
    return rows if any(row.scored for row in rows) else ()


def leaders(workbook: Workbook, year: int) -> tuple[Leadership, ...]:
    """The leaders of a year, the head first."""
    order = {UnitRole.HEAD: 0, UnitRole.DEPUTY: 1}
    of_year = [item for item in workbook.leadership or () if item.year == year]
    return tuple(sorted(of_year, key=lambda item: order.get(item.role, 2)))
