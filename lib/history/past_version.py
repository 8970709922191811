"""The description of a past version, known without opening it: when, from which source, what changed. Pure."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from lib.history.changes import Difference, UnitStanding, standings_of
from lib.model.results import AwardStatus
from lib.snapshot import Snapshot

_SCHEMA = 1


class TabCount(NamedTuple):
    """How many cells of a tab changed, and how many rows, columns and cells it lost."""

    tab: str
    cells: int
    lost: int


@dataclass(frozen=True, slots=True)
class PastAward:
    """The result of an award from this version on; a status of None is an award that was removed."""

    award: str
    status: AwardStatus | None
    proposed: tuple[str, ...]


class PastVersion(NamedTuple):
    """A kept version. `number` grows with time, `at` is when it was first read (timezone-aware).

    `standings` and `awards` are those that differ from the version before (all of them in the first); a standing of
    None is a unit that was removed. `units` are those with a score, total or rank that changed. Totals are in units of
    10^-`decimals`. `base` is the number of the whole version that the body differs from, None for a whole one.
    """

    number: int
    version: str
    at: dt.datetime
    sources: tuple[str, ...]
    decimals: int
    tabs: tuple[TabCount, ...]
    standings: tuple[tuple[str, UnitStanding | None], ...]
    awards: tuple[PastAward, ...]
    units: tuple[str, ...]
    checksum: str
    base: int | None = None
    shown: bool = True

    @property
    def cells(self) -> int:
        """The number of cells that differ from the version before."""
        return sum(tab.cells for tab in self.tabs)

    @property
    def lost(self) -> int:
        """The number of rows, columns and cells that were lost since the version before."""
        return sum(tab.lost for tab in self.tabs)


def version_description(
    snapshot: Snapshot, difference: Difference | None, checksum: str, base: int | None
) -> PastVersion:
    """The description of a version; `difference` is its difference from the one before, None for the first."""
    standings: dict[str, UnitStanding | None] = dict(standings_of(snapshot))
    if difference:
        standings = {change.unit: change.new for change in difference.standings}
    there = {result.award: result for result in snapshot.awards}
    codes = {change.award for change in difference.awards} if difference else set(there)
    return PastVersion(
        number=0,
        version=snapshot.version,
        at=snapshot.taken_at,
        sources=tuple(snapshot.source.split(", ")),
        decimals=snapshot.workbook.contest.decimals,
        tabs=_tabs(difference) if difference else (),
        standings=tuple(standings.items()),
        awards=tuple(
            PastAward(code, there[code].status, there[code].proposed) if code in there else PastAward(code, None, ())
            for code in sorted(codes)
        ),
        units=tuple(dict.fromkeys([*(one.unit for one in difference.scores), *standings])) if difference else (),
        checksum=checksum,
        base=base,
    )


def with_dropped(kept: PastVersion, dropped: Sequence[PastVersion], *, first: bool) -> PastVersion:
    """`kept` with the changes of the dropped versions right before it, the oldest one where they are `first`."""
    changes = (*dropped, kept)
    standings = {unit: standing for past in changes for unit, standing in past.standings}
    awards = {award.award: award for past in changes for award in past.awards}
    cells: Counter[str] = Counter()
    lost: Counter[str] = Counter()
    for count in (tab for past in changes for tab in past.tabs):
        cells[count.tab] += count.cells
        lost[count.tab] += count.lost
    return kept._replace(
        tabs=() if first else tuple(TabCount(tab, number, lost[tab]) for tab, number in cells.items()),
        standings=tuple(standings.items()),
        awards=tuple(awards[code] for code in sorted(awards)),
        units=() if first else tuple(dict.fromkeys(unit for past in changes for unit in past.units)),
    )


def _tabs(difference: Difference) -> tuple[TabCount, ...]:
    cells = Counter(cell.where.tab for cell in difference.cells)
    losing = (tab for tab in difference.tabs if tab.loses)
    lost = Counter({tab.tab: tab.rows_lost + len(tab.lost_columns) + tab.values_lost for tab in losing})
    return tuple(TabCount(tab, cells[tab], lost[tab]) for tab in dict.fromkeys([*lost, *cells]))


# -- as text -----------------------------------------------------------------------------------------------------


def head_of(past: PastVersion) -> str:
    """A version as the head of an archive entry: its fields in their order, without its number."""
    return json.dumps([_SCHEMA, *past[1:]], default=_as_json, ensure_ascii=False, separators=(",", ":"))


def _as_json(value: Any) -> object:
    return value.isoformat() if isinstance(value, dt.datetime) else astuple(value)


def version_of_head(number: int, head: str) -> PastVersion | None:
    """The version of an archive entry's head; None where the head is malformed."""
    try:
        schema, version, at, sources, decimals, tabs, standings, awards, units, checksum, base, shown = json.loads(head)
        if schema != _SCHEMA:
            return None
        return PastVersion(
            number=number,
            version=version,
            at=dt.datetime.fromisoformat(at),
            sources=_shared(tuple(sources)),
            decimals=decimals,
            tabs=tuple(TabCount(*one) for one in tabs),
            standings=tuple((unit, UnitStanding(*one) if one else None) for unit, one in standings),
            awards=tuple(PastAward(code, status and AwardStatus(status), tuple(rest)) for code, status, rest in awards),
            units=tuple(units),
            checksum=checksum,
            base=base,
            shown=shown,
        )
    except (ValueError, TypeError):
        return None


@lru_cache(64)
def _shared(names: tuple[str, ...]) -> tuple[str, ...]:
    """One shared tuple for all versions of the same sources."""
    return names


# -- over time ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class StandingStep:
    """The standing of a unit from a moment on; None where the unit is absent."""

    past: PastVersion
    standing: UnitStanding | None


def standing_steps(versions: Iterable[PastVersion], unit: str) -> tuple[StandingStep, ...]:
    """When the total or rank of a unit changed, oldest first."""
    steps: list[StandingStep] = []
    for past in versions:
        for code, standing in past.standings:
            if code == unit and (not steps or steps[-1].standing != standing):
                steps.append(StandingStep(past, standing))
    return tuple(steps)
