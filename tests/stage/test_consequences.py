"""What the hall has seen and what the web shows: the table of states of `docs/conference.md`, a test per cell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from lib.access.rights import Role
from lib.model.releasable import (
    LEADERS,
    RANKING,
    SCORES,
    Released,
    releasable_award,
    releasable_ballot,
    releasable_correction,
    releasable_decision,
)
from lib.model.results import AwardStatus
from lib.release.role_view import snapshot_for
from lib.show.pictures.draw import picture_now
from lib.snapshot import Snapshot
from lib.stage import acts, release_acts
from lib.stage.log.events import Channel
from lib.stage.refusals import RefusalReason, Refused
from lib.stage.show import ScreenPosition as Spot
from tests.days import Day, day_with, sample_tables, sample_version, tied_tables, version, with_row, with_votes

FLAG, FIRST = "CNTP", frozenset({releasable_ballot("P1"), releasable_ballot("P2"), releasable_award("CNTP")})
REVEAL, SUMMARY = "reveal:CNTP", "proposals"
PROPOSED = sample_version().snapshot.workbook.unit("TGPL").label
Press = Callable[[Day], object]


@pytest.fixture
def day(day: Day) -> Day:
    """The conference has begun on the title; scores are fixed, every ballot is read back, nothing is released."""
    day.convene()
    return day


# -- the presses -------------------------------------------------------------------------------------------------


def release_it(day: Day) -> None:
    day.do(lambda table: release_acts.release_award(table, FLAG))


def step(day: Day) -> None:
    """The forward key."""
    day.do(acts.forward)


def go_elsewhere(day: Day) -> None:
    day.do(lambda table: acts.jump(table, SUMMARY))


def before_the_end(day: Day) -> None:
    """The last step but one of the reveal: the next key ends it."""
    day.do(lambda table: acts.jump(table, REVEAL, day.last_step(REVEAL) - 1))


def to_the_end(day: Day) -> None:
    day.show(REVEAL)


def put_on_the_web(day: Day) -> None:
    day.do(lambda table: release_acts.publish(table, FIRST & table.state.hall or FIRST))


def put_on_the_web_unseen(day: Day) -> None:
    day.do(lambda table: release_acts.publish(table, FIRST, unseen=True))


def take_off_the_web(day: Day) -> None:
    day.do(lambda table: release_acts.withdraw(table, FIRST, Channel.WEB))


def by_hand(day: Day) -> None:
    day.do(lambda table: acts.switch(table, "follow", "by_hand"))


def hold(day: Day) -> None:
    day.do(release_acts.pause)


def hide(day: Day) -> None:
    day.do(acts.toggle)


STATES: dict[str, tuple[Press, ...]] = {
    "chưa công bố": (),
    "đã công bố, màn khác": (release_it, go_elsewhere),
    "đã công bố, đang ở màn công bố": (release_it, before_the_end),
    "đã bấm đưa lên trước": (release_it, before_the_end, put_on_the_web),
    "đã xem hết": (release_it, to_the_end),
    "đã xem hết, trang web theo tay": (by_hand, release_it, to_the_end),
    "đã thu lại khỏi trang web": (release_it, to_the_end, take_off_the_web),
    "tạm dừng": (release_it, to_the_end, hold),
}
"""The states of an award by the presses that lead there, as `docs/conference.md` names them."""

PRESSES: dict[str, Press] = {
    "công bố": release_it,
    "bước": step,
    "chuyển màn": go_elsewhere,
    "đưa lên": put_on_the_web,
}

CELLS = [
    # state, press, whether the hall has seen the result after it, what the web shows; None where it is refused
    ("chưa công bố", "công bố", False, False, None),
    ("chưa công bố", "bước", False, False, None),
    ("chưa công bố", "chuyển màn", False, False, None),
    ("chưa công bố", "đưa lên", False, False, RefusalReason.NOT_IN_HALL),
    ("đã công bố, màn khác", "công bố", False, False, None),
    ("đã công bố, màn khác", "bước", False, False, None),
    ("đã công bố, màn khác", "chuyển màn", False, False, None),
    ("đã công bố, màn khác", "đưa lên", False, False, None),
    ("đã công bố, đang ở màn công bố", "công bố", False, False, None),
    ("đã công bố, đang ở màn công bố", "bước", True, True, None),
    ("đã công bố, đang ở màn công bố", "chuyển màn", False, False, None),
    ("đã công bố, đang ở màn công bố", "đưa lên", False, False, None),
    ("đã bấm đưa lên trước", "công bố", False, False, None),
    ("đã bấm đưa lên trước", "bước", True, True, None),
    ("đã bấm đưa lên trước", "chuyển màn", False, False, None),
    ("đã bấm đưa lên trước", "đưa lên", False, False, None),
    ("đã xem hết", "công bố", True, True, None),
    ("đã xem hết", "bước", True, True, None),
    ("đã xem hết", "chuyển màn", True, True, None),
    ("đã xem hết", "đưa lên", True, True, None),
    ("đã xem hết, trang web theo tay", "công bố", True, False, None),
    ("đã xem hết, trang web theo tay", "bước", True, False, None),
    ("đã xem hết, trang web theo tay", "chuyển màn", True, False, None),
    ("đã xem hết, trang web theo tay", "đưa lên", True, True, None),
    ("đã thu lại khỏi trang web", "công bố", True, False, None),
    ("đã thu lại khỏi trang web", "bước", True, False, None),
    ("đã thu lại khỏi trang web", "chuyển màn", True, False, None),
    ("đã thu lại khỏi trang web", "đưa lên", True, True, None),
    ("tạm dừng", "công bố", True, False, RefusalReason.PAUSED),
    ("tạm dừng", "bước", True, False, RefusalReason.PAUSED),
    ("tạm dừng", "chuyển màn", True, False, None),
    ("tạm dừng", "đưa lên", True, False, RefusalReason.PAUSED),
]


@pytest.mark.parametrize(("state", "press", "seen", "read", "why"), CELLS, ids=lambda value: str(value))
def test_every_cell_of_the_table_of_states(day, state, press, seen, read, why):
    for one in STATES[state]:
        one(day)
    if why is None:
        PRESSES[press](day)
    else:
        with pytest.raises(Refused) as error:
            PRESSES[press](day)
        assert error.value.why is why
    assert (day.desk.state.shown >= FIRST) is seen
    assert bool(reader(day).award(FLAG).proposed) is read
    assert (day.desk.public().released.things >= FIRST) is read


def test_the_table_of_states_has_every_cell():
    assert [(state, press) for state, press, *_ in CELLS] == [(state, press) for state in STATES for press in PRESSES]


def reader(day: Day, role: Role = Role.VIEWER) -> Snapshot:
    public = day.desk.public()
    return snapshot_for(public.snapshot, role, public.released)


# -- what the hall has seen --------------------------------------------------------------------------------------


def test_a_release_while_the_hall_stands_on_the_summary_changes_nothing_there(day):
    go_elsewhere(day)
    before = picture_now(day.table)
    release_it(day)
    assert picture_now(day.table) == before
    to_the_end(day)
    go_elsewhere(day)
    assert PROPOSED in picture_now(day.table)


def test_scores_that_are_released_while_the_hall_stands_on_them_reach_the_web(day):
    day.do(lambda table: acts.jump(table, "scores"))
    assert {SCORES, RANKING}.isdisjoint(day.desk.public().released.things)
    day.do(release_acts.release_scores)
    assert {SCORES, RANKING} <= day.desk.public().released.things


@pytest.mark.parametrize("over", [hide, lambda day: day.do(lambda table: acts.write(table, "Nghỉ giải lao"))])
def test_behind_a_dark_screen_or_a_message_the_hall_has_seen_nothing(day, over):
    day.do(lambda table: acts.jump(table, "scores"))
    over(day)
    day.do(release_acts.release_scores)
    assert SCORES not in day.desk.public().released
    step(day)
    assert SCORES in day.desk.public().released


def test_what_was_wanted_earlier_goes_on_the_web_at_the_last_step_also_by_hand(day):
    for press in (by_hand, release_it, before_the_end, put_on_the_web):
        press(day)
    assert releasable_award(FLAG) not in day.desk.public().released
    step(day)
    assert day.desk.public().released.things >= FIRST


def test_with_no_screen_the_web_may_be_opened_at_once(day):
    release_it(day)
    put_on_the_web_unseen(day)
    assert day.desk.public().released.things >= FIRST
    go_elsewhere(day)
    assert PROPOSED in picture_now(day.table), "what everybody can read is no secret in the hall"


def test_what_was_taken_back_comes_again_only_when_it_is_asked_for(day):
    for press in (release_it, to_the_end, take_off_the_web, go_elsewhere, to_the_end):
        press(day)
    assert releasable_award(FLAG) not in day.desk.public().released


def test_undo_takes_back_what_was_seen_with_the_step_that_showed_it(day):
    for press in (release_it, before_the_end, step):
        press(day)
    day.do(acts.undo)
    assert day.desk.state.shown == frozenset()
    assert releasable_award(FLAG) not in day.desk.public().released


def test_the_pack_holds_what_is_released_whether_it_was_shown_or_not(day):
    release_it(day)
    whole = day.desk.whole_show()
    assert whole.known.award(FLAG).proposed
    assert not day.table.show.known.award(FLAG).proposed


# -- the rest of an award, and what depends on it ----------------------------------------------------------------


@pytest.fixture
def settled(tmp_path) -> Day:
    """A tie that was shown and left open; its decision is taken and not released."""
    day = day_with(tmp_path, tied_tables())
    day.convene()
    release_it(day)
    to_the_end(day)
    day.desk.offer(version(decided_tables()))
    day.do(acts.take)
    return day


def decided_tables():
    tables = tied_tables()
    for unit, verdict in (("PBGDPL", "suy tôn"), ("DKGDBD", "không suy tôn")):
        tables = with_row(tables, "Quyết định", FLAG, unit, verdict, "lý do", "Cụm trưởng", None)
    return tables


def test_an_award_waits_until_every_seat_of_the_one_before_is_released_and_shown(settled):
    assert release_acts.why_not(settled.table, "CCP").why is RefusalReason.PRIOR_AWARD
    release_it(settled)
    assert release_acts.why_not(settled.table, "CCP").why is RefusalReason.PRIOR_NOT_SHOWN
    to_the_end(settled)
    assert release_acts.why_not(settled.table, "CCP") is None


def test_the_rest_of_an_award_is_not_shown_by_its_release_but_by_the_next_key(settled):
    was = settled.table.show.contents(REVEAL)
    release_it(settled)
    spot = settled.table.spot
    now = settled.table.show.contents(REVEAL)
    assert spot.scene == REVEAL
    assert now[: spot.step + 1] == was[: spot.step + 1]
    assert now[spot.step + 1] not in was
    assert "Phổ biến, giáo dục pháp luật" not in picture_now(settled.table)
    assert releasable_decision(FLAG, "PBGDPL") not in settled.desk.public().released


@pytest.mark.parametrize("over", [hide, lambda day: day.do(lambda table: acts.write(table, "Nghỉ giải lao"))])
def test_a_release_leaves_a_dark_screen_dark_and_a_message_where_it_is(settled, over):
    over(settled)
    before = picture_now(settled.table)
    release_it(settled)
    assert picture_now(settled.table) == before


def test_readers_see_a_dependent_award_only_with_everything_that_it_depends_on():
    snapshot = sample_version().snapshot
    opened = {releasable_ballot("P1"), releasable_ballot("P2"), releasable_ballot("P3"), releasable_award("CCP")}
    closed = snapshot_for(snapshot, Role.VIEWER, Released.of(opened)).award("CCP")
    assert (closed.status, closed.proposed) == (AwardStatus.WAITING, ())
    assert all(one.ineligible is None for item in closed.rounds for one in item.candidates)
    assert snapshot_for(snapshot, Role.VIEWER, Released.of(opened | {releasable_award(FLAG)})).award("CCP").proposed


def test_an_award_waits_again_when_a_unit_withdraws_from_the_one_before(day):
    for press in (release_it, to_the_end):
        press(day)
    day.do(lambda table: release_acts.release_award(table, "CCP"))
    day.show("reveal:CCP")
    assert reader(day).award("CCP").proposed
    withdrawn = with_row(sample_tables(), "Quyết định", FLAG, "QLXLVPHC", "rút", "xin rút", "Thủ trưởng đơn vị", None)
    day.desk.offer(version(withdrawn))
    day.do(acts.take)
    release_it(day)
    assert releasable_award("CCP") not in day.table.hall
    assert not reader(day).award("CCP").proposed


# -- corrections -------------------------------------------------------------------------------------------------


def correct(day: Day, tables, lines) -> None:
    day.do(release_acts.pause)
    day.desk.offer(version(tables))
    day.do(lambda table: release_acts.correct(table, lines, "gõ nhầm", "Cụm trưởng"))


LINES = tuple(("ballot:P1", f"đơn vị {number}", "1", "2") for number in range(8))


@pytest.fixture
def shown(day) -> Day:
    """The first award was shown to the end and stands on the web."""
    release_it(day)
    to_the_end(day)
    return day


def test_a_corrected_figure_is_on_the_web_again_when_the_hall_was_told(shown):
    correct(shown, with_votes(sample_tables(), "P1", TGPL=9), LINES)
    assert shown.table.spot == Spot("correction:0", 0)
    assert releasable_ballot("P1") not in shown.desk.public().released
    assert shown.desk.public().corrections == ()
    step(shown)
    assert releasable_ballot("P1") in shown.desk.public().released
    assert releasable_correction(0) in shown.desk.state.shown
    assert len(shown.desk.public().corrections) == 1


def test_a_correction_by_hand_brings_back_what_stood_on_the_web_and_nothing_else(shown):
    by_hand(shown)
    correct(shown, with_votes(sample_tables(), "P1", TGPL=9), LINES[:1])
    assert {releasable_ballot("P1"), releasable_ballot("P2")} <= shown.desk.public().released.things
    assert releasable_award(FLAG) not in shown.desk.public().released


def with_decision(winner: str, loser: str):
    tables = tied_tables()
    for unit, verdict in ((winner, "suy tôn"), (loser, "không suy tôn")):
        tables = with_row(tables, "Quyết định", FLAG, unit, verdict, "lý do", "Cụm trưởng", None)
    return tables


def test_a_winner_by_decision_is_corrected_in_one_go_and_only_what_depends_on_it_waits(tmp_path):
    day = day_with(tmp_path, with_decision("PBGDPL", "DKGDBD"))
    day.convene()
    for press in (release_it, to_the_end):
        press(day)
    day.do(lambda table: release_acts.release_award(table, "CCP"))
    day.show("reveal:CCP")
    lines = [("award:CNTP", "Cờ thi đua ngành", "A", "B")]
    correct(day, with_decision("DKGDBD", "PBGDPL"), lines)
    seen = reader(day)
    assert set(seen.award(FLAG).proposed) == {"TGPL", "QLXLVPHC", "DKGDBD"}
    assert (seen.award("CCP").status, seen.award("CCP").proposed) == (AwardStatus.WAITING, ())


def test_a_correction_that_changes_nothing_shown_is_recorded_and_not_told(day):
    release_it(day)
    day.desk.offer(version(with_votes(sample_tables(), "P1", TGPL=9)))
    day.do(lambda table: release_acts.correct(table, LINES[:1], "gõ nhầm", "Cụm trưởng"))
    state = day.desk.state
    assert (state.scene, len(state.corrections)) == ("title", 1)
    assert not any(scene.correction is not None for scene in day.table.show.scenes)
    assert releasable_award(FLAG) not in day.table.hall, "the ballot is read back again before it is shown"
    assert day.desk.public().corrections == ()


# -- the coming year's leaders -----------------------------------------------------------------------------------


def next_years(snapshot: Snapshot) -> list[int]:
    return [one.year for one in snapshot.workbook.leadership or () if one.year > (snapshot.workbook.contest.year or 0)]


@pytest.mark.parametrize("role", [Role.VIEWER, Role.LEADER])
def test_nobody_reads_next_year_s_leaders_before_the_handover(day, role):
    assert next_years(sample_version().snapshot)
    assert next_years(reader(day, role)) == []
    day.show("handover")
    assert LEADERS in day.desk.public().released
    assert next_years(reader(day, role)) != []


def test_a_fresh_start_on_the_day_itself_shows_no_leaders_of_the_coming_year(tmp_path):
    day = day_with(tmp_path)
    assert next_years(reader(day)) == []


def test_a_closed_year_without_a_run_shows_its_leaders(tmp_path):
    day = Day(tmp_path, now=dt.datetime(2020, 2, 1, tzinfo=dt.UTC))
    day.desk.offer(sample_version())
    assert next_years(reader(day)) != []
    day.begin()
    assert next_years(reader(day)) == []
