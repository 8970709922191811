"""Reading the optional tabs of the year (docs/workbook.md section 2). Pure.

Every reader takes the sheet or None and returns None for an absent tab, so that the feature is absent too.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from lib.model.domain import AwardRegistration, Exclusion, Explanation, Leadership, Pledge, RatingBase, UnitRole
from lib.model.problems import CellRef, Code, Problem, Severity, problem
from lib.model.year_records import (
    AgendaItem,
    Exemplar,
    HistoryEntry,
    Lineage,
    LineageKind,
    Movement,
    MovementState,
    Rating,
    SceneKind,
    Task,
    TaskState,
)
from lib.sheets.reading import cells
from lib.sheets.reading.names import NameIndex
from lib.sheets.reading.rows import RowReader, named_unit
from lib.sheets.reading.tables import Sheet
from lib.sheets.vocabulary import SCENES, TASK_STATES

R = TypeVar("R")
MOST_EXCELLENT = (20, 100)


def _records(
    sheet: Sheet | None, build: Callable[[RowReader], R | None], problems: list[Problem]
) -> tuple[R, ...] | None:
    """One record per row; a row with unreadable required cells gives none, and its problems say why."""
    if sheet is None:
        return None
    built = (build(RowReader(sheet, index, problems)) for index in sheet.rows())
    return tuple(record for record in built if record is not None)


def check_period(row: RowReader) -> None:
    """Report `Đến ngày` before `Từ ngày` as `bad_period`."""
    start, end = (cells.read_date(row.raw(field)).value for field in ("start", "end"))
    if start is not None and end is not None and end < start:
        row.report(Code.BAD_PERIOD, "end", start=start.strftime("%d/%m/%Y"))


def _unit(row: RowReader, units: NameIndex) -> str | None:
    return row.named("unit", units, Code.UNKNOWN_UNIT)


def read_explanations(
    sheet: Sheet | None, units: NameIndex, criteria: NameIndex, problems: list[Problem]
) -> tuple[Explanation, ...] | None:
    """Rows of `Giải trình`; None without the tab."""

    def build(row: RowReader) -> Explanation | None:
        unit = _unit(row, units)
        criterion = row.named("criterion", criteria, Code.UNKNOWN_CRITERION)
        if unit is None or criterion is None:
            return None
        return Explanation(
            unit=unit,
            criterion=criterion,
            reason=row.text("reason"),
            evidence=row.text("evidence"),
            cell=row.ref("criterion"),
        )

    return _records(sheet, build, problems)


def read_registrations(
    sheet: Sheet | None, units: NameIndex, awards: NameIndex, problems: list[Problem]
) -> tuple[AwardRegistration, ...] | None:
    """Rows of `Đăng ký`; a second row for one unit and award is reported. None without the tab."""

    def build(row: RowReader) -> AwardRegistration | None:
        unit = _unit(row, units)
        award = row.named("award", awards, Code.UNKNOWN_AWARD)
        date, document = row.date("date"), row.text("document")
        if not (unit and award):
            return None
        before = first.setdefault((unit, award), row.ref("unit"))
        if before != row.ref("unit"):
            row.add("unit", problem(Code.REGISTERED_TWICE, row.ref("unit"), None, first=before.a1))
        return AwardRegistration(unit=unit, award=award, date=date, document=document, cell=row.ref("unit"))

    first: dict[tuple[str, str], CellRef] = {}
    return _records(sheet, build, problems)


def read_pledges(sheet: Sheet | None, units: NameIndex, problems: list[Problem]) -> tuple[Pledge, ...] | None:
    """Rows of `Giao ước`; None without the tab."""

    def build(row: RowReader) -> Pledge | None:
        unit = _unit(row, units)
        signer, signed_on = row.text("signer"), row.date("signed_on")
        return Pledge(unit, signer, signed_on, row.ref("unit")) if unit else None

    return _records(sheet, build, problems)


def read_exclusions(sheet: Sheet | None, units: NameIndex, problems: list[Problem]) -> tuple[Exclusion, ...] | None:
    """Exclusions; an unreadable date is open-ended, and every award waits where the exclusion depends on it."""

    def build(row: RowReader) -> Exclusion | None:
        unit = _unit(row, units)
        reason = row.code("reason")
        start, end, document = row.date("start"), row.date("end"), row.text("document")
        check_period(row)
        return (
            Exclusion(unit=unit, reason=reason, start=start, end=end, document=document, cell=row.ref("unit"))
            if unit
            else None
        )

    return _records(sheet, build, problems)


def read_leadership(sheet: Sheet | None, units: NameIndex, problems: list[Problem]) -> tuple[Leadership, ...] | None:
    """Leaders by year; the unit may be one of another year, which is then kept under its name as typed."""
    heads: dict[int, str] = {}

    def build(row: RowReader) -> Leadership | None:
        year = row.year("year")
        role = row.choice("role")
        name = row.code("unit")
        person, decision = row.text("person"), row.text("decision")
        if year is None or role is None or name is None:
            return None
        fits = units.fits(name)
        led = fits[0] if len(fits) == 1 else cells.key(name)
        if role is UnitRole.HEAD and heads.setdefault(year, led) != led:
            row.report(Code.TWO_LEADERS, "unit", unit=led, other=heads[year], year=year)
        return Leadership(
            year=year,
            role=role,
            unit=fits[0] if len(fits) == 1 else None,
            unit_name=name,
            person=person,
            decision=decision,
            cell=row.ref("unit"),
        )

    return _records(sheet, build, problems)


def read_movements(sheet: Sheet | None, units: NameIndex, problems: list[Problem]) -> tuple[Movement, ...] | None:
    """Rows of `Phong trào` with a state for each unit's column; None without the tab."""
    if sheet is None:
        return None
    columns = _unit_columns(sheet, units, problems)

    def build(row: RowReader) -> Movement | None:
        code = row.code("code")
        name = row.text("name")
        level, start, end, target = row.text("level"), row.date("start"), row.date("end"), row.text("target")
        check_period(row)
        states = _states(row, columns, problems)
        if code is None or name is None:
            return None
        return Movement(
            code=code, name=name, level=level, start=start, end=end, target=target, states=states, cell=row.ref("code")
        )

    return _records(sheet, build, problems)


def _unit_columns(sheet: Sheet, units: NameIndex, problems: list[Problem]) -> list[tuple[str, int]]:
    """The column of each unit; of two columns for one unit neither counts."""
    columns: dict[str, int] = {}
    doubled: set[str] = set()
    for text, column in sheet.extras:
        unit = named_unit(sheet, header=text, column=column, units=units, problems=problems)
        if unit in columns:
            first = sheet.header_ref(columns[unit]).a1
            problems.append(problem(Code.DUPLICATE_COLUMN, sheet.header_ref(column), text, column=text, first=first))
            doubled.add(unit)
        elif unit is not None:
            columns[unit] = column
    return [(unit, column) for unit, column in columns.items() if unit not in doubled]


def _states(row: RowReader, columns: list[tuple[str, int]], problems: list[Problem]) -> tuple[MovementState, ...]:
    states = []
    for unit, column in columns:
        raw = row.sheet.raw_cell(row.index, column)
        where = row.sheet.ref(row.index, column)
        parsed = cells.read_text(raw)
        if parsed.fault:
            problems.append(problem(parsed.fault.code, where, cells.as_typed(raw)))
        elif parsed.value is not None:
            states.append(MovementState(unit, parsed.value, where))
    return tuple(states)


def read_exemplars(sheet: Sheet | None, units: NameIndex, problems: list[Problem]) -> tuple[Exemplar, ...] | None:
    """Rows of `Điển hình`; None without the tab."""

    def build(row: RowReader) -> Exemplar | None:
        unit = _unit(row, units)
        kind = row.choice("kind")
        name = row.text("name")
        decision, date, evidence = row.text("decision"), row.date("date"), row.text("evidence")
        if unit is None or kind is None or name is None:
            return None
        return Exemplar(
            unit=unit, kind=kind, name=name, decision=decision, date=date, evidence=evidence, cell=row.ref("name")
        )

    return _records(sheet, build, problems)


def read_ratings(
    sheet: Sheet | None, units: NameIndex, base: RatingBase, problems: list[Problem]
) -> tuple[Rating, ...] | None:
    """Staff ratings; HTXS above 20 % of HTT, or of the configured base, is a doubt (`rating_cap`)."""

    def build(row: RowReader) -> Rating | None:
        unit = _unit(row, units)
        group = row.text("staff_group")
        excellent, good = row.whole("excellent"), row.whole("good")
        fair, poor = row.whole("fair"), row.whole("poor")
        rating = Rating(
            unit=unit or "",
            staff_group=group,
            excellent=excellent,
            good=good,
            fair=fair,
            poor=poor,
            cell=row.ref("unit"),
        )
        of = rated(rating, base)
        if excellent is not None and of is not None and MOST_EXCELLENT[1] * excellent > MOST_EXCELLENT[0] * of:
            row.report(Code.RATING_CAP, "excellent", excellent=excellent, good=of, base=base.value)
        return rating if unit else None

    return _records(sheet, build, problems)


def rated(rating: Rating, base: RatingBase) -> int | None:
    """The number of staff in the denominator of the share of HTXS; None where a count is missing."""
    counts = {
        RatingBase.GOOD: (rating.good,),
        RatingBase.EXCELLENT_AND_GOOD: (rating.excellent, rating.good),
        RatingBase.ALL: (rating.excellent, rating.good, rating.fair, rating.poor),
    }[base]
    known = [count for count in counts if count is not None]
    return sum(known) if len(known) == len(counts) else None


LARGEST_SHARE = (5, 4)
"""Points above this share of the maximum are implausible; a bonus may exceed the maximum (contract 7)."""


def _implausible(row: RowReader, entry: HistoryEntry, this_year: int | None) -> None:
    """Doubts about impossible values in a row of `Lịch sử`."""
    total, maximum = entry.total, entry.maximum
    too_much = total is not None and maximum and LARGEST_SHARE[1] * total > LARGEST_SHARE[0] * maximum
    faults = {
        "rank": entry.rank is not None and entry.units is not None and entry.rank > entry.units,
        "total": bool(too_much) or (total is not None and total < 0),
        "maximum": maximum is not None and maximum <= 0,
        "year": this_year is not None and entry.year > this_year,
    }
    for field, wrong in faults.items():
        if wrong:
            row.report(Code.IMPLAUSIBLE_HISTORY, field, what=field)


def _short_years(entries: list[HistoryEntry]) -> Iterator[Problem]:
    """One note for each year with fewer rows than its `Số đơn vị`."""
    rows = Counter(entry.year for entry in entries)
    reported: set[int] = set()
    for entry in entries:
        if entry.units is not None and rows[entry.year] < entry.units and entry.year not in reported:
            reported.add(entry.year)
            few = problem(
                Code.IMPLAUSIBLE_HISTORY, entry.cell, None, what="rows", year=entry.year, rows=rows[entry.year],
                units=entry.units,
            )  # fmt: skip
            yield few.with_severity(Severity.NOTE)


def read_history(
    sheet: Sheet | None, this_year: int | None, problems: list[Problem]
) -> tuple[HistoryEntry, ...] | None:
    """Results of earlier years; of two rows for one unit and year neither counts."""
    first: dict[tuple[int, str], CellRef] = {}
    doubled: set[tuple[int, str]] = set()

    def build(row: RowReader) -> HistoryEntry | None:
        year = row.year("year")
        unit = row.code("unit")
        total, maximum = row.number("total"), row.number("maximum")
        rank, units = row.whole("rank"), row.whole("units")
        awards = tuple(word for part in (row.text("awards") or "").split(";") if (word := part.strip()))
        if year is None or unit is None:
            return None
        key = year, cells.key(unit)
        if key in first:
            row.report(Code.DUPLICATE_ROW, "unit", first=first[key].a1)
            doubled.add(key)
        first.setdefault(key, row.ref("unit"))
        entry = HistoryEntry(
            year=year,
            unit_name=unit,
            total=total,
            maximum=maximum,
            rank=rank,
            units=units,
            awards=awards,
            cell=row.ref("unit"),
        )
        _implausible(row, entry, this_year)
        return entry

    entries = _records(sheet, build, problems)
    if entries is None:
        return None
    problems += _short_years(list(entries))
    return tuple(entry for entry in entries if (entry.year, cells.key(entry.unit_name)) not in doubled)


def read_lineage(sheet: Sheet | None, problems: list[Problem]) -> tuple[Lineage, ...] | None:
    """Rows of `Kế thừa`; None without the tab."""

    def build(row: RowReader) -> Lineage | None:
        old, new = row.code("old"), row.code("new")
        kind = row.choice("kind")
        date, basis = row.date("date"), row.text("basis")
        if old is None or new is None or kind is None:
            return None
        return Lineage(old=old, new=new, kind=kind, date=date, basis=basis, cell=row.ref("new"))

    steps = _records(sheet, build, problems)
    problems += _circles(steps or ())
    return steps


def _circles(steps: Iterable[Lineage]) -> Iterator[Problem]:
    """Renames that lead back to their first name, where their dates do not determine the last one."""
    following = {cells.key(step.old): step for step in steps if step.kind is LineageKind.RENAMED}
    reported: set[str] = set()
    for start in following:
        circle: list[Lineage] = []
        while (at := cells.key(circle[-1].new) if circle else start) in following and following[at] not in circle:
            circle.append(following[at])
        closed = bool(circle) and cells.key(circle[-1].new) == start
        dates = [step.date for step in circle]
        if closed and start not in reported and (None in dates or len(set(dates)) < len(dates)):
            reported |= {cells.key(step.old) for step in circle}
            chain = " → ".join((circle[0].old, *(step.new for step in circle)))
            yield problem(Code.CIRCULAR_RENAME, circle[-1].cell, circle[-1].new, name_chain=chain)


def read_agenda(sheet: Sheet | None, awards: NameIndex, problems: list[Problem]) -> tuple[AgendaItem, ...] | None:
    """The agenda in its order; a scene `công bố: MÃ` names its award."""

    def build(row: RowReader) -> AgendaItem | None:
        order = row.number("order")
        content = row.text("content")
        time, person = row.clock("time"), row.text("person")
        scene, award = _scene(row, awards)
        if order is None or content is None:
            return None
        ordered.append(order)
        return AgendaItem(
            position=len(ordered),
            time=time,
            content=content,
            person=person,
            scene=scene,
            award=award,
            cell=row.ref("content"),
        )

    ordered: list[object] = []
    items = _records(sheet, build, problems)
    if items is None:
        return None
    pairs = sorted(zip(ordered, items, strict=True), key=lambda pair: pair[0])  # type: ignore[arg-type, return-value]
    return tuple(dataclasses.replace(item, position=place) for place, (_, item) in enumerate(pairs, 1))


def _scene(row: RowReader, awards: NameIndex) -> tuple[SceneKind | None, str | None]:
    typed = row.text("scene")
    if typed is None:
        return None, None
    word, _, subject = typed.partition(":")
    scene = cells.read_choice(word, SCENES).value
    if scene is None:
        row.report(Code.BAD_CHOICE, "scene", allowed="; ".join(words[0] for words in SCENES.values()))
    if scene is not SceneKind.REVEAL:
        return scene, None
    award = row.resolve("scene", cells.tidy(subject), awards, Code.UNKNOWN_AWARD)
    return (scene, award) if award else (None, None)


def read_tasks(sheet: Sheet | None, problems: list[Problem]) -> tuple[Task, ...] | None:
    """Tasks; a state outside the known words is kept as typed, and the task stays open."""

    def build(row: RowReader) -> Task | None:
        due = row.date("due")
        content = row.text("content")
        owner = row.text("owner")
        typed = row.text("state")
        state = cells.read_choice(typed, TASK_STATES).value
        if due is None or content is None:
            return None
        return Task(
            due=due,
            content=content,
            owner=owner,
            state=state or TaskState.OPEN,
            cell=row.ref("content"),
            typed_state=None if state else typed,
        )

    return _records(sheet, build, problems)
