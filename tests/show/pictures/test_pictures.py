"""Every picture of a show: escaped, in Vietnamese, with its signs, with a sentence to read."""

from __future__ import annotations

import re

import pytest

from lib.model.releasable import NOTHING, Released, releasable_ballot
from lib.show.day import cue
from lib.show.day.control_words import scene_name
from lib.show.pictures.draw import draw_message, draw_pause, draw_scene, picture_ahead, picture_now
from lib.show.pictures.frame import LONG_TITLE, WIDE_TITLE
from lib.show.pictures.style import FACE, STYLE
from lib.show.years.year_work import RATINGS
from lib.stage import acts, release_acts
from lib.stage.log.events import FiguresCorrected
from lib.stage.released_by_log import all_released
from lib.stage.show import ScreenPosition, Show, build_show
from lib.stage.state import Options
from lib.ui.projector import CSS as PROJECTOR
from tests.days import Day, sample_tables, sample_version, tied_tables, version, with_cell, with_row

NASTY = '<img src=x onerror="alert(1)"> & “Vụ”'


def show_of(snapshot, released=None, corrections=()) -> Show:
    opened = all_released(snapshot) if released is None else released
    return build_show(snapshot, opened, Options(others=True), corrections=corrections)


def pictures(show: Show) -> dict[tuple[str, int], str]:
    return {
        (scene.name, number): draw_scene(show, ScreenPosition(scene.name, number), "scores")
        for scene, steps in zip(show.scenes, show.steps, strict=True)
        for number in range(len(steps))
    }


@pytest.fixture(scope="module")
def opened() -> Show:
    return show_of(sample_version().snapshot)


def test_every_picture_has_the_time_of_its_figures_and_the_sign_of_sample_data(opened):
    for place, picture in pictures(opened).items():
        assert "Số liệu chốt lúc 08:00" in picture, place
        assert "DỮ LIỆU MẪU" in picture, place
        assert "TẬP DƯỢT" not in picture, place


def test_every_picture_of_a_rehearsal_says_so(opened):
    for scene, steps in zip(opened.scenes, opened.steps, strict=True):
        for number in range(len(steps)):
            assert "TẬP DƯỢT" in draw_scene(opened, ScreenPosition(scene.name, number), rehearsal=True)
    assert "TẬP DƯỢT" in draw_message(opened.snapshot, "Nghỉ", rehearsal=True)


def test_no_picture_says_that_a_unit_was_given_anything(opened):
    text = " ".join(re.sub(r"<[^>]+>", " ", picture) for picture in pictures(opened).values())
    assert "được tặng" not in text
    assert not re.search(r"\bđạt\b", text, re.IGNORECASE)


def test_text_from_a_sheet_is_shown_as_it_stands_and_never_as_markup():
    tables = sample_tables()
    tables = with_cell(tables, "Chương trình", 10, 3, NASTY)
    tables = with_cell(tables, "Đơn vị", 2, 2, NASTY)
    tables = with_cell(tables, "Danh hiệu", 2, 3, NASTY)
    show = show_of(version(tables).snapshot)
    drawn = "".join(pictures(show).values())
    assert "<img" not in drawn
    assert "&lt;img src=x" in drawn


def test_before_any_release_no_picture_holds_a_figure_of_the_results():
    snapshot = sample_version().snapshot
    assert "10/11 phiếu" in "".join(pictures(show_of(snapshot)).values())
    drawn = "".join(pictures(show_of(snapshot, NOTHING)).values())
    for figure in ("193,75", "10/11 phiếu", "90,91", "phiếu ="):
        assert figure not in drawn
    assert drawn.count('class="bar"') == 0


def test_every_scene_has_a_name_and_every_step_a_sentence_to_read(opened):
    book = opened.snapshot.workbook
    for scene, steps in zip(opened.scenes, opened.steps, strict=True):
        assert scene_name(book, scene)
        for step in steps:
            assert cue.cue_sentence(opened, scene, step), (scene.name, step)


def test_the_abbreviations_of_the_ratings_are_explained_in_every_picture_of_them(opened):
    found = [picture for (scene, _), picture in pictures(opened).items() if scene == "ratings"]
    assert found
    assert all(RATINGS in picture for picture in found)


def test_a_long_title_has_two_lines_and_only_a_very_long_one_is_small(opened):
    titles = re.findall(r"<h1(?: class=\"(\w+)\")?>([^<]+)", "".join(pictures(opened).values()))
    sizes = {(kind, len(title) > WIDE_TITLE, len(title) > LONG_TITLE) for kind, title in titles if kind != "huge"}
    assert sizes == {("", False, False), ("wide", True, False)}


def test_the_mark_of_the_current_item_stays_with_its_last_word(opened):
    assert any("\u00a0◀" in picture for picture in pictures(opened).values())


def test_a_tie_names_the_tied_and_the_seat_that_waits():
    show = show_of(version(tied_tables()).snapshot)
    text = "".join(picture for place, picture in pictures(show).items() if place[0] == "reveal:CNTP")
    assert "Các đơn vị cùng 8/11 phiếu ở suất cuối" in text
    assert "Suất thứ 3 chờ quyết định" in text


def test_a_decision_says_who_decided_and_why():
    tables = tied_tables()
    for unit, verdict in (("PBGDPL", "suy tôn"), ("DKGDBD", "không suy tôn")):
        tables = with_row(tables, "Quyết định", "CNTP", unit, verdict, "tổng điểm cao hơn", "Cụm trưởng", None)
    text = "".join(pictures(show_of(version(tables).snapshot)).values())
    assert "Theo quyết định của Cụm trưởng" in text
    assert "tổng điểm cao hơn" in text


def test_a_correction_shows_the_old_and_the_new_figure():
    made = FiguresCorrected(
        "v1", "v2", (("ballot:P1", "TGPL: đồng ý", "9", "10"),), "cộng sót", "Cụm trưởng", ("award:CNTP",)
    )
    show = show_of(sample_version().snapshot, corrections=(made,))
    picture = draw_scene(show, ScreenPosition("correction:0", 0))
    for words in ("Đính chính", "<s>9</s>", "10", "cộng sót", "Cụm trưởng", "công bố lại"):
        assert words in picture


def test_a_long_correction_goes_on_to_the_next_step():
    lines = tuple((f"ballot:P{number}", f"số {number}", "1", "2") for number in range(8))
    made = FiguresCorrected("v1", "v2", lines, "gõ nhầm", "Cụm trưởng", ())
    show = show_of(sample_version().snapshot, corrections=(made,))
    drawn = [draw_scene(show, ScreenPosition("correction:0", step)) for step in range(len(show.steps[-1]))]
    assert len(drawn) == 2
    assert all(f"số {number}" in "".join(drawn) for number in range(8))


def test_the_hold_is_calm_and_shows_no_figure(opened):
    picture = draw_pause(opened.snapshot, "")
    assert "đang đối chiếu lại số liệu" in picture
    assert "193,75" not in picture


def test_a_hidden_screen_is_dark_and_forward_brings_the_same_scene_back(tmp_path):
    day = Day(tmp_path)
    assert "blank" in picture_now(day.table), "before anything was read the screen is dark"
    day.desk.offer(sample_version())
    shown = picture_now(day.table)
    day.do(acts.toggle)
    assert "blank" in picture_now(day.table)
    assert picture_ahead(day.table) == shown
    day.do(acts.toggle)
    day.do(lambda table: acts.write(table, "Nghỉ giải lao"))
    assert "Nghỉ giải lao" in picture_now(day.table)
    day.do(release_acts.pause)
    assert "đối chiếu" in picture_now(day.table)


def test_nothing_moves_for_who_asked_for_less_motion():
    moving = STYLE[STYLE.index("prefers-reduced-motion: no-preference") : STYLE.index("@keyframes")]
    assert STYLE.count("animation:") == moving.count("animation:")


def test_no_picture_asks_another_place_for_anything(opened):
    drawn = "".join(pictures(opened).values()) + STYLE
    assert not re.search(r"https?://|url\(|@import|<script|<link", drawn)


def test_ballots_released_alone_speak_of_no_proposal():
    """Votes are shown, and neither picture nor sentence says what they give."""
    show = show_of(sample_version().snapshot, Released.of([releasable_ballot("P1")]))
    said = [picture for (scene, number), picture in pictures(show).items() if scene == "reveal:CNTP" and number]
    steps = show.steps[show.index("reveal:CNTP")][1:]
    scene = show.scenes[show.index("reveal:CNTP")]
    said += [cue.cue_sentence(show, scene, step) for step in steps]
    assert "10/11 phiếu" in said[1]
    assert all("Kết quả kiểm phiếu" in picture for picture in said[:2])
    assert not [text for text in said if "suy tôn, đề nghị" in text or "chưa có đơn vị" in text]


def test_clock_and_note_of_the_screen_stand_in_the_face_of_the_pictures():
    assert f"font-family: {FACE};" in STYLE
    assert f".timer, .note {{ font-family: {FACE};" in PROJECTOR
    assert PROJECTOR.count("font-family:") == STYLE.count("font-family:") + 1


def test_votes_stand_in_a_column_of_their_own_whatever_is_noted_beside_them(opened):
    votes = re.findall(r'<span class="value">([^<]*)</span>', "".join(pictures(opened).values()))
    assert "10/11 phiếu" in votes
    assert all(
        "phiếu" not in note for note in re.findall(r'<span class="note">([^<]*)', "".join(pictures(opened).values()))
    )


def test_a_correction_of_names_stands_on_lines_and_one_of_figures_in_columns():
    names = ("award:CNTP", "đơn vị được đề nghị", "Cục TGPL và Vụ PBGDPL", "Cục TGPL và Cục KTVBQPPL")
    for lines, kind in (((names,), "change told"), ((("ballot:P1", "TGPL: đồng ý", "9", "10"),), "change")):
        made = FiguresCorrected("v1", "v2", lines, "cộng sót", "Cụm trưởng", ())
        shown = draw_scene(show_of(sample_version().snapshot, corrections=(made,)), ScreenPosition("correction:0", 0))
        assert f'<div class="{kind}">' in shown
