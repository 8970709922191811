"""The work of the year as display tables: movements, exemplars, registrations, pledges, tasks, leaders, ratings.

Each function gives a table with Vietnamese headers and ready strings, empty where its tab is absent or has no rows.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from lib.domain import Exemplar, ExemplarKind, Movement, TaskState
from lib.records import Workbook
from lib.results import AwardResult
from lib.sheets.year import rated
from lib.show import names, numbers
from lib.show.tables import CELL, UNIT
from lib.show.words import label
from lib.snapshot import Snapshot
from lib.years.reminders import SOON

CAP = "20 %"
LATE = "quá hạn"


def period(start: dt.date | None, end: dt.date | None) -> str:
    """ "từ 01/01/2019 đến 31/12/2019", "từ …", "đến …", or nothing."""
    parts = [f"từ {numbers.date(start)}" if start else "", f"đến {numbers.date(end)}" if end else ""]
    return " ".join(part for part in parts if part)


def movement_line(movement: Movement) -> str:
    """Level, period and target of a movement on one line."""
    parts = [movement.level or "", period(movement.start, movement.end), movement.target or ""]
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


def exemplars(workbook: Workbook, unit: str | None, kind: ExemplarKind | None, words: str) -> tuple[Exemplar, ...]:
    """Exemplars of a unit and kind whose name, unit or decision holds all the words; None and "" take all."""
    wanted = words.casefold().split()

    def fits(found: Exemplar) -> bool:
        held = f"{found.name} {names.unit_name(workbook, found.unit)} {found.decision or ''}".casefold()
        return unit in (None, found.unit) and kind in (None, found.kind) and all(word in held for word in wanted)

    return tuple(found for found in workbook.exemplars or () if fits(found))


def exemplar_line(workbook: Workbook, found: Exemplar) -> str:
    """Unit, kind, decision and date of an exemplar on one line."""
    parts = [names.unit_name(workbook, found.unit), label(found.kind), found.decision or ""]
    parts.append(numbers.date(found.date) if found.date else "")
    return " · ".join(part for part in parts if part)


def registrations(snapshot: Snapshot) -> pd.DataFrame:
    """Who registered for which award, beside who is proposed for it; without proposals that column is left out."""
    book = snapshot.workbook
    results = {result.award: result for result in snapshot.awards}
    rows = []
    for award in book.awards:
        found = [r for r in book.registrations or () if r.award == award.code]
        if found:
            rows.append(
                {
                    "Danh hiệu": award.name,
                    "Số đăng ký": str(len({r.unit for r in found})),
                    "Đơn vị đăng ký": names.unit_list(book, [r.unit for r in found]),
                    "Được suy tôn, đề nghị": _proposed(book, results.get(award.code)),
                }
            )
    return pd.DataFrame(rows)


def _proposed(workbook: Workbook, result: AwardResult | None) -> str:
    return names.unit_list(workbook, result.proposed) if result and result.proposed else ""


@dataclass(frozen=True)
class Pledged:
    """Who signed the pledge of the year and who has not yet."""

    signed: tuple[str, ...]
    open: tuple[str, ...]


def pledged(workbook: Workbook) -> Pledged:
    """Units by whether a signer or a date stands in `Giao ước`, in protocol order."""
    done = {pledge.unit for pledge in workbook.pledges or () if pledge.signer or pledge.signed_on}
    codes = [unit.code for unit in workbook.units]
    return Pledged(tuple(c for c in codes if c in done), tuple(c for c in codes if c not in done))


def pledge_line(workbook: Workbook) -> str:
    """ "9/11 đơn vị đã ký giao ước thi đua; còn …"."""
    found = pledged(workbook)
    head = f"{len(found.signed)}/{len(workbook.units)} đơn vị đã ký giao ước thi đua"
    return f"{head}; còn {names.unit_list(workbook, found.open)}." if found.open else f"{head}."


def tasks(workbook: Workbook, today: dt.date) -> pd.DataFrame:
    """Tasks, late ones first, then the next four weeks, then the others, those done last."""
    rows = []
    for task in workbook.tasks or ():
        done = task.state is TaskState.DONE
        late = not done and task.due < today
        place = 3 if done else 0 if late else 1 if task.due <= today + SOON else 2
        state = task.typed_state or label(task.state)
        state = f"{state}, {LATE}" if late else state
        row = {"Hạn": numbers.date(task.due), "Nội dung": task.content, "Phụ trách": task.owner or ""}
        rows.append(((place, task.due), row | {"Trạng thái": state, CELL: task.cell}))
    rows.sort(key=lambda pair: pair[0])
    return pd.DataFrame([row for _, row in rows], columns=["Hạn", "Nội dung", "Phụ trách", "Trạng thái", CELL])


def leadership(workbook: Workbook) -> pd.DataFrame:
    """Leaders of the cluster by year, latest first."""
    found = sorted(workbook.leadership or (), key=lambda leader: (-leader.year, leader.role.value))
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


def ratings(workbook: Workbook) -> pd.DataFrame:
    """Staff ratings with the share of HTXS and whether it keeps within 20 % of the base."""
    rows = []
    for rating in workbook.ratings or ():
        base = rated(rating, workbook.contest.rating_base)
        known = rating.excellent is not None and base
        over = known and 5 * (rating.excellent or 0) > (base or 0)
        rows.append(
            {
                UNIT: names.unit_name(workbook, rating.unit),
                "Nhóm": rating.staff_group or "",
                "HTXS": numbers.count(rating.excellent),
                "HTT": numbers.count(rating.good),
                "HT": numbers.count(rating.fair),
                "KHT": numbers.count(rating.poor),
                "Tỷ lệ HTXS": numbers.share(rating.excellent or 0, base) if known and base else numbers.MISSING,
                "Nhận xét": f"vượt {CAP}" if over else "",
                CELL: rating.cell,
            }
        )
    return pd.DataFrame(rows)


def ratings_line(workbook: Workbook) -> str:
    """The base of the share of HTXS with its legal basis."""
    base = label(workbook.contest.rating_base)
    basis = f"căn cứ: {workbook.contest.rating_basis}" if workbook.contest.rating_basis else "chưa ghi căn cứ"
    return f"HTXS không quá {CAP} {base} ({basis})."


def answer(workbook: Workbook) -> str:
    """The page of the year's work in one line."""
    parts = []
    if workbook.movements:
        parts.append(f"{len(workbook.movements)} phong trào thi đua")
    if workbook.exemplars:
        parts.append(f"{len(workbook.exemplars)} điển hình, sáng kiến, mô hình")
    if workbook.registrations:
        units = {registered.unit for registered in workbook.registrations}
        parts.append(f"{len(units)} đơn vị đăng ký thi đua")
    if workbook.pledges is not None:
        signed = len(pledged(workbook).signed)
        parts.append(f"{signed}/{len(workbook.units)} đơn vị đã ký giao ước")
    return "; ".join(parts) + "." if parts else "Công tác thi đua trong năm."


def unit_lines(workbook: Workbook, unit: str) -> tuple[str, ...]:
    """The year's work of one unit: registrations, pledge, exemplars, movements, each where its tab is there."""
    lines = []
    awards = [names.award_name(workbook, r.award) for r in workbook.registrations or () if r.unit == unit]
    if awards:
        lines.append(f"Đăng ký thi đua: {'; '.join(awards)}.")
    if workbook.pledges is not None:
        done = unit in pledged(workbook).signed
        lines.append("Đã ký giao ước thi đua." if done else "Chưa ký giao ước thi đua.")
    for movement in workbook.movements or ():
        lines += [f"{movement.name}: {state.text}." for state in movement.states if state.unit == unit]
    lines += [f"{label(e.kind).capitalize()}: {e.name}." for e in workbook.exemplars or () if e.unit == unit]
    return tuple(lines)
