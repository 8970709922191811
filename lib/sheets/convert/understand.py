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
    Ask,
    FilePlace,
    Finding,
    FoundCriterion,
    FoundTable,
    Question,
    Shape,
    key_of,
)
from lib.sheets.convert.grid import grid_of
from lib.sheets.convert.headers import without_tones
from lib.sheets.convert.outline import split_number
from lib.sheets.convert.reader import Answers, sum_of
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
    ordered = sorted(files, key=lambda file: _natural(file.labels[0]))
    tables: list[FoundTable] = []
    questions: list[Question] = []
    for file in ordered:
        found = list(_of_file(file, answers))
        taken, hidden = _of_shown_sheets(file, found, answers)
        tables += taken
        questions += [*hidden, *_nothing_in(file, found)]
    named, doubled = _one_name_a_unit(tables, answers)
    questions += [question for table in named for question in table.questions]
    questions += doubled
    questions += _years(named, answers)
    detailed, differing_sums = _without_summaries(named)
    questions += differing_sums
    kept, twice = _units_once(detailed, answers)
    questions += twice
    agreed, differing = _criteria_agree(kept, answers)
    questions += differing
    return Finding(tuple(agreed), tuple(_asked_once(questions)))


def _asked_once(questions: Iterable[Question]) -> Iterator[Question]:
    """Every notice, and each question once: its answer holds for all tables of the same layout."""
    asked: set[str] = set()
    for question in questions:
        if not question.options or question.key not in asked:
            asked.add(question.key)
            yield question


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


def _of_shown_sheets(
    file: RawTables, tables: Sequence[FoundTable], answers: Answers
) -> tuple[list[FoundTable], list[Question]]:
    """The tables that count: those of a hidden sheet only where an answer says so."""
    hidden = {table.tab for table in file.tables if table.hidden}
    taken: list[FoundTable] = []
    questions: dict[str, Question] = {}
    for table in tables:
        key = key_of(Ask.HIDDEN_SHEET, cells.key(table.sheet), table.shape)
        if table.sheet not in hidden or answers.get(key) == TAKE:
            taken.append(table)
        elif answers.get(key) != LEAVE:
            place = FilePlace(table.file, table.sheet)
            questions[key] = Question(
                ask=Ask.HIDDEN_SHEET, place=place, key=key, options=(TAKE, LEAVE), params=(("name", table.sheet),)
            )
    return taken, list(questions.values())


def _nothing_in(file: RawTables, tables: Sequence[FoundTable]) -> Iterator[Question]:
    """A notice for each non-blank sheet in which no table was found."""
    with_tables = {table.sheet for table in tables}
    if any(table.shape is Shape.OURS for table in tables):
        return
    for table in file.tables:
        if table.tab in with_tables or not (table.pictured or _has_content(table)):
            continue
        ask = Ask.NO_TABLE if _has_content(table) else Ask.ONLY_A_PICTURE
        yield Question(ask, FilePlace(file.labels[0], table.tab), key_of(ask, file.labels[0], table.tab), ())


def _has_content(table: RawTable) -> bool:
    return any(not cells.is_blank(raw) for row in table.rows for raw in row)


def _one_name_a_unit(tables: Sequence[FoundTable], answers: Answers) -> tuple[list[FoundTable], list[Question]]:
    """The tables with one spelling for every unit; names that differ only in tones become a question."""
    names: dict[str, str] = {}
    for table in tables:
        for name in table.unit_order:
            names.setdefault(cells.key(name), name)
    short = {cells.key(s): unit for table in tables for unit, s in table.short_names}
    spelling = {key: names.get(cells.key(short[key]), name) if key in short else name for key, name in names.items()}
    questions = []
    for one, other in pairwise(sorted(names.values(), key=lambda name: (toneless(name), name))):
        if toneless(one) == toneless(other):
            key = key_of(Ask.SAME_UNIT, cells.key(one), cells.key(other))
            chosen = answers.get(key)
            if chosen == SAME:
                spelling[cells.key(other)] = spelling[cells.key(one)]
            elif chosen != OTHER:
                where = next(FilePlace(t.file, t.sheet) for t in tables if other in t.unit_order)
                params = (("one", one), ("other", other))
                questions.append(
                    Question(ask=Ask.SAME_UNIT, place=where, key=key, options=(SAME, OTHER), params=params)
                )
    return [_renamed(table, spelling) for table in tables], questions


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


def _years(tables: Sequence[FoundTable], answers: Answers) -> list[Question]:
    """One question where the tables of scores name different years."""
    years = sorted({table.year for table in tables if table.year and table.shape is not Shape.STANDINGS})
    key = key_of(Ask.YEARS_DIFFER, *years)
    if len(years) < 2 or answers.get(key) in {str(year) for year in years}:
        return []
    where = next(FilePlace(table.file, table.sheet) for table in tables if table.year == years[-1])
    return [Question(Ask.YEARS_DIFFER, where, key, tuple(map(str, years)))]


def chosen_year(finding: Finding, answers: Answers) -> int | None:
    """The year of the workbook: the one that the tables name, or the one that was chosen."""
    years = sorted({table.year for table in finding.tables if table.year and table.shape is not Shape.STANDINGS})
    if len(years) == 1:
        return years[0]
    chosen = answers.get(key_of(Ask.YEARS_DIFFER, *years))
    return int(chosen) if chosen and chosen.isdigit() else None


def _without_summaries(tables: Sequence[FoundTable]) -> tuple[list[FoundTable], list[Question]]:
    """Set apart the tables that only summarise others, after comparing them with these; they are never added."""
    named = {c.group for t in tables if t.shape in _IN_DETAIL for c in t.criteria}
    groups = {without_tones(name): group for group in named for name in (group, split_number(group)[1])}
    in_detail = [table for table in tables if table.shape in _IN_DETAIL]
    questions: list[Question] = []
    kept = []
    for table in tables:
        sums_groups = table.shape is Shape.MATRIX_BY_UNIT and groups and _names_groups(table, groups)
        if sums_groups:
            questions += _different_sums(table, in_detail, groups)
        elif table.shape is Shape.STANDINGS and in_detail and _of_this_year(table, in_detail):
            questions += _different_totals(table, in_detail)
        else:
            kept.append(table)
    return kept, questions


_IN_DETAIL = frozenset({Shape.UNIT_SCORES, Shape.MATRIX})


def _names_groups(table: FoundTable, groups: dict[str, str]) -> bool:
    return all(without_tones(criterion.name) in groups for criterion in table.criteria)


def _of_this_year(table: FoundTable, in_detail: Sequence[FoundTable]) -> bool:
    years = {one.year for one in in_detail}
    return all(standing.year is None or standing.year in years for standing in table.standings)


def _different_sums(table: FoundTable, in_detail: Sequence[FoundTable], groups: dict[str, str]) -> Iterator[Question]:
    names = {criterion.code: groups[without_tones(criterion.name)] for criterion in table.criteria}
    for mark in table.marks:
        ours = _total(in_detail, mark.unit, mark.column, names[mark.criterion])
        yield from _difference(mark.value, ours, mark.place)


def _different_totals(table: FoundTable, in_detail: Sequence[FoundTable]) -> Iterator[Question]:
    for standing in table.standings:
        for column in (ScoreColumn.VERIFIED, ScoreColumn.SELF):
            ours = _total(in_detail, standing.unit, column, None)
            if ours is not None:
                yield from _difference(standing.total, ours, standing.place)
                break


def _total(in_detail: Sequence[FoundTable], unit: str, column: ScoreColumn, group: str | None) -> Decimal | None:
    """The computed sum of a unit's scores, of one group or of all; None where no table has all of them."""
    for table in in_detail:
        marks = [mark for mark in table.marks if (mark.unit, mark.column) == (unit, column)]
        if marks:
            codes = [c.code for c in table.criteria if group is None or c.group == group]
            return sum_of(table.criteria, codes, marks)
    return None


def _difference(typed: RawCell, ours: Decimal | None, place: FilePlace) -> Iterator[Question]:
    number = cells.read_number(typed).value
    if number is not None and ours is not None and number != ours:
        params = (("typed", cells.shortest(float(number))), ("found", cells.shortest(float(ours))))
        yield Question(
            ask=Ask.TOTAL_DIFFERS, place=place, key=key_of(Ask.TOTAL_DIFFERS, place), options=(), params=params
        )


def _units_once(tables: Sequence[FoundTable], answers: Answers) -> tuple[list[FoundTable], list[Question]]:
    """Resolve tables without scores that list one unit twice: a question, until one of them is chosen."""
    owners: dict[tuple[str, ScoreColumn], dict[int, None]] = {}
    for number, table in enumerate(tables):
        for mark in table.marks:
            owners.setdefault((mark.unit, mark.column), {})[number] = None
    dropped: set[tuple[int, str, ScoreColumn]] = set()
    questions: dict[str, Question] = {}
    for (unit, column), numbers in owners.items():
        if len(numbers) < 2:
            continue
        options = tuple(f"{tables[n].file}: {tables[n].sheet} ({tables[n].first_row})" for n in numbers)
        key = key_of(Ask.UNIT_TWICE, cells.key(unit), *options)
        chosen = answers.get(key)
        dropped |= {(n, unit, column) for n, option in zip(numbers, options, strict=True) if option != chosen}
        if chosen not in options:
            last = tables[max(numbers)]
            where = FilePlace(last.file, last.sheet)
            questions[key] = Question(
                ask=Ask.UNIT_TWICE, place=where, key=key, options=options, params=(("name", unit),)
            )
    kept = [
        replace(table, marks=tuple(m for m in table.marks if (number, m.unit, m.column) not in dropped))
        for number, table in enumerate(tables)
    ]
    return kept, list(questions.values())


def _criteria_agree(tables: Sequence[FoundTable], answers: Answers) -> tuple[list[FoundTable], list[Question]]:
    """Tables in which a code is one criterion with one maximum; differences become questions and stay blank until
    then.
    """
    first: dict[str, FoundCriterion] = {}
    maxima: dict[str, dict[str, FoundCriterion]] = {}
    names: dict[str, dict[str, FoundCriterion]] = {}
    for criterion in (criterion for table in tables for criterion in table.criteria):
        first.setdefault(criterion.code, criterion)
        maxima.setdefault(criterion.code, {}).setdefault(_maximum_text(criterion), criterion)
        names.setdefault(criterion.code, {}).setdefault(without_tones(criterion.name), criterion)
    questions: list[Question] = []
    settled: dict[str, FoundCriterion] = {}
    for code, criterion in first.items():
        settled[code] = _settled(
            criterion, maxima=maxima[code], names=names[code], answers=answers, questions=questions
        )
    return [
        replace(table, criteria=tuple(settled[criterion.code] for criterion in table.criteria)) for table in tables
    ], questions


def _maximum_text(criterion: FoundCriterion) -> str:
    number = cells.read_number(criterion.maximum).value
    return f"{number.normalize():f}" if number is not None else cells.as_typed(criterion.maximum) or ""


def _settled(
    criterion: FoundCriterion,
    maxima: dict[str, FoundCriterion],
    names: dict[str, FoundCriterion],
    answers: Answers,
    questions: list[Question],
) -> FoundCriterion:
    if len(names) > 1:
        texts = tuple(sorted({other.name for other in names.values()}))
        chosen = _answer(
            Ask.NAMES_DIFFER,
            criterion.code,
            place=list(names.values())[1].place,
            options=texts,
            answers=answers,
            questions=questions,
        )
        criterion = replace(criterion, name=chosen or " / ".join(texts))
    if len(maxima) > 1:
        options = tuple(sorted(maximum for maximum in maxima if maximum))
        place = list(maxima.values())[1].place
        chosen = _answer(
            Ask.MAXIMA_DIFFER, criterion.code, place=place, options=options, answers=answers, questions=questions
        )
        criterion = replace(criterion, maximum=maxima[chosen].maximum if chosen else None)
    return criterion


def _answer(
    ask: Ask, code: str, place: FilePlace, options: tuple[str, ...], answers: Answers, questions: list[Question]
) -> str | None:
    key = key_of(ask, code, *options)
    chosen = answers.get(key)
    if chosen in options:
        return chosen
    questions.append(Question(ask=ask, place=place, key=key, options=options, params=(("code", code),)))
    return None
