"""What the year asks of the secretary: late tasks, missing registrations and pledges, leaders, members.

Reminders hang on today's date, so they are no problems of the workbook: the command line does not print them. Pure.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from lib.domain import Registration, TaskState, UnitRole
from lib.problems import CellRef
from lib.records import Workbook
from lib.years.lineage import Lines

SOON = dt.timedelta(weeks=4)


class ReminderKind(StrEnum):
    TASK_LATE = "task_late"
    TASK_SOON = "task_soon"
    NOT_REGISTERED = "not_registered"
    NO_PLEDGE = "no_pledge"
    TWO_HEADS = "two_heads"
    NOT_IN_HISTORY = "not_in_history"
    NOT_A_MEMBER = "not_a_member"


@dataclass(frozen=True, slots=True)
class Reminder:
    """`subject` is a unit's code, a unit's name or a task; `detail` an award's code, a date as ISO text, or None."""

    kind: ReminderKind
    subject: str
    detail: str | None
    cell: CellRef | None


def reminders(workbook: Workbook, lines: Lines, today: dt.date) -> tuple[Reminder, ...]:
    """All reminders, late tasks first, then in the order of `ReminderKind`."""
    return (
        *_tasks(workbook, today),
        *_unregistered(workbook),
        *_without_pledge(workbook),
        *_two_heads(workbook),
        *_members(workbook, lines),
    )


def _tasks(workbook: Workbook, today: dt.date) -> Iterator[Reminder]:
    due = [task for task in workbook.tasks or () if task.state is not TaskState.DONE and task.due <= today + SOON]
    for task in sorted(due, key=lambda task: task.due):
        kind = ReminderKind.TASK_LATE if task.due < today else ReminderKind.TASK_SOON
        yield Reminder(kind, task.content, task.due.isoformat(), task.cell)


def _unregistered(workbook: Workbook) -> Iterator[Reminder]:
    """Units on a ballot of an award that asks for a registration, without one."""
    if workbook.registrations is None:
        return
    registered = {(found.unit, found.award) for found in workbook.registrations}
    award_of = {session.code: session.award for session in workbook.sessions}
    asking = {award.code for award in workbook.awards if award.registration is not Registration.NONE}
    seen: set[tuple[str, str | None]] = set()
    for vote in workbook.votes:
        award = award_of.get(vote.session)
        if vote.unit is None or award not in asking or (vote.unit, award) in registered | seen:
            continue
        seen.add((vote.unit, award))
        yield Reminder(ReminderKind.NOT_REGISTERED, vote.unit, award, vote.cell)


def _without_pledge(workbook: Workbook) -> Iterator[Reminder]:
    if workbook.pledges is None:
        return
    signed = {pledge.unit for pledge in workbook.pledges if pledge.signed_on or pledge.signer}
    for unit in workbook.units:
        if unit.code not in signed:
            yield Reminder(ReminderKind.NO_PLEDGE, unit.code, None, unit.cell)


def _two_heads(workbook: Workbook) -> Iterator[Reminder]:
    """More than one Cụm trưởng among the units, or in one year of `Lãnh đạo cụm`."""
    heads = [unit for unit in workbook.units if unit.role is UnitRole.HEAD]
    for unit in heads[1:]:
        yield Reminder(ReminderKind.TWO_HEADS, unit.code, None, unit.cell)
    leaders = [leader for leader in workbook.leadership or () if leader.role is UnitRole.HEAD]
    count = Counter(leader.year for leader in leaders)
    seen: set[int] = set()
    for leader in leaders:
        if count[leader.year] > 1 and leader.year in seen:
            yield Reminder(ReminderKind.TWO_HEADS, leader.unit_name, str(leader.year), leader.cell)
        seen.add(leader.year)


def _members(workbook: Workbook, lines: Lines) -> Iterator[Reminder]:
    """Where history and members do not fit: a member without history, or a unit of last year that is gone unsaid.

    A unit that went into another one, or a member that came out of one, is explained by `Kế thừa`.
    """
    year = workbook.contest.year
    before = sorted({r.year for line in lines.lines for r in line.results if year is None or r.year < year})
    if not before:
        return
    last = before[-1]
    gone = {descent.ancestor for descent in lines.descents}
    new = {descent.descendant for descent in lines.descents}
    codes = {unit.name: unit for unit in workbook.units}
    for line in lines.lines:
        took_part = any(result.year == last for result in line.results)
        if line.current and not took_part and line.name not in new:
            unit = codes.get(line.name)
            if unit is not None:
                yield Reminder(ReminderKind.NOT_IN_HISTORY, unit.code, str(last), unit.cell)
        elif not line.current and took_part and line.name not in gone:
            yield Reminder(ReminderKind.NOT_A_MEMBER, line.name, str(last), line.results[-1].cell)
