"""The difference between two versions of the workbook: in the cells, and in the results.

Nothing is judged here. The cells are what the secretary typed; scores, totals, ranks and awards are its effect.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from numbers import Integral

import pandas as pd

from lib.feed.latest import Version
from lib.history.cell_comparison import cell_comparison
from lib.history.records import TabChange, changed_tabs
from lib.model.domain import ScoreColumn
from lib.model.frames import CellState
from lib.model.problems import CellRef
from lib.model.records import Tab
from lib.model.results import AwardStatus
from lib.sheets.layout import TAB_LAYOUT
from lib.sheets.reading import cells
from lib.sheets.sources.source import RawCell, RawTable, RawTables
from lib.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell whose content differs; None is blank. An inserted row shows as a change of every cell below it."""

    where: CellRef
    old: RawCell
    new: RawCell


@dataclass(frozen=True, slots=True)
class ScoreChange:
    """A changed score of a unit for a criterion, in points; None has no number (see the states)."""

    unit: str
    criterion: str
    column: ScoreColumn
    old: int | None
    new: int | None
    old_state: CellState
    new_state: CellState


@dataclass(frozen=True, slots=True)
class UnitStanding:
    """The standing of a unit: total in points, rank, tied, final. All None or false where it has none."""

    total: int | None
    rank: int | None
    tied: bool
    final: bool


@dataclass(frozen=True, slots=True)
class StandingChange:
    """A unit whose total, rank, tie or finality differs; None is a unit that is absent from that version."""

    unit: str
    old: UnitStanding | None
    new: UnitStanding | None

    @property
    def total_differs(self) -> bool:
        """Whether the total differs."""
        return (self.old and self.old.total) != (self.new and self.new.total)

    @property
    def rank_differs(self) -> bool:
        """Whether the rank, or whether it is shared, differs."""
        return (self.old and (self.old.rank, self.old.tied)) != (self.new and (self.new.rank, self.new.tied))


@dataclass(frozen=True, slots=True)
class AwardChange:
    """An award whose status or proposed units differ; a status of None is an award that is absent from that version."""

    award: str
    old_status: AwardStatus | None
    new_status: AwardStatus | None
    gained: tuple[str, ...]
    lost: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """All differences in the order of the newer version: `cells` by address, `tabs` by records."""

    cells: tuple[CellChange, ...]
    scores: tuple[ScoreChange, ...]
    standings: tuple[StandingChange, ...]
    awards: tuple[AwardChange, ...]
    tabs: tuple[TabChange, ...] = ()
    unnamed: tuple[tuple[str, int], ...] = ()
    """The number of differing cells in tabs of single ballots, by tab: their addresses are disclosed nowhere
    (docs/workbook.md 8.4).
    """
    computed: frozenset[CellRef] = frozenset()
    """Cells that hold a formula in the newer version: their value was computed, not typed."""

    @property
    def lost(self) -> tuple[str, ...]:
        """The tabs that lost rows, columns or values."""
        return tuple(change.tab for change in self.tabs if change.loses)

    @property
    def elsewhere(self) -> tuple[CellChange, ...]:
        """Typed cells that no record accounts for: in tabs and columns not read, and in headers where nothing moved."""
        moved = {change.tab for change in self.tabs if change.reordered or change.rows_added or change.loses}
        moved |= {name for change in self.tabs if change.renamed for name in (change.tab, change.renamed)}
        covered = {value.where for change in self.tabs for value in (*change.changes, *change.lost_values)}
        covered |= self.computed
        return tuple(cell for cell in self.cells if cell.where.tab not in moved and cell.where not in covered)


def difference(before: Version, after: Version) -> Difference:
    """The difference of `after` from `before`."""
    old, new = before.snapshot, after.snapshot
    cells_changed = changed_cells(before.tables, after.tables)
    named = tuple(change for change in cells_changed if not _of_ballots(change))
    unnamed = Counter(change.where.tab for change in cells_changed if _of_ballots(change))
    return Difference(
        cells=named,
        scores=changed_scores(old, new),
        standings=changed_standings(old, new),
        awards=changed_awards(old, new),
        tabs=changed_tabs(before.tables, after.tables),
        unnamed=tuple(unnamed.items()),
        computed=_computed(named, after.tables),
    )


def _computed(changes: tuple[CellChange, ...], tables: RawTables) -> frozenset[CellRef]:
    formulas = {(raw.tab, row, column) for raw in tables.tables for row, column in raw.formulas}
    wheres = (change.where for change in changes)
    return frozenset(where for where in wheres if (where.tab, where.row, where.column) in formulas)


def _of_ballots(change: CellChange) -> bool:
    return cells.key(change.where.tab) in {cells.key(word) for word in TAB_LAYOUT[Tab.BALLOT_PAPERS].words}


def changed_cells(before: RawTables, after: RawTables) -> tuple[CellChange, ...]:
    """The differing cells, tab by tab; a tab that was added or removed counts with all its cells.

    Between a Google Sheet and an Excel file tabs are matched by name, dates and numbers by meaning.
    """
    same_sources = set(before.labels) == set(after.labels)
    old, new = _by_tab(before, same_sources), _by_tab(after, same_sources)
    changes: list[CellChange] = []
    for key in [*new, *(key for key in old if key not in new)]:
        was, now = old.get(key), new.get(key)
        tab, labels = (now, after.labels) if now else (was, before.labels)
        source = tab.source if tab and len(labels) > 1 else None
        changes += (
            CellChange(CellRef(key[1], row, column, source), left, right)
            for row, column, left, right in _changed_in(was, now)
        )
    return tuple(changes)


def _by_tab(tables: RawTables, with_source: bool) -> dict[tuple[str, str], RawTable]:
    """The tables by tab; the first of several tabs of one name counts, as in reading."""
    by_tab: dict[tuple[str, str], RawTable] = {}
    for table in tables.tables:
        by_tab.setdefault((table.source if with_source else "", table.tab), table)
    return by_tab


def _changed_in(before: RawTable | None, after: RawTable | None) -> Iterator[tuple[int, int, RawCell, RawCell]]:
    old, new = (table.rows if table else () for table in (before, after))
    alike = cell_comparison(before, after)
    for row in range(max(len(old), len(new))):
        was, now = (rows[row] if row < len(rows) else () for rows in (old, new))
        if was is now:
            continue
        for column in range(max(len(was), len(now))):
            left, right = (cells[column] if column < len(cells) else None for cells in (was, now))
            if not alike(left, right):
                yield row + 1, column + 1, left, right


def changed_scores(before: Snapshot, after: Snapshot) -> tuple[ScoreChange, ...]:
    """The differing scores, by unit and criterion; an absent unit or criterion counts as a blank score."""
    old, new = (snapshot.workbook.scores.set_index(["unit", "criterion"]) for snapshot in (before, after))
    keys = new.index.append(old.index.difference(new.index, sort=False))
    old, new = old.reindex(keys), new.reindex(keys)
    return tuple(change for column in ScoreColumn for change in _changed_column(old, new, column))


def _changed_column(old: pd.DataFrame, new: pd.DataFrame, column: ScoreColumn) -> Iterator[ScoreChange]:
    value, state = column.value, f"{column.value}_state"
    sides = [(frame[value].astype("Int64"), frame[state].fillna(CellState.BLANK)) for frame in (old, new)]
    (was, was_state), (now, now_state) = sides
    same = was.eq(now).fillna(False) | (was.isna() & now.isna())
    differs = ~same | was_state.ne(now_state)
    rows = zip(old.index[differs], was[differs], now[differs], was_state[differs], now_state[differs], strict=True)
    for (unit, criterion), left, right, left_state, right_state in rows:
        states = CellState(int(left_state)), CellState(int(right_state))
        yield ScoreChange(str(unit), str(criterion), column, _whole(left), _whole(right), *states)


def _whole(value: object) -> int | None:
    return int(value) if isinstance(value, Integral) else None


def changed_standings(before: Snapshot, after: Snapshot) -> tuple[StandingChange, ...]:
    """Units whose total, rank, tie or finality differs, in the newer rank order."""
    old, new = standings_of(before), standings_of(after)
    units = [*new, *(unit for unit in old if unit not in new)]
    changes = (StandingChange(unit, old.get(unit), new.get(unit)) for unit in units)
    return tuple(change for change in changes if change.old != change.new)


def standings_of(snapshot: Snapshot) -> dict[str, UnitStanding]:
    """The standing of every unit, in rank order."""
    columns = (snapshot.standings[name] for name in ("unit", "total", "rank", "tied", "final"))
    return {
        str(unit): UnitStanding(_whole(total), _whole(rank), bool(tied), bool(final))
        for unit, total, rank, tied, final in zip(*columns, strict=True)
    }


def changed_awards(before: Snapshot, after: Snapshot) -> tuple[AwardChange, ...]:
    """Awards whose status or proposed units differ."""
    old, new = ({result.award: result for result in snapshot.awards} for snapshot in (before, after))
    changes = []
    for code in (*new, *(code for code in old if code not in new)):
        was, now = old.get(code), new.get(code)
        had, has = was.proposed if was else (), now.proposed if now else ()
        change = AwardChange(
            award=code,
            old_status=was.status if was else None,
            new_status=now.status if now else None,
            gained=tuple(unit for unit in has if unit not in had),
            lost=tuple(unit for unit in had if unit not in has),
        )
        if change.old_status != change.new_status or change.gained or change.lost:
            changes.append(change)
    return tuple(changes)
