"""Any display frame as an HTML table: numbers right-aligned, cells as links, two lines per row on a phone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import htpy as h
import pandas as pd

from lib.show.rows.parts import Audience, cell_anchor, evidence, in_parts
from lib.show.tables.score_tables import CELL, EVIDENCE
from lib.show.words.numbers import MISSING
from lib.snapshot import Snapshot

_NUMBER = re.compile(rf"[+−-]?[\d.,]+(\s?%|/\d+)?|{MISSING}|")


def html_table(snapshot: Snapshot | None, audience: Audience, rows: pd.DataFrame, name: str) -> h.Node:
    """The rows of a frame; the first column is the row header. Empty columns are left out.

    A long table continues in folded parts.
    """
    filled = [column for column in rows.columns if not rows[column].isin(["", None]).all()]
    shown = [column for column in filled if column not in (CELL, EVIDENCE)]
    right = {column for column in shown[1:] if all(_NUMBER.fullmatch(str(value)) for value in rows[column])}
    places = list(rows[CELL]) if CELL in rows else [None] * len(rows)
    proofs = list(rows[EVIDENCE]) if EVIDENCE in rows and audience.cells else [None] * len(rows)
    values = rows[shown].itertuples(index=False, name=None)

    def table(part: Sequence[tuple[tuple[Any, ...], Any, Any]]) -> h.Element:
        return h.table(".stacked")[
            h.caption(".heard")[name],
            h.thead[h.tr[(h.th(class_="num" if column in right else None, scope="col")[column] for column in shown)]],
            h.tbody[
                (
                    _row(shown, right, row, [evidence(proof), cell_anchor(snapshot, audience, place)])
                    for row, place, proof in part
                )
            ],
        ]

    return in_parts(name, list(zip(values, places, proofs, strict=True)), table, "Dòng")


def _row(columns: list[str], right: set[str], values: tuple[Any, ...], more: list[h.Node]) -> h.Element:
    head, *rest = [str(value or "") for value in values]
    return h.tr[
        h.th(scope="row")[head, more],
        (
            h.td(class_="num" if column in right else None, data_name=column)[value]
            for column, value in zip(columns[1:], rest, strict=True)
        ),
    ]
