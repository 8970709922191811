"""Admission of requests: known hosts, open paths, their methods, same-origin forms; and the mark of local requests."""

from __future__ import annotations

from collections.abc import Callable

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from lib.access.local import Peer, header_names, is_local
from lib.web import client_address
from lib.web.guard import hosts, paths
from lib.web.plain_pages import refusal_page

LOCAL_HEADER = b"x-thidua-local"
FOREIGN = 4403


class Gate:
    """Middleware, the first after the headers.

    It marks a local request by an internal header; a copy of that header sent by a client is removed. `names` gives the
    host names of this server each time; `forms` are the paths below `base` that accept a form.
    """

    def __init__(
        self, app: ASGIApp, names: Callable[[], frozenset[str]], forms: frozenset[str] = frozenset(), base: str = ""
    ) -> None:
        self._app = app
        self._names = names
        self._forms = forms
        self._base = base

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        status = self._status(scope)
        if status is None:
            await self._app(marked_scope(scope), receive, send)
        elif scope["type"] == "http":
            await refusal_page(status)(scope, receive, send)
        else:
            await receive()
            await send({"type": "websocket.close", "code": FOREIGN})

    def _status(self, scope: Scope) -> int | None:
        """The status of a refusal, None where the request is admitted."""
        headers = Headers(scope=scope)
        host = headers.get("host")
        if len(headers.getlist("host")) != 1 or not hosts.is_known(host, self._names()):
            return 421
        path = paths.inside(scope["path"], self._base)
        if path is None or not paths.is_answered(path):
            return 404
        if scope["type"] == "websocket":
            return None if hosts.is_own_page(headers.get("origin"), host) else 403
        if scope["method"] not in paths.methods(path, self._forms):
            return 405
        foreign = scope["method"] == "POST" and not _from_own_page(headers, host, secure=scope["scheme"] == "https")
        return 403 if foreign else None


def _from_own_page(headers: Headers, host: str | None, *, secure: bool) -> bool:
    """Whether a form was sent from a page of this server: another site could send one in a visitor's name."""
    site = headers.get("sec-fetch-site", "same-origin")
    return site in ("same-origin", "none") and hosts.is_own_page(headers.get("origin"), host, secure=secure)


def marked_scope(scope: Scope) -> Scope:
    """The request with a header that says whether it is local; one sent by the client is removed."""
    headers = [(name, value) for name, value in scope["headers"] if name.lower() != LOCAL_HEADER]
    peer = Peer(client_address(scope), Headers(scope=scope).get("host"), header_names(headers))
    if is_local(peer):
        headers.append((LOCAL_HEADER, b"1"))
    return {**scope, "headers": headers}
