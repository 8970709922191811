"""The table of rights against the server: every role on every page and route, on the raw websocket, without a browser.

The table is `lib/access/rights.py` and the menu; the crawler reads both. That it would find a leak is shown by a server
into which one was planted. `tests/browser/test_embargo.py` does the same for figures in a browser.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
import requests
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from lib.access.rights import Role, allows
from lib.show.day.control_words import NO_LONGER
from lib.stage.log.events import ScreenMoved
from lib.ui.menu import HOME, MENU, MenuPage
from lib.web.guard.requester import LOGIN_OVER
from tests.browser.access import SECRETARY_ONLY, audit_lines, passcode_settings, running, with_settings
from tests.browser.conftest import ROOT, Server
from tests.browser.raw import cookies_of, run_page, speak
from tests.damage import rows_of
from tests.waiting import PATIENCE, a_moment_passes, until

PROGRAM = ("app.py", "lib", "pages", ".streamlit", "sample_data")
ROLES = (Role.VIEWER, Role.LEADER, Role.SECRETARY)
INSIDE = {
    "bo_phieu": "Trưởng ban kiểm phiếu",
    "dieu_khien": "Hoàn tác thao tác cuối",
    "kiem_tra": "đối chiếu",
    "truy_cap": "Cấp liên kết mới",
    "nhat_ky": "Tải toàn bộ nhật ký",
    "nhap_bang": "Chương trình không đoán",
    "tai_ve": "Bảng tính trống",
    "huong_dan": "Google Sheet",
    "trinh_chieu": "thidua_man_hinh",
}
"""What stands on a page that needs a right, and on no other place of it."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(with_settings(tmp_path_factory.mktemp("crawl"), passcode_settings())) as server:
        yield server


@pytest.fixture(scope="module")
def cookies(site: Server) -> dict[Role, str]:
    return {Role.VIEWER: ""} | {role: cookies_of(site, role.value) for role in (Role.LEADER, Role.SECRETARY)}


def wrongly_open(server: Server, cookies: str, role: Role) -> list[str]:
    """The pages that the table does not give to a role and that say more to it than whom they are for."""
    return [
        entry.stem
        for entry in MENU
        if entry.right is not None and not allows(role, entry.right) and not _closed(server, cookies, entry)
    ]


def _closed(server: Server, cookies: str, entry: MenuPage) -> bool:
    with speak(server, cookies) as line:
        said = run_page(line, entry.stem).said
    return "Trang này dành cho" in said and INSIDE[entry.stem] not in said


def test_every_page_with_a_right_has_something_to_look_for() -> None:
    assert set(INSIDE) == {entry.stem for entry in MENU if entry.right is not None}


@pytest.mark.parametrize("role", ROLES)
def test_no_role_gets_a_page_that_the_table_does_not_give_it(role: Role, site, cookies) -> None:
    assert wrongly_open(site, cookies[role], role) == []


def test_the_secretary_gets_every_page(site, cookies) -> None:
    for entry in MENU:
        with speak(site, cookies[Role.SECRETARY]) as line:
            said = run_page(line, "" if entry is HOME else entry.stem).said
        assert "Trang này dành cho" not in said, entry.stem
        assert INSIDE.get(entry.stem, "") in said, entry.stem


def test_a_planted_leak_is_found(tmp_path: Path) -> None:
    program = tmp_path / "program"
    program.mkdir()
    for name in PROGRAM:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, program / name)  # type: ignore[operator]
    leak = program / "lib" / "ui" / "menu.py"
    text = leak.read_text(encoding="utf-8")
    right = "right=Right.AUDIT, "
    assert right in text
    leak.write_text(text.replace(right, ""), encoding="utf-8")
    (program / ".streamlit" / "secrets.toml").unlink(missing_ok=True)
    server = with_settings(tmp_path / "leaking", passcode_settings())
    server.program = program
    with running(server):
        assert wrongly_open(server, "", Role.VIEWER) == ["nhat_ky"]


def test_a_button_of_the_secretary_does_nothing_when_somebody_else_says_to_press_it(site, cookies) -> None:
    with speak(site, cookies[Role.SECRETARY]) as line:
        button = run_page(line, "truy_cap").ids("button")["Cấp liên kết mới"]
    before = issued(site)
    for role in (Role.VIEWER, Role.LEADER):
        with speak(site, cookies[role]) as line:
            run_page(line, "truy_cap")
            run_page(line, "truy_cap", pressed=button)
    assert issued(site) == before
    with speak(site, cookies[Role.SECRETARY]) as line:
        run_page(line, "truy_cap")
        run_page(line, "truy_cap", pressed=button)
    until(lambda: issued(site) > before)
    assert issued(site) == before + 1


def issued(site: Server) -> int:
    return "".join(audit_lines(site)).count('"event":"link_issued"')


def log_out(line: ClientConnection) -> None:
    """Press the button that ends the login; a slow run is still under way when its line is closed with the login."""
    button = run_page(line, "truy_cap").ids("button")["Đăng xuất"]
    with suppress(ConnectionClosed):
        run_page(line, "truy_cap", pressed=button)


def is_refused(line: ClientConnection, page: str, pressed: str = "") -> bool:
    """Whether a page is closed to a line, or the line is closed itself, for its login is over."""
    try:
        run = run_page(line, page, pressed=pressed)
    except ConnectionClosed as closed:
        return closed.rcvd is not None and closed.rcvd.code == LOGIN_OVER
    return SECRETARY_ONLY in run.said and (not pressed or NO_LONGER in run.said)


def test_a_right_lost_while_the_line_is_open_is_lost_at_the_next_run(site) -> None:
    mine = cookies_of(site, "secretary")
    with speak(site, mine) as line:
        log_out(line)
        assert is_refused(line, "dieu_khien")
    with speak(site, mine) as line:
        assert SECRETARY_ONLY in run_page(line, "truy_cap").said


def test_a_button_drawn_before_the_login_ended_does_nothing_after_it(site) -> None:
    mine = cookies_of(site, "secretary")
    with speak(site, mine) as control, speak(site, mine) as other:
        fix = run_page(control, "dieu_khien").ids("button")["Chốt điểm"]
        log_out(other)
        assert is_refused(control, "dieu_khien", pressed=fix)
    assert '"event":"fixed"' not in "".join(audit_lines(site))


def test_a_second_tap_that_arrives_late_moves_nothing(site, cookies) -> None:
    """It was meant for the picture that is no longer there; the button of the new picture is another one."""
    with speak(site, cookies[Role.SECRETARY]) as line:
        first = run_page(line, "dieu_khien").ids("button")["Tiếp →"]
        second = run_page(line, "dieu_khien", pressed=first).ids("button")["Tiếp →"]
        before = moves(site)
        a_moment_passes()
        run_page(line, "dieu_khien", pressed=first)
        assert moves(site) == before
        run_page(line, "dieu_khien", pressed=second)
    assert moves(site) == before + 1


def moves(site: Server) -> int:
    return sum(json.loads(row)[5] == ScreenMoved.word for row in rows_of(site.home / "state" / "stage.sqlite"))


@pytest.mark.parametrize("ticket", ["", "keys.9999999999.00", "watch", "e30=.00"])
def test_the_halls_screen_sends_nothing_without_its_ticket(site, ticket: str) -> None:
    with connect(f"ws://localhost:{site.port}/man-hinh", proxy=None, open_timeout=PATIENCE) as line:
        line.send(json.dumps({"ticket": ticket}))
        with pytest.raises(ConnectionClosed):
            line.recv(timeout=PATIENCE)


def test_the_line_of_changes_tells_everybody_the_same_and_no_more(site, cookies) -> None:
    heard = []
    for cookie in (cookies[Role.VIEWER], cookies[Role.SECRETARY]):
        address, carried = f"ws://localhost:{site.port}/theo-doi", {"Cookie": cookie}
        with connect(address, additional_headers=carried, proxy=None, open_timeout=PATIENCE) as line:
            line.send("")
            heard.append(json.loads(line.recv(timeout=PATIENCE)))
    assert [set(said) for said in heard] == [{"boot", "mark", "ago", "spread"}] * 2
    assert heard[0]["mark"] == heard[1]["mark"]


@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/metrics",
        "/_stcore/agent/openapi.json",
        "/_stcore/agent/mcp",
        "/component/x",
        "/app/static/x",
        "/_stcore/x",
    ],
)
@pytest.mark.parametrize("role", [Role.VIEWER, Role.SECRETARY])
def test_closed_paths_are_closed_to_every_role(role: Role, path: str, site, cookies) -> None:
    answer = requests.get(site.url + path, headers={"Cookie": cookies[role]}, timeout=PATIENCE)
    assert answer.status_code == 404
    assert "OpenAPI" not in answer.text


def test_nothing_of_the_program_is_told_by_a_message_that_makes_no_sense(site) -> None:
    heard: list[bytes] = []
    with speak(site) as line:
        line.send(b"\xff\xff\xff\xff not a message")
        with pytest.raises(ConnectionClosed):
            heard.extend(bytes(content) for content in iter(lambda: line.recv(timeout=PATIENCE), None))
    assert b"Traceback" not in b"".join(heard)


def test_an_ended_login_opens_no_page_no_file_and_no_way_in(site) -> None:
    mine = cookies_of(site, "secretary")
    with speak(site, mine) as line:
        log_out(line)
    assert wrongly_open(site, mine, Role.VIEWER) == []
    for path in ("media/x.docx", "media/"):
        assert requests.get(f"{site.url}/{path}", headers={"Cookie": mine}, timeout=PATIENCE).status_code == 403
    answer = requests.post(f"{site.url}/nap-tep", data=b"x", headers={"Cookie": mine}, timeout=PATIENCE)
    assert answer.status_code == 403
