"""A rule is written as an example once and asked of every computation."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from lib.model.records import Workbook
from lib.scoring.recount.scores import RecountedUnit
from tests.scoring.deciding import AWARDS_BY, SCORES_BY, Letters, in_letters


@pytest.fixture(params=AWARDS_BY.values(), ids=AWARDS_BY)
def outcome(request: pytest.FixtureRequest) -> Callable[..., Letters]:
    """Status, proposed and undecided of an award by one of the computations, the units as one letter each."""

    def of(book: Workbook, award: str = "CN") -> Letters:
        return in_letters(request.param(book)[award])

    return of


@pytest.fixture(params=SCORES_BY.values(), ids=SCORES_BY)
def scores(request: pytest.FixtureRequest) -> Callable[[Workbook], tuple[RecountedUnit, ...]]:
    """Totals and ranks of every unit by one of the two computations, in rank order."""
    return request.param
