"""Content that is no record: rows above the header, columns without one, hidden ones, lines under a table (contract 7).

Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from lib.model.problems import Code, Problem, Severity, problem
from lib.model.records import Tab
from lib.sheets.columns import Column, ColumnKind
from lib.sheets.layout import Extra
from lib.sheets.reading import cells, thresholds
from lib.sheets.reading.names import nearest
from lib.sheets.reading.scores import TOTALS, is_a_score
from lib.sheets.reading.tables import RULE_TABS, Sheet, absent_rules
from lib.sheets.sources.source import RawCell
from lib.sheets.vocabulary import FOOTER_TOTALS, FOOTERS, ITEMS, PLACEHOLDER_UNIT, SCENES

SCORE_TABS = frozenset({Tab.VERIFIED, Tab.SELF})
_TELLING = frozenset({Tab.DECISIONS, Tab.EXCLUSIONS, Tab.VOTES, Tab.AWARDS})
"""The tabs where a hidden row is reported."""
_NAMES_OF = {
    Tab.UNITS: ColumnKind.UNIT,
    Tab.CRITERIA: ColumnKind.CRITERION,
    Tab.AWARDS: ColumnKind.AWARD,
    Tab.SESSIONS: ColumnKind.SESSION,
    Tab.VERIFIED: ColumnKind.CRITERION,
    Tab.SELF: ColumnKind.CRITERION,
}
_NAME_FIELDS = frozenset({"code", "name", "short_name", "group"})
ITEM_WORDS = frozenset(cells.word(word) for item in ITEMS for word in item.words)
Known = Mapping[ColumnKind, frozenset[str]]
"""The names that occur anywhere in the workbook, by what they name."""

_PLACEHOLDER = re.compile(PLACEHOLDER_UNIT.format(number=r"\d+"))


def beside_the_header(sheets: Mapping[Tab, Sheet]) -> list[Problem]:
    """Report all content that no header covers, tab by tab."""
    known = known_names(sheets)
    units = sheets.get(Tab.UNITS)
    return [
        found
        for sheet in sheets.values()
        if sheet.header_row is not None
        for found in (*_rows_above(sheet, known), *_without_header(sheet, units), *_hidden(sheet))
    ]


def known_names(sheets: Mapping[Tab, Sheet]) -> Known:
    """The codes and names of units, criteria, awards and sessions in any column below a header."""
    by_kind: dict[ColumnKind, set[str]] = {kind: set() for kind in _NAMES_OF.values()}
    by_kind[ColumnKind.CRITERION].update(TOTALS)
    for sheet in sheets.values():
        for column in sheet.layout.columns:
            kind = _names(sheet, column)
            if kind is not None and column.field in sheet.columns:
                cells_below = (sheet.raw_cell(row, sheet.columns[column.field]) for row in sheet.rows())
                by_kind[kind].update(cells.key(cells.as_typed(raw) or "") for raw in cells_below)
        if sheet.layout.extra is Extra.UNIT:
            by_kind[ColumnKind.UNIT].update(cells.key(text) for text, _ in sheet.extras)
    return {kind: frozenset(names - {""}) for kind, names in by_kind.items()}


def _names(sheet: Sheet, column: Column) -> ColumnKind | None:
    """What the cells of a column name, None where they are not names."""
    if column.kind in (ColumnKind.UNIT, ColumnKind.CRITERION, ColumnKind.AWARD, ColumnKind.SESSION):
        return column.kind
    return _NAMES_OF.get(sheet.layout.tab) if column.field in _NAME_FIELDS else None


# -- rows above the header -----------------------------------------------------------------------------------------


def _rows_above(sheet: Sheet, known: Known) -> Iterator[Problem]:
    """Data above the header row: the whole tab was sorted, or the header was moved (`rows_above_header`)."""
    header = sheet.header_row or 0
    rows = sum(_is_data(sheet, row, known) for row in range(header))
    if rows:
        first = next(iter(sheet.filled(header)), 0)
        yield problem(Code.ROWS_ABOVE_HEADER, sheet.header_ref(first), None, rows=rows, row=header + 1)


def _is_data(sheet: Sheet, row: int, known: Known) -> bool:
    """Whether a row above the header reads as data; a heading, also one in two cells, does not."""
    places = {*sheet.columns.values(), *(column for _, column in sheet.extras)}
    filled = places.intersection(sheet.filled(row))
    if sheet.layout.tab in SCORE_TABS:
        return _is_score_row(sheet, row, filled, known)
    reads = any(
        _reads(sheet, column, sheet.raw_cell(row, sheet.columns[column.field]), known)
        for column in sheet.layout.columns
        if column.field in sheet.columns
    )
    at_least_half = 2 * len(filled) >= len(places)
    return (at_least_half and (len(filled) > 2 or reads)) or (len(filled) >= 2 and reads)


def _is_score_row(sheet: Sheet, row: int, filled: set[int], known: Known) -> bool:
    code = sheet.columns.get("code")
    scores = [sheet.raw_cell(row, column) for _, column in sheet.extras if column in filled]
    if code is None or code not in filled or not scores:
        return False
    named = cells.key(cells.as_typed(sheet.raw_cell(row, code)) or "") in known[ColumnKind.CRITERION]
    return named or any(map(is_a_score, scores))


def _reads(sheet: Sheet, column: Column, raw: RawCell, known: Known) -> bool:
    """Whether a cell reads as what its column holds: a known name, a choice, a number, a date."""
    if cells.is_nothing(raw):
        return False
    kind, typed = _names(sheet, column), cells.as_typed(raw) or ""
    if kind is not None:
        return cells.key(typed) in known[kind]
    if sheet.layout.tab is Tab.INFO and column.field == "item":
        return cells.word(typed) in ITEM_WORDS
    if column.kind is ColumnKind.SCENE:
        return cells.read_choice(typed.partition(":")[0], SCENES).value is not None
    if column.choices is not None:
        return cells.read_choice(raw, column.choices).value is not None
    if column.kind in (ColumnKind.WHOLE, ColumnKind.NUMBER, ColumnKind.POINTS, ColumnKind.YEAR):
        return cells.read_number(raw).value is not None
    if column.kind is ColumnKind.THRESHOLD:
        return thresholds.read_threshold(raw).value is not None
    return column.kind is ColumnKind.DATE and cells.read_date(raw).value is not None


# -- columns without a header, hidden rows and columns -------------------------------------------------------------


def _lacks_a_unit(sheet: Sheet, units: Sheet | None) -> bool:
    """Whether a row of `Đơn vị` has no column of its own here, by code, short name or full name."""
    if units is None:
        return True
    headed = {cells.key(text) for text, _ in sheet.extras}
    places = [units.columns[field] for field in ("code", "short_name", "name") if field in units.columns]
    rows = ({cells.key(cells.as_typed(units.raw_cell(row, place)) or "") for place in places} for row in units.rows())
    return any(not names & headed for names in rows)


def _without_header(sheet: Sheet, units: Sheet | None) -> Iterator[Problem]:
    """Values under a blank header: blocking where they may be an absent rule or a unit's scores."""
    header = sheet.header_row or 0
    headed = set(sheet.filled(header))
    rows = list(sheet.rows())
    counts: dict[int, int] = {}
    for row in rows:
        for column, raw in enumerate(sheet.raw.rows[row]):
            if column not in headed and not cells.is_blank(raw):
                counts[column] = counts.get(column, 0) + 1
    papers = sheet.layout.tab is Tab.BALLOT_PAPERS and "chosen" not in sheet.columns
    of_a_unit = (papers or sheet.layout.tab in SCORE_TABS) and _lacks_a_unit(sheet, units)
    wanted = of_a_unit or bool(absent_rules(sheet)) or _is_moved(sheet, rows)
    of_groups = sheet.layout.tab is Tab.CRITERIA  # the line of a group has no code, and no rule of its own
    code = sheet.columns.get("code")
    records = sum(not of_groups or not cells.is_blank(sheet.raw_cell(row, code)) for row in rows)
    for column, count in sorted(counts.items()):
        inside = _is_inside(column, headed, counts) and (papers or 2 * count >= records)
        reported = problem(Code.COLUMN_WITHOUT_HEADER, sheet.header_ref(column), None, count=count)
        yield reported if wanted and inside else reported.with_severity(Severity.NOTE)


def _is_moved(sheet: Sheet, rows: list[int]) -> bool:
    """Whether the last column, or in a score tab one of a unit, is empty: the headers may have been moved sideways."""
    last = [max((*sheet.columns.values(), *(column for _, column in sheet.extras)), default=0)]
    places = [column for text, column in sheet.extras if not sheet.tolerates(text)]
    if sheet.layout.tab not in SCORE_TABS:
        places = last if sheet.layout.tab in RULE_TABS else []
    return any(all(cells.is_blank(sheet.raw_cell(row, place)) for row in rows) for place in places)


def _is_inside(column: int, headed: set[int], filled: Mapping[int, int]) -> bool:
    """Whether no blank column separates a column from the columns with headers."""
    left = next((c for c in range(column, -1, -1) if c in headed or c not in filled), -1)
    right = next(c for c in range(column, max(headed | set(filled)) + 2) if c in headed or c not in filled)
    return left in headed or right in headed


def _hidden(sheet: Sheet) -> Iterator[Problem]:
    """One note per tab whose hidden rows or columns matter: they count like visible ones."""
    if sheet.layout.tab not in _TELLING:
        return
    rows = [row for row in sheet.rows() if row + 1 in sheet.raw.hidden_rows]
    columns = [column for column in sorted(sheet.columns.values()) if column + 1 in sheet.raw.hidden_columns]
    if rows or columns:
        first = columns[0] if columns else next(iter(sheet.filled(rows[0])), 0)
        where = sheet.ref(rows[0], first) if rows else sheet.header_ref(first)
        yield problem(Code.HIDDEN_ROW, where, None, rows=len(rows), columns=len(columns))


_MOST_NAMED = 3


def placeholders_as_one(problems: list[Problem]) -> list[Problem]:
    """The problems with a single one in place of all cells that name placeholder units renamed since.

    It takes the place of the first of them. Each still blocks: obstacles are derived before this.
    """
    left = [one for one in problems if one.code is Code.UNKNOWN_UNIT and _PLACEHOLDER.fullmatch(one.value or "")]
    if len(left) < 2:
        return problems
    named = list(dict.fromkeys(one.value or "" for one in left))
    names = ", ".join(named[:_MOST_NAMED]) + ("…" if len(named) > _MOST_NAMED else "")
    joint = problem(Code.TEMPLATE_NAMES, left[0].where, None, count=len(left), unit_names=names)
    gone = set(map(id, left[1:]))
    return [joint if one is left[0] else one for one in problems if id(one) not in gone]


_FOOTER = re.compile("|".join(FOOTERS))
_TOTALS = re.compile(FOOTER_TOTALS)
_RULED = frozenset(
    {Tab.EXCLUSIONS, Tab.DECISIONS, Tab.REGISTRATIONS, Tab.AWARDS, Tab.SESSIONS, Tab.CRITERIA, Tab.INFO, *SCORE_TABS}
)
"""Tabs where a row that is no footer is a record, however little it contains: it may exclude a unit."""


def without_footers(sheets: Mapping[Tab, Sheet]) -> tuple[dict[Tab, Sheet], list[Problem]]:
    """The sheets without the lines under their tables, and a problem for each skipped line."""
    read: dict[Tab, Sheet] = {}
    problems: list[Problem] = []
    for tab, sheet in sheets.items():
        rows = list(sheet.rows())
        over = {row for row in rows if _is_line(sheet, row)}
        unclear = {row for row in rows if row not in over and _lone_text(sheet, row)}
        if unclear:
            known = known_names({other: other_sheet for other, other_sheet in sheets.items() if other is not tab})
            names = [name for of_kind in known.values() for name in of_kind]
            unclear = {row for row in unclear if nearest(_lone_text(sheet, row), names) is None}  # not almost a record
        read[tab] = replace(sheet, passed_over=frozenset(over | unclear)) if over or unclear else sheet
        problems += [_footer_problem(Code.READ_OVER, sheet, row) for row in sorted(over)]
        problems += [_footer_problem(Code.UNCLEAR_ROW, sheet, row) for row in sorted(unclear)]
    return read, problems


def _footer_problem(code: Code, sheet: Sheet, row: int) -> Problem:
    place = next(c for c in sheet.filled(row) if isinstance(sheet.raw_cell(row, c), str))
    return problem(code, sheet.ref(row, place), cells.as_typed(sheet.raw_cell(row, place)))


def _is_line(sheet: Sheet, row: int) -> bool:
    """Whether a row contains only text that is typical of a footer; figures may stand beside a total.

    Whole cells count: `Tổng cục …` and `Cục Đăng ký …` are names.
    """
    filled = [value for value in sheet.raw.rows[row] if value is not None]
    texts = [value for value in filled if isinstance(value, str) and not cells.is_blank(value)]
    figures = any(not isinstance(value, str) for value in filled)
    if not all(_FOOTER.fullmatch(cells.key(text).rstrip(".:; ")) for text in texts):
        return False
    if not texts or _is_known_to_its_column(sheet, row):
        return False
    if sheet.layout.tab in SCORE_TABS:
        code = sheet.raw_cell(row, sheet.columns.get("code"))
        return not figures and (cells.is_blank(code) or cells.key(cells.as_typed(code) or "") not in TOTALS)
    return not figures or all(_TOTALS.fullmatch(cells.key(text)) for text in texts)


def _is_known_to_its_column(sheet: Sheet, row: int) -> bool:
    """Whether a cell is a word that its own column knows: `Cụm trưởng` as a role, `Thư ký` as an item."""
    for column in sheet.layout.columns:
        typed = cells.as_typed(sheet.raw_cell(row, sheet.columns.get(column.field))) or ""
        if column.choices and cells.read_choice(typed, column.choices).value is not None:
            return True
        if sheet.layout.tab is Tab.INFO and column.field == "item" and cells.word(typed) in ITEM_WORDS:
            return True
    return False


def _lone_text(sheet: Sheet, row: int) -> str:
    """The text of a row that holds nothing else, of several words, in a tab that excludes no unit; else empty."""
    filled = sheet.filled(row)
    if sheet.layout.tab in _RULED or len(sheet.layout.required) < 2 or len(filled) != 1:
        return ""
    raw = sheet.raw_cell(row, filled[0])
    return raw if isinstance(raw, str) and not cells.common_fault(raw) and " " in cells.tidy(raw) else ""
