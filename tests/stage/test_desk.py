"""The desk through a whole day: taking, reading back, releasing, correcting, rehearsing, restarting."""

from __future__ import annotations

import dataclasses
import datetime as dt
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lib.model.releasable import (
    FIXED,
    NOTHING,
    RANKING,
    SCORES,
    releasable_award,
    releasable_ballot,
    releasable_decision,
)
from lib.model.results import AwardStatus
from lib.stage import acts, release_acts
from lib.stage.log.day_log import Stale
from lib.stage.log.events import Channel, FiguresCorrected, RunKind, VersionTaken
from lib.stage.refusals import RefusalReason, Refused
from lib.stage.show import ScreenPosition as Spot
from tests.days import (
    Day,
    day_with,
    row_of,
    sample_tables,
    sample_version,
    table_of,
    tied_tables,
    version,
    with_cell,
    with_row,
    with_state,
    with_votes,
)


@pytest.fixture
def conference(day) -> Day:
    """The conference has begun; scores are fixed, every ballot is read back."""
    day.convene()
    return day


def open_award(day: Day, code: str, reason: str = "") -> None:
    day.do(lambda table: release_acts.release_award(table, code, reason))


def refused(day: Day, act) -> RefusalReason:
    before = day.desk.state
    with pytest.raises(Refused) as error:
        day.do(act)
    assert day.desk.state == before, "a refused act writes nothing"
    return error.value.why


# -- taking ------------------------------------------------------------------------------------------------------


def test_before_anything_is_released_a_new_version_is_taken_by_itself(day):
    other = version(with_votes(sample_tables(), "P1", TGPL=9))
    day.desk.offer(other)
    assert day.table.taken == other
    assert [entry.event.by_itself for entry in day.table.entries if isinstance(entry.event, VersionTaken)] == [
        True,
        True,
    ]


@pytest.mark.parametrize("act", [acts.fix_scores, lambda table: acts.switch(table, "auto_take", False)])
def test_after_chot_diem_or_by_the_switch_a_new_version_waits(day, act):
    day.do(act)
    other = version(with_votes(sample_tables(), "P1", TGPL=9))
    day.desk.offer(other)
    assert day.table.taken == sample_version()
    assert day.table.newer == other


def test_a_version_that_changes_nothing_released_is_taken(conference):
    open_award(conference, "CNTP")
    conference.desk.offer(version(with_votes(sample_tables(), "P3", TGPL=2)))
    conference.do(acts.take)
    assert conference.table.newer is None
    assert conference.table.number == 2


def test_a_version_that_changes_what_is_released_is_no_plain_take(conference):
    open_award(conference, "CNTP")
    conference.desk.offer(version(with_votes(sample_tables(), "P1", TGPL=9)))
    assert refused(conference, acts.take) is RefusalReason.CHANGES_RELEASED


def test_a_fixed_score_changes_only_with_a_reason(conference):
    row = next(one for one in sample_tables().tables if one.tab == "Thẩm định")
    place = next((r, c) for r, cells in enumerate(row.rows, 1) for c, cell in enumerate(cells, 1) if cell == 9.5)
    conference.desk.offer(version(with_cell(sample_tables(), "Thẩm định", *place, 9.25)))
    assert refused(conference, acts.take) is RefusalReason.SCORES_FIXED
    conference.do(lambda table: acts.take(table, "Cụm trưởng quyết định"))
    assert conference.desk.state.fixed == sample_version().snapshot.version


# -- moving ------------------------------------------------------------------------------------------------------


def test_a_double_tap_skips_no_step(day):
    day.step = dt.timedelta(milliseconds=100)
    first = day.do(acts.forward).spot
    assert refused(day, acts.forward) is RefusalReason.TOO_SOON
    day.now += dt.timedelta(seconds=1)
    assert day.do(acts.forward).spot == day.table.show.after(first)


def test_a_press_from_an_old_picture_is_not_obeyed(day):
    seq = day.desk.state.seq
    day.do(acts.forward)
    with pytest.raises(Stale):
        day.desk.do(acts.forward, seq, "bút trình chiếu")


def test_forward_from_a_message_brings_the_scene_back_and_skips_nothing(day):
    day.do(lambda table: acts.write(table, "Nghỉ giải lao 10 phút"))
    before = day.table.spot
    assert day.do(acts.forward).spot == before
    assert day.desk.state.message == ""


def test_a_name_is_followed_by_its_votes_unless_somebody_acts_before(conference):
    open_award(conference, "CNTP")
    conference.do(lambda table: acts.jump(table, "reveal:CNTP", 2))
    seconds, go_on = conference.later[-1]
    assert seconds > 0
    conference.do(acts.toggle)
    go_on()
    assert conference.table.spot == Spot("reveal:CNTP", 2), "somebody acted, so nothing moves by itself"
    conference.do(acts.toggle)
    conference.later[-1][1]()
    assert conference.table.spot == Spot("reveal:CNTP", 3)


def test_from_a_scene_that_was_jumped_to_forward_leads_back_into_the_day(conference):
    open_award(conference, "CNTP")
    conference.show("reveal:CNTP")
    conference.do(lambda table: acts.jump(table, "scores"))
    conference.do(release_acts.pause)
    conference.desk.offer(version(with_votes(sample_tables(), "P1", TGPL=9)))
    lines = [("ballot:P1", "TGPL", "10", "9")]
    conference.do(lambda table: release_acts.correct(table, lines, "gõ nhầm", "Cụm trưởng"))
    assert conference.table.spot.scene == "correction:0"
    assert conference.do(acts.forward).spot.scene == "scores"


def test_from_the_programme_shown_again_forward_leads_back_to_where_the_day_had_come(conference):
    conference.do(acts.forward)
    assert conference.table.spot == Spot("agenda", 0)
    assert conference.table.show.scenes[2].name == conference.do(lambda table: acts.jump(table, "movements")).spot.scene
    conference.do(lambda table: acts.jump(table, "scores"))
    last = len(conference.table.show.steps[1]) - 1
    conference.do(lambda table: acts.jump(table, "agenda", last))
    assert conference.do(acts.forward).spot.scene == "scores"


# -- releasing ---------------------------------------------------------------------------------------------------


def test_a_ballot_that_nobody_read_back_is_not_released(day):
    day.begin()
    assert refused(day, lambda table: release_acts.release_award(table, "CNTP", "vội")) is RefusalReason.NOT_READ_BACK


def test_a_read_back_needs_two_people(day):
    same = lambda table: release_acts.read_back(table, "P1", ("An", " an "))  # noqa: E731
    assert refused(day, same) is RefusalReason.TWO_NAMES


def test_a_count_that_changed_after_the_read_back_must_be_read_back_again(conference):
    conference.desk.offer(version(with_votes(sample_tables(), "P1", TGPL=9)))
    conference.do(acts.take)
    assert refused(conference, lambda table: release_acts.release_award(table, "CNTP")) is RefusalReason.NOT_READ_BACK


def test_what_was_not_ticked_is_released_only_with_a_reason(conference):
    conference.read_back("P1", differing=("valid",))
    assert refused(conference, lambda table: release_acts.release_award(table, "CNTP")) is RefusalReason.NEEDS_REASON
    open_award(conference, "CNTP", "biên bản viết nhầm, hai người xác nhận")
    assert releasable_award("CNTP") in conference.table.hall


def with_counts(tables, session: str, **counts: int):
    """Figures of a session: present=7 and so on, by the order of the columns of the tab."""
    columns = {
        "present": "Có mặt",
        "issued": "Phát ra",
        "collected": "Thu về",
        "valid": "Hợp lệ",
        "invalid": "Không hợp lệ",
    }
    header = next(cells for cells in table_of(tables, "Bỏ phiếu").rows if "Có mặt" in cells)
    row = row_of(tables, "Bỏ phiếu", session)
    for name, count in counts.items():
        tables = with_cell(tables, "Bỏ phiếu", row, header.index(columns[name]) + 1, count)
    return tables


def test_a_ballot_below_the_quorum_is_released_only_with_a_reason(day):
    units = dict.fromkeys(("TGPL", "THADS", "HTQTCT", "KTVB", "DKGDBD", "BTTP", "QLXLVPHC", "PBGDPL"), 4)
    few = with_counts(sample_tables(), "P1", present=7, issued=7, collected=7, valid=7, invalid=0)
    day.desk.offer(version(with_state(with_votes(few, "P1", **units), "P2", "chưa")))
    day.read_back("P1")
    assert refused(day, lambda table: release_acts.release_award(table, "CNTP")) is RefusalReason.NEEDS_REASON
    open_award(day, "CNTP", "hội nghị nhất trí tiến hành")
    assert releasable_ballot("P1") in day.table.hall


REASON = "Cụm trưởng quyết định"


def test_a_ballot_that_does_not_add_up_is_released_for_no_reason_whatever(day):
    day.desk.offer(version(with_counts(with_state(sample_tables(), "P2", "chưa"), "P1", valid=3)))
    day.read_back("P1")
    assert refused(day, lambda table: release_acts.release_award(table, "CNTP", REASON)) is RefusalReason.NO_BALLOT
    assert refused(day, lambda table: release_acts.release_ballot(table, "P1", REASON)) is RefusalReason.NO_BALLOT


def test_a_later_round_alone_is_never_released_as_the_result(day):
    """Without the first round the second would propose other units."""
    day.desk.offer(version(with_counts(sample_tables(), "P1", valid=3)))
    day.read_back("P1", "P2")
    assert refused(day, lambda table: release_acts.release_award(table, "CNTP", REASON)) is RefusalReason.AWARD_WAITS
    day.desk.offer(version(with_state(sample_tables(), "P1", "chưa")))
    day.read_back("P2")
    assert refused(day, lambda table: release_acts.release_award(table, "CNTP", REASON)) is RefusalReason.NO_BALLOT


def test_why_an_award_cannot_be_released_is_known_before_anybody_presses(day):
    day.begin()
    assert release_acts.why_not(day.table, "CNTP").why is RefusalReason.NOT_READ_BACK
    assert release_acts.why_not(day.table, "CCP").why is RefusalReason.PRIOR_AWARD
    day.read_back("P1", differing=("valid",))
    day.read_back("P2")
    assert release_acts.why_not(day.table, "CNTP") is None
    assert release_acts.needs_reason(day.table, "CNTP")
    day.read_back("P1")
    assert not release_acts.needs_reason(day.table, "CNTP")


def test_the_higher_award_waits_for_the_one_before(conference):
    assert refused(conference, lambda table: release_acts.release_award(table, "CCP")) is RefusalReason.PRIOR_AWARD


def test_scores_are_released_only_once_they_are_fixed(day):
    day.begin()
    assert refused(day, release_acts.release_scores) is RefusalReason.NOT_FIXED


def test_the_web_follows_at_the_end_of_the_reveal(conference):
    open_award(conference, "CNTP")
    assert conference.desk.public().released.things == {FIXED}
    last = len(conference.table.show.steps[conference.table.show.index("reveal:CNTP")]) - 1
    conference.do(lambda table: acts.jump(table, "reveal:CNTP", last - 1))
    assert releasable_award("CNTP") not in conference.desk.public().released
    conference.do(acts.forward)
    assert {
        releasable_award("CNTP"),
        releasable_ballot("P1"),
        releasable_ballot("P2"),
    } <= conference.desk.public().released.things


def test_by_hand_the_web_waits_for_the_secretary_too(conference):
    conference.do(lambda table: acts.switch(table, "follow", "by_hand"))
    conference.do(release_acts.release_scores)
    conference.show("scores")
    assert SCORES not in conference.desk.public().released
    conference.do(lambda table: release_acts.publish(table, [SCORES, RANKING]))
    assert SCORES in conference.desk.public().released


def test_the_web_never_shows_what_the_hall_has_not_seen(conference):
    assert refused(conference, lambda table: release_acts.publish(table, [SCORES])) is RefusalReason.NOT_IN_HALL


# -- when it goes wrong ------------------------------------------------------------------------------------------


def test_a_tie_is_left_open_and_settled_later_without_a_correction(tmp_path):
    day = day_with(tmp_path, tied_tables())
    day.begin()
    day.read_back("P1")
    day.read_back("P2")
    open_award(day, "CNTP")
    assert day.desk.state.left_open == {"CNTP"}
    assert day.table.show.snapshot.award("CNTP").status is AwardStatus.TIE
    tables = tied_tables()
    for unit, verdict in (("PBGDPL", "suy tôn"), ("DKGDBD", "không suy tôn")):
        tables = with_row(tables, "Quyết định", "CNTP", unit, verdict, "lý do", "Cụm trưởng", None)
    day.desk.offer(version(tables))
    day.do(acts.take)
    assert day.table.show.snapshot.award("CNTP").status is AwardStatus.TIE, "taken is not yet released"
    open_award(day, "CNTP")
    seen = day.table.show.snapshot.award("CNTP")
    assert (seen.status, seen.proposed) == (AwardStatus.DECIDED, ("TGPL", "QLXLVPHC", "PBGDPL"))
    assert releasable_decision("CNTP", "PBGDPL") in day.table.hall


def test_a_second_round_is_released_after_the_first(conference):
    tables = with_state(sample_tables(), "P2", "chưa")
    conference.desk.offer(version(tables))
    conference.do(acts.take)
    open_award(conference, "CNTP")
    assert conference.table.show.snapshot.award("CNTP").status is AwardStatus.NEXT_ROUND
    conference.desk.offer(sample_version())
    conference.do(acts.take)
    open_award(conference, "CNTP")
    assert conference.table.show.snapshot.award("CNTP").status is AwardStatus.DECIDED


def test_a_correction_keeps_both_versions_and_dependent_awards_wait_again(conference):
    open_award(conference, "CNTP")
    conference.show("reveal:CNTP")
    open_award(conference, "CCP")
    conference.show("reveal:CCP")
    conference.do(
        lambda table: release_acts.printed(table, [releasable_ballot("P1"), releasable_ballot("P3")], "Biên bản")
    )
    corrected = version(with_votes(sample_tables(), "P1", TGPL=9))
    conference.desk.offer(corrected)
    correct = lambda table: release_acts.correct(table, [("ballot:P1", "TGPL", "10", "9")], "gõ nhầm", "Cụm trưởng")  # noqa: E731
    assert refused(conference, correct) is RefusalReason.NOT_PAUSED
    conference.do(release_acts.pause)
    assert conference.desk.public().released.things == {FIXED}
    conference.do(correct)
    state = conference.desk.state
    assert {releasable_award("CNTP"), releasable_award("CCP")}.isdisjoint(state.hall | state.web)
    assert {releasable_ballot("P1"), releasable_ballot("P3")} <= state.web
    assert conference.table.taken == corrected
    assert conference.desk.version(sample_version().snapshot.version) is not None
    assert [(one.paper, one.subject) for one in release_acts.outdated_papers(conference.table)] == [
        ("Biên bản", "ballot:P1")
    ]
    assert conference.desk.public().corrections[0].public == ("ballot:P1",)


def test_a_correction_without_a_reason_or_without_a_name_is_refused(conference):
    open_award(conference, "CNTP")
    conference.do(release_acts.pause)
    conference.desk.offer(version(with_votes(sample_tables(), "P1", TGPL=9)))
    for reason, who in (("", "Cụm trưởng"), ("gõ nhầm", "  ")):
        why = refused(conference, lambda table: release_acts.correct(table, (), reason, who))  # noqa: B023
        assert why is RefusalReason.NEEDS_REASON


def test_a_correction_that_loses_something_waits_for_a_tick_of_each_tab(conference):
    open_award(conference, "CNTP")
    conference.do(release_acts.pause)
    conference.desk.offer(version(with_votes(sample_tables(), "P1", TGPL=None)))

    def correct(table, *seen):
        return release_acts.correct(table, (), "gõ nhầm", "Cụm trưởng", frozenset(seen))

    assert refused(conference, correct) is RefusalReason.LOSSES_NOT_SEEN
    assert refused(conference, lambda table: correct(table, "Đăng ký")) is RefusalReason.LOSSES_NOT_SEEN
    conference.do(lambda table: correct(table, "Phiếu"))
    assert conference.desk.state.corrections


def test_the_hold_ends_without_a_correction_as_if_it_had_not_been(conference):
    open_award(conference, "CNTP")
    before = conference.desk.public()
    conference.do(release_acts.pause)
    assert refused(conference, acts.forward) is RefusalReason.PAUSED
    conference.do(release_acts.resume)
    assert conference.desk.public().released == before.released


# -- runs --------------------------------------------------------------------------------------------------------


def test_a_rehearsal_invents_votes_and_leaves_nothing_released(day):
    day.do(acts.fix_scores)
    day.begin(RunKind.REHEARSAL)
    played = day.table.played
    assert played.workbook.votes != sample_version().snapshot.workbook.votes
    open_award(day, "CNTP")
    day.do(release_acts.release_scores)
    assert day.desk.public().released.things == {FIXED}
    assert day.desk.public().snapshot == sample_version().snapshot
    day.desk.end_rehearsal(day.desk.state.seq, "An")
    assert day.desk.state.hall == frozenset()
    assert day.desk.state.kind is RunKind.PREPARATION


def test_the_conference_begins_with_every_release_closed_and_keeps_chot_diem(conference):
    open_award(conference, "CNTP")
    conference.begin()
    state = conference.desk.state
    assert (state.hall, state.web, state.scene) == (frozenset(), frozenset(), "title")
    assert state.fixed == sample_version().snapshot.version
    assert conference.table.taken == sample_version()


def test_a_restart_in_the_middle_of_a_reveal_resumes_exactly(conference):
    open_award(conference, "CNTP")
    conference.do(lambda table: acts.jump(table, "reveal:CNTP", 4))
    before = conference.table
    conference.restart()
    after = conference.table
    assert (after.state, after.spot, after.show.steps) == (before.state, before.spot, before.show.steps)
    assert conference.later[-1][0] > 0, "the name still goes on by itself"


def test_without_the_source_the_taken_version_is_still_there_after_a_restart(conference):
    conference.restart()
    assert conference.table.candidate is None
    assert conference.desk.public().snapshot.version == sample_version().snapshot.version


def test_before_anything_was_taken_readers_get_names_and_no_figures(tmp_path):
    desk = Day(tmp_path).desk
    assert desk.public().snapshot is None
    assert desk.public().released == NOTHING


PRESSES = st.lists(
    st.sampled_from([acts.forward, acts.back, acts.toggle, acts.undo, release_acts.pause, release_acts.resume]),
    max_size=12,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(PRESSES)
def test_whatever_is_pressed_the_screen_stands_somewhere_and_a_restart_agrees(conference, presses):
    for act in presses:
        with suppress(Refused):
            conference.do(act)
    before = conference.table
    assert before.at(before.spot) is not None
    conference.restart()
    assert conference.desk.state == before.state


def test_undo_takes_back_the_release_on_the_web_with_the_step_that_made_it(conference):
    open_award(conference, "CNTP")
    last = len(conference.table.show.steps[conference.table.show.index("reveal:CNTP")]) - 1
    conference.do(lambda table: acts.jump(table, "reveal:CNTP", last - 1))
    before = conference.desk.state
    conference.do(acts.forward)
    assert conference.desk.state.web
    conference.do(acts.undo)
    assert dataclasses.replace(conference.desk.state, seq=0) == dataclasses.replace(before, seq=0)


def test_the_log_says_who_released_what_and_why(conference):
    conference.read_back("P1", differing=("valid",))
    open_award(conference, "CNTP", "hai người xác nhận")
    entry = conference.desk.history()[-1]
    assert (entry.who, entry.event.place, entry.event.reason) == ("Thư ký", Channel.HALL, "hai người xác nhận")
    assert not any(isinstance(one.event, FiguresCorrected) for one in conference.desk.history())
