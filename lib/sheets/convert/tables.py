"""Converting the tables of a sheet: locating them, recognising their shape, and reading them.

Rows are criteria (the scores of one unit, or of all units in columns) or units (scores by criterion, results of a
year, votes).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from lib.model.domain import CriterionKind, ScoreColumn
from lib.sheets.convert import vocabulary
from lib.sheets.convert.finding import (
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
from lib.sheets.convert.outline import Outline, OutlineLine, kind_of, numbering, outline, outline_lines, split_number
from lib.sheets.convert.reader import (
    MEANINGS,
    Answers,
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
        for row in self.body:
            name = self.grid.text(row, column)
            others = [
                c.column
                for c in self.header.columns
                if c.role not in (ColumnRole.UNIT, ColumnRole.NUMBER, ColumnRole.NOTE)
            ]
            filled = any(not cells.is_blank(self.grid.raw(row, other)) for other in others)
            if name and filled and row not in repeated and not (is_total(name) or is_average(name) or is_maximum(name)):
                yield row, name

    def _criterion_columns(self) -> list[FoundColumn]:
        unclear = {column for column, _ in self.header.unclear}
        return [
            column
            for column in self.header.columns
            if column.role is ColumnRole.UNKNOWN
            and column not in unclear
            and not is_subtotal(column.header)
            and self.has_values(column.column)
        ]

    def _matrix_by_unit(self, columns: list[FoundColumn]) -> FoundTable:
        criteria = self._criteria_of_columns(columns)
        kind = self.title_kind(columns[0])
        units = list(self._rows_of_units())
        marks: list[FoundMark] = []
        typed: list[FoundTotal] = []
        total = self.only(ColumnRole.TOTAL)
        for row, unit in units:
            if kind is None:
                break
            own = self._marks_of_row(row, unit=unit, columns=columns, criteria=criteria, kind=kind)
            if total and not cells.is_blank(self.grid.raw(row, total)):
                typed.append(FoundTotal(unit, kind, self.grid.raw(row, total)))
                self.compare(
                    criteria, codes=[criterion.code for criterion in criteria], marks=own, row=row, column=total
                )
            marks += own
        subjects = {column: criterion.code for column, criterion in zip(columns, criteria, strict=True)}
        return self.made(
            Shape.MATRIX_BY_UNIT,
            columns=tuple(
                replace(c, role=ColumnRole.CRITERION, subject=subjects[c]) if c in subjects else c
                for c in self.header.columns
            ),
            criteria=criteria,
            marks=tuple(marks),
            totals=tuple(typed),
            unit_order=tuple(dict.fromkeys(unit for _, unit in units)),
        )

    def _marks_of_row(
        self, row: int, unit: str, columns: list[FoundColumn], criteria: tuple[FoundCriterion, ...], kind: ScoreColumn
    ) -> list[FoundMark]:
        found = []
        for column, criterion in zip(columns, criteria, strict=True):
            value, place = self.grid.raw(row, column.column), self.grid.place(row, column.column)
            if not cells.is_blank(value) and (carried := self.checked(value, place)) is not None:
                found.append(FoundMark(unit=unit, criterion=criterion.code, column=kind, value=carried, place=place))
        return found

    def _criteria_of_columns(self, columns: list[FoundColumn]) -> tuple[FoundCriterion, ...]:
        """A criterion per column: group from the cell above it, maximum from the row of maxima or from its brackets."""
        maxima = self._row_of_maxima()
        groups: dict[str, list[FoundColumn]] = {}
        found = []
        for column in columns:
            parent = self.header.parent(column.column)
            number, name = split_number(parent or column.header)
            own_number, own_name = split_number(column.header) if parent else ("", name)
            place_in_group = groups.setdefault(parent or column.header, [])
            place_in_group.append(column)
            code = self._code(number or _roman(len(groups)), own_number, parent, len(place_in_group))
            kind = kind_of(column.header, parent)
            if kind is None:
                chosen = self.choose(
                    Ask.KIND_OF_POINTS, self.grid.place(self.header.rows[-1], column.column), column.header,
                    [one.value for one in CriterionKind],
                )  # fmt: skip
                kind = CriterionKind(chosen) if chosen else CriterionKind.BASE
            found.append(
                FoundCriterion(
                    code=code,
                    group=_without_maximum(parent or name),
                    name=_without_maximum(own_name),
                    maximum=self._maximum(column, maxima),
                    kind=kind,
                    place=self.grid.place(self.header.rows[-1], column.column),
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
        place = self.grid.place(self.header.rows[-1], column.column)
        self.report(Ask.MAXIMUM_MISSING, place, name=column.header)
        return None

    def _standings(self) -> FoundTable:
        header, grid = self.header, self.grid
        places = {
            role: self.only(role) for role in (ColumnRole.YEAR, ColumnRole.TOTAL, ColumnRole.MAXIMUM, ColumnRole.RANK)
        }
        titled = year_of(self.titles)
        rows = []
        for row, unit in self._rows_of_units():
            values = {role: grid.raw(row, column) if column else None for role, column in places.items()}
            for role in (ColumnRole.TOTAL, ColumnRole.RANK):
                if column := places[role]:
                    self.checked(values[role], grid.place(row, column))
            year = cells.read_whole(values[ColumnRole.YEAR]).value or titled
            rows.append(
                FoundStanding(
                    year=year,
                    unit=unit,
                    total=values[ColumnRole.TOTAL],
                    maximum=values[ColumnRole.MAXIMUM],
                    rank=values[ColumnRole.RANK],
                    place=grid.place(row, 1),
                )
            )
        if any(row.year is None for row in rows):
            self.report(Ask.YEAR_MISSING, FilePlace(grid.file, grid.sheet))
        order = tuple(dict.fromkeys(row.unit for row in rows))
        return self.made(Shape.STANDINGS, columns=header.columns, standings=tuple(rows), unit_order=order)

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
        return self.made(Shape.VOTES, columns=self.header.columns, ballot=ballot, unit_order=order)

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
    texts = {grid.text(row, column) for column in grid.columns} - {""}
    return len(texts) <= 2 and all(grid.number(row, column) is None for column in grid.columns)
