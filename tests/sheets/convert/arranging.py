"""A scored workbook laid out as people lay out their own tables, as raw sheets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lib.sheets.sources.source import RawCell, RawTable, RawTables

Rows = list[list[RawCell]]


@dataclass(frozen=True)
class Item:
    """A criterion: `code` is `I.1` or `I.1a`."""

    code: str
    name: str
    maximum: RawCell


@dataclass(frozen=True)
class Scored:
    """What every layout shows: groups with their criteria, units by name, both scores by (criterion, unit)."""

    groups: tuple[tuple[str, str, tuple[Item, ...]], ...]
    units: tuple[str, ...]
    self_scores: dict[tuple[str, str], RawCell]
    verified: dict[tuple[str, str], RawCell]

    @property
    def items(self) -> tuple[Item, ...]:
        return tuple(item for _, _, items in self.groups for item in items)


def numeral(code: str) -> tuple[str, str]:
    """`I.1` as the numbers of its group and of its own."""
    group, own = code.split(".", 1)
    return group, own


def file(name: str, *sheets: tuple[str, Rows, tuple[tuple[int, int, int, int], ...]]) -> RawTables:
    """A file of sheets, each with its rows and merges."""
    tables = tuple(RawTable(tab, tuple(map(tuple, rows)), name, merges=merges) for tab, rows, merges in sheets)
    return RawTables(tables, (name,))


def as_unit_files(scored: Scored) -> Iterator[RawTables]:
    """One file a unit: title, one header row, Roman groups with their sums, criteria 1, 2, 3."""
    for number, unit in enumerate(scored.units, 1):
        rows: Rows = [
            ["CỤM THI ĐUA SỐ III"],
            [f"Đơn vị: {unit}"],
            ["BẢNG CHẤM ĐIỂM THI ĐUA NĂM 2019"],
            [],
            ["TT", "Nội dung", "Điểm chuẩn", "Điểm tự chấm", "Điểm thẩm định", "Minh chứng", "Ghi chú"],
        ]
        for group, name, items in scored.groups:
            rows.append([group, name, None, None, None])
            rows += [
                [
                    numeral(item.code)[1], item.name, item.maximum, scored.self_scores.get((item.code, unit)),
                    scored.verified.get((item.code, unit)),
                ]
                for item in items
            ]  # fmt: skip
        rows += [[], [None, "Người lập biểu", None, "Thủ trưởng đơn vị"]]
        yield file(f"don_vi_{number}.xlsx", ("Sheet1", rows, ((1, 1, 1, 7),)))


def as_matrix(scored: Scored) -> RawTables:
    """Criteria in rows, two columns a unit under a merged header."""
    top: list[RawCell] = ["TT", "Tiêu chí", "Điểm tối đa"]
    low: list[RawCell] = [None, None, None]
    merges = [(2, 1, 3, 1), (2, 2, 3, 2), (2, 3, 3, 3)]
    for unit in scored.units:
        merges.append((2, len(top) + 1, 2, len(top) + 2))
        top += [unit, None]
        low += ["Tự chấm", "Thẩm định"]
    rows: Rows = [["BẢNG TỔNG HỢP ĐIỂM CỤM THI ĐUA SỐ III NĂM 2019"], top, low]
    for group, name, items in scored.groups:
        rows.append([group, name])
        for item in items:
            row: list[RawCell] = [numeral(item.code)[1], item.name, item.maximum]
            for unit in scored.units:
                row += [scored.self_scores.get((item.code, unit)), scored.verified.get((item.code, unit))]
            rows.append(row)
    return file("tong_hop.xlsx", ("Tổng hợp", rows, tuple(merges)))


def as_rows_of_units(scored: Scored, title: str, scores: dict[tuple[str, str], RawCell]) -> RawTables:
    """Units in rows, criteria in columns under merged groups, a row of maxima."""
    top: list[RawCell] = ["STT", "Đơn vị"]
    low: list[RawCell] = [None, None]
    maxima: list[RawCell] = [None, "Điểm tối đa"]
    merges = [(3, 1, 4, 1), (3, 2, 4, 2)]
    for group, name, items in scored.groups:
        merges.append((3, len(top) + 1, 3, len(top) + len(items)))
        top += [f"{group}. {name}"] + [None] * (len(items) - 1)
        low += [f"{numeral(item.code)[1]}. {item.name}" for item in items]
        maxima += [item.maximum for item in items]
    rows: Rows = [[title], ["Cụm thi đua số III, năm 2019"], top, low, maxima]
    for number, unit in enumerate(scored.units, 1):
        rows.append([number, unit, *(scores.get((item.code, unit)) for item in scored.items)])
    return file(f"{re.sub(r'[^a-z]+', '_', title.lower())}.xlsx", ("Điểm", rows, tuple(merges)))
