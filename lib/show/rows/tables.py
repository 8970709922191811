"""Any display frame as an HTML table: numbers right-aligned, cells as links, two lines per row on a phone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import htpy as h
import pandas as pd

from lib.model.problems import CellRef
from lib.show.rows.parts import Audience, cell_anchor, evidence, in_parts
from lib.show.tables.score_tables import CELL, EVIDENCE
from lib.show.words.numbers import MISSING
from lib.snapshot import Snapshot

_NUMBER = re.compile(r"[+−-]?[\d.,]+(\s?%|/\d+)?|")


def html_table(snapshot: Snapshot | None, audience: Audience, rows: pd.DataFrame, name: str) -> h.Node:
    """The rows of a frame; the first column is the row header. Empty columns are left out.

    A long table continues in folded parts.
    """
    shown = [column for column in rows.columns if column not in (CELL, EVIDENCE) and _has_words(rows[column])]
    right = {column for column in shown[1:] if all(map(_is_number, rows[column]))}
    places = list(rows[CELL]) if CELL in rows else [None] * len(rows)
    proofs = list(rows[EVIDENCE]) if EVIDENCE in rows and audience.cells else [None] * len(rows)
    values = rows[shown].itertuples(index=False, name=None)

    def table(part: Sequence[tuple[tuple[Any, ...], Any, Any]]) -> h.Element:
        return h.table(".stacked")[
            h.caption(".heard")[name],
            h.thead[h.tr[(h.th(class_="num" if column in right else None, scope="col")[column] for column in shown)]],
            h.tbody[
                (
                    _row(shown, right, row, [evidence(proof), _link(snapshot, audience, place)])
                    for row, place, proof in part
                )
            ],
        ]

    return in_parts(name, list(zip(values, places, proofs, strict=True)), table, "Dòng")


def _has_words(values: pd.Series) -> bool:
    return not values.isin(["", None]).all()


def _is_number(value: Any) -> bool:
    return str(value) == MISSING or _NUMBER.fullmatch(str(value)) is not None


def _link(snapshot: Snapshot | None, audience: Audience, place: CellRef | None) -> h.Node:
    return cell_anchor(snapshot, audience, place) if snapshot is not None else None


def _row(columns: list[str], right: set[str], values: tuple[Any, ...], more: list[h.Node]) -> h.Element:
    head, *rest = [str(value or "") for value in values]
    return h.tr[
        h.th(scope="row")[head, more],
        (
            h.td(class_="num" if column in right else None, data_name=column)[value]
            for column, value in zip(columns[1:], rest, strict=True)
        ),
    ]
