"""The day with every bend at the desk: what the hall shows and what a visitor and a leader read after every press."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest

from lib.access.rights import Role
from lib.model.releasable import ReleasableKind
from lib.release.role_view import snapshot_for
from lib.sheets.sources.source import RawTables
from lib.show.day.corrections import correction_lines
from lib.show.pictures.draw import picture_now
from lib.show.rows.awards import awards_page
from lib.show.rows.parts import Audience, markup
from lib.stage import acts, release_acts
from lib.stage.refusals import RefusalReason, Refused
from lib.stage.state import public_lines
from lib.stage.table import ActEvents, Table
from lib.ui.parts.notices import hold_words
from tests.days import Day, day_with, version
from tests.walked_day import DECIDED_BY, REASON, TIED, WALK, correct, held, missing, pause


@dataclass
class AtTheDesk:
    """Walks the day without a browser."""

    day: Day

    def type(self, tables: RawTables) -> None:
        self.day.desk.offer(version(tables))

    def take(self) -> None:
        self.day.do(lambda table: acts.take(table, "gõ tiếp", seen_losses=frozenset({"Phiếu", "Bỏ phiếu"})))

    def read_back(self, session: str) -> None:
        self.day.read_back(session)

    def release(self, award: str) -> None:
        self.day.do(lambda table: release_acts.release_award(table, award, "đã rõ"))

    def is_refused(self, award: str, why: RefusalReason) -> None:
        with pytest.raises(Refused) as found:
            release_acts.release_award(self.day.table, award, "đã rõ")
        assert found.value.why is why

    def jump(self, scene: str) -> None:
        self.day.do(lambda table: acts.jump(table, scene))

    def show_whole(self, scene: str) -> None:
        self.day.show(scene)

    def pause(self) -> None:
        self.day.do(release_acts.pause)

    def correct(self) -> None:
        def act(table: Table) -> ActEvents:
            lines = correction_lines(
                table.taken.snapshot, table.newer.snapshot, release_acts.what_changes(table).corrected
            )
            return release_acts.correct(table, lines, REASON, DECIDED_BY)

        self.day.do(act)

    def hall(self) -> str:
        return without_marks(picture_now(self.day.table))

    def read(self, role: Role) -> str:
        """The page of the awards as a reader gets it, with the hold or the corrections above it."""
        public = self.day.desk.public()
        seen = snapshot_for(public.snapshot, role, public.released)
        votes = bool(public.released.codes(ReleasableKind.BALLOT) or public.released.codes(ReleasableKind.AWARD))
        told = [
            f"{what}: {old} → {new}. {made.reason}"
            for made in public.corrections
            for what, old, new in public_lines(made)
        ]
        hold = [hold_words(public, role)] if public.paused else []
        return " ".join([*hold, *told, without_marks(markup(awards_page(seen, Audience(votes=votes))))])


def without_marks(markup_text: str) -> str:
    return re.sub(r"<[^>]*>", " ", markup_text)


def test_what_the_table_tells_is_what_it_says_it_is():
    """Every bend that the table is there for stands in it."""
    presses = [row.press for row in WALK]
    assert presses.count(correct) == 3, "nothing that was shown, a figure, a unit by decision"
    assert presses.count(pause) == 2, "what the hall has not seen needs no hold"


@pytest.fixture
def walker(tmp_path) -> AtTheDesk:
    day = day_with(tmp_path, TIED)
    day.do(acts.fix_scores)
    day.begin()
    return AtTheDesk(day)


def test_hall_visitor_and_leader_after_every_press(walker):
    for number, row in enumerate(WALK):
        row.press(walker)
        said, hall = f"press {number}", walker.hall()
        assert missing(row.hall, hall) == [], (said, hall)
        assert held(row.hall_has_not, hall) == [], (said, hall)
        for role in (Role.VIEWER, Role.LEADER):
            text = walker.read(role)
            assert missing(row.has, text) == [], (said, role, text)
            assert held(row.has_not, text) == [], (said, role, text)
