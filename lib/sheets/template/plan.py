"""The initial content of a new workbook: units, criteria and rules, new or carried over from another year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from lib.model.domain import (
    Award,
    AwardRule,
    Base,
    Contest,
    Criterion,
    CriterionKind,
    Exclusion,
    Group,
    Leadership,
    NotApplicableRule,
    RegistrationRule,
    ScoreColumn,
    Unit,
)
from lib.model.problems import NOWHERE
from lib.model.records import Tab
from lib.model.year_records import HistoryEntry, Lineage
from lib.sheets.template import words
from lib.sheets.xlsx_writer import CellValue

DEFAULTS = frozenset(AwardRule)
FEWEST_UNITS, MOST_UNITS = 2, 300
FLAGS = 3


@dataclass(frozen=True, slots=True)
class TypedScore:
    """A score that the new workbook starts with, as typed; `unit` and `criterion` are codes."""

    column: ScoreColumn
    criterion: str
    unit: str
    value: CellValue


@dataclass(frozen=True, slots=True)
class TypedRow:
    """A row that a tab starts with, by the fields of its layout; `by_unit` are the cells in units' columns."""

    tab: Tab
    fields: tuple[tuple[str, CellValue], ...]
    by_unit: tuple[tuple[str, CellValue], ...] = ()


@dataclass(frozen=True, slots=True)
class TypedScoreRow:
    """A row of a score tab without a criterion, as typed; `by_unit` are its cells in units' columns."""

    column: ScoreColumn
    code: CellValue
    by_unit: tuple[tuple[str, CellValue], ...]


@dataclass(frozen=True, slots=True)
class TypedColumn:
    """A column that the layout does not have, as typed: its cells by the code of a criterion in a score tab,
    else by the index of the row among the typed ones.
    """

    tab: Tab
    header: CellValue
    cells: tuple[tuple[str | int, CellValue], ...]


@dataclass(frozen=True, slots=True)
class TypedItem:
    """A row of `Thông tin` as typed; `field` is None for an unknown item."""

    field: str | None
    item: CellValue
    value: CellValue
    basis: CellValue
    note: CellValue


@dataclass(frozen=True, slots=True)
class TypedTab:
    """A tab that the layout does not have, or that could not be read, as typed."""

    name: str
    rows: tuple[tuple[CellValue, ...], ...]


@dataclass(frozen=True)
class NewYear:
    """The content of a new workbook. Points are in the smallest unit of `contest.decimals`, as everywhere.

    What was already typed elsewhere is carried over unchanged: `scores`, `maxima`, and `typed` rows of other tabs.
    """

    contest: Contest
    units: tuple[Unit, ...]
    groups: tuple[Group, ...]
    criteria: tuple[Criterion, ...]
    awards: tuple[Award, ...]
    exclusions: tuple[Exclusion, ...] = ()
    leadership: tuple[Leadership, ...] = ()
    history: tuple[HistoryEntry, ...] = ()
    lineage: tuple[Lineage, ...] = ()
    scores: tuple[TypedScore, ...] = ()
    maxima: tuple[tuple[str, CellValue], ...] = ()
    """Maxima of criteria that are no clear number, by code: written as typed."""
    typed: tuple[TypedRow, ...] = ()
    origins: tuple[tuple[str, ...], ...] = ()
    """The rows of the tab `Nguồn`, with the origin of each block of cells."""
    whole: frozenset[Tab] = frozenset()
    """The tabs whose rows are all in `typed`: nothing else is written there."""
    score_rows: tuple[TypedScoreRow, ...] = ()
    columns: tuple[TypedColumn, ...] = ()
    items: tuple[TypedItem, ...] = ()
    tabs: tuple[TypedTab, ...] = ()


def blank_year(units: int, year: int) -> NewYear:
    """A year with placeholder units and criteria, to be typed over; every rule is the default, to be confirmed.

    Raises ValueError where `units` is not between 2 and 300.
    """
    if not FEWEST_UNITS <= units <= MOST_UNITS:
        raise ValueError(f"units must be between {FEWEST_UNITS} and {MOST_UNITS}, not {units}")
    contest = Contest(name=words.CLUSTER, year=year)
    criteria = tuple(_criterion(example, contest.decimals) for example in words.CRITERIA)
    members = tuple(_unit(place) for place in range(units))
    return NewYear(contest, members, groups_of(criteria), criteria, awards=_awards(units))


def groups_of(criteria: Sequence[Criterion]) -> tuple[Group, ...]:
    """Groups in their order, each with the sum of its base maxima where all are known."""
    groups = []
    for name in dict.fromkeys(criterion.group for criterion in criteria):
        base = [c.maximum for c in criteria if c.group == name and c.kind is CriterionKind.BASE]
        groups.append(Group(name, sum(base) if base and all(base) else None, None))
    return tuple(groups)


def _unit(place: int) -> Unit:
    number = place + 1
    return Unit(
        code=f"DV{number:02d}",
        name=words.UNIT.format(number=number),
        short_name=None,
        position=place,
        kind=None,
        role=None,
        representative=None,
        note=None,
        cell=NOWHERE,
    )


def _criterion(example: words.CriterionExample, decimals: int) -> Criterion:
    return Criterion(
        code=example.code,
        group=example.group,
        name=example.name,
        maximum=example.points * 10**decimals,
        kind=example.kind,
        not_applicable=NotApplicableRule.FULL,
        cell=NOWHERE,
    )


def _awards(units: int) -> tuple[Award, Award]:
    flag = Award(
        code="CNTP",
        name=words.FLAG,
        quota=min(FLAGS, units),
        threshold=None,
        base=Base.MEMBERS,
        within=None,
        rounds=2,
        minimum=None,
        registration=RegistrationRule.NONE,
        own_vote=True,
        basis=None,
        position=0,
        defaults=DEFAULTS,
        blocked=False,
        cell=NOWHERE,
    )
    return flag, replace(flag, code="CCP", name=words.GOVERNMENT_FLAG, quota=1, within=flag.code, position=1)
