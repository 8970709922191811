"""What the hall is shown while figures are typed: how many papers are counted, who is there, never a vote."""

from __future__ import annotations

from lib.model.releasable import Released, releasable_ballot
from lib.show.pictures.draw import picture_now
from lib.stage import acts
from lib.stage.counting import CountProgress, RollCallCount, hall_activity
from lib.stage.log.events import RunKind
from tests.days import counted_so_far, papers_tables, sample_tables, version, with_cell, with_state


def of(tables, released=frozenset()):
    return hall_activity(version(tables).snapshot, Released(released))


def test_papers_counted_of_those_given_out_are_told_while_the_count_goes_on():
    assert of(counted_so_far(papers_tables(), 7, 4)).counting == (CountProgress("CNTP", 1, 7, 11),)
    assert of(counted_so_far(papers_tables(), 0, 3)).counting == (CountProgress("CNTP", 1, 3, 11),)


def test_nothing_is_told_before_the_first_paper_and_after_the_count():
    assert of(counted_so_far(papers_tables(), 0, 0)).counting == ()
    assert of(papers_tables()).counting == ()


def test_a_later_round_is_not_told_of_while_the_earlier_one_is_not_released():
    tables = with_state(papers_tables(), "P2", "đang bỏ phiếu")
    for row in range(2, 24):
        tables = with_cell(tables, "Phiếu bầu", row, 1, "P2")
    assert of(tables).counting == ()
    assert of(tables, {releasable_ballot("P1")}).counting == (CountProgress("CNTP", 2, 11, 11),)


def test_the_roll_call_is_a_count_with_those_by_proxy_apart():
    roll = of(papers_tables()).roll
    assert roll == RollCallCount(11, 1, 11)
    assert roll.quorum
    assert of(sample_tables()).roll is None
    assert not RollCallCount(7, 0, 11).quorum


def test_the_scene_of_the_count_follows_the_sheet_by_itself_without_a_take(day):
    day.begin()
    day.do(lambda table: acts.jump(table, "counting", 0))
    assert "đã kiểm" not in picture_now(day.table)
    taken = day.table.state.taken
    day.desk.offer(version(counted_so_far(papers_tables(), 7, 0)))
    shown = picture_now(day.table)
    assert "ĐANG KIỂM PHIẾU" in shown
    assert "đã kiểm 7/11 phiếu" in shown
    day.desk.offer(version(counted_so_far(papers_tables(), 11, 11)))
    assert "đã kiểm 11/11 phiếu" in picture_now(day.table)
    assert day.table.state.taken == taken


def test_the_scene_of_the_count_is_the_same_whatever_the_votes_are(day):
    day.do(lambda table: acts.jump(table, "counting", 0))
    day.desk.offer(version(counted_so_far(papers_tables(), 9, 9)))
    before = day.table.show.under_way
    other = counted_so_far(papers_tables(), 9, 9)
    for row in range(2, 12):
        other = with_cell(other, "Phiếu bầu", row, 7, "x")
    day.desk.offer(version(other))
    assert day.table.show.under_way == before


def test_the_agenda_tells_who_is_there(day):
    day.do(lambda table: acts.jump(table, "agenda", 0))
    assert "Có mặt" not in picture_now(day.table)
    day.desk.offer(version(papers_tables()))
    assert "Có mặt: 11/11 đơn vị thành viên (1 ủy quyền) – đủ điều kiện tiến hành" in picture_now(day.table)


def test_a_rehearsal_tells_nothing_of_the_real_count(day):
    day.desk.offer(version(counted_so_far(papers_tables(), 7, 0)))
    day.begin(RunKind.REHEARSAL)
    day.do(lambda table: acts.jump(table, "counting", 0))
    assert "đã kiểm" not in picture_now(day.table)
