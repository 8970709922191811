"""The score of record of every unit for every criterion (docs/workbook.md sections 3.1 to 3.3). Pure."""

from __future__ import annotations

import numpy as np
import pandas as pd

from lib.model import frames
from lib.model.domain import Criterion, CriterionKind, NotApplicableRule
from lib.model.frames import CellState
from lib.model.records import Workbook
from lib.model.results import RecordState


def score_of_record(workbook: Workbook) -> pd.DataFrame:
    """`frames.RECORD`: the verified score; where it has none, the self score stands in; else none or missing.

    A bonus or deduction that is blank in both counts as 0 (`none`); one with an unreadable cell and no value is
    missing. A KPS gives what the criterion's rule says; left out of the total it has points NA and maximum 0.
    """
    frame = workbook.scores.merge(_criteria(workbook.criteria), on="criterion", how="left", sort=False)
    verified, own = frame["verified_state"].to_numpy(), frame["self_state"].to_numpy()
    from_verified, from_self = _has_value(verified), _has_value(own) & ~_has_value(verified)
    base = (frame["kind"] == CriterionKind.BASE.value).to_numpy()
    both_blank = (verified == CellState.BLANK) & (own == CellState.BLANK)
    nothing = ~base & both_blank
    frame["state"] = np.select(
        [from_verified, from_self, nothing],
        [RecordState.VERIFIED.value, RecordState.STAND_IN.value, RecordState.NONE.value],
        RecordState.MISSING.value,
    )
    typed = frame["verified"].where(from_verified, frame["self"])
    not_applicable = np.where(from_verified, verified, own) == CellState.NOT_APPLICABLE
    points = given_points(frame, typed, not_applicable)
    frame["points"] = points.mask(nothing, 0)
    left_out = base & not_applicable & (frame["rule"] == NotApplicableRule.EXCLUDE.value).to_numpy()
    frame["maximum"] = frame["criterion_maximum"].where(base & ~left_out, 0)
    return frames.shaped(frame, frames.RECORD)


def column_points(workbook: Workbook, column: str) -> pd.DataFrame:
    """The scores of one column alone: unit, criterion, kind, state (`CellState`), points; a bonus left blank is 0."""
    frame = workbook.scores.merge(_criteria(workbook.criteria), on="criterion", how="left", sort=False)
    state = frame[f"{column}_state"].to_numpy()
    points = given_points(frame, frame[column], state == CellState.NOT_APPLICABLE)
    blank_extra = (state == CellState.BLANK) & (frame["kind"] != CriterionKind.BASE.value).to_numpy()
    frame["state"] = state
    frame["points"] = points.mask(blank_extra, 0)
    return frame.loc[:, ["unit", "criterion", "kind", "state", "points"]]


def given_points(frame: pd.DataFrame, typed: pd.Series, not_applicable: np.ndarray) -> pd.Series:
    """Typed points, or what a KPS gives: full points, nothing (NA: left out) or 0; for bonus and deduction 0."""
    base = (frame["kind"] == CriterionKind.BASE.value).to_numpy()
    rule = frame["rule"].to_numpy()
    full = not_applicable & base & (rule == NotApplicableRule.FULL.value)
    out = not_applicable & base & (rule == NotApplicableRule.EXCLUDE.value)
    points = typed.mask(not_applicable, 0)
    points = points.mask(full, frame["criterion_maximum"])
    return points.mask(out, pd.NA).astype("Int64")


def _has_value(state: np.ndarray) -> np.ndarray:
    return (state == CellState.POINTS) | (state == CellState.NOT_APPLICABLE)


def _criteria(criteria: tuple[Criterion, ...]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "criterion": pd.Series([c.code for c in criteria], dtype="str"),
            "criterion_maximum": pd.Series([c.maximum for c in criteria], dtype="int64"),
            "kind": pd.Series([c.kind.value for c in criteria], dtype="str"),
            "group": pd.Series([c.group for c in criteria], dtype="str"),
            "rule": pd.Series([c.not_applicable.value for c in criteria], dtype="str"),
        }
    )
