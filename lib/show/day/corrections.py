"""The changes of released figures by a correction: the subject, the old figure, the new one."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from lib.model.releasable import Releasable, ReleasableKind
from lib.model.results import AwardResult, AwardStatus
from lib.release.small_counts import small_sessions
from lib.show.day import control_words
from lib.show.words import names, numbers
from lib.show.words.terms import label
from lib.snapshot import Snapshot
from lib.stage.read_back import read_back_figures
from lib.stage.state import thing_address

CorrectionLine = tuple[str, str, str, str]
_Figure = tuple[str, str, str]


def correction_lines(old: Snapshot, new: Snapshot, changed: frozenset[Releasable]) -> tuple[CorrectionLine, ...]:
    """A line for every released figure that differs, with the thing it belongs to as the event log writes it: votes and
    counts, then results, then totals and ranks.
    """
    changed_things = sorted(
        (thing for thing in changed if thing.kind in _LINES), key=lambda thing: list(_LINES).index(thing.kind)
    )
    lines = ((thing_address(thing), *line) for thing in changed_things for line in _LINES[thing.kind](old, new, thing))
    return tuple(dict.fromkeys(lines))


def _ballot(old: Snapshot, new: Snapshot, thing: Releasable) -> Iterator[_Figure]:
    small = any(thing.code in small_sessions(side.workbook) for side in (old, new))
    before, after = (
        {one.name: one for one in read_back_figures(side.workbook, thing.code) if not (small and one.unit)}
        for side in (old, new)
    )
    for name in dict.fromkeys([*before, *after]):
        was, now = (side[name].value if name in side else None for side in (before, after))
        if was != now:
            what = control_words.figure_name(new.workbook, after.get(name) or before[name])
            yield f"Phiên {thing.code}: {what}", numbers.count(was), numbers.count(now)


def _award(old: Snapshot, new: Snapshot, thing: Releasable) -> Iterator[_Figure]:
    was, now = (_outcome(snapshot, snapshot.award(thing.code)) for snapshot in (old, new))
    if was != now:
        yield f"{names.award_name(new.workbook, thing.code)}: đơn vị được đề nghị", was, now


def _outcome(snapshot: Snapshot, result: AwardResult) -> str:
    """The proposed units, and what is open beside them."""
    named = names.unit_list(snapshot.workbook, result.proposed) if result.proposed else ""
    if result.status is AwardStatus.DECIDED:
        return named or "không có đơn vị nào"
    return f"{named} ({label(result.status)})" if named else label(result.status)


def _decision(old: Snapshot, new: Snapshot, thing: Releasable) -> Iterator[_Figure]:
    """The decision about a unit, its reason and who decided."""
    was, now = (_decided(snapshot, thing) for snapshot in (old, new))
    if was != now:
        unit = names.unit_name(new.workbook, thing.unit)
        yield f"Quyết định về {unit} ({names.award_name(new.workbook, thing.code)})", was, now


def _decided(snapshot: Snapshot, thing: Releasable) -> str:
    rows = [one for one in snapshot.workbook.decisions if (one.award, one.unit) == (thing.code, thing.unit)]
    parts = [f"{label(one.verdict)} – {one.reason} – {one.decided_by}" for one in rows if one.verdict]
    return "; ".join(parts) or "không có"


def _scores(old: Snapshot, new: Snapshot, _thing: Releasable) -> Iterator[_Figure]:
    decimals = new.workbook.contest.decimals
    for unit, was, now in _pairs(old, new, "total"):
        what = f"{names.unit_name(new.workbook, unit)}: tổng điểm"
        yield what, numbers.points(was, decimals), numbers.points(now, decimals)


def _ranks(old: Snapshot, new: Snapshot, _thing: Releasable) -> Iterator[_Figure]:
    for unit, was, now in _pairs(old, new, "rank"):
        yield f"{names.unit_name(new.workbook, unit)}: xếp hạng", numbers.count(was), numbers.count(now)


def _pairs(old: Snapshot, new: Snapshot, column: str) -> Iterator[tuple[str, int | None, int | None]]:
    before, after = (
        {
            str(unit): None if pd.isna(value) else int(value)
            for unit, value in zip(snapshot.standings["unit"], snapshot.standings[column], strict=True)
        }
        for snapshot in (old, new)
    )
    for unit in after:
        if before.get(unit) != after[unit]:
            yield unit, before.get(unit), after[unit]


_LINES = {
    ReleasableKind.BALLOT: _ballot,
    ReleasableKind.AWARD: _award,
    ReleasableKind.DECISION: _decision,
    ReleasableKind.SCORES: _scores,
    ReleasableKind.RANKING: _ranks,
}
