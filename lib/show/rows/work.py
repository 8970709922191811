"""The year's work: tasks due, movements with the units that have a result as marks, exemplars, registrations."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

import htpy as h

from lib.model.year_records import Exemplar, Movement
from lib.show.rows.parts import (
    LONGEST_ON_PAGE,
    Audience,
    cell_anchor,
    evidence,
    fold_away,
    heading,
    in_parts,
    line_list,
    section,
)
from lib.show.rows.tables import html_table
from lib.show.years import year_work
from lib.snapshot import Snapshot
from lib.years.lineage import Lines

DUE_SHOWN = 5
"""Number of tasks shown directly; the later ones are folded."""


def work_heading(snapshot: Snapshot, today: dt.date, audience: Audience) -> h.Element:
    """An outline of the year's work, and for the secretary what is due."""
    due = year_work.tasks_line(snapshot.workbook, today) if audience.cells else ""
    done, *more = year_work.work_answer(snapshot.workbook).removesuffix(".").split("; ")
    return heading(f"{done}, {more[0]}" if more else done, *more[1:], due.removesuffix("."))


def tasks_part(snapshot: Snapshot, today: dt.date, audience: Audience) -> h.Node:
    """Tasks by deadline, the late ones first; later and completed ones are folded."""
    if not audience.cells or not snapshot.workbook.tasks:
        return None
    found = year_work.tasks_by_deadline(snapshot.workbook, today)
    open_tasks, done = [one for one in found if not one.done], [one for one in found if one.done]
    later = open_tasks[DUE_SHOWN:]
    return section(
        "Công việc",
        _task_list(snapshot, open_tasks[:DUE_SHOWN], audience) if open_tasks else h.p["Mọi việc đã xong."],
        fold_away("tasks-later", f"Còn {len(later)} việc", _task_list(snapshot, later, audience)) if later else None,
        fold_away("tasks-done", f"{len(done)} việc đã xong", _task_list(snapshot, done, audience)) if done else None,
    )


def _task_list(snapshot: Snapshot, tasks: Iterable[year_work.Due], audience: Audience) -> h.Element:
    return h.ul(".plainlist")[
        (
            h.li[
                h.span(class_="late" if one.late else None)[one.left, " · "] if one.left else None,
                one.about,
                cell_anchor(snapshot, audience, one.cell),
            ]
            for one in tasks
        )
    ]


def movements_part(snapshot: Snapshot, audience: Audience) -> h.Node:
    """Each movement with a mark for every unit, and the results of the units folded below."""
    found = snapshot.workbook.movements or ()
    return section("Phong trào thi đua", [_movement(snapshot, one, audience) for one in found]) if found else None


def _movement(snapshot: Snapshot, movement: Movement, audience: Audience) -> h.Node:
    done = {state.unit for state in movement.states}
    units = snapshot.workbook.units
    about = year_work.movement_line(movement)
    return [
        h.h3[movement.name],
        h.p(".rule")[about] if about else None,
        h.div(".marks", role="img", aria_label=f"{len(done)}/{len(units)} đơn vị có kết quả")[
            (
                h.span(class_="has" if unit.code in done else None, title=unit.label)["✓" if unit.code in done else "·"]
                for unit in units
            )
        ],
        fold_away(
            f"movement-{movement.code}",
            f"{len(done)}/{len(units)} đơn vị có kết quả",
            html_table(snapshot, audience, year_work.movement_states(snapshot, movement), f"Kết quả: {movement.name}"),
        ),
    ]


def exemplar_list(snapshot: Snapshot, exemplars: tuple[Exemplar, ...], audience: Audience) -> h.Node:
    """Exemplars, initiatives and models, a row each."""
    book = snapshot.workbook

    def item(one: Exemplar) -> h.Element:
        proof = evidence(one.evidence) if audience.cells else None
        return h.li[h.b[one.name], h.small(".soft")[h.br, year_work.exemplar_line(book, one), proof]]

    def listed(part: Sequence[Exemplar]) -> h.Element:
        return h.ul(".plainlist")[map(item, part)]

    return [
        h.p(".rule")[f"{len(exemplars)}/{len(book.exemplars or ())} mục"],
        in_parts("exemplars", rows=exemplars, drawn=listed, what="Mục", shown=LONGEST_ON_PAGE),
    ]


def records_part(snapshot: Snapshot, lines: Lines, audience: Audience) -> h.Node:
    """Registrations, pledges, leaders and ratings: one line of summary each, its rows folded."""
    book = snapshot.workbook
    return [
        _registrations(snapshot, audience) if book.registrations else None,
        section("Giao ước thi đua", h.p[year_work.pledge_line(book)]) if book.pledges else None,
        _leaders(snapshot, lines, audience) if book.leadership else None,
        _ratings(snapshot, audience) if book.ratings else None,
    ]


def _registrations(snapshot: Snapshot, audience: Audience) -> h.Element:
    rows = year_work.registrations_table(snapshot)
    counts = [f"{row['Danh hiệu']}: {row['Số đăng ký']} đơn vị" for _, row in rows.iterrows()]
    content = html_table(snapshot, audience, rows, "Đăng ký theo danh hiệu")
    return section(
        "Đăng ký thi đua",
        line_list(counts),
        fold_away("registrations", f"Đơn vị đăng ký của {len(rows)} danh hiệu", content),
    )


def _leaders(snapshot: Snapshot, lines: Lines, audience: Audience) -> h.Element:
    years = year_work.leadership_table(snapshot.workbook)
    turns = year_work.rotation(snapshot.workbook, lines)
    by_year = html_table(snapshot, audience, years, "Lãnh đạo cụm theo năm")
    by_unit = html_table(snapshot, audience, turns, "Luân phiên Cụm trưởng, Phó Cụm trưởng")
    return section(
        "Lãnh đạo cụm",
        h.p[year_work.leaders_line(snapshot.workbook)],
        fold_away("leaders", f"Theo năm: {len(years)} dòng", by_year),
        fold_away("rotation", f"Luân phiên: {len(turns)} đơn vị đã làm những năm nào", by_unit),
    )


def _ratings(snapshot: Snapshot, audience: Audience) -> h.Element:
    book = snapshot.workbook
    rows = year_work.ratings_table(book)
    table = html_table(snapshot, audience, rows, "Xếp loại chất lượng")
    return section(
        "Xếp loại chất lượng",
        line_list([year_work.capped_line(book), year_work.ratings_line(book, audience.asks)]),
        fold_away("ratings", f"Xếp loại: {len(rows)} dòng", h.p(".rule")[f"{year_work.RATINGS}."], table),
    )
