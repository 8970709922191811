"""The rows with which a new workbook starts, tab by tab, in the order of the layout's columns."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from lib.model.domain import (
    Award,
    AwardRule,
    Criterion,
    CriterionKind,
    Group,
    NotApplicableRule,
    SessionState,
    Threshold,
    ThresholdForm,
)
from lib.model.records import Tab
from lib.model.year_records import SceneKind
from lib.sheets import vocabulary
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
    return tuple(_aligned(tab, row) for row in [*built, *(row.fields for row in plan.typed if row.tab is tab)])


_Fields = tuple[tuple[str, CellValue], ...]


def _aligned(tab: Tab, fields: _Fields) -> ExampleRow:
    values = dict(fields)
    return tuple(values.get(column.field) for column in TAB_LAYOUT[tab].columns)


def _units(plan: NewYear) -> list[_Fields]:
    return [
        (
            ("code", unit.code), ("name", unit.name), ("short_name", unit.short_name), ("order", unit.position + 1),
            ("kind", unit.kind), ("role", vocabulary.UNIT_ROLES[unit.role][0] if unit.role else None),
            ("representative", unit.representative), ("note", unit.note),
        )
        for unit in plan.units
    ]  # fmt: skip


def _criteria(plan: NewYear) -> list[_Fields]:
    rows: list[_Fields] = []
    decimals = plan.contest.decimals
    for entry in score_tab_rows(plan):
        if isinstance(entry, Group):
            rows.append((("group", entry.name), ("maximum", _points(entry.maximum, decimals))))
        else:
            rows.append(_criterion(entry, maximum_of(plan, entry)))
    return rows


def maximum_of(plan: NewYear, criterion: Criterion) -> CellValue:
    """The maximum of a criterion as it is written: its points, or what was typed where that is no number."""
    return dict(plan.maxima).get(criterion.code, _points(criterion.maximum, plan.contest.decimals))


def _criterion(criterion: Criterion, maximum: CellValue) -> _Fields:
    base = criterion.kind is CriterionKind.BASE
    return (
        ("code", criterion.code),
        ("name", criterion.name),
        ("maximum", maximum),
        ("kind", vocabulary.CRITERION_KINDS[criterion.kind][0]),
        ("not_applicable", rule_word(criterion.not_applicable) if base else None),
    )


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
    return None if points is None else Decimal(points).scaleb(-decimals)


def _awards(plan: NewYear) -> list[_Fields]:
    return [_award(award) for award in plan.awards]


def _award(award: Award) -> _Fields:
    """An award with its rules; a default rule stays blank, so that it still asks for confirmation."""
    rules: dict[AwardRule, tuple[str, CellValue]] = {
        AwardRule.THRESHOLD: ("threshold", threshold_text(award.threshold)),
        AwardRule.BASE: ("base", vocabulary.BASES[award.base][0] if award.base else None),
        AwardRule.ROUNDS: ("rounds", award.rounds),
        AwardRule.REGISTRATION: (
            "registration",
            vocabulary.REGISTRATIONS[award.registration][0] if award.registration else None,
        ),
        AwardRule.OWN_VOTE: ("own_vote", _yes_no(award.own_vote)),
    }
    typed = tuple(field for rule, field in rules.items() if rule not in award.defaults)
    own = ("code", award.code), ("name", award.name), ("quota", award.quota), ("within", award.within)
    return (*own, ("minimum", award.minimum), ("basis", award.basis), *typed)


def _yes_no(value: bool | None) -> str | None:
    if value is None:
        return None
    return vocabulary.YES_WORDS[0] if value else vocabulary.NO_WORDS[0]


def threshold_text(threshold: Threshold | None) -> str | None:
    """A threshold as it is typed: `2/3`, `> 1/2`, `80%`."""
    if threshold is None:
        return None
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
        (("code", code), ("award", award.code), ("round", turn), ("state", state))
        for code, award, turn in session_codes(plan)
    ]


def _votes(plan: NewYear) -> list[_Fields]:
    return [(("session", code), ("unit", unit.label)) for code, _, _ in session_codes(plan) for unit in plan.units]


def _pledges(plan: NewYear) -> list[_Fields]:
    return [(("unit", unit.label),) for unit in plan.units]


def _exclusions(plan: NewYear) -> list[_Fields]:
    labels = {unit.code: unit.label for unit in plan.units}
    return [
        (("unit", labels.get(item.unit, item.unit)), ("reason", item.reason), ("start", item.start), ("end", item.end),
         ("document", item.document))
        for item in plan.exclusions
    ]  # fmt: skip


def _leadership(plan: NewYear) -> list[_Fields]:
    return [
        (("year", item.year), ("role", vocabulary.UNIT_ROLES[item.role][0]), ("unit", item.unit_name),
         ("person", item.person), ("decision", item.decision))
        for item in plan.leadership
    ]  # fmt: skip


def _history(plan: NewYear) -> list[_Fields]:
    return [
        (("year", item.year), ("unit", item.unit_name), ("total", item.total), ("maximum", item.maximum),
         ("rank", item.rank), ("units", item.units), ("awards", "; ".join(item.awards) or None))
        for item in plan.history
    ]  # fmt: skip


def _lineage(plan: NewYear) -> list[_Fields]:
    return [
        (("old", item.old), ("new", item.new), ("kind", vocabulary.LINEAGE_KINDS[item.kind][0]), ("date", item.date),
         ("basis", item.basis))
        for item in plan.lineage
    ]  # fmt: skip


def _agenda(plan: NewYear) -> list[_Fields]:
    lines: list[tuple[str, str, str]] = [(x.content, x.person, _scene(x)) for x in words.AGENDA_BEFORE]
    lines += [(words.REVEAL.format(award=a.name), "Ban kiểm phiếu", reveal_word(a.code)) for a in plan.awards]
    lines += [(x.content, x.person, _scene(x)) for x in words.AGENDA_AFTER]
    return [
        (("order", place), ("content", content), ("person", person), ("scene", scene))
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
