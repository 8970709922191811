"""The template as a file: its tabs in their order and colour, and writing an ordinary tab."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from xlsxwriter.worksheet import Worksheet

from lib.model.records import Tab
from lib.sheets import vocabulary
from lib.sheets.columns import Column, ColumnKind
from lib.sheets.layout import TAB_LAYOUT, Extra, TabLayout
from lib.sheets.template import words
from lib.sheets.template.checks import Ranges, color_rows, drop_down, validate, validate_column
from lib.sheets.template.content import ExampleRow, ballot_papers, tab_rows
from lib.sheets.template.guide import write_guide, write_origins
from lib.sheets.template.info import InfoCells, info_cells, write_info
from lib.sheets.template.lists import Lists
from lib.sheets.template.look import BAND, BODY, FIRST_ROW, TAB_COLORS, TEXT_FORMAT, Area, head, header
from lib.sheets.template.more import TYPED, write_more_columns
from lib.sheets.template.plan import NewYear, TypedTab
from lib.sheets.template.ranges import list_ranges
from lib.sheets.template.scores import ScoreTab, criteria_columns
from lib.sheets.xlsx_writer import CellValue, Prop, XlsxBook

START = (Tab.INFO, Tab.UNITS, Tab.CRITERIA, Tab.SELF, Tab.VERIFIED)
DAY = (Tab.AWARDS, Tab.SESSIONS, Tab.VOTES)
REST = (
    Tab.EXPLANATIONS, Tab.BALLOT_PAPERS, Tab.ROLL_CALL, Tab.DECISIONS, Tab.REGISTRATIONS, Tab.PLEDGES,
    Tab.EXCLUSIONS, Tab.LEADERSHIP, Tab.MOVEMENTS, Tab.EXEMPLARS, Tab.RATINGS, Tab.HISTORY, Tab.LINEAGE, Tab.AGENDA,
    Tab.TASKS,
)  # fmt: skip
COLOR_OF = {
    **dict.fromkeys(START, words.GREEN),
    **dict.fromkeys(DAY, words.RED),
    **dict.fromkeys(REST, words.GREY),
}
SCORE_TABS = frozenset({Tab.VERIFIED, Tab.SELF})
SCORING_ONLY = frozenset({Tab.CRITERIA, Tab.VERIFIED, Tab.SELF, Tab.EXPLANATIONS})
VOTING_ONLY = frozenset(
    {Tab.AWARDS, Tab.SESSIONS, Tab.VOTES, Tab.BALLOT_PAPERS, Tab.ROLL_CALL, Tab.DECISIONS, Tab.REGISTRATIONS}
)
SPARE, FEWEST_ROWS = 12, 30
_MARK = Column("mark", (), kind=ColumnKind.CHOICE, width=12, choices=vocabulary.MARKS)
"""The column of a unit in `Phiếu bầu`."""
_STATE = Column("state", ("",))
_CLOSED = frozenset({ColumnKind.CHOICE, ColumnKind.YES_NO})
CellLook = dict[str, Prop]
_OF_NUMBERS = frozenset(
    {ColumnKind.WHOLE, ColumnKind.NUMBER, ColumnKind.POINTS, ColumnKind.YEAR, ColumnKind.DATE, ColumnKind.SCENE}
)


def write_template(target: Path | BytesIO, plan: NewYear) -> None:
    """Write the workbook of a plan (docs/workbook.md); the same plan gives the same bytes."""
    Template(target, plan).write()


def tabs_of(plan: NewYear) -> tuple[Tab, ...]:
    """The tabs in their order; a cluster that only votes, or only scores, gets only that half."""
    votes = plan.awards or any(row.tab in VOTING_ONLY for row in plan.typed)
    dropped = (SCORING_ONLY if not plan.criteria else frozenset()) | (VOTING_ONLY if not votes else frozenset())
    return tuple(tab for tab in (*START, *DAY, *REST) if tab not in dropped)


def area_of(tab: Tab, rows: int) -> Area:
    """The rows of a tab that are prepared for typing: those with content and some more."""
    return Area(FIRST_ROW, FIRST_ROW + max(rows + SPARE, FEWEST_ROWS) - 1)


class Template:
    """Writes a workbook for a plan, tab by tab."""

    def __init__(self, target: Path | BytesIO, plan: NewYear) -> None:
        self._plan = plan
        year = plan.contest.year
        self._book = XlsxBook(target, dt.datetime(year or 2000, 1, 1), words.GUIDE_TITLE.format(year=year or "…"))
        self._tabs = tabs_of(plan)
        self._rows = {tab: tab_rows(tab, plan) for tab in self._tabs}
        self._areas = {tab: area_of(tab, len(rows)) for tab, rows in self._rows.items()}
        if Tab.BALLOT_PAPERS in self._areas:
            rows = max(ballot_papers(plan), len(self._rows[Tab.BALLOT_PAPERS]))
            self._areas[Tab.BALLOT_PAPERS] = area_of(Tab.BALLOT_PAPERS, rows)
        guide = self._book.sheet(TAB_LAYOUT[Tab.GUIDE].name)
        write_guide(self._book, guide, year)
        self._lists = Lists(self._book, guide, guide.name)
        self._info: InfoCells = info_cells()
        self._ranges: Ranges = list_ranges(self._lists, plan, self._areas, self._info)

    def write(self) -> None:
        """Write all tabs, then the file."""
        for tab in self._tabs:
            sheet = self._book.sheet(TAB_LAYOUT[tab].name)
            sheet.set_tab_color(TAB_COLORS[COLOR_OF[tab]])
            if tab in REST and not any(row.tab is tab for row in self._plan.typed):
                sheet.hide()
            self._tab(tab, sheet)
        for kept in self._plan.tabs:
            self._kept_tab(kept)
        if self._plan.origins:
            write_origins(self._book, self._plan.origins)
        self._lists.hide()
        self._book.close()

    def _tab(self, tab: Tab, sheet: Worksheet) -> None:
        if tab is Tab.INFO:
            write_info(self._book, sheet, self._plan, self._lists)
        elif tab in SCORE_TABS:
            source = criteria_columns(self._areas[Tab.CRITERIA])
            ScoreTab(book=self._book, sheet=sheet, tab=tab, plan=self._plan, ranges=self._ranges, source=source).write()
        else:
            self._ordinary(TAB_LAYOUT[tab], sheet)

    def _ordinary(self, layout: TabLayout, sheet: Worksheet) -> None:
        """Write title, headers, rows and empty rows with the validation of each column."""
        head(self._book, sheet, layout, self._plan.contest.year)
        area, rows = self._areas[layout.tab], self._rows[layout.tab]
        looks = row_looks(layout.tab, rows)
        columns = [column for column in layout.columns if column.offered_to_fill]
        for at, column in enumerate(columns):
            header(self._book, sheet, at, column.header, required=column.required)
            sheet.set_column(at, at, column.width)
            self._fill(sheet, at, column=column, area=area, values=[row[at] for row in rows], looks=looks)
            if column.kind in _CLOSED:
                validate(sheet, area, at, drop_down(self._lists.words(column.offered)))
            else:
                validate_column(sheet, layout, column=column, at=at, area=area, ranges=self._ranges)
        for place, row in enumerate(rows, area.first):
            wide = [(v, c.width) for v, c in zip(row, columns, strict=False) if isinstance(v, str)]
            self._book.fit(sheet, place, *wide)
        color_rows(self._book, sheet, layout, area)
        last = self._unit_columns(layout, sheet, area)
        last += write_more_columns(self._book, sheet=sheet, plan=self._plan, tab=layout.tab, first=last + 1)
        sheet.freeze_panes(FIRST_ROW, 2 if layout.tab in (Tab.UNITS, Tab.VOTES) else 1)
        sheet.print_area(0, 0, FIRST_ROW + max(len(rows), SPARE) - 1, last)

    def _kept_tab(self, kept: TypedTab) -> None:
        """Write a tab that the layout does not have, cell by cell."""
        sheet = self._book.sheet(kept.name)
        for row, values in enumerate(kept.rows):
            for column, value in enumerate(values):
                if value is not None:
                    self._book.put(sheet, row, column, value, **TYPED)

    def _fill(
        self,
        sheet: Worksheet,
        at: int,
        column: Column,
        area: Area,
        values: Sequence[CellValue],
        looks: Sequence[CellLook],
    ) -> None:
        """Write a column of the area: its values, then blank cells ready to be typed into."""
        look = style_of(column)
        for place, row in enumerate(range(area.first, area.last + 1)):
            if place < len(values):
                self._book.put(sheet, row, at, values[place], **{**look, **looks[place]})
            else:
                self._book.put(sheet, row, at, None, **look)

    def _unit_columns(self, layout: TabLayout, sheet: Worksheet, area: Area) -> int:
        """Write a column per unit where the tab has them (`Phong trào`, `Phiếu bầu`); return the last column of the
        tab.
        """
        first = sum(column.offered_to_fill for column in layout.columns)
        if layout.extra is not Extra.UNIT:
            return first - 1
        column = _MARK if layout.tab is Tab.BALLOT_PAPERS else _STATE
        typed = [dict(row.by_unit) for row in self._plan.typed if row.tab is layout.tab]
        for at, unit in enumerate(self._plan.units, first):
            header(self._book, sheet, at, unit.label, required=False)
            sheet.set_column(at, at, column.width)
            self._fill(
                sheet,
                at,
                column=column,
                area=area,
                values=[row.get(unit.code) for row in typed],
                looks=[{} for _ in typed],
            )
            if column.choices:
                validate(sheet, area, at, drop_down(self._lists.words(column.offered)))
        return first + len(self._plan.units) - 1


_BAND_LOOK: CellLook = {"bold": True, "bg_color": BAND["bg_color"]}
_NEW_SESSION: CellLook = {"top": 2, "top_color": "#8B1A1A"}


def row_looks(tab: Tab, rows: tuple[ExampleRow, ...]) -> list[CellLook]:
    """The emphasis of rows: groups in `Tiêu chí` are bold, a line separates the sessions in `Phiếu`."""
    looks: list[CellLook] = [{} for _ in rows]
    for place, row in enumerate(rows):
        if tab is Tab.CRITERIA and row[0] is None:
            looks[place] = _BAND_LOOK
        elif tab is Tab.VOTES and place and row[0] != rows[place - 1][0]:
            looks[place] = _NEW_SESSION
    return looks


def style_of(column: Column) -> dict[str, Prop]:
    """The style of the cells of a column; they are unlocked."""
    look: dict[str, Prop] = {**BODY, "locked": False}
    if column.kind not in _OF_NUMBERS:
        look["num_format"] = TEXT_FORMAT
    if column.kind is ColumnKind.DATE:
        look["num_format"] = "dd/mm/yyyy"
    if column.width >= 24:
        look["text_wrap"] = True
    else:
        look["align"] = "center"
    return look
