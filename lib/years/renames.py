"""Names that one unit had one after the other: the renames of `Kế thừa` that are clear. Pure.

A rename is clear where one name became one other, and nothing says that the two were different units: they are not
both members of this year, and no year has a result of both. An unclear one joins nothing.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from lib.model.year_records import Lineage, LineageKind

Steps = dict[str, Lineage]
"""Renames by their folded old name."""


@dataclass(frozen=True)
class Renames:
    """`chains` are the names of each renamed unit, the latest last; `unclear` the steps that join nothing."""

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
    """Names that follow each other; the one that is a member stands last, also where a unit got an old name back."""
    later = {_fold(step.new) for step in following.values()}
    starts = [step.old for old, step in following.items() if old not in later]
    seen: set[str] = set()
    for start in (*starts, *_latest_first(following)):
        if _fold(start) not in seen:
            chain = _walk(start, following)
            seen.update(map(_fold, chain))
            last = next((at for at, name in enumerate(chain) if _fold(name) in members), _last(chain, following))
            yield (*chain[last + 1 :], *chain[: last + 1])


def _latest_first(following: Steps) -> list[str]:
    """The new names of all steps, the latest step first, so that a circle begins at the name it came to last."""
    return [step.new for step in sorted(following.values(), key=lambda s: s.date or dt.date.min, reverse=True)]


def _last(chain: list[str], following: Steps) -> int:
    """The place of the latest name: the end of a chain, the beginning of a circle."""
    end = following.get(_fold(chain[-1]))
    return len(chain) - 1 if end is None else 0


def _walk(start: str, following: Steps) -> list[str]:
    """The names from `start` on; a circle ends before it repeats."""
    chain, seen = [start], {_fold(start)}
    while (step := following.get(_fold(chain[-1]))) and _fold(step.new) not in seen:
        seen.add(_fold(step.new))
        chain.append(step.new)
    return chain


def _one_unit(chain: tuple[str, ...], members: Collection[str], years_of: Callable[[str], Counter[int]]) -> bool:
    """Whether nothing says that the names were those of different units."""
    folded = [_fold(name) for name in chain]
    names_of_year = Counter(year for name in folded for year in years_of(name))
    return sum(name in members for name in folded) <= 1 and all(count == 1 for count in names_of_year.values())


def _fold(name: str) -> str:
    return name.casefold()
