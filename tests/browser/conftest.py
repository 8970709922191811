"""A real Chromium and real servers.

Where no Chromium is installed every test of this folder is skipped by name. A server is a child process on a free port
of 127.0.0.1, with settings of its own, its output in a file; it is ended by its own process and by nothing else.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import requests
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright

from tests.browser.pool import ONE_RENDERER, BrowserPool
from tests.front_end import give_copies
from tests.servers import free_port
from tests.waiting import PATIENCE
from tests.warm_start import Main, WarmProcess, streamlit

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "sample_data"
SCREENS = ROOT / "build" / "screens" if "PICTURES" in os.environ else None
"""The folder for screenshots of pages; none are taken unless they are requested."""
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
START = 60.0
READY = "[data-testid=stApp][data-test-connection-state=CONNECTED][data-test-script-state=notRunning]"
"""A page that is connected and runs no script."""
WIDE, PHONE = (1920, 1080), (390, 844)

expect.set_options(timeout=PATIENCE * 1000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = str(Path(__file__).parent)
    for item in items:
        if str(item.path).startswith(here):
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="no Chromium is installed"))


@dataclass
class Server:
    """The app as `streamlit run app.py` starts it, on `source`, reading it every second.

    A start is a fork of a process that has imported the program, and runs `main` there; a cold one, or one of another
    program, a new process.
    """

    source: Path | str
    home: Path
    program: Path = ROOT
    options: tuple[str, ...] = ()
    cold: bool = False
    main: Main = streamlit
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | WarmProcess | None = None

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def output(self) -> str:
        return (self.home / "output.txt").read_text(encoding="utf-8", errors="replace")

    def start(self) -> Server:
        """Start, and wait until it answers; fails with its output where it ends instead."""
        secrets = self.home / ".streamlit" / "secrets.toml"
        secrets.parent.mkdir(exist_ok=True)
        if not secrets.exists():
            secrets.write_text("[source]\nkind = \"xlsx\"\npath = 'unused'\npoll_seconds = 1\n", encoding="utf-8")
        give_copies(self.home / "state")
        environment = os.environ | {
            "THIDUA_SOURCE": str(self.source),
            "THIDUA_SECRETS": str(secrets),
            "THIDUA_STATE": str(self.home / "state"),
        }
        self.process = self._begun(["run", "app.py", "--server.port", str(self.port), *self.options], environment)
        until = time.monotonic() + START
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > until:
                raise AssertionError(f"the server did not start:\n{self.output}")
            time.sleep(0.1)
        return self

    def _begun(self, arguments: list[str], environment: dict[str, str]) -> subprocess.Popen[bytes] | WarmProcess:
        path = self.home / "output.txt"
        if self.program == ROOT and not self.cold:
            return WarmProcess(self.main, arguments, environment, path)
        with path.open("ab") as output:
            command = [sys.executable, "-m", "streamlit", *arguments]
            return subprocess.Popen(command, cwd=self.program, env=environment, stdout=output, stderr=output)

    def _answers(self) -> bool:
        try:
            return requests.get(f"{self.url}/_stcore/health", timeout=5).text == "ok"
        except requests.RequestException:
            return False

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait(20)
        self.process = None


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """Fresh servers for one test."""
    started: list[Server] = []

    def serving(source: Path | str, program: Path = ROOT, cold: bool = False) -> Server:
        home = tmp_path / f"server{len(started)}"
        home.mkdir()
        started.append(Server(source, home, program, cold=cold))
        return started[-1].start()

    yield serving
    for server in started:
        server.stop()


@pytest.fixture(scope="session")
def shared_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Path], Server]]:
    """One server per workbook for all tests that only look."""
    started: dict[Path, Server] = {}

    def serving(source: Path) -> Server:
        if source not in started:
            started[source] = Server(source, tmp_path_factory.mktemp("server")).start()
        return started[source]

    yield serving
    for server in started.values():
        server.stop()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", ONE_RENDERER]
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
    yield browser
    browser.close()


class EmptyPage(BaseHTTPRequestHandler):
    """Answers every address with nothing."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_said: object) -> None:
        pass


@pytest.fixture(scope="session")
def pool(chromium: Browser) -> Iterator[BrowserPool]:
    """Browsers that tests lend each other."""
    with ThreadingHTTPServer(("127.0.0.1", free_port()), EmptyPage) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield BrowserPool(chromium, f"http://localhost:{server.server_port}/")
        server.shutdown()


def settled(page: Page) -> None:
    """Wait until the frame stands and no script runs; a page that has just connected runs none yet either."""
    expect(page.locator(".data-time")).to_be_attached()
    page.wait_for_selector(READY, timeout=START * 1000)


def keep_picture(page: Page, name: str, whole: bool = False) -> None:
    """A picture of what can be seen, or of the whole page, where pictures are asked for (`make pictures`)."""
    if SCREENS is not None:
        page.screenshot(path=SCREENS / f"{name}.png", full_page=whole)


@dataclass
class Visit:
    """A page open in a browser, with everything that went wrong and every address that it asked for."""

    page: Page
    errors: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    reruns: int = 0

    def open(self, url: str) -> Visit:
        self.page.goto(url)
        return self.settled()

    def begin(self, url: str) -> Visit:
        """Let a page load while another one is looked at; wait for it with `settled`."""
        self.page.goto(url, wait_until="commit")
        return self

    def settled(self) -> Visit:
        """Wait until Streamlit is connected, the page has been drawn, and no script runs."""
        settled(self.page)
        return self

    @property
    def text(self) -> str:
        return self.page.locator("[data-testid=stApp]").inner_text()


_PROBE = re.compile(r"/\w+/_stcore/(health|host-config)$")
"""On a deep link the front end asks below the page's address first, to learn where the server stands."""


@pytest.fixture
def visit(pool: BrowserPool) -> Iterator[Callable[..., Visit]]:
    """Opens a browser with nothing in it at a size: `visit(WIDE)`, `visit(PHONE, dark=True)`."""
    with pool.lent() as take:
        yield lambda size=WIDE, dark=False: watched(take(size, dark).new_page())


def watched(page: Page) -> Visit:
    """A page of which everything is noted that goes wrong and every address that it asks for."""
    visit = Visit(page)

    def console(message) -> None:
        if message.type == "error" and not _PROBE.search(message.location.get("url", "")):
            visit.errors.append(f"{message.text} {message.location}")

    def request(asked) -> None:
        if not asked.url.startswith(("http://localhost:", "data:", "blob:")):
            visit.elsewhere.append(asked.url)

    def sent(payload: str | bytes) -> None:
        visit.reruns += 1

    def websocket(socket) -> None:
        if "/_stcore/stream" in socket.url:
            socket.on("framesent", sent)

    page.on("console", console)
    page.on("pageerror", lambda error: visit.errors.append(str(error)))
    page.on("request", request)
    page.on("websocket", websocket)
    return visit
