"""What changed in the workbook, in words: which cells, from what to what, and what it does to totals and ranks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from lib.history.changes import AwardChange, CellChange, Difference, Standing, StandingChange
from lib.model.problems import CellRef
from lib.model.records import Workbook
from lib.model.results import AwardStatus
from lib.sheets.sources.source import RawCell, UncalculatedFormula
from lib.show.words import numbers
from lib.show.words.names import award_name, unit_list, unit_name
from lib.show.words.terms import label

BLANK = "(trống)"
NOTHING = "Không có ô nào khác, kết quả không đổi."
_LONGEST = 60


@dataclass(frozen=True)
class CellWords:
    """One cell: what stood there and what stands there now."""

    where: CellRef
    old: str
    new: str


def cell_words(change: CellChange) -> CellWords:
    return CellWords(change.where, cell_text(change.old), cell_text(change.new))


def cell_text(cell: RawCell) -> str:
    """A cell as a person would read it in the sheet, on one line, not too long."""
    match cell:
        case None | "":
            return BLANK
        case bool():
            return "TRUE" if cell else "FALSE"
        case int() | float():
            return numbers.decimal(f"{cell:.15g}")
        case dt.datetime():
            return numbers.date(cell.date())
        case dt.date():
            return numbers.date(cell)
        case UncalculatedFormula():
            return f"{cell.formula} (chưa tính)"
    text = numbers.visible(str(cell))
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def effects(found: Difference, workbook: Workbook) -> tuple[str, ...]:
    """What a change does to totals, ranks and awards, a sentence each; `NOTHING` where nothing differs at all."""
    lines = (*_standing_lines(found, workbook), *(_award_line(change, workbook) for change in found.awards))
    return lines if lines or found.cells else (NOTHING,)


def _standing_lines(found: Difference, workbook: Workbook) -> Iterator[str]:
    """Units whose total changed first, then those that only moved in rank."""
    for change in sorted(found.standings, key=lambda change: not change.total_differs):
        parts = [part for part in (_total(change, workbook), _rank(change), _finality(change)) if part]
        yield f"{_unit(change.unit, workbook)}: {'; '.join(parts)}"


def _unit(code: str, workbook: Workbook) -> str:
    return unit_name(workbook, code) if any(unit.code == code for unit in workbook.units) else code


def _total(change: StandingChange, workbook: Workbook) -> str:
    if not change.total_differs:
        return ""
    old, new = (_points(side, workbook) for side in (change.old, change.new))
    return f"tổng điểm {old} → {new}"


def _points(side: Standing | None, workbook: Workbook) -> str:
    total = side.total if side else None
    return "chưa có" if total is None else numbers.points(total, workbook.contest.decimals)


def _rank(change: StandingChange) -> str:
    return f"hạng {_place(change.old)} → {_place(change.new)}" if change.rank_differs else ""


def _place(side: Standing | None) -> str:
    if side is None or side.rank is None:
        return "chưa xếp"
    return f"{side.rank}{' (đồng hạng)' if side.tied else ''}"


def _finality(change: StandingChange) -> str:
    """Said where it changes with the unit there before and after."""
    if not change.old or not change.new or change.old.final == change.new.final:
        return ""
    return "đã đủ điểm" if change.new.final else "còn thiếu điểm nên thành tạm tính"


def _award_line(change: AwardChange, workbook: Workbook) -> str:
    name = award_name(workbook, change.award)
    parts = []
    if change.old_status != change.new_status:
        old, new = (
            label(status).lower() if status else "không có" for status in (change.old_status, change.new_status)
        )
        parts.append(f"{old} → {new}")
    known = {unit.code for unit in workbook.units}
    for words, codes in (("thêm", change.gained), ("bớt", change.lost)):
        if codes:
            parts.append(f"{words} {unit_list(workbook, codes) if set(codes) <= known else ', '.join(codes)}")
    return f"{name}: {'; '.join(parts)}"


def _status(status: AwardStatus | None) -> str:
    words = label(status) if status else "không có"
    return words[0].lower() + words[1:]
