"""Lines of units through the years: a rename continues a line, a merger or a split begins a new one. Pure.

Predecessors are lines of their own, labelled with when and how they ended; nothing is ever summed or averaged over them
(docs/workbook.md section 2, Kế thừa).
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from lib.model.records import Workbook
from lib.model.year_records import Lineage, LineageKind
from lib.years.results import workbook_units
from lib.years.year import YearResult, Years

Steps = dict[str, Lineage]
"""Renames by their case-folded old name."""


@dataclass(frozen=True)
class Renames:
    """`chains` are the names of each renamed unit, the latest last; `unclear` the steps that connect nothing."""

    chains: tuple[tuple[str, ...], ...]
    unclear: tuple[Lineage, ...]


def renames(steps: Collection[Lineage], members: Collection[str], years_of: Callable[[str], Counter[int]]) -> Renames:
    """The chains of names; `years_of` counts the results of a folded name by year."""
    wanted = {(_fold(s.old), _fold(s.new)): s for s in steps if s.kind is LineageKind.RENAMED}
    wanted = {pair: step for pair, step in wanted.items() if pair[0] != pair[1]}
    olds, news = Counter(old for old, _ in wanted), Counter(new for _, new in wanted)
    following = {old: step for (old, new), step in wanted.items() if olds[old] == 1 and news[new] == 1}
    folded = {_fold(name) for name in members}
    chains, unclear = [], [step for (old, _), step in wanted.items() if old not in following]
    for chain in _chains(following, folded):
        if _one_unit(chain, folded, years_of):
            chains.append(chain)
        else:
            unclear += [following[_fold(name)] for name in chain if _fold(name) in following]
    return Renames(tuple(chains), tuple(unclear))


def _chains(following: Steps, members: Collection[str]) -> Iterator[tuple[str, ...]]:
    """Names that follow each other; the member's name comes last, also where a unit got an old name back."""
    later = {_fold(step.new) for step in following.values()}
    starts = [step.old for old, step in following.items() if old not in later]
    seen: set[str] = set()
    latest_first = sorted(following.values(), key=lambda step: step.date or dt.date.min, reverse=True)
    for start in (*starts, *(step.new for step in latest_first)):  # so that a cycle starts at its latest name
        if _fold(start) not in seen:
            chain = _walk(start, following)
            seen.update(map(_fold, chain))
            end = 0 if _fold(chain[-1]) in following else len(chain) - 1  # the latest name, in a cycle the first one
            last = next((at for at, name in enumerate(chain) if _fold(name) in members), end)
            yield (*chain[last + 1 :], *chain[: last + 1])


def _walk(start: str, following: Steps) -> list[str]:
    """The names from `start` on; a cycle ends before it repeats."""
    chain, seen = [start], {_fold(start)}
    while (step := following.get(_fold(chain[-1]))) and _fold(step.new) not in seen:
        seen.add(_fold(step.new))
        chain.append(step.new)
    return chain


def _one_unit(chain: tuple[str, ...], members: Collection[str], years_of: Callable[[str], Counter[int]]) -> bool:
    """Whether nothing indicates that the names belonged to different units."""
    folded = [_fold(name) for name in chain]
    names_of_year = Counter(year for name in folded for year in years_of(name))
    return sum(name in members for name in folded) <= 1 and all(count == 1 for count in names_of_year.values())


def _fold(name: str) -> str:
    return name.casefold()


@dataclass(frozen=True, slots=True)
class Descent:
    """How a line resulted from another one: by merger, by split, or by an unclear rename."""

    ancestor: str
    descendant: str
    kind: LineageKind
    date: dt.date | None


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit through the years: `name` is its latest name, `names` all of them, oldest first.

    `current`: it is a member of this year's cluster.
    """

    name: str
    names: tuple[str, ...]
    results: tuple[YearResult, ...]
    current: bool


@dataclass(frozen=True)
class Lines:
    """All lines, members of this year first in protocol order, then those that ended, by name.

    `unclear` are the renames that connect no lines (see the module).
    """

    lines: tuple[UnitLine, ...]
    descents: tuple[Descent, ...]
    unclear: tuple[Lineage, ...] = ()

    def line(self, name: str) -> UnitLine:
        """The line of a unit by any of its names; KeyError where there is none."""
        folded = name.casefold()
        for line in self.lines:
            if folded in (known.casefold() for known in line.names):
                return line
        raise KeyError(name)

    def ancestors(self, name: str) -> tuple[tuple[UnitLine, Descent], ...]:
        """The predecessors of a line, nearest first, each with how it became its successor. Cycles are cut."""
        seen, ancestors, queue = {name}, [], [name]
        while queue:
            descendant = queue.pop(0)
            for descent in self.descents:
                if descent.descendant == descendant and descent.ancestor not in seen:
                    seen.add(descent.ancestor)
                    ancestors.append((self.line(descent.ancestor), descent))
                    queue.append(descent.ancestor)
        return tuple(ancestors)


def lines_of_units(workbook: Workbook, years: Years) -> Lines:
    """The lines of all units that have a result, are members now or occur in `Kế thừa`."""
    known = workbook_units(workbook)
    steps = [  # by the full names of this year's units
        replace(step, old=known.get(step.old.casefold(), step.old), new=known.get(step.new.casefold(), step.new))
        for step in workbook.lineage or ()
    ]
    members = [unit.name for unit in workbook.units]
    results = [(known.get(r.unit_name.casefold(), r.unit_name), r) for r in years.results]
    joined = renames(steps, members, lambda name: Counter(r.year for n, r in results if n.casefold() == name))
    names = _Names(joined, (*members, *(n for step in steps for n in (step.old, step.new)), *(n for n, _ in results)))
    of: dict[str, list[YearResult]] = defaultdict(list)
    for name, result in results:
        of[names.latest(name)].append(result)
    current = dict.fromkeys(map(names.latest, members))
    order = (*current, *sorted(set(names.all) - set(current)))
    lines = tuple(UnitLine(name, names.chain(name), tuple(of[name]), name in current) for name in order)
    return Lines(lines, _descents(steps, joined, names), joined.unclear)


class _Names:
    """The latest name of every unit in one spelling, the first that occurs."""

    def __init__(self, joined: Renames, met: Iterable[str]) -> None:
        self._chains = {name.casefold(): chain for chain in joined.chains for name in chain}
        self._spelled: dict[str, str] = {}
        for name in met:
            self._spelled.setdefault(name.casefold(), name)
        self.all = tuple(dict.fromkeys(map(self.latest, self._spelled.values())))

    def latest(self, name: str) -> str:
        return self.chain(name)[-1]

    def chain(self, name: str) -> tuple[str, ...]:
        chain = self._chains.get(name.casefold(), (name,))
        return tuple(self._spelled.get(one.casefold(), one) for one in chain)


def _descents(steps: list[Lineage], joined: Renames, names: _Names) -> tuple[Descent, ...]:
    apart = [step for step in steps if step.kind is not LineageKind.RENAMED or step in joined.unclear]
    descents = (Descent(names.latest(s.old), names.latest(s.new), s.kind, s.date) for s in apart)
    return tuple(descent for descent in dict.fromkeys(descents) if descent.ancestor != descent.descendant)
