"""The records of the years: the result of one unit in one year, and all of them. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from lib.model.problems import CellRef, Problem


class Origin(StrEnum):
    """The origin of a year's result."""

    NOW = "now"
    WORKBOOK = "workbook"
    TYPED = "typed"


@dataclass(frozen=True, slots=True)
class YearResult:
    """A unit's result of a year under its name of that time. `awards` are names of titles, proposed ones for a computed
    year.

    `total` and `maximum` are exact; `final` is False where the total is provisional.
    """

    year: int
    unit_name: str
    total: Decimal | None
    maximum: Decimal | None
    rank: int | None
    units: int | None
    awards: tuple[str, ...]
    origin: Origin
    final: bool = True
    cell: CellRef | None = None

    @property
    def share(self) -> Fraction | None:
        """Total as a share of that year's maximum."""
        if self.total is None or not self.maximum:
            return None
        return Fraction(self.total) / Fraction(self.maximum)


@dataclass(frozen=True)
class Years:
    """All results, oldest first, and the differences between earlier workbooks and `Lịch sử`."""

    results: tuple[YearResult, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def years(self) -> tuple[int, ...]:
        """The years with results, ascending."""
        return tuple(sorted({result.year for result in self.results}))

    def of(self, year: int) -> tuple[YearResult, ...]:
        """The results of one year."""
        return tuple(result for result in self.results if result.year == year)
