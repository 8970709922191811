"""Matching tabs, header rows and columns with the layout (docs/workbook.md section 1). Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lib.model.problems import CellRef, Code, Problem, Severity, problem
from lib.model.records import SCORING_TABS, VOTING_TABS, Tab
from lib.sheets.columns import Column
from lib.sheets.layout import LAYOUT, TAB_LAYOUT, Extra, TabLayout
from lib.sheets.reading import cells
from lib.sheets.reading.names import almost, nearest
from lib.sheets.sources.source import RawCell, RawTable, RawTables
from lib.sheets.vocabulary import COPY


@dataclass(frozen=True)
class Sheet:
    """A known tab with its header row located. `columns` gives the 0-based column of each field that is present.

    `extras` are the other headers with their 0-based column: unit names where the layout says so (`tolerates` tells
    which of them need not be). `header_row` is 0-based, None where no row holds a required header.
    """

    layout: TabLayout
    raw: RawTable
    label: str | None
    header_row: int | None = None
    columns: dict[str, int] = field(default_factory=dict)
    extras: tuple[tuple[str, int], ...] = ()
    passed_over: frozenset[int] = frozenset()
    """0-based rows of footers: signatures, a place and date, totals."""

    def rows(self) -> Iterator[int]:
        """The 0-based rows below the header with content in a column that is read."""
        if self.header_row is None:
            return
        read = {*self.columns.values(), *(column for _, column in self.extras if self.layout.extra is Extra.UNIT)}
        for index in range(self.header_row + 1, len(self.raw.rows)):
            if index not in self.passed_over and any(
                column in read and not cells.is_blank(cell) for column, cell in enumerate(self.raw.rows[index])
            ):
                yield index

    def tolerates(self, header: str) -> bool:
        """Whether a header that is no unit's name is ignored."""
        return cells.word(header) in map(cells.word, self.layout.tolerated)

    def swallowed(self, row: int, column: int | None) -> bool:
        """Whether the cell at a 0-based place lies under a merged cell, which keeps only its top left value."""
        return column is not None and any(
            top <= row + 1 <= bottom and left <= column + 1 <= right and (row + 1, column + 1) != (top, left)
            for top, left, bottom, right in self.raw.merges
        )

    def filled(self, row: int) -> list[int]:
        """The 0-based columns of a row that are not blank."""
        return [
            column
            for column, raw in enumerate(self.raw.rows[row])
            if raw is not None and not (isinstance(raw, str) and cells.is_blank(raw))
        ]

    def raw_cell(self, row: int, column: int | None) -> RawCell:
        """The value at 0-based row and column; None beyond the row's end or without a column."""
        return None if column is None else self.raw.cell(row, column)

    def ref(self, row: int, column: int | None) -> CellRef:
        """The reference of a 0-based row and column."""
        return CellRef(self.raw.tab, row + 1, 0 if column is None else column + 1, self.label)

    def header_ref(self, column: int) -> CellRef:
        """The reference of the header of a 0-based column."""
        return self.ref(self.header_row or 0, column)

    def field_ref(self, row: int, field: str) -> CellRef:
        """The reference of a field in a 0-based row; that of the row where it has no column."""
        return self.ref(row, self.columns.get(field))

    @property
    def where(self) -> CellRef:
        """The reference of the whole tab."""
        return CellRef(self.raw.tab, source=self.label)


def find_sheets(tables: RawTables) -> tuple[dict[Tab, Sheet], list[Problem]]:
    """The known tabs with their columns, and the problems of tabs and headers."""
    by_tab, unknown, problems = _match_tabs(tables)
    problems += [_unknown_tab(raw, by_tab, tables.label_of(raw)) for raw in unknown]
    problems += _missing_tabs(frozenset(by_tab), [raw.tab for raw in unknown])
    sheets = {}
    for tab, raw in by_tab.items():
        sheets[tab] = Sheet(TAB_LAYOUT[tab], raw, tables.label_of(raw))
        if tab in _HIDING and _is_blank(raw.rows) and any(_stands_for(tab, other) for other in unknown):
            continue  # ignored on purpose: it is another tab
        sheets[tab], wrong = _match_columns(sheets[tab])
        problems += wrong
    return sheets, problems


def _match_tabs(tables: RawTables) -> tuple[dict[Tab, RawTable], list[RawTable], list[Problem]]:
    by_name = {cells.word(word): layout.tab for layout in LAYOUT for word in layout.words}
    by_tab: dict[Tab, RawTable] = {}
    unknown: list[RawTable] = []
    problems = []
    for raw in tables.tables:
        tab = by_name.get(cells.word(raw.tab))
        if tab is None:
            unknown.append(raw)
        elif tab in by_tab:
            first, label = by_tab[tab], tables.label_of(raw)
            name = first.tab if label is None else f"{first.tab} ({first.source})"
            problems.append(problem(Code.DUPLICATE_TAB, CellRef(raw.tab, source=label), raw.tab, first=name))
        else:
            by_tab[tab] = raw
    return by_tab, unknown, problems


_COPY = re.compile(COPY)
_HIDING = (Tab.EXCLUSIONS, Tab.REGISTRATIONS, Tab.DECISIONS)


def _unknown_tab(raw: RawTable, tables: dict[Tab, RawTable], label: str | None) -> Problem:
    """Report a tab with an unknown name: a copy of a known one, almost one that excludes units, or something else."""
    where = CellRef(raw.tab, source=label)
    original = _copied(raw.tab)
    if original in tables:
        header = _header_row(TAB_LAYOUT[original], tables[original])
        is_bare = header is not None and _is_blank(tables[original].rows[header + 1 :])
        reported = problem(Code.UNKNOWN_TAB, where, raw.tab, suggestion=None)
        return reported.with_severity(Severity.DOUBT) if is_bare else reported
    for tab in _HIDING:
        if tab not in tables and _stands_for(tab, raw):
            return problem(Code.ALMOST_TAB, where, raw.tab, meant=TAB_LAYOUT[tab].name)
    return problem(Code.UNKNOWN_TAB, where, raw.tab, suggestion=nearest(raw.tab, [layout.name for layout in LAYOUT]))


def _stands_for(tab: Tab, raw: RawTable) -> bool:
    """Whether a tab with another name may be a known one: a copy, almost the name, or more words around it.

    It must have the required headers too: `Đăng ký xe` is something else.
    """
    layout = TAB_LAYOUT[tab]
    words = f" {cells.word(raw.tab)} "
    named = any(f" {cells.word(word)} " in words for word in layout.words)
    likely = named or _copied(raw.tab) is tab or almost(raw.tab, layout.words)
    return likely and _holds_its_headers(layout, raw)


def _is_blank(rows: tuple[tuple[RawCell, ...], ...]) -> bool:
    return all(cells.is_blank(cell) for row in rows for cell in row)


def _copied(name: str) -> Tab | None:
    """The tab that another one is a copy of, by its name: `Phiếu (2)`, `Bản sao của Phiếu`, `Phiếu cũ`."""
    match = _COPY.fullmatch(cells.key(name))
    bare = cells.word(match[1]) if match else ""
    return next((layout.tab for layout in LAYOUT if bare in map(cells.word, layout.words)), None)


def _holds_its_headers(layout: TabLayout, raw: RawTable) -> bool:
    """Whether one row of a tab holds the required headers of a layout, exactly or almost."""
    for row in raw.rows:
        texts = [cell for cell in row if isinstance(cell, str)]
        words = {cells.word(text) for text in texts}
        if all(
            _named(column, words) or any(almost(text, column.words) for text in texts) for column in layout.required
        ):
            return True
    return False


def _missing_tabs(tabs: frozenset[Tab], unknown: list[str]) -> list[Problem]:
    begun = [group for group in (SCORING_TABS, VOTING_TABS) if tabs & group]
    wanted = {Tab.INFO, Tab.UNITS}.union(*(begun or [SCORING_TABS]))
    names = [layout.name for layout in LAYOUT if layout.tab in wanted - tabs]
    return [problem(Code.MISSING_TAB, CellRef(name), suggestion=nearest(name, unknown)) for name in names]


def _match_columns(blank: Sheet) -> tuple[Sheet, list[Problem]]:
    layout, raw = blank.layout, blank.raw
    if not layout.columns:
        return blank, []
    header_row = _header_row(layout, raw)
    if header_row is None:
        return blank, _header_problems(blank)
    headers = [cells.tidy(cells.as_typed(cell) or "") for cell in raw.rows[header_row]]
    columns, doubled = _fields(layout, headers)
    ignored = {cells.word(word) for word in layout.ignored}
    used = {*columns.values(), *doubled}
    extras = tuple(
        (text, index)
        for index, text in enumerate(headers)
        if text and index not in used and cells.word(text) not in ignored
    )
    sheet = replace(blank, header_row=header_row, columns=columns, extras=extras)
    problems = [
        problem(Code.DUPLICATE_COLUMN, sheet.ref(header_row, index), headers[index], column=headers[index],
                first=sheet.ref(header_row, first).a1)
        for index, first in doubled.items()
    ]  # fmt: skip
    return sheet, problems + _header_problems(sheet)


def _header_problems(sheet: Sheet) -> list[Problem]:
    missing = [column.header for column in sheet.layout.required if column.field not in sheet.columns]
    extra_names = [text for text, _ in sheet.extras]
    problems = [
        problem(Code.MISSING_COLUMN, sheet.where, column=header, suggestion=nearest(header, extra_names))
        for header in missing
    ]
    if sheet.layout.extra is Extra.UNKNOWN:
        problems += [_unknown_column(sheet, text, column) for text, column in sheet.extras]
    return problems


RULE_TABS = frozenset(
    {Tab.AWARDS, Tab.SESSIONS, Tab.VOTES, Tab.CRITERIA, Tab.EXCLUSIONS, Tab.REGISTRATIONS, Tab.DECISIONS}
)
_RULES_LIVE_HERE = frozenset({Tab.AWARDS, Tab.SESSIONS})


def absent_rules(sheet: Sheet) -> tuple[Column, ...]:
    """The absent columns of a tab that hold rules."""
    if sheet.layout.tab not in RULE_TABS:
        return ()
    return tuple(column for column in sheet.layout.columns if column.decides and column.field not in sheet.columns)


def _unknown_column(sheet: Sheet, text: str, at: int) -> Problem:
    """Report an unknown header: almost an absent rule (blocking), one that may be meant, or something else."""
    where = sheet.header_ref(at)
    rules = absent_rules(sheet)
    for column in rules:
        if almost(text, column.words):
            return problem(Code.ALMOST_COLUMN, where, text, kind="rule", meant=column.header)
    absent = [column for column in sheet.layout.columns if column.field not in sheet.columns]
    meant = nearest(text, [column.header for column in absent])
    if meant and any(column.header == meant and not column.required for column in absent):
        reported = problem(Code.ALMOST_COLUMN, where, text, kind="other", meant=meant)
        return reported.with_severity(Severity.DOUBT)
    reported = problem(Code.UNKNOWN_COLUMN, where, text, suggestion=meant)
    doubtful = rules and sheet.layout.tab in _RULES_LIVE_HERE
    return reported.with_severity(Severity.DOUBT) if doubtful else reported


def _header_row(layout: TabLayout, raw: RawTable) -> int | None:
    """The first row that holds all required headers, else the first with the most of them, else None."""
    best, best_count = None, 0
    for index, row in enumerate(raw.rows):
        names = {cells.word(cell) for cell in row if isinstance(cell, str)}
        count = sum(_named(column, names) for column in layout.required)
        if count > best_count:
            best, best_count = index, count
        if count == len(layout.required):
            break
    return best


def _named(column: Column, names: set[str]) -> bool:
    return any(cells.word(word) in names for word in column.words)


def _fields(layout: TabLayout, headers: list[str]) -> tuple[dict[str, int], dict[int, int]]:
    """Fields by column through the header's own word, else the first synonym present; repeated headers."""
    places: dict[str, list[int]] = {}
    for index, text in enumerate(headers):
        if text:
            places.setdefault(cells.word(text), []).append(index)
    columns: dict[str, int] = {}
    doubled: dict[int, int] = {}
    taken: set[str] = set()
    for column in layout.columns:
        word = next((w for w in map(cells.word, column.words) if w in places and w not in taken), None)
        if word is None:
            continue
        taken.add(word)
        first, *others = places[word]
        columns[column.field] = first
        doubled.update(dict.fromkeys(others, first))
    if layout.extra is Extra.UNKNOWN:
        ignored = {cells.word(word) for word in layout.ignored}
        for word, (first, *others) in places.items():
            if word not in taken and word not in ignored:
                doubled.update(dict.fromkeys(others, first))
    return columns, doubled
