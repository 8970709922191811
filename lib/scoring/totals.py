"""Totals, group subtotals and the checks that hang on them (docs/workbook.md sections 2, 3.1 and 3.4). Pure."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd

from lib.model import frames
from lib.model.domain import CriterionKind, NotApplicableRule, ScoreColumn
from lib.model.frames import CellState
from lib.model.problems import CellRef, Code, Problem, problem
from lib.model.records import Workbook
from lib.model.results import RecordState
from lib.scoring import obstacles
from lib.scoring.points import column_points

TOTALS = ("unit", "total", "maximum", "self_total", "final", "base", "bonus", "deduction", "missing", "unverified")


def unit_totals(workbook: Workbook, record: pd.DataFrame) -> pd.DataFrame:
    """One row per unit in protocol order, columns `TOTALS` and position.

    total = base + min(bonus, cap) - min(deduction, cap); NA for a unit without a single score of record. `final` is
    False where a score is missing or stands in, a criterion was left out, or a rule of the totals is unclear.
    """
    units = [unit.code for unit in workbook.units]
    sums = _sums(record, units)
    capped = _capped(sums, workbook)
    counts = pd.crosstab(record["unit"], record["state"]).reindex(units, fill_value=0)
    missing, stand_in, verified = (
        _count(counts, state) for state in (RecordState.MISSING, RecordState.STAND_IN, RecordState.VERIFIED)
    )
    scored = (stand_in + verified) > 0
    unclear = workbook.contest.unclear or workbook.criteria_left_out or obstacles.of_totals(workbook)
    certain = not unclear
    frame = capped.mask(~scored)
    frame["maximum"] = record.groupby("unit", sort=False)["maximum"].sum().reindex(units, fill_value=0)
    frame["final"] = scored & (missing == 0) & (stand_in == 0) & certain
    frame["missing"], frame["unverified"] = missing, stand_in
    own = column_totals(workbook, ScoreColumn.SELF).reindex(units)
    frame["self_total"] = own.astype("Int64")
    frame["position"] = range(len(units))
    return frame.rename_axis("unit").reset_index()


def _sums(record: pd.DataFrame, units: list[str]) -> pd.DataFrame:
    """Points of each kind by unit; a missing score adds nothing, a unit without any adds up to 0."""
    wide = record.pivot_table(index="unit", columns="kind", values="points", aggfunc="sum", sort=False)
    wide = wide.reindex(index=units, columns=[kind.value for kind in CriterionKind])
    return wide.astype("Int64").fillna(0)


def _capped(sums: pd.DataFrame, workbook: Workbook) -> pd.DataFrame:
    contest = workbook.contest
    frame = pd.DataFrame(index=sums.index)
    frame["base"] = sums[CriterionKind.BASE.value]
    frame["bonus"] = sums[CriterionKind.BONUS.value].clip(upper=contest.bonus_cap)
    frame["deduction"] = sums[CriterionKind.DEDUCTION.value].clip(upper=contest.deduction_cap)
    frame["total"] = frame["base"] + frame["bonus"] - frame["deduction"]
    return frame


def _count(counts: pd.DataFrame, state: RecordState) -> pd.Series:
    return counts[state.value] if state.value in counts else pd.Series(0, index=counts.index)


def column_totals(workbook: Workbook, column: ScoreColumn) -> pd.Series:
    """The total of one column alone by unit, for units whose cells in that tab are complete; others are absent."""
    points = column_points(workbook, column.value)
    base = points["kind"] == CriterionKind.BASE.value
    incomplete = (points["state"] == CellState.UNREADABLE) | (base & (points["state"] == CellState.BLANK))
    typed = points["state"].isin([CellState.POINTS, CellState.NOT_APPLICABLE])
    complete = ~incomplete.groupby(points["unit"], sort=False).any() & typed.groupby(points["unit"], sort=False).any()
    units = [unit.code for unit in workbook.units if complete.get(unit.code, False)]
    return _capped(_sums(points, units), workbook)["total"]


def group_subtotals(workbook: Workbook, record: pd.DataFrame) -> pd.DataFrame:
    """`frames.SUBTOTALS`: base + bonus - deduction before caps.

    NA where nothing of the group is scored and something is missing; a bonus that nobody claims is 0 (contract 3.1).
    """
    signed = record["points"].where(record["kind"] != CriterionKind.DEDUCTION.value, -record["points"])
    scored = record["state"].isin([RecordState.VERIFIED.value, RecordState.STAND_IN.value])
    frame = pd.DataFrame(
        {
            "unit": record["unit"],
            "group": record["group"],
            "points": signed,
            "maximum": record["maximum"],
            "missing": (record["state"] == RecordState.MISSING.value).astype("int64"),
            "scored": scored.astype("int64"),
        }
    )
    sums = frame.groupby(["unit", "group"], sort=False, as_index=False).sum()
    unknown = (sums["scored"] == 0) & (sums["missing"] > 0)
    sums["points"] = sums["points"].astype("Int64").mask(unknown, pd.NA)
    return frames.shaped(sums, frames.SUBTOTALS)


def total_problems(workbook: Workbook, record: pd.DataFrame) -> list[Problem]:
    """Typed totals that differ, differences without a reason, totals that cannot be compared."""
    return [
        *_typed_totals(workbook),
        *_unexplained(workbook),
        *_not_comparable(workbook, record),
    ]


def _typed_totals(workbook: Workbook) -> list[Problem]:
    if workbook.criteria_left_out or workbook.contest.unclear:
        return []
    decimals = workbook.contest.decimals
    ours = {column: column_totals(workbook, column) for column in {t.column for t in workbook.typed_totals}}
    problems = []
    for typed in workbook.typed_totals:
        total = ours[typed.column].get(typed.unit)
        if total is None:
            continue
        computed = Decimal(int(total)).scaleb(-decimals)
        if round_half_up(typed.value, decimals) != computed:
            problems.append(
                problem(Code.TYPED_TOTAL_DIFFERS, typed.cell, format(typed.value, "f"), computed=str(computed))
            )
    return problems


def round_half_up(value: Decimal, decimals: int) -> Decimal:
    """`value` rounded half away from zero to `decimals`."""
    scaled = abs(value) * 10**decimals
    whole = int(scaled)
    whole += scaled - whole >= Decimal("0.5")
    return Decimal(whole if value >= 0 else -whole).scaleb(-decimals)


def _unexplained(workbook: Workbook) -> list[Problem]:
    """Verified points other than the self points without a reason in `Giải trình`, where that tab is there."""
    if workbook.explanations is None:
        return []
    reasons = {(e.unit, e.criterion) for e in workbook.explanations if e.reason}
    verified, own = (column_points(workbook, column.value) for column in (ScoreColumn.VERIFIED, ScoreColumn.SELF))
    has = [CellState.POINTS, CellState.NOT_APPLICABLE]
    both = verified["state"].isin(has) & own["state"].isin(has)
    differ = both & (verified["points"].fillna(-1) != own["points"].fillna(-1))
    places = workbook.scores.loc[differ, ["unit", "criterion", "verified_row", "verified_column"]]
    values = zip(places.itertuples(index=False), verified.loc[differ, "points"], own.loc[differ, "points"], strict=True)
    return [
        problem(
            Code.DIFFERENCE_WITHOUT_REASON,
            workbook.score_cell(ScoreColumn.VERIFIED, int(row), int(column)) or CellRef(""),
            _points_text(given, workbook),
            unit=unit,
            criterion=criterion,
            verified=_points_text(given, workbook),
            self=_points_text(claimed, workbook),
        )
        for (unit, criterion, row, column), given, claimed in values
        if (unit, criterion) not in reasons
    ]


def _points_text(points: object, workbook: Workbook) -> str | None:
    return None if pd.isna(points) else str(Decimal(int(points)).scaleb(-workbook.contest.decimals))  # type: ignore[call-overload]


def _not_comparable(workbook: Workbook, record: pd.DataFrame) -> list[Problem]:
    """A KPS that leaves a criterion out of the total, while ranking by the total first (contract 3.3)."""
    ranking = workbook.contest.ranking
    if not ranking or ranking[0].kind.value == "share":
        return []
    excluding = [c.code for c in workbook.criteria if c.not_applicable is NotApplicableRule.EXCLUDE]
    left_out = record["criterion"].isin(excluding) & (record["kind"] == CriterionKind.BASE.value)
    left_out &= record["points"].isna() & (record["state"] != RecordState.MISSING.value)
    if not left_out.any():
        return []
    rule = next((rule for rule in workbook.contest.rules if rule.item.value == "ranking"), None)
    where = rule.cell if rule and rule.cell else CellRef("Thông tin")
    return [problem(Code.TOTALS_NOT_COMPARABLE, where, rule.typed if rule else None)]
