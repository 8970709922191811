"""What changed in the records of the workbook between two versions: by their identity, not by their position.

A record is a row of a known tab, identified by its own content: a criterion by its code, votes by session and unit. So
a sorted tab has the same records in another order, and one column sorted alone has values that moved to others. Pure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from lib.history.cell_comparison import cell_comparison
from lib.model.problems import CellRef, Code, problem
from lib.model.records import Tab
from lib.sheets.reading import cells
from lib.sheets.reading.tables import Sheet, find_sheets
from lib.sheets.sources.source import RawCell, RawTable, RawTables
from lib.snapshot import Snapshot

MOST_NAMED = 100
"""Maximum number of records and cells of one kind that are listed for a tab; the rest is counted."""

IDENTIFYING_FIELDS: dict[Tab, tuple[str, ...]] = {
    Tab.INFO: ("item",),
    Tab.UNITS: ("code",),
    Tab.CRITERIA: ("code",),
    Tab.VERIFIED: ("code",),
    Tab.SELF: ("code",),
    Tab.EXPLANATIONS: ("unit", "criterion"),
    Tab.AWARDS: ("code",),
    Tab.SESSIONS: ("code",),
    Tab.VOTES: ("session", "unit"),
    Tab.ROLL_CALL: ("unit",),
    Tab.DECISIONS: ("award", "unit"),
    Tab.REGISTRATIONS: ("unit", "award"),
    Tab.PLEDGES: ("unit",),
    Tab.EXCLUSIONS: ("unit", "reason"),
    Tab.LEADERSHIP: ("year", "role", "unit"),
    Tab.MOVEMENTS: ("code",),
    Tab.EXEMPLARS: ("unit", "name"),
    Tab.RATINGS: ("unit", "staff_group"),
    Tab.HISTORY: ("year", "unit"),
    Tab.LINEAGE: ("old", "new"),
    Tab.AGENDA: ("order", "content"),
    Tab.TASKS: ("content",),
}
"""The fields that identify a record of a tab."""


@dataclass(frozen=True, slots=True)
class ValueChange:
    """A changed value of a record under a field or a unit; `where` is its cell, in the version before if it is gone."""

    record: str
    header: str
    of_unit: bool
    old: RawCell
    new: RawCell
    where: CellRef


@dataclass(frozen=True, slots=True)
class TabChange:
    """The changes of the records of a tab; lists hold the first `MOST_NAMED`, the numbers count all.

    `lost_rows` are removed records, with their row in the version before. `reordered`: the records that stayed are in
    another order. `renamed` is the new name of the tab; a tab that is `gone` is no longer read under its name.
    """

    tab: str
    source: str | None = None
    gone: bool = False
    emptied: bool = False
    lost_rows: tuple[tuple[str, CellRef], ...] = ()
    rows_lost: int = 0
    lost_columns: tuple[tuple[str, CellRef], ...] = ()
    lost_values: tuple[ValueChange, ...] = ()
    values_lost: int = 0
    rows_added: int = 0
    changes: tuple[ValueChange, ...] = ()
    values_changed: int = 0
    reordered: bool = False
    renamed: str | None = None

    @property
    def loses(self) -> bool:
        """Whether content of the tab was removed."""
        return bool(self.gone or self.rows_lost or self.lost_columns or self.values_lost)

    @property
    def only_reordered(self) -> bool:
        """Whether the records are in another order and otherwise unchanged."""
        return self.reordered and not (self.loses or self.rows_added or self.values_changed)

    @property
    def empty(self) -> bool:
        """Whether nothing of the tab differs."""
        return not (self.loses or self.rows_added or self.values_changed or self.reordered or self.renamed)


def changed_tabs(before: RawTables, after: RawTables) -> tuple[TabChange, ...]:
    """The known tabs whose records differ: those that lost something first, then in the order of the layout."""
    old, new = (find_sheets(tables)[0] for tables in (before, after))
    tabs = (tab for tab in IDENTIFYING_FIELDS if tab in old)
    changes = [_renamed_tab(_changed(old[tab], new.get(tab)), old[tab], after) for tab in tabs]
    changed = [change for change in changes if not change.empty]
    return tuple(sorted(changed, key=lambda change: not change.loses))


def _renamed_tab(change: TabChange, old: Sheet, after: RawTables) -> TabChange:
    """The change with the new name of the tab where it was renamed: same rows, or read as the same tab."""
    if any(_name(raw) == _name(old.raw) for raw in after.tables) or (change.tab == old.raw.tab and not change.gone):
        return change
    if not change.gone:
        return replace(change, tab=old.raw.tab, renamed=change.tab)
    same = (raw.tab for raw in after.tables if raw.source == old.raw.source and raw.rows == old.raw.rows)
    return replace(change, renamed=next(same, None))


def _name(raw: RawTable) -> tuple[str, str]:
    return raw.source, raw.tab


def lost_places(changes: tuple[TabChange, ...]) -> frozenset[CellRef]:
    """Where content was lost, by its place in the version before; a lost tab by its name."""
    places = set()
    for change in changes:
        if change.gone:
            places.add(CellRef(change.tab, source=change.source))
        places.update(where for _, where in (*change.lost_columns, *change.lost_rows))
        places.update(value.where for value in change.lost_values)
    return frozenset(places)


def with_emptied_tabs(snapshot: Snapshot, changes: tuple[TabChange, ...]) -> Snapshot:
    """The snapshot with a note for each tab that had rows in the version before and has none now."""
    reported = {(known.code, known.where.tab, known.where.source) for known in snapshot.problems}
    notes = tuple(
        problem(Code.EMPTY_TAB, CellRef(change.tab, source=change.source), gone="rows")
        for change in changes
        if change.emptied and (Code.EMPTY_TAB, change.tab, change.source) not in reported
    )
    return replace(snapshot, problems=snapshot.problems + notes) if notes else snapshot


# -- one tab -----------------------------------------------------------------------------------------------------

Key = tuple[str, ...]
Same = Callable[[RawCell, RawCell], bool]


@dataclass(frozen=True, slots=True)
class _Record:
    row: int
    name: str
    values: dict[str, RawCell]


@dataclass(frozen=True, slots=True)
class _Side:
    """A tab of one version: its records by their identity, and the columns with their header and 0-based position."""

    sheet: Sheet
    columns: dict[str, tuple[str, int]]
    records: dict[Key, _Record]

    def where(self, record: _Record, column: str) -> CellRef:
        return self.sheet.ref(record.row, self.columns[column][1])


def _changed(old_sheet: Sheet, new_sheet: Sheet | None) -> TabChange:
    old = _side(old_sheet)
    tab = TabChange(old_sheet.raw.tab, old_sheet.label)
    if new_sheet is None:
        rows = tuple(_rows(old, list(old.records)))
        return replace(tab, gone=True, lost_rows=rows, rows_lost=len(old.records))
    new = _side(new_sheet)
    same = cell_comparison(old_sheet.raw, new_sheet.raw)
    pairs = {key: key for key in old.records if key in new.records}
    pairs |= _renamed(old, new, pairs, same)
    stayed = {key: place for place, key in enumerate(new.records)}
    order = [stayed[pairs[key]] for key in old.records if key in pairs]
    lost = [key for key in old.records if key not in pairs]
    columns = _columns(old, new, pairs, same)
    values = list(_values(old, new=new, pairs=pairs, columns=columns, same=same))
    gone = [value for value in values if cells.is_blank(value.new)]
    changes = [value for value in values if not cells.is_blank(value.new)]
    return replace(
        tab,
        tab=new_sheet.raw.tab,
        emptied=bool(old.records) and not new.records,
        lost_rows=tuple(_rows(old, lost)),
        rows_lost=len(lost),
        lost_columns=tuple(_lost_columns(old, columns)),
        lost_values=tuple(gone[:MOST_NAMED]),
        values_lost=len(gone),
        rows_added=len(new.records) - len(pairs),
        changes=tuple(changes[:MOST_NAMED]),
        values_changed=len(changes),
        reordered=order != sorted(order),
    )


def _side(sheet: Sheet) -> _Side:
    columns = {field: (sheet.layout.header(field), place) for field, place in sheet.columns.items()}
    columns |= {f"={cells.key(header)}": (header, place) for header, place in sheet.extras}
    records: dict[Key, _Record] = {}
    seen: Counter[Key] = Counter()
    for row in sheet.rows():
        values = {column: sheet.raw_cell(row, place) for column, (_, place) in columns.items()}
        identity = [_word(values.get(field)) for field in IDENTIFYING_FIELDS[sheet.layout.tab]]
        if not any(identity):
            identity = [_word(next((cell for cell in sheet.raw.rows[row] if not cells.is_blank(cell)), None))]
        key = tuple(map(cells.key, identity))
        seen[key] += 1
        number = (str(seen[key]),) if seen[key] > 1 else ()
        records[key + number] = _Record(row, " · ".join(filter(None, identity)), values)
    return _Side(sheet, columns, records)


def _word(cell: RawCell) -> str:
    return cells.tidy(cells.as_typed(cell) or "")


def _rows(side: _Side, keys: list[Key]) -> Iterator[tuple[str, CellRef]]:
    for key in keys[:MOST_NAMED]:
        record = side.records[key]
        yield record.name, side.sheet.ref(record.row, None)


def _renamed(old: _Side, new: _Side, pairs: dict[Key, Key], same: Same) -> dict[Key, Key]:
    """Records whose identifying fields were retyped: they stand in the same row and keep most of their values."""
    came = {record.row: key for key, record in new.records.items() if key not in pairs}
    renamed = {}
    for key, record in old.records.items():
        other = came.get(record.row) if key not in pairs else None
        if other is not None and _mostly_alike(record, new.records[other], same):
            renamed[key] = other
    return renamed


def _mostly_alike(old: _Record, new: _Record, same: Same) -> bool:
    filled = [column for column, cell in old.values.items() if not cells.is_blank(cell)]
    alike = sum(same(old.values[column], new.values.get(column)) for column in filled)
    return 0 < alike >= len(filled) - alike


def _columns(old: _Side, new: _Side, pairs: dict[Key, Key], same: Same) -> dict[str, str]:
    """The column of `new` for each column of `old`; one whose header was retyped is recognised by its values."""
    columns = {column: column for column in old.columns if column in new.columns}
    came = [column for column in new.columns if column not in old.columns]
    for column in (column for column in old.columns if column not in columns):
        for other in came:
            if other not in columns.values() and _same_values(
                old, new=new, pairs=pairs, columns=(column, other), same=same
            ):
                columns[column] = other
                break
    return columns


def _same_values(old: _Side, new: _Side, pairs: dict[Key, Key], columns: tuple[str, str], same: Same) -> bool:
    left, right = columns
    cells_of = [(old.records[key].values[left], new.records[pair].values[right]) for key, pair in pairs.items()]
    return any(not cells.is_blank(cell) for cell, _ in cells_of) and all(same(*both) for both in cells_of)


def _lost_columns(old: _Side, columns: dict[str, str]) -> Iterator[tuple[str, CellRef]]:
    for column, (header, place) in old.columns.items():
        if column not in columns and any(not cells.is_blank(record.values[column]) for record in old.records.values()):
            yield header, old.sheet.header_ref(place)


def _values(
    old: _Side, new: _Side, pairs: dict[Key, Key], columns: dict[str, str], same: Same
) -> Iterator[ValueChange]:
    """The changed values in records and columns that stayed, in the order of the newer version."""
    for key, other in sorted(pairs.items(), key=lambda pair: new.records[pair[1]].row):
        was, now = old.records[key], new.records[other]
        for left, right in columns.items():
            before, after = was.values[left], now.values[right]
            if same(before, after) or (cells.is_blank(before) and cells.is_blank(after)):
                continue
            where = old.where(was, left) if cells.is_blank(after) else new.where(now, right)
            yield ValueChange(
                record=was.name,
                header=new.columns[right][0],
                of_unit=right.startswith("="),
                old=before,
                new=after,
                where=where,
            )
