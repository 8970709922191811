"""A whole conference on the sample, from the rehearsal to the handover, with everything that really happens."""

from __future__ import annotations

import json
import re
import shutil
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import WebSocketRoute, expect

from tests.browser.conftest import Server, keep_picture
from tests.browser.hall import Hall, Sheet, conference_server
from tests.browser.pool import BrowserPool
from tests.browser.test_presses import acts

FLAG, STATE_FLAG = "Cờ thi đua ngành Tư pháp", "Cờ thi đua Chính phủ"
FIRST_BALLOT = {
    "TGPL": 10, "THADS": 0, "HTQTCT": 0, "KTVB": 0, "DKGDBD": 3, "BTTP": 2, "QLXLVPHC": 8, "PBGDPL": 7,
}  # fmt: skip
TIED_BALLOT = {"DKGDBD": 8, "BTTP": 1, "PBGDPL": 8}
HIGHER_BALLOT = {"TGPL": 1, "QLXLVPHC": 9, "PBGDPL": 1}
REASON = "Biên bản giấy viết nhầm một số; Ban kiểm phiếu và Cụm trưởng xác nhận"
BLANK = dict.fromkeys


pytestmark = pytest.mark.long


@pytest.fixture
def sheet(tmp_path: Path) -> Sheet:
    """The workbook before the vote: sessions are there, no ballot is counted."""
    sheet = Sheet(tmp_path)
    blank = [
        change
        for session, ballot in (("P1", FIRST_BALLOT), ("P2", TIED_BALLOT), ("P3", HIGHER_BALLOT))
        for change in (*sheet.votes(session, **BLANK(ballot)), sheet.state(session, "chưa"))
    ]
    sheet.edit(*blank)
    return sheet


@pytest.fixture
def server(tmp_path: Path, sheet: Sheet) -> Iterator[Server]:
    home = tmp_path / "server"
    home.mkdir()
    server = conference_server(home, sheet.path).start()
    yield server
    server.stop()


@pytest.fixture
def hall(pool: BrowserPool, server: Server) -> Iterator[Hall]:
    with pool.lent() as take:
        yield Hall(take, server)


def test_a_whole_conference(hall: Hall, sheet: Sheet, tmp_path: Path):
    rehearse(hall)
    begin(hall)
    hide_and_show(hall)
    release_scores(hall)
    count_the_first_ballot(hall, sheet)
    leave_a_tie_open(hall)
    die_in_the_middle_and_come_back(hall)
    settle_the_tie(hall, sheet)
    vote_for_the_higher_award(hall, sheet)
    correct_a_figure(hall, sheet)
    lose_the_network(hall, sheet, tmp_path)
    hall.jump("Bàn giao")
    expect(hall.picture(hall.watch)).to_contain_text("Phạm Tuấn Ngọc")


def rehearse(hall: Hall) -> None:
    """Invented votes on the screen with their sign, nothing of them on a phone."""
    hall.begin("Bắt đầu tập dượt")
    for screen in hall.screens:
        expect(hall.picture(screen)).to_contain_text("TẬP DƯỢT")
    hall.release("CNTP")
    hall.jump(f"Công bố: {FLAG}")
    hall.clicker()
    hall.clicker()
    expect(hall.picture(hall.watch)).to_contain_text("Đơn vị được suy tôn")
    assert "Kết quả suy tôn chưa được công bố" in hall.look_on_phone("danh_hieu")
    hall.tab("Lần chạy")
    hall.press("Kết thúc tập dượt")
    expect(hall.picture(hall.watch)).not_to_contain_text("TẬP DƯỢT")


def begin(hall: Hall) -> None:
    """Scores are fixed, everything is closed."""
    hall.tab("Phiên bản")
    hall.press("Chốt điểm")
    hall.begin("Bắt đầu hội nghị")
    expect(hall.picture(hall.watch)).to_contain_text("HỘI NGHỊ TỔNG KẾT")
    assert "Điểm thi đua chưa được công bố" in hall.look_on_phone("bang_diem")


def hide_and_show(hall: Hall) -> None:
    """B hides in the window with keys and does nothing in the one that only watches."""
    hall.watch.keyboard.press("b")
    hall.watch.keyboard.press("ArrowRight")
    hall.clicker()
    expect(hall.picture(hall.watch)).to_contain_text("Chương trình hội nghị")
    hall.clicker("b")
    for screen in hall.screens:
        expect(screen.locator(".hall .blank")).to_be_visible()
    hall.clicker("b")
    expect(hall.picture(hall.watch)).to_contain_text("Chương trình hội nghị")
    for key, words in ((" ", "11:00"), ("PageUp", "08:00"), ("PageDown", "11:00"), ("ArrowLeft", "08:00")):
        hall.clicker(key)
        expect(hall.picture(hall.watch)).to_contain_text(words)


def release_scores(hall: Hall) -> None:
    """The scene waits until the scores are released; phones follow at its last step, and here it has only one."""
    hall.jump("Báo cáo kết quả chấm điểm")
    expect(hall.picture()).to_contain_text("Kết quả sẽ được công bố")
    hall.tab("Đối chiếu và công bố")
    hall.press("Công bố điểm và xếp hạng tại hội trường")
    expect(hall.picture(hall.watch)).to_contain_text("193,75")
    assert "193,75" in hall.look_on_phone("bang_diem")


def count_the_first_ballot(hall: Hall, sheet: Sheet) -> None:
    """A half-typed count decides nothing; the whole one is taken and read back."""
    half = FIRST_BALLOT | {"PBGDPL": None}
    sheet.edit(*sheet.votes("P1", **half), sheet.state("P1", "đã kiểm"))
    hall.tab("Phiên bản")
    expect(hall.control.get_by_text("Có phiên bản mới")).to_be_visible()
    hall.take()
    hall.tab("Đối chiếu và công bố")
    expect(hall.control.get_by_text("phiên chưa đủ điều kiện tính kết quả").first).to_be_visible()
    expect(hall.control.get_by_text("Chưa có phiên nào đủ điều kiện").first).to_be_visible()
    expect(hall.release_button("CNTP")).to_be_disabled()
    sheet.edit(*sheet.votes("P1", **FIRST_BALLOT), *sheet.votes("P2", **TIED_BALLOT), sheet.state("P2", "đã kiểm"))
    hall.tab("Phiên bản")
    expect(hall.control.get_by_text("Phiếu\\!C").or_(hall.control.get_by_text("Phiếu!C")).first).to_be_visible()
    hall.take()
    hall.read_back("P1")
    hall.read_back("P2", agrees=False)


def leave_a_tie_open(hall: Hall) -> None:
    """The control says where the reveal will stop; what is clear is released, with a reason for what does not agree."""
    expect(hall.control.get_by_text("Màn công bố sẽ hiện").first).to_be_visible()
    keep_picture(hall.control, "control-tie")
    hall.release("CNTP")
    expect(hall.control.get_by_text("phải ghi lý do").first).to_be_visible()
    hall.release("CNTP", REASON)
    hall.jump(f"Công bố: {FLAG}")
    for _ in range(2):
        hall.clicker()
    expect(hall.picture(hall.watch)).to_contain_text("Cục Quản lý xử lý vi phạm hành chính")
    expect(hall.picture(hall.watch)).to_contain_text("8/11 phiếu")


def die_in_the_middle_and_come_back(hall: Hall) -> None:
    """The server is killed during the reveal: pictures stay, no dialog, and everything goes on where it was."""
    before = hall.picture(hall.watch).inner_text()
    process = hall.server.process
    assert process is not None
    process.kill()
    process.wait(20)
    time.sleep(6)
    for screen in hall.screens:
        assert hall.picture(screen).inner_text() == before
        expect(screen.get_by_role("dialog")).to_have_count(0)
    hall.server.start()
    press_until(hall, "Suất thứ 3 chờ quyết định")
    hall.control.bring_to_front()
    expect(hall.control.locator(".now .pic")).to_contain_text("Suất thứ 3 chờ quyết định")
    hall.settle()
    hall.press("Hoàn tác thao tác cuối")
    expect(hall.picture(hall.watch)).not_to_contain_text("Suất thứ 3 chờ quyết định")
    press_until(hall, "Suất thứ 3 chờ quyết định")
    assert "đồng phiếu" in hall.look_on_phone("danh_hieu")


def press_until(hall: Hall, words: str) -> None:
    """The clicker, until both screens show these words."""
    for _ in range(20):
        if words in hall.picture().inner_text():
            break
        hall.clicker()
        time.sleep(0.5)
    for screen in hall.screens:
        expect(hall.picture(screen)).to_contain_text(words)


def settle_the_tie(hall: Hall, sheet: Sheet) -> None:
    """The decision is typed, taken and released; the phones learn of it at the end of the scene."""
    sheet.add(
        "Quyết định",
        ("CNTP", "PBGDPL", "suy tôn", "tổng điểm cao hơn", "Cụm trưởng", None),
        ("CNTP", "DKGDBD", "không suy tôn", "hết số lượng", "Cụm trưởng", None),
    )
    hall.tab("Phiên bản")
    expect(hall.control.get_by_text("Có phiên bản mới")).to_be_visible()
    hall.take()
    text = hall.look_on_phone("danh_hieu")
    assert "đồng phiếu" in text, "what is taken is not yet released"
    assert "tổng điểm cao hơn" not in text
    hall.release("CNTP", REASON)
    hall.jump(f"Công bố: {FLAG}", "theo quyết định: Vụ PBGDPL")
    expect(hall.picture(hall.watch)).to_contain_text("Theo quyết định của Cụm trưởng")
    press_until(hall, "Danh sách đơn vị được suy tôn, đề nghị")
    expect(hall.picture(hall.watch)).to_contain_text("Vụ Phổ biến, giáo dục pháp luật")
    expect(hall.on_phone).to_contain_text("tổng điểm cao hơn")


def vote_for_the_higher_award(hall: Hall, sheet: Sheet) -> None:
    sheet.edit(*sheet.votes("P3", **HIGHER_BALLOT), sheet.state("P3", "đã kiểm"))
    hall.tab("Phiên bản")
    expect(hall.control.get_by_text("Có phiên bản mới")).to_be_visible()
    hall.take()
    hall.read_back("P3")
    hall.release("CCP")
    hall.jump(f"Công bố: {STATE_FLAG}")
    assert "9/11" not in hall.on_phone.inner_text()
    press_until(hall, "Danh sách đơn vị được suy tôn, đề nghị")
    expect(hall.on_phone).to_contain_text("9/11")


def correct_a_figure(hall: Hall, sheet: Sheet) -> None:
    """A wrong count found afterwards: a hold, the old and the new figure with the reason, the award again."""
    hall.pause()
    expect(hall.picture(hall.watch)).to_contain_text("đang đối chiếu lại số liệu")
    expect(hall.on_phone).to_contain_text("đang đối chiếu lại số liệu")
    expect(hall.on_phone).not_to_contain_text("9/11")
    sheet.edit(*sheet.votes("P3", QLXLVPHC=10, TGPL=0))
    told = hall.control.get_by_role("listitem").filter(has_text=re.compile(r"đồng ý: 9 → 10"))
    expect(told.locator("visible=true").first).to_be_visible()
    hall.correct("Ban kiểm phiếu cộng sót một phiếu", "Cụm trưởng")
    for screen in hall.screens:
        expect(hall.picture(screen)).to_contain_text("cộng sót một phiếu")
    keep_picture(hall.watch, "hall-correction")
    expect(hall.on_phone).to_contain_text("Đính chính")
    expect(hall.on_phone).to_contain_text("9 → 10")
    hall.read_back("P3")
    hall.release("CCP")
    hall.jump(f"Công bố: {STATE_FLAG}")
    press_until(hall, "Danh sách đơn vị được suy tôn, đề nghị")


def lose_the_network(hall: Hall, sheet: Sheet, folder: Path) -> None:
    """The Excel file of this machine takes over: compared, taken, and the day goes on."""
    (folder / "usb").mkdir()
    copy = Sheet(folder / "usb")
    shutil.copy(sheet.path, copy.path)
    copy.edit(("Chương trình", "13", "Nội dung", "Phát biểu của lãnh đạo Bộ"))
    hall.control.goto(f"{hall.server.url}/kiem_tra")
    hall.settle()
    hall.control.get_by_text("Đổi nguồn số liệu").click()
    field = hall.control.get_by_label("Đường dẫn tệp Excel (.xlsx)")
    field.fill(str(copy.path))
    field.press("Enter")
    hall.settle()
    hall.press("Chuyển sang tệp này")
    expect(hall.control.get_by_text("Đang đọc tệp Excel")).to_be_visible()
    hall.control.goto(f"{hall.server.url}/dieu_khien")
    hall.settle()
    hall.tab("Phiên bản")
    expect(hall.control.get_by_text("Có phiên bản mới")).to_be_visible()
    hall.take()
    hall.jump("Phát biểu của lãnh đạo Bộ")
    expect(hall.picture(hall.watch)).to_contain_text("Phát biểu của lãnh đạo Bộ")


def test_two_clicks_in_a_hurry_are_one_step(hall: Hall):
    once, before = "dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowRight'}))", acts(hall.server)
    hall.keys.evaluate(f"() => {{ {once}; {once}; }}")
    expect(hall.picture(hall.watch)).to_contain_text("Chương trình hội nghị")
    for _ in range(2):
        hall.clicker("b")  # each key is answered after those before it
    assert acts(hall.server) == before + 3
    expect(hall.picture(hall.watch)).to_contain_text("08:00")


def test_a_laptop_that_slept_catches_up(hall: Hall):
    """Page and server stop together, as under a closed lid; the day went on in another window meanwhile."""
    process = hall.server.process
    assert process is not None
    lid = hall.watch.context.new_cdp_session(hall.watch)
    lid.send("Page.setWebLifecycleState", {"state": "frozen"})
    process.send_signal(signal.SIGSTOP)
    time.sleep(3)
    process.send_signal(signal.SIGCONT)
    hall.clicker()
    expect(hall.picture()).to_contain_text("Chương trình hội nghị")
    lid.send("Page.setWebLifecycleState", {"state": "active"})
    expect(hall.picture(hall.watch)).to_contain_text("Chương trình hội nghị")
    expect(hall.watch.get_by_role("dialog")).to_have_count(0)


def test_a_window_left_open_since_yesterday_asks_for_a_new_ticket(hall: Hall):
    """The server's word for a ticket that is over, until the screen comes with another one."""
    page = hall.keys.context.new_page()
    asked: list[str] = []

    def note(message: str | bytes) -> None:
        if ticket := json.loads(message).get("ticket"):
            asked.append(ticket)

    def refuse(socket: WebSocketRoute, message: str | bytes) -> None:
        note(message)
        socket.close(code=4401)

    def line(socket: WebSocketRoute) -> None:
        if not asked:
            socket.on_message(lambda message: refuse(socket, message))
            return
        server = socket.connect_to_server()
        socket.on_message(lambda message: (note(message), server.send(message)))

    page.route_web_socket(re.compile("/man-hinh"), line)
    page.goto(hall.server.url + "/trinh_chieu")
    expect(hall.picture(page)).to_contain_text("HỘI NGHỊ TỔNG KẾT")
    assert asked[0] != asked[-1]


def test_a_window_without_the_right_shows_nothing_of_the_hall(hall: Hall):
    for path in ("trinh_chieu", "trinh_chieu?khoa=1", "trinh_chieu?xem=sai"):
        hall.phone.goto(f"{hall.server.url}/{path}")
        expect(hall.phone.get_by_text("Trang này dành cho thư ký")).to_be_visible()
        expect(hall.phone.locator(".hall")).to_have_count(0)
