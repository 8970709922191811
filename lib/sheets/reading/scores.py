"""Reading `Thẩm định` and `Tự chấm` as one frame of scores, with typed totals (docs/workbook.md 2 and 3). Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

import numpy as np
import pandas as pd

from lib.model import frames
from lib.model.domain import Criterion, CriterionKind, ScoreColumn, TypedTotal, Unit, exact_points
from lib.model.frames import CellState
from lib.model.problems import LIST_BREAK, Code, Problem, Severity, problem
from lib.model.records import Tab
from lib.sheets.reading import cells
from lib.sheets.reading.cells import CellFault
from lib.sheets.reading.criteria import CriteriaRead
from lib.sheets.reading.names import NameIndex
from lib.sheets.reading.rows import RowReader, misplaced, single_columns, unit_columns
from lib.sheets.reading.tables import Sheet
from lib.sheets.sources.source import RawCell, UncalculatedFormula
from lib.sheets.vocabulary import NOT_APPLICABLE, SUBTOTAL_WORDS, TOTAL_ROW

TABS = {ScoreColumn.VERIFIED: Tab.VERIFIED, ScoreColumn.SELF: Tab.SELF}
_NOT_APPLICABLE = frozenset(map(cells.key, NOT_APPLICABLE))
TOTALS = frozenset(map(cells.key, TOTAL_ROW))
_SUBTOTALS = tuple(map(cells.key, SUBTOTAL_WORDS))


def is_a_score(raw: RawCell) -> bool:
    """Whether a cell holds points or a KPS."""
    return (isinstance(raw, str) and cells.key(raw) in _NOT_APPLICABLE) or cells.read_number(raw).value is not None


@dataclass(frozen=True, slots=True)
class Score:
    """One score cell: exact value, points rounded half up, whether rounding was needed."""

    state: CellState
    value: Decimal = Decimal(0)
    points: int = 0
    rounded: bool = False
    fault: CellFault | None = None


LARGEST_OF_DAYS = 10_000
"""Below this maximum a number that is a day of 2000 to 2050 cannot be points."""


@lru_cache(maxsize=65536, typed=True)
def score_of(raw: RawCell, decimals: int, percent: bool = False, day: bool = False) -> Score:
    """The score of a cell: a number, KPS, a blank, or a fault. Cached, since few distinct values fill most cells.

    `percent`: the number is formatted as a percentage; `day`: a date cannot be points here.
    """
    if wrong := misplaced(raw, percent=percent, day=day):
        return Score(CellState.UNREADABLE, fault=wrong)
    if isinstance(raw, str) and cells.key(raw) in _NOT_APPLICABLE:
        return Score(CellState.NOT_APPLICABLE)
    parsed = cells.read_number(raw)
    if parsed.fault:
        return Score(CellState.UNREADABLE, fault=parsed.fault)
    if parsed.value is None:
        return Score(CellState.BLANK)
    points, rounded = cells.to_points(parsed.value, decimals)
    return Score(CellState.POINTS, parsed.value, points, rounded)


def names_a_subtotal(name: str | None) -> bool:
    """Whether a row is a subtotal by its name: `Cộng`, `Trung bình`, `Xếp hạng` … (contract 7)."""
    return cells.key(name or "").startswith(_SUBTOTALS)


class ScoreGrid:
    """The cells of one score tab as arrays, criteria by units; row and column are 1-based, 0 where there is no cell."""

    def __init__(self, criteria: int, units: int) -> None:
        shape = (criteria, units)
        self.state = np.zeros(shape, dtype=np.int8)
        self.points = np.zeros(shape, dtype=np.int64)
        self.row = np.zeros(shape, dtype=np.int64)
        self.column = np.zeros(shape, dtype=np.int64)

    def series(self, name: str) -> dict[str, object]:
        """The four columns of `frames.SCORES` for this tab."""
        state = self.state.ravel()
        return {
            name: pd.arrays.IntegerArray(self.points.ravel(), state != CellState.POINTS),
            f"{name}_state": state,
            f"{name}_row": self.row.ravel(),
            f"{name}_column": self.column.ravel(),
        }


class ScoreReader:
    """Reads one score tab into a `ScoreGrid`; every fault becomes a problem."""

    def __init__(
        self, sheet: Sheet, units: tuple[Unit, ...], names: NameIndex, read: CriteriaRead, decimals: int
    ) -> None:
        self.problems: list[Problem] = []
        self.totals: list[tuple[str, Decimal, int, int]] = []
        self.criteria: frozenset[str] = frozenset()
        self.grid = ScoreGrid(len(read.criteria), len(units))
        self._sheet = sheet
        self._read = read
        self._decimals = decimals
        self._unit_place = {unit.code: place for place, unit in enumerate(units)}
        self._criterion_place = {criterion.code: place for place, criterion in enumerate(read.criteria)}
        self._codes = {cells.key(criterion.code): criterion.code for criterion in read.criteria}
        self._groups = {cells.key(group.name) for group in read.groups}
        self._maxima = [exact_points(c.maximum, decimals) for c in read.criteria]
        columns = unit_columns(sheet, names, self.problems)
        self._columns = single_columns(columns)
        self._places = np.array([self._unit_place[unit] for unit, _ in self._columns], dtype=np.intp)
        self.units = frozenset(unit for unit, _ in columns if unit is not None)

    def read(self) -> None:
        seen: dict[str, int] = {}
        for index in self._sheet.rows():
            code = self._row_code(index)
            if code is None:
                continue
            if code in seen:
                first = self._sheet.field_ref(seen[code], "code").a1
                RowReader(self._sheet, index, self.problems).report(Code.DUPLICATE_ROW, "code", first=first)
                self.grid.state[self._criterion_place[code], :] = CellState.UNREADABLE
            else:
                seen[code] = index
                self._read_row(index, code)
        for unit in self.units - {unit for unit, _ in self._columns}:
            self.grid.state[:, self._unit_place[unit]] = CellState.UNREADABLE
        self.problems += self._merged(set(seen.values()))
        self.criteria = frozenset(seen)

    def _merged(self, rows: set[int]) -> Iterator[Problem]:
        """Merged cells over scores of criteria: only the top left one kept its value (files only)."""
        columns = [column for _, column in self._columns]
        for top, left, bottom, right in self._sheet.raw.merges:
            lost = any(
                left <= column + 1 <= right and top <= row + 1 <= bottom and (row + 1, column + 1) != (top, left)
                for row in rows
                for column in columns
            )
            if lost:
                yield problem(Code.MERGED_SCORES, self._sheet.ref(top - 1, left - 1), None)

    def _row_code(self, index: int) -> str | None:
        """The criterion of a row; None for subtotals, the total row and rows that fit no single criterion."""
        row = RowReader(self._sheet, index, self.problems)
        typed = row.code("code")
        if typed is None:
            if row.blank("code") and self._is_lost_row(index):
                row.report(Code.MISSING_VALUE, "code", column=self._sheet.layout.header("code"))
            return None
        key = cells.key(typed)
        if key in self._codes and len(self._read.known.fits(typed)) == 1:
            return self._codes[key]
        if key in TOTALS and key not in self._codes:
            self._read_totals(index)
            return None
        if key in self._groups and key not in self._codes:
            return None
        code = row.resolve("code", typed, self._read.known, Code.UNKNOWN_CRITERION)
        return code if code in self._criterion_place else None

    def _is_lost_row(self, index: int) -> bool:
        """Whether a row without a code holds scores and is no subtotal (contract 7, what was typed and is skipped)."""
        scored = [column for _, column in self._columns if is_a_score(self._sheet.raw_cell(index, column))]
        if not scored:
            return False
        units = {column for _, column in self._columns}
        names = [
            cells.key(raw)
            for column in self._sheet.filled(index)
            if column not in units and isinstance(raw := self._sheet.raw_cell(index, column), str)
        ]
        if any(name in self._groups or names_a_subtotal(name) for name in names):
            return False
        return not all((index + 1, column + 1) in self._sheet.raw.formulas for column in scored)

    def _read_row(self, index: int, code: str) -> None:
        place = self._criterion_place[code]
        criterion = self._read.criteria[place]
        percents = self._sheet.raw.percents
        day = self._maxima[place] < LARGEST_OF_DAYS
        row, scores = self._sheet.raw.rows[index], []
        for _, column in self._columns:
            raw = row[column] if column < len(row) else None
            percent = bool(percents) and (index + 1, column + 1) in percents
            score = self._checked(score_of(raw, self._decimals, percent, day), criterion, place)
            scores.append(score)
            if score.fault or score.rounded:
                self._report(index, column, raw, score)
        points = np.array([score.points for score in scores], dtype=np.int64)
        at = (place, self._places)
        self.grid.row[at] = index + 1
        self.grid.column[at] = [column + 1 for _, column in self._columns]
        self.grid.state[at] = [score.state for score in scores]
        self.grid.points[at] = np.abs(points) if criterion.kind is CriterionKind.DEDUCTION else points

    def _checked(self, score: Score, criterion: Criterion, place: int) -> Score:
        """The score within its limits, checked before rounding (contract 3.2)."""
        if score.state is not CellState.POINTS:
            return score
        value = abs(score.value) if criterion.kind is CriterionKind.DEDUCTION else score.value
        if value < 0:
            return Score(CellState.UNREADABLE, fault=CellFault(Code.SCORE_BELOW_MIN))
        if value > self._maxima[place]:
            wrong = CellFault(Code.SCORE_ABOVE_MAX, (("maximum", str(self._maxima[place])),))
            return Score(CellState.UNREADABLE, fault=wrong)
        return score

    def _report(self, index: int, column: int, raw: RawCell, score: Score) -> None:
        where = self._sheet.ref(index, column)
        typed = cells.as_typed(raw)
        if score.fault:
            self.problems.append(problem(score.fault.code, where, typed, **dict(score.fault.params)))
        else:
            rounded = str(exact_points(score.points, self._decimals))
            self.problems.append(
                problem(Code.TOO_MANY_DECIMALS, where, typed, decimals=self._decimals, rounded=rounded)
            )

    def _read_totals(self, index: int) -> None:
        """The typed totals of a row `Tổng`; a formula without a stored value is ignored there."""
        for unit, column in self._columns:
            raw = self._sheet.raw_cell(index, column)
            if isinstance(raw, UncalculatedFormula):
                continue
            shown = (index + 1, column + 1) in self._sheet.raw.percents
            wrong = misplaced(raw, percent=shown, day=False)
            parsed: cells.Parsed[Decimal] = cells.Parsed(None, wrong) if wrong else cells.read_number(raw)
            if parsed.fault:
                where = self._sheet.ref(index, column)
                params = dict(parsed.fault.params)
                self.problems.append(problem(parsed.fault.code, where, cells.as_typed(raw), **params))
            elif parsed.value is not None:
                self.totals.append((unit, parsed.value, index, column))


def read_scores(
    sheets: dict[Tab, Sheet],
    units: tuple[Unit, ...],
    names: NameIndex,
    read: CriteriaRead,
    decimals: int,
    problems: list[Problem],
) -> tuple[pd.DataFrame, tuple[TypedTotal, ...]]:
    """Both score tabs as `frames.SCORES`, and typed totals.

    A cell with a blocking problem is UNREADABLE: missing, never blank (contract 1).
    """
    totals: list[TypedTotal] = []
    grids: dict[ScoreColumn, ScoreGrid] = {}
    for column, tab in TABS.items():
        grids[column] = ScoreGrid(len(read.criteria), len(units))
        if tab in sheets:
            sheet = sheets[tab]
            reader = ScoreReader(sheet=sheet, units=units, names=names, read=read, decimals=decimals)
            reader.read()
            grids[column] = reader.grid
            problems += reader.problems
            problems += _gone(reader, sheet=sheet, units=units, criteria=read.criteria, grids=grids)
            totals += [TypedTotal(column, unit, value, sheet.ref(r, c)) for unit, value, r, c in reader.totals]
    problems += _missing(grids, sheets, units, read.criteria)
    return _frame(grids, units, read.criteria), tuple(totals)


def _gone(
    reader: ScoreReader,
    sheet: Sheet,
    units: tuple[Unit, ...],
    criteria: tuple[Criterion, ...],
    grids: dict[ScoreColumn, ScoreGrid],
) -> Iterator[Problem]:
    """Units without a column and criteria without a row in a tab that has scores: one problem each, listing all.

    In `Tự chấm` it is a note where there are verified scores.
    """
    scored = np.isin(reader.grid.state, (CellState.POINTS, CellState.NOT_APPLICABLE))
    if not scored.any():
        return
    no_column = [place for place, unit in enumerate(units) if unit.code not in reader.units]
    no_row = [place for place, criterion in enumerate(criteria) if criterion.code not in reader.criteria]
    verified = grids[ScoreColumn.VERIFIED].state != CellState.BLANK
    own = reader.grid is not grids[ScoreColumn.VERIFIED]
    bonus = np.array([criterion.kind is not CriterionKind.BASE for criterion in criteria])
    stands = verified | bonus[:, None]
    where = sheet.field_ref(sheet.header_row or 0, "code")
    if no_column and reader.units:
        names = LIST_BREAK.join(units[place].code for place in no_column)
        reported = problem(Code.UNIT_WITHOUT_COLUMN, where, None, unit_list=names)
        yield reported.with_severity(Severity.NOTE) if own and stands[:, no_column].all() else reported
    if no_row:
        names = LIST_BREAK.join(criteria[place].code for place in no_row)
        reported = problem(Code.CRITERION_WITHOUT_ROW, where, None, criterion_list=names)
        yield reported.with_severity(Severity.NOTE) if own and stands[no_row].all() else reported


def _frame(
    grids: dict[ScoreColumn, ScoreGrid], units: tuple[Unit, ...], criteria: tuple[Criterion, ...]
) -> pd.DataFrame:
    columns: dict[str, object] = {
        "unit": np.tile(np.array([unit.code for unit in units], dtype=object), len(criteria)),
        "criterion": np.repeat(np.array([criterion.code for criterion in criteria], dtype=object), len(units)),
    }
    for column, grid in grids.items():
        columns |= grid.series(column.value)
    return frames.frame_of(columns, frames.SCORES)


def _missing(
    grids: dict[ScoreColumn, ScoreGrid],
    sheets: dict[Tab, Sheet],
    units: tuple[Unit, ...],
    criteria: tuple[Criterion, ...],
) -> Iterator[Problem]:
    """Base criteria whose score is blank in both tabs (`missing_score`, contract 3.1)."""
    verified, own = grids[ScoreColumn.VERIFIED], grids[ScoreColumn.SELF]
    sheet = sheets.get(Tab.VERIFIED) or sheets.get(Tab.SELF)
    grid = verified if Tab.VERIFIED in sheets else own
    if sheet is None:
        return
    blank = (verified.state == CellState.BLANK) & (own.state == CellState.BLANK)
    for place, number in np.argwhere(blank):
        criterion = criteria[place]
        if criterion.kind is CriterionKind.BASE:
            row, column = int(grid.row[place, number]), int(grid.column[place, number])
            where = sheet.ref(row - 1, column - 1) if row else sheet.where
            yield problem(Code.MISSING_SCORE, where, None, unit=units[number].code, criterion=criterion.code)
