"""Display frames about scores: Vietnamese headers, formatted strings, rows in display order.

They contain text from the workbook as typed; a Markdown sink escapes it. A column `CELL` holds a `CellRef` or None.
"""

from __future__ import annotations

import pandas as pd

from lib.model.domain import CriterionKind
from lib.model.frames import CellState
from lib.model.results import RecordState
from lib.show.memo import memoized
from lib.show.words import names, numbers, ranks, scores
from lib.snapshot import Snapshot

CELL, EVIDENCE = "Ô", "Minh chứng"
UNIT, CRITERION, RANK, TOTAL, SELF = "Đơn vị", "Tiêu chí", "Hạng", "Tổng điểm", "Tự chấm"
NOTE = "Ghi chú"


def record_texts(snapshot: Snapshot) -> pd.Series:
    """The text of every row of the record, in its order: points (negative for a deduction), KPS, or a dash."""
    decimals, frame = snapshot.workbook.contest.decimals, snapshot.record
    own = frame["state"] == RecordState.STAND_IN
    kps = frame["verified_state"].mask(own, frame["self_state"]) == CellState.NOT_APPLICABLE
    none = frame["state"].isin([RecordState.MISSING, RecordState.NONE]) | frame["points"].isna()
    signed = frame["points"].where(frame["kind"] != CriterionKind.DEDUCTION, -frame["points"])
    texts = [
        "KPS" if is_kps else numbers.MISSING if is_none else numbers.points(value, decimals)
        for value, is_kps, is_none in zip(signed, kps, none, strict=True)
    ]
    return pd.Series(texts, index=frame.index, dtype="str")


@memoized
def heat(snapshot: Snapshot, group: str | None = None) -> pd.DataFrame:
    """Criteria by units: code, name, maximum, then the points of every unit in the order of the standings."""
    book = snapshot.workbook
    wide = snapshot.record.assign(text=record_texts(snapshot)).pivot(index="criterion", columns="unit", values="text")
    rows = [
        {"Mã": item.code, CRITERION: item.name, "Tối đa": numbers.points(item.maximum, book.contest.decimals)}
        | {names.unit_name(book, unit): str(wide.at[item.code, unit]) for unit in snapshot.standings["unit"]}
        for item in book.criteria
        if group in (None, item.group)
    ]
    return pd.DataFrame(rows)


def both_totals(snapshot: Snapshot) -> list[tuple[str, int, int]]:
    """Self total and verified total of every unit that has both, in the order of the standings."""
    return [
        (row.unit, row.self_total, row.total)
        for row in ranks.standings_in_order(snapshot)
        if row.total is not None and row.self_total is not None
    ]


def totals_apart_table(snapshot: Snapshot) -> pd.DataFrame:
    """Self total against verified total for every unit that has both."""
    decimals = snapshot.workbook.contest.decimals
    rows = [
        {
            UNIT: names.unit_name(snapshot.workbook, unit),
            SELF: numbers.points(own, decimals),
            "Thẩm định": numbers.points(total, decimals),
            "Chênh lệch": numbers.signed_points(total - own, decimals),
        }
        for unit, own, total in both_totals(snapshot)
    ]
    return pd.DataFrame(rows, columns=[UNIT, SELF, "Thẩm định", "Chênh lệch"])


def difference_table(snapshot: Snapshot, group: str | None = None) -> pd.DataFrame:
    """Where self and verified points differ, greatest first, with reason, evidence and cell; of one group or all."""
    decimals, book = snapshot.workbook.contest.decimals, snapshot.workbook
    rows = [
        {
            UNIT: names.unit_name(book, pair.unit),
            CRITERION: f"{pair.criterion} {book.criterion(pair.criterion).name}",
            "Tự chấm → thẩm định": f"{pair.change(decimals)} ({numbers.signed_points(pair.difference, decimals)})",
            "Lý do": pair.reason or "chưa ghi",
            EVIDENCE: pair.evidence or "",
            CELL: pair.cell,
        }
        for pair in scores.score_differences(snapshot, group)
    ]
    return pd.DataFrame(rows)


def criteria_of(snapshot: Snapshot, unit: str, group: str | None = None) -> pd.DataFrame:
    """Every criterion of a unit, of one group or of all: maximum, points, and the cell of the score."""
    decimals, book = snapshot.workbook.contest.decimals, snapshot.workbook
    own = snapshot.record["unit"] == unit
    points = dict(zip(snapshot.record.loc[own, "criterion"], record_texts(snapshot)[own], strict=True))
    cells = {pair.criterion: pair.cell for pair in scores.score_pairs(snapshot) if pair.unit == unit}
    rows = [
        {
            CRITERION: f"{item.code} {item.name}",
            "Tối đa": numbers.points(item.maximum, decimals),
            "Điểm": points.get(item.code, numbers.MISSING),
            CELL: cells.get(item.code),
        }
        for item in book.criteria
        if group in (None, item.group)
    ]
    return pd.DataFrame(rows, columns=[CRITERION, "Tối đa", "Điểm", CELL])


def differing_units(snapshot: Snapshot, group: str | None = None) -> pd.DataFrame:
    """How many verified scores of each unit differ from its own, and the sum, where any do."""
    decimals = snapshot.workbook.contest.decimals
    sums: dict[str, list[int]] = {}
    for pair in scores.score_differences(snapshot, group):
        sums.setdefault(pair.unit, []).append(pair.difference or 0)
    rows = [
        {
            UNIT: names.unit_name(snapshot.workbook, unit.code),
            "Số chỗ khác": numbers.count(len(sums[unit.code])),
            "Chênh lệch": numbers.signed_points(sum(sums[unit.code]), decimals),
        }
        for unit in snapshot.workbook.units
        if unit.code in sums
    ]
    return pd.DataFrame(rows, columns=[UNIT, "Số chỗ khác", "Chênh lệch"])


def all_scores(snapshot: Snapshot, unit: str) -> pd.DataFrame:
    """Both scores of a unit for every criterion, with the cell of the score of record."""
    decimals, book = snapshot.workbook.contest.decimals, snapshot.workbook
    rows = [
        {
            CRITERION: f"{pair.criterion} {book.criterion(pair.criterion).name}",
            SELF: numbers.points(pair.own, decimals),
            "Thẩm định": numbers.points(pair.verified, decimals),
            CELL: pair.cell,
        }
        for pair in scores.score_pairs(snapshot)
        if pair.unit == unit
    ]
    return pd.DataFrame(rows, columns=[CRITERION, SELF, "Thẩm định", CELL])
