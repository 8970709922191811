"""Filter of the messages that pages send to Streamlit: nothing without a use here, and no run too many.

Streamlit accepts everything its front end could ever send. Here only runs, the making of files, addresses of files and
heartbeats pass: a visitor's `clear_cache` would empty everyone's cache. Runs are limited by source and by role, so that
twelve sockets with twenty runs a second do not stop the page of the visitor in control.
"""

from __future__ import annotations

import asyncio

from google.protobuf.message import DecodeError  # type: ignore[import-untyped]
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

from lib.access.bucket import Bucket
from lib.access.rights import Right, Role, allows
from lib.web import client_address
from lib.web.guard import paths
from lib.web.guard.limits import Sleep
from lib.web.guard.request_meter import RequestMeter
from lib.web.guard.requester import requester_role

STREAM = "_stcore/stream"
ACCEPTED = frozenset({"rerun_script", "stop_script", "app_heartbeat", "file_urls_request", "backend_operation_request"})
OPERATIONS = frozenset({"deferred_file", "dataframe_chunk"})


class BackMessages:
    """Middleware around Streamlit's websocket; inside `lib/web/guard/requester.py`, which knows the requester."""

    def __init__(self, app: ASGIApp, meter: RequestMeter, base: str = "", sleep: Sleep = asyncio.sleep) -> None:
        self._app = app
        self._meter = meter
        self._base = base
        self._sleep = sleep

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket" and paths.inside(scope["path"], self._base) == STREAM:
            budget = await self._budget(scope)
            await self._app(scope, self._looked_over(budget, receive), send)
        else:
            await self._app(scope, receive, send)

    async def _budget(self, scope: Scope) -> tuple[Bucket, ...]:
        """The buckets of a socket: its own, and for a reader that of its source; none for a visitor in control."""
        role = await requester_role()
        limits, clock = self._meter.limits, self._meter.clock
        if allows(role, Right.CONTROL):
            return ()
        if role is not Role.VIEWER:
            return (Bucket(limits.known_runs, clock),)
        return (Bucket(limits.readers_runs, clock), self._meter.runs(client_address(scope)))

    def _looked_over(self, budget: tuple[Bucket, ...], receive: Receive) -> Receive:
        async def receive_filtered() -> Message:
            while True:
                message = await receive()
                kind = _kind(message)
                if kind is not None and kind not in ACCEPTED:
                    continue
                if kind == "rerun_script":
                    await self._wait(budget)
                return message

        return receive_filtered

    async def _wait(self, budget: tuple[Bucket, ...]) -> None:
        for bucket in budget:
            while (wait := bucket.take()) > 0:
                await self._sleep(wait)


def _kind(message: Message) -> str | None:
    """The kind of a message; None for one that is not Streamlit's, which Streamlit refuses by itself."""
    content = message.get("bytes") if message["type"] == "websocket.receive" else None
    if not content:
        return None
    try:
        parsed = BackMsg.FromString(content)
    except DecodeError:
        return None
    kind = str(parsed.WhichOneof("type"))
    if kind == "backend_operation_request":
        return kind if parsed.backend_operation_request.WhichOneof("payload") in OPERATIONS else "unknown"
    return kind
