"""The rows with which a new workbook starts, tab by tab, in the order of the layout's columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from lib.model.domain import (
    Award,
    Criterion,
    CriterionKind,
    Group,
    NotApplicableRule,
    SessionState,
    Threshold,
    ThresholdForm,
    exact_points,
)
from lib.model.records import Tab
from lib.model.year_records import SceneKind
from lib.sheets import vocabulary
from lib.sheets.columns import Column
from lib.sheets.layout import TAB_LAYOUT
from lib.sheets.template import words
from lib.sheets.template.plan import NewYear
from lib.sheets.xlsx_writer import CellValue

ExampleRow = tuple[CellValue, ...]
MOST_SESSION_ROUNDS = 5


def tab_rows(tab: Tab, plan: NewYear) -> tuple[ExampleRow, ...]:
    """The rows of a tab, each as long as its layout; none for a tab that starts empty."""
    build = _BUILDERS.get(tab)
    built = [] if build is None or tab in plan.whole else build(plan)
    return tuple(_aligned(tab, row) for row in [*built, *(dict(row.fields) for row in plan.typed if row.tab is tab)])


_Fields = Mapping[str, CellValue]


def _aligned(tab: Tab, fields: _Fields) -> ExampleRow:
    return tuple(fields.get(column.field) for column in TAB_LAYOUT[tab].columns)


def _record(tab: Tab, record: object, **instead: CellValue) -> _Fields:
    """A record as it is typed, column by column; `instead` are the columns that are not its attribute of that name."""
    columns = TAB_LAYOUT[tab].columns
    return {one.field: _typed(one, getattr(record, one.field, None)) for one in columns} | instead


def _typed(column: Column, value: Any) -> CellValue:
    """A value as it is typed: a choice by its first word, a threshold as a fraction, several names with semicolons."""
    if value is None:
        return None
    if column.choices:
        return column.choices[value][0]
    if isinstance(value, tuple):
        return "; ".join(value) or None
    return threshold_text(value) if isinstance(value, Threshold) else value


def _units(plan: NewYear) -> list[_Fields]:
    return [_record(Tab.UNITS, unit, order=unit.position + 1) for unit in plan.units]


def _criteria(plan: NewYear) -> list[_Fields]:
    return [
        {"group": entry.name, "maximum": _points(entry.maximum, plan.contest.decimals)}
        if isinstance(entry, Group)
        else _criterion(entry, maximum_of(plan, entry))
        for entry in score_tab_rows(plan)
    ]


def maximum_of(plan: NewYear, criterion: Criterion) -> CellValue:
    """The maximum of a criterion as it is written: its points, or what was typed where that is no number."""
    return dict(plan.maxima).get(criterion.code, _points(criterion.maximum, plan.contest.decimals))


def _criterion(criterion: Criterion, maximum: CellValue) -> _Fields:
    """A criterion below the row of its group; the rule of "không phát sinh" is for points of the base alone."""
    row = _record(Tab.CRITERIA, criterion, group=None, maximum=maximum)
    return row if criterion.kind is CriterionKind.BASE else {**row, "not_applicable": None}


def rule_word(rule: NotApplicableRule) -> str:
    """The word of the template for a rule of "không phát sinh"."""
    return vocabulary.NOT_APPLICABLE_RULES[rule][0]


def score_tab_rows(plan: NewYear) -> tuple[Group | Criterion, ...]:
    """Every group followed by its criteria: the row order of `Tiêu chí` and of both score tabs."""
    rows: list[Group | Criterion] = []
    for group in plan.groups:
        rows.append(group)
        rows += [criterion for criterion in plan.criteria if criterion.group == group.name]
    return tuple(rows)


def _points(points: int | None, decimals: int) -> Decimal | None:
    return None if points is None else exact_points(points, decimals)


def _awards(plan: NewYear) -> list[_Fields]:
    """The awards with their rules; a default rule stays blank, so that it still asks for confirmation."""
    blank = {award.code: dict.fromkeys(rule.value for rule in award.defaults) for award in plan.awards}
    return [_record(Tab.AWARDS, award, **blank[award.code]) for award in plan.awards]


def threshold_text(threshold: Threshold) -> str:
    """A threshold as it is typed: `2/3`, `> 1/2`, `80%`."""
    sign = "> " if threshold.strict else ""
    if threshold.form is ThresholdForm.PERCENT:
        hundred = threshold.share * 100
        percent = Decimal(hundred.numerator) / Decimal(hundred.denominator)
        return f"{sign}{format(percent.normalize(), 'f').replace('.', ',')}%"
    return f"{sign}{threshold.share.numerator}/{threshold.share.denominator}"


def session_codes(plan: NewYear) -> tuple[tuple[str, Award, int], ...]:
    """Every session of the year with its code: all rounds of an award, then the next award."""
    turns = [
        (award, turn)
        for award in plan.awards
        for turn in range(1, min(award.rounds or 2, MOST_SESSION_ROUNDS) + 1)
    ]  # fmt: skip
    return tuple((f"P{number}", award, turn) for number, (award, turn) in enumerate(turns, 1))


def ballot_papers(plan: NewYear) -> int:
    """The number of rows for every ballot paper of every session, typed twice."""
    return 2 * len(plan.units) * len(session_codes(plan))


def _sessions(plan: NewYear) -> list[_Fields]:
    state = vocabulary.SESSION_STATES[SessionState.NOT_STARTED][0]
    return [
        {"code": code, "award": award.code, "round": turn, "state": state} for code, award, turn in session_codes(plan)
    ]


def _votes(plan: NewYear) -> list[_Fields]:
    return [{"session": code, "unit": unit.label} for code, _, _ in session_codes(plan) for unit in plan.units]


def _pledges(plan: NewYear) -> list[_Fields]:
    return [{"unit": unit.label} for unit in plan.units]


def _exclusions(plan: NewYear) -> list[_Fields]:
    labels = {unit.code: unit.label for unit in plan.units}
    return [_record(Tab.EXCLUSIONS, item, unit=labels.get(item.unit, item.unit)) for item in plan.exclusions]


def _leadership(plan: NewYear) -> list[_Fields]:
    return [_record(Tab.LEADERSHIP, item, unit=item.unit_name) for item in plan.leadership]


def _history(plan: NewYear) -> list[_Fields]:
    return [_record(Tab.HISTORY, item, unit=item.unit_name) for item in plan.history]


def _lineage(plan: NewYear) -> list[_Fields]:
    return [_record(Tab.LINEAGE, item) for item in plan.lineage]


def _agenda(plan: NewYear) -> list[_Fields]:
    lines: list[tuple[str, str, str]] = [(x.content, x.person, _scene(x)) for x in words.AGENDA_BEFORE]
    lines += [(words.REVEAL.format(award=a.name), "Ban kiểm phiếu", reveal_word(a.code)) for a in plan.awards]
    lines += [(x.content, x.person, _scene(x)) for x in words.AGENDA_AFTER]
    return [
        {"order": place, "content": content, "person": person, "scene": scene}
        for place, (content, person, scene) in enumerate(lines, 1)
    ]


def _scene(example: words.AgendaExample) -> str:
    return vocabulary.SCENES[example.scene][0]


def reveal_word(award: str) -> str:
    """The scene that reveals an award: `công bố: CNTP`."""
    return f"{vocabulary.SCENES[SceneKind.REVEAL][0]}: {award}"


_BUILDERS: dict[Tab, Callable[[NewYear], list[_Fields]]] = {
    Tab.UNITS: _units,
    Tab.CRITERIA: _criteria,
    Tab.AWARDS: _awards,
    Tab.SESSIONS: _sessions,
    Tab.VOTES: _votes,
    Tab.PLEDGES: _pledges,
    Tab.EXCLUSIONS: _exclusions,
    Tab.LEADERSHIP: _leadership,
    Tab.HISTORY: _history,
    Tab.LINEAGE: _lineage,
    Tab.AGENDA: _agenda,
}
