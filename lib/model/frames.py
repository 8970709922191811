"""The schemas of the two frames: scores (one row per unit and criterion) and standings (one row per unit).

Points are whole numbers in the smallest unit (10^-decimals). A missing number is `pd.NA`, never 0.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from typing import Any

import pandas as pd


class CellState(IntEnum):
    """What a score cell holds. `UNREADABLE` has a blocking problem: it counts as missing, never as blank."""

    BLANK = 0
    POINTS = 1
    NOT_APPLICABLE = 2
    UNREADABLE = 3


SCORES = {
    "unit": "str",
    "criterion": "str",
    "verified": "Int64",
    "verified_state": "int8",
    "verified_row": "int64",
    "verified_column": "int64",
    "self": "Int64",
    "self_state": "int8",
    "self_row": "int64",
    "self_column": "int64",
}
"""As read: points and state of both scores; row and column are 0 where no cell exists."""

RECORD = {
    **SCORES,
    "points": "Int64",
    "state": "str",
    "maximum": "int64",
    "kind": "str",
    "group": "str",
}
"""With the score of record: `points` (NA: missing, or left out of the total), `state` a `RecordState`,
`maximum` what the unit could have had (0 where left out, and for bonus and deduction)."""

STANDINGS = {
    "unit": "str",
    "total": "Int64",
    "maximum": "int64",
    "self_total": "Int64",
    "rank": "Int64",
    "tied": "bool",
    "final": "bool",
    "base": "Int64",
    "bonus": "Int64",
    "deduction": "Int64",
    "missing": "int64",
    "unverified": "int64",
    "position": "int64",
}
"""One row per unit in rank order. `bonus` and `deduction` are after their caps; `missing` counts scores without
any value, `unverified` those where the self score stands in; `position` is the protocol order."""

SUBTOTALS = {"unit": "str", "group": "str", "points": "Int64", "maximum": "int64", "missing": "int64"}
"""One row per unit and group; `points` is base + bonus - deduction before caps, NA where nothing is scored and
something is missing."""


def frame_of(columns: Mapping[str, Any], schema: dict[str, str]) -> pd.DataFrame:
    """A frame of the columns of `schema`, with its dtypes and in its order. KeyError where a column is missing."""
    return pd.DataFrame({name: pd.array(columns[name], dtype=dtype) for name, dtype in schema.items()})


def empty_frame(schema: dict[str, str]) -> pd.DataFrame:
    """A frame of `schema` without rows."""
    return frame_of(dict.fromkeys(schema, ()), schema)
