"""Bảng điểm chi tiết of one unit as .xlsx: every criterion, with sums as formulas so that they can be checked."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from io import BytesIO

from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell

from lib.model.domain import Criterion, CriterionKind, Unit, exact_points
from lib.model.frames import CellState
from lib.papers.docx import words
from lib.papers.docx.figures import paper_text
from lib.papers.docx.stamp import Stamp
from lib.papers.score_table import points_format, print_landscape, rank_text, signed_format, xlsx_head
from lib.sheets import vocabulary
from lib.sheets.xlsx_writer import Prop, XlsxBook, XlsxSheet
from lib.show.words import numbers
from lib.show.words.ranks import standing_of_unit
from lib.snapshot import Snapshot

HEAD = 5
CODE, NAME, KIND, MAXIMUM = range(4)
LINE: dict[str, Prop] = {"border": 1}
BAND: dict[str, Prop] = {"border": 1, "bold": True, "bg_color": "#EFEFEF"}
HEADER: dict[str, Prop] = {"border": 1, "bold": True, "bg_color": "#E7E6E6", "align": "center", "text_wrap": True}
WIDTHS = (9, 64, 9, 10)
REASON_WIDTH = 40
NO_CAP = 10**9


@dataclass(frozen=True, slots=True)
class _ScoreRow:
    """One criterion of the unit; points in the smallest unit, a text where a cell holds no number."""

    criterion: Criterion
    own: int | str | None
    verified: int | str | None
    points: int | None
    maximum: int
    reason: str
    evidence: str


def unit_scores(snapshot: Snapshot, stamp: Stamp, unit: Unit) -> bytes:
    """The workbook of one unit as bytes, with self scores, reasons and evidence where the snapshot has them."""
    target = BytesIO()
    book = XlsxBook(target, stamp.taken_at.astimezone(dt.UTC), words.TITLE_UNIT.format(unit=paper_text(unit.name)))
    _UnitSheet(book.sheet(words.UNIT_SCORES_SHEET), snapshot, stamp, unit).write()
    book.close()
    return target.getvalue()


def _rows_by_group(snapshot: Snapshot, unit: str) -> dict[str, list[_ScoreRow]]:
    """The criteria of a unit by group, in the order of the workbook."""
    book, record = snapshot.workbook, snapshot.record
    explained = {item.criterion: item for item in book.explanations or () if item.unit == unit}
    criteria = {criterion.code: criterion for criterion in book.criteria}
    fields = ["criterion", "self", "self_state", "verified", "verified_state", "points", "maximum"]
    frame = record.loc[record["unit"] == unit, fields].astype(object)
    cells = {code: values for code, *values in frame.where(frame.notna(), None).itertuples(index=False, name=None)}
    rows: dict[str, list[_ScoreRow]] = {group.name: [] for group in book.groups}
    for code in filter(cells.__contains__, criteria):
        own, own_state, verified, verified_state, points, maximum = cells[code]
        why = explained.get(code)
        row = _ScoreRow(
            criteria[code], own=_cell(own, own_state), verified=_cell(verified, verified_state), points=points,
            maximum=maximum, reason=(why and why.reason) or "", evidence=(why and why.evidence) or "",
        )  # fmt: skip
        rows[criteria[code].group].append(row)
    return {group: of_group for group, of_group in rows.items() if of_group}


def _cell(points: int | None, state: int) -> int | str | None:
    """The number of a cell, or the word for its state where it has none."""
    if state == CellState.POINTS:
        return points
    if state == CellState.NOT_APPLICABLE:
        return vocabulary.NOT_APPLICABLE[0]
    return words.NOT_READABLE if state == CellState.UNREADABLE else None


class _UnitSheet:
    def __init__(self, sheet: XlsxSheet, snapshot: Snapshot, stamp: Stamp, unit: Unit) -> None:
        self._sheet, self._snapshot, self._stamp, self._unit = sheet, snapshot, stamp, unit
        self._contest = snapshot.workbook.contest
        self._groups = _rows_by_group(snapshot, unit.code)
        rows = [row for group in self._groups.values() for row in group]
        self._with_self = any(row.own is not None for row in rows)
        self._with_reasons = snapshot.workbook.explanations is not None
        self._format = points_format(self._contest.decimals)
        own = words.UNIT_SELF_HEADS if self._with_self else words.UNIT_VERIFIED_HEADS
        reasons = words.UNIT_REASON_HEADS if self._with_reasons else ()
        self._heads = (*words.UNIT_SCORE_HEADS, *own, *reasons)
        self._counted = MAXIMUM + len(own)
        self._first = HEAD + 1
        self._last = HEAD + len(rows) + len(self._groups)

    def write(self) -> None:
        title = words.UNIT_SCORES.format(year=self._contest.year or words.SHORT_DOTS)
        xlsx_head(self._sheet, self._snapshot, self._stamp, title)
        self._sheet.put(3, 0, paper_text(self._unit.name), bold=True, font_size=13)
        for column, head in enumerate(self._heads):
            self._sheet.put(HEAD, column, head, **HEADER)
        at = self._first
        for group, rows in self._groups.items():
            self._group(at, group, rows)
            for place, row in enumerate(rows, at + 1):
                self._line(place, row)
            at += 1 + len(rows)
        self._totals(at)
        self._layout(at + 6)

    def _group(self, at: int, group: str, rows: list[_ScoreRow]) -> None:
        """Write the name of a group with its base points and maximum as sums."""
        self._band(at, len(self._heads), paper_text(group), text_wrap=True)
        base = [row for row in rows if row.criterion.kind is CriterionKind.BASE]
        if base:
            most, points = sum(row.maximum for row in base), sum(row.points or 0 for row in base)
            for column, value in ((MAXIMUM, most), (self._counted, points)):
                self._sum(at, column, self._of_kind(CriterionKind.BASE, column, at + 1, at + len(rows)), value)

    def _of_kind(self, kind: CriterionKind, column: int, first: int, last: int) -> str:
        """The formula of the sum of a column over the criteria of a kind."""
        word = vocabulary.CRITERION_KINDS[kind][0]
        kinds, values = xl_range_abs(first, KIND, last, KIND), xl_range_abs(first, column, last, column)
        return f'SUMIF({kinds},"{word}",{values})'

    def _sum(self, at: int, column: int, formula: str, points: int) -> None:
        value = exact_points(points, self._contest.decimals)
        self._sheet.formula(at, column, f"={formula}", value, **BAND, num_format=self._format)

    def _line(self, at: int, row: _ScoreRow) -> None:
        sheet, criterion = self._sheet, row.criterion
        sheet.put(at, CODE, paper_text(criterion.code), **LINE, align="center", num_format="@")
        sheet.put(at, NAME, paper_text(criterion.name), **LINE, text_wrap=True)
        sheet.put(at, KIND, vocabulary.CRITERION_KINDS[criterion.kind][0], **LINE, align="center")
        self._points(at, MAXIMUM, row.maximum if criterion.kind is CriterionKind.BASE else criterion.maximum)
        if self._with_self:
            self._points(at, MAXIMUM + 1, row.own)
            self._points(at, MAXIMUM + 2, row.verified)
            self._difference(at, row)
        else:
            self._points(at, MAXIMUM + 1, row.verified)
        self._points(at, self._counted, row.points)
        if self._with_reasons:
            for place, text in enumerate((paper_text(row.reason), paper_text(row.evidence)), self._counted + 1):
                sheet.put(at, place, text or None, **LINE, text_wrap=True, indent=1)
        sheet.fit(at, (criterion.name, WIDTHS[NAME]), (row.reason, REASON_WIDTH), (row.evidence, REASON_WIDTH))

    def _points(self, at: int, column: int, value: int | str | None) -> None:
        shown = exact_points(value, self._contest.decimals) if isinstance(value, int) else value
        self._sheet.put(at, column, shown, **LINE, num_format=self._format, align="right")

    def _difference(self, at: int, row: _ScoreRow) -> None:
        if not isinstance(row.own, int) or not isinstance(row.verified, int):
            self._points(at, MAXIMUM + 3, None)
            return
        own, verified = (xl_rowcol_to_cell(at, MAXIMUM + place) for place in (1, 2))
        points, formula = row.verified - row.own, f"={verified}-{own}"
        if row.criterion.kind is CriterionKind.DEDUCTION:  # a larger one is unfavourable to the unit, as on its page
            points, formula = -points, f"={own}-{verified}"
        value, signed = exact_points(points, self._contest.decimals), signed_format(self._format)
        look: dict[str, Prop] = {**LINE, "num_format": signed, "align": "right"}
        self._sheet.formula(at, MAXIMUM + 3, formula, value, **look)

    def _totals(self, at: int) -> None:
        """Write base, bonus and deduction up to their caps, the total, the rank."""
        standing, contest = standing_of_unit(self._snapshot, self._unit.code), self._contest
        base_cell, bonus_cell, taken_cell = (xl_rowcol_to_cell(at + place, self._counted) for place in range(3))
        mark = "" if standing.final or not standing.scored else words.PROVISIONAL_MARK
        rows = (
            (words.BASE_ROW, self._kind(CriterionKind.BASE), standing.base),
            (*self._capped(words.BONUS_ROW, CriterionKind.BONUS, contest.bonus_cap), standing.bonus),
            (*self._capped(words.DEDUCTION_ROW, CriterionKind.DEDUCTION, contest.deduction_cap), standing.deduction),
            (
                words.TOTAL_ROW + mark,
                f"ROUND({base_cell}+{bonus_cell}-{taken_cell},{contest.decimals})",
                standing.total,
            ),
        )
        for place, (name, formula, points) in enumerate(rows, at):
            self._band(place, self._counted + 1, name)
            if points is not None:
                self._sum(place, self._counted, formula, points)
        if standing.rank is not None:
            self._band(at + 4, self._counted + 1, words.RANK_ROW)
            self._sheet.put(at + 4, self._counted, rank_text(standing), **BAND, align="right")
        self._sheet.put(at + 6, 0, words.SUM_NOTE, italic=True, font_size=10)

    def _kind(self, kind: CriterionKind) -> str:
        return self._of_kind(kind, self._counted, self._first, self._last)

    def _capped(self, name: str, kind: CriterionKind, cap: int | None) -> tuple[str, str]:
        """The name of a row of sums with its cap, and its formula."""
        decimals = self._contest.decimals
        shown = words.NO_CAP if cap is None else words.CAP_TEXT.format(cap=numbers.points(cap, decimals))
        limit = NO_CAP if cap is None else exact_points(cap, decimals)
        return f"{name} ({shown})", f"MIN({self._kind(kind)},{limit})"

    def _band(self, at: int, columns: int, name: str, **look: Prop) -> None:
        for column in range(columns):
            self._sheet.put(at, column, None, **BAND)
        self._sheet.put(at, NAME, name, **BAND, **look)

    def _layout(self, last: int) -> None:
        sheet = self._sheet
        for column, width in enumerate(WIDTHS):
            sheet.set_column(column, column, width)
        sheet.set_column(MAXIMUM + 1, self._counted, 11)
        if self._with_reasons:
            sheet.set_column(self._counted + 1, self._counted + 2, REASON_WIDTH)
        sheet.set_row(HEAD, 34)
        print_landscape(sheet, head=HEAD, last=last, columns=len(self._heads))
