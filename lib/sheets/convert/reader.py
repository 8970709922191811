"""The base of the readers of every shape: a table's place, its columns as answered, its questions, its sums."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from lib.model.domain import CriterionKind, ScoreColumn
from lib.model.problems import Code, column_letters
from lib.sheets import vocabulary as our_words
from lib.sheets.convert import vocabulary
from lib.sheets.convert.finding import (
    Answers,
    Ask,
    ColumnRole,
    FilePlace,
    FoundColumn,
    FoundCriterion,
    FoundMark,
    FoundTable,
    Questions,
    Shape,
    key_of,
)
from lib.sheets.convert.grid import TableGrid
from lib.sheets.convert.headers import Header, with_brackets, without_tones
from lib.sheets.convert.titles import cluster_of, score_column_of, year_of
from lib.sheets.reading import cells
from lib.sheets.sources.source import RawCell

_TOTAL = re.compile(
    r"(?:tong cong|tong diem|tong so diem|tong so|tong|cong)(?: (?:cong|diem|chung|ket qua))*(?P<of> .*)?"
)
_OF_GROUP = re.compile(r" (?:nhom|muc|phan)?\s*(?:[ivxabcd\d+ ]+|nhom .*|muc .*|phan .*)")
MEANINGS = {ColumnRole.SELF: ScoreColumn.SELF, ColumnRole.VERIFIED: ScoreColumn.VERIFIED}
POINTS, SHARE = "points", "share"


@dataclass(frozen=True)
class TableSegment:
    """One table within a grid: its title lines, its header, the rows under it."""

    grid: TableGrid
    titles: tuple[str, ...]
    header: Header
    body: range


def is_total(name: str) -> bool:
    """Whether a line or column is the sum of everything: "Tổng cộng", "Tổng điểm (I+II)"."""
    match = _TOTAL.fullmatch(without_tones(name))
    return match is not None and not match["of"]


def is_subtotal(name: str) -> bool:
    """Whether a line or column is the sum of a group: "Cộng nhóm I", "Tổng điểm mục II"."""
    match = _TOTAL.fullmatch(without_tones(name))
    return bool(match and match["of"] and _OF_GROUP.fullmatch(match["of"]))


def is_average(name: str) -> bool:
    """Whether a line or column is an average, which is computed and never copied."""
    return without_tones(name) in {without_tones(word) for word in vocabulary.AVERAGE_LINES}


class TableReader:
    """Reads one table; the base class of every shape. Questions are collected as they arise."""

    def __init__(self, segment: TableSegment, answers: Answers) -> None:
        self.grid, self.titles, self.body = segment.grid, segment.titles, segment.body
        self.questions = Questions(answers)
        self.header = segment.header
        self.header = self._answered(segment.header)

    def _answered(self, header: Header) -> Header:
        """The header with its ambiguous columns as answered; without an answer a question is asked and the column
        ignored.
        """
        columns = list(header.columns)
        for column, roles in header.unclear:
            ask = Ask.SCORE_MEANING if set(roles) <= set(MEANINGS) else Ask.COLUMN_MEANING
            chosen = self.choose(ask, self.place_of(column), column.header, roles)
            if chosen:
                columns[columns.index(column)] = replace(column, role=ColumnRole(chosen))
        return replace(header, columns=tuple(columns))

    def place_of(self, column: FoundColumn) -> FilePlace:
        """The place of the header of a column."""
        return self.grid.place(self.header.rows[-1], column.column)

    def choose(self, ask: Ask, place: FilePlace, subject: str, options: Sequence[str]) -> str | None:
        """The answer to a question of this table; where there is none, the question is asked and None returned."""
        key = key_of(self.header.shape_key, ask, without_tones(subject))
        return self.questions.choose(ask, place, key, options, name=subject)

    def report(self, ask: Ask, place: FilePlace, **params: str) -> None:
        """Add a notice about a place of the file."""
        self.questions.report(ask, place, key_of(self.header.shape_key, ask, place.a1), **params)

    def kind(self, place: FilePlace, *names: str) -> CriterionKind:
        """Base, bonus or deduction by the words of a criterion and its headings; where they say both, as answered."""
        kind = kind_of(*names)
        if kind is None:
            options = [each.value for each in CriterionKind]
            kind = CriterionKind(self.choose(Ask.KIND_OF_POINTS, place, names[0], options) or CriterionKind.BASE)
        return kind

    def unknown_columns(self) -> list[FoundColumn]:
        """The columns of an unknown role about which no question is open."""
        unclear = [column for column, _ in self.header.unclear]
        return [column for column in self.header.of(ColumnRole.UNKNOWN) if column not in unclear]

    def columns_about(self, role: ColumnRole, subjects: Mapping[FoundColumn, str]) -> tuple[FoundColumn, ...]:
        """The columns, with this role and their subject where they have one."""
        return tuple(
            replace(column, role=role, subject=subjects[column]) if column in subjects else column
            for column in self.header.columns
        )

    def made(self, shape: Shape, **parts: object) -> FoundTable:
        """The table of this shape with its parts and the questions collected so far."""
        return FoundTable(
            file=self.grid.file,
            sheet=self.grid.sheet,
            shape=shape,
            header=self.header.rows,
            first_row=self.header.rows[0],
            last_row=max(self.body.stop - 1, self.header.rows[-1]),
            cluster=cluster_of(self.titles),
            year=year_of(self.titles),
            questions=tuple(self.questions.open),
            **{"columns": self.header.columns, **parts},  # type: ignore[arg-type]
        )

    def has_values(self, column: int) -> bool:
        """Whether a column under the header holds a figure or a KPS."""
        return any(
            self.grid.number(row, column) is not None or is_mark(self.grid.raw(row, column)) for row in self.body
        )

    def only(self, role: ColumnRole) -> int | None:
        """The only column of a role; where several have it, none counts until one is chosen."""
        found = self.header.of(role)
        if len(found) < 2:
            return found[0].column if found else None
        letters = [column_letters(column.column) for column in found]
        chosen = self.choose(Ask.COLUMN_TWICE, self.place_of(found[1]), found[0].header, letters)
        return found[letters.index(chosen)].column if chosen else None

    def checked(self, value: RawCell, place: FilePlace) -> RawCell:
        """A value to copy unchanged; one that is not a number or is ambiguous is reported.

        None where it may be a percentage and was not declared to be points.
        """
        if self.grid.may_be_share(place.row, place.column):
            header = next((c.header for c in self.header.columns if c.column == place.column), "")
            if self.choose(Ask.SHARE_OR_POINTS, place, header, (POINTS, SHARE)) != POINTS:
                return None
        if not is_mark(value):
            fault = cells.read_number(value).fault
            if fault:
                two = fault.code is Code.AMBIGUOUS_NUMBER
                self.report(Ask.TWO_READINGS if two else Ask.NOT_A_NUMBER, place, value=cells.as_typed(value) or "")
        return value

    def mark(
        self, criterion: FoundCriterion, unit: str, kind: ScoreColumn, row: int, column: int
    ) -> Iterator[FoundMark]:
        """The score in a cell, if it holds one that is to be copied."""
        value, place = self.grid.raw(row, column), self.grid.place(row, column)
        if not cells.is_blank(value) and (carried := self.checked(value, place)) is not None:
            yield FoundMark(unit=unit, criterion=criterion.code, column=kind, value=carried, place=place)

    def title_kind(self, column: FoundColumn) -> ScoreColumn | None:
        """The score that a column holds by the title or the sheet's name, else by an answer."""
        by_title = score_column_of((*self.titles, self.grid.sheet))
        if by_title:
            return by_title
        chosen = self.choose(Ask.SCORE_MEANING, self.place_of(column), self.grid.sheet, list(MEANINGS))
        return MEANINGS[ColumnRole(chosen)] if chosen else None

    def compare(
        self, criteria: Sequence[FoundCriterion], codes: Sequence[str], marks: list[FoundMark], row: int, column: int
    ) -> None:
        """Report a typed sum that differs from that of the scores."""
        typed = self.grid.number(row, column)
        ours = sum_of(criteria, codes, marks)
        if typed is not None and ours is not None and typed != ours:
            self.report(
                Ask.TOTAL_DIFFERS, self.grid.place(row, column), typed=cells.shortest(float(typed)),
                found=cells.shortest(float(ours)),
            )  # fmt: skip


def kind_of(*names: str) -> CriterionKind | None:
    """Bonus or deduction by the words of a line or its headings, the nearest first; None where both occur."""
    for name in names:
        words = f" {with_brackets(name)} "
        bonus = any(f" {without_tones(word)} " in words for word in vocabulary.BONUS)
        deduction = any(f" {without_tones(word)} " in words for word in vocabulary.DEDUCTION)
        if bonus and deduction:
            return None
        if bonus or deduction:
            return CriterionKind.BONUS if bonus else CriterionKind.DEDUCTION
    return CriterionKind.BASE


def is_mark(raw: RawCell) -> bool:
    """Whether a cell means "không phát sinh"."""
    return isinstance(raw, str) and cells.key(raw) in {cells.key(word) for word in our_words.NOT_APPLICABLE}


def is_maximum(name: str) -> bool:
    """Whether a line or column holds the maxima of the criteria."""
    return any(
        without_tones(name) == without_tones(word) or without_tones(name).startswith(f"{without_tones(word)} ")
        for word in vocabulary.MAXIMUM_LINES
    )


def sum_of(criteria: Sequence[FoundCriterion], codes: Sequence[str], marks: Sequence[FoundMark]) -> Decimal | None:
    """Base and bonus minus deductions of one unit's scores; None where a base score is missing or not a number."""
    by_code = {mark.criterion: mark.value for mark in marks}
    total = Decimal(0)
    for criterion in criteria:
        if criterion.code not in codes:
            continue
        raw = by_code.get(criterion.code)
        value = cells.read_number(raw).value
        if value is None and (raw is not None or criterion.kind is CriterionKind.BASE):
            return None
        points = value or Decimal(0)
        total += -abs(points) if criterion.kind is CriterionKind.DEDUCTION else points
    return total
