"""Lines of units through the years: a rename goes on in one line, a merger or a split begins a new one. Pure.

Predecessors stand as lines of their own, labelled with when and how they ended; nothing is ever summed or averaged
over them (docs/workbook.md section 2, Kế thừa).
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from lib.domain import Lineage, LineageKind
from lib.records import Workbook
from lib.years.results import YearResult, Years, workbook_units


@dataclass(frozen=True, slots=True)
class Descent:
    """How a line came out of another one: `kind` is merged or split."""

    ancestor: str
    descendant: str
    kind: LineageKind
    date: dt.date | None
    basis: str | None


@dataclass(frozen=True, slots=True)
class Line:
    """One unit through the years: `name` is its latest name, `names` all of them, oldest first.

    `current` says that it is a member of this year's cluster.
    """

    name: str
    names: tuple[str, ...]
    results: tuple[YearResult, ...]
    current: bool


@dataclass(frozen=True)
class Lines:
    """All lines, members of this year first in protocol order, then those that ended, by name."""

    lines: tuple[Line, ...]
    descents: tuple[Descent, ...]

    def line(self, name: str) -> Line:
        """The line of a unit by any of its names; KeyError where there is none."""
        folded = name.casefold()
        for line in self.lines:
            if folded in (known.casefold() for known in line.names):
                return line
        raise KeyError(name)

    def ancestors(self, name: str) -> tuple[tuple[Line, Descent], ...]:
        """The predecessors of a line, nearest first, each with how it went into its successor. A circle ends."""
        seen, found, queue = {name}, [], [name]
        while queue:
            descendant = queue.pop(0)
            for descent in self.descents:
                if descent.descendant == descendant and descent.ancestor not in seen:
                    seen.add(descent.ancestor)
                    found.append((self.line(descent.ancestor), descent))
                    queue.append(descent.ancestor)
        return tuple(found)


def lines_of(workbook: Workbook, years: Years) -> Lines:
    """The lines of all units that have a result or are members now."""
    known = workbook_units(workbook)
    lineage = [_resolved(step, known) for step in workbook.lineage or ()]
    renamed = renames(lineage)

    def latest(name: str) -> str:
        return (name, *later_names(name, renamed))[-1]

    members = [unit.name for unit in workbook.units]
    names: dict[str, list[str]] = defaultdict(list)
    results: dict[str, list[YearResult]] = defaultdict(list)
    for step in lineage:
        for name in (step.old, step.new):
            _note(names[latest(name)], name)
    for result in years.results:
        name = known.get(result.unit_name.casefold(), result.unit_name)
        _note(names[latest(name)], name)
        results[latest(name)].append(result)
    for name in members:
        _note(names[latest(name)], name)
    current = {latest(name) for name in members}
    order = [*dict.fromkeys(latest(name) for name in members), *sorted(set(names) - current)]
    lines = tuple(
        Line(
            name,
            tuple(sorted(names[name], key=lambda known_as: -len(later_names(known_as, renamed)))),
            tuple(results[name]),
            name in current,
        )
        for name in order
    )
    descents = tuple(
        Descent(latest(step.old), latest(step.new), step.kind, step.date, step.basis)
        for step in lineage
        if step.kind is not LineageKind.RENAMED
    )
    return Lines(lines, descents)


@dataclass(frozen=True, slots=True)
class _Step:
    old: str
    new: str
    kind: LineageKind
    date: dt.date | None
    basis: str | None


def _resolved(step: Lineage, known: dict[str, str]) -> _Step:
    """A step with codes and short names of this year's units replaced by their full names."""
    old, new = known.get(step.old.casefold(), step.old), known.get(step.new.casefold(), step.new)
    return _Step(old, new, step.kind, step.date, step.basis)


def renames(steps: list[_Step]) -> dict[str, str]:
    """What each folded name was renamed to."""
    return {step.old.casefold(): step.new for step in steps if step.kind is LineageKind.RENAMED}


def later_names(name: str, renamed: dict[str, str]) -> tuple[str, ...]:
    """The names that a unit had after `name`, oldest first; a circle of renames ends before it repeats."""
    seen, later = {name.casefold()}, []
    while (following := renamed.get(name.casefold())) and following.casefold() not in seen:
        seen.add(following.casefold())
        later.append(following)
        name = following
    return tuple(later)


def _note(names: list[str], name: str) -> None:
    if name.casefold() not in (known.casefold() for known in names):
        names.append(name)
