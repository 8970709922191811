"""A server with the program's middleware around an app that answers every request with what it received."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket

from lib.access.door import Door, open_sessions
from lib.access.passcodes import hash_passcode
from lib.access.policy import Mode, Policy
from lib.access.rights import Role
from lib.audit.log import open_audit
from lib.store.store import LocalStore
from lib.web.login.passcode import LoginRoutes
from lib.web.middleware import middleware
from lib.web.plain_pages import HANDLERS
from tests.web.serving import client_of, served

PASSCODES = Policy(
    Mode.PASSCODE,
    (
        (Role.LEADER, hash_passcode("for-the-leaders", cost=2)),
        (Role.SECRETARY, hash_passcode("for-the-secretary", cost=2)),
    ),
    hosts=("thidua.example",),
)


async def echo(request: Request) -> Response:
    if request.url.path == "/fault":
        raise RuntimeError("the secret stands in line 7 of /srv/app.py")
    if request.url.path == "/oauth2callback":
        answer: Response = RedirectResponse("/", 302)
        answer.set_cookie("_streamlit_user", "signed", httponly=True, samesite="lax")
        answer.set_cookie("_streamlit_user_tokens", "signed", httponly=True, samesite="lax")
        return answer
    body = await request.body()
    answer = JSONResponse({"path": request.url.path, "read": len(body), "headers": dict(request.headers)})
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer


async def talk(socket: WebSocket) -> None:
    await socket.accept()
    await socket.send_text(json.dumps(dict(socket.headers)))
    async for text in socket.iter_text():
        await socket.send_text(text)


@dataclass
class Site:
    """The served app, its door, and a policy that tests change."""

    door: Door
    port: int

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def client(self, **options: object) -> httpx.Client:
        return client_of(self.port, **options)


def app_of(door: Door) -> Starlette:
    routes = [
        *LoginRoutes(door).routes(),
        WebSocketRoute("/{path:path}", talk),
        Route("/{path:path}", echo, methods=["GET", "POST", "PUT", "DELETE", "OPTIONS"]),
    ]
    return Starlette(routes=routes, middleware=middleware(door, page=""), exception_handlers=HANDLERS)


@pytest.fixture
def door(tmp_path: Path) -> Door:
    now = dt.datetime.now(dt.UTC)
    store = LocalStore(tmp_path)
    sessions, audit = open_sessions(store, now.timestamp), open_audit(store, lambda: now)
    return Door(lambda: PASSCODES, sessions, audit, bound_to_loopback=True)


@pytest.fixture
def site(door: Door) -> Iterator[Site]:
    with served(app_of(door)) as port:
        yield Site(door, port)
