"""Golden lines: which results stand in which line, how lines began and ended, and on which picture of the hall.

On a difference the actual text is written beside as `<name>.txt.new`; read it, and accept it by renaming.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lib.sheets.sources.source import RawTables
from lib.sheets.sources.xlsx_file import read_workbook
from lib.show.years import many_years
from lib.snapshot import Snapshot, build_snapshot
from lib.years.cluster_years import ClusterYears, cluster_years, reading_order
from lib.years.pages import YearsPage, years_pages
from tests.days import row_of, with_cell, with_row
from tests.places import SAMPLES

HERE = Path(__file__).resolve().parent / "golden"
BTTP = "Cục Bổ trợ tư pháp"


def tables(name: str) -> RawTables:
    return read_workbook((SAMPLES / f"{name}.xlsx").read_bytes(), name)


def snapshot(found: RawTables) -> Snapshot:
    return build_snapshot(found, dt.datetime(2026, 1, 29, tzinfo=dt.UTC))


def split_off() -> RawTables:
    """A unit keeps its name while another one is split from it, and the new one stands before it."""
    found = with_row(tables("nhieu_nam"), "Kế thừa", BTTP, "KTTC", "tách", None, None)
    return with_cell(found, "Đơn vị", row_of(found, "Đơn vị", "KTTC"), 4, 0)


def called_renames() -> RawTables:
    """Two units that became one, written down as two renames."""
    found = tables("nhieu_nam")
    for old in ("Cục Trợ giúp pháp lý", "Vụ Phổ biến, giáo dục pháp luật"):
        found = with_cell(found, "Kế thừa", row_of(found, "Kế thừa", old), 3, "đổi tên")
    return found


def name_back() -> RawTables:
    """A unit that took another name and then its old one again."""
    found = with_row(tables("nhieu_nam"), "Kế thừa", BTTP, "Cục Bổ trợ", "đổi tên", "01/01/2020", None)
    found = with_row(found, "Kế thừa", "Cục Bổ trợ", BTTP, "đổi tên", "01/01/2026", None)
    return with_row(found, "Lịch sử", 2024, "Cục Bổ trợ", 90, 100, 1, 1, None)


MADE: dict[str, Callable[[], ClusterYears]] = {
    "rename_mergers_split": lambda: cluster_years(snapshot(tables("nhieu_nam"))),
    "with_the_workbook_of_2019": lambda: cluster_years(
        snapshot(tables("nhieu_nam")), (snapshot(tables("cum_iii_2019")),)
    ),
    "split_from_a_unit_that_goes_on": lambda: cluster_years(snapshot(split_off())),
    "mergers_called_renames": lambda: cluster_years(snapshot(called_renames())),
    "a_name_taken_back": lambda: cluster_years(snapshot(name_back())),
}


def written(found: ClusterYears) -> Iterator[str]:
    for line, descent in reading_order(found):
        yield many_years.line_label(found, line, descent)
        yield from (f"    {r.year} {r.origin}: {many_years.result_text(r)}" for r in line.results)
    yield from ("", *many_years.change_sentences(found), "")
    yield from (f"unclear: {step.old} -> {step.new}" for step in found.lines.unclear)
    yield from (f"picture {number}: {_page(page)}" for number, page in enumerate(years_pages(found), 1))


def _page(page: YearsPage) -> str:
    if page.change:
        return f"from {page.change.before} to {page.change.after}"
    return "; ".join(line.name for line in (*(line for line, _ in page.lines), *page.proposed))


@pytest.mark.parametrize("name", MADE)
def test_the_lines_are_those_that_were_read_and_accepted(name: str) -> None:
    actual, golden = "\n".join(written(MADE[name]())) + "\n", HERE / f"{name}.txt"
    expected = golden.read_text(encoding="utf-8") if golden.exists() else ""
    if actual != expected:
        golden.with_suffix(".txt.new").write_text(actual, encoding="utf-8")
    assert actual == expected


@pytest.mark.parametrize("name", MADE)
def test_every_result_stands_in_exactly_one_row_and_one_picture(name: str) -> None:
    found = MADE[name]()
    results = sorted(map(repr, found.years.results))
    assert sorted(repr(result) for line, _ in reading_order(found) for result in line.results) == results
    pictured = [told for page in years_pages(found) for told in page.lines]
    assert pictured == list(reading_order(found))


def test_every_golden_text_is_of_something_that_is_made() -> None:
    assert sorted(path.stem for path in HERE.glob("*.txt")) == sorted(MADE)
