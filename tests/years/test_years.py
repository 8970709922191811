"""Lines of units through renames, mergers and splits, over the sample of three years; nothing is summed over them."""

from __future__ import annotations

import dataclasses
import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest

from lib.model.problems import CellRef
from lib.model.year_records import Lineage, LineageKind
from lib.sheets.sources.xlsx_file import ExcelSource
from lib.show.years import many_years
from lib.snapshot import Snapshot, build_snapshot
from lib.years.changes import RuleChange, changes
from lib.years.lineage import Lines, lines_of_units
from lib.years.reminders import ReminderKind, reminders
from lib.years.results import gather
from lib.years.year import Origin, Years
from tests.places import SAMPLES

NOON = dt.datetime(2026, 1, 29, 12, tzinfo=dt.UTC)
PBTG = "Cục Phổ biến, giáo dục pháp luật và Trợ giúp pháp lý"
KTXL = "Cục Kiểm tra văn bản và Quản lý xử lý vi phạm hành chính"


def snapshot_of(name: str) -> Snapshot:
    return build_snapshot(ExcelSource(SAMPLES / name).fetch(), NOON)


@pytest.fixture(scope="module")
def now() -> Snapshot:
    return snapshot_of("nhieu_nam.xlsx")


@pytest.fixture(scope="module")
def years(now: Snapshot) -> Years:
    return gather(now)


@pytest.fixture(scope="module")
def lines(now: Snapshot, years: Years) -> Lines:
    return lines_of_units(now.workbook, years)


def test_a_rename_goes_on_in_one_line(lines: Lines) -> None:
    line = lines.line("Tổng cục Thi hành án dân sự")
    assert line.name == "Cục Quản lý thi hành án dân sự"
    assert [(r.year, r.rank, r.units) for r in line.results] == [(2019, 8, 11), (2025, 3, 6), (2026, 4, 8)]


def test_a_merged_unit_begins_anew_and_its_predecessors_stand_apart(lines: Lines) -> None:
    assert [r.year for r in lines.line(PBTG).results] == [2025, 2026]
    found = [(line.name, descent.kind, descent.date) for line, descent in lines.ancestors(PBTG)]
    merged = (LineageKind.MERGED, dt.date(2025, 3, 1))
    assert found == [("Cục Trợ giúp pháp lý", *merged), ("Vụ Phổ biến, giáo dục pháp luật", *merged)]


def test_a_split_gives_two_lines_with_one_predecessor_and_its_predecessors(lines: Lines) -> None:
    for name in ("Cục Kiểm tra văn bản và Tổ chức thi hành pháp luật",
                 "Cục Pháp luật hình sự – hành chính và Quản lý xử lý vi phạm hành chính"):  # fmt: skip
        ancestors = [line.name for line, _ in lines.ancestors(name)]
        assert ancestors[0] == KTXL
        assert len(ancestors) == 3
        assert [r.year for r in lines.line(name).results] == [2026]


def test_shares_are_of_that_years_own_maximum(lines: Lines) -> None:
    line = lines.line("Cục Bổ trợ tư pháp")
    assert [r.share for r in line.results] == [Fraction(1915, 2000), Fraction(9425, 10000), Fraction(945, 1000)]


def test_no_result_is_counted_in_two_lines(years: Years, lines: Lines) -> None:
    placed = [result for line in lines.lines for result in line.results]
    assert sorted(map(repr, placed)) == sorted(map(repr, years.results))


def test_changes_of_scale_and_members_are_named(years: Years, lines: Lines, now: Snapshot) -> None:
    first, second = changes(years, lines, (now,))
    assert first.scale == (Decimal(200), Decimal(100))
    assert first.units == (11, 6)
    assert PBTG in first.joined
    assert "Cục Trợ giúp pháp lý" in first.left
    assert (second.scale, second.units, second.rules) == (None, (6, 8), None)


def test_a_past_year_with_fewer_rows_than_units_says_nothing_of_who_joined(now: Snapshot, years: Years) -> None:
    kept = tuple(r for r in years.results if (r.year, r.unit_name) != (2025, "Cục Bổ trợ tư pháp"))
    short = Years(kept)
    first, second = changes(short, lines_of_units(now.workbook, short), (now,))
    assert (first.left, first.incomplete) == ((), (2025,))
    assert (second.joined, second.incomplete) == ((), (2025,))
    said = many_years.short_changes(second)
    assert "Số liệu năm 2025 chưa đủ mọi đơn vị" in said
    assert not [text for text in said if "đơn vị mới" in text]


def test_rules_are_compared_where_both_years_have_workbooks(now: Snapshot) -> None:
    before = snapshot_of("cum_iii_2019.xlsx")
    found = gather(now, (before,))
    change = changes(found, lines_of_units(now.workbook, found), (before, now))
    assert change[-1].rules is None
    assert {RuleChange.CRITERIA, RuleChange.QUOTA} <= set(_rules_between(before, now))


def _rules_between(before: Snapshot, after: Snapshot) -> tuple[RuleChange, ...]:
    typed = tuple(r for r in gather(after, (before,)).results if r.year in (2019, 2026))
    years = Years(typed)
    return changes(years, lines_of_units(after.workbook, years), (before, after))[0].rules or ()


def test_an_earlier_workbook_beats_the_typed_history_and_names_what_differs(now: Snapshot) -> None:
    found = gather(now, (snapshot_of("cum_iii_2019.xlsx"),))
    assert {r.origin for r in found.of(2019)} == {Origin.WORKBOOK}
    assert found.problems == ()
    wrong = gather(now, (snapshot_of("loi_thuong_gap.xlsx"),))
    assert [(p.code.value, p.value, p.param("computed")) for p in wrong.problems if p.param("what") == "total"]


def test_a_row_about_this_year_is_no_history(now: Snapshot) -> None:
    book = snapshot_of("cum_iii_2019.xlsx")
    assert all(r.origin is Origin.NOW for r in gather(book).of(2019))


def test_an_unscored_year_does_not_stand_beside_the_others() -> None:
    assert gather(snapshot_of("nam_moi.xlsx")).years == ()


def test_a_circle_of_renames_and_of_mergers_ends(now: Snapshot) -> None:
    def step(old: str, new: str, kind: LineageKind) -> Lineage:
        return Lineage(old, new, kind, None, None, CellRef("Kế thừa", 2, 1))

    renamed, merged = LineageKind.RENAMED, LineageKind.MERGED
    steps = (step("A", "B", renamed), step("B", "A", renamed), step("C", "D", merged), step("D", "C", merged))
    book = dataclasses.replace(now.workbook, lineage=steps)
    lines = lines_of_units(book, gather(dataclasses.replace(now, workbook=book)))
    assert [line.name for line, _ in lines.ancestors("C")] == ["D"]
    assert {"A", "B"} & {line.name for line in lines.lines}


def test_reminders_of_the_sample() -> None:
    book = snapshot_of("cum_iii_2019.xlsx").workbook
    lines = lines_of_units(book, gather(snapshot_of("cum_iii_2019.xlsx")))
    found = [(r.kind, r.subject) for r in reminders(book, lines, dt.date(2019, 12, 20))]
    assert (ReminderKind.TASK_LATE, "Hội nghị tổng kết, bỏ phiếu suy tôn") in found
    assert (ReminderKind.TASK_SOON, "Gửi hồ sơ đề nghị khen thưởng") in found
    assert (ReminderKind.NO_PLEDGE, "KTVB") in found
    assert all(kind is not ReminderKind.TASK_LATE for kind, _ in
               [(r.kind, r.subject) for r in reminders(book, lines, dt.date(2019, 1, 1))])  # fmt: skip


def test_members_that_history_explains_are_no_reminder(now: Snapshot, lines: Lines) -> None:
    kinds = {r.kind: r.subject for r in reminders(now.workbook, lines, dt.date(2026, 1, 29))}
    assert kinds == {ReminderKind.NOT_IN_HISTORY: "HTQT"}


def test_an_award_typed_by_its_code_and_by_its_name_is_one_award(now: Snapshot) -> None:
    awards = snapshot_of("cum_iii_2019.xlsx").workbook.awards
    award = awards[0]
    entries = [entry for entry in now.workbook.history or () if entry.awards]
    first = dataclasses.replace(entries[0], awards=(award.code.lower(), award.name))
    history = tuple(first if entry is entries[0] else entry for entry in now.workbook.history or ())
    book = dataclasses.replace(now.workbook, history=history, awards=awards)
    found = gather(dataclasses.replace(now, workbook=book))
    told = next(r for r in found.results if r.year == first.year and r.unit_name == first.unit_name)
    assert told.awards == (award.name,)
