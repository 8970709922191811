"""The work of the year in lines: the page's answer, the overview, and the work of one unit.

Each function covers only the tabs that are present.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from lib.model.domain import RatingBase, UnitRole
from lib.model.records import Workbook
from lib.model.year_records import Rating, TaskState
from lib.sheets.reading.year import rated
from lib.show.words import names, numbers
from lib.show.words.terms import DEFAULT, label
from lib.years.reminders import SOON, is_closed

CAP = "20 %"


def period_words(start: dt.date | None, end: dt.date | None) -> str:
    """A period: "từ 01/01/2019 đến 31/12/2019", "từ …", "đến …", or empty."""
    parts = [f"từ {numbers.date(start)}" if start else "", f"đến {numbers.date(end)}" if end else ""]
    return " ".join(part for part in parts if part)


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
        units = [_led(workbook, leader.unit, leader.unit_name) for leader in found if leader.role is role]
        if units:
            parts.append(f"{label(role)}: {names.joined_words(units)}")
    return f"Năm {year}, {'; '.join(parts)}." if parts else ""


def _led(workbook: Workbook, unit: str | None, name: str) -> str:
    return names.unit_name(workbook, unit) if unit else name


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


def work_lines_of_unit(workbook: Workbook, unit: str) -> tuple[str, ...]:
    """The year's work of one unit, a line for each tab that is present."""
    return tuple(_unit_lines(workbook, unit))


def _unit_lines(workbook: Workbook, unit: str) -> Iterator[str]:
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
    """The ratings of a unit: "Xếp loại công chức: HTXS 4, HTT 24, HT 3, KHT 0; HTXS bằng 16,67 % số người hoàn thành
    tốt."
    """
    counts = (("HTXS", rating.excellent), ("HTT", rating.good), ("HT", rating.fair), ("KHT", rating.poor))
    levels = ", ".join(f"{name} {numbers.count(value)}" for name, value in counts)
    group = f" {rating.staff_group}" if rating.staff_group else ""
    over = f", vượt {CAP}" if over_cap(rating, workbook.contest.rating_base) else ""
    return f"Xếp loại{group}: {levels}; HTXS bằng {rated_share(workbook, rating)} {_base(workbook)}{over}."


def rated_share(workbook: Workbook, rating: Rating) -> str:
    """The share of HTXS in the configured base, a dash where it is unknown."""
    of = rated(rating, workbook.contest.rating_base)
    return numbers.share(rating.excellent, of) if rating.excellent is not None and of else numbers.MISSING


def _base(workbook: Workbook) -> str:
    return label(workbook.contest.rating_base)
