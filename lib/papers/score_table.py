"""Bảng tổng hợp điểm: units by rank, base points by group, bonus, deduction, total; A4 landscape, and .xlsx."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from io import BytesIO

from xlsxwriter.utility import xl_rowcol_to_cell

from lib.model.results import Standing
from lib.papers.docx import words
from lib.papers.docx.document import Paper, Signatory, TableColumn
from lib.papers.docx.figures import paper_text
from lib.papers.docx.lookup import base_by_group, base_groups, full_name, has_self_scores, scored_standings
from lib.papers.docx.persons import signature
from lib.papers.docx.stamp import Stamp
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


class _Table:
    """The cells of the table, in points; shared by the paper and the .xlsx file."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._book = snapshot.workbook
        self._decimals = self._book.contest.decimals
        self._sums = base_by_group(snapshot)
        self.groups = base_groups(snapshot)
        self.standings = scored_standings(snapshot)
        self.with_self = has_self_scores(snapshot)
        self.with_rank = any(row.rank is not None for row in self.standings)
        self.with_share = ranks.by_share(snapshot)
        maxima = {row.maximum for row in self.standings if row.scored}
        self.maximum = maxima.pop() if len(maxima) == 1 else None

    def heads(self) -> tuple[str, ...]:
        """The headers of the columns."""
        own = (words.SELF_HEAD, words.DIFFERENCE_HEAD) if self.with_self else ()
        rank = (words.RANK_HEAD,) if self.with_rank else ()
        most = () if self.maximum is not None else (words.MAXIMUM_HEAD,)
        share = (words.SCORE_SHARE_HEAD,) if self.with_share else ()
        ends = (words.BONUS_HEAD, words.DEDUCTION_HEAD, words.TOTAL_HEAD, *share, *most)
        return (*words.SCORE_HEADS_FIRST, *self.groups, *ends, *own, *rank)

    def columns(self) -> list[TableColumn]:
        """The columns of the paper: wide for names, equal for figures."""
        figures = len(self.heads()) - 2
        return [
            TableColumn(paper_text(head), 1.0 if place == 0 else 6.4 if place == 1 else 17.6 / figures, _align(place))
            for place, head in enumerate(self.heads())
        ]

    def group_points(self, row: Standing) -> list[int]:
        """The base points of a unit by group, in the order of the columns."""
        return [self._sums.get((row.unit, group), 0) for group in self.groups]

    def rows(self) -> list[Sequence[str]]:
        """The cells of all rows as text."""
        return [self._row(place, row) for place, row in enumerate(self.standings, 1)]

    def _row(self, place: int, row: Standing) -> Sequence[str]:
        def points(value: int | None) -> str:
            return numbers.points(value, self._decimals)

        mark = "" if row.final or not row.scored else words.PROVISIONAL_MARK
        figures = [points(value) if row.scored else numbers.MISSING for value in self.group_points(row)]
        most = () if self.maximum is not None else (points(row.maximum),)
        share = (numbers.percent(ratio) if (ratio := self.share(row)) is not None else numbers.MISSING,)
        shown_share = share if self.with_share else ()
        ends = (points(row.bonus), points(row.deduction), points(row.total) + mark, *shown_share, *most)
        own = (points(row.self_total), self._difference(row)) if self.with_self else ()
        rank = (rank_text(row),) if self.with_rank else ()
        return (str(place), full_name(self._book, row.unit), *figures, *ends, *own, *rank)

    def share(self, row: Standing) -> Fraction | None:
        """The total as a fraction of the unit's own maximum, by which the ranking compares."""
        return Fraction(row.total, row.maximum) if row.total is not None and row.maximum else None

    def _difference(self, row: Standing) -> str:
        """Total minus self total, with its sign; a dash where either is missing."""
        known = row.total is not None and row.self_total is not None
        return numbers.signed_points((row.total or 0) - (row.self_total or 0) if known else None, self._decimals)

    def notes(self) -> list[str]:
        """The notes below the table: what is provisional, and the caps."""
        contest = self._book.contest
        open_units = [full_name(self._book, row.unit) for row in self.standings if row.scored and not row.final]
        notes = [words.PROVISIONAL_NOTE.format(units=joined_words(open_units))] if open_units else []
        if self.maximum is not None:
            notes.append(words.MAXIMUM_NOTE.format(maximum=numbers.points(self.maximum, self._decimals)))
        if contest.bonus_cap is not None or contest.deduction_cap is not None:
            caps = [
                words.NO_CAP if cap is None else numbers.points(cap, self._decimals)
                for cap in (contest.bonus_cap, contest.deduction_cap)
            ]
            notes.append(words.CAPS_NOTE.format(bonus=caps[0], deduction=caps[1]))
        return notes


def _align(place: int) -> str:
    return "left" if place == 1 else "center"


def rank_text(row: Standing) -> str:
    """The rank, the same number for tied units; a dash where there is none."""
    return numbers.MISSING if row.rank is None else str(row.rank)


def score_table_xlsx(snapshot: Snapshot, stamp: Stamp) -> bytes:
    """The same table as .xlsx: the totals are formulas over the figures of the row."""
    target = BytesIO()
    created = stamp.taken_at.astimezone(dt.UTC)
    book = XlsxBook(target, created, words.TITLE_SCORES)
    _XlsxTable(book.sheet(words.SCORES_SHEET), snapshot, stamp).write()
    book.close()
    return target.getvalue()


class _XlsxTable:
    HEAD = 3
    LINE: dict[str, Prop] = {"border": 1}  # noqa: RUF012

    def __init__(self, sheet: XlsxSheet, snapshot: Snapshot, stamp: Stamp) -> None:
        self._sheet, self._snapshot, self._stamp = sheet, snapshot, stamp
        self._table = _Table(snapshot)
        self._contest = snapshot.workbook.contest
        decimals = self._contest.decimals
        self._format = f"#,##0.{'0' * decimals}" if decimals else "#,##0"
        self._scale = -decimals

    def write(self) -> None:
        heads = self._table.heads()
        xlsx_head(self._sheet, self._snapshot, self._stamp, words.SCORES)
        for column, head in enumerate(heads):
            self._sheet.put(
                self.HEAD, column, paper_text(head), **self.LINE, bold=True,
                text_wrap=True, align="center",
                bg_color="#E7E6E6",
            )  # fmt: skip
        for place, row in enumerate(self._table.standings):
            self._row(self.HEAD + 1 + place, place + 1, row)
        last = self.HEAD + len(self._table.standings)
        for place, note in enumerate(self._table.notes(), last + 2):
            self._sheet.put(place, 0, note, italic=True, font_size=11)
        signed = last + 3 + len(self._table.notes())
        for column, capacity, person in (
            (1, words.PREPARED_BY, self._contest.secretary),
            (len(heads) - 3, words.CHAIR, self._contest.chair),
        ):
            self._sheet.put(signed, column, capacity, bold=True, align="center")
            self._sheet.put(signed + 1, column, words.SIGN_HERE, italic=True, align="center")
            self._sheet.put(signed + 5, column, "".join(signature(person)), bold=True, align="center")
        self._layout(len(heads), signed + 5)

    def _row(self, at: int, place: int, row: Standing) -> None:
        sheet, table = self._sheet, self._table
        sheet.put(at, 0, place, **self.LINE, align="center")
        sheet.put(at, 1, full_name(self._snapshot.workbook, row.unit), **self.LINE, text_wrap=True)
        sheet.fit(at, (full_name(self._snapshot.workbook, row.unit), UNIT_WIDTH))
        first = 2
        figures = (
            [*table.group_points(row), row.bonus, row.deduction] if row.scored else [None] * (len(table.groups) + 2)
        )
        for column, value in enumerate(figures, first):
            self._points(at, column, value)
        total = first + len(figures)
        if row.scored:
            self._total(at, first, total, row)
        else:
            self._points(at, total, None)
        column = total + 1
        if table.with_share:
            share = table.share(row)
            shown_share = None if share is None else float(share)
            sheet.put(at, column, shown_share, **self.LINE, num_format="0.00%", align="center")
            column += 1
        if table.maximum is None:
            self._points(at, column, row.maximum if row.scored else None)
            column += 1
        if table.with_self:
            self._points(at, column, row.self_total)
            self._less_self(at, total, column, row)
            column += 2
        if table.with_rank:
            sheet.put(at, column, row.rank, **self.LINE, align="center", bold=True)

    def _points(self, at: int, column: int, value: int | None) -> None:
        points = None if value is None else Decimal(value).scaleb(self._scale)
        self._sheet.put(at, column, points, **self.LINE, num_format=self._format)

    def _total(self, at: int, first: int, total: int, row: Standing) -> None:
        """Write groups and bonus minus deduction, as a formula."""
        plus = f"SUM({xl_rowcol_to_cell(at, first)}:{xl_rowcol_to_cell(at, total - 2)})"
        formula = f"=ROUND({plus}-{xl_rowcol_to_cell(at, total - 1)},{self._contest.decimals})"
        value = Decimal(row.total or 0).scaleb(self._scale)
        mark = self._format if row.final else f'{self._format}"{words.PROVISIONAL_MARK}"'
        self._sheet.formula(at, total, formula, value, **self.LINE, num_format=mark, bold=True)

    def _less_self(self, at: int, total: int, own: int, row: Standing) -> None:
        """Write total minus self total, as a formula with its sign."""
        if row.total is None or row.self_total is None:
            self._points(at, own + 1, None)
            return
        formula = f"={xl_rowcol_to_cell(at, total)}-{xl_rowcol_to_cell(at, own)}"
        value = Decimal(row.total - row.self_total).scaleb(self._scale)
        signed = f'+{self._format};-{self._format};"–"'
        self._sheet.formula(at, own + 1, formula, value, **self.LINE, num_format=signed)

    def _layout(self, columns: int, last: int) -> None:
        sheet = self._sheet
        sheet.set_column(0, 0, 6)
        sheet.set_column(1, 1, UNIT_WIDTH)
        sheet.set_column(2, columns - 1, FIGURE_WIDTH)
        sheet.fit(self.HEAD, *((head, FIGURE_WIDTH * BOLD) for head in self._table.heads()[2:]))
        sheet.freeze_panes(self.HEAD + 1, 2)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(self.HEAD)
        sheet.print_area(0, 0, last, columns - 1)


def xlsx_head(sheet: XlsxSheet, snapshot: Snapshot, stamp: Stamp, title: str) -> None:
    """Write the heading of a table: cluster, title with year and marks, and the stamp, which is the page footer as
    well.
    """
    contest = snapshot.workbook.contest
    sheet.put(0, 0, paper_text(contest.name or words.DOTS), bold=True)
    marks = [mark for wanted, mark in ((stamp.draft, words.DRAFT), (stamp.sample, words.SAMPLE)) if wanted]
    year = words.SCORES_ABOUT.format(year=contest.year or words.SHORT_DOTS).upper()
    named = title if str(contest.year) in title else f"{title} {year}"
    sheet.put(1, 0, " – ".join([named, *marks]), bold=True, font_size=14)
    sheet.put(2, 0, stamp.line, italic=True, font_size=11)
    sheet.set_margins(left=0.8, right=0.6, top=0.8, bottom=0.8)
    sheet.set_footer(f'&L&"Times New Roman,Italic"&9{stamp.line}&R&P/&N')
