"""A login that has ended permits nothing: every way to act or read, after everything that ends a login.

The table stands in docs/threat-model.md; this walks it over real sockets, way by way.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import httpx
import pytest
from itsdangerous import URLSafeTimedSerializer
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from lib.access.door import Clocks, Door, open_sessions
from lib.access.oidc import RoleTable
from lib.access.passcodes import hash_passcode
from lib.access.policy import Mode, Policy
from lib.access.provider_cookie import IDENTITY_COOKIE
from lib.access.rights import Right, Role
from lib.access.throttle import Caller
from lib.access.visitor import SESSION_COOKIE
from lib.audit.log import open_audit
from lib.stage import acts
from lib.store.store import LocalStore
from lib.ui.access import AccessLost, only_for
from lib.ui.page_versions import PageMark, followed, ticket_of
from lib.web.follow import PATH as FOLLOW
from lib.web.follow import Followers
from lib.web.guard.requester import LOGIN_OVER, RequesterMiddleware, requester_of
from lib.web.login.tickets import TicketKind
from lib.web.middleware import middleware
from lib.web.plain_pages import HANDLERS
from lib.web.screens import PATH as SCREENS
from lib.web.screens import Screens
from lib.web.uploads import PATH as UPLOAD
from lib.web.uploads import PERMIT_HEADER, Uploads
from tests.builders import ScriptedSource, built, some_tables
from tests.days import Day, sample_version
from tests.places import ROOT
from tests.waiting import PATIENCE
from tests.web.serving import client_of, served

SECRET, COOKIE_SECRET = "seals the tickets of this test", "signs the cookies of this test"
PASSCODE = Policy(Mode.PASSCODE, ((Role.SECRETARY, hash_passcode("for-the-secretary", cost=2)),))
PROVIDER = Policy(
    Mode.OIDC, table=RoleTable(entries=(("thuky@moj.gov.vn", Role.SECRETARY),)), cookie_secret=COOKIE_SECRET
)


@dataclass
class World:
    """A server, its door with a clock by hand, and the cookie of a secretary who is logged in."""

    folder: Path
    policy: Policy
    now: dt.datetime = field(default_factory=lambda: dt.datetime.now(dt.UTC))
    permits: Uploads = field(default_factory=Uploads)
    cookie: str = ""
    port: int = 0
    opened: ExitStack = field(default_factory=ExitStack)
    _stack: ExitStack = field(default_factory=ExitStack)

    def __post_init__(self) -> None:
        self.day = Day(self.folder)
        self.day.desk.offer(sample_version())
        self.start()
        self.cookie = self._log_in()
        self.permit = self.permits.permit()

    def start(self) -> None:
        """Start, or start again: what stands in files is found again, what was in memory is gone."""
        self._stack.close()
        clocks = Clocks(wall=lambda: self.now.timestamp(), monotonic=lambda: self.now.timestamp())
        store = LocalStore(self.folder)
        audit, sessions = open_audit(store, lambda: self.now), open_sessions(store, clocks.wall)
        self.door = Door(lambda: self.policy, sessions, audit, bound_to_loopback=False, clocks=clocks)
        self.screens = Screens(self.day.desk, "boot", door=self.door, secret=SECRET)
        self.port = self._stack.enter_context(served(self._app()))

    def close(self) -> None:
        self.opened.close()
        self._stack.close()

    def _app(self) -> Starlette:
        feed = built_feed()
        followers = Followers(feed, "boot", lambda ticket, role: str(followed(ticket, role)))
        routes = [
            self.screens.route(),
            followers.route(),
            self.permits.route(),
            WebSocketRoute("/_stcore/stream", page_line),
            Route("/media/votes.docx", lambda _request: PlainTextResponse("phiếu")),
        ]
        return Starlette(routes=routes, middleware=middleware(self.door, page=""), exception_handlers=HANDLERS)

    def _log_in(self) -> str:
        if self.policy.mode is Mode.PASSCODE:
            token = self.door.log_in("for-the-secretary", Caller("10.0.0.1")).token
            return f"{SESSION_COOKIE}={token}"
        ends = self.now.timestamp() + 12 * 3600
        claims = {"email": "thuky@moj.gov.vn", "email_verified": True, "exp": ends}
        return (
            f"{IDENTITY_COOKIE}={URLSafeTimedSerializer(COOKIE_SECRET, salt=IDENTITY_COOKIE).dumps(json.dumps(claims))}"
        )

    @property
    def visitor(self):
        scope = {"type": "http", "headers": [(b"cookie", self.cookie.encode())]}
        return requester_of(scope, self.door).visitor()

    @contextmanager
    def line(self, path: str, cookie: str | None = None) -> Iterator[ClientConnection]:
        cookies = self.cookie if cookie is None else cookie
        with connect(
            f"ws://127.0.0.1:{self.port}{path}",
            additional_headers={"Cookie": cookies} if cookies else {},
            proxy=None,
            open_timeout=PATIENCE,
        ) as found:
            yield found

    def client(self) -> httpx.Client:
        headers = {"Cookie": self.cookie}
        return client_of(self.port, headers=headers)


def built_feed():
    from lib.feed.polling import Feed

    feed = Feed(ScriptedSource(some_tables(["A"])), built)
    feed.poll()
    return feed


async def page_line(socket: WebSocket) -> None:
    """Streamlit's line of a page: a file that is made when it is asked for, in a thread, outside of any run."""
    await socket.accept()
    async for text in socket.iter_text():
        try:
            made = await asyncio.to_thread(only_for(Right.PAPERS, lambda: b"votes"))
        except AccessLost:
            made = b"refused"
        await socket.send_text(f"{text}: {made.decode()}")


# -- the ways: each is prepared while the login stands, and tried again later ------------------------------------------


def open_a_page(world: World) -> Callable[[], bool]:
    return lambda: world.visitor.role is Role.SECRETARY


def press_on_an_open_screen(world: World) -> Callable[[], bool]:
    ticket = world.screens.issue(TicketKind.KEYS, world.visitor)
    line = world.opened.enter_context(world.line(SCREENS))
    line.send(json.dumps({"ticket": ticket}))
    json.loads(line.recv(PATIENCE))
    return lambda: pressed(world, line)


def open_a_screen_with_keys(world: World, cookie: str | None = None) -> Callable[[], bool]:
    ticket = world.screens.issue(TicketKind.KEYS, world.visitor)

    def opened() -> bool:
        with world.line(SCREENS, cookie) as line:
            line.send(json.dumps({"ticket": ticket}))
            return pressed(world, line)

    return opened


def open_a_screen_with_a_ticket_alone(world: World) -> Callable[[], bool]:
    return open_a_screen_with_keys(world, "")


def pressed(world: World, line: ClientConnection) -> bool:
    """Press a key, as seen now, and say whether the screen moved."""
    before = world.day.desk.state.seq
    try:
        line.send(json.dumps({"press": "forward", "seq": before}))
        said: dict[str, object] = {}
        while world.day.desk.state.seq == before:
            said = json.loads(line.recv(PATIENCE))
            if said.get("keys") is False:
                line.send(json.dumps({"press": "forward", "seq": before}))
                line.send(json.dumps({"width": 1, "height": 1}))
                world.day.do(acts.toggle)  # the next message was sent after the press arrived
                line.recv(PATIENCE)
                return world.day.desk.state.seq != before + 1
    except (ConnectionClosed, TimeoutError):
        return world.day.desk.state.seq != before
    return True


def watch_the_hall(world: World) -> Callable[[], bool]:
    ticket = world.screens.issue(TicketKind.WATCH, world.visitor)

    def watched() -> bool:
        with world.line(SCREENS, "") as line:
            line.send(json.dumps({"ticket": ticket}))
            return "html" in json.loads(line.recv(PATIENCE))

    return watched


def make_a_file_over_an_open_line(world: World) -> Callable[[], bool]:
    line = world.opened.enter_context(world.line("/_stcore/stream"))
    line.send("first")
    assert line.recv(PATIENCE) == "first: votes"

    def made() -> bool:
        try:
            line.send("again")
            return line.recv(PATIENCE) == "again: votes"
        except ConnectionClosed:
            return False

    return made


def make_a_file_over_somebody_elses_line(world: World) -> Callable[[], bool]:
    def made() -> bool:
        with world.line("/_stcore/stream", "") as line:
            line.send("again")
            return line.recv(PATIENCE) == "again: votes"

    return made


def fetch_a_file_that_was_made(world: World) -> Callable[[], bool]:
    def fetched() -> bool:
        with world.client() as browser:
            return browser.get("/media/votes.docx").status_code == 200

    return fetched


def hear_of_changes_under_embargo(world: World) -> Callable[[], bool]:
    def heard() -> bool:
        with world.line(FOLLOW) as line:
            line.send(ticket_of(PageMark.WORKBOOK))
            return json.loads(line.recv(PATIENCE))["mark"] == PageMark.WORKBOOK

    return heard


def put_a_file_in(world: World) -> Callable[[], bool]:
    permit = world.permit

    def put() -> bool:
        with world.client() as browser:
            return browser.post(f"/{UPLOAD}", content=b"x", headers={PERMIT_HEADER: permit}).status_code == 204

    return put


def use_a_code_that_was_issued(world: World) -> Callable[[], bool]:
    code = world.door.issue_code(world.visitor)
    return lambda: world.door.redeem(code, Caller("10.0.0.2")).token is not None


WAYS = {
    "open a page, press its buttons": open_a_page,
    "a key on a screen that is open": press_on_an_open_screen,
    "a key on a screen opened with its old ticket": open_a_screen_with_keys,
    "a ticket of keys without the login's cookie": open_a_screen_with_a_ticket_alone,
    "a file made over an open connection": make_a_file_over_an_open_line,
    "the same file over another visitor's connection": make_a_file_over_somebody_elses_line,
    "a file of `/media/`": fetch_a_file_that_was_made,
    "news of changes under embargo": hear_of_changes_under_embargo,
    "an uploaded file": put_a_file_in,
    "a one-time code issued before": use_a_code_that_was_issued,
    "the picture of the hall": watch_the_hall,
}


# -- what ends a login -------------------------------------------------------------------------------------------------


def logout(world: World) -> None:
    if world.policy.mode is Mode.OIDC:
        name, _, value = world.cookie.partition("=")
        world.door.forget({name: value})
    else:
        world.door.end(str(world.visitor.session), world.visitor)


def passcode_changed(world: World) -> None:
    world.policy = replace(world.policy, passcodes=((Role.SECRETARY, hash_passcode("another one", cost=2)),))


def role_changed(world: World) -> None:
    world.policy = replace(world.policy, table=RoleTable(entries=(("khac@moj.gov.vn", Role.SECRETARY),)))


def login_ended(world: World) -> None:
    world.door.end(str(world.visitor.session), replace(world.visitor, session="another machine", name="Thư ký khác"))


def hours_over(world: World) -> None:
    world.now += dt.timedelta(hours=12, seconds=1)


def restart(world: World) -> None:
    world.start()


EVENTS = {
    "logout": (logout, (PASSCODE, PROVIDER)),
    "passcode changed": (passcode_changed, (PASSCODE,)),
    "role changed": (role_changed, (PROVIDER,)),
    "login ended": (login_ended, (PASSCODE,)),
    "12 h over": (hours_over, (PASSCODE, PROVIDER)),
    "restart": (restart, (PASSCODE, PROVIDER)),
}
STAYS = {"stays": True, "ended": False, "never": False}


def table() -> dict[tuple[str, str], str]:
    """The table of the threat model: (way, event) and what becomes of the way."""
    text = (ROOT / "docs" / "threat-model.md").read_text(encoding="utf-8")
    rows = [[cell.strip() for cell in line.strip("| \n").split("|")] for line in text.splitlines() if line[:1] == "|"]
    start = next(number for number, row in enumerate(rows) if row[0] == "way to act or read")
    events, found = rows[start][1:], {}
    for row in rows[start + 2 :]:
        if len(row) != len(events) + 1:
            break
        found |= {(row[0], event): word for event, word in zip(events, row[1:], strict=True)}
    return found


CELLS = [
    pytest.param(way, event, policy, word, id=f"{way}, {event}, {policy.mode}")
    for (way, event), word in table().items()
    for policy in EVENTS[event][1]
]


@pytest.fixture
def world(tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    monkeypatch.setattr("lib.web.screens.HEARTBEAT", 0.2)
    found = World(tmp_path, request.param)
    yield found
    found.close()


def test_the_table_has_every_way_and_every_event() -> None:
    assert {way for way, _ in table()} == set(WAYS)
    assert {event for _, event in table()} == set(EVENTS)
    assert len(table()) == len(WAYS) * len(EVENTS)


@pytest.mark.parametrize(("way", "event", "world", "word"), CELLS, indirect=["world"])
def test_what_becomes_of_a_way_is_what_the_table_says(way: str, event: str, world: World, word: str) -> None:
    word = re.sub(r"[^a-z]", "", word)
    try_again = WAYS[way](world)
    EVENTS[event][0](world)
    assert try_again() is STAYS[word]


@pytest.mark.parametrize("world", [PASSCODE, PROVIDER], indirect=True)
@pytest.mark.parametrize("way", WAYS)
def test_while_the_login_stands_every_way_is_open(way: str, world: World) -> None:
    alone = {"a ticket of keys without the login's cookie", "the same file over another visitor's connection"}
    assert WAYS[way](world)() is (way not in alone)


def hear_all(line: ClientConnection) -> None:
    for _ in range(100):
        line.recv(PATIENCE)


@pytest.mark.parametrize("world", [PASSCODE], indirect=True)
def test_keys_taken_away_on_the_page_of_access_are_gone_and_the_picture_stays(world: World) -> None:
    ticket = world.screens.issue(TicketKind.KEYS, world.visitor)
    with world.line(SCREENS) as line:
        line.send(json.dumps({"ticket": ticket}))
        line.send(json.dumps({"width": 1920, "height": 1080, "name": "Hội trường"}))
        assert json.loads(line.recv(PATIENCE))["keys"] is True
        while not world.screens.seen():
            line.recv(PATIENCE)
        (seen,) = world.screens.seen()
        assert (seen.name, seen.keys, seen.who) == ("Hội trường", True, world.visitor.name)
        world.door.end_keys(seen.ticket, seen.name, world.visitor)
        with pytest.raises(ConnectionClosed) as closed:
            hear_all(line)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 4402
    with world.line(SCREENS) as line:
        line.send(json.dumps({"ticket": ticket}))
        said = json.loads(line.recv(PATIENCE))
    assert (said["keys"], "html" in said) == (False, True)


@pytest.mark.parametrize("event", ["logout", "passcode changed", "login ended", "12 h over"])
@pytest.mark.parametrize("world", [PASSCODE], indirect=True)
def test_an_open_line_is_closed_when_its_login_is_over_though_nobody_says_so(world: World, event: str) -> None:
    app = RequesterMiddleware(Starlette(routes=[WebSocketRoute("/_stcore/stream", page_line)]), world.door, look=0.05)
    with served(app) as port:
        world.port = port
        with world.line("/_stcore/stream") as line, world.line("/_stcore/stream", "") as reader:
            line.send("first")
            line.recv(PATIENCE)
            EVENTS[event][0](world)
            with pytest.raises(ConnectionClosed) as closed:
                line.recv(PATIENCE)
            reader.send("still")
            assert reader.recv(PATIENCE) == "still: refused"
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == LOGIN_OVER
