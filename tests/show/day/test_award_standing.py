"""The heading of an award on the control, and what is said of its open seat in the hall."""

from __future__ import annotations

import pytest

from lib.model.releasable import releasable_award, releasable_ballot
from lib.show.day.control_words import AwardStanding, award_standing, award_standing_words
from lib.show.day.cue import cue_sentence, open_seats, round_verdict
from lib.show.pictures.draw import picture_now
from lib.stage import acts, release_acts
from lib.stage.log.events import RunKind
from tests.days import Day, day_with, tied_tables, version, with_row, with_votes

DECIDED = with_row(tied_tables(), "Quyết định", "CNTP", "PBGDPL", "suy tôn", "điểm cao hơn", "Cụm trưởng", None)


@pytest.fixture
def day(tmp_path) -> Day:
    found = day_with(tmp_path, tied_tables())
    found.convene()
    return found


def heading(day: Day) -> tuple[AwardStanding, str]:
    result = day.table.played.award("CNTP")
    return award_standing(day.table, result), award_standing_words(day.table, result)


def release(day: Day) -> None:
    day.do(lambda table: release_acts.release_award(table, "CNTP", "đã rõ"))


def test_an_award_is_headed_by_how_far_the_hall_has_come(day):
    assert heading(day) == (AwardStanding.CLOSED, "đồng phiếu, chờ quyết định")
    release(day)
    assert heading(day) == (AwardStanding.NOT_SHOWN, "đã bấm công bố, hội trường chưa xem hết")
    day.show("reveal:CNTP")
    assert heading(day) == (AwardStanding.WHOLE, "đã công bố, còn 1 suất chờ quyết định")
    day.desk.offer(version(DECIDED))
    day.do(acts.take)
    assert heading(day) == (AwardStanding.IN_PART, "còn 1 suất chưa công bố")
    release(day)
    day.show("reveal:CNTP")
    assert heading(day) == (AwardStanding.WHOLE, "đã công bố")


def test_the_open_seat_is_said_in_the_summary_until_it_is_settled(day):
    release(day)
    day.show("reveal:CNTP")
    day.do(lambda table: acts.jump(table, "proposals"))
    assert "Suất thứ 3 chờ quyết định" in picture_now(day.table)
    assert open_seats(day.table.show.known.award("CNTP")) == "Suất thứ 3 chờ quyết định"


@pytest.mark.parametrize(
    ("unit", "named"),
    [("TGPL", True), ("BTTP", False), ("DKGDBD", False)],
    ids=["held a seat", "stood in no seat", "left a tie of two"],
)
def test_a_late_withdrawal_is_told_where_the_unit_held_a_seat(day, unit, named):
    left = with_row(tied_tables(), "Quyết định", "CNTP", unit, "rút", "việc riêng", "Thủ trưởng đơn vị", None)
    snapshot = version(left).snapshot
    result = snapshot.award("CNTP")
    said = [round_verdict(snapshot.workbook, result, item) for item in result.rounds]
    assert sum("không nhận đề nghị, suất để trống" in text for text in said) == named
    assert not any("1 đơn vị đồng phiếu" in text for text in said), "a tie of one is none"


def test_the_closing_scene_says_good_bye_and_the_first_welcomes(day):
    show = day.table.show
    first, last = show.scenes[0], show.scenes[show.day - 1]
    assert cue_sentence(show, first, show.steps[0][0]).startswith("Chào mừng")
    assert "kết thúc" in cue_sentence(show, last, show.steps[show.day - 1][0])


def test_a_clicker_leaves_every_scene_but_the_last(day):
    names = [scene.name for scene in day.table.show.scenes]
    last = names[day.table.show.day - 1]
    for name in names:
        day.show(name)
        assert (day.table.ahead is None) == (name == last), name


def test_printing_is_no_act_that_is_taken_back(day):
    day.do(acts.toggle)
    day.do(
        lambda table: release_acts.printed(
            table, [releasable_ballot("P1"), releasable_award("CNTP")], "Biên bản hội nghị"
        )
    )
    day.do(acts.undo)
    assert not day.desk.state.hidden
    assert {one.paper for one in day.desk.state.printed} == {"Biên bản hội nghị"}


def test_a_paper_is_outdated_once_by_its_title(day):
    day.do(
        lambda table: release_acts.printed(table, [releasable_ballot("P1"), releasable_ballot("P2")], "Bảng tổng hợp")
    )
    day.do(lambda table: release_acts.printed(table, [releasable_ballot("P3")], "Biên bản P3"))
    day.desk.offer(version(with_votes(with_votes(tied_tables(), "P1", TGPL=9), "P2", BTTP=2)))
    day.do(acts.take)
    assert [one.paper for one in release_acts.outdated_papers(day.table)] == ["Bảng tổng hợp"]


def test_versions_keep_their_numbers_over_runs(day):
    first = day.table.number
    day.desk.offer(version(DECIDED))
    day.do(acts.take)
    assert day.table.number == first + 1
    day.begin(RunKind.PREPARATION)
    assert day.table.number == first + 1
