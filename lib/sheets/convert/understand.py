"""From the sheets of some files to their content: every table, and the questions between tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from lib.model.domain import ScoreColumn
from lib.model.records import Tab
from lib.sheets.convert.finding import (
    Answers,
    Ask,
    FilePlace,
    Finding,
    FoundCriterion,
    FoundTable,
    Questions,
    Shape,
    key_of,
)
from lib.sheets.convert.grid import grid_of
from lib.sheets.convert.headers import without_tones
from lib.sheets.convert.outline import split_number
from lib.sheets.convert.reader import sum_of
from lib.sheets.convert.tables import find_tables
from lib.sheets.reading import cells
from lib.sheets.reading.names import toneless
from lib.sheets.reading.tables import find_sheets
from lib.sheets.sources.source import RawCell, RawTable, RawTables

SAME, OTHER = "same", "other"
TAKE, LEAVE = "take", "leave"
_DIGITS = re.compile(r"(\d+)")


def understand(files: Iterable[RawTables], answers: Answers) -> Finding:
    """Everything that the files hold, given the known answers; pure and independent of their order.

    The label of each `RawTables` is the name of its file.
    """
    questions = Questions(answers)
    tables: list[FoundTable] = []
    for file in sorted(files, key=lambda file: _natural(file.labels[0])):
        found = list(_of_file(file, answers))
        tables += _of_shown_sheets(file, found, questions)
        _report_without_table(file, found, questions)
    questions.open += [question for table in tables for question in table.questions]
    tables = _one_name_a_unit(tables, questions)
    _choose_year(tables, questions)
    tables = _without_summaries(tables, questions)
    tables = _units_once(tables, questions)
    tables = _criteria_agree(tables, questions)
    return Finding(tuple(tables), tuple(questions.asked_once()))


def _natural(name: str) -> tuple[object, ...]:
    return tuple((0, int(part), "") if part.isdigit() else (1, 0, cells.key(part)) for part in _DIGITS.split(name))


def _of_file(file: RawTables, answers: Answers) -> Iterator[FoundTable]:
    label = file.labels[0]
    if is_ours(file):
        yield FoundTable(
            file=label, sheet="", shape=Shape.OURS, header=(), first_row=0, last_row=0, columns=(),
        )  # fmt: skip
        return
    for table in file.tables:
        yield from find_tables(grid_of(label, table), answers)


def is_ours(file: RawTables) -> bool:
    """Whether a file already is a workbook of the contract's layout."""
    sheets, _ = find_sheets(file)
    return Tab.INFO in sheets and Tab.UNITS in sheets


def _of_shown_sheets(file: RawTables, tables: Sequence[FoundTable], questions: Questions) -> Iterator[FoundTable]:
    """The tables that count: those of a hidden sheet only where an answer says so."""
    hidden = {table.tab for table in file.tables if table.hidden}
    for table in tables:
        if table.sheet in hidden:
            place = FilePlace(table.file, table.sheet)
            key = key_of(Ask.HIDDEN_SHEET, cells.key(table.sheet), table.shape)
            if questions.choose(Ask.HIDDEN_SHEET, place, key, (TAKE, LEAVE), name=table.sheet) != TAKE:
                continue
        yield table


def _report_without_table(file: RawTables, tables: Sequence[FoundTable], questions: Questions) -> None:
    """Add a notice for each non-blank sheet in which no table was found."""
    with_tables = {table.sheet for table in tables}
    if any(table.shape is Shape.OURS for table in tables):
        return
    for table in file.tables:
        if table.tab in with_tables or not (table.pictured or _has_content(table)):
            continue
        ask = Ask.NO_TABLE if _has_content(table) else Ask.ONLY_A_PICTURE
        questions.report(ask, FilePlace(file.labels[0], table.tab), key_of(ask, file.labels[0], table.tab))


def _has_content(table: RawTable) -> bool:
    return any(not cells.is_blank(raw) for row in table.rows for raw in row)


def _one_name_a_unit(tables: Sequence[FoundTable], questions: Questions) -> list[FoundTable]:
    """The tables with one spelling for every unit; names that differ only in tones become a question."""
    names: dict[str, str] = {}
    for table in tables:
        for name in table.unit_order:
            names.setdefault(cells.key(name), name)
    short = {cells.key(s): unit for table in tables for unit, s in table.short_names}
    spelling = {key: names.get(cells.key(short[key]), name) if key in short else name for key, name in names.items()}
    for one, other in pairwise(sorted(names.values(), key=lambda name: (toneless(name), name))):
        if toneless(one) == toneless(other):
            where = next(FilePlace(t.file, t.sheet) for t in tables if other in t.unit_order)
            key = key_of(Ask.SAME_UNIT, cells.key(one), cells.key(other))
            if questions.choose(Ask.SAME_UNIT, where, key, (SAME, OTHER), one=one, other=other) == SAME:
                spelling[cells.key(other)] = spelling[cells.key(one)]
    return [_renamed(table, spelling) for table in tables]


def _renamed(table: FoundTable, spelling: dict[str, str]) -> FoundTable:
    def name(typed: str) -> str:
        return spelling.get(cells.key(typed), typed)

    ballot = table.ballot
    if ballot:
        ballot = replace(ballot, votes=tuple(replace(vote, unit=name(vote.unit)) for vote in ballot.votes))
    return replace(
        table,
        unit=name(table.unit) if table.unit else None,
        marks=tuple(replace(mark, unit=name(mark.unit)) for mark in table.marks),
        totals=tuple(replace(total, unit=name(total.unit)) for total in table.totals),
        remarks=tuple(replace(remark, unit=name(remark.unit)) for remark in table.remarks),
        standings=tuple(replace(standing, unit=name(standing.unit)) for standing in table.standings),
        ballot=ballot,
        unit_order=tuple(dict.fromkeys(map(name, table.unit_order))),
        short_names=tuple((name(unit), short) for unit, short in table.short_names),
    )


def _years(tables: Sequence[FoundTable]) -> list[int]:
    """The years that the tables of scores name, from the earliest."""
    return sorted({table.year for table in tables if table.year and table.shape is not Shape.STANDINGS})


def _choose_year(tables: Sequence[FoundTable], questions: Questions) -> None:
    """Ask for the year where the tables of scores name different ones."""
    years = _years(tables)
    if len(years) > 1:
        where = next(FilePlace(table.file, table.sheet) for table in tables if table.year == years[-1])
        questions.choose(Ask.YEARS_DIFFER, where, key_of(Ask.YEARS_DIFFER, *years), [str(year) for year in years])


def chosen_year(finding: Finding, answers: Answers) -> int | None:
    """The year of the workbook: the one that the tables name, or the one that was chosen."""
    years = _years(finding.tables)
    if len(years) == 1:
        return years[0]
    chosen = answers.get(key_of(Ask.YEARS_DIFFER, *years))
    return int(chosen) if chosen and chosen.isdigit() else None


def _without_summaries(tables: Sequence[FoundTable], questions: Questions) -> list[FoundTable]:
    """Set apart the tables that only summarise others, after comparing them with these; they are never added."""
    in_detail = [table for table in tables if table.shape in (Shape.UNIT_SCORES, Shape.MATRIX)]
    named = {criterion.group for table in in_detail for criterion in table.criteria}
    groups = {without_tones(name): group for group in named for name in (group, split_number(group)[1])}
    kept = []
    for table in tables:
        sums = [groups.get(without_tones(criterion.name)) for criterion in table.criteria]
        if table.shape is Shape.MATRIX_BY_UNIT and groups and None not in sums:
            _compare_sums(table, in_detail, groups, questions)
        elif table.shape is Shape.STANDINGS and in_detail and _of_this_year(table, in_detail):
            _compare_totals(table, in_detail, questions)
        else:
            kept.append(table)
    return kept


def _of_this_year(table: FoundTable, in_detail: Sequence[FoundTable]) -> bool:
    years = {one.year for one in in_detail}
    return all(standing.year is None or standing.year in years for standing in table.standings)


def _compare_sums(
    table: FoundTable, in_detail: Sequence[FoundTable], groups: dict[str, str], questions: Questions
) -> None:
    names = {criterion.code: groups[without_tones(criterion.name)] for criterion in table.criteria}
    for mark in table.marks:
        ours = _total(in_detail, mark.unit, mark.column, names[mark.criterion])
        _compare(mark.value, ours, mark.place, questions)


def _compare_totals(table: FoundTable, in_detail: Sequence[FoundTable], questions: Questions) -> None:
    for standing in table.standings:
        for column in (ScoreColumn.VERIFIED, ScoreColumn.SELF):
            ours = _total(in_detail, standing.unit, column, None)
            if ours is not None:
                _compare(standing.total, ours, standing.place, questions)
                break


def _total(in_detail: Sequence[FoundTable], unit: str, column: ScoreColumn, group: str | None) -> Decimal | None:
    """The computed sum of a unit's scores, of one group or of all; None where no table has all of them."""
    for table in in_detail:
        marks = [mark for mark in table.marks if (mark.unit, mark.column) == (unit, column)]
        if marks:
            codes = [c.code for c in table.criteria if group is None or c.group == group]
            return sum_of(table.criteria, codes, marks)
    return None


def _compare(typed: RawCell, ours: Decimal | None, place: FilePlace, questions: Questions) -> None:
    """Report a typed sum that differs from the computed one."""
    number = cells.read_number(typed).value
    if number is not None and ours is not None and number != ours:
        shown, found = cells.shortest(float(number)), cells.shortest(float(ours))
        questions.report(Ask.TOTAL_DIFFERS, place, key_of(Ask.TOTAL_DIFFERS, place), typed=shown, found=found)


def _units_once(tables: Sequence[FoundTable], questions: Questions) -> list[FoundTable]:
    """Resolve tables without scores that list one unit twice: a question, until one of them is chosen."""
    owners: dict[tuple[str, ScoreColumn], dict[int, None]] = {}
    for number, table in enumerate(tables):
        for mark in table.marks:
            owners.setdefault((mark.unit, mark.column), {})[number] = None
    dropped: set[tuple[int, str, ScoreColumn]] = set()
    for (unit, column), numbers in owners.items():
        if len(numbers) < 2:
            continue
        options = [f"{tables[n].file}: {tables[n].sheet} ({tables[n].first_row})" for n in numbers]
        last = tables[max(numbers)]
        key = key_of(Ask.UNIT_TWICE, cells.key(unit), *options)
        chosen = questions.choose(Ask.UNIT_TWICE, FilePlace(last.file, last.sheet), key, options, name=unit)
        dropped |= {(n, unit, column) for n, option in zip(numbers, options, strict=True) if option != chosen}
    return [
        replace(table, marks=tuple(m for m in table.marks if (number, m.unit, m.column) not in dropped))
        for number, table in enumerate(tables)
    ]


def _criteria_agree(tables: Sequence[FoundTable], questions: Questions) -> list[FoundTable]:
    """Tables in which a code is one criterion with one maximum; differences become questions and stay blank until
    then.
    """
    maxima: dict[str, dict[str, FoundCriterion]] = {}
    names: dict[str, dict[str, FoundCriterion]] = {}
    for criterion in (criterion for table in tables for criterion in table.criteria):
        maxima.setdefault(criterion.code, {}).setdefault(_maximum_text(criterion), criterion)
        names.setdefault(criterion.code, {}).setdefault(without_tones(criterion.name), criterion)
    settled = {code: _settled(names[code], maxima[code], questions) for code in names}
    return [replace(table, criteria=tuple(settled[c.code] for c in table.criteria)) for table in tables]


def _maximum_text(criterion: FoundCriterion) -> str:
    number = cells.read_number(criterion.maximum).value
    return f"{number.normalize():f}" if number is not None else cells.as_typed(criterion.maximum) or ""


def _settled(
    names: dict[str, FoundCriterion], maxima: dict[str, FoundCriterion], questions: Questions
) -> FoundCriterion:
    """The criterion of a code, given the first one of each name and of each maximum."""
    criterion, *others = names.values()
    if others:
        texts = tuple(sorted({other.name for other in names.values()}))
        criterion = replace(criterion, name=_one_of(Ask.NAMES_DIFFER, others[0], texts, questions) or " / ".join(texts))
    _, *others = maxima.values()
    if others:
        options = tuple(sorted(maximum for maximum in maxima if maximum))
        chosen = _one_of(Ask.MAXIMA_DIFFER, others[0], options, questions)
        criterion = replace(criterion, maximum=maxima[chosen].maximum if chosen else None)
    return criterion


def _one_of(ask: Ask, criterion: FoundCriterion, options: tuple[str, ...], questions: Questions) -> str | None:
    key = key_of(ask, criterion.code, *options)
    return questions.choose(ask, criterion.place, key, options, code=criterion.code)
