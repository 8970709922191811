"""The state of the day is a fold: the same entries give the same state, and undoing takes exactly one act back."""

from __future__ import annotations

import dataclasses
import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from lib.model.releasable import RANKING, SCORES, releasable_award, releasable_ballot, releasable_decision
from lib.stage.log.events import (
    ActUndone,
    Channel,
    CountdownSet,
    FiguresCorrected,
    LogEntry,
    MessageShown,
    OptionSet,
    ReleaseWithdrawn,
    RunBegan,
    ScoresFixed,
    ScreenHidden,
    ScreenMoved,
    ShowPaused,
    ShowResumed,
    ThingsReleased,
    TieLeftOpen,
    VersionTaken,
)
from lib.stage.state import Follow, Order, fold, public_lines, thing_address, thing_at, to_undo

AT = dt.datetime(2019, 12, 18, 1, 0, tzinfo=dt.UTC)
THINGS = st.sampled_from(
    [
        thing_address(one)
        for one in (SCORES, RANKING, releasable_ballot("P1"), releasable_award("CN"), releasable_decision("CN", "A"))
    ]
)
PLACES = st.sampled_from([Channel.HALL.value, Channel.WEB.value])
ACTS = st.one_of(
    st.builds(ScreenMoved, st.sampled_from(["title", "agenda", "scores", "reveal:CN"]), st.integers(0, 5)),
    st.builds(ScreenHidden, st.booleans()),
    st.builds(MessageShown, st.sampled_from(["", "Nghỉ giải lao"])),
    st.builds(CountdownSet, st.none()),
    st.builds(VersionTaken, st.sampled_from(["v1", "v2", "v3"])),
    st.builds(ScoresFixed, st.sampled_from(["v1", "v2"])),
    st.builds(ThingsReleased, st.tuples(THINGS), PLACES),
    st.builds(ReleaseWithdrawn, st.tuples(THINGS), PLACES),
    st.builds(TieLeftOpen, st.just("CN")),
    st.builds(ShowPaused),
    st.builds(ShowResumed),
    st.builds(OptionSet, st.just("others"), st.booleans()),
)


def entries_of(*acts: tuple) -> tuple[LogEntry, ...]:
    """Entries of a run of these acts, one after the other; the run itself has begun."""
    entries = [LogEntry(1, 1, 1, AT, "An", RunBegan("conference"))]
    for events in acts:
        act = len(entries) + 1
        entries += [LogEntry(1, act + place, act, AT, "An", event) for place, event in enumerate(events)]
    return tuple(entries)


def but_for_number(state):
    return dataclasses.replace(state, seq=0)


SEQUENCES = st.lists(st.lists(ACTS, min_size=1, max_size=3).map(tuple), max_size=12)


@given(SEQUENCES, st.lists(ACTS, min_size=1, max_size=3).map(tuple))
def test_undoing_an_act_gives_the_state_before_it(before, act):
    entries = entries_of(*before, act)
    undone = entries_of(*before, act, _undoing(entries))
    assert but_for_number(fold(undone)) == but_for_number(fold(entries_of(*before)))


def _undoing(entries: tuple[LogEntry, ...]) -> tuple[ActUndone, ...]:
    return tuple(ActUndone(entry.act) for entry in to_undo(entries))


def test_a_step_that_came_by_itself_is_undone_with_the_press_that_led_to_it():
    pressed, alone = ScreenMoved("reveal:CN", 2), ScreenMoved("reveal:CN", 3, by_itself=True)
    entries = entries_of(
        (ScreenMoved("reveal:CN", 1),), (pressed,), (alone, ThingsReleased(("award:CN",), Channel.WEB))
    )
    assert [entry.event for entry in to_undo(entries)] == [alone, pressed]
    after = fold(entries_of((ScreenMoved("reveal:CN", 1),), (pressed,), (alone,), _undoing(entries)))
    assert (after.step, after.web) == (1, frozenset())


def test_a_version_that_was_taken_by_itself_is_not_undone():
    entries = entries_of((ScreenHidden(True),), (VersionTaken("v2", by_itself=True),))
    assert [entry.event for entry in to_undo(entries)] == [ScreenHidden(True)]
    assert to_undo(entries_of((VersionTaken("v2", by_itself=True),))) == ()


@given(SEQUENCES)
def test_undoing_everything_leads_back_to_the_beginning(acts):
    entries = entries_of(*acts)
    for _ in acts:
        (undid,) = _undoing(entries)
        entries = (*entries, LogEntry(1, len(entries) + 1, len(entries) + 1, AT, "An", undid))
    assert to_undo(entries) == ()
    assert but_for_number(fold(entries)) == but_for_number(fold(entries_of()))


@given(SEQUENCES)
def test_the_fold_goes_on_from_any_point_as_from_the_start(acts):
    entries = entries_of(*acts)
    assert fold(entries) == fold(tuple(entries))
    assert fold(entries).seq == len(entries)


@given(SEQUENCES)
def test_while_paused_the_web_shows_nothing_and_the_hall_keeps_its_releases(acts):
    state = fold(entries_of(*acts, (ShowPaused(),)))
    assert not state.released(Channel.WEB).things - {thing_at("fixed:")}
    assert state.released(Channel.HALL).things >= state.hall


@given(THINGS)
def test_a_thing_comes_back_from_its_address(text):
    assert thing_address(thing_at(text)) == text


def test_a_message_and_a_hidden_screen_go_away_with_the_next_step():
    state = fold(entries_of((ScreenHidden(True),), (MessageShown("Nghỉ"),), (ScreenMoved("scores", 0),)))
    assert (state.hidden, state.message, state.scene) == (False, "", "scores")


def test_the_agenda_remembers_where_the_day_had_come_to():
    state = fold(entries_of((ScreenMoved("scores", 0),), (ScreenMoved("agenda", 1),)))
    assert (state.scene, state.passed) == ("agenda", "scores")


def test_chot_diem_stays_where_it_was_fixed_whatever_is_taken_later():
    state = fold(entries_of((VersionTaken("v1"),), (ScoresFixed("v1"),), (VersionTaken("v2"),)))
    assert (state.taken, state.fixed) == ("v2", "v1")
    assert state.anything_released


def test_a_correction_takes_the_new_version_and_dependent_awards_wait_again():
    opened = ThingsReleased(
        (thing_address(releasable_ballot("P1")), thing_address(releasable_award("CN"))), Channel.HALL
    )
    on_web = ThingsReleased(
        (thing_address(releasable_ballot("P1")), thing_address(releasable_award("CN"))), Channel.WEB
    )
    lines = (("ballot:P1", "A: đồng ý", "7", "8"), ("award:CN", "Cờ", "A", "B"))
    made = FiguresCorrected(
        "v1",
        "v2",
        lines,
        "gõ nhầm",
        "Cụm trưởng",
        (thing_address(releasable_award("CN")),),
        (thing_address(releasable_ballot("P1")),),
    )
    state = fold(entries_of((VersionTaken("v1"),), (opened, on_web), (ShowPaused(),), (made,)))
    assert (state.taken, state.paused) == ("v2", False)
    assert state.hall == state.web == {releasable_ballot("P1")}
    assert public_lines(state.corrections[0]) == (("A: đồng ý", "7", "8"),)


def test_switches_are_kept_by_their_name():
    switches = (
        OptionSet("order", "protocol"),
        OptionSet("follow", "by_hand"),
        OptionSet("top", 3),
        OptionSet("others", True),
    )
    options = fold(entries_of(switches)).options
    assert (options.order, options.follow, options.top, options.others) == (Order.PROTOCOL, Follow.BY_HAND, 3, True)
