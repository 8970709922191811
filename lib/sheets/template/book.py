"""The template as a file: its tabs in their order and colour, the guide, and writing an ordinary tab."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from lib.model.records import Tab
from lib.sheets import vocabulary
from lib.sheets.columns import Column, ColumnKind
from lib.sheets.layout import TAB_LAYOUT, Extra, TabLayout
from lib.sheets.template import words
from lib.sheets.template.checks import color_rows, column_check, drop_down, validate
from lib.sheets.template.content import ExampleRow, ballot_papers, tab_rows
from lib.sheets.template.guide import write_guide, write_origins
from lib.sheets.template.info import write_info
from lib.sheets.template.lists import Lists, list_ranges
from lib.sheets.template.look import (
    BAND,
    BODY,
    FIRST_ROW,
    TAB_COLORS,
    TEXT_FORMAT,
    TYPED,
    Area,
    head,
    header,
    write_more_columns,
)
from lib.sheets.template.plan import NewYear
from lib.sheets.template.scores import ScoreTab
from lib.sheets.xlsx_writer import Prop, XlsxBook, XlsxSheet

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
SCORING_ONLY = frozenset({Tab.CRITERIA, Tab.VERIFIED, Tab.SELF, Tab.EXPLANATIONS})
VOTING_ONLY = frozenset(
    {Tab.AWARDS, Tab.SESSIONS, Tab.VOTES, Tab.BALLOT_PAPERS, Tab.ROLL_CALL, Tab.DECISIONS, Tab.REGISTRATIONS}
)
SPARE, FEWEST_ROWS = 12, 30
_MARK = Column("mark", (), kind=ColumnKind.CHOICE, width=12, choices=vocabulary.MARKS)
"""The column of a unit in `Phiếu bầu`."""
_STATE = Column("state", ("",))
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
        self._rows = {tab: tab_rows(TAB_LAYOUT[tab], plan) for tab in tabs_of(plan)}
        self._areas = {tab: area_of(tab, len(rows)) for tab, rows in self._rows.items()}
        if Tab.BALLOT_PAPERS in self._areas:
            rows = max(ballot_papers(plan), len(self._rows[Tab.BALLOT_PAPERS]))
            self._areas[Tab.BALLOT_PAPERS] = area_of(Tab.BALLOT_PAPERS, rows)
        guide = self._book.sheet(TAB_LAYOUT[Tab.GUIDE].name)
        write_guide(guide, year)
        self._lists = Lists(guide)
        self._ranges = list_ranges(self._lists, plan, self._areas)

    def write(self) -> None:
        """Write all tabs, then the file."""
        for tab in self._areas:
            sheet = self._book.sheet(TAB_LAYOUT[tab].name)
            sheet.set_tab_color(TAB_COLORS[COLOR_OF[tab]])
            if tab in REST and not any(row.tab is tab for row in self._plan.typed):
                sheet.hide()
            self._tab(tab, sheet)
        for kept in self._plan.tabs:
            sheet = self._book.sheet(kept.name)
            for row, values in enumerate(kept.rows):
                for column, value in enumerate(values):
                    if value is not None:
                        sheet.put(row, column, value, **TYPED)
        if self._plan.origins:
            write_origins(self._book.sheet(TAB_LAYOUT[Tab.ORIGIN].name), self._plan.origins)
        self._lists.hide()
        self._book.close()

    def _tab(self, tab: Tab, sheet: XlsxSheet) -> None:
        if tab is Tab.INFO:
            write_info(sheet, self._plan, self._lists)
        elif tab in (Tab.VERIFIED, Tab.SELF):
            ScoreTab(sheet, tab=tab, plan=self._plan, ranges=self._ranges, criteria=self._areas[Tab.CRITERIA]).write()
        else:
            self._ordinary(TAB_LAYOUT[tab], sheet)

    def _ordinary(self, layout: TabLayout, sheet: XlsxSheet) -> None:
        """Write title, headers, rows and empty rows with the validation of each column."""
        head(sheet, layout, self._plan.contest.year)
        area, rows = self._areas[layout.tab], self._rows[layout.tab]
        declared = [column for column in layout.columns if column.offered_to_fill]
        columns = [*declared, *self._unit_columns(layout)]
        looks = row_looks(layout.tab, rows)
        for at, column in enumerate(columns):
            header(sheet, at, column.header, column.width, required=column.required)
            style = style_of(column)
            for place in range(area.last - area.first + 1):
                value, look = (rows[place][at], looks[place]) if place < len(rows) else (None, {})
                sheet.put(area.first + place, at, value, **{**style, **look})
            if column.kind in (ColumnKind.CHOICE, ColumnKind.YES_NO):
                validate(sheet, area.cells(at), drop_down(self._lists.words(column.offered)))
            elif check := column_check(layout.tab, column, at=at, area=area, ranges=self._ranges):
                validate(sheet, area.cells(at), check)
        for place, row in enumerate(rows, area.first):
            wide = [(v, c.width) for v, c in zip(row, declared, strict=False) if isinstance(v, str)]
            sheet.fit(place, *wide)
        color_rows(sheet, layout, area)
        more = write_more_columns(sheet, self._plan, layout.tab, len(columns))
        sheet.freeze_panes(FIRST_ROW, 2 if layout.tab in (Tab.UNITS, Tab.VOTES) else 1)
        sheet.print_area(0, 0, FIRST_ROW + max(len(rows), SPARE) - 1, len(columns) + more - 1)

    def _unit_columns(self, layout: TabLayout) -> list[Column]:
        """A column for each unit where the tab has them (`Phong trào`, `Phiếu bầu`)."""
        if layout.extra is not Extra.UNIT:
            return []
        column = _MARK if layout.tab is Tab.BALLOT_PAPERS else _STATE
        return [replace(column, words=(unit.label,)) for unit in self._plan.units]


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
