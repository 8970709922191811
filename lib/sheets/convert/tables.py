"""Converting the tables of a sheet: locating them, recognising their shape, and reading them.

Rows are criteria (the scores of one unit, or of all units in columns) or units (scores by criterion, results of a
year, votes).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from lib.model.domain import ScoreColumn
from lib.sheets.convert import vocabulary
from lib.sheets.convert.finding import (
    Answers,
    Ask,
    ColumnRole,
    FilePlace,
    FoundColumn,
    FoundCriterion,
    FoundMark,
    FoundRemark,
    FoundStanding,
    FoundTable,
    FoundTotal,
    FoundVote,
    Shape,
)
from lib.sheets.convert.grid import TableGrid
from lib.sheets.convert.headers import header_rows, read_header, side_by_side, without_tones
from lib.sheets.convert.outline import Outline, numbering, outline, outline_lines, split_number
from lib.sheets.convert.reader import (
    MEANINGS,
    TableReader,
    TableSegment,
    is_average,
    is_mark,
    is_maximum,
    is_subtotal,
    is_total,
)
from lib.sheets.convert.titles import ballot_of, owner_of, year_of
from lib.sheets.reading import cells
from lib.sheets.sources.source import RawCell

FEWEST_UNIT_COLUMNS = 2


class ByCriterion(TableReader):
    """Reads a table whose rows are criteria."""

    def read(self) -> FoundTable | None:
        """The table, None where its columns match no known shape."""
        units = self._unit_columns()
        if units:
            return self._matrix(units)
        scored = self.header.of(ColumnRole.SELF, ColumnRole.VERIFIED, ColumnRole.MAXIMUM) or self.header.unclear
        return self._unit_scores() if scored else None

    def _rows_of_criteria(self, scores: Sequence[int]) -> tuple[Outline, list[int]]:
        """The criteria, and the rows of totals."""
        header, grid = self.header, self.grid
        content = header.first(ColumnRole.CONTENT) or header.first(ColumnRole.CODE)
        assert content is not None
        number = header.first(ColumnRole.CODE) or header.first(ColumnRole.NUMBER)
        number = None if number == content else number
        repeated = {row for row in header_rows(grid) if row in self.body}
        lines, totals = [], []
        body = self._above_footer(number, [*scores, *(column.column for column in header.of(ColumnRole.MAXIMUM))])
        for line in outline_lines(
            grid, body, number=number, content=content, maximum=self.only(ColumnRole.MAXIMUM), scores=scores
        ):
            if line.row in repeated:
                continue
            if is_total(line.name):
                totals.append(line.row)
            elif not (is_subtotal(line.name) or is_average(line.name)):
                lines.append(line)
        return outline(self, lines), totals

    def _above_footer(self, number: int | None, figures: Sequence[int]) -> range:
        """The rows down to the last one with a figure or a numbering; what follows is the signature block."""
        for row in reversed(self.body):
            figure = any(self.grid.number(row, c) is not None or is_mark(self.grid.raw(row, c)) for c in figures)
            if figure or (number and numbering(self.grid.text(row, number))[1] is not None):
                return range(self.body.start, row + 1)
        return range(self.body.start, self.body.start)

    def _scores(
        self, columns: Sequence[tuple[int, str, ScoreColumn | None]]
    ) -> tuple[tuple[FoundCriterion, ...], tuple[FoundMark, ...], tuple[FoundTotal, ...]]:
        """The criteria, and the scores and typed totals in the columns whose kind is known."""
        found, totals = self._rows_of_criteria([column for column, _, _ in columns])
        codes = [criterion.code for criterion in found.criteria]
        marks: list[FoundMark] = []
        typed: list[FoundTotal] = []
        for column, unit, kind in columns:
            if kind is None:
                continue
            own = list(self._marks(found.criteria, column, unit, kind))
            for row in totals:
                value = self.grid.raw(row, column)
                if not cells.is_blank(value):
                    typed.append(FoundTotal(unit, kind, value))
                    self.compare(found.criteria, codes, own, row=row, column=column)
            for row, below in found.sums:
                self.compare(found.criteria, below, own, row=row, column=column)
            marks += own
        return found.criteria, tuple(marks), tuple(typed)

    def _marks(
        self, criteria: Sequence[FoundCriterion], column: int, unit: str, kind: ScoreColumn
    ) -> Iterator[FoundMark]:
        for criterion in criteria:
            row = criterion.place.row
            origin = self.grid.merged_from(row, column)
            if origin and origin[0] != row and not cells.is_blank(self.grid.raw(*origin)):
                place = self.grid.place(row, column)
                self.report(Ask.MERGED_SCORE, place, over=str(self.grid.place(*origin).a1), name=criterion.name)
            yield from self.mark(criterion, unit, kind, row=row, column=column)

    def _unit_scores(self) -> FoundTable:
        owner = owner_of(self.titles, self.grid)
        unit = owner.name
        if unit is None:
            place = FilePlace(self.grid.file, self.grid.sheet)
            if owner.candidates:
                unit = self.choose(Ask.UNIT_NAME, place, " | ".join(sorted(owner.candidates)), owner.candidates)
            else:
                self.report(Ask.UNIT_NAME, place)
        columns = [(column, unit or "", kind) for role, kind in MEANINGS.items() if (column := self.only(role))]
        criteria, marks, totals = self._scores(columns)
        for unknown in self.unknown_columns():
            if self.has_values(unknown.column):
                self.report(Ask.COLUMN_UNKNOWN, self.place_of(unknown), name=unknown.header)
        return self.made(
            Shape.UNIT_SCORES,
            unit=unit,
            criteria=criteria,
            marks=marks if unit else (),
            totals=totals,
            remarks=tuple(self._remarks(criteria, unit)) if unit else (),
            unit_order=(unit,) if unit else (),
            short_names=((unit, owner.short_name),) if unit and owner.short_name else (),
        )

    def _remarks(self, criteria: Sequence[FoundCriterion], unit: str) -> Iterator[FoundRemark]:
        reason = self.header.first(ColumnRole.REASON) or self.header.first(ColumnRole.NOTE)
        evidence = self.header.first(ColumnRole.EVIDENCE)
        for criterion in criteria:
            row = criterion.place.row
            texts = [self.grid.text(row, column) if column else "" for column in (reason, evidence)]
            if any(texts):
                yield FoundRemark(unit, criterion.code, texts[0] or None, texts[1] or None)

    def _unit_columns(self) -> list[tuple[FoundColumn, str, ScoreColumn | None]]:
        """Columns of a unit's scores: under a header of scores, or named by the unit itself."""
        unknown = self.unknown_columns()
        found: list[tuple[FoundColumn, str, ScoreColumn | None]] = []
        for column in self.header.columns:
            parent = self.header.parent(column.column)
            if parent and column.role in MEANINGS and without_tones(parent) not in _scoring_words():
                found.append((column, parent, MEANINGS[column.role]))
            elif column in unknown and not parent and self._may_be_unit(column):
                found.append((column, column.header, None))
        return found if len({unit for _, unit, _ in found}) >= FEWEST_UNIT_COLUMNS else []

    def _may_be_unit(self, column: FoundColumn) -> bool:
        body = [self.grid.raw(row, column.column) for row in self.body]
        figures = sum(1 for raw in body if cells.read_number(raw).value is not None or is_mark(raw))
        texts = sum(1 for raw in body if not cells.is_blank(raw)) - figures
        return figures >= texts

    def _matrix(self, units: list[tuple[FoundColumn, str, ScoreColumn | None]]) -> FoundTable:
        """The table of all units. Which scores a column holds is said by its header, else by the title, else by one
        answer for all columns.
        """
        undecided = [column for column, _, kind in units if kind is None]
        for_all = self.title_kind(undecided[0]) if undecided else None
        criteria, marks, totals = self._scores([(column.column, unit, kind or for_all) for column, unit, kind in units])
        return self.made(
            Shape.MATRIX,
            columns=self.columns_about(ColumnRole.UNIT_SCORE, {column: unit for column, unit, _ in units}),
            criteria=criteria,
            marks=marks,
            totals=totals,
            unit_order=tuple(dict.fromkeys(unit for _, unit, _ in units)),
        )


def _scoring_words() -> frozenset[str]:
    return frozenset(without_tones(word) for role in MEANINGS for word in vocabulary.HEADERS[role]) | {
        "diem",
        "ket qua",
    }


_IN_BRACKETS = re.compile(r"\((?:tối đa\s*)?(\d+(?:[.,]\d+)?)\s*(?:điểm|đ)?\)", re.IGNORECASE)


class ByUnit(TableReader):
    """Reads a table whose rows are units."""

    def read(self) -> FoundTable | None:
        """The table, None where its columns match no known shape."""
        if self.header.first(ColumnRole.IN_FAVOUR):
            return self._votes()
        if criteria := self._criterion_columns():
            return self._matrix_by_unit(criteria)
        return self._standings() if self.header.of(ColumnRole.TOTAL, ColumnRole.RANK) else None

    def _rows_of_units(self) -> Iterator[tuple[int, str]]:
        column = self.header.first(ColumnRole.UNIT)
        assert column is not None
        repeated = {row for row in header_rows(self.grid) if row in self.body}
        aside = (ColumnRole.UNIT, ColumnRole.NUMBER, ColumnRole.NOTE)
        others = [other.column for other in self.header.columns if other.role not in aside]
        for row in self.body:
            name = self.grid.text(row, column)
            filled = any(not cells.is_blank(self.grid.raw(row, other)) for other in others)
            if name and filled and row not in repeated and not (is_total(name) or is_average(name) or is_maximum(name)):
                yield row, name

    def _criterion_columns(self) -> list[FoundColumn]:
        return [c for c in self.unknown_columns() if not is_subtotal(c.header) and self.has_values(c.column)]

    def _matrix_by_unit(self, columns: list[FoundColumn]) -> FoundTable:
        criteria = self._criteria_of_columns(columns)
        codes = [criterion.code for criterion in criteria]
        kind = self.title_kind(columns[0])
        units = list(self._rows_of_units())
        marks: list[FoundMark] = []
        typed: list[FoundTotal] = []
        total = self.only(ColumnRole.TOTAL)
        for row, unit in units:
            if kind is None:
                break
            own: list[FoundMark] = []
            for column, criterion in zip(columns, criteria, strict=True):
                own += self.mark(criterion, unit, kind, row=row, column=column.column)
            if total and not cells.is_blank(value := self.grid.raw(row, total)):
                typed.append(FoundTotal(unit, kind, value))
                self.compare(criteria, codes, own, row=row, column=total)
            marks += own
        subjects = dict(zip(columns, codes, strict=True))
        return self.made(
            Shape.MATRIX_BY_UNIT,
            columns=self.columns_about(ColumnRole.CRITERION, subjects),
            criteria=criteria,
            marks=tuple(marks),
            totals=tuple(typed),
            unit_order=tuple(dict.fromkeys(unit for _, unit in units)),
        )

    def _criteria_of_columns(self, columns: list[FoundColumn]) -> tuple[FoundCriterion, ...]:
        """A criterion per column: group from the cell above it, maximum from the row of maxima or from its brackets."""
        maxima = self._row_of_maxima()
        groups: Counter[str] = Counter()
        found = []
        for column in columns:
            parent = self.header.parent(column.column)
            number, name = split_number(parent or column.header)
            own_number, own_name = split_number(column.header) if parent else ("", name)
            group = parent or column.header
            groups[group] += 1
            code = self._code(number or _roman(len(groups)), own_number, parent, groups[group])
            kind = self.kind(self.place_of(column), column.header, parent)
            found.append(
                FoundCriterion(
                    code=code,
                    group=_without_maximum(parent or name),
                    name=_without_maximum(own_name),
                    maximum=self._maximum(column, maxima),
                    kind=kind,
                    place=self.place_of(column),
                )
            )
        return tuple(found)

    @staticmethod
    def _code(group: str, own: str, parent: str, place: int) -> str:
        if not parent:
            return group
        return own if own.startswith(f"{group}.") else f"{group}.{own or place}"

    def _row_of_maxima(self) -> int | None:
        unit = self.header.first(ColumnRole.UNIT)
        number = self.header.first(ColumnRole.NUMBER)
        for row in self.body:
            if any(is_maximum(self.grid.text(row, column)) for column in (unit, number) if column):
                return row
            if unit and self.grid.text(row, unit):
                return None
        return None

    def _maximum(self, column: FoundColumn, row: int | None) -> RawCell:
        if row is not None and not cells.is_blank(value := self.grid.raw(row, column.column)):
            return value
        brackets = _IN_BRACKETS.search(column.header)
        if brackets:
            return float(brackets.group(1).replace(",", "."))
        self.report(Ask.MAXIMUM_MISSING, self.place_of(column), name=column.header)
        return None

    def _standings(self) -> FoundTable:
        grid = self.grid
        year, total, maximum, rank = (
            self.only(role) for role in (ColumnRole.YEAR, ColumnRole.TOTAL, ColumnRole.MAXIMUM, ColumnRole.RANK)
        )
        titled = year_of(self.titles)
        rows = []
        for row, unit in self._rows_of_units():
            for column in (total, rank):
                self._figure(row, column)
            rows.append(
                FoundStanding(
                    year=cells.read_whole(self._raw(row, year)).value or titled,
                    unit=unit,
                    total=self._raw(row, total),
                    maximum=self._raw(row, maximum),
                    rank=self._raw(row, rank),
                    place=grid.place(row, 1),
                )
            )
        if any(row.year is None for row in rows):
            self.report(Ask.YEAR_MISSING, FilePlace(grid.file, grid.sheet))
        order = tuple(dict.fromkeys(row.unit for row in rows))
        return self.made(Shape.STANDINGS, standings=tuple(rows), unit_order=order)

    def _votes(self) -> FoundTable:
        grid = self.grid
        columns = [self.only(role) for role in (ColumnRole.IN_FAVOUR, ColumnRole.AGAINST, ColumnRole.ABSTAIN)]
        votes = []
        for row, unit in self._rows_of_units():
            in_favour, against, abstain = (self._figure(row, column) for column in columns)
            votes.append(FoundVote(unit=unit, in_favour=in_favour, against=against, abstain=abstain))
        around = (*self.titles, *grid.lines(range(self.body.start, self.body.stop)))
        ballot = ballot_of(around, tuple(votes))
        if ballot.award is None:
            self.report(Ask.AWARD_UNNAMED, FilePlace(grid.file, grid.sheet))
        order = tuple(dict.fromkeys(vote.unit for vote in votes))
        return self.made(Shape.VOTES, ballot=ballot, unit_order=order)

    def _raw(self, row: int, column: int | None) -> RawCell:
        return self.grid.raw(row, column) if column else None

    def _figure(self, row: int, column: int | None) -> RawCell:
        return self.checked(self.grid.raw(row, column), self.grid.place(row, column)) if column else None


def _without_maximum(name: str) -> str:
    return _IN_BRACKETS.sub("", name).strip(" .,:;-–") or name


def _roman(number: int) -> str:
    tens, ones = divmod(number, 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]


def find_tables(grid: TableGrid, answers: Answers) -> Iterator[FoundTable]:
    """Every table of a sheet with a known shape, from the top and from the left."""
    for segment in _segments(grid):
        header = segment.header
        by_unit = header.first(ColumnRole.UNIT) is not None and header.first(ColumnRole.CONTENT) is None
        found = ByUnit(segment, answers).read() if by_unit else ByCriterion(segment, answers).read()
        if found:
            yield found


def _segments(grid: TableGrid) -> Iterator[TableSegment]:
    starts = list(header_rows(grid))
    if not starts:
        return
    parts = side_by_side(grid, starts[0])
    if len(parts) > 1:
        for part in parts:
            yield from _segments(part)
        return
    end_of_last = grid.first_row
    while starts:
        header = read_header(grid, starts[0])
        starts = [row for row in starts if row >= header.body]
        repeated = [row for row in starts if read_header(grid, row).shape_key == header.shape_key]
        following = [row for row in starts if row not in repeated or _titled(grid, row)]
        stop = _title_start(grid, following[0]) if following else grid.last_row + 1
        titles = tuple(dict.fromkeys(grid.lines(range(end_of_last, header.rows[0]))))
        yield TableSegment(grid, titles, header, range(header.body, stop))
        end_of_last = stop
        starts = [row for row in starts if row >= stop]


def _titled(grid: TableGrid, row: int) -> bool:
    """Whether a title precedes a header, so that it begins another table rather than a new page."""
    return _title_start(grid, row) < row


def _title_start(grid: TableGrid, row: int) -> int:
    start = row
    while start > grid.first_row and _is_title(grid, start - 1):
        start -= 1
    return start


def _is_title(grid: TableGrid, row: int) -> bool:
    return len(grid.texts(row)) <= 2 and grid.without_figures(row)
