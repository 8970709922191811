"""An award that is still open is open in every paper that mentions it, in the same words, and makes it a draft."""

from __future__ import annotations

import pytest
from markupsafe import escape

from lib.papers.appendix import appendix
from lib.papers.ballot_minutes import ballot_minutes
from lib.papers.by_hand import submission
from lib.papers.conference_minutes import conference_minutes
from lib.papers.pack.player import pack
from lib.papers.proposals import proposal_list
from lib.show.day import cue
from lib.show.pictures.draw import draw_scene
from lib.show.words import awards
from lib.snapshot import Snapshot
from lib.stage.released_by_log import all_released
from lib.stage.reveal import SceneStep
from lib.stage.show import ScreenPosition, Show, build_show
from lib.stage.state import Options
from tests.days import sample_tables, sample_version, tied_tables, version, with_cell, with_state
from tests.papers.conftest import stamp, text_of

LISTING = {
    "Danh sách đề nghị": proposal_list,
    "Tờ trình": submission,
    "Biên bản hội nghị": conference_minutes,
    "Phụ lục số liệu": appendix,
}
STILL_OPEN = (
    "Cờ thi đua ngành Tư pháp còn mở: Cục ĐKQGGDBĐ và Vụ PBGDPL đồng phiếu, còn 1 suất. Hội nghị bỏ phiếu lại giữa các "
    "đơn vị này, hoặc Cụm trưởng, Phó Cụm trưởng quyết định."
)


@pytest.fixture(scope="module")
def tied() -> Snapshot:
    return version(tied_tables()).snapshot


def minutes(snapshot: Snapshot, session: str) -> str:
    row = next(one for one in snapshot.workbook.sessions if one.code == session)
    return text_of(ballot_minutes(snapshot, stamp(snapshot), row))


def test_the_words_of_an_open_award_name_the_tied_the_seats_and_who_decides(tied: Snapshot):
    assert awards.still_open(tied.workbook, tied.award("CNTP")) == STILL_OPEN


@pytest.mark.parametrize("name", LISTING)
def test_a_tie_is_said_on_every_paper_that_mentions_the_award_and_makes_it_a_draft(tied: Snapshot, name: str):
    text = text_of(LISTING[name](tied, stamp(tied)))
    assert STILL_OPEN.removesuffix(".") in text
    assert "DỰ THẢO" in text


@pytest.mark.parametrize("name", LISTING)
def test_a_settled_award_is_open_nowhere(name: str):
    snapshot = sample_version().snapshot
    assert "còn mở" not in text_of(LISTING[name](snapshot, stamp(snapshot)))


@pytest.mark.parametrize("session", ["P1", "P2"])
def test_minutes_of_an_award_with_a_tie_are_drafts(tied: Snapshot, session: str):
    assert "DỰ THẢO" in minutes(tied, session)


def test_minutes_of_the_tied_ballot_say_how_many_seats_are_open(tied: Snapshot):
    assert "bằng số phiếu ở vị trí cuối cùng được suy tôn, còn 01 suất;" in minutes(tied, "P2")


def test_minutes_of_a_round_that_is_over_can_be_signed_while_the_next_round_is_awaited():
    waiting = version(with_state(tied_tables(), "P2", "chưa")).snapshot
    assert waiting.award("CNTP").status == "next_round"
    assert "DỰ THẢO" not in minutes(waiting, "P1")


@pytest.fixture(scope="module")
def below() -> Snapshot:
    """The sample with two units on the first ballot that have too few points to be considered."""
    return version(with_cell(sample_tables(), "Danh hiệu", 2, 9, 188)).snapshot


def test_minutes_hall_and_pack_list_the_same_units_on_the_ballot_with_the_reason_of_those_not_considered(
    below: Snapshot,
):
    book, item = below.workbook, below.award("CNTP").rounds[0]
    conference = text_of(conference_minutes(below, stamp(below)))
    (line,) = [line for line in conference.splitlines() if "Vòng 1 (phiên P1)" in line]
    show = build_show(below, all_released(below), Options(others=True))
    steps = enumerate(show.steps[show.index("reveal:CNTP")])
    hall = [
        draw_scene(show, ScreenPosition("reveal:CNTP", at))
        for at, step in steps
        if step.kind in ("candidates", "others")
    ]
    told = (minutes(below, "P1"), line, hall[0], hall[2])
    for one in item.candidates:
        name, short = book.unit(one.unit).name, escape(book.unit(one.unit).label)
        assert all(name in said or short in said for said in told), one.unit
    assert all("hông xét: tổng điểm dưới mức tối thiểu" in said for said in (*told, pack(show)))
    assert "Danh sách có 8 đơn vị, xét 6 đơn vị" in cue.cue_sentence(
        show, show.scenes[show.index("reveal:CNTP")], _list(show)
    )


def _list(show: Show) -> SceneStep:
    return next(step for step in show.steps[show.index("reveal:CNTP")] if step.kind == "candidates")
