"""Bảng tổng hợp điểm: units by rank, base points by group, bonus, deduction, total; A4 landscape, and .xlsx."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from fractions import Fraction
from functools import partial
from io import BytesIO
from operator import attrgetter

import pandas as pd
from xlsxwriter.utility import xl_rowcol_to_cell

from lib.model.domain import CriterionKind, exact_points
from lib.model.results import Standing
from lib.papers.docx import words
from lib.papers.docx.document import Paper, Signatory, TableColumn
from lib.papers.docx.figures import paper_text
from lib.papers.docx.lookup import full_name, scored_standings
from lib.papers.docx.persons import signature
from lib.papers.docx.stamp import Stamp
from lib.papers.docx.tables import numbered
from lib.sheets.xlsx_writer import Prop, XlsxBook, XlsxSheet
from lib.show.words import numbers, ranks
from lib.show.words.names import joined_words
from lib.snapshot import Snapshot

WIDEST_TEXT = 12.0
FEW_GROUPS, MANY_GROUPS = 6, 10
UNIT_WIDTH = 46
FIGURE_WIDTH, BOLD = 11, 0.8
"""The width of a column of figures, so narrow that the sheet prints in a readable size; bold headers need more room."""


def score_table(snapshot: Snapshot, stamp: Stamp) -> bytes:
    """The table on A4 landscape with two signatures. Base points are by group; bonus and deduction are after caps."""
    contest = snapshot.workbook.contest
    settled = stamp if all(row.final for row in scored_standings(snapshot)) else stamp.as_draft()
    paper = Paper(contest, settled, words.TITLE_SCORES, landscape=True)
    paper.letterhead(None)
    paper.title(words.SCORES, words.SCORES_ABOUT.format(year=contest.year or words.SHORT_DOTS))
    table = _Table(snapshot)
    groups = len(table.groups)
    size = WIDEST_TEXT if groups <= FEW_GROUPS else 11.0 if groups <= MANY_GROUPS else 9.0
    paper.table(table.columns(), table.rows(), size=size)
    if table.notes():
        paper.text(" ".join(table.notes()), "Ghi chú bảng")
    paper.signatures(
        Signatory(words.PREPARED_BY, signature(contest.secretary)), Signatory(words.CHAIR, signature(contest.chair))
    )
    return paper.content()


class _Kind(Enum):
    """How a figure is written."""

    POINTS = auto()
    TOTAL = auto()
    SHARE = auto()
    MAXIMUM = auto()
    DIFFERENCE = auto()
    RANK = auto()


@dataclass(frozen=True, slots=True)
class _Figure:
    """A column of figures: its header, and the value of a unit, in points but for the share and the rank."""

    head: str
    value: Callable[[Standing], int | Fraction | None]
    kind: _Kind = _Kind.POINTS


class _Table:
    """The columns and the notes of the table, shared by the paper and the .xlsx file."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._book = snapshot.workbook
        self._decimals = self._book.contest.decimals
        with_base = {criterion.group for criterion in self._book.criteria if criterion.kind is CriterionKind.BASE}
        self.groups = [group.name for group in self._book.groups if group.name in with_base]
        self.standings = scored_standings(snapshot)
        maxima = {row.maximum for row in self.standings if row.scored}
        self._maximum = maxima.pop() if len(maxima) == 1 else None
        self.figures = tuple(self._figures(snapshot))

    def _figures(self, snapshot: Snapshot) -> Iterator[_Figure]:
        sums = _base_sums(snapshot.record)
        for group in self.groups:
            yield _Figure(group, partial(_base, sums, group))
        yield _Figure(words.BONUS_HEAD, attrgetter("bonus"))
        yield _Figure(words.DEDUCTION_HEAD, attrgetter("deduction"))
        yield _Figure(words.TOTAL_HEAD, attrgetter("total"), _Kind.TOTAL)
        if ranks.by_share(snapshot):
            yield _Figure(words.SCORE_SHARE_HEAD, _share, _Kind.SHARE)
        if self._maximum is None:
            yield _Figure(words.MAXIMUM_HEAD, attrgetter("maximum"), _Kind.MAXIMUM)
        if any(row.self_total is not None for row in self.standings):
            yield _Figure(words.SELF_HEAD, attrgetter("self_total"))
            yield _Figure(words.DIFFERENCE_HEAD, _difference, _Kind.DIFFERENCE)
        if any(row.rank is not None for row in self.standings):
            yield _Figure(words.RANK_HEAD, attrgetter("rank"), _Kind.RANK)

    def columns(self) -> list[TableColumn]:
        """The columns of the paper: wide for names, equal for figures."""
        number, name = words.SCORE_HEADS_FIRST
        width = 17.6 / len(self.figures)
        figures = (TableColumn(paper_text(figure.head), width, "center") for figure in self.figures)
        return [TableColumn(number, 1.0, "center"), TableColumn(name, 6.4), *figures]

    def rows(self) -> list[Sequence[str]]:
        """The cells of all rows as text."""
        return numbered(
            (self.name(row), *(self._text(figure, row) for figure in self.figures)) for row in self.standings
        )

    def name(self, row: Standing) -> str:
        """The name of the unit of a row."""
        return full_name(self._book, row.unit)

    def _text(self, figure: _Figure, row: Standing) -> str:
        value = figure.value(row)
        if isinstance(value, Fraction):
            return numbers.percent(value)
        if value is None or figure.kind is _Kind.RANK:
            return numbers.MISSING if value is None else str(value)
        if figure.kind is _Kind.DIFFERENCE:
            return numbers.signed_points(value, self._decimals)
        mark = words.PROVISIONAL_MARK if figure.kind is _Kind.TOTAL and not row.final else ""
        return numbers.points(value, self._decimals) + mark

    def notes(self) -> list[str]:
        """The notes below the table: what is provisional, and the caps."""
        contest = self._book.contest
        open_units = [self.name(row) for row in self.standings if row.scored and not row.final]
        notes = [words.PROVISIONAL_NOTE.format(units=joined_words(open_units))] if open_units else []
        if self._maximum is not None:
            notes.append(words.MAXIMUM_NOTE.format(maximum=numbers.points(self._maximum, self._decimals)))
        caps = (contest.bonus_cap, contest.deduction_cap)
        if caps != (None, None):
            bonus, deduction = (words.NO_CAP if cap is None else numbers.points(cap, self._decimals) for cap in caps)
            notes.append(words.CAPS_NOTE.format(bonus=bonus, deduction=deduction))
        return notes


def _base_sums(record: pd.DataFrame) -> dict[tuple[str, str], int]:
    """The points of the base criteria by unit and group; with bonus and deduction they add up to the total."""
    base = record.loc[(record["kind"] == CriterionKind.BASE) & record["points"].notna(), ["unit", "group", "points"]]
    sums = base.groupby(["unit", "group"], sort=False, as_index=False)["points"].sum()
    return {(unit, group): int(points) for unit, group, points in sums.itertuples(index=False, name=None)}


def _base(sums: dict[tuple[str, str], int], group: str, row: Standing) -> int | None:
    return sums.get((row.unit, group), 0) if row.scored else None


def _share(row: Standing) -> Fraction | None:
    """The total as a fraction of the unit's own maximum, by which the ranking compares."""
    return Fraction(row.total, row.maximum) if row.total is not None and row.maximum else None


def _difference(row: Standing) -> int | None:
    """Total minus self total."""
    return None if row.total is None or row.self_total is None else row.total - row.self_total


def rank_text(row: Standing) -> str:
    """The rank, the same number for tied units; a dash where there is none."""
    return numbers.MISSING if row.rank is None else str(row.rank)


def score_table_xlsx(snapshot: Snapshot, stamp: Stamp) -> bytes:
    """The same table as .xlsx: the totals are formulas over the figures of the row."""
    target = BytesIO()
    book = XlsxBook(target, stamp.taken_at.astimezone(dt.UTC), words.TITLE_SCORES)
    _XlsxTable(book.sheet(words.SCORES_SHEET), snapshot, stamp).write()
    book.close()
    return target.getvalue()


class _XlsxTable:
    HEAD = 3
    FIRST = 2
    LINE: dict[str, Prop] = {"border": 1}  # noqa: RUF012

    def __init__(self, sheet: XlsxSheet, snapshot: Snapshot, stamp: Stamp) -> None:
        self._sheet, self._snapshot, self._stamp = sheet, snapshot, stamp
        self._table = _Table(snapshot)
        self._contest = snapshot.workbook.contest
        self._format = points_format(self._contest.decimals)

    def write(self) -> None:
        heads = (*words.SCORE_HEADS_FIRST, *(paper_text(figure.head) for figure in self._table.figures))
        look: dict[str, Prop] = {**self.LINE, "bold": True, "text_wrap": True, "align": "center", "bg_color": "#E7E6E6"}
        xlsx_head(self._sheet, self._snapshot, self._stamp, words.SCORES)
        for column, head in enumerate(heads):
            self._sheet.put(self.HEAD, column, head, **look)
        for place, row in enumerate(self._table.standings, 1):
            self._row(self.HEAD + place, place, row)
        notes = self._table.notes()
        last = self.HEAD + len(self._table.standings)
        for place, note in enumerate(notes, last + 2):
            self._sheet.put(place, 0, note, italic=True, font_size=11)
        signed = last + 3 + len(notes)
        for column, capacity, person in (
            (1, words.PREPARED_BY, self._contest.secretary),
            (len(heads) - 3, words.CHAIR, self._contest.chair),
        ):
            self._sheet.put(signed, column, capacity, bold=True, align="center")
            self._sheet.put(signed + 1, column, words.SIGN_HERE, italic=True, align="center")
            self._sheet.put(signed + 5, column, "".join(signature(person)), bold=True, align="center")
        self._layout(len(heads), signed + 5)

    def _row(self, at: int, place: int, row: Standing) -> None:
        name = self._table.name(row)
        self._sheet.put(at, 0, place, **self.LINE, align="center")
        self._sheet.put(at, 1, name, **self.LINE, text_wrap=True)
        self._sheet.fit(at, (name, UNIT_WIDTH))
        for column, figure in enumerate(self._table.figures, self.FIRST):
            self._cell(at, column, figure, row)

    def _cell(self, at: int, column: int, figure: _Figure, row: Standing) -> None:
        """Write a figure; the total and the difference as formulas over the figures of the row."""
        value, kind = figure.value(row), figure.kind
        total = self.FIRST + len(self._table.groups) + 2
        if kind is _Kind.RANK:
            self._sheet.put(at, column, row.rank, **self.LINE, align="center", bold=True)
        elif kind is _Kind.SHARE:
            share = None if value is None else float(value)
            self._sheet.put(at, column, share, **self.LINE, num_format="0.00%", align="center")
        elif kind is _Kind.TOTAL and value is not None:
            plus = f"SUM({xl_rowcol_to_cell(at, self.FIRST)}:{xl_rowcol_to_cell(at, total - 2)})"
            formula = f"ROUND({plus}-{xl_rowcol_to_cell(at, total - 1)},{self._contest.decimals})"
            mark = "" if row.final else f'"{words.PROVISIONAL_MARK}"'
            self._formula(at, column, formula, int(value), num_format=f"{self._format}{mark}", bold=True)
        elif kind is _Kind.DIFFERENCE and value is not None:
            formula = f"{xl_rowcol_to_cell(at, total)}-{xl_rowcol_to_cell(at, column - 1)}"
            self._formula(at, column, formula, int(value), num_format=signed_format(self._format))
        else:
            blank = value is None or (kind is _Kind.MAXIMUM and not row.scored)
            points = None if blank else exact_points(int(value or 0), self._contest.decimals)
            self._sheet.put(at, column, points, **self.LINE, num_format=self._format)

    def _formula(self, at: int, column: int, formula: str, points: int, **look: Prop) -> None:
        value = exact_points(points, self._contest.decimals)
        self._sheet.formula(at, column, f"={formula}", value, **self.LINE, **look)

    def _layout(self, columns: int, last: int) -> None:
        sheet = self._sheet
        sheet.set_column(0, 0, 6)
        sheet.set_column(1, 1, UNIT_WIDTH)
        sheet.set_column(2, columns - 1, FIGURE_WIDTH)
        self._sheet.fit(self.HEAD, *((figure.head, FIGURE_WIDTH * BOLD) for figure in self._table.figures))
        print_landscape(sheet, head=self.HEAD, last=last, columns=columns)


def points_format(decimals: int) -> str:
    """The number format of points in a sheet."""
    return f"#,##0.{'0' * decimals}" if decimals else "#,##0"


def signed_format(points: str) -> str:
    """The number format of a difference: with its sign, a dash for none."""
    return f'+{points};-{points};"–"'


def print_landscape(sheet: XlsxSheet, head: int, last: int, columns: int) -> None:
    """Prepare a sheet for printing: its headers, in row `head`, stay in view and are repeated on every page."""
    sheet.freeze_panes(head + 1, 2)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(head)
    sheet.print_area(0, 0, last, columns - 1)


def xlsx_head(sheet: XlsxSheet, snapshot: Snapshot, stamp: Stamp, title: str) -> None:
    """Write the heading of a table: cluster, title with year and marks, and the stamp, which is the page footer too."""
    contest = snapshot.workbook.contest
    sheet.put(0, 0, paper_text(contest.name or words.DOTS), bold=True)
    year = words.SCORES_ABOUT.format(year=contest.year or words.SHORT_DOTS).upper()
    named = title if str(contest.year) in title else f"{title} {year}"
    sheet.put(1, 0, " – ".join([named, *stamp.marks]), bold=True, font_size=14)
    sheet.put(2, 0, stamp.line, italic=True, font_size=11)
    sheet.set_margins(left=0.8, right=0.6, top=0.8, bottom=0.8)
    sheet.set_footer(f'&L&"Times New Roman,Italic"&9{stamp.line}&R&P/&N')
