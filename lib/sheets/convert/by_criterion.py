"""Converting tables with criteria in rows: those of one unit, and those of all units in columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from lib.model.domain import ScoreColumn
from lib.sheets.convert import vocabulary
from lib.sheets.convert.finding import (
    Ask,
    ColumnRole,
    FilePlace,
    FoundColumn,
    FoundCriterion,
    FoundMark,
    FoundRemark,
    FoundTable,
    FoundTotal,
    Shape,
)
from lib.sheets.convert.headers import header_rows, without_tones
from lib.sheets.convert.outline import Outline, OutlineLine, numbering, outline, outline_lines
from lib.sheets.convert.reader import MEANINGS, TableReader, is_average, is_mark, is_subtotal, is_total
from lib.sheets.convert.titles import owner_of
from lib.sheets.reading import cells

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

    def _rows_of_criteria(self, scores: Sequence[int]) -> tuple[Outline, list[OutlineLine], list[int]]:
        """The criteria, the lines they were made of, and the rows of totals."""
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
        found = outline(grid, lines, header.shape_key, dict(self.answers))
        self.questions += found.questions
        return found, lines, totals

    def _above_footer(self, number: int | None, figures: Sequence[int]) -> range:
        """The rows down to the last one with a figure or a numbering; what follows is the signature block."""
        for row in reversed(self.body):
            figure = any(self.grid.number(row, c) is not None or is_mark(self.grid.raw(row, c)) for c in figures)
            if figure or (number and numbering(self.grid.text(row, number))[1] is not None):
                return range(self.body.start, row + 1)
        return range(self.body.start, self.body.start)

    def _marks(self, criteria: Sequence[FoundCriterion], column: int, unit: str, kind: ScoreColumn) -> list[FoundMark]:
        marks = []
        for criterion in criteria:
            row = criterion.place.row
            place = self.grid.place(row, column)
            origin = self.grid.merged_from(row, column)
            if origin and origin[0] != row and not cells.is_blank(self.grid.raw(*origin)):
                self.report(Ask.MERGED_SCORE, place, over=str(self.grid.place(*origin).a1), name=criterion.name)
            value = self.grid.raw(row, column)
            if not cells.is_blank(value) and (carried := self.checked(value, place)) is not None:
                marks.append(FoundMark(unit=unit, criterion=criterion.code, column=kind, value=carried, place=place))
        return marks

    def _typed_totals(
        self, outline: Outline, totals: Sequence[int], column: int, unit: str, kind: ScoreColumn, marks: list[FoundMark]
    ) -> list[FoundTotal]:
        """Totals typed under a column of scores, to be compared with the sums of the criteria."""
        everything = tuple(criterion.code for criterion in outline.criteria)
        typed = []
        for row in totals:
            value = self.grid.raw(row, column)
            if not cells.is_blank(value):
                typed.append(FoundTotal(unit, kind, value))
                self.compare(outline.criteria, codes=everything, marks=marks, row=row, column=column)
        for row, codes in outline.sums:
            self.compare(outline.criteria, codes=codes, marks=marks, row=row, column=column)
        return typed

    def _unit_scores(self) -> FoundTable:
        header, grid = self.header, self.grid
        owner = owner_of(self.titles, grid)
        unit = owner.name
        if unit is None:
            place = FilePlace(grid.file, grid.sheet)
            if owner.candidates:
                unit = self.choose(Ask.UNIT_NAME, place, " | ".join(sorted(owner.candidates)), owner.candidates)
            else:
                self.report(Ask.UNIT_NAME, place)
        columns = [(kind, column) for role, kind in MEANINGS.items() if (column := self.only(role))]
        found, _, totals = self._rows_of_criteria([column for _, column in columns])
        marks: list[FoundMark] = []
        typed: list[FoundTotal] = []
        for kind, column in columns:
            own = self._marks(found.criteria, column, unit or "", kind)
            typed += self._typed_totals(found, totals, column=column, unit=unit or "", kind=kind, marks=own)
            marks += own
        self._unknown_columns()
        return self.made(
            Shape.UNIT_SCORES,
            columns=header.columns,
            unit=unit,
            criteria=found.criteria,
            marks=tuple(marks) if unit else (),
            totals=tuple(typed),
            remarks=tuple(self._remarks(found.criteria, unit)) if unit else (),
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

    def _unknown_columns(self) -> None:
        for column in self.header.of(ColumnRole.UNKNOWN):
            if column not in {one for one, _ in self.header.unclear} and self.has_values(column.column):
                place = self.grid.place(self.header.rows[-1], column.column)
                self.report(Ask.COLUMN_UNKNOWN, place, name=column.header)

    def _unit_columns(self) -> list[tuple[FoundColumn, str, ScoreColumn | None]]:
        """Columns of a unit's scores: under a header of scores, or named by the unit itself."""
        header = self.header
        unclear = {column for column, _ in header.unclear}
        found: list[tuple[FoundColumn, str, ScoreColumn | None]] = []
        for column in header.columns:
            parent = header.parent(column.column)
            if parent and column.role in MEANINGS and without_tones(parent) not in _scoring_words():
                found.append((column, parent, MEANINGS[column.role]))
            elif (
                column.role is ColumnRole.UNKNOWN and column not in unclear and not parent and self._may_be_unit(column)
            ):
                found.append((column, column.header, None))
        return found if len({unit for _, unit, _ in found}) >= FEWEST_UNIT_COLUMNS else []

    def _may_be_unit(self, column: FoundColumn) -> bool:
        body = [self.grid.raw(row, column.column) for row in self.body]
        figures = sum(1 for raw in body if cells.read_number(raw).value is not None or is_mark(raw))
        texts = sum(1 for raw in body if not cells.is_blank(raw)) - figures
        return figures >= texts

    def _matrix(self, units: list[tuple[FoundColumn, str, ScoreColumn | None]]) -> FoundTable:
        kinds = self._kinds(units)
        found, _, totals = self._rows_of_criteria([column.column for column, _, _ in units])
        marks: list[FoundMark] = []
        typed: list[FoundTotal] = []
        for column, unit, _ in units:
            kind = kinds.get(column)
            if kind:
                own = self._marks(found.criteria, column.column, unit, kind)
                typed += self._typed_totals(found, totals, column=column.column, unit=unit, kind=kind, marks=own)
                marks += own
        columns = {column: unit for column, unit, _ in units}
        return self.made(
            Shape.MATRIX,
            columns=tuple(
                replace(c, role=ColumnRole.UNIT_SCORE, subject=columns[c]) if c in columns else c
                for c in self.header.columns
            ),
            criteria=found.criteria,
            marks=tuple(marks),
            totals=tuple(typed),
            unit_order=tuple(dict.fromkeys(unit for _, unit, _ in units)),
        )

    def _kinds(self, units: list[tuple[FoundColumn, str, ScoreColumn | None]]) -> dict[FoundColumn, ScoreColumn]:
        """Which score each column holds: by its header, else by the title, else by one question for all columns."""
        kinds = {column: kind for column, _, kind in units if kind}
        open_columns = [column for column, _, kind in units if kind is None]
        if open_columns:
            by_title = self.title_kind(open_columns[0])
            kinds |= dict.fromkeys(open_columns, by_title) if by_title else {}
        return kinds


def _scoring_words() -> frozenset[str]:
    return frozenset(without_tones(word) for role in MEANINGS for word in vocabulary.HEADERS[role]) | {
        "diem",
        "ket qua",
    }
