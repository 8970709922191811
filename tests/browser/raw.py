"""Streamlit's websocket spoken without a browser: what a visitor can obtain with messages of their own."""

from __future__ import annotations

from dataclasses import dataclass, field

import requests
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

from tests.browser.access import PASSCODES
from tests.browser.conftest import Server
from tests.waiting import PATIENCE


def cookies_of(server: Server, role: str) -> str:
    """The `Cookie` header of a login by passcode."""
    with requests.Session() as session:
        answer = session.post(
            f"{server.url}/dang-nhap", data={"mat_khau": PASSCODES[role]}, allow_redirects=False, timeout=PATIENCE
        )
        assert answer.status_code == 303
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in session.cookies)


@dataclass
class Run:
    """Everything that one run of a script sent, as text and as it came."""

    messages: list[ForwardMsg] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(str(message) for message in self.messages)

    @property
    def said(self) -> str:
        """The messages with their Vietnamese readable, as UTF-8."""
        return b"\n".join(self.raw).decode("utf-8", "replace")

    def ids(self, kind: str) -> dict[str, str]:
        """The labels of the widgets of a kind and their ids."""
        elements = [message.delta.new_element for message in self.messages if message.HasField("delta")]
        found = [getattr(element, kind) for element in elements if element.WhichOneof("type") == kind]
        return {widget.label: widget.id for widget in found}


def speak(server: Server, cookies: str = "") -> ClientConnection:
    """A connection as a page of the app opens it."""
    return connect(
        f"ws://localhost:{server.port}/_stcore/stream",
        origin=f"http://localhost:{server.port}",  # type: ignore[arg-type]
        subprotocols=["streamlit"],  # type: ignore[list-item]
        additional_headers={"Cookie": cookies} if cookies else {},
        max_size=None,
        open_timeout=PATIENCE,
        proxy=None,
    )


def run_page(line: ClientConnection, page: str, query: str = "", pressed: str = "") -> Run:
    """Ask for a page, as the front end does; `pressed` is the id of a button that is said to be pressed.

    A run that ends itself for another one goes on with that one.
    """
    asked = BackMsg()
    asked.rerun_script.page_name = page
    asked.rerun_script.query_string = query
    if pressed:
        state = asked.rerun_script.widget_states.widgets.add()
        state.id = pressed
        state.trigger_value = True
    line.send(asked.SerializeToString())
    run = Run()
    while True:
        content = line.recv(timeout=PATIENCE)
        assert isinstance(content, bytes)
        message = ForwardMsg.FromString(content)
        run.messages.append(message)
        run.raw.append(content)
        early = message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN
        if message.WhichOneof("type") == "script_finished" and not early:
            return run
