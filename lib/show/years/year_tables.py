"""The work of the year as display tables: movements, exemplars, registrations, pledges, tasks, leaders, ratings.

Each function returns a table with Vietnamese headers and formatted strings, empty where its tab is absent or blank.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from lib.model.domain import Leadership, RegistrationRule, Unit, UnitRole
from lib.model.problems import CellRef
from lib.model.records import Workbook
from lib.model.year_records import Exemplar, ExemplarKind, Movement, Task, TaskState
from lib.show.tables.score_tables import CELL, UNIT
from lib.show.words import names, numbers
from lib.show.words.terms import label
from lib.show.years.year_words import CAP, over_cap, period_words, rated_share
from lib.snapshot import Snapshot
from lib.years.lineage import Lines
from lib.years.reminders import is_closed

NEVER = "chưa"


def movement_line(movement: Movement) -> str:
    """Level, period and target of a movement on one line."""
    parts = [movement.level or "", period_words(movement.start, movement.end), movement.target or ""]
    return "; ".join(part for part in parts if part)


def movement_states(snapshot: Snapshot, movement: Movement) -> pd.DataFrame:
    """Each unit's state or result in a movement; a unit without one is shown as open."""
    states = {state.unit: state for state in movement.states}
    rows = []
    for unit in snapshot.workbook.units:
        state = states.get(unit.code)
        rows.append(
            {
                UNIT: names.unit_name(snapshot.workbook, unit.code),
                "Kết quả": state.text if state else numbers.MISSING,
                CELL: state.cell if state else None,
            }
        )
    return pd.DataFrame(rows, columns=[UNIT, "Kết quả", CELL])


def history_table(workbook: Workbook) -> pd.DataFrame:
    """The results of earlier years as typed, with their cells."""
    rows = [
        {
            "Năm": str(entry.year),
            UNIT: entry.unit_name,
            "Hạng": numbers.MISSING if entry.rank is None else str(entry.rank),
            "Tổng điểm": numbers.MISSING if entry.total is None else numbers.decimal(f"{entry.total:f}"),
            "Danh hiệu": "; ".join(entry.awards),
            CELL: entry.cell,
        }
        for entry in workbook.history or ()
    ]
    return pd.DataFrame(rows, columns=["Năm", UNIT, "Hạng", "Tổng điểm", "Danh hiệu", CELL])


def matching_exemplars(
    workbook: Workbook, unit: str | None, kind: ExemplarKind | None, words: str
) -> tuple[Exemplar, ...]:
    """Exemplars of a unit and kind whose name, unit or decision contains all the words; None and "" match all."""
    wanted = words.casefold().split()

    def fits(exemplar: Exemplar) -> bool:
        held = f"{exemplar.name} {names.unit_name(workbook, exemplar.unit)} {exemplar.decision or ''}".casefold()
        return unit in (None, exemplar.unit) and kind in (None, exemplar.kind) and all(word in held for word in wanted)

    return tuple(found for found in workbook.exemplars or () if fits(found))


def exemplar_line(workbook: Workbook, exemplar: Exemplar) -> str:
    """Unit, kind, decision and date of an exemplar on one line."""
    parts = [names.unit_name(workbook, exemplar.unit), label(exemplar.kind), exemplar.decision or ""]
    parts.append(numbers.date(exemplar.date) if exemplar.date else "")
    return " · ".join(part for part in parts if part)


def registrations_table(snapshot: Snapshot) -> pd.DataFrame:
    """The registered units by award, beside the proposed ones and those of them that did not register.

    An award without registration has no row.
    """
    book = snapshot.workbook
    results = {result.award: result for result in snapshot.awards}
    rows = []
    for award in book.awards if book.registrations else ():
        found = list(dict.fromkeys(r.unit for r in book.registrations or () if r.award == award.code))
        if not found and award.registration is RegistrationRule.NONE:
            continue  # no unit has to register for it
        proposed = results[award.code].proposed if award.code in results else ()
        rows.append(
            {
                "Danh hiệu": award.name,
                "Số đăng ký": f"{len(found)}/{len(book.units)}",
                "Đơn vị đăng ký": names.unit_list(book, found),
                "Được suy tôn, đề nghị": names.unit_list(book, proposed) if proposed else "",
                "Đề nghị mà chưa đăng ký": _listed(book, [unit for unit in proposed if unit not in found]),
            }
        )
    return pd.DataFrame(rows)


def _listed(workbook: Workbook, units: Sequence[str]) -> str:
    return names.unit_list(workbook, units) if units else ""


@dataclass(frozen=True)
class Due:
    """A task in words: the time `left`, the details, and whether it is late or done."""

    left: str
    about: str
    late: bool
    done: bool
    cell: CellRef


def tasks_by_deadline(workbook: Workbook, today: dt.date) -> tuple[Due, ...]:
    """Tasks, late ones first, then the next four weeks, then the others, those done last."""
    closed = is_closed(workbook, today)
    found = [(_due(task, today, closed), task.due) for task in workbook.tasks or ()]
    ordered = sorted(found, key=lambda pair: (pair[0].done, not pair[0].late, pair[1]))
    return tuple(due for due, _ in ordered)


def _due(task: Task, today: dt.date, closed: bool) -> Due:
    done = task.state is TaskState.DONE
    late = not done and task.due < today and not closed
    left = "" if done else "chưa ghi kết quả" if closed and task.due < today else _left((task.due - today).days)
    state = task.typed_state or label(task.state)
    who = f"{task.owner}, {state}" if task.owner else state
    about = f"{numbers.date(task.due)}: {task.content} ({who})"
    return Due(left=left, about=about, late=late, done=done, cell=task.cell)


def _left(days: int) -> str:
    """The time left: "quá hạn 3 ngày", "hôm nay", "còn 12 ngày"."""
    if days < 0:
        return f"quá hạn {numbers.count(-days)} ngày"
    return f"còn {numbers.count(days)} ngày" if days else "hôm nay"


def leadership_table(workbook: Workbook) -> pd.DataFrame:
    """Leaders of the cluster by year, latest first."""
    roles = list(UnitRole)
    found = sorted(workbook.leadership or (), key=lambda leader: (-leader.year, roles.index(leader.role)))
    return pd.DataFrame(
        [
            {
                "Năm": str(leader.year),
                "Vai trò": label(leader.role),
                UNIT: names.unit_name(workbook, leader.unit) if leader.unit else leader.unit_name,
                "Người": leader.person or "",
                "Quyết định": leader.decision or "",
            }
            for leader in found
        ]
    )


def rotation(workbook: Workbook, lines: Lines) -> pd.DataFrame:
    """The rotation: the years in which each unit led, under any of its names, and its predecessors by name."""
    rows = []
    for unit in workbook.units if workbook.leadership else ():
        led = {role: _years_led(workbook, lines, unit, role) for role in (UnitRole.HEAD, UnitRole.DEPUTY)}
        name = names.unit_name(workbook, unit.code)
        rows.append({UNIT: name} | {names.upper_first(label(role)): years or NEVER for role, years in led.items()})
    return pd.DataFrame(rows)


def _years_led(workbook: Workbook, lines: Lines, unit: Unit, role: UnitRole) -> str:
    """The years, "2018, 2020", a predecessor's with its name: "2020 (Cục Con nuôi)"."""
    own = lines.line(unit.name)
    parts = []
    for line in (own, *(line for line, _ in lines.ancestors(own.name) if not line.current)):
        names_of = {name.casefold() for name in line.names}
        years = sorted({leader.year for leader in workbook.leadership or () if leader.role is role and (
            _leads(workbook, leader).casefold() in names_of)})  # fmt: skip
        parts += [f"{year}" if line is own else f"{year} ({line.name})" for year in years]
    return ", ".join(parts)


def _leads(workbook: Workbook, leader: Leadership) -> str:
    return workbook.unit(leader.unit).name if leader.unit else leader.unit_name


def ratings_table(workbook: Workbook) -> pd.DataFrame:
    """Staff ratings with the share of HTXS and whether it keeps within 20 % of the base."""
    return pd.DataFrame(
        [
            {
                UNIT: names.unit_name(workbook, rating.unit),
                "Nhóm": rating.staff_group or "",
                "Tỷ lệ HTXS": rated_share(workbook, rating),
                "Nhận xét": f"vượt {CAP}" if over_cap(rating, workbook.contest.rating_base) else "",
                "HTXS": numbers.count(rating.excellent),
                "HTT": numbers.count(rating.good),
                "HT": numbers.count(rating.fair),
                "KHT": numbers.count(rating.poor),
                CELL: rating.cell,
            }
            for rating in workbook.ratings or ()
        ]
    )
