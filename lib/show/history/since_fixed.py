"""The changes of a unit after "Chốt điểm", in words, each with its reason as recorded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lib.history.changes import ScoreChange
from lib.model.frames import CellState
from lib.model.records import Workbook
from lib.show.history.versions import moment_words
from lib.show.words import numbers
from lib.show.words.changes import BLANK, standing_words
from lib.show.words.terms import label
from lib.stage.log.since_fixed import SinceFixed, UnitStep

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
    return " ".join((f"{moment_words(step.later.at)[:-3]}: {line}.", *_why(step)))


def _why(step: UnitStep) -> Iterator[str]:
    if step.later.reason:
        yield f"Lý do: {step.later.reason}."
    if step.later.decided_by:
        yield f"Người quyết định: {step.later.decided_by}."


def _score(change: ScoreChange, book: Workbook) -> str:
    """A changed score: old and new value, and its explanation in `Giải trình`."""
    name = next((one.name for one in book.criteria if one.code == change.criterion), "")
    old = _value(change.old, change.old_state, book.contest.decimals)
    new = _value(change.new, change.new_state, book.contest.decimals)
    explanation = next(
        (
            one.reason
            for one in book.explanations or ()
            if (one.unit, one.criterion) == (change.unit, change.criterion) and one.reason
        ),
        None,
    )
    explained = f" (giải trình: {explanation})" if explanation else ""
    return f"{label(change.column)} {change.criterion} {name}".strip() + f" {old} → {new}{explained}"


def _value(points: int | None, state: CellState, decimals: int) -> str:
    if state is CellState.NOT_APPLICABLE:
        return "không áp dụng"
    if state is CellState.UNREADABLE:
        return "không đọc được"
    return BLANK if points is None else numbers.points(points, decimals)
