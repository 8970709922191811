"""The work of the year in tables and lines: rotation, registrations against proposals, ratings, what is asked."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from lib.access.rights import Role
from lib.model.problems import Code, SourceError, SourceFailure
from lib.model.releasable import NOTHING
from lib.release.role_view import snapshot_for
from lib.sheets.sources.source import RawCell
from lib.sheets.sources.xlsx_file import read_workbook
from lib.show.tables import checks
from lib.show.words.text import message
from lib.show.years import year_checks, year_work
from lib.snapshot import Snapshot
from lib.years.cluster_years import cluster_years
from tests.days import row_of, sample_tables, sample_version, version, with_cell, with_row
from tests.places import SAMPLE
from tests.show.sampling import nine_units
from tests.tables import cell, the_snapshot

DAY = dt.date(2019, 12, 20)


def merged(*rows: tuple[RawCell, ...]) -> Snapshot:
    """The cluster of 2026 with these leaders."""
    path = SAMPLE.with_name("nhieu_nam.xlsx")
    tables = read_workbook(path.read_bytes(), path.name)
    if rows:
        head = ("Năm", "Vai trò", "Đơn vị", "Người", "Quyết định")
        leaders = replace(tables.tables[0], tab="Lãnh đạo cụm", rows=(head, *rows))
        tables = replace(tables, tables=(*tables.tables, leaders))
    return version(tables).snapshot


def asked(snapshot: Snapshot) -> list[str]:
    return list(year_checks.year_reminders(snapshot, cluster_years(snapshot), DAY)[year_checks.WHAT])


def test_rotation_follows_a_unit_through_its_names_and_keeps_predecessors_apart() -> None:
    snapshot = merged(
        (2019, "Cụm trưởng", "Tổng cục Thi hành án dân sự", None, None),
        (2025, "Cụm trưởng", "QLTHA", None, None),
        (2020, "Phó Cụm trưởng", "Cục Con nuôi", "Nguyễn Thị Hảo", None),
    )
    table = year_work.rotation(snapshot.workbook, cluster_years(snapshot).lines).set_index("Đơn vị")
    assert table.loc["Cục QLTHADS", "Cụm trưởng"] == "2019, 2025"
    assert table.loc["Cục HCTP", "Phó Cụm trưởng"] == "2020 (Cục Con nuôi)"
    assert table.loc["Cục HCTP", "Cụm trưởng"] == "chưa"


def test_without_leaders_there_is_no_rotation() -> None:
    assert year_work.rotation(merged().workbook, cluster_years(merged()).lines).empty


def test_registrations_stand_against_proposals() -> None:
    table = year_work.registrations_table(sample_version().snapshot).set_index("Danh hiệu")
    first = table.loc["Cờ thi đua ngành Tư pháp"]
    assert first["Số đăng ký"] == "8/11"
    assert first["Được suy tôn, đề nghị"] == "Cục TGPL, Cục QLXLVPHC & TDTHPL và Vụ PBGDPL"
    assert first["Đề nghị mà chưa đăng ký"] == ""
    tables = with_cell(sample_tables(), "Danh hiệu", row_of(sample_tables(), "Danh hiệu", 1, "CNTP"), 10, "không")
    tables = with_cell(tables, "Đăng ký", row_of(tables, "Đăng ký", "Vụ PBGDPL"), 2, "CCP")
    found = year_work.registrations_table(version(tables).snapshot).set_index("Danh hiệu")
    assert found.loc["Cờ thi đua ngành Tư pháp", "Đề nghị mà chưa đăng ký"] == "Vụ PBGDPL"


def test_before_the_release_registrations_say_nothing_of_proposals() -> None:
    seen = snapshot_for(sample_version().snapshot, Role.LEADER, NOTHING)
    assert set(year_work.registrations_table(seen)["Được suy tôn, đề nghị"]) == {""}
    assert year_work.registrations_table(snapshot_for(sample_version().snapshot, Role.VIEWER, NOTHING)).empty


@pytest.mark.parametrize(
    ("excellent", "good", "remark", "share"),
    [(4, 20, "", "20,00 %"), (5, 20, "vượt 20 %", "25,00 %"), (1, 0, "vượt 20 %", "—"), (0, 0, "", "—")],
)
def test_the_cap_is_measured_where_nobody_did_well_too(excellent: int, good: int, remark: str, share: str) -> None:
    snapshot = the_snapshot(cell("Xếp loại", "C2", excellent), cell("Xếp loại", "D2", good))
    row = year_work.ratings_table(snapshot.workbook).iloc[0]
    assert (row["Nhận xét"], row["Tỷ lệ HTXS"]) == (remark, share)
    assert bool(remark) == any(problem.code.value == "rating_cap" for problem in snapshot.problems)


def test_the_lines_tell_of_every_part_of_the_year() -> None:
    book = sample_version().snapshot.workbook
    said = (
        year_work.work_answer(book),
        year_work.leaders_line(book),
        year_work.capped_line(book),
        year_work.tasks_line(book, DAY),
    )
    assert said == (
        "2 phong trào thi đua; 11 điển hình, sáng kiến, mô hình; 8 đơn vị đăng ký thi đua; 9/11 đơn vị đã ký giao ước.",
        "Năm 2019, Phó Cụm trưởng: Cục ĐKQGGDBĐ.",
        "Xếp loại chất lượng: 11/11 đơn vị có số liệu.",
        "1 việc quá hạn, 2 việc đến hạn trong 4 tuần tới.",
    )


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (dt.date(2020, 3, 31), "3 việc quá hạn."),
        (dt.date(2020, 4, 1), "3 việc chưa ghi kết quả."),
        (dt.date(2026, 11, 28), "3 việc chưa ghi kết quả."),
    ],
)
def test_of_a_closed_year_nothing_is_late(day: dt.date, said: str) -> None:
    book = sample_version().snapshot.workbook
    assert year_work.tasks_line(book, day) == said
    found = [due for due in year_work.tasks_by_deadline(book, day) if not due.done]
    assert any(due.late for due in found) == ("quá hạn" in said)
    assert ("quá hạn" in " ".join(due.left for due in found)) == ("quá hạn" in said)


def test_readers_are_told_neither_of_tasks_nor_of_ratings() -> None:
    seen = snapshot_for(sample_version().snapshot, Role.VIEWER, NOTHING)
    assert year_work.capped_line(seen.workbook) == ""
    assert year_work.tasks_line(seen.workbook, DAY) == ""
    assert not [line for line in year_work.work_lines_of_unit(seen.workbook, "TGPL") if "Xếp loại" in line]


def test_a_unit_reads_its_year() -> None:
    tables = with_row(sample_tables(), "Công việc", dt.date(2019, 12, 30), "Nộp báo cáo", "Cục ĐKQGGDBĐ", "Chưa làm")
    said = list(year_work.work_lines_of_unit(version(tables).snapshot.workbook, "DKGDBD"))
    assert "Cụm trưởng năm 2020: Phạm Tuấn Ngọc." in said
    assert "Phó Cụm trưởng năm 2019: Phạm Tuấn Ngọc." in said
    assert "Đã ký giao ước thi đua." in said
    assert "Việc được giao: Nộp báo cáo, hạn 30/12/2019." in said
    assert "Xếp loại công chức: HTXS 9, HTT 48, HT 5, KHT 0; HTXS bằng 18,75 % số người hoàn thành tốt." in said


def test_one_that_only_names_who_is_going_to_sign_has_not_signed() -> None:
    row = row_of(sample_tables(), "Giao ước", "KTVB")
    snapshot = version(with_cell(sample_tables(), "Giao ước", row, 2, "(thủ trưởng)")).snapshot
    assert year_work.pledge_line(snapshot.workbook).startswith("9/11")
    assert "Cục KTVBQPPL có tên người ký giao ước thi đua nhưng chưa có ngày ký; chưa tính là đã ký." in asked(snapshot)


def test_another_cum_truong_in_each_tab_is_asked_about_and_one_unit_with_two_people_is_not() -> None:
    row = row_of(sample_tables(), "Đơn vị", "TGPL")
    tables = with_cell(sample_tables(), "Đơn vị", row, 6, "Cụm trưởng")
    tables = with_row(tables, "Lãnh đạo cụm", 2019, "Cụm trưởng", "Cục BTTP", "Người thứ nhất", None)
    once = with_row(tables, "Lãnh đạo cụm", 2019, "Cụm trưởng", "BTTP", "Người thứ hai", None)
    said = [text for text in asked(version(once).snapshot) if "Cụm trưởng" in text]
    assert [text.split(";")[0] for text in said if "“Đơn vị”" in text] == [
        "“Đơn vị” ghi Cụm trưởng là Cục TGPL, “Lãnh đạo cụm” của năm thi đua ghi Cục BTTP"
    ]
    leaders = [p.where.tab for p in version(once).snapshot.problems if p.code is Code.TWO_LEADERS]
    assert "Lãnh đạo cụm" not in leaders
    twice = with_row(tables, "Lãnh đạo cụm", 2019, "Cụm trưởng", "CN", None, None)
    told = [p for p in version(twice).snapshot.problems if p.code is Code.TWO_LEADERS]
    assert "Lãnh đạo cụm" in [p.where.tab for p in told]


def test_a_rename_that_cannot_be_is_asked_about() -> None:
    tables = with_row(sample_tables(), "Kế thừa", "Cục Con nuôi", "TGPL", "đổi tên", None, None)
    said = [text for text in asked(version(tables).snapshot) if "“Kế thừa”" in text]
    assert len(said) == 1
    assert said[0].startswith("“Kế thừa” ghi Cục Con nuôi đổi tên thành Cục Trợ giúp pháp lý")


def test_a_year_of_another_number_of_units_than_it_says_is_asked_about() -> None:
    tables = with_row(sample_tables(), "Lịch sử", 2018, "Cục lạ", 90, 100, 12, 11)
    assert "“Lịch sử” năm 2018 ghi 11 đơn vị nhưng có 12 dòng." in asked(version(tables).snapshot)


def test_what_is_asked_names_its_cell_and_what_history_says_otherwise_is_a_problem_of_its_tab() -> None:
    row = row_of(sample_tables(), "Lịch sử", 2018)
    now = version(with_cell(sample_tables(), "Lịch sử", row, 3, 1)).snapshot
    before = version(
        with_cell(sample_tables(), "Thông tin", row_of(sample_tables(), "Thông tin", "Năm thi đua"), 2, 2018)
    )
    found = cluster_years(now, (before.snapshot,))
    assert year_checks.year_reminders(now, found, DAY)["Ô"].notna().all()
    checked = year_checks.with_history(now, found)
    tab = next(tab for tab in checks.by_tab(checked) if tab.name == "Lịch sử")
    assert any("ghi tổng điểm 1," in text for text in map(message, tab.problems))
    assert "chỗ cần xem lại" in checks.counted(checked)
    assert not [tab for tab in checks.by_tab(now) if tab.name == "Lịch sử"]


def test_earlier_workbooks_that_are_not_used_say_why() -> None:
    now = sample_version().snapshot
    failed = SourceError(SourceFailure.NOT_FOUND, "nam_2018.xlsx")
    said = year_checks.unread_workbooks(now, (now,), (failed,))
    assert said[0].startswith("Sổ năm trước nam_2018.xlsx: Không tìm thấy")
    assert "(năm 2019) không được dùng" in said[1]
    assert year_checks.unread_workbooks(now, (), ()) == ()


def test_what_was_typed_of_earlier_years_knows_its_cells() -> None:
    typed = year_work.history_table(sample_version().snapshot.workbook)
    assert len(typed) == len(sample_version().snapshot.workbook.history)
    assert {found.tab for found in typed["Ô"]} == {"Lịch sử"}
    assert typed["Năm"].unique().tolist() == ["2017", "2018"]


def test_an_award_that_asks_for_no_registration_is_not_among_the_registrations():
    assert list(year_work.registrations_table(nine_units())["Danh hiệu"]) == ["Giấy khen"]
