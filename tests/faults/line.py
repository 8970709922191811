"""A real server over a prepared day, and a screen of the hall that takes keys, without a browser."""

from __future__ import annotations

import json
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from websockets.sync.client import ClientConnection, connect

from lib.access.sessions import digest
from lib.access.visitor import SESSION_COOKIE
from lib.store.notes import SqliteNotes
from lib.web.login.tickets import TicketKind, issue_ticket
from lib.web.screens import PATH
from tests.browser.access import passcode_settings
from tests.browser.conftest import SAMPLES, Server
from tests.browser.raw import cookies_of
from tests.damage import rows_of
from tests.days import Day
from tests.waiting import PATIENCE

SAMPLE = SAMPLES / "cum_iii_2019.xlsx"
SETTINGS = "[source]\nkind = \"xlsx\"\npath = 'unused'\npoll_seconds = 1\n"
AWAITING = "Đang chờ khôi phục số liệu đã công bố"


def server_in(home: Path) -> Server:
    """A server with passcodes over the sample; not started yet."""
    secrets = home / ".streamlit" / "secrets.toml"
    secrets.parent.mkdir(parents=True, exist_ok=True)
    secrets.write_text(SETTINGS + passcode_settings(), encoding="utf-8")
    return Server(SAMPLE, home)


def played_in(home: Path, state: Callable[[Day], None]) -> Server:
    """The same over a day that came to a state."""
    day = Day(home / "played")
    state(day)
    shutil.copytree(day.folder, home / "state")
    return server_in(home)


def kill(server: Server) -> None:
    assert server.process is not None
    server.process.send_signal(signal.SIGKILL)
    server.process.wait()
    server.process = None


def entries(server: Server) -> list[tuple[object, ...]]:
    """The log of the day as it stands on the disk."""
    return [tuple(json.loads(row)) for row in rows_of(server.home / "state" / "stage.sqlite")]


@dataclass
class Keys:
    """A screen whose keys count: the number of the last entry that it shows, and its picture."""

    line: ClientConnection
    seq: int = 0
    picture: str = ""

    def hear(self) -> int:
        said = json.loads(self.line.recv(timeout=PATIENCE))
        self.seq, self.picture = said["seq"], said.get("html", self.picture)
        return self.seq

    def press(self, key: str) -> int:
        """Press a key as seen now, and wait for the answer."""
        self.line.send(json.dumps({"press": key, "seq": self.seq}))
        return self.hear()

    def reach(self, seq: int) -> int:
        """Receive until so many acts are shown; messages in between for other reasons are no answer."""
        while self.seq < seq:
            self.hear()
        return self.seq


@contextmanager
def keys_at(server: Server, cookies: str | None = None) -> Iterator[Keys]:
    """A screen of the secretary, with its first picture."""
    carried = cookies or cookies_of(server, "secretary")
    login = digest(dict(piece.split("=", 1) for piece in carried.split("; "))[SESSION_COOKIE])
    state = server.home / "state"
    text = SqliteNotes(state / "access.sqlite", "logins", time.time).get(login)
    secret = (state / "keys" / "screens").read_text(encoding="ascii").strip()
    ticket = issue_ticket(TicketKind.KEYS, f"{login}.{json.loads(text or '{}')['stamp']}", secret, time.time())
    with connect(
        f"{server.url.replace('http', 'ws', 1)}{PATH}", origin=server.url, max_size=None,  # type: ignore[arg-type]
        open_timeout=PATIENCE, additional_headers={"Cookie": carried}, proxy=None,
    ) as line:  # fmt: skip
        line.send(json.dumps({"ticket": ticket}))
        screen = Keys(line)
        screen.hear()
        yield screen
