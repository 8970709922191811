"""The work of the year in lines and as tables: movements, exemplars, registrations, pledges, tasks, leaders, ratings.

Lines cover only the tabs that are present; a table is empty where its tab is absent or blank.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from lib.model.domain import Leadership, RatingBase, RegistrationRule, Unit, UnitRole
from lib.model.problems import CellRef
from lib.model.records import Workbook
from lib.model.year_records import Exemplar, ExemplarKind, Movement, Rating, Task, TaskState
from lib.sheets.reading.year import rated
from lib.show.tables.score_tables import CELL, UNIT
from lib.show.words import names, numbers
from lib.show.words.terms import DEFAULT, label
from lib.snapshot import Snapshot
from lib.years.lineage import Lines
from lib.years.reminders import SOON, is_closed

CAP = "20 %"


def period_words(start: dt.date | None, end: dt.date | None) -> str:
    """A period: "từ 01/01/2019 đến 31/12/2019", "từ …", "đến …", or empty."""
    return " ".join(f"{word} {numbers.date(day)}" for word, day in (("từ", start), ("đến", end)) if day)


def work_answer(workbook: Workbook) -> str:
    """The page of the year's work in one line."""
    parts = []
    if workbook.movements:
        parts.append(f"{len(workbook.movements)} phong trào thi đua")
    if workbook.exemplars:
        parts.append(f"{len(workbook.exemplars)} điển hình, sáng kiến, mô hình")
    if workbook.registrations:
        units = {registered.unit for registered in workbook.registrations}
        parts.append(f"{len(units)} đơn vị đăng ký thi đua")
    if workbook.pledges:
        parts.append(f"{len(workbook.signed)}/{len(workbook.units)} đơn vị đã ký giao ước")
    return "; ".join(parts) + "." if parts else "Chưa ghi phong trào, điển hình, đăng ký, giao ước nào."


def pledge_line(workbook: Workbook) -> str:
    """The pledges: "9/11 đơn vị đã ký giao ước thi đua; còn …"."""
    signed = workbook.signed
    head = f"{len(signed)}/{len(workbook.units)} đơn vị đã ký giao ước thi đua"
    left = [unit.code for unit in workbook.units if unit.code not in signed]
    return f"{head}; còn {names.some_units(workbook, left)}." if left else f"{head}."


def leaders_line(workbook: Workbook) -> str:
    """The leaders of the cluster this year: "Cụm trưởng năm 2019: …; Phó Cụm trưởng: …."."""
    year = workbook.contest.year
    found = [leader for leader in workbook.leadership or () if leader.year == year]
    parts = []
    for role in (UnitRole.HEAD, UnitRole.DEPUTY):
        units = [leading_unit(workbook, leader) for leader in found if leader.role is role]
        if units:
            parts.append(f"{label(role)}: {names.joined_words(units)}")
    return f"Năm {year}, {'; '.join(parts)}." if parts else ""


def leading_unit(workbook: Workbook, leader: Leadership) -> str:
    """The short name of the unit that led; of one that is no member as it was typed."""
    return names.unit_name(workbook, leader.unit) if leader.unit else leader.unit_name


def tasks_line(workbook: Workbook, today: dt.date) -> str:
    """The tasks, "1 việc quá hạn, 2 việc đến hạn trong 4 tuần tới."; for a closed year those without a result."""
    due = [task.due for task in workbook.tasks or () if task.state is not TaskState.DONE]
    late = sum(day < today for day in due)
    soon = sum(today <= day <= today + SOON for day in due)
    words = "việc chưa ghi kết quả" if is_closed(workbook, today) else "việc quá hạn"
    parts = [f"{late} {words}"] if late else []
    parts += [f"{soon} việc đến hạn trong 4 tuần tới"] if soon else []
    return f"{', '.join(parts)}." if parts else ""


RATINGS = "HTXS: xuất sắc · HTT: tốt · HT: hoàn thành · KHT: không hoàn thành nhiệm vụ"
"""The abbreviations of the ratings in full."""


def ratings_line(workbook: Workbook, ask: bool) -> str:
    """The base of the share of HTXS with its legal basis; with `ask`, a request to confirm it where none is typed."""
    contest = workbook.contest
    basis = f" (căn cứ: {contest.rating_basis})" if contest.rating_basis else f" ({DEFAULT})" if ask else ""
    return f"HTXS không quá {CAP} {label(contest.rating_base)}{basis}."


def over_cap(rating: Rating, base: RatingBase) -> bool:
    """Whether HTXS is more than a fifth of the base; False where a count is missing."""
    of = rated(rating, base)
    return of is not None and rating.excellent is not None and 5 * rating.excellent > of


def capped_line(workbook: Workbook) -> str:
    """How many rows of ratings are above the cap."""
    found = workbook.ratings or ()
    over = [one for one in found if over_cap(one, workbook.contest.rating_base)]
    if not found:
        return ""
    units = list(dict.fromkeys(one.unit for one in over))
    head = f"Xếp loại chất lượng: {len({one.unit for one in found})}/{len(workbook.units)} đơn vị có số liệu"
    return f"{head}; HTXS vượt {CAP} ở {names.unit_list(workbook, units)}." if over else f"{head}."


def work_lines_of_unit(workbook: Workbook, unit: str) -> Iterator[str]:
    """The year's work of one unit, a line for each tab that is present."""
    for leader in workbook.leadership or ():
        if leader.unit == unit:
            yield f"{label(leader.role)} năm {leader.year}{f': {leader.person}' if leader.person else ''}."
    awards = [names.award_name(workbook, r.award) for r in workbook.registrations or () if r.unit == unit]
    if workbook.registrations:
        yield f"Đăng ký thi đua: {'; '.join(awards)}." if awards else "Chưa đăng ký thi đua."
    if workbook.pledges:
        yield "Đã ký giao ước thi đua." if unit in workbook.signed else "Chưa ký giao ước thi đua."
    for movement in workbook.movements or ():
        yield from (f"{movement.name}: {state.text}." for state in movement.states if state.unit == unit)
    yield from (f"{names.upper_first(label(e.kind))}: {e.name}." for e in workbook.exemplars or () if e.unit == unit)
    yield from (rating_words(workbook, rating) for rating in workbook.ratings or () if rating.unit == unit)
    for task in workbook.tasks or ():
        if task.state is not TaskState.DONE and _owned(workbook, unit, task.owner):
            yield f"Việc được giao: {task.content}, hạn {numbers.date(task.due)}."


def _owned(workbook: Workbook, unit: str, owner: str | None) -> bool:
    found = workbook.unit(unit)
    called = {name.casefold() for name in (found.code, found.short_name, found.name) if name}
    return owner is not None and owner.casefold() in called


def rating_words(workbook: Workbook, rating: Rating) -> str:
    """The ratings of a unit: "Xếp loại công chức: HTXS 4, HTT 24, HT 3, KHT 0; HTXS bằng 16,67 % số người …"."""
    counts = (("HTXS", rating.excellent), ("HTT", rating.good), ("HT", rating.fair), ("KHT", rating.poor))
    levels = ", ".join(f"{name} {numbers.count(value)}" for name, value in counts)
    group = f" {rating.staff_group}" if rating.staff_group else ""
    over = f", vượt {CAP}" if over_cap(rating, workbook.contest.rating_base) else ""
    share = f"{rated_share(workbook, rating)} {label(workbook.contest.rating_base)}"
    return f"Xếp loại{group}: {levels}; HTXS bằng {share}{over}."


def rated_share(workbook: Workbook, rating: Rating) -> str:
    """The share of HTXS in the configured base, a dash where it is unknown."""
    of = rated(rating, workbook.contest.rating_base)
    return numbers.share(rating.excellent, of) if rating.excellent is not None and of else numbers.MISSING


def movement_line(movement: Movement) -> str:
    """Level, period and target of a movement on one line."""
    return "; ".join(filter(None, (movement.level, period_words(movement.start, movement.end), movement.target)))


def movement_states(snapshot: Snapshot, movement: Movement) -> pd.DataFrame:
    """Each unit's state or result in a movement; a unit without one is shown as open."""
    states = {state.unit: state for state in movement.states}
    rows = [
        {
            UNIT: names.unit_name(snapshot.workbook, unit.code),
            "Kết quả": states[unit.code].text if unit.code in states else numbers.MISSING,
            CELL: states[unit.code].cell if unit.code in states else None,
        }
        for unit in snapshot.workbook.units
    ]
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
    when = numbers.date(exemplar.date) if exemplar.date else None
    parts = (names.unit_name(workbook, exemplar.unit), label(exemplar.kind), exemplar.decision, when)
    return " · ".join(filter(None, parts))


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
        unregistered = [unit for unit in proposed if unit not in found]
        rows.append(
            {
                "Danh hiệu": award.name,
                "Số đăng ký": f"{len(found)}/{len(book.units)}",
                "Đơn vị đăng ký": names.unit_list(book, found),
                "Được suy tôn, đề nghị": names.unit_list(book, proposed) if proposed else "",
                "Đề nghị mà chưa đăng ký": names.unit_list(book, unregistered) if unregistered else "",
            }
        )
    return pd.DataFrame(rows)


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
                UNIT: leading_unit(workbook, leader),
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
        rows.append({UNIT: name} | {names.upper_first(label(role)): years or "chưa" for role, years in led.items()})
    return pd.DataFrame(rows)


def _years_led(workbook: Workbook, lines: Lines, unit: Unit, role: UnitRole) -> str:
    """The years, "2018, 2020", a predecessor's with its name: "2020 (Cục Con nuôi)"."""
    own = lines.line(unit.name)
    leaders = [leader for leader in workbook.leadership or () if leader.role is role]
    parts = []
    for line in (own, *(line for line, _ in lines.ancestors(own.name) if not line.current)):
        called = {name.casefold() for name in line.names}
        led = {leader.year for leader in leaders if _full_name(workbook, leader).casefold() in called}
        parts += [f"{year}" if line is own else f"{year} ({line.name})" for year in sorted(led)]
    return ", ".join(parts)


def _full_name(workbook: Workbook, leader: Leadership) -> str:
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
