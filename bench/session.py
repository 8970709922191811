"""An open page without a browser: the requests and messages of Streamlit's front end, and the follow socket of the
program.

What a page does by itself is written after `lib/ui/follow.js`: it reruns once per change, at a random moment within the
time that the server names.
"""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

FOLLOW, HALL = "thidua_follow", "thidua_man_hinh"
FIRST_REQUESTS = ("/_stcore/health", "/_stcore/host-config")
AGAIN = (5.0, 60.0)
PATIENCE = 90.0
SPREAD = 1000
Mark = tuple[str, str]
"""What a page is drawn from: the start of the server, and the mark that it follows."""
_TRIGGER = "$$STREAMLIT_INTERNAL_KEY_{component}__events"


def line(address: str, path: str, cookies: str = "", *, streamlit: bool = False) -> connect:
    """A websocket as a page of the server opens it."""
    return connect(
        f"ws://{address}{path}",
        origin=f"http://{address}",  # type: ignore[arg-type]
        subprotocols=["streamlit"] if streamlit else None,  # type: ignore[list-item]
        additional_headers={"Cookie": cookies} if cookies else {},
        compression=None,
        max_size=None,
        ping_interval=None,
        open_timeout=PATIENCE,
        proxy=None,
    )


@dataclass
class Heard:
    """What a page holds of all that the server sent: what it needs to go on, and the size of everything."""

    received: int = 0
    page_hash: str = ""
    icon: str = ""
    components: dict[str, tuple[str, dict[str, Any]]] = field(default_factory=dict)
    buttons: dict[str, str] = field(default_factory=dict)
    known: set[str] = field(default_factory=set)
    kept: frozenset[str] = frozenset()
    failed: str = ""

    def take(self, content: bytes) -> str:
        """Note a message; its kind."""
        self.received += len(content)
        message = ForwardMsg.FromString(content)
        kind = str(message.WhichOneof("type"))
        if kind == "new_session":
            self.page_hash, self.known, self.buttons = message.new_session.page_script_hash, set(), {}
        elif kind == "navigation":
            self.page_hash = message.navigation.page_script_hash
        elif kind == "page_config_changed":
            self.icon = message.page_config_changed.favicon or self.icon
        elif kind == "ref_hash":
            self.known.add(message.ref_hash)
        elif kind == "delta":
            self._element(message)
        elif kind == "script_finished":
            self.kept = frozenset(self.known)
        return kind

    def _element(self, message: ForwardMsg) -> None:
        if message.metadata.cacheable:
            self.known.add(message.hash)
        element = message.delta.new_element
        kind = element.WhichOneof("type")
        if kind == "bidi_component":
            found = element.bidi_component
            self.components[found.component_name] = (found.id, json.loads(found.json or "{}"))
        elif kind == "button":
            self.buttons[element.button.label] = element.button.id
        elif kind == "exception":
            self.failed = element.exception.message


@dataclass
class Page:
    """An open page of a server. `drawn` and `told` are moments (monotonic seconds): with what the page was drawn from
    when a run ended, and with the last message of the server.
    """

    address: str
    path: str = ""
    query: str = ""
    cookies: str = ""
    heard: Heard = field(default_factory=Heard)
    drawn: list[tuple[float, Mark]] = field(default_factory=list)
    told: list[tuple[float, Mark]] = field(default_factory=list)
    _session: ClientConnection | None = None
    _changes: ClientConnection | None = None
    _tasks: list[asyncio.Task[None]] = field(default_factory=list)
    _finished: asyncio.Event = field(default_factory=asyncio.Event)
    _spread: int = SPREAD
    _waiting: asyncio.Task[None] | None = None
    _asked: Mark = ("", "")

    async def open(self, *, files: bool = False, follow: bool = True) -> Page:
        """Open as a browser does that has Streamlit's files already; `files` asks for what it asks for every time."""
        if files:
            await self._ask("/" + self.path, *FIRST_REQUESTS)
        self._session = await line(self.address, "/_stcore/stream", self.cookies, streamlit=True)
        self._tasks.append(asyncio.create_task(self._draw(self._session)))
        await self.rerun()
        if files and self.heard.icon.startswith("/"):
            await self._ask(self.heard.icon)
        if follow and FOLLOW in self.heard.components:
            await self._follow()
        return self

    async def _ask(self, *paths: str) -> None:
        async with httpx.AsyncClient(base_url=f"http://{self.address}", verify=False) as client:
            for path in paths:
                answer = await client.get(path, headers={"Cookie": self.cookies} if self.cookies else {})
                self.heard.received += len(answer.content)

    async def rerun(self, state: Callable[[BackMsg], object] | None = None) -> float:
        """Ask for a run and wait for its end; the moment of the end."""
        self._finished.clear()
        await self._send(state)
        await asyncio.wait_for(self._finished.wait(), PATIENCE)
        return self.drawn[-1][0]

    async def press(self, label: str) -> float:
        """Press a button of the page; the moment of the press."""
        pressed = self.heard.buttons[label]

        def state(message: BackMsg) -> None:
            message.rerun_script.widget_states.widgets.add(id=pressed, trigger_value=True)

        at = time.monotonic()
        await self.rerun(state)
        return at

    async def _send(self, state: Callable[[BackMsg], object] | None = None) -> None:
        message = BackMsg()
        asked = message.rerun_script
        asked.query_string = self.query
        if self.heard.page_hash:
            asked.page_script_hash = self.heard.page_hash
        else:
            asked.page_name = self.path
        asked.cached_message_hashes.extend(self.heard.kept)
        asked.context_info.timezone, asked.context_info.locale = "Asia/Ho_Chi_Minh", "vi-VN"
        asked.context_info.url = f"http://{self.address}/{self.path}"
        if state is not None:
            state(message)
        if self._session is None:
            raise LookupError("the page is not open")
        await self._session.send(message.SerializeToString())

    async def _draw(self, session: ClientConnection) -> None:
        async for content in session:
            if self.heard.take(content if isinstance(content, bytes) else content.encode()) == "script_finished":
                self.drawn.append((time.monotonic(), self.mark))
                self._finished.set()
                if self.mark == self._asked and self._waiting is not None:
                    self._waiting.cancel()
                    self._waiting = None
                self._follow_on()

    # -- following -------------------------------------------------------------------------------------------------

    @property
    def mark(self) -> Mark:
        """What the page is drawn from; nothing for a page that does not follow."""
        data = self.heard.components.get(FOLLOW, ("", {}))[1]
        return data.get("boot", ""), data.get("mark", "")

    async def _follow(self) -> None:
        data = self.heard.components[FOLLOW][1]
        self._changes = await line(self.address, data["path"], self.cookies)
        await self._changes.send(data["ticket"])
        self._note(await self._changes.recv())
        self._tasks.append(asyncio.create_task(self._listen(self._changes)))

    async def _listen(self, changes: ClientConnection) -> None:
        async for text in changes:
            self._note(text)
            self._follow_on()

    def _follow_on(self) -> None:
        behind = bool(self.told) and self.told[-1][1] != self.mark
        if behind and (self._waiting is None or self._waiting.done()):
            self._waiting = asyncio.create_task(self._catch_up())

    def _note(self, text: str | bytes) -> None:
        said = json.loads(text)
        self.heard.received += len(text)
        self._spread = said.get("spread", SPREAD)
        mark = (said["boot"], said["mark"])
        if not self.told or self.told[-1][1] != mark:
            self.told.append((time.monotonic(), mark))

    async def _catch_up(self) -> None:
        wait = 0.0
        while True:
            await asyncio.sleep(wait + random.random() * self._spread / 1000)
            if self.told[-1][1] == self.mark:
                return
            self._asked = self.told[-1][1]
            await self._send(self._trigger)
            wait = min(wait * 2 or AGAIN[0], AGAIN[1])

    def _trigger(self, message: BackMsg) -> None:
        component = self.heard.components[FOLLOW][0]
        happened = json.dumps([{"event": "changed", "value": " ".join(self.told[-1][1])}])
        message.rerun_script.widget_states.widgets.add(
            id=_TRIGGER.format(component=component), json_trigger_value=happened
        )

    def redrawn_after(self, moment: float) -> float | None:
        """Seconds from a moment until the page showed the change that was sent after it; None where it does not yet."""
        if not self.told or self.told[-1][0] < moment:
            return None
        news = self.told[-1][1]
        return next((at - moment for at, mark in self.drawn if at > moment and mark == news), None)

    async def close(self) -> None:
        for task in [*self._tasks, *([self._waiting] if self._waiting else [])]:
            task.cancel()
        for socket in (self._changes, self._session):
            if socket is not None:
                await socket.close()
