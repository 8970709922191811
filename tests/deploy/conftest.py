"""Two processes of the app over one Redis and one fake Google Sheet, behind nginx as the project ships it."""

from __future__ import annotations

import json
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from websockets.sync.client import ClientConnection, connect

from lib.access.sessions import digest
from lib.access.visitor import SESSION_COOKIE
from lib.store.shared import SharedStore
from lib.web.login.tickets import TicketKind, issue_ticket
from lib.web.screens import PATH as SCREENS
from tests.browser.access import passcode_settings
from tests.browser.conftest import SAMPLES, Server
from tests.browser.raw import cookies_of
from tests.fake_sheets.demo import settings_text
from tests.fake_sheets.excel import book_of
from tests.fake_sheets.faults import On
from tests.fake_sheets.grid import Book, Cell
from tests.fake_sheets.server import FakeSheets
from tests.fake_sheets.tokens import new_account
from tests.servers import NGINX, REDIS, Nginx, RedisServer
from tests.waiting import PATIENCE

KEY = "1sample-spreadsheet-of-the-cluster"


@dataclass
class Site:
    """The whole place. `apps` are the processes, `store` a view of what they share."""

    fake: FakeSheets
    redis: RedisServer
    apps: list[Server]
    nginx: Nginx
    store: SharedStore
    cookies: str = ""

    @property
    def book(self) -> Book:
        return self.fake.google.books[KEY]

    @property
    def reads(self) -> int:
        """Readings of the spreadsheet so far."""
        return self.fake.google.count(On.VALUES)

    def entries(self) -> list[str]:
        """The log of the day as it stands in the store."""
        return self.store.rows("stage").rows()

    @contextmanager
    def screen(self, address: str, kind: TicketKind = TicketKind.WATCH) -> Iterator[Screen]:
        """A screen of the hall at a process or at nginx, with its first picture."""
        secret = self.store.secret("screens", lambda: "")
        carried = dict(piece.split("=", 1) for piece in self.cookies.split("; "))
        login = digest(carried[SESSION_COOKIE])
        stamp = json.loads(self.store.notes("logins", time.time).get(login) or "{}")["stamp"]
        trust = ssl.create_default_context(cafile=self.nginx.certificate) if address.startswith("https") else None
        path, ticket = (
            f"{address.replace('http', 'ws', 1)}{SCREENS}",
            issue_ticket(kind, f"{login}.{stamp}", secret, time.time()),
        )
        with connect(
            path, origin=address, ssl=trust, max_size=None, open_timeout=PATIENCE,
            additional_headers={"Cookie": self.cookies},
        ) as line:  # fmt: skip
            line.send(json.dumps({"ticket": ticket}))
            screen = Screen(line)
            screen.hear()
            yield screen


def rename(site: Site, name: str) -> None:
    """An edit that every page and picture shows."""
    sheet = site.book.sheet("Thông tin")
    ((row, column),) = (place for place, cell in sheet.cells.items() if cell.value == "Tên cụm")
    sheet.put(row, column + 1, Cell(name))


@dataclass
class Screen:
    """A screen of the hall without a browser: the number of the last entry that it shows, and its picture."""

    line: ClientConnection
    seq: int = 0
    picture: str = ""

    def hear(self, seconds: float = PATIENCE) -> int:
        """The next message; the number of the entry that it shows."""
        said = json.loads(self.line.recv(timeout=seconds))
        self.seq, self.picture = said["seq"], said.get("html", self.picture)
        return self.seq

    def reach(self, seq: int) -> None:
        """Listen until an entry, or a later one, is shown."""
        while self.seq < seq:
            self.hear()

    def press(self, key: str) -> None:
        """Press a key, as seen now."""
        self.line.send(json.dumps({"press": key, "seq": self.seq}))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    if REDIS is None or NGINX is None:
        pytest.skip("no nginx, or no Redis or Valkey, is installed")
    home, account = tmp_path_factory.mktemp("site"), new_account()
    redis = RedisServer(_folder(home / "redis")).start()
    with FakeSheets() as fake:
        fake.google.add(book_of(SAMPLES / "cum_iii_2019.xlsx", KEY, "Bảng điểm 2019", readers={account.email}))
        settings = (
            settings_text(fake, account, [KEY], poll_seconds=1)
            + f'[shared]\nurl = "{redis.url}"\n{passcode_settings()}'
        )
        apps = [_app(home / f"app{number}", settings) for number in range(2)]
        nginx = Nginx(_folder(home / "nginx"), (apps[0].port, apps[1].port)).start()
        site = Site(fake, redis, apps, nginx, SharedStore(redis.url))
        site.cookies = cookies_of(apps[0], "secretary")
        yield site
        site.store.close()
        nginx.stop()
        for app in apps:
            app.stop()
    redis.stop()


def _app(home: Path, settings: str) -> Server:
    secrets = _folder(_folder(home) / ".streamlit") / "secrets.toml"
    secrets.write_text(settings, encoding="utf-8")
    return Server(KEY, home).start()


def _folder(path: Path) -> Path:
    path.mkdir()
    return path
