"""`make demo-sheets`: edit a cell on the tiny page, and an open page of the board follows."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests
from playwright.sync_api import expect

from tests.browser.conftest import ROOT, START, WIDE
from tests.servers import free_port
from tests.waiting import until


@dataclass
class Demo:
    """The demonstration as the Makefile starts it: the board and the page to edit cells by."""

    board: str
    editor: str
    process: subprocess.Popen[bytes]

    def answers(self) -> bool:
        try:
            return requests.get(f"{self.board}/_stcore/health", timeout=2).text == "ok"
        except requests.RequestException:
            return False


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Demo]:
    sheets, app = free_port(), free_port()
    command = [sys.executable, "-m", "tests.fake_sheets", "--sheets-port", str(sheets), "--app-port", str(app)]
    with (tmp_path / "output.txt").open("wb") as output:
        process = subprocess.Popen(command, cwd=ROOT, stdout=output, stderr=output)
    demo = Demo(f"http://localhost:{app}", f"http://127.0.0.1:{sheets}/sua", process)
    until = time.monotonic() + START
    while not demo.answers():
        assert process.poll() is None, (tmp_path / "output.txt").read_text(encoding="utf-8")
        assert time.monotonic() < until
        time.sleep(0.1)
    yield demo
    process.send_signal(signal.SIGTERM)
    process.wait(60)


def test_a_cell_edited_on_the_tiny_page_shows_on_the_board_and_ending_leaves_nothing_running(demo, visit):
    board = visit(WIDE).open(demo.board).page
    expect(board.get_by_text("Cụm thi đua số III").first).to_be_visible()
    editor = visit(WIDE).page
    editor.goto(f"{demo.editor}?trang=Thông tin")
    row = editor.locator("tr").filter(has_text="Tên cụm").locator("th").inner_text()
    editor.locator("input[name=o]").fill(f"B{row}")
    editor.locator("input[name=gia_tri]").fill("Cụm thi đua <b>thử</b>")
    editor.get_by_role("button", name="Ghi vào ô").click()
    expect(editor.locator("td").filter(has_text="Cụm thi đua <b>thử</b>")).to_be_visible()
    expect(board.get_by_text("Cụm thi đua <b>thử</b>").first).to_be_visible()
    demo.process.send_signal(signal.SIGTERM)
    demo.process.wait(60)
    until(lambda: not demo.answers())
