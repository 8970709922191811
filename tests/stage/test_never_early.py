"""Whatever is pressed, taken and decided, in any order: no reader's page holds what the hall has not seen to its end.

What the secretary put on the web by hand, with no screen in the hall, is the exception.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from lib.access.rights import Role
from lib.feed.latest import Version
from lib.model.releasable import (
    FIXED,
    LEADERS,
    RANKING,
    SCORES,
    Releasable,
    ReleasableKind,
    Released,
    releasable_ballot,
)
from lib.release.role_view import snapshot_for
from lib.sheets.sources.source import RawTables
from lib.show.day.corrections import correction_lines
from lib.snapshot import Snapshot
from lib.stage import acts, release_acts
from lib.stage.log.events import Channel
from lib.stage.refusals import Refused
from lib.stage.scenes import CORRECTION
from lib.stage.table import ActEvents, Table
from tests.days import NAMES, Day, sample_tables, tied_tables, version, with_row, with_state, with_votes

REVEALS = {"reveal:CNTP": "CNTP", "reveal:CCP": "CCP"}
SCENES = ("title", "scores", "groups", *REVEALS, "proposals", "years", "handover", "correction:0", "correction:1")


@cache
def versions() -> tuple[Version, ...]:
    """What the sheet may hold: before the second round, as it was, tied, decided one way and the other, withdrawn,
    corrected."""
    return tuple(version(tables) for tables in _tables())


def _tables() -> tuple[RawTables, ...]:
    decided = [_decided(*pair) for pair in (("PBGDPL", "DKGDBD"), ("DKGDBD", "PBGDPL"))]
    withdrawn = with_row(sample_tables(), "Quyết định", "CNTP", "TGPL", "rút", "xin rút", "Thủ trưởng", None)
    corrected = with_votes(sample_tables(), "P1", TGPL=9)
    higher = with_votes(sample_tables(), "P3", QLXLVPHC=10, TGPL=0)
    early = with_state(with_state(sample_tables(), "P2", "chưa"), "P3", "chưa")
    return early, sample_tables(), tied_tables(), *decided, withdrawn, corrected, higher


def _decided(winner: str, loser: str) -> RawTables:
    tables = tied_tables()
    for unit, verdict in ((winner, "suy tôn"), (loser, "không suy tôn")):
        tables = with_row(tables, "Quyết định", "CNTP", unit, verdict, "lý do", "Cụm trưởng", None)
    return tables


# -- the presses -------------------------------------------------------------------------------------------------

Press = Callable[[Table], ActEvents]


def read_everything_back(table: Table) -> ActEvents:
    return tuple(event for session in ("P1", "P2", "P3") for event in release_acts.read_back(table, session, NAMES))


def correct(table: Table) -> ActEvents:
    if table.newer is None or table.taken is None:
        return ()
    found = release_acts.what_changes(table)
    lines = correction_lines(table.taken.snapshot, table.newer.snapshot, found.corrected)
    return release_acts.correct(table, lines, "gõ nhầm", "Cụm trưởng")


def everything_to_the_web(table: Table) -> ActEvents:
    return release_acts.publish(table, table.state.hall | table.state.shown)


def unseen_to_the_web(table: Table) -> ActEvents:
    return release_acts.publish(table, table.state.hall, unseen=True)


PRESSES: tuple[Press, ...] = (
    acts.forward,
    acts.back,
    acts.toggle,
    acts.undo,
    lambda table: acts.write(table, "Nghỉ giải lao"),
    lambda table: acts.switch(table, "follow", "by_hand"),
    lambda table: acts.switch(table, "others", True),
    lambda table: acts.take(table, "có lý do"),
    read_everything_back,
    release_acts.release_scores,
    lambda table: release_acts.release_award(table, "CNTP", "có lý do"),
    lambda table: release_acts.release_award(table, "CCP", "có lý do"),
    lambda table: release_acts.release_ballot(table, "P1", "có lý do"),
    everything_to_the_web,
    unseen_to_the_web,
    lambda table: release_acts.withdraw(table, table.state.web, Channel.WEB),
    release_acts.pause,
    release_acts.resume,
    correct,
)
STEPS = st.one_of(
    st.sampled_from(PRESSES),
    st.integers(0, 7),
    st.tuples(st.sampled_from(SCENES), st.sampled_from([0, 1, 2, 5, 99])),
)
"""A press, a version that the sheet holds from now on, or a jump: 99 is the last step."""


FLAG, HIGHER = PRESSES[10], PRESSES[11]
SHOW_FLAG, SHOW_HIGHER = ("reveal:CNTP", 99), ("reveal:CCP", 99)
BEGINNINGS: tuple[tuple[object, ...], ...] = (
    (),
    (FLAG,),
    (FLAG, SHOW_FLAG),
    (release_acts.release_scores, ("scores", 99), FLAG, SHOW_FLAG, HIGHER, SHOW_HIGHER),
    (2, PRESSES[7], read_everything_back, FLAG, SHOW_FLAG, 3, PRESSES[7]),
    (3, PRESSES[7], read_everything_back, FLAG, SHOW_FLAG, HIGHER, SHOW_HIGHER, 4, release_acts.pause),
)
"""How far the day has come when anything may happen: not begun, released, shown, both, a tie just decided, and a
winner by decision that is about to be corrected."""


# -- what the hall was shown, noted from outside -----------------------------------------------------------------


@dataclass
class Witness:
    """An observer in the hall who notes what was shown to its end, and what the secretary put on the web without it."""

    votes: set[tuple[str, str, int]] = field(default_factory=set)
    seats: set[tuple[str, str]] = field(default_factory=set)
    things: set[Releasable] = field(default_factory=set)

    def look(self, table: Table) -> None:
        state, show, spot = table.state, table.show, table.spot
        if show is None or state.hidden or state.message or state.paused:
            return
        if spot.step < len(show.steps[show.index(spot.scene)]) - 1:
            return
        if spot.scene == "scores":
            self.things |= {SCORES, RANKING} & show.released.things
        if spot.scene == "handover":
            self.things.add(LEADERS)
        if spot.scene in REVEALS:
            self.note(show.snapshot, {REVEALS[spot.scene]})
        if spot.scene.startswith(CORRECTION):
            self.note(show.snapshot, {"CNTP", "CCP"})

    def note(self, seen: Snapshot, awards: set[str]) -> None:
        """The votes and seats of awards, as far as they were released when they were shown."""
        for result in seen.awards:
            if result.award in awards:
                self.votes |= {(item.session, one.unit, one.votes) for item in result.rounds for one in item.candidates}
                self.seats |= {(result.award, unit) for unit in result.proposed}


def read_by(role: Role, day: Day) -> tuple[Snapshot, Released]:
    public = day.desk.public()
    assert public.snapshot is not None
    return snapshot_for(public.snapshot, role, public.released), public.released


def check(day: Day, witness: Witness) -> None:
    for role in (Role.VIEWER, Role.LEADER):
        seen, released = read_by(role, day)
        votes = {(one.session, one.unit, one.in_favour) for one in seen.workbook.votes}
        assert votes <= witness.votes
        for result in seen.awards:
            assert {(result.award, unit) for unit in result.proposed} <= witness.seats
        plain = {thing for thing in released.things if thing.kind in (ReleasableKind.SCORES, ReleasableKind.RANKING)}
        assert plain <= witness.things
        year = seen.workbook.contest.year or 0
        assert LEADERS in witness.things or all(one.year <= year for one in seen.workbook.leadership or ())
    show = day.table.show
    assert show is not None
    for result in show.known.awards:
        assert {(result.award, unit) for unit in result.proposed} <= witness.seats, "only its own scene tells a seat"


def act(day: Day, step: object) -> None:
    with suppress(Refused):
        if isinstance(step, int):
            day.desk.offer(versions()[step])
        elif isinstance(step, tuple):
            day.do(lambda table: acts.jump(table, *step))
        else:
            day.do(step)  # type: ignore[arg-type]


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(BEGINNINGS), st.lists(STEPS, max_size=25))
def test_no_reader_holds_what_the_hall_has_not_seen_or_the_secretary_not_put_on_the_web(beginning, steps):
    with tempfile.TemporaryDirectory() as folder:
        day = Day(Path(folder))
        day.desk.offer(versions()[1])
        day.do(acts.fix_scores)
        day.begin()
        day.do(read_everything_back)
        witness = Witness()
        for step in (*beginning, *steps):
            act(day, step)
            witness.look(day.table)
            if step is unseen_to_the_web and day.table.show:
                witness.note(day.table.show.snapshot, {"CNTP", "CCP"})
                witness.things |= day.desk.state.web
            check(day, witness)


def test_the_witness_would_notice_a_vote_that_comes_early(tmp_path):
    day = Day(tmp_path)
    day.desk.offer(versions()[1])
    day.begin()
    early = snapshot_for(versions()[1].snapshot, Role.VIEWER, Released.of([FIXED, releasable_ballot("P1")]))
    witness = Witness()
    witness.look(day.table)
    assert {(one.session, one.unit, one.in_favour) for one in early.workbook.votes} - witness.votes
