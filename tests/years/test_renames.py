"""Names of one unit: what a rename joins, and which renames contradict what else is known and join nothing."""

from __future__ import annotations

from collections import Counter

import pytest

from lib.model.problems import CellRef
from lib.model.year_records import Lineage, LineageKind
from lib.sheets.reading.cells import read_date
from lib.years.lineage import Renames, renames


def step(old: str, new: str, year: int | None = None, kind: LineageKind = LineageKind.RENAMED) -> Lineage:
    day = read_date(f"01/01/{year}").value if year else None
    return Lineage(old, new, kind, day, None, CellRef("Kế thừa", 2, 1))


def joined(*steps: Lineage, members: tuple[str, ...] = (), results: tuple[tuple[str, int], ...] = ()) -> Renames:
    def years_of(name: str) -> Counter[int]:
        return Counter(year for unit, year in results if unit.casefold() == name)

    return renames(steps, members, years_of)


def test_names_that_followed_each_other_are_one_unit() -> None:
    found = joined(step("B", "C"), step("A", "B"), members=("C",), results=(("A", 2019), ("B", 2020), ("C", 2021)))
    assert found == Renames((("A", "B", "C"),), ())


def test_spelling_in_other_case_is_the_same_name() -> None:
    assert joined(step("Cục a", "Cục B"), step("CỤC B", "Cục C")).chains == (("Cục a", "Cục B", "Cục C"),)


@pytest.mark.parametrize("members", [("A",), ()])
def test_a_unit_that_got_an_old_name_back_is_one_unit_under_that_name(members: tuple[str, ...]) -> None:
    assert joined(step("A", "B", 2020), step("B", "A", 2024), members=members).chains == (("B", "A"),)


def test_the_name_of_a_member_stands_last_also_where_its_next_name_is_written_already() -> None:
    assert joined(step("A", "B"), step("B", "C"), members=("B",)).chains == (("C", "A", "B"),)


@pytest.mark.parametrize(
    "steps",
    [(step("A", "C"), step("B", "C")), (step("A", "B"), step("A", "C"))],
    ids=["two became one", "one became two"],
)
def test_a_merger_or_split_that_is_called_a_rename_joins_nothing(steps: tuple[Lineage, ...]) -> None:
    assert joined(*steps) == Renames((), steps)


def test_names_with_results_in_one_year_are_two_units() -> None:
    wrong = step("A", "B")
    assert joined(wrong, results=(("A", 2019), ("B", 2019))) == Renames((), (wrong,))


def test_two_members_are_two_units() -> None:
    wrong = step("A", "B")
    assert joined(wrong, members=("A", "B")) == Renames((), (wrong,))


def test_the_same_row_twice_says_nothing_new_and_a_name_is_not_renamed_to_itself() -> None:
    found = joined(step("A", "B", 2020), step("a", "b", 2020), step("C", "c"))
    assert [tuple(map(str.casefold, chain)) for chain in found.chains] == [("a", "b")]
    assert found.unclear == ()


def test_mergers_and_splits_join_no_names() -> None:
    assert joined(step("A", "B", kind=LineageKind.MERGED), step("A", "C", kind=LineageKind.SPLIT)) == Renames((), ())
