"""Pagination of the year for the hall, so that long lists continue on further pictures instead of shrinking. Pure.

Rows are measured by the lines that their names take at the smallest size that is legible from the last row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from lib.model.domain import Award, Leadership
from lib.model.records import Workbook
from lib.model.year_records import LineageKind, Movement, MovementState, Rating, SceneKind, Task, TaskState
from lib.years.changes import YearChange
from lib.years.cluster_years import ClusterYears, RelatedLine, families
from lib.years.lineage import UnitLine
from lib.years.paging import SMALL_LETTERS, in_pages, line_count, row_size

T = TypeVar("T")
YEAR_COLUMNS = 4
LINES = 11
"""Lines of names on one picture."""
NAME_SIGNS, NOTE_SIGNS = 30, 44
"""Characters of a name, and of the small text below it, in one line of a 4:3 picture with four years."""
TORN_SIGNS, LONG_NAME_SIGNS = 90, 26
"""The length in characters from which a name's family may be split, and the characters of such a name on a line."""
LED_LINES = 10
LED_SIGNS, PERSON_SIGNS = 26, 40
"""Lines of leaders on one picture, and the characters of a unit and of a person in one line of two columns."""
RATING_ROWS = 5
REGISTERED = 12
MOVED = 12
TASK_ROWS, TASK_SIGNS = 5, 80


@dataclass(frozen=True)
class YearsPage:
    """One picture of many years: lines by years, or one change between two years, or how often lines were proposed."""

    lines: tuple[RelatedLine, ...] = ()
    change: YearChange | None = None
    proposed: tuple[UnitLine, ...] = ()


def years_pages(years: ClusterYears) -> tuple[YearsPage, ...]:
    """All pictures of many years; none where there is only one year."""
    if not years.has_history:
        return ()
    shown = shown_years(years)
    rows = [
        [(line, descent) for line, descent in family if line.current or any(r.year in shown for r in line.results)]
        for family in families(years)
    ]
    tables = [YearsPage(lines=page) for page in _families_in_pages([row for row in rows if row], _related_lines(years))]
    changed = [
        YearsPage(change=c) for c in years.changes if c.after in shown and (c.scale or c.members_changed or c.rules)
    ]
    proposed = sorted(
        (line for line in years.lines.lines if times_proposed(line)), key=lambda line: -times_proposed(line)
    )

    def size(line: UnitLine) -> int:
        return -(-len(line.name) // NAME_SIGNS) + len({award for result in line.results for award in result.awards})

    counts = [YearsPage(proposed=page) for page in in_pages(proposed, LINES, size)]
    return (*tables, *changed, *counts)


def shown_years(years: ClusterYears) -> tuple[int, ...]:
    """The latest years, as many as fit side by side."""
    return years.years.years[-YEAR_COLUMNS:]


def times_proposed(line: UnitLine) -> int:
    """How often a line was proposed."""
    return sum(len(result.awards) for result in line.results)


def _related_lines(years: ClusterYears) -> Callable[[RelatedLine], int]:
    def lines(related: RelatedLine) -> int:
        line, descent = related
        split = [d.ancestor for d in years.lines.descents if (d.descendant, d.kind) == (line.name, LineageKind.SPLIT)]
        merged = any((d.descendant, d.kind) == (line.name, LineageKind.MERGED) for d in years.lines.descents)
        note = sum(len(name) + 10 for name in (*line.names[:-1], *split)) + merged * NOTE_SIGNS
        if descent is not None:  # its successor is named where that is not on the same picture
            note = note or (len(descent.descendant) + NOTE_SIGNS if len(line.name) > TORN_SIGNS else NOTE_SIGNS)
        label = years.labels.get(line.name, line.name)
        signs = NAME_SIGNS if len(label) <= TORN_SIGNS else LONG_NAME_SIGNS
        return max(2, -(-len(label) // signs) + -(-note // NOTE_SIGNS))

    return lines


def _families_in_pages(families: Iterable[list[T]], lines: Callable[[T], int]) -> tuple[tuple[T, ...], ...]:
    """Families on pages of at most `LINES` lines; one that fits on a page is not split."""
    whole: list[list[T]] = []
    for family in families:
        whole += [family] if sum(map(lines, family)) <= LINES else [[one] for one in family]
    pages = in_pages(whole, LINES, lambda part: sum(map(lines, part)))
    return tuple(tuple(one for part in page for one in part) for page in pages)


@dataclass(frozen=True)
class MovementPage:
    """One picture of a movement, with the states of some units."""

    movement: Movement
    states: tuple[MovementState, ...]


def movement_pages(book: Workbook) -> tuple[MovementPage, ...]:
    """Every movement, on at least one picture."""

    def size(state: MovementState) -> float:
        return row_size(f"{book.unit(state.unit).label}: {state.text}", SMALL_LETTERS)

    return tuple(
        MovementPage(movement, part)
        for movement in book.movements or ()
        for part in in_pages(movement.states, MOVED, size) or ((),)
    )


@dataclass(frozen=True)
class RegistrationPage:
    """One picture of an award: the number of registrations, and some of them."""

    award: Award
    count: int
    units: tuple[str, ...]


def registration_pages(book: Workbook) -> tuple[RegistrationPage, ...]:
    """The awards with registrations, units in protocol order."""
    pages = []
    for award in book.awards_in_turn:
        registered = {entry.unit for entry in book.registrations or () if entry.award == award.code}
        units = tuple(unit.code for unit in book.units if unit.code in registered)
        parts = in_pages(units, REGISTERED, lambda code: row_size(book.unit(code).label, SMALL_LETTERS))
        pages += [RegistrationPage(award, len(units), part) for part in parts]
    return tuple(pages)


def rating_pages(book: Workbook) -> tuple[tuple[Rating, ...], ...]:
    """The rows of ratings, units in protocol order."""
    place = {unit.code: unit.position for unit in book.units}
    ratings = sorted(book.ratings or (), key=lambda rating: place[rating.unit])
    return in_pages(ratings, RATING_ROWS, lambda rating: row_size(book.unit(rating.unit).label))


@dataclass(frozen=True)
class LeadershipYear:
    """Who led the cluster in one year."""

    year: int
    leaders: tuple[Leadership, ...]


def leadership_pages(book: Workbook) -> tuple[tuple[LeadershipYear, ...], ...]:
    """The years with their leaders, latest first; those of a coming year are left to the handover."""
    this_year = book.contest.year
    leaders = [leader for leader in book.leadership or () if this_year is None or leader.year <= this_year]
    years = sorted({leader.year for leader in leaders}, reverse=True)
    in_years = (LeadershipYear(year, tuple(one for one in leaders if one.year == year)) for year in years)

    def lines(of_year: LeadershipYear) -> int:
        return max(
            line_count(book.unit(one.unit).label if one.unit else one.unit_name, LED_SIGNS)
            + line_count(one.person or "", PERSON_SIGNS)
            for one in of_year.leaders
        )

    return in_pages(in_years, LED_LINES, lines)


def task_pages(book: Workbook) -> tuple[tuple[Task, ...], ...]:
    """The open tasks, by deadline."""
    left = [task for task in book.tasks or () if task.state is not TaskState.DONE]
    return in_pages(sorted(left, key=lambda task: task.due), TASK_ROWS, lambda task: row_size(task.content, TASK_SIGNS))


OF_THE_YEAR: dict[SceneKind, Callable[[Workbook], Sequence[object]]] = {
    SceneKind.REGISTRATIONS: registration_pages,
    SceneKind.RATINGS: rating_pages,
    SceneKind.LEADERSHIP: leadership_pages,
    SceneKind.TASKS: task_pages,
}
"""The scenes of the year with their pictures; a scene without any does not exist."""
