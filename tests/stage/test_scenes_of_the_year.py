"""Scenes of the year: there only with their tab, outside the usual day, and nothing in them before its release."""

from __future__ import annotations

import dataclasses
import re
from functools import cache
from pathlib import Path

import pytest

from lib.model.releasable import NOTHING, RANKING, SCORES, Released, releasable_award, releasable_ballot
from lib.model.year_records import SceneKind
from lib.sheets.sources.source import RawTables
from lib.show.pictures.draw import draw_scene
from lib.snapshot import Snapshot
from lib.stage.released_by_log import all_released
from lib.stage.show import ScreenPosition, Show, build_show
from lib.stage.state import Options
from lib.years import pages
from tests.days import Day, sample_tables, version, with_cell, with_row

OF_THE_YEAR = {"years", "registrations", "ratings", "leadership", "tasks"}
TAB_OF = {"Lịch sử": "years", "Đăng ký": "registrations", "Xếp loại": "ratings", "Lãnh đạo cụm": "leadership"}
FIRST = Released.of([releasable_ballot("P1"), releasable_ballot("P2"), releasable_award("CNTP")])


def show_of(tables: RawTables, released: Released = NOTHING, earlier: tuple[Snapshot, ...] = ()) -> Show:
    snapshot = version(tables).snapshot
    return build_show(snapshot, released, Options(), earlier=earlier)


@cache
def sample_show() -> Show:
    return show_of(sample_tables())


def kinds(show: Show) -> set[str]:
    return {scene.kind.value for scene in show.scenes} & OF_THE_YEAR


def without(tables: RawTables, tab: str) -> RawTables:
    return dataclasses.replace(tables, tables=tuple(one for one in tables.tables if one.tab != tab))


def on_agenda(word: str, tables: RawTables | None = None) -> RawTables:
    return with_row(tables or sample_tables(), "Chương trình", 17, "12:00", "Mục cuối", None, word)


def text_of(show: Show, *names: str) -> str:
    """What the pictures of scenes say, of all scenes where none is named."""
    wanted = names or tuple(scene.name for scene in show.scenes)
    drawn = [
        draw_scene(show, ScreenPosition(name, step))
        for name in wanted
        for step in range(len(show.steps[show.index(name)]))
    ]
    return " ".join(re.sub(r"<[^>]+>", " ", "".join(drawn)).split())


def test_they_are_jumped_to_and_stand_in_no_usual_day() -> None:
    show = sample_show()
    assert kinds(show) == OF_THE_YEAR - {"tasks"}
    assert not {scene.kind.value for scene in show.scenes[: show.day]} & OF_THE_YEAR
    without_agenda = show_of(without(sample_tables(), "Chương trình"))
    assert not {scene.kind.value for scene in without_agenda.scenes[: without_agenda.day]} & OF_THE_YEAR


@pytest.mark.parametrize(("tab", "kind"), TAB_OF.items())
def test_without_its_tab_a_scene_is_not_there(tab: str, kind: str) -> None:
    show = show_of(without(sample_tables(), tab))
    assert kinds(show) == OF_THE_YEAR - {"tasks", kind}


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("nhiều năm", SceneKind.YEARS),
        ("đăng ký", SceneKind.REGISTRATIONS),
        ("Xếp loại", SceneKind.RATINGS),
        ("lãnh đạo cụm", SceneKind.LEADERSHIP),
        ("công việc", SceneKind.TASKS),
    ],
)
def test_the_agenda_names_them(word: str, kind: SceneKind) -> None:
    show = show_of(on_agenda(word))
    assert show.scenes[show.day - 1].kind is kind
    assert [scene.kind for scene in show.scenes].count(kind) == 1


@pytest.mark.parametrize("word", ["nhiều năm", "đăng ký", "xếp loại", "lãnh đạo cụm", "công việc"])
def test_on_the_agenda_without_its_tab_it_is_a_hold_with_the_items_words(word: str) -> None:
    tables = sample_tables()
    for tab in (*TAB_OF, "Công việc"):
        tables = without(tables, tab)
    show = show_of(on_agenda(word, tables))
    last = show.scenes[show.day - 1]
    assert last.kind is SceneKind.HOLD
    assert "Mục cuối" in draw_scene(show, ScreenPosition(last.name, 0))
    assert not kinds(show)


def test_tasks_reach_the_hall_only_where_the_agenda_names_their_scene() -> None:
    task = "Gửi hồ sơ đề nghị khen thưởng"
    assert sample_show().snapshot.workbook.tasks is None
    assert task not in text_of(sample_show())
    assert task in text_of(show_of(on_agenda("công việc")), "tasks")
    assert "quá hạn" not in text_of(show_of(on_agenda("công việc")), "tasks")


def test_before_the_release_the_years_before_are_there_and_nothing_of_this_one() -> None:
    said = text_of(sample_show(), "years")
    assert "95,00 %" in said
    assert "hạng chỉ so trong từng năm" not in said
    for figure in ("2019 Cục", "≠ 2019", "96,88 %", "1/11 96,50"):
        assert figure not in said
    assert all(result.year < 2019 for result in sample_show().past.years.results)  # type: ignore[union-attr]


def test_years_before_the_release_do_not_change_with_what_is_under_embargo() -> None:
    other = with_cell(with_cell(sample_tables(), "Thẩm định", 6, 5, 0), "Thẩm định", 7, 6, 0)
    assert (
        version(other).snapshot.standings["total"].tolist()
        != version(sample_tables()).snapshot.standings["total"].tolist()
    )
    assert text_of(show_of(other), "years") == text_of(sample_show(), "years")


def test_scores_without_the_ranking_give_shares_and_no_ranks() -> None:
    said = text_of(show_of(sample_tables(), Released.of([SCORES])), "years")
    assert "2019" in said
    assert "96,50 %" in said
    assert "8/11 93,50 %" not in said
    ranked = text_of(show_of(sample_tables(), Released.of([SCORES, RANKING])), "years")
    assert "8/11 93,50 %" in ranked


def test_an_award_adds_its_flags_only_once_it_is_released() -> None:
    counted = "Cờ thi đua ngành Tư pháp: 2019"
    assert counted not in text_of(show_of(sample_tables(), Released.of([SCORES, RANKING])), "years")
    assert counted in text_of(show_of(sample_tables(), FIRST), "years")


def test_earlier_workbooks_alone_give_the_scene_too() -> None:
    tables = without(sample_tables(), "Lịch sử")
    row = next(n for n, cells in enumerate(tables.tables[0].rows, 1) if "Năm thi đua" in cells)
    before = version(with_cell(tables, "Thông tin", row, 2, 2018)).snapshot
    assert "years" not in kinds(show_of(tables, all_released(version(tables).snapshot)))
    show = show_of(tables, all_released(version(tables).snapshot), (before,))
    assert "years" in kinds(show)
    assert "2018" in text_of(show, "years")


def test_reasons_of_exclusions_are_in_no_picture_and_in_no_record_of_the_show() -> None:
    tables = with_row(sample_tables(), "Loại trừ", "CN", "MALYDOKIN", None, None, "VANBANKIN")
    show = show_of(on_agenda("công việc", tables), all_released(version(tables).snapshot))
    assert show.snapshot.workbook.exclusions is None
    said = text_of(show) + repr(show.snapshot.workbook)
    assert "MALYDOKIN" not in said
    assert "VANBANKIN" not in said
    assert "không thuộc diện xét" not in said


def test_ratings_are_shown_without_a_remark_on_anybody() -> None:
    row = next(
        n for n, cells in enumerate(next(t for t in sample_tables().tables if t.tab == "Xếp loại").rows, 1)
        if cells[:2] == ("TGPL", "công chức")
    )  # fmt: skip
    said = text_of(show_of(with_cell(sample_tables(), "Xếp loại", row, 3, 9)), "ratings")
    assert "37,50 %" in said
    assert "vượt" not in said


def test_registrations_count_units_and_name_them_in_protocol_order() -> None:
    said = text_of(sample_show(), "registrations")
    assert "8/11 đơn vị đăng ký" in said
    assert said.index("Cục TGPL") < said.index("Tổng cục THADS") < said.index("Vụ PBGDPL")


def test_leaders_stand_latest_year_first_and_those_of_the_year_to_come_wait_for_the_handover() -> None:
    tables = with_row(sample_tables(), "Lãnh đạo cụm", 2017, "Cụm trưởng", "Cục BTTP", "Người cũ", None)
    said = text_of(show_of(tables), "leadership")
    assert said.index("Phạm Tuấn Ngọc") < said.index("Người cũ")
    assert "Nguyễn Thị Hảo" not in said
    assert "2020" not in said
    assert "Nguyễn Thị Hảo" in text_of(show_of(tables), "handover")


def test_a_movement_of_many_units_goes_on_on_another_picture() -> None:
    book = sample_show().snapshot.workbook
    movement = (book.movements or ())[0]
    many = dataclasses.replace(movement, states=movement.states * 2)
    bare = dataclasses.replace(movement, states=())
    found = pages.movement_pages(dataclasses.replace(book, movements=(many, bare)))
    assert [len(page.states) for page in found] == [11, 11, 0]
    said = text_of(sample_show(), "movements")
    assert "Bộ Tư pháp · từ 01/01/2019 đến 31/12/2019" in said


def test_the_desk_hands_on_the_workbooks_of_earlier_years(tmp_path: Path) -> None:
    tables = without(sample_tables(), "Lịch sử")
    row = next(n for n, cells in enumerate(tables.tables[0].rows, 1) if "Năm thi đua" in cells)
    read: list[Snapshot] = []
    desk = Day(tmp_path).desk
    desk.earlier = lambda: tuple(read)
    desk.offer(version(tables))
    show = desk.table().show
    assert show is not None
    assert "years" not in kinds(show)
    read += [version(with_cell(tables, "Thông tin", row, 2, year)).snapshot for year in (2017, 2018)]
    show = desk.table().show
    assert show is not None
    assert "years" in kinds(show)
