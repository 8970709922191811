"""Votes in a sheet shared by link: the desk asks once more by every way in which they could be released."""

from __future__ import annotations

import pytest

from lib.model.releasable import RANKING, SCORES, ReleasableKind, releasable_award, releasable_ballot
from lib.stage import acts, release_acts
from lib.stage.log.events import RunKind
from lib.stage.refusals import RefusalReason, Refused
from tests.days import Day


@pytest.fixture
def day(day: Day) -> Day:
    """The conference, everything read back, with votes that everyone with the address can read."""
    day.desk.open_tabs = lambda _snapshot: ("Phiếu", "Bỏ phiếu")
    day.do(acts.fix_scores)
    day.begin()
    day.read_back("P1", "P2")
    return day


def released(day: Day) -> Day:
    day.do(lambda table: release_acts.release_award(table, "CNTP", open_votes=True))
    return day


WAYS = {
    "an award": lambda day: lambda table: release_acts.release_award(table, "CNTP"),
    "a ballot alone": lambda day: lambda table: release_acts.release_ballot(table, "P1"),
    "on the web": lambda day: lambda table: release_acts.publish(table, table.state.hall),
    "on the web without a screen": lambda day: lambda table: release_acts.publish(table, table.state.hall, unseen=True),
}


@pytest.mark.parametrize("way", WAYS)
def test_every_way_to_release_votes_is_refused_until_somebody_agrees(day, way):
    if "web" in way:
        released(day)
    before = day.desk.state
    with pytest.raises(Refused) as refused:
        day.do(WAYS[way](day))
    assert (refused.value.why, refused.value.subject) == (RefusalReason.VOTES_OPEN, "Phiếu, Bỏ phiếu")
    assert day.desk.state.seq == before.seq


def test_no_key_releases_votes_that_nobody_agreed_to_release(day):
    day.do(lambda table: release_acts.release_scores(table))
    for _ in range(300):
        if day.table.ahead is None:
            break
        day.do(acts.forward)
    state = day.desk.state
    assert day.table.ahead is None
    votes = {ReleasableKind.BALLOT, ReleasableKind.AWARD, ReleasableKind.DECISION}
    assert not [one for one in state.hall | state.web | state.shown if one.kind in votes]


def test_once_agreed_to_the_release_goes_its_usual_way(day):
    day.do(lambda table: release_acts.release_scores(table))
    assert {SCORES, RANKING} <= day.desk.state.hall
    released(day)
    day.do(lambda table: release_acts.publish(table, table.state.hall, unseen=True, open_votes=True))
    assert {releasable_award("CNTP"), releasable_ballot("P1"), releasable_ballot("P2")} <= day.desk.state.web


def test_a_rehearsal_whose_votes_are_invented_asks_nothing(day):
    day.begin(RunKind.REHEARSAL)
    day.do(lambda table: release_acts.release_award(table, "CNTP"))
    assert releasable_award("CNTP") in day.table.hall
