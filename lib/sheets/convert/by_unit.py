"""Converting tables with units in rows: scores by criterion, results of a year, votes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from lib.model.domain import CriterionKind, ScoreColumn
from lib.sheets.convert.finding import (
    Ask,
    ColumnRole,
    FilePlace,
    FoundColumn,
    FoundCriterion,
    FoundMark,
    FoundStanding,
    FoundTable,
    FoundTotal,
    FoundVote,
    Shape,
)
from lib.sheets.convert.headers import header_rows
from lib.sheets.convert.outline import kind_of, split_number
from lib.sheets.convert.reader import TableReader, is_average, is_maximum, is_subtotal, is_total
from lib.sheets.convert.titles import ballot_of, year_of
from lib.sheets.reading import cells
from lib.sheets.sources.source import RawCell

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
