"""`Lịch sử` beside the workbook of that year: every column in which they differ is reported; blanks do not count."""

from __future__ import annotations

from decimal import Decimal

import pytest

from lib.model.problems import CellRef, Problem
from lib.model.year_records import HistoryEntry
from lib.years.results import gather, history_differences, used
from lib.years.year import Origin, YearResult
from tests.days import sample_tables, version, with_cell
from tests.tables import row, the_snapshot

HERE = CellRef("Lịch sử", 2, 2)
FLAG = "Cờ thi đua ngành Tư pháp"
COMPUTED = YearResult(2018, "Cục A", Decimal("95.50"), Decimal("100.00"), 2, 11, (FLAG,), Origin.WORKBOOK)
KNOWN = {2018: {"a": "Cục A", "cục a": "Cục A", "cục b": "Cục B"}}


def typed(**changed: object) -> HistoryEntry:
    said = {"total": Decimal("95.5"), "maximum": Decimal(100), "rank": 2, "units": 11, "awards": (FLAG,)} | changed
    return HistoryEntry(2018, str(said.pop("unit", "Cục A")), cell=HERE, **said)  # type: ignore[arg-type]


def told(*entries: HistoryEntry, results: tuple[YearResult, ...] = (COMPUTED,)) -> list[tuple[object, ...]]:
    def words(one: Problem) -> tuple[object, ...]:
        return one.param("what"), one.value, one.param("computed")

    return [words(one) for one in history_differences(entries, {2018: list(results)}, KNOWN)]


def test_the_same_figures_in_another_form_agree() -> None:
    assert told(typed(awards=(FLAG.upper(),))) == []
    assert told(typed(unit="A")) == []


@pytest.mark.parametrize(
    ("column", "value", "said", "computed"),
    [
        ("total", Decimal("95.4"), "95.4", "95.50"),
        ("maximum", Decimal(200), "200", "100.00"),
        ("rank", 3, "3", "2"),
        ("units", 10, "10", "11"),
        ("awards", ("Cờ thi đua Chính phủ",), "Cờ thi đua Chính phủ", FLAG),
    ],
)
def test_every_column_that_differs_is_told(column: str, value: object, said: str, computed: str) -> None:
    assert told(typed(**{column: value})) == [(column, said, computed)]


@pytest.mark.parametrize(("column", "blank"), [("total", None), ("maximum", None), ("rank", None), ("awards", ())])
def test_a_blank_cell_says_nothing(column: str, blank: object) -> None:
    assert told(typed(**{column: blank})) == []


def test_a_unit_that_stands_in_one_of_them_only_is_told() -> None:
    assert told(typed(), typed(unit="Cục lạ")) == [("unit", "Cục lạ", None)]
    other = YearResult(2018, "Cục B", None, None, None, 11, (), Origin.WORKBOOK)
    assert told(typed(), results=(COMPUTED, other)) == [("missing", None, "Cục B")]


def test_of_two_workbooks_of_one_year_the_first_is_used_and_none_of_this_year() -> None:
    year = next(n for n, cells in enumerate(sample_tables().tables[0].rows, 1) if "Năm thi đua" in cells)
    now, first, again = (
        version(with_cell(sample_tables(), "Thông tin", year, 2, number)).snapshot for number in (2020, 2019, 2019)
    )
    assert used(now, (first, again, now)) == {2019: first}
    assert {result.origin for result in gather(now, (first, again)).of(2019)} == {Origin.WORKBOOK}


def test_of_two_rows_for_one_unit_and_year_neither_counts() -> None:
    doubled = row("Lịch sử", 2018, "cục trợ giúp  pháp lý", 90, 100, 2, 2)
    found = the_snapshot(doubled)
    assert found.workbook.history == ()
    assert [(p.code.value, p.where.a1) for p in found.problems if p.where.tab == "Lịch sử"] == [("duplicate_row", "B3")]
    other_year = the_snapshot(row("Lịch sử", 2017, "Cục Trợ giúp pháp lý", 90, 100, 2, 11))
    assert len(other_year.workbook.history or ()) == 2
