"""From a finding and the answers to its questions to the content of a workbook."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from lib.model.domain import Contest, Criterion, NotApplicableRule, Unit
from lib.model.problems import NOWHERE
from lib.model.records import Tab
from lib.sheets.convert import vocabulary
from lib.sheets.convert.finding import Answers, FilePlace, Finding, FoundCriterion, FoundTable, Shape
from lib.sheets.convert.headers import without_tones
from lib.sheets.convert.titles import names_a_unit
from lib.sheets.convert.understand import chosen_year
from lib.sheets.reading import cells
from lib.sheets.reading.names import toneless
from lib.sheets.sources.source import RawCell
from lib.sheets.template.plan import NewYear, TypedRow, TypedScore, groups_of
from lib.sheets.xlsx_writer import CellValue

FEWEST_DECIMALS, MOST_DECIMALS = 2, 4
LONGEST_CODE = 12
_WORD = re.compile(r"[^\W_]+")


def assemble(finding: Finding, answers: Answers) -> NewYear:
    """The content of a workbook: values as they are, without anything that is still in question."""
    tables = finding.tables
    units = _units(tables)
    codes = {cells.key(unit.name): unit.code for unit in units}
    found = _criteria(tables)
    decimals = _decimals(tables, found)
    criteria = tuple(_criterion(criterion, decimals) for criterion in found)
    known = {criterion.code for criterion in found}
    name = next((table.cluster for table in tables if table.cluster), None)
    return NewYear(
        contest=Contest(name=name, year=chosen_year(finding, answers), decimals=decimals),
        units=units,
        groups=groups_of(criteria),
        criteria=criteria,
        awards=(),
        scores=tuple(
            TypedScore(mark.column, mark.criterion, codes[cells.key(mark.unit)], _value(mark.value))
            for table in tables
            for mark in table.marks
            if mark.criterion in known
        ),
        maxima=tuple((c.code, _value(c.maximum)) for c in found if _points(c.maximum, decimals) is None),
        typed=tuple(_typed(tables)),
    )


def _value(raw: RawCell) -> CellValue:
    """A cell value to write: a number stays a number, a text a text, anything else as displayed."""
    if raw is None or (isinstance(raw, str | int | float) and not isinstance(raw, bool)):
        return raw
    return cells.as_typed(raw)


def _units(tables: Sequence[FoundTable]) -> tuple[Unit, ...]:
    names: dict[str, str] = {}
    short = {cells.key(unit): short_name for table in tables for unit, short_name in table.short_names}
    for table in tables:
        if table.shape is not Shape.STANDINGS:
            for name in table.unit_order:
                names.setdefault(cells.key(name), name)
    taken: set[str] = set()
    units = []
    for position, (key, name) in enumerate(names.items()):
        code = _unit_code(name, taken)
        taken.add(code)
        units.append(
            Unit(
                code=code, name=name, short_name=short.get(key), position=position, kind=None, role=None,
                representative=None, note=None, cell=NOWHERE,
            )
        )  # fmt: skip
    return tuple(units)


def _unit_code(name: str, taken: set[str]) -> str:
    """The initials of a name without its kind of unit; numbered where they are taken or meaningless."""
    rest = name
    for word in sorted(vocabulary.UNIT_NAMES, key=len, reverse=True):
        if names_a_unit(name) and without_tones(name).startswith(f"{without_tones(word)} "):
            rest = " ".join(name.split()[len(word.split()) :])
            break
    words = _WORD.findall(rest)
    initials = "".join(word if word.isupper() and len(word) > 1 else word[0] for word in words)
    code = re.sub(r"[^A-Z0-9]", "", toneless(initials).upper())[:LONGEST_CODE]
    wanted, number = code, 2
    while not wanted or wanted in taken:
        wanted = f"{code}{number}" if code else vocabulary.UNIT_CODE.format(number=len(taken) + 1)
        number += 1
    return wanted


def _criteria(tables: Sequence[FoundTable]) -> tuple[FoundCriterion, ...]:
    found: dict[str, FoundCriterion] = {}
    for table in tables:
        for criterion in table.criteria:
            found.setdefault(criterion.code, criterion)
    order = {group: place for place, group in enumerate(dict.fromkeys(c.group for c in found.values()))}
    return tuple(sorted(found.values(), key=lambda criterion: order[criterion.group]))


def _decimals(tables: Sequence[FoundTable], criteria: Sequence[FoundCriterion]) -> int:
    """As many decimals as the figures have, at least two and at most four."""
    raws = [mark.value for table in tables for mark in table.marks] + [criterion.maximum for criterion in criteria]
    numbers = [number for raw in raws if (number := cells.read_number(raw).value) is not None]
    most = max((-int(number.normalize().as_tuple().exponent) for number in numbers), default=0)
    return min(max(most, FEWEST_DECIMALS), MOST_DECIMALS)


def _points(maximum: RawCell, decimals: int) -> int | None:
    """A maximum in points, that of a deduction as a positive number; None where it is no clear number above 0."""
    number = cells.read_number(maximum).value
    if number is None or number == 0:
        return None
    points, rounded = cells.to_points(abs(number), decimals)
    return None if rounded else points


def _criterion(criterion: FoundCriterion, decimals: int) -> Criterion:
    return Criterion(
        code=criterion.code,
        group=criterion.group,
        name=criterion.name,
        maximum=_points(criterion.maximum, decimals) or 0,
        kind=criterion.kind,
        not_applicable=NotApplicableRule.FULL,
        cell=NOWHERE,
    )


def _typed(tables: Sequence[FoundTable]) -> Iterator[TypedRow]:
    """Rows of the tabs that are filled verbatim: remarks, earlier years, ballots."""
    for table in tables:
        for remark in table.remarks:
            yield TypedRow(
                Tab.EXPLANATIONS,
                (
                    ("unit", remark.unit),
                    ("criterion", remark.criterion),
                    ("reason", remark.reason),
                    ("evidence", remark.evidence),
                ),
            )
        for standing in table.standings:
            yield TypedRow(
                Tab.HISTORY,
                (
                    ("year", standing.year), ("unit", standing.unit), ("total", _value(standing.total)),
                    ("maximum", _value(standing.maximum)), ("rank", _value(standing.rank)),
                    ("units", len(table.unit_order)),
                ),
            )  # fmt: skip
    yield from _ballots([table for table in tables if table.ballot])


def _ballots(tables: Sequence[FoundTable]) -> Iterator[TypedRow]:
    """An award and a session for every table of votes; what the title does not state stays blank."""
    awards: dict[str, str] = {}
    rounds: Counter[str] = Counter()
    for number, table in enumerate(tables, 1):
        ballot = table.ballot
        assert ballot is not None
        name = without_tones(ballot.award or "")
        rounds[name] += 1
        new = name not in awards or not ballot.award
        award = awards.setdefault(name or str(number), vocabulary.AWARD_CODE.format(number=len(awards) + 1))
        if new:
            yield TypedRow(Tab.AWARDS, (("code", award), ("name", ballot.award or None), ("quota", ballot.quota)))
        session = vocabulary.SESSION_CODE.format(number=number)
        yield TypedRow(Tab.SESSIONS, (("code", session), ("award", award), ("round", rounds[name]), *ballot.figures))
        for vote in ballot.votes:
            yield TypedRow(
                Tab.VOTES,
                (
                    ("session", session), ("unit", vote.unit), ("in_favour", _value(vote.in_favour)),
                    ("against", _value(vote.against)), ("abstain", _value(vote.abstain)),
                ),
            )  # fmt: skip


def origins(finding: Finding) -> Iterator[tuple[str, str, str, str, str]]:
    """The rows of `Nguồn`: file, sheet, block of cells, shape, and what the block became."""
    for table in finding.tables:
        if table.shape is Shape.OURS:
            continue
        columns = [column.column for column in table.columns] or [1]
        first = FilePlace(table.file, table.sheet, table.first_row, min(columns)).a1
        last = FilePlace(table.file, table.sheet, table.last_row, max(columns)).a1
        into = "; ".join(vocabulary.INTO[table.shape])
        yield table.file, table.sheet, f"{first}:{last}", vocabulary.SHAPES[table.shape], into
