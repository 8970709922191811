"""The show: scenes from the agenda or the usual order, steps, and moving about."""

from __future__ import annotations

import dataclasses

import pytest

from lib.access.rights import Role
from lib.model.records import SCORING_TABS
from lib.model.releasable import NOTHING, RANKING, SCORES, Released, releasable_award, releasable_ballot
from lib.model.year_records import SceneKind
from lib.release.role_view import snapshot_for
from lib.stage.released_by_log import all_released
from lib.stage.reveal import WAIT, StepKind
from lib.stage.scenes import scenes
from lib.stage.show import ScreenPosition, Show, build_show, proposal_pages, shown_ranks
from lib.stage.state import Options
from tests.days import sample_tables, sample_version, version, with_cell, with_state

USUAL = Options()


def show_of(snapshot, released=NOTHING, options=USUAL) -> Show:
    return build_show(snapshot, released, options)


@pytest.fixture(scope="module")
def closed() -> Show:
    return show_of(sample_version().snapshot)


@pytest.fixture(scope="module")
def opened() -> Show:
    snapshot = sample_version().snapshot
    return show_of(snapshot, all_released(snapshot))


def test_the_agenda_gives_the_order_of_the_day():
    book = sample_version().snapshot.workbook
    day = scenes(book)[: len(book.agenda or ())]
    assert [scene.item for scene in day] == list(book.agenda or ())
    assert day[0].kind is SceneKind.TITLE
    assert day[9].award == "CNTP"


def test_a_scene_that_comes_again_has_a_name_of_its_own():
    names = [scene.name for scene in scenes(sample_version().snapshot.workbook)]
    assert len(set(names)) == len(names)
    assert "title#2" in names


def test_without_an_agenda_the_usual_order_stands_with_every_award():
    book = dataclasses.replace(sample_version().snapshot.workbook, agenda=None)
    found = scenes(book)
    assert [scene.kind for scene in found][:2] == [SceneKind.TITLE, SceneKind.AGENDA]
    assert [scene.award for scene in found if scene.kind is SceneKind.REVEAL] == ["CNTP", "CCP"]


def test_an_award_that_the_agenda_forgot_can_be_jumped_to():
    book = sample_version().snapshot.workbook
    short = tuple(item for item in book.agenda or () if item.award != "CCP")
    found = scenes(dataclasses.replace(book, agenda=short))
    assert "reveal:CCP" in [scene.name for scene in found[len(short) :]]


def test_a_cluster_that_only_votes_has_no_scene_of_scores():
    book = sample_version().snapshot.workbook
    voting = dataclasses.replace(book, agenda=None, tabs=book.tabs - SCORING_TABS)
    kinds = {scene.kind for scene in scenes(voting)}
    assert SceneKind.REVEAL in kinds
    assert not kinds & {SceneKind.SCORES, SceneKind.GROUP_SCORES}


def test_before_any_release_scenes_of_results_only_wait(closed):
    waiting = {scene.kind for scene, steps in zip(closed.scenes, closed.steps, strict=True) if steps == WAIT}
    assert waiting == {SceneKind.SCORES, SceneKind.GROUP_SCORES, SceneKind.REVEAL, SceneKind.PROPOSALS}


def test_going_forward_reaches_every_step_once_and_back_only_where_it_waited(opened):
    place, seen = ScreenPosition("title", 0), [ScreenPosition("title", 0)]
    while (place := opened.after(place)) is not None:
        seen.append(place)
    day = [(scene.name, step) for scene, steps in list(zip(opened.scenes, opened.steps, strict=True))[: opened.day]
           for step in range(len(steps))]  # fmt: skip
    assert [(one.scene, one.step) for one in seen] == day
    back = seen[-1]
    while (back := opened.before(back)) is not None:
        assert opened.at(back)[1].seconds is None


def test_a_place_that_is_no_longer_there_is_the_nearest_one(closed):
    assert closed.clamped(ScreenPosition("scores", 99)) == ScreenPosition("scores", 0)
    assert closed.clamped(ScreenPosition("reveal:GONE", 3)) == ScreenPosition("title", 0)


def test_only_the_first_ranks_are_shown_where_the_switch_says_so():
    snapshot = sample_version().snapshot
    show = show_of(snapshot, Released.of([SCORES, RANKING]), Options(top=3))
    assert len(show.steps[show.index("scores")]) == 1


def test_attendance_is_known_before_a_ballot_and_never_tells_of_a_later_round():
    tables = with_state(with_state(sample_tables(), "P1", "chưa"), "P2", "chưa")
    show = show_of(version(tables).snapshot)
    first = next(one for one in show.attendance if one.award == "CNTP")
    assert (first.round, first.present, first.members, first.quorum) == (1, 11, 11, True)
    row = next(one for one in version(tables).snapshot.workbook.sessions if one.code == "P2").cell.row
    later = with_cell(tables, "Bỏ phiếu", row, 6, 10)
    assert show_of(version(later).snapshot).attendance == show.attendance


def test_after_the_first_round_is_released_the_second_is_announced():
    show = show_of(sample_version().snapshot, Released.of([releasable_ballot("P1"), releasable_award("CNTP")]))
    assert next(one.round for one in show.attendance if one.award == "CNTP") == 2


def test_the_scene_of_a_reveal_knows_what_it_shows(opened):
    things = opened.things(ScreenPosition("reveal:CNTP", 0))
    assert things == {releasable_ballot("P1"), releasable_ballot("P2"), releasable_award("CNTP")}
    assert opened.is_last_step(ScreenPosition("reveal:CNTP", len(opened.steps[opened.index("reveal:CNTP")]) - 1))


def test_every_scene_has_a_step(opened, closed):
    assert all(steps for steps in (*opened.steps, *closed.steps))
    assert any(step.kind is StepKind.LIST for steps in opened.steps for step in steps)


def test_the_first_ranks_are_cut_only_where_ranks_are_released():
    snapshot = sample_version().snapshot
    for released, units in ((Released.of([SCORES, RANKING]), 7), (Released.of([SCORES]), 11)):
        seen = snapshot_for(snapshot, Role.VIEWER, released)
        assert len(shown_ranks(seen, released, Options(top=6))) == units


def test_proposals_of_many_awards_take_several_pictures():
    snapshot = sample_version().snapshot
    awards = [
        dataclasses.replace(snapshot.workbook.awards[0], code=f"D{number}", position=number) for number in range(6)
    ]
    results = tuple(dataclasses.replace(snapshot.award("CNTP"), award=one.code) for one in awards)
    book = dataclasses.replace(snapshot.workbook, awards=tuple(reversed(awards)))
    many = dataclasses.replace(snapshot, workbook=book, awards=results)
    pages = proposal_pages(many, Released.of(releasable_award(one.code) for one in awards[:5]))
    assert [[one.award.code for one in page] for page in pages] == [["D0", "D1"], ["D2", "D3"], ["D4"]]
