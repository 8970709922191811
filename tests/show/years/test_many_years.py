"""Many years and the year's work in words: what is said of renames, mergers, late tasks, and what is left out."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from lib.access.rights import Role
from lib.model.problems import CellRef
from lib.model.releasable import NOTHING
from lib.model.year_records import ExemplarKind
from lib.release.role_view import snapshot_for
from lib.sheets.sources.xlsx_file import ExcelSource
from lib.show.charts.frame import HIGHLIGHT
from lib.show.years import many_years, year_checks, year_work
from lib.show.years.bump import bump
from lib.snapshot import Snapshot, build_snapshot
from lib.years.cluster_years import ClusterYears, cluster_years
from lib.years.reminders import Reminder, ReminderKind
from tests.places import SAMPLES

DAY = dt.date(2019, 12, 20)


def snapshot_of(name: str) -> Snapshot:
    return build_snapshot(ExcelSource(SAMPLES / name).fetch(), dt.datetime(2019, 12, 18, 7, tzinfo=dt.UTC))


@pytest.fixture(scope="module")
def sample() -> Snapshot:
    return snapshot_of("cum_iii_2019.xlsx")


@pytest.fixture(scope="module")
def merged() -> ClusterYears:
    return cluster_years(snapshot_of("nhieu_nam.xlsx"))


def test_the_page_opens_with_how_many_years_there_are(sample: Snapshot, merged: ClusterYears) -> None:
    assert many_years.years_answer(merged) == (
        "3 năm, từ 2019 đến 2026; 5 lượt đề nghị Cờ thi đua ngành Tư pháp, 2 lượt đề nghị Cờ thi đua Chính phủ."
    )
    assert many_years.years_answer(cluster_years(snapshot_of("nam_moi.xlsx"))) == "Chưa có số liệu của các năm trước."


def test_predecessors_stand_below_their_successor_with_how_they_ended(merged: ClusterYears) -> None:
    labels = list(many_years.results_table(merged)[many_years.UNIT])
    place = labels.index("Cục Phổ biến, giáo dục pháp luật và Trợ giúp pháp lý (sáp nhập từ 2 đơn vị năm 2025)")
    assert labels[place + 1] == (
        "↳ Cục Trợ giúp pháp lý: sáp nhập vào Cục Phổ biến, giáo dục pháp luật và Trợ giúp pháp lý năm 2025"
    )
    assert "Cục Quản lý thi hành án dân sự (trước là Tổng cục Thi hành án dân sự)" in labels
    split = next(label for label in labels if "tách thành" in label)
    assert split.endswith(
        "tách thành Cục Kiểm tra văn bản và Tổ chức thi hành pháp luật và "
        "Cục Pháp luật hình sự – hành chính và Quản lý xử lý vi phạm hành chính năm 2026"
    )


def test_a_cell_says_rank_of_units_share_and_titles(merged: ClusterYears) -> None:
    table = many_years.results_table(merged).set_index(many_years.UNIT)
    assert table.loc["Cục Bổ trợ tư pháp", "2025"] == "hạng 2/6 · 94,25 % · Cờ thi đua ngành Tư pháp"
    assert table.loc["Vụ Hợp tác quốc tế", "2025"] == ""


def test_changes_are_said_so_that_years_are_not_compared_blindly(merged: ClusterYears) -> None:
    said = many_years.change_sentences(merged)
    assert said[0] == "Từ 2019 sang 2025: thang điểm đổi từ 200 thành 100 nên chỉ so sánh theo phần trăm điểm tối đa."
    assert said[1] == "Từ 2019 sang 2025: số đơn vị đổi từ 11 thành 6 nên hạng chỉ so trong từng năm."


def test_breaks_stand_on_the_axis_and_every_rank_has_a_place_of_its_own(merged: ClusterYears) -> None:
    spec = json.loads(bump(merged, many_years.results_table(merged)).spec)
    layers = spec["layer"][0]["layer"]
    axis = next(layer["encoding"]["x"]["axis"] for layer in layers if "axis" in layer["encoding"]["x"])
    assert '"2025": ["2025", "≠ thang điểm", "≠ đơn vị"], "2026": ["2026", "≠ đơn vị"]' in axis["labelExpr"]
    border = next(layer for layer in layers if layer["mark"]["type"] == "rule")
    rows = spec["layer"][0]["data"]["values"]
    assert border["encoding"]["x"]["bandPosition"] == 0
    assert [row["year"] for row in rows if row["border"]] == ["2025", "2026"]
    assert {row["place"] for row in rows if row["year"] == "2019"} == set(range(1, 12))
    assert {row["name"] for row in rows if row["year"] != "2026"} == {""}
    assert sum("⚑" in row["name"] for row in rows) == sum(row["colour"] == HIGHLIGHT for row in rows if row["name"])


def test_titles_are_counted_for_each_line_and_never_summed_over_a_merger(merged: ClusterYears) -> None:
    table = many_years.awards_table(merged).set_index(many_years.UNIT)
    assert (
        table.loc["Cục Phổ biến, giáo dục pháp luật và Trợ giúp pháp lý (sáp nhập từ 2 đơn vị năm 2025)", "Tổng"] == "2"
    )
    assert table.loc["Cục Bổ trợ tư pháp", "Cờ thi đua ngành Tư pháp"] == "1 (2025)"


def test_a_unit_reads_its_own_past_newest_first(merged: ClusterYears) -> None:
    told = many_years.unit_history(merged, "Cục Quản lý thi hành án dân sự")
    assert told == (
        "2025: hạng 3/6 · 93,00 %",
        "2019 (tên khi đó: Tổng cục Thi hành án dân sự): hạng 8/11 · 93,50 %",
    )
    assert many_years.unit_history(merged, "Không có đơn vị này") == ()


def test_before_its_release_this_year_stands_on_no_grid(sample: Snapshot) -> None:
    seen = cluster_years(snapshot_for(sample, Role.VIEWER, NOTHING))
    assert seen.years.years == (2017, 2018)


def test_late_tasks_come_first_and_say_so(sample: Snapshot) -> None:
    found = year_work.tasks_by_deadline(sample.workbook, DAY)
    assert [due.left for due in found[:4]] == ["quá hạn 2 ngày", "còn 5 ngày", "còn 11 ngày", ""]
    assert [due.late for due in found[:4]] == [True, False, False, False]
    assert found[0].about == "18/12/2019: Hội nghị tổng kết, bỏ phiếu suy tôn (Cụm trưởng, đang làm)"
    assert found[1].about == "25/12/2019: Gửi hồ sơ đề nghị khen thưởng (Thư ký Cụm, chưa làm)"
    assert [due.done for due in found] == [False] * 3 + [True] * 5
    assert year_work.tasks_by_deadline(sample.workbook, dt.date(2019, 12, 18))[0].left == "hôm nay"


def test_exemplars_are_found_by_words_unit_and_kind(sample: Snapshot) -> None:
    book = sample.workbook
    assert len(year_work.matching_exemplars(book, None, None, "")) == 11
    assert {e.unit for e in year_work.matching_exemplars(book, "TGPL", None, "")} == {"TGPL"}
    assert {e.kind for e in year_work.matching_exemplars(book, None, ExemplarKind.INITIATIVE, "")} == {
        ExemplarKind.INITIATIVE
    }
    assert [e.name for e in year_work.matching_exemplars(book, None, None, "ÁN điện tử")] == [
        "Sổ theo dõi án điện tử dùng chung (mẫu)"
    ]
    assert year_work.matching_exemplars(book, None, None, "không có từ này") == ()


def test_pledges_are_counted_and_the_open_ones_named(sample: Snapshot) -> None:
    said = year_work.pledge_line(sample.workbook)
    assert said == "9/11 đơn vị đã ký giao ước thi đua; còn Cục KTVBQPPL và Trung tâm LLTPQG."


def test_ratings_above_the_cap_are_named() -> None:
    table = year_work.ratings_table(snapshot_of("loi_thuong_gap.xlsx").workbook)
    assert list(table.loc[table["Nhận xét"] != "", "HTXS"]) == ["8"]
    book = snapshot_of("cum_iii_2019.xlsx").workbook
    said = "HTXS không quá 20 % số người hoàn thành tốt"
    assert year_work.ratings_line(book, ask=True) == f"{said} (mặc định – cần thư ký xác nhận)."
    assert year_work.ratings_line(book, ask=False) == f"{said}."


def test_absent_tabs_leave_no_line() -> None:
    book = snapshot_of("chi_cham_diem.xlsx").workbook
    assert list(year_work.work_lines_of_unit(book, "TGPL")) == []
    assert not book.has_work


@pytest.mark.parametrize(
    ("kind", "subject", "detail", "said"),
    [
        (ReminderKind.TASK_LATE, "Gửi hồ sơ", "2019-12-25", "Việc quá hạn từ 25/12/2019: Gửi hồ sơ."),
        (ReminderKind.TASK_SOON, "Gửi hồ sơ", "2019-12-25", "Việc đến hạn 25/12/2019: Gửi hồ sơ."),
        (ReminderKind.NO_PLEDGE, "KTVB", None, "Cục KTVBQPPL chưa ký giao ước thi đua."),
    ],
)
def test_reminders_in_words(sample: Snapshot, kind: ReminderKind, subject: str, detail: str | None, said: str) -> None:
    reminder = Reminder(kind, subject, detail, CellRef("Công việc", 2, 2))
    assert year_checks.reminder_sentence(sample.workbook, reminder) == said


def test_every_reminder_has_a_sentence() -> None:
    assert set(year_checks.SENTENCES) == set(ReminderKind)
