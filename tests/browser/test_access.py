"""Getting in by passcode, code and link, in a real browser; and what a visitor sees where nothing is set up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress

import pytest
from playwright.sync_api import Locator, Page, TimeoutError, expect

from lib.access.policy import PolicyFault
from lib.show.words.access import FAULTS
from tests.browser.access import PASSCODES, audit_lines, log_in, passcode_settings, running, with_settings
from tests.browser.conftest import PHONE, WIDE, Server, keep_picture, settled
from tests.waiting import until

INSIDE = "Các máy đang đăng nhập"
SENT = """
  window.sent = [];
  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (message) {
    if (typeof message === "string") window.sent.push(message);
    return send.call(this, message);
  };
"""
"""Has a page note what it sends to the server as text."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that any machine could reach, with passcodes."""
    home = tmp_path_factory.mktemp("passcode")
    with running(with_settings(home, passcode_settings(), "--server.address", "0.0.0.0")) as server:
        yield server


def violations(page: Page) -> list[str]:
    """What the browser was asked to do and the policy forbade; collected from now on."""
    found: list[str] = []
    page.on("console", lambda said: found.append(said.text) if "Content Security Policy" in said.text else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


def logged(site: Server, *events: str) -> None:
    """The log records these, and holds no secret."""
    until(lambda: all(f'"event":"{event}"' in "".join(audit_lines(site)) for event in events))
    log = "".join(audit_lines(site))
    assert not any(secret in log for secret in (*PASSCODES.values(), "không phải mật khẩu"))


def choose(box: Locator, words: str) -> None:
    """The option of a list that holds these words; a page that is drawn again closes an open list."""
    option = box.page.get_by_role("option").filter(has_text=words).first
    chosen = re.compile(re.escape(words))

    def is_chosen() -> bool:
        box.click()
        with suppress(TimeoutError, AssertionError):
            option.click(timeout=5000)
            expect(box).to_have_value(chosen, timeout=5000)
            return True
        return False

    until(is_chosen)


def test_the_secretary_logs_in_and_out_and_a_second_window_needs_no_second_login(site, visit) -> None:
    page = visit(WIDE).page
    forbidden = violations(page)
    page.goto(f"{site.url}/truy_cap")
    expect(page.get_by_text("Trang này dành cho thư ký cụm thi đua.")).to_be_visible()
    page.get_by_role("link", name="Đăng nhập").first.click()
    page.get_by_label("Mật khẩu").fill("không phải mật khẩu")
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("alert")).to_have_text("Mật khẩu không đúng.")
    page.get_by_label("Mật khẩu").fill(PASSCODES["secretary"])
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_text(INSIDE)).to_be_visible()
    other = page.context.new_page()
    other.goto(f"{site.url}/nhat_ky")
    expect(other.get_by_text("Nhật ký nguyên vẹn")).to_be_visible()
    expect(other.get_by_text("Nhật ký của ngày hội nghị nguyên vẹn")).to_be_visible()
    page.get_by_role("button", name="Đăng xuất").click()
    expect(page.get_by_text("Trang này dành cho thư ký cụm thi đua.")).to_be_visible()
    other.get_by_role("link", name="Truy cập").click()
    expect(other.get_by_text("Trang này dành cho thư ký cụm thi đua.")).to_be_visible()
    assert forbidden == []
    logged(site, "started", "login_failed", "logged_in", "logged_out")


def test_sitting_at_the_machine_gives_nothing_where_passcodes_are_in_force(site, visit) -> None:
    page = visit(WIDE).page
    page.goto(f"http://127.0.0.1:{site.port}/truy_cap")
    expect(page.get_by_text("Trang này dành cho thư ký cụm thi đua.")).to_be_visible()


def test_a_login_outlives_a_restart_of_the_server(tmp_path, visit) -> None:
    with running(with_settings(tmp_path, passcode_settings())) as server:
        page = visit(WIDE).page
        log_in(page, server, "secretary")
        server.stop()
        server.start()
        page.goto(f"{server.url}/truy_cap")
        expect(page.get_by_text(INSIDE)).to_be_visible()


def test_a_phone_is_brought_in_by_a_code_and_sent_out_again(site, visit) -> None:
    office, phone = visit(WIDE).page, visit(PHONE).page
    log_in(office, site, "secretary")
    office.get_by_role("button", name="Cấp mã mới").click()
    told = office.get_by_text(re.compile("gõ mã"))
    expect(told).to_be_visible()
    code = re.search(r"[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}", told.inner_text().replace("\u2060", ""))
    assert code is not None
    phone.goto(f"{site.url}/vao?ma={code[0]}")
    keep_picture(phone, "vao_390")
    phone.get_by_role("button", name="Vào điều khiển").click()
    phone.wait_for_url("**/dieu_khien")
    expect(phone.get_by_role("heading", name="Hội trường đang xem", level=1)).to_be_visible()
    office.reload()
    settled(office)
    choose(office.get_by_role("combobox"), "bằng mã một lần")
    office.get_by_role("button", name="Kết thúc", exact=True).click()
    phone.reload()
    expect(phone.get_by_text("Trang này dành cho thư ký cụm thi đua.")).to_be_visible()
    second = visit(PHONE).page
    second.goto(f"{site.url}/vao?ma={code[0]}")
    second.get_by_role("button", name="Vào điều khiển").click()
    expect(second.get_by_role("alert")).to_contain_text("Mã không đúng, đã dùng hoặc đã hết hiệu lực.")
    logged(site, "code_issued", "login_ended")


def test_a_link_only_watches_even_in_the_secretarys_own_browser(site, visit) -> None:
    office = visit(WIDE).page
    log_in(office, site, "secretary")
    office.get_by_role("button", name="Cấp liên kết mới").click()
    found = re.search(r"/trinh_chieu\?xem=\S+", office.locator("code").inner_text())
    assert found is not None
    for page in (visit(WIDE).page, office):
        page.add_init_script(SENT)
        page.goto(site.url + found[0] + "&khoa=1")
        expect(page.locator(".hall .pic")).to_be_visible()
        before = page.locator(".hall .pic").inner_text()
        page.keyboard.press("ArrowRight")
        page.keyboard.press("b")
        assert page.evaluate("sent.some((message) => message.includes('ticket'))")
        assert not page.evaluate("sent.some((message) => message.includes('press'))")
        assert page.locator(".hall .pic").inner_text() == before
        page.goto(f"{site.url}/truy_cap?xem={found[0].split('=')[1]}")
        expect(page.get_by_text("Trang này dành cho thư ký cụm thi đua.")).to_be_visible()
    logged(site, "link_issued")


@pytest.mark.parametrize(
    ("settings", "fault"),
    [
        ("", PolicyFault.NOT_SET_UP),
        ('[access]\nmode = "open"\n', PolicyFault.OPEN_TO_NETWORK),
        ('[access]\nmode = "passcode"\n', PolicyFault.NO_PASSCODE),
    ],
)
def test_where_nothing_works_everybody_is_a_viewer_and_is_told_how_to_set_it_up(
    settings, fault, tmp_path, visit
) -> None:
    with running(with_settings(tmp_path, settings, "--server.address", "0.0.0.0")) as server:
        page = visit(WIDE).page
        page.goto(f"{server.url}/dieu_khien")
        expect(page.get_by_text(FAULTS[fault].split(".")[0])).to_be_visible()
        expect(page.get_by_text("python -m lib passcode secretary")).to_be_visible()
        keep_picture(page, f"truy_cap_{fault.value}")
