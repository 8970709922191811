"""Reading the optional tabs of the year (docs/workbook.md section 2). Pure.

Every reader takes the sheet or None and returns None for an absent tab, so that the feature is absent too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
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
from lib.sheets.reading.rows import RowReader, single_columns, unit_columns
from lib.sheets.reading.tables import Sheet
from lib.sheets.vocabulary import SCENES, TASK_STATES

R = TypeVar("R")
MOST_EXCELLENT = (20, 100)


def _records(
    sheet: Sheet | None, problems: list[Problem], needed: tuple[str, ...], build: Callable[[RowReader], R]
) -> tuple[R, ...] | None:
    """One record per row; a row without a readable value in a `needed` field gives none, and its problems say why."""
    if sheet is None:
        return None
    built = [build(RowReader(sheet, index, problems)) for index in sheet.rows()]
    return tuple(record for record in built if all(getattr(record, field) is not None for field in needed))


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

    def build(row: RowReader) -> Explanation:
        unit, criterion = _unit(row, units), row.named("criterion", criteria, Code.UNKNOWN_CRITERION)
        return row.record(Explanation, unit=unit, criterion=criterion, cell=row.ref("criterion"))

    return _records(sheet, problems, ("unit", "criterion"), build)


def read_registrations(
    sheet: Sheet | None, units: NameIndex, awards: NameIndex, problems: list[Problem]
) -> tuple[AwardRegistration, ...] | None:
    """Rows of `Đăng ký`; a second row for one unit and award is reported. None without the tab."""

    def build(row: RowReader) -> AwardRegistration:
        unit, award, where = _unit(row, units), row.named("award", awards, Code.UNKNOWN_AWARD), row.ref("unit")
        entry = row.record(AwardRegistration, unit=unit, award=award, cell=where)
        before = first.setdefault((unit, award), where) if unit and award else where
        if before != where:
            row.add("unit", problem(Code.REGISTERED_TWICE, where, None, first=before.a1))
        return entry

    first: dict[tuple[str, str], CellRef] = {}
    return _records(sheet, problems, ("unit", "award"), build)


def read_pledges(sheet: Sheet | None, units: NameIndex, problems: list[Problem]) -> tuple[Pledge, ...] | None:
    """Rows of `Giao ước`; None without the tab."""
    return _records(
        sheet, problems, ("unit",), lambda row: row.record(Pledge, unit=_unit(row, units), cell=row.ref("unit"))
    )


def read_exclusions(sheet: Sheet | None, units: NameIndex, problems: list[Problem]) -> tuple[Exclusion, ...] | None:
    """Exclusions; an unreadable date is open-ended, and every award waits where the exclusion depends on it."""

    def build(row: RowReader) -> Exclusion:
        unit, reason = _unit(row, units), row.code("reason")
        exclusion = row.record(Exclusion, unit=unit, reason=reason, cell=row.ref("unit"))
        check_period(row)
        return exclusion

    return _records(sheet, problems, ("unit",), build)


def read_leadership(sheet: Sheet | None, units: NameIndex, problems: list[Problem]) -> tuple[Leadership, ...] | None:
    """Leaders by year; the unit may be one of another year, which is then kept under its name as typed."""
    heads: dict[int, str] = {}

    def build(row: RowReader) -> Leadership:
        name = row.code("unit")
        fits = units.fits(name or "")
        unit = fits[0] if len(fits) == 1 else None
        leader = row.record(Leadership, unit=unit, unit_name=name, cell=row.ref("unit"))
        led = unit or cells.key(name or "")
        complete = name is not None and leader.year is not None
        if complete and leader.role is UnitRole.HEAD and heads.setdefault(leader.year, led) != led:
            row.report(Code.TWO_LEADERS, "unit", unit=led, other=heads[leader.year], year=leader.year)
        return leader

    return _records(sheet, problems, ("year", "role", "unit_name"), build)


def read_movements(sheet: Sheet | None, units: NameIndex, problems: list[Problem]) -> tuple[Movement, ...] | None:
    """Rows of `Phong trào` with a state for each unit's column; None without the tab."""
    columns = single_columns(unit_columns(sheet, units, problems)) if sheet else []

    def build(row: RowReader) -> Movement:
        movement = row.record(Movement, states=_states(row, columns, problems), cell=row.ref("code"))
        check_period(row)
        return movement

    return _records(sheet, problems, ("code", "name"), build)


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
    return _records(
        sheet,
        problems,
        ("unit", "kind", "name"),
        lambda row: row.record(Exemplar, unit=_unit(row, units), cell=row.ref("name")),
    )


def read_ratings(
    sheet: Sheet | None, units: NameIndex, base: RatingBase, problems: list[Problem]
) -> tuple[Rating, ...] | None:
    """Staff ratings; HTXS above 20 % of HTT, or of the configured base, is a doubt (`rating_cap`)."""

    def build(row: RowReader) -> Rating:
        rating = row.record(Rating, unit=_unit(row, units), cell=row.ref("unit"))
        excellent, of = rating.excellent, rated(rating, base)
        if excellent is not None and of is not None and MOST_EXCELLENT[1] * excellent > MOST_EXCELLENT[0] * of:
            row.report(Code.RATING_CAP, "excellent", excellent=excellent, good=of, base=base.value)
        return rating

    return _records(sheet, problems, ("unit",), build)


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


def _short_years(entries: tuple[HistoryEntry, ...]) -> Iterator[Problem]:
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

    def build(row: RowReader) -> HistoryEntry:
        unit, awards = row.code("unit"), row.text("awards") or ""
        entry = row.record(
            HistoryEntry,
            unit_name=unit,
            awards=tuple(word for part in awards.split(";") if (word := part.strip())),
            cell=row.ref("unit"),
        )
        if unit is None or entry.year is None:
            return entry
        key = entry.year, cells.key(unit)
        if key in first:
            row.report(Code.DUPLICATE_ROW, "unit", first=first[key].a1)
            doubled.add(key)
        first.setdefault(key, row.ref("unit"))
        _implausible(row, entry, this_year)
        return entry

    entries = _records(sheet, problems, ("year", "unit_name"), build)
    if entries is None:
        return None
    problems += _short_years(entries)
    return tuple(entry for entry in entries if (entry.year, cells.key(entry.unit_name)) not in doubled)


def read_lineage(sheet: Sheet | None, problems: list[Problem]) -> tuple[Lineage, ...] | None:
    """Rows of `Kế thừa`; None without the tab."""
    steps = _records(
        sheet,
        problems,
        ("old", "new", "kind"),
        lambda row: row.record(Lineage, old=row.code("old"), new=row.code("new"), cell=row.ref("new")),
    )
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
    order: dict[CellRef, Decimal | None] = {}

    def build(row: RowReader) -> AgendaItem:
        scene, award = _scene(row, awards)
        order[row.ref("content")] = row.number("order")
        return row.record(AgendaItem, scene=scene, award=award, position=0, cell=row.ref("content"))

    items = _records(sheet, problems, ("content",), build)
    if items is None:
        return None
    placed = [(place, item) for item in items if (place := order[item.cell]) is not None]
    ordered = sorted(placed, key=lambda pair: pair[0])
    return tuple(replace(item, position=position) for position, (_, item) in enumerate(ordered, 1))


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

    def build(row: RowReader) -> Task:
        typed = row.text("state")
        state = cells.read_choice(typed, TASK_STATES).value
        unknown = None if state else typed
        return row.record(Task, state=state or TaskState.OPEN, typed_state=unknown, cell=row.ref("content"))

    return _records(sheet, problems, ("due", "content"), build)
