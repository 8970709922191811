"""The state of the day is a fold: the same entries give the same state, and undoing takes exactly one act back."""

from __future__ import annotations

import dataclasses
import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from lib.model.releasable import RANKING, SCORES, award, ballot, decision
from lib.stage.log.events import (
    Began,
    Channel,
    Closed,
    Corrected,
    Fixed,
    Hid,
    LeftOpen,
    LogEntry,
    Moved,
    Opened,
    Opted,
    Paused,
    Resumed,
    Timed,
    Took,
    Undid,
    Wrote,
)
from lib.stage.state import Follow, Order, address, fold, public_lines, thing_at, to_undo

AT = dt.datetime(2019, 12, 18, 1, 0, tzinfo=dt.UTC)
THINGS = st.sampled_from([address(one) for one in (SCORES, RANKING, ballot("P1"), award("CN"), decision("CN", "A"))])
PLACES = st.sampled_from([Channel.HALL.value, Channel.WEB.value])
ACTS = st.one_of(
    st.builds(Moved, st.sampled_from(["title", "agenda", "scores", "reveal:CN"]), st.integers(0, 5)),
    st.builds(Hid, st.booleans()),
    st.builds(Wrote, st.sampled_from(["", "Nghỉ giải lao"])),
    st.builds(Timed, st.none()),
    st.builds(Took, st.sampled_from(["v1", "v2", "v3"])),
    st.builds(Fixed, st.sampled_from(["v1", "v2"])),
    st.builds(Opened, st.tuples(THINGS), PLACES),
    st.builds(Closed, st.tuples(THINGS), PLACES),
    st.builds(LeftOpen, st.just("CN")),
    st.builds(Paused),
    st.builds(Resumed),
    st.builds(Opted, st.just("others"), st.booleans()),
)


def entries_of(*acts: tuple) -> tuple[LogEntry, ...]:
    """Entries of a run of these acts, one after the other; the run itself has begun."""
    entries = [LogEntry(1, 1, 1, AT, "An", Began("conference"))]
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


def _undoing(entries: tuple[LogEntry, ...]) -> tuple[Undid, ...]:
    return tuple(Undid(entry.act) for entry in to_undo(entries))


def test_a_step_that_came_by_itself_is_undone_with_the_press_that_led_to_it():
    pressed, alone = Moved("reveal:CN", 2), Moved("reveal:CN", 3, by_itself=True)
    entries = entries_of((Moved("reveal:CN", 1),), (pressed,), (alone, Opened(("award:CN",), Channel.WEB)))
    assert [entry.event for entry in to_undo(entries)] == [alone, pressed]
    after = fold(entries_of((Moved("reveal:CN", 1),), (pressed,), (alone,), _undoing(entries)))
    assert (after.step, after.web) == (1, frozenset())


def test_a_version_that_was_taken_by_itself_is_not_undone():
    entries = entries_of((Hid(True),), (Took("v2", by_itself=True),))
    assert [entry.event for entry in to_undo(entries)] == [Hid(True)]
    assert to_undo(entries_of((Took("v2", by_itself=True),))) == ()


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
    state = fold(entries_of(*acts, (Paused(),)))
    assert not state.released(Channel.WEB).things - {thing_at("fixed:")}
    assert state.released(Channel.HALL).things >= state.hall


@given(THINGS)
def test_a_thing_comes_back_from_its_address(text):
    assert address(thing_at(text)) == text


def test_a_message_and_a_hidden_screen_go_away_with_the_next_step():
    state = fold(entries_of((Hid(True),), (Wrote("Nghỉ"),), (Moved("scores", 0),)))
    assert (state.hidden, state.message, state.scene) == (False, "", "scores")


def test_the_agenda_remembers_where_the_day_had_come_to():
    state = fold(entries_of((Moved("scores", 0),), (Moved("agenda", 1),)))
    assert (state.scene, state.passed) == ("agenda", "scores")


def test_chot_diem_stays_where_it_was_fixed_whatever_is_taken_later():
    state = fold(entries_of((Took("v1"),), (Fixed("v1"),), (Took("v2"),)))
    assert (state.taken, state.fixed) == ("v2", "v1")
    assert state.anything_released


def test_a_correction_takes_the_new_version_and_dependent_awards_wait_again():
    opened = Opened((address(ballot("P1")), address(award("CN"))), Channel.HALL)
    on_web = Opened((address(ballot("P1")), address(award("CN"))), Channel.WEB)
    lines = (("ballot:P1", "A: đồng ý", "7", "8"), ("award:CN", "Cờ", "A", "B"))
    made = Corrected("v1", "v2", lines, "gõ nhầm", "Cụm trưởng", (address(award("CN")),), (address(ballot("P1")),))
    state = fold(entries_of((Took("v1"),), (opened, on_web), (Paused(),), (made,)))
    assert (state.taken, state.paused) == ("v2", False)
    assert state.hall == state.web == {ballot("P1")}
    assert public_lines(state.corrections[0]) == (("A: đồng ý", "7", "8"),)


def test_switches_are_kept_by_their_name():
    switches = (Opted("order", "protocol"), Opted("follow", "by_hand"), Opted("top", 3), Opted("others", True))
    options = fold(entries_of(switches)).options
    assert (options.order, options.follow, options.top, options.others) == (Order.PROTOCOL, Follow.BY_HAND, 3, True)
