"""Reminders of the year for the secretary: late tasks, missing pledges, leaders, members.

Reminders depend on today's date, so they are not problems of the workbook: the command line does not print them. Pure.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from lib.model.domain import UnitRole
from lib.model.problems import CellRef
from lib.model.records import Workbook
from lib.model.year_records import TaskState
from lib.years.lineage import Lines

SOON = dt.timedelta(weeks=4)


LAST_REPORT = (3, 31)
"""Month and day of the next year until which a year's papers may be sent; after that the year is closed."""


def is_closed(workbook: Workbook, today: dt.date) -> bool:
    """Whether the year is closed: nothing of it is late any more; a task has a result or none was typed."""
    year = workbook.contest.year
    return year is not None and today > dt.date(year + 1, *LAST_REPORT)


class ReminderKind(StrEnum):
    """The kinds of reminders, in display order."""

    TASK_LATE = "task_late"
    TASK_SOON = "task_soon"
    TASK_WITHOUT_RESULT = "task_without_result"
    NO_PLEDGE = "no_pledge"
    PLEDGE_UNDATED = "pledge_undated"
    HEADS_DIFFER = "heads_differ"
    RENAME_UNCLEAR = "rename_unclear"
    HISTORY_COUNT = "history_count"
    NOT_IN_HISTORY = "not_in_history"
    NOT_A_MEMBER = "not_a_member"


@dataclass(frozen=True, slots=True)
class Reminder:
    """One reminder. `subject` is a unit's code or name, a year or a task; `detail` further information:
    a date as ISO text, a year, another unit, two counts, or None.
    """

    kind: ReminderKind
    subject: str
    detail: str | None
    cell: CellRef | None


def reminders(workbook: Workbook, lines: Lines, today: dt.date) -> tuple[Reminder, ...]:
    """All reminders, late tasks first, then in the order of `ReminderKind`."""
    return (
        *_tasks(workbook, today),
        *_without_pledge(workbook),
        *_heads(workbook),
        *_unclear(lines),
        *_counts(workbook),
        *_members(workbook, lines),
    )


def _tasks(workbook: Workbook, today: dt.date) -> Iterator[Reminder]:
    due = [task for task in workbook.tasks or () if task.state is not TaskState.DONE and task.due <= today + SOON]
    late = ReminderKind.TASK_WITHOUT_RESULT if is_closed(workbook, today) else ReminderKind.TASK_LATE
    for task in sorted(due, key=lambda task: task.due):
        kind = late if task.due < today else ReminderKind.TASK_SOON
        yield Reminder(kind, task.content, task.due.isoformat(), task.cell)


def _without_pledge(workbook: Workbook) -> Iterator[Reminder]:
    if workbook.pledges is None:
        return
    named = {pledge.unit: pledge.cell for pledge in workbook.pledges if pledge.signer}
    for unit in workbook.units:
        if unit.code not in workbook.signed:
            kind = ReminderKind.PLEDGE_UNDATED if unit.code in named else ReminderKind.NO_PLEDGE
            yield Reminder(kind, unit.code, None, named.get(unit.code, unit.cell))


def _heads(workbook: Workbook) -> Iterator[Reminder]:
    """A Cụm trưởng in `Đơn vị` other than in this year of `Lãnh đạo cụm`; two in one year are a problem."""
    heads = [unit for unit in workbook.units if unit.role is UnitRole.HEAD]
    first: dict[int, str] = {}
    for leader in workbook.leadership or ():
        if leader.role is UnitRole.HEAD:
            first.setdefault(leader.year, leader.unit or leader.unit_name)
    year = workbook.contest.year
    if year in first and heads and heads[0].code != first[year]:
        yield Reminder(ReminderKind.HEADS_DIFFER, heads[0].code, first[year], heads[0].cell)


def _unclear(lines: Lines) -> Iterator[Reminder]:
    """Renames in `Kế thừa` that contradict members or history."""
    for step in lines.unclear:
        yield Reminder(ReminderKind.RENAME_UNCLEAR, step.old, step.new, step.cell)


def _counts(workbook: Workbook) -> Iterator[Reminder]:
    """Years of `Lịch sử` whose `Số đơn vị` differs from the number of their rows, or between rows."""
    history = workbook.history or ()
    rows = Counter(entry.year for entry in history)
    reported: set[int] = set()
    for entry in history:
        if entry.units not in (None, rows[entry.year]) and entry.year not in reported:
            reported.add(entry.year)
            yield Reminder(ReminderKind.HISTORY_COUNT, str(entry.year), f"{entry.units}/{rows[entry.year]}", entry.cell)


def _members(workbook: Workbook, lines: Lines) -> Iterator[Reminder]:
    """Mismatches of history and members: a member without history, or a unit of last year that is gone unexplained.

    A unit that became another one, or a member that resulted from one, is explained by `Kế thừa`.
    """
    year = workbook.contest.year
    before = {r.year for line in lines.lines for r in line.results if year is None or r.year < year}
    if not before:
        return
    last = max(before)
    gone = {descent.ancestor for descent in lines.descents}
    new = {descent.descendant for descent in lines.descents}
    codes = {unit.name: unit for unit in workbook.units}
    for line in lines.lines:
        took_part = any(result.year == last for result in line.results)
        if line.current and not took_part and line.name not in new:
            unit = codes[line.name]
            yield Reminder(ReminderKind.NOT_IN_HISTORY, unit.code, str(last), unit.cell)
        elif not line.current and took_part and line.name not in gone:
            yield Reminder(ReminderKind.NOT_A_MEMBER, line.name, str(last), line.results[-1].cell)
