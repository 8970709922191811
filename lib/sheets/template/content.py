"""The rows with which a new workbook starts, tab by tab, in the order of the layout's columns."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from lib.model.domain import (
    Award,
    Criterion,
    CriterionKind,
    Group,
    SessionState,
    Threshold,
    ThresholdForm,
    exact_points,
)
from lib.model.records import Tab
from lib.model.year_records import SceneKind
from lib.sheets import vocabulary
from lib.sheets.columns import Column
from lib.sheets.layout import TAB_LAYOUT, Extra, TabLayout
from lib.sheets.template import words
from lib.sheets.template.plan import NewYear
from lib.sheets.xlsx_writer import CellValue

ExampleRow = tuple[CellValue, ...]
MOST_SESSION_ROUNDS = 5
_Fields = Mapping[str, CellValue]


def tab_rows(layout: TabLayout, plan: NewYear) -> tuple[ExampleRow, ...]:
    """The rows of a tab in the order of its columns, those of units last; none for a tab that starts empty."""
    fields = [column.field for column in layout.columns if column.offered_to_fill]
    units = [unit.code for unit in plan.units] if layout.extra is Extra.UNIT else []
    built = [] if layout.tab in plan.whole else _built(layout.tab, plan)
    rows: list[tuple[_Fields, _Fields]] = [(row, {}) for row in built]
    rows += [(dict(row.fields), dict(row.by_unit)) for row in plan.typed if row.tab is layout.tab]
    return tuple((*map(row.get, fields), *map(by_unit.get, units)) for row, by_unit in rows)


def _built(tab: Tab, plan: NewYear) -> list[_Fields]:
    """The rows of a tab that follow from the plan."""
    match tab:
        case Tab.UNITS:
            return [_record(tab, unit, order=unit.position + 1) for unit in plan.units]
        case Tab.CRITERIA:
            return [_criterion(plan, entry) for entry in score_tab_rows(plan)]
        case Tab.AWARDS:  # a default rule stays blank, so that it still asks for confirmation
            return [
                _record(tab, award, **dict.fromkeys(rule.value for rule in award.defaults)) for award in plan.awards
            ]
        case Tab.SESSIONS:
            return _sessions(plan)
        case Tab.VOTES:
            return [{"session": code, "unit": unit.label} for code, _, _ in session_codes(plan) for unit in plan.units]
        case Tab.PLEDGES:
            return [{"unit": unit.label} for unit in plan.units]
        case Tab.EXCLUSIONS:
            labels = {unit.code: unit.label for unit in plan.units}
            return [_record(tab, item, unit=labels.get(item.unit, item.unit)) for item in plan.exclusions]
        case Tab.LEADERSHIP:
            return [_record(tab, item, unit=item.unit_name) for item in plan.leadership]
        case Tab.HISTORY:
            return [_record(tab, item, unit=item.unit_name) for item in plan.history]
        case Tab.LINEAGE:
            return [_record(tab, item) for item in plan.lineage]
        case Tab.AGENDA:
            return _agenda(plan)
    return []


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


def _criterion(plan: NewYear, entry: Group | Criterion) -> _Fields:
    """A group, or a criterion below the row of its group; a maximum that is no number is written as it was typed."""
    if isinstance(entry, Group):
        return {"group": entry.name, "maximum": _points(entry.maximum, plan.contest.decimals)}
    name, kind, rule = criterion_words(entry)
    maximum = dict(plan.maxima).get(entry.code, _points(entry.maximum, plan.contest.decimals))
    return {"code": entry.code, "name": name, "kind": kind, "not_applicable": rule, "maximum": maximum}


def criterion_words(criterion: Criterion) -> tuple[str, str, str | None]:
    """Name, kind and rule of "không phát sinh" of a criterion; the rule is for points of the base alone."""
    rule = vocabulary.NOT_APPLICABLE_RULES[criterion.not_applicable][0]
    kind = vocabulary.CRITERION_KINDS[criterion.kind][0]
    return criterion.name, kind, rule if criterion.kind is CriterionKind.BASE else None


def score_tab_rows(plan: NewYear) -> tuple[Group | Criterion, ...]:
    """Every group followed by its criteria: the row order of `Tiêu chí` and of both score tabs."""
    rows: list[Group | Criterion] = []
    for group in plan.groups:
        rows.append(group)
        rows += [criterion for criterion in plan.criteria if criterion.group == group.name]
    return tuple(rows)


def _points(points: int | None, decimals: int) -> Decimal | None:
    return None if points is None else exact_points(points, decimals)


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
