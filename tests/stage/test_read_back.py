"""What stands against the release of a ballot, where it comes from elsewhere in the sheet (docs/workbook.md 7)."""

import datetime as dt
from dataclasses import replace

import pytest

from lib.model.problems import CellRef, Code, Effect, problem
from lib.model.problems import Obstacle as SheetObstacle
from lib.papers.ballot_minutes import ballot_minutes
from lib.scoring.awards import decide_awards
from lib.scoring.ballots import review_ballots
from lib.show.day.control_words import stage_word
from lib.show.words import awards as award_words
from lib.snapshot import Snapshot, build_snapshot
from lib.stage.read_back import ReleaseObstacle, agreed_tally, obstacles, problems_of, sheet_obstacles
from lib.stage.state import StageState
from tests.days import day_with, mended, papers_tables, sample_tables, version
from tests.papers.conftest import stamp, text_of
from tests.tables import sample

UNKNOWN = problem(Code.UNKNOWN_UNIT, CellRef("Loại trừ", 3, 1), "Cục X", suggestion=None)
NOON = dt.datetime(2019, 12, 18, 12, 0, tzinfo=dt.UTC)


def hindered(effect: Effect, **narrowed: str) -> Snapshot:
    """The sample with an obstacle, its ballots and awards looked at again."""
    whole = build_snapshot(sample(), NOON)
    book = replace(whole.workbook, obstacles=(SheetObstacle(effect, UNKNOWN, **narrowed),))
    ballots = review_ballots(book)
    results = decide_awards(book, whole.standings, ballots).results
    return replace(whole, workbook=book, awards=results, sessions=ballots.reviews)


@pytest.mark.parametrize(
    ("effect", "narrowed", "touched"),
    [
        (Effect.AWARDS, {}, ["P1", "P2", "P3"]),
        (Effect.AWARDS, {"award": "CNTP"}, ["P1", "P2"]),
        (Effect.SESSIONS, {"session": "P2"}, ["P2"]),
        (Effect.TOTALS, {}, []),
    ],
)
def test_an_obstacle_stands_against_the_sessions_that_it_touches_with_its_cell(effect, narrowed, touched):
    snapshot = hindered(effect, **narrowed)
    found = {one.code: sheet_obstacles(snapshot.workbook, one.code or "") for one in snapshot.workbook.sessions}
    assert [code for code, problems in found.items() if problems] == touched
    assert all(problems in ((), (UNKNOWN,)) for problems in found.values())
    for code in found:
        against = obstacles(snapshot, StageState(), code or "")
        assert (ReleaseObstacle.UNCLEAR_SHEET in against) is (code in touched)


def test_the_award_says_which_cell_it_waits_for_and_readers_are_not_told_its_value():
    snapshot = hindered(Effect.AWARDS)
    [waiting] = snapshot.award("CNTP").waiting
    assert award_words.waiting_words(snapshot.workbook, waiting) == "sửa ô chưa rõ (Loại trừ!A3)"
    assert (
        award_words.waiting_words(snapshot.workbook, replace(waiting, cell=None))
        == "thư ký sửa ô chưa rõ trong bảng tính"
    )
    assert stage_word(ReleaseObstacle.UNCLEAR_SHEET).startswith("còn ô chưa rõ")


def test_minutes_are_a_draft_that_names_the_cell():
    snapshot = hindered(Effect.AWARDS, award="CNTP")
    session = snapshot.workbook.sessions[0]
    text = text_of(ballot_minutes(snapshot, stamp(snapshot), session))
    assert "Chưa kết luận: phải sửa Loại trừ!A3 trước. Không có đơn vị nào là “Cục X”." in text
    assert "DỰ THẢO" in text


def test_a_note_about_a_session_is_nothing_against_its_release():
    snapshot = build_snapshot(sample(), NOON)
    assert [one.code for one in snapshot.problems if one.where.tab == "Bỏ phiếu"] == [Code.NOT_ON_LATER_BALLOT]
    assert problems_of(snapshot, "P2") == ()


def test_two_counts_that_agree_paper_by_paper_stand_for_the_read_back(tmp_path):
    day = day_with(tmp_path, mended(papers_tables()))
    day.begin()
    snapshot = day.table.played
    assert obstacles(snapshot, day.desk.state, "P1") == ()
    assert agreed_tally(snapshot, "P1").collected == 11
    day.read_back("P1", differing=("valid",))
    assert obstacles(snapshot, day.desk.state, "P1") == (ReleaseObstacle.NOT_TICKED,)


def test_one_count_or_two_that_differ_must_be_read_back():
    for tables in (papers_tables(), sample_tables()):
        assert agreed_tally(version(tables).snapshot, "P1") is None
