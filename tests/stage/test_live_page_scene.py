"""The way to the live page in the hall: a scene of its own, and a corner of the scenes in which people wait."""

from __future__ import annotations

from lib.show.pictures.draw import picture_at
from lib.stage.show import ScreenPosition

ADDRESS = "http://192.168.1.5:8501/xem"
CORNER = 'class="phone"'


def test_the_scene_has_the_picture_and_the_address_in_words(day):
    day.desk.live_page = lambda: ADDRESS
    picture = picture_at(day.table, ScreenPosition("live_page", 0))
    assert "<svg" in picture
    assert "192.168.1.5:8501/xem" in picture
    assert "cùng mạng Wi-Fi" in picture


def test_scenes_in_which_people_wait_have_it_in_a_corner_and_no_others(day):
    day.desk.live_page = lambda: ADDRESS
    show = day.table.show
    assert show is not None
    having = {
        scene.kind.value for scene in show.scenes if CORNER in picture_at(day.table, ScreenPosition(scene.name, 0))
    }
    assert having == {"title", "hold", "voting", "counting"} & {scene.kind.value for scene in show.scenes}


def test_without_an_address_there_is_neither(day):
    show = day.table.show
    assert show is not None
    assert "live_page" not in {scene.name for scene in show.scenes}
    assert CORNER not in "".join(picture_at(day.table, ScreenPosition(scene.name, 0)) for scene in show.scenes)


def test_a_public_name_speaks_of_no_network(day):
    day.desk.live_page = lambda: "https://thidua.example.gov.vn/xem"
    assert "Wi-Fi" not in picture_at(day.table, ScreenPosition("live_page", 0))


def test_the_pack_for_the_day_without_a_server_has_no_address(day):
    day.desk.live_page = lambda: ADDRESS
    assert day.desk.whole_show().live_page is None
