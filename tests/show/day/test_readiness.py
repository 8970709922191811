"""Sẵn sàng: every line is red for its own reason and green otherwise."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from lib.feed.polling import Feed
from lib.show.day.readiness import Facts, readiness, readiness_verdict, with_known
from lib.snapshot import build_snapshot
from lib.stage import acts, release_acts
from lib.stage.log.events import RunKind
from tests.builders import ScriptedSource
from tests.days import (
    Day,
    row_of,
    sample_tables,
    tied_tables,
    version,
    with_cell,
    with_state,
    with_votes,
)


@pytest.fixture
def day(day: Day) -> Day:
    day.begin(RunKind.REHEARSAL)
    day.desk.end_rehearsal(day.desk.state.seq, "An")
    return day


def facts(day: Day, tables=None, **changes) -> Facts:
    feed = Feed(ScriptedSource(tables or sample_tables()), build_snapshot)
    feed.poll()
    whole = Facts(
        latest=feed.latest,
        checked_ago=3.0,
        table=day.table,
        runs=day.desk.log.runs(),
        screens=((1920, 1080, 0.1),),
        kept=True,
        pack_fresh=True,
        now=day.now,
    )
    return dataclasses.replace(whole, **changes)


def red(found: Facts) -> set[str]:
    return {check.name for check in readiness(found) if not check.good}


def test_on_the_sample_only_a_rule_without_basis_is_red(day):
    found = readiness(facts(day))
    assert red(facts(day)) == {"Căn cứ của quy tắc"}
    assert readiness_verdict(found) == f"Chưa sẵn sàng: 1/{len(found)} mục cần xử lý."


def test_where_everything_is_green_it_says_so(day):
    row = 9  # the row of the ranking's rule in the sample
    tables = with_cell(sample_tables(), "Thông tin", row, 3, "Quy chế")
    found = readiness(facts(day, tables))
    assert red(facts(day, tables)) == set()
    assert readiness_verdict(found).startswith("Sẵn sàng")


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"checked_ago": 300.0}, "Nguồn số liệu"),
        ({"checked_ago": None}, "Nguồn số liệu"),
        ({"screens": ()}, "Màn hình trình chiếu"),
        ({"screens": ((1920, 1080, 90.0),)}, "Đồng hồ của máy"),
        ({"kept": False}, "Bản lưu trên máy này"),
        ({"pack_fresh": False}, "Bộ trình chiếu dự phòng"),
        ({"runs": ()}, "Tập dượt"),
    ],
)
def test_a_line_is_red_for_its_own_reason(day, changes, name):
    assert red(facts(day, **changes)) == red(facts(day)) | {name}


def test_a_rehearsal_of_long_ago_does_not_count(day):
    assert "Tập dượt" in red(facts(day, now=day.now + dt.timedelta(days=8)))


def test_a_blocking_problem_and_a_newer_version_are_red(day):
    day.do(acts.fix_scores)
    wrong = with_votes(sample_tables(), "P1", TGPL="mười")
    day.desk.offer(version(wrong))
    assert {"Lỗi số liệu", "Bản đưa lên màn hình"} <= red(facts(day, wrong))


def test_an_award_without_a_session_is_red(day):
    tables = with_cell(with_state(sample_tables(), "P3", "chưa"), "Bỏ phiếu", 4, 2, "CNTP")
    assert "Dòng phiên bỏ phiếu" in red(facts(day, tables))


def test_something_released_before_the_day_is_red_and_during_it_is_not(day):
    day.do(acts.fix_scores)
    day.do(release_acts.release_scores)
    assert "Chưa công bố gì" in red(facts(day))
    day.begin()
    day.do(release_acts.release_scores)
    day.do(acts.forward)
    assert "Chưa công bố gì" not in red(facts(day))


def line(found: Facts, name: str):
    return next(check for check in readiness(found) if check.name == name)


def test_a_missing_score_is_red_and_said(day):
    row = row_of(sample_tables(), "Thẩm định", 1)
    gone = with_cell(with_cell(sample_tables(), "Thẩm định", row, 5, None), "Tự chấm", row, 5, None)
    found = line(facts(day, gone), "Điểm thẩm định")
    assert (found.good, found.open, found.detail) == (False, False, "còn 1 ô chưa có điểm")


def test_an_unverified_score_is_amber(day):
    row = row_of(sample_tables(), "Thẩm định", 1)
    found = line(facts(day, with_cell(sample_tables(), "Thẩm định", row, 5, None)), "Điểm thẩm định")
    assert (found.good, found.open, found.detail) == (False, True, "còn 1 ô chưa thẩm định")


def test_a_tie_is_amber_and_names_its_seats(day):
    found = line(facts(day, tied_tables()), "Danh hiệu còn ngỏ")
    assert (found.good, found.open) == (False, True)
    assert "đồng phiếu, còn 1 suất" in found.detail


def test_what_is_left_open_with_a_reason_is_green_until_it_changes(day):
    tied = facts(day, tied_tables())
    open_now = line(tied, "Danh hiệu còn ngỏ")
    said = {open_now.name: {"detail": open_now.detail, "reason": "bầu lại chiều nay"}}
    known = next(check for check in with_known(readiness(tied), said) if check.name == open_now.name)
    assert (known.good, known.known) == (True, "bầu lại chiều nay")
    said[open_now.name]["detail"] = "khác"
    assert with_known(readiness(tied), said) == readiness(tied)


def test_what_is_red_stays_red_whatever_is_said(day):
    found = facts(day, kept=False)
    red_line = line(found, "Bản lưu trên máy này")
    said = {red_line.name: {"detail": red_line.detail, "reason": "biết rồi"}}
    assert with_known(readiness(found), said) == readiness(found)
