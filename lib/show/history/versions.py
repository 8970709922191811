"""Past versions in words and as JSON: the list, the difference between two, the changes of a unit after "Chốt điểm".

Moments are typed as `dd/MM/yyyy [HH:mm]`, in Hà Nội time.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from lib.feed.latest import Version
from lib.history.changes import Difference, ScoreChange, UnitStanding
from lib.history.past_version import PastVersion
from lib.model.frames import CellState
from lib.model.records import Workbook
from lib.sheets.reading.cells import as_typed
from lib.show.summary import points_text
from lib.show.words import numbers
from lib.show.words.changes import (
    BLANK,
    award_lines,
    loss_lines,
    record_lines,
    standing_lines,
    standing_words,
)
from lib.show.words.names import cell_name
from lib.show.words.numbers import HANOI
from lib.show.words.terms import label
from lib.stage.log.since_fixed import SinceFixed, UnitStep

FORM = "ngày/tháng/năm [giờ:phút], ví dụ 18/12/2019 08:00"


def read_moment(typed: str) -> dt.datetime | None:
    """The moment that was typed (timezone-aware); a date alone is the end of its day. None for anything else."""
    text = " ".join(typed.split())
    for form, length in (("%d/%m/%Y %H:%M", dt.timedelta(minutes=1)), ("%d/%m/%Y", dt.timedelta(days=1))):
        try:
            found = dt.datetime.strptime(text, form).replace(tzinfo=HANOI)
        except ValueError:
            continue
        return found + length - dt.timedelta(microseconds=1) if length.days else found + dt.timedelta(seconds=59)
    return None


def moment_words(moment: dt.datetime) -> str:
    """A moment as `18/12/2019 08:00:05`."""
    return moment.astimezone(HANOI).strftime("%d/%m/%Y %H:%M:%S")


def kept_answer(versions: Sequence[PastVersion]) -> str:
    """How many versions are kept and when the newest was read, as a title."""
    if not versions:
        return "Chưa có phiên bản số liệu nào được lưu"
    return f"{numbers.count(len(versions))} phiên bản số liệu, mới nhất lúc {numbers.moment(versions[-1].at)}"


def past_line(past: PastVersion) -> str:
    """A version in one line: when, its hash, and what changed."""
    return f"{moment_words(past.at)}  {past.version}  {past_words(past)}"


def past_words(past: PastVersion, named: Callable[[str], str] = str) -> str:
    """What changed with a version: cells, losses, totals and ranks; `named` gives the name of a unit."""
    if not past.tabs:
        return "bản đầu tiên được lưu" if past.standings else "không có ô nào thay đổi"
    tabs = ", ".join(f"“{one.tab}”" for one in past.tabs if one.lost or not past.lost)
    lost = f"mất {numbers.count(past.lost)} chỗ ở " if past.lost else ""
    parts = [f"{numbers.count(past.cells)} ô thay đổi", f"{lost}{tabs}"]
    if past.standings:
        parts.append("; ".join(_standing_words(named(unit), one, past.decimals) for unit, one in past.standings))
    if past.awards:
        parts.append("đổi kết quả danh hiệu " + ", ".join(one.award for one in past.awards))
    return " · ".join(parts)


def _standing_words(unit: str, standing: UnitStanding | None, decimals: int) -> str:
    if standing is None or standing.total is None:
        return f"{unit}: chưa có điểm"
    return f"{unit}: {numbers.points(standing.total, decimals)}, hạng {standing.rank}"


def past_json(past: PastVersion) -> dict[str, Any]:
    """A version as `history --json` lists it (docs/workbook.md section 5)."""
    return {
        "time": past.at.isoformat(),
        "version": past.version,
        "source": list(past.sources),
        "cells": past.cells,
        "lost": past.lost,
        "tabs": [{"tab": one.tab, "cells": one.cells, "lost": one.lost} for one in past.tabs],
        "totals": [{"unit": unit, **_standing_json(one, past.decimals)} for unit, one in past.standings],
        "awards": [
            {"code": one.award, "status": one.status and one.status.value, "proposed": list(one.proposed)}
            for one in past.awards
        ],
    }


def _standing_json(standing: UnitStanding | None, decimals: int) -> dict[str, Any]:
    if standing is None:
        return {"total": None, "rank": None, "final": False}
    return {"total": points_text(standing.total, decimals), "rank": standing.rank, "final": standing.final}


@dataclass(frozen=True)
class DifferenceLines:
    """The differences, in three parts."""

    cells: list[str]
    standings: list[str]
    awards: list[str]


def difference_lines(difference: Difference, newer: Version) -> DifferenceLines:
    """What differs between two versions: cells with losses first, totals and ranks, awards."""
    cells = [line for change in difference.tabs for line in loss_lines(change)]
    cells += [f"{cell_name(one.where)}: {one.text}" if one.where else one.text for one in record_lines(difference)]
    book = newer.snapshot.workbook
    return DifferenceLines(cells, list(standing_lines(difference, book)), list(award_lines(difference, book)))


def difference_json(difference: Difference, decimals: int) -> dict[str, Any]:
    """What differs between two versions, as `history --between --json` gives it (docs/workbook.md section 5)."""
    return {
        "lost": [line for change in difference.tabs for line in loss_lines(change)],
        "cells": [
            {"tab": one.where.tab, "cell": one.where.a1, "old": as_typed(one.old), "new": as_typed(one.new)}
            for one in difference.cells
        ],
        "totals": [
            {"unit": one.unit, "old": _standing_json(one.old, decimals), "new": _standing_json(one.new, decimals)}
            for one in difference.standings
        ],
        "awards": [
            {
                "code": one.award,
                "old": one.old_status and one.old_status.value,
                "new": one.new_status and one.new_status.value,
                "gained": list(one.gained),
                "lost": list(one.lost),
            }
            for one in difference.awards
        ],
    }


NOTHING_CHANGED = "Từ khi chốt điểm, điểm và thứ hạng của đơn vị không thay đổi."


def since_fixed_heading(since: SinceFixed) -> str:
    """The heading of the changes after "Chốt điểm"."""
    return f"Thay đổi sau khi chốt điểm lúc {moment_words(since.at)[:-3]}"


def step_lines(steps: Sequence[UnitStep]) -> tuple[str, ...]:
    """A line for each later version: when, what changed, why, and who decided."""
    return tuple(_line(step) for step in steps) or (NOTHING_CHANGED,)


def _line(step: UnitStep) -> str:
    book = step.newer.workbook
    parts = [_score(change, book) for change in step.scores]
    if step.standing is not None:
        parts.append(standing_words(step.standing, book))
    line = "; ".join(part for part in parts if part)
    why = (("Lý do", step.later.reason), ("Người quyết định", step.later.decided_by))
    reasons = (f"{word}: {given}." for word, given in why if given)
    return " ".join((f"{moment_words(step.later.at)[:-3]}: {line}.", *reasons))


def _score(change: ScoreChange, book: Workbook) -> str:
    """A changed score: old and new value, and its explanation in `Giải trình`."""
    name = next((one.name for one in book.criteria if one.code == change.criterion), "")
    old = _value(change.old, change.old_state, book.contest.decimals)
    new = _value(change.new, change.new_state, book.contest.decimals)
    own = [one for one in book.explanations or () if (one.unit, one.criterion) == (change.unit, change.criterion)]
    explained = next((f" (giải trình: {one.reason})" for one in own if one.reason), "")
    return f"{label(change.column)} {change.criterion} {name}".strip() + f" {old} → {new}{explained}"


def _value(points: int | None, state: CellState, decimals: int) -> str:
    if state is CellState.NOT_APPLICABLE:
        return "không áp dụng"
    if state is CellState.UNREADABLE:
        return "không đọc được"
    return BLANK if points is None else numbers.points(points, decimals)
