"""The changes from one year to the next: scale, members, rules. Comparisons of years always state them. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from lib.snapshot import Snapshot
from lib.years.lineage import Lines
from lib.years.year import Years


class RuleChange(StrEnum):
    """A rule that differs between two workbooks."""

    RANKING = "ranking"
    DECIMALS = "decimals"
    CAPS = "caps"
    CRITERIA = "criteria"
    QUOTA = "quota"
    THRESHOLD = "threshold"


@dataclass(frozen=True, slots=True)
class YearChange:
    """The changes from `before` to `after`. `scale` is (old, new) where the maximum changed; `joined`, `left` name
    lines.

    `rules` is None where one of the years has no workbook, so that the changes are unknown. `incomplete` are those of
    the two years that have fewer rows than units: then it is not known who joined or left.
    """

    before: int
    after: int
    scale: tuple[Decimal, Decimal] | None
    units: tuple[int, int]
    joined: tuple[str, ...]
    left: tuple[str, ...]
    rules: tuple[RuleChange, ...] | None
    incomplete: tuple[int, ...] = ()

    @property
    def members_changed(self) -> bool:
        """Whether units joined or left, or their number differs."""
        return bool(self.joined or self.left) or self.units[0] != self.units[1]


def changes(years: Years, lines: Lines, books: tuple[Snapshot, ...]) -> tuple[YearChange, ...]:
    """The changes between consecutive years of the record; `books` are all known workbooks."""
    by_year = {book.workbook.contest.year: book for book in books}
    return tuple(
        _change(before, after=after, years=years, lines=lines, books=by_year) for before, after in pairwise(years.years)
    )


def _change(before: int, after: int, years: Years, lines: Lines, books: dict[int | None, Snapshot]) -> YearChange:
    old, new = scale_of(years, before), scale_of(years, after)
    members = {
        year: [line.name for line in lines.lines if any(result.year == year for result in line.results)]
        for year in (before, after)
    }
    both = before in books and after in books
    short = tuple(year for year in (before, after) if len(years.of(year)) < units_of(years, year))
    return YearChange(
        before=before,
        after=after,
        scale=(old, new) if old is not None and new is not None and old != new else None,
        units=(units_of(years, before), units_of(years, after)),
        joined=tuple(name for name in members[after] if name not in members[before]) if before not in short else (),
        left=tuple(name for name in members[before] if name not in members[after]) if after not in short else (),
        rules=_rules(books[before], books[after]) if both else None,
        incomplete=short,
    )


def scale_of(years: Years, year: int) -> Decimal | None:
    """The greatest maximum of a year: a unit with criteria left out has less."""
    return max((r.maximum for r in years.of(year) if r.maximum is not None), default=None)


def units_of(years: Years, year: int) -> int:
    """The number of ranked units: as recorded, else the number of rows."""
    results = years.of(year)
    return max([len(results), *(r.units for r in results if r.units is not None)])


def _rules(old: Snapshot, new: Snapshot) -> tuple[RuleChange, ...]:
    before, after = old.workbook, new.workbook
    quotas = [{a.code: a.quota for a in book.awards} for book in (before, after)]
    thresholds = [{a.code: (a.threshold, a.base) for a in book.awards} for book in (before, after)]
    criteria = [[(c.code, c.maximum, c.kind) for c in book.criteria] for book in (before, after)]
    caps = [(book.contest.bonus_cap, book.contest.deduction_cap) for book in (before, after)]
    pairs: dict[RuleChange, tuple[object, object]] = {
        RuleChange.RANKING: (before.contest.ranking, after.contest.ranking),
        RuleChange.DECIMALS: (before.contest.decimals, after.contest.decimals),
        RuleChange.CAPS: (caps[0], caps[1]),
        RuleChange.CRITERIA: (criteria[0], criteria[1]),
        RuleChange.QUOTA: (quotas[0], quotas[1]),
        RuleChange.THRESHOLD: (thresholds[0], thresholds[1]),
    }
    return tuple(rule for rule, (was, is_now) in pairs.items() if was != is_now)
