"""Embargo of ballot papers by construction: two workbooks that differ in single papers alone are the same to
readers.

So are two small secret ballots that differ in votes and not in who passed (contract 8.4, 8.5).
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lib.access.rights import Role
from lib.history.changes import difference
from lib.papers.pack.player import pack
from lib.release.role_view import snapshot_for
from lib.sheets.sources.source import RawTables
from lib.show.live.formats import live_csv, live_json
from lib.show.live.page import draw_page
from lib.show.live.reader_view import ReaderView
from lib.show.rows.parts import Audience
from lib.show.summary import summary_json
from lib.show.words.text import message
from lib.snapshot import Snapshot
from lib.stage import release_acts
from lib.stage.log.events import ThingsReleased
from lib.stage.released_by_log import all_released
from lib.stage.show import build_show
from lib.stage.state import Options
from lib.ui.menu import MENU
from tests.days import Day, mended, papers_tables, row_of, sample_tables, table_of, version, with_cell, with_votes
from tests.ui.test_embargo import Site, award_released, built, fixed, nothing, pictures, published
from tests.ui.test_live_embargo import live_places

READERS = (Role.VIEWER, Role.LEADER)
ON_THE_BALLOT = ("TGPL", "THADS", "HTQTCT", "KTVB", "DKGDBD", "BTTP", "QLXLVPHC", "PBGDPL")


def swapped(tables: RawTables, one: int = 8, other: int = 10) -> RawTables:
    """Papers 8 and 10 with each other's choices in both counts: every sum stays, whose it is does not."""
    for first in (1, 12):
        rows = table_of(tables, "Phiếu bầu").rows
        pair = [(*row, *[None] * 20) for row in (rows[first + one - 1], rows[first + other - 1])]
        for column in range(6, 17):
            tables = with_cell(tables, "Phiếu bầu", first + one, column, pair[1][column - 1])
            tables = with_cell(tables, "Phiếu bầu", first + other, column, pair[0][column - 1])
    return tables


def slipped(tables: RawTables) -> RawTables:
    """The second count of paper 3 says otherwise about one unit."""
    return with_cell(tables, "Phiếu bầu", 15, 10, "x")


def small(tables: RawTables, **votes: int) -> RawTables:
    """P1 as a secret ballot of three papers; units that are not named have none."""
    row = row_of(tables, "Bỏ phiếu", "P1")
    for column, figure in zip(range(5, 11), (3, 3, 3, 3, 3, 0), strict=True):
        tables = with_cell(tables, "Bỏ phiếu", row, column, figure)
    for unit in ON_THE_BALLOT:
        tables = with_cell(tables, "Phiếu", row_of(tables, "Phiếu", "P1", unit), 5, 0)
    return with_votes(tables, "P1", **{unit: votes.get(unit, 0) for unit in ON_THE_BALLOT})


def first_ballot_alone(day: Day) -> None:
    fixed(day)
    day.begin()
    day.read_back("P1")
    day.do(lambda table: release_acts.release_ballot(table, "P1", "có ô cần xem lại"))
    published(day)
    day.show("reveal:CNTP")


def award_seen(day: Day) -> None:
    award_released(day)
    day.show("reveal:CNTP")


PAPERS = papers_tables()
SMALL = small(sample_tables(), TGPL=3, QLXLVPHC=2, DKGDBD=1)
SAME_PASSED = small(sample_tables(), TGPL=2, QLXLVPHC=3, BTTP=1)


@pytest.mark.parametrize("role", READERS)
@pytest.mark.parametrize(
    ("first", "second", "moment"),
    [
        (PAPERS, swapped(slipped(PAPERS)), nothing),
        (mended(PAPERS), swapped(mended(PAPERS)), first_ballot_alone),
        (SMALL, SAME_PASSED, first_ballot_alone),
        (SMALL, SAME_PASSED, award_seen),
    ],
    ids=["papers before the release", "papers after it", "a small ballot alone", "a small ballot and its award"],
)
def test_what_is_withheld_changes_nothing_of_any_page_or_picture(role, first, second, moment, tmp_path: Path, become):
    become(role)
    one, other = Site(tmp_path / "a", first, moment), Site(tmp_path / "b", second, moment)
    assert [entry.stem for entry in MENU if one.get(entry.stem) != other.get(entry.stem)] == []
    assert pictures(one) == pictures(other)


def test_two_papers_that_change_places_are_told_apart_by_nobody_but_the_secretary():
    first, second = built(mended(PAPERS)), built(swapped(mended(PAPERS)))
    for role in (Role.VIEWER, Role.LEADER, Role.SCREEN):
        assert (
            snapshot_for(first, role, all_released(first)).version
            == snapshot_for(second, role, all_released(second)).version
        )
    assert summary_json(first) == summary_json(second)
    assert first.workbook.ballot_papers != second.workbook.ballot_papers


def test_readers_are_told_who_passed_and_why_no_number(tmp_path: Path, become):
    become(Role.VIEWER)
    site = Site(tmp_path, SMALL, award_seen)
    said = site.get("danh_hieu")
    assert "ỏ phiếu kín dưới 4 phiếu nên không công bố số phiếu" in said
    assert "đủ phiếu" in said
    shown = "".join(pictures(site).values())
    assert "đủ phiếu" in shown
    assert "3/3 phiếu" not in said + shown


def test_a_small_open_vote_and_a_secret_one_of_four_papers_keep_their_votes():
    hands = with_cell(SMALL, "Bỏ phiếu", row_of(SMALL, "Bỏ phiếu", "P1"), 4, "giơ tay")
    four = with_cell(SMALL, "Bỏ phiếu", row_of(SMALL, "Bỏ phiếu", "P1"), 8, 4)
    for tables in (hands, four):
        assert not any(item.sealed for item in _rounds(built(tables)))
    assert any(item.sealed for item in _rounds(built(SMALL)))


def _rounds(snapshot: Snapshot):
    seen = snapshot_for(snapshot, Role.VIEWER, all_released(snapshot))
    return [item for result in seen.awards for item in result.rounds if item.session == "P1"]


def told_outside(snapshot: Snapshot) -> list[str]:
    """What leaves the server besides the pages: the live page in its three forms, and the pack."""
    opened = all_released(snapshot)
    audience = Audience(scores=True, votes=True, votes_public=True)
    reading = ReaderView(snapshot_for(snapshot, Role.VIEWER, opened), audience)
    pages = [str(draw_page(reading, place)) for place in live_places(reading)]
    return [*pages, live_json(reading), live_csv(reading), pack(build_show(snapshot, opened, Options(others=True)))]


@pytest.mark.parametrize(
    ("first", "second"), [(mended(PAPERS), swapped(mended(PAPERS))), (SMALL, SAME_PASSED)], ids=["papers", "small"]
)
def test_the_live_page_its_exports_and_the_pack_tell_no_paper_and_no_small_count(first, second):
    assert told_outside(built(first)) == told_outside(built(second))


def test_the_live_json_gives_null_for_votes_that_are_not_told():
    snapshot = snapshot_for(built(SMALL), Role.VIEWER, all_released(built(SMALL)))
    found = json.loads(live_json(ReaderView(snapshot)))["awards"][0]["rounds"][0]["candidates"]
    assert {(one["votes"], one["share"]) for one in found} == {(None, None)}
    assert [one["unit"] for one in found if one["passed"]] == ["TGPL", "QLXLVPHC"]


def test_a_list_of_changes_says_how_many_cells_of_papers_changed_and_no_more():
    found = difference(version(mended(PAPERS)), version(swapped(mended(PAPERS))))
    assert dict(found.unnamed).keys() == {"Phiếu bầu"}
    assert [change for change in found.cells if change.where.tab == "Phiếu bầu"] == []


def test_the_secretary_and_the_command_line_keep_the_figures():
    assert json.loads(summary_json(built(SMALL)))["awards"][0]["rounds"][0]["candidates"][0]["votes"] == 3


CHOICES = ("đồng ý", "không đồng ý", "ghi x", "“x”", "không ý kiến")


def test_no_sentence_about_a_paper_says_what_was_chosen():
    tables = slipped(PAPERS)
    tables = with_cell(tables, "Phiếu bầu", 4, 6, "CHONKIN")
    snapshot = built(tables)
    told = [one for one in snapshot.problems if one.where.tab == "Phiếu bầu"]
    assert {one.value for one in told} == {None}
    for sentence in (message(one, snapshot.workbook) for one in told):
        assert "CHONKIN" not in sentence
        assert not any(word in sentence for word in CHOICES)


def test_the_log_of_the_day_holds_nothing_of_a_paper(tmp_path: Path):
    site = Site(tmp_path, mended(PAPERS), first_ballot_alone)
    assert any(isinstance(entry.event, ThingsReleased) for entry in site.day.desk.history())
    assert "bầu quá 3" in repr(built(mended(PAPERS)).workbook.ballot_papers)
    assert "bầu quá 3" not in repr(site.day.desk.history())
