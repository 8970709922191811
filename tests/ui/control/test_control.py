"""The control page under Streamlit's own test runner: what it shows, what its buttons do, what it refuses."""

from __future__ import annotations

import dataclasses
import re

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Button, Selectbox

from lib.access.rights import Role
from lib.model.releasable import RANKING, SCORES, releasable_award, releasable_ballot
from lib.stage import acts, release_acts
from lib.stage.log.events import RunKind
from lib.stage.read_back import figures_mark, read_back_figures
from lib.store.shelf import FolderShelf
from lib.ui import running_app
from tests.builders import ScriptedSource
from tests.days import (
    counted_so_far,
    mended,
    papers_tables,
    row_of,
    sample_tables,
    tied_tables,
    version,
    with_cell,
    with_votes,
)
from tests.ui.conftest import page, unopened
from tests.ui.test_pages import rows_of, titles_of


@pytest.fixture
def control(day, running, become):
    """Opens the page as the secretary over the desk of `day`."""
    become(Role.SECRETARY)
    feed = running(ScriptedSource(sample_tables()), desk=day.desk)

    def opening() -> AppTest:
        running(feed, desk=day.desk)
        return page(unopened().run(), "dieu_khien")

    return opening


def text(app: AppTest) -> str:
    found = [*app.markdown, *app.caption, *app.info, *app.warning, *app.error, *app.success]
    return "\n".join(str(one.value) for one in found)


def forward(app: AppTest) -> Button:
    return next(one for one in app.button if one.label == "Tiếp →")


def listed(app: AppTest, key: str) -> Selectbox:
    """The list of the page whose key begins with these letters."""
    return next(box for box in app.selectbox if str(box.key).startswith(key))


def place_of_tabs(app: AppTest) -> int:
    return next(place for place, part in app.main.children.items() if part.type == "tab_container")


def toasts(app: AppTest) -> str:
    return " ".join(str(one.value) for one in app.toast)


def test_the_page_says_what_is_seen_what_to_read_and_which_version(day, control):
    app = control()
    assert not app.exception
    assert "Chào mừng quý vị đại biểu" in text(app)
    assert "bản số 1" in text(app)


def test_forward_moves_the_screen_and_who_pressed_is_in_the_log(day, control):
    app = control()
    app.text_input(key="control_name").set_value("Nguyễn Văn An")
    forward(app).click().run()
    assert day.desk.state.scene == "agenda"
    assert day.desk.history()[-1].who == "Nguyễn Văn An"


def test_a_press_from_an_old_page_moves_nothing_and_says_why(day, control):
    app = control()
    day.do(acts.forward)
    forward(app).click().run()
    assert day.desk.state.scene == "agenda"
    assert "Người khác vừa bấm trước" in toasts(app)


def test_a_second_click_of_the_same_person_on_an_old_page_is_told_so_kindly(day, control):
    app = control()
    app.text_input(key="control_name").set_value("Nguyễn Văn An")
    day.desk.do(acts.forward, day.desk.state.seq, "Nguyễn Văn An")
    forward(app).click().run()
    assert day.desk.state.scene == "agenda"
    assert "Lần bấm trước đã được ghi" in toasts(app)
    assert "Người khác" not in toasts(app)


def test_a_release_without_a_read_back_is_refused_with_a_sentence(day, control):
    day.begin()
    app = control()
    assert "Phiên P1 chưa được đối chiếu với biên bản giấy" in text(app)
    assert app.button(key="open_CNTP").disabled


def test_a_ballot_that_does_not_agree_with_the_paper_is_released_with_a_reason_alone(day, control):
    day.begin()
    day.read_back("P1", differing=("valid",))
    day.read_back("P2")
    app = control()
    assert "có số chưa khớp với biên bản giấy. **Chỉ công bố được khi ghi lý do.**" in text(app)
    app.button(key="open_CNTP").click().run()
    assert "phải ghi lý do" in toasts(app)
    app.text_input(key="reason_CNTP").set_value("Ban kiểm phiếu ghi nhầm số hợp lệ; Cụm trưởng đồng ý")
    app.button(key="open_CNTP").click().run()
    assert releasable_award("CNTP") in day.table.hall
    assert "ghi nhầm số hợp lệ" in day.desk.history()[-1].event.reason


def test_of_a_session_that_does_not_count_the_page_says_why_and_offers_nothing(day, control):
    half = with_votes(sample_tables(), "P1", TGPL=None)
    day.desk.offer(version(half))
    day.do(lambda table: acts.take(table, seen_losses=frozenset({"Phiếu"})))
    day.begin()
    day.read_back("P1")
    app = control()
    (told,) = [one.value for one in app.markdown if "**Phiên P1**" in one.value]
    assert "số phiếu không được công bố và không in ra" in told
    assert told.endswith("**Chưa công bố được.**")
    assert "Bỏ phiếu\\!" in text(app) or "Bỏ phiếu!" in text(app)
    assert app.button(key="open_CNTP").disabled
    assert not [one for one in app.button if one.key == "alone_P1"]


def test_the_votes_of_one_round_are_released_alone(day, control):
    day.begin()
    day.read_back("P1")
    app = control()
    app.button(key="alone_P1").click().run()
    assert day.desk.state.hall == {releasable_ballot("P1")}


def test_the_button_counts_the_boxes_that_are_not_ticked_as_they_stand_on_the_page(day, control):
    day.begin()
    app = control()
    app.toggle(key="open_read_P1_0").set_value(True).run()
    boxes = [box for box in app.checkbox if box.key.startswith("tick_P1_")]
    assert boxes
    label = app.button(key="confirm_P1").label
    assert label == f"Xác nhận đối chiếu – còn {len(boxes)} ô chưa đánh dấu khớp"
    boxes[0].set_value(True).run()
    assert app.button(key="confirm_P1").label.endswith(f"còn {len(boxes) - 1} ô chưa đánh dấu khớp")


def test_what_is_left_open_on_purpose_turns_green_with_its_reason_and_red_again_once_it_changes(
    day, tmp_path, running, become
):
    become(Role.SECRETARY)
    left = with_cell(sample_tables(), "Thông tin", row_of(sample_tables(), "Thông tin", "Trần điểm trừ"), 3, None)
    left = with_cell(left, "Thông tin", row_of(left, "Thông tin", "Trần điểm trừ"), 2, None)
    day.desk.offer(version(left))
    running(ScriptedSource(left), desk=day.desk, known=FolderShelf(tmp_path / "known"))
    app = page(unopened().run(), "kiem_tra")
    open_before = [one.key for one in app.text_input if str(one.key).startswith("known_")]
    key = open_before[0]
    app.button(key=f"{key}_done").click().run()
    assert [one.key for one in app.text_input if str(one.key).startswith("known_")] == open_before, (
        "no reason, no green"
    )
    app.text_input(key=key).set_value("Cụm trưởng đồng ý để ngỏ")
    app.button(key=f"{key}_done").click().run()
    assert not app.exception
    assert " – đã biết: Cụm trưởng đồng ý để ngỏ" in text(app).replace("\\", "")
    assert key not in [one.key for one in app.text_input]
    running_app.take_back()


def test_a_read_back_names_the_figures_that_were_not_ticked(day, control):
    day.begin()
    app = control()
    app.toggle(key="open_read_P1_0").set_value(True).run()
    app.text_input(key="reader_P1").set_value("An")
    app.text_input(key="checker_P1").set_value("Bình")
    book = day.table.played.workbook
    app.checkbox(key=f"tick_P1_{figures_mark(book, 'P1')}_0").set_value(True)
    app.button(key="confirm_P1").click().run()
    read = day.desk.state.read_back("P1")
    assert read.names == ("An", "Bình")
    assert set(read.differing) == {one.name for one in read_back_figures(book, "P1")} - {"members"}


def test_a_read_back_closes_when_it_is_confirmed_and_opens_again_as_it_was(day, control):
    day.begin()
    app = control()
    app.toggle(key="open_read_P1_0").set_value(True).run()
    tick = f"tick_P1_{figures_mark(day.table.played.workbook, 'P1')}_0"
    app.text_input(key="reader_P1").set_value("An")
    app.text_input(key="checker_P1").set_value("Bình")
    app.checkbox(key=tick).set_value(True)
    app.button(key="confirm_P1").click().run()
    assert not [one for one in app.text_input if one.key == "reader_P1"]
    assert "An và Bình đối chiếu lúc" in text(app)
    (toggle,) = [one for one in app.toggle if one.key.startswith("open_read_P1_")]
    assert not toggle.value
    toggle.set_value(True).run()
    assert [app.text_input(key=key).value for key in ("reader_P1", "checker_P1")] == ["An", "Bình"]
    assert app.checkbox(key=tick).value


def test_the_newer_version_is_told_cell_by_cell_and_taken(day, control):
    day.do(acts.fix_scores)
    day.desk.offer(version(with_votes(sample_tables(), "P3", TGPL=2)))
    app = control()
    assert "1 → 2" in text(app)
    app.button(key="take").click().run()
    assert day.table.newer is None


def plain(app: AppTest) -> str:
    """The texts of the page without the marks of Markdown."""
    return text(app).replace("\\", "")


def test_what_a_version_lost_is_ticked_for_each_tab_before_it_is_taken(day, control):
    lost = with_votes(sample_tables(), "P3", TGPL=None)
    day.desk.offer(version(lost))
    assert day.table.newer is not None, "nobody looked yet"
    app = control()
    assert "mất 1 ô ở “Phiếu”: P3 · TGPL, đồng ý (trước là 1)" in plain(app)
    assert app.button(key="take").disabled
    (tick,) = [one for one in app.checkbox if one.key.startswith("lost_")]
    tick.set_value(True).run()
    app.button(key="take").click().run()
    assert day.table.newer is None


def test_a_cell_to_be_mended_is_named_with_its_unit(day, control):
    day.desk.offer(version(with_votes(sample_tables(), "P3", TGPL=12)))
    assert re.search(r"- Phiếu!C\d+ \(Cục TGPL\): ", plain(control()))


def test_a_version_with_cells_to_be_mended_says_so_where_it_is_taken(day, control):
    day.do(lambda table: acts.switch(table, "auto_take", False))
    day.desk.offer(version(with_votes(sample_tables(), "P3", TGPL=12)))
    (told,) = [one.value.replace("\\", "") for one in control().warning if "ô phải sửa" in one.value]
    assert re.search(r"Bản này còn \*\*\d+ ô phải sửa\*\*: .*Phiếu!C\d+", told)


def test_a_lost_version_is_named_by_its_number(day, control, monkeypatch):
    taken = day.desk.state.taken
    monkeypatch.setattr(day.desk, "table", lambda found=day.table: dataclasses.replace(found, taken=None))
    (told,) = [one.value for one in control().error if "Không còn đọc được bản số liệu" in one.value]
    assert "(bản số 1)" in told
    assert taken[:8] not in told


def test_a_tie_is_told_before_the_reveal_with_rows_to_paste(day, control):
    day.desk.offer(version(tied_tables()))
    app = control()
    assert "dừng ở 1 suất chưa quyết định giữa Cục ĐKQGGDBĐ và Vụ PBGDPL" in text(app)
    rows = "\n".join(one.value for one in app.code)
    assert "CNTP-3\tCNTP\t3" in rows
    assert "CNTP\tPBGDPL\t" in rows


def test_the_hold_and_the_correction_ask_for_a_reason_and_a_name(day, control):
    app = control()
    app.button(key="pause").click().run()
    assert day.desk.state.paused
    day.desk.offer(version(with_votes(sample_tables(), "P3", TGPL=2)))
    app = control()
    app.button(key="correct").click().run()
    assert day.desk.state.paused
    app.text_input(key="correct_reason").set_value("gõ nhầm")
    app.text_input(key="correct_who").set_value("Cụm trưởng")
    app.button(key="correct").click().run()
    assert not day.desk.state.paused
    assert day.desk.state.corrections[0].decided_by == "Cụm trưởng"


def test_a_rehearsal_says_so_and_needs_no_read_back(day, control):
    app = control()
    app.checkbox(key=f"sure_{RunKind.REHEARSAL}_{day.desk.state.run}").set_value(True).run()
    app.button(key=f"begin_{RunKind.REHEARSAL}").click().run()
    assert day.desk.state.rehearsal
    assert "giả định" in text(app)
    app.button(key="open_CNTP").click().run()
    assert releasable_award("CNTP") in day.table.hall


def test_without_a_desk_the_page_says_so(running, become):
    become(Role.SECRETARY)
    running(ScriptedSource(sample_tables()))
    app = page(unopened().run(), "dieu_khien")
    assert "không phục vụ màn hình hội trường" in rows_of(app)


def test_the_title_says_what_the_hall_sees(day, control):
    assert titles_of(control()) == ["Hội trường đang xem: tiêu đề"]
    day.do(lambda table: acts.jump(table, "reveal:CNTP", 0))
    assert titles_of(control()) == ["Hội trường đang xem: công bố Cờ thi đua ngành Tư pháp"]
    day.do(acts.toggle)
    assert titles_of(control()) == ["Màn hình hội trường đang ẩn"]


def test_scores_are_released_first_and_ranks_later(day, control):
    day.do(acts.fix_scores)
    day.begin()
    app = control()
    app.button(key="only_scores").click().run()
    assert day.desk.state.hall == {SCORES}
    assert "chưa công bố xếp hạng" in text(app)
    app.button(key="open_scores").click().run()
    assert day.desk.state.hall == {SCORES, RANKING}


def test_a_scene_begins_at_the_step_that_was_chosen(day, control):
    app = control()
    app.selectbox(key="jump_to_title").select("agenda").run()
    steps = len(day.table.show.steps[day.table.show.index("agenda")])
    app.selectbox(key=f"jump_step_agenda_{steps}").select(1).run()
    app.button(key="jump").click().run()
    assert (day.desk.state.scene, day.desk.state.step) == ("agenda", 1)


@pytest.mark.parametrize("lists", ["jump_to_title", "jump_step_"])
def test_a_choice_that_is_no_longer_in_its_list_moves_nothing(day, control, lists):
    app = control()
    listed(app, "jump_to_title").select("agenda").run()
    stale = listed(app, lists)
    stale.options[1] = "2. tên trước khi có phiên bản mới"
    stale.set_value(stale.options[1])
    app.button(key="jump").click().run()
    assert not app.exception
    assert (day.desk.state.scene, day.desk.state.step) == ("title", 0)
    assert "lần bấm này không tính" in toasts(app)


def test_the_tabs_keep_their_place_whatever_is_said_above_them(day, control):
    """Tabs that move are made anew by the front end, and one that was open is closed where they come in parts."""
    place = place_of_tabs(control())
    lengths = set()
    for act in (acts.toggle, acts.fix_scores, release_acts.pause):
        day.do(act)
        app = control()
        assert place_of_tabs(app) == place
        lengths.add(len(app.main.children[place - 1].children))
    assert len(lengths) > 1


def test_a_scene_picked_in_the_same_moment_begins_at_its_beginning(day, control):
    app = control()
    listed(app, "jump_to_title").select("agenda").run()
    listed(app, "jump_step_agenda").select(1)
    listed(app, "jump_to_title").select("movements")
    app.button(key="jump").click().run()
    assert (day.desk.state.scene, day.desk.state.step) == ("movements", 0)


def test_the_page_says_whose_act_an_undo_would_take_back(day, control):
    app = control()
    assert app.button(key="undo").disabled
    day.do(acts.toggle)
    app = control()
    assert "Sẽ hoàn tác" in text(app)
    assert "Thư ký · ẩn màn hình" in text(app)
    app.button(key="undo").click().run()
    assert not day.desk.state.hidden


def test_the_count_is_shown_with_both_counts_their_difference_and_the_identity(day, control):
    day.desk.offer(version(counted_so_far(papers_tables(), 11, 8)))
    told = text(control()).replace("\\", "")
    assert "Lượt 1: 11 phiếu · lượt 2: 8 phiếu · phát ra 11" in told
    assert ":red[:material/cancel: Có 1 chỗ phải xem lại trên phiếu giấy]" in told
    assert "Phiếu bầu!O19: Phiếu số 7: hai lượt kiểm ghi khác nhau ở Vụ PBGDPL" in told
    assert "11 phát ra = 11 thu về = 10 hợp lệ + 1 không hợp lệ" in told


def test_the_count_is_green_where_both_counts_agree(day, control):
    day.desk.offer(version(mended(papers_tables())))
    assert ":green[:material/check_circle: Hai lượt khớp nhau từng phiếu]" in text(control())


def test_a_correction_asks_for_a_tick_for_each_tab_that_lost_something(day, control):
    day.do(acts.fix_scores)
    day.desk.offer(version(with_votes(sample_tables(), "P3", TGPL=None)))
    day.do(release_acts.pause)
    app = control()
    assert "mất 1 ô ở “Phiếu”: P3 · TGPL, đồng ý (trước là 1)" in plain(app)
    app.text_input(key="correct_reason").set_value("gõ nhầm").run()
    app.text_input(key="correct_who").set_value("Cụm trưởng").run()
    assert app.button(key="correct").disabled
    tick = next(one for one in app.checkbox if one.key.startswith("lost_correct_"))
    tick.set_value(True).run()
    app.button(key="correct").click().run()
    assert day.desk.state.corrections[0].reason == "gõ nhầm"
    assert day.table.newer is None


def test_votes_in_a_sheet_shared_by_link_ask_once_more_before_hall_and_web(day, control):
    day.begin()
    day.read_back("P1", "P2")
    day.desk.open_tabs = lambda _snapshot: ("Phiếu",)
    app = control()
    assert "Ai có địa chỉ của bảng tính cũng đọc được số phiếu ở trang tính Phiếu" in text(app)
    assert app.button(key="open_CNTP").disabled
    app.checkbox(key="open_votes_CNTP").set_value(True).run()
    app.button(key="open_CNTP").click().run()
    assert releasable_award("CNTP") in day.table.hall
    assert app.button(key="publish").disabled
    app.checkbox(key="open_votes_web").set_value(True).run()
    app.button(key="publish").click().run()
    assert releasable_award("CNTP") in day.desk.state.wanted
