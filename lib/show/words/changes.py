"""The changes of the workbook in words: which cells, old and new value, and the effect on totals and ranks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from lib.history.changes import AwardChange, Difference, StandingChange, UnitStanding
from lib.history.records import TabChange, ValueChange
from lib.model.problems import CellRef
from lib.model.records import Workbook
from lib.model.results import AwardStatus
from lib.sheets.sources.source import RawCell, UncalculatedFormula
from lib.show.words import numbers
from lib.show.words.names import award_name, known_unit_name, lower_first, unit_list
from lib.show.words.terms import label
from lib.stage.log.events import FiguresCorrected

BLANK = "(trống)"
NOTHING = "Không có ô nào khác, kết quả không đổi."
_LONGEST = 60
_MOST_NAMED = 5


def cell_text(cell: RawCell) -> str:
    """The content of a cell as displayed in the sheet, on one line, shortened."""
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


@dataclass(frozen=True)
class RecordLine:
    """One change of a tab, of a record or of a cell, in words; `where` is its cell in the newer version."""

    text: str
    where: CellRef | None = None


def loss_lines(change: TabChange) -> tuple[str, ...]:
    """The losses of a tab, a line per kind: rows, columns, values."""
    tab = f"“{change.tab}”"
    if change.gone and change.renamed:
        count = numbers.count(change.rows_lost)
        return (f"đổi tên trang tính {tab} thành “{change.renamed}”, nên không còn được đọc ({count} dòng)",)
    if change.gone:
        return (f"mất trang tính {tab} ({numbers.count(change.rows_lost)} dòng)",)
    lines = []
    if change.rows_lost:
        names = _named([name for name, _ in change.lost_rows], change.rows_lost, "dòng")
        lines.append(f"mất {numbers.count(change.rows_lost)} dòng ở {tab}{names}")
    if change.lost_columns:
        lines.append(f"mất cột {', '.join(f'“{header}”' for header, _ in change.lost_columns)} ở {tab}")
    if change.values_lost:
        values = [f"{one.record}, {_field(one)} (trước là {cell_text(one.old)})" for one in change.lost_values]
        names = _named(values, change.values_lost, "ô", "; ")
        lines.append(f"mất {numbers.count(change.values_lost)} ô ở {tab}{names}")
    return tuple(lines)


def record_lines(difference: Difference) -> tuple[RecordLine, ...]:
    """The changes that lose nothing: new order, added rows, each value that differs, then cells outside of records."""
    of_tabs = (line for change in difference.tabs for line in _record_lines(change))
    ballots = (RecordLine(f"“{tab}”: {numbers.count(number)} ô đổi") for tab, number in difference.unnamed)
    elsewhere = (RecordLine(f"{cell_text(one.old)} → {cell_text(one.new)}", one.where) for one in difference.elsewhere)
    return (*of_tabs, *ballots, *elsewhere)


def _record_lines(change: TabChange) -> Iterator[RecordLine]:
    if change.renamed and not change.gone:
        yield RecordLine(f"đổi tên trang tính “{change.tab}” thành “{change.renamed}”")
    if change.reordered:
        only = "chỉ " if change.only_reordered else ""
        yield RecordLine(f"“{change.tab}”: {only}đổi thứ tự dòng")
    if change.rows_added:
        yield RecordLine(f"“{change.tab}”: thêm {numbers.count(change.rows_added)} dòng")
    for one in change.changes:
        record = f"{one.record}: " if one.record else ""
        yield RecordLine(f"{record}{_field(one)} {cell_text(one.old)} → {cell_text(one.new)}", one.where)
    if change.values_changed > len(change.changes):
        more = numbers.count(change.values_changed - len(change.changes))
        yield RecordLine(f"“{change.tab}”: … và {more} ô khác")


def _named(names: list[str], number: int, what: str, between: str = ", ") -> str:
    """The first names, and the number of further ones."""
    shown = [name for name in names if name][:_MOST_NAMED]
    if not shown:
        return ""
    more = f" và {numbers.count(number - len(shown))} {what} khác" if number > len(shown) else ""
    return f": {between.join(shown)}{more}"


def _field(change: ValueChange) -> str:
    """A field in lower case within a sentence; a unit and an abbreviation as they are written."""
    return change.header if change.of_unit else lower_first(change.header)


def effects(difference: Difference, workbook: Workbook) -> tuple[str, ...]:
    """The effect of a change on totals, ranks and awards, a sentence each; `NOTHING` where nothing differs."""
    lines = (*standing_lines(difference, workbook), *award_lines(difference, workbook))
    return lines if lines or difference.cells else (NOTHING,)


def award_lines(difference: Difference, workbook: Workbook) -> Iterator[str]:
    """Awards whose status or proposed units changed."""
    return (_award_line(change, workbook) for change in difference.awards)


def standing_lines(difference: Difference, workbook: Workbook) -> Iterator[str]:
    """Units whose total changed first, then those whose rank alone did."""
    for change in sorted(difference.standings, key=lambda change: not change.total_differs):
        yield f"{known_unit_name(workbook, change.unit)}: {standing_words(change, workbook)}"


def standing_words(change: StandingChange, workbook: Workbook) -> str:
    """The change of a unit's standing: total, rank, and finality where the unit exists before and after."""
    parts = []
    if change.total_differs:
        old, new = (_points(side, workbook) for side in (change.old, change.new))
        parts.append(f"tổng điểm {old} → {new}")
    if change.rank_differs:
        parts.append(f"hạng {_place(change.old)} → {_place(change.new)}")
    if change.old and change.new and change.old.final != change.new.final:
        parts.append("đã đủ điểm" if change.new.final else "còn thiếu điểm nên thành tạm tính")
    return "; ".join(parts)


def _points(side: UnitStanding | None, workbook: Workbook) -> str:
    total = side.total if side else None
    return "chưa có" if total is None else numbers.points(total, workbook.contest.decimals)


def _place(side: UnitStanding | None) -> str:
    if side is None or side.rank is None:
        return "chưa xếp"
    return f"{side.rank}{' (đồng hạng)' if side.tied else ''}"


def _award_line(change: AwardChange, workbook: Workbook) -> str:
    name = award_name(workbook, change.award)
    parts = []
    if change.old_status != change.new_status:
        old, new = (_status(status) for status in (change.old_status, change.new_status))
        parts.append(f"{old} → {new}")
    known = {unit.code for unit in workbook.units}
    for words, codes in (("thêm", change.gained), ("bớt", change.lost)):
        if codes:
            parts.append(f"{words} {unit_list(workbook, codes) if set(codes) <= known else ', '.join(codes)}")
    return f"{name}: {'; '.join(parts)}"


def corrected_words(made: FiguresCorrected) -> str:
    """The figures of a correction, old and new: "tổng điểm của A: 8,50 → 9,00; …"."""
    return "; ".join(f"{what}: {old} → {new}" for _, what, old, new in made.lines) or "không đổi số đã công bố"


def why_corrected(made: FiguresCorrected) -> str:
    """The reason for a correction, and who decided it."""
    return f"Lý do: {made.reason}. Người quyết định: {made.decided_by}."


def _status(status: AwardStatus | None) -> str:
    return lower_first(label(status)) if status else "không có"
