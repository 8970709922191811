"""The routes and middleware of the server, without Streamlit."""

import asyncio
from typing import Any

from starlette.types import Receive, Scope
from starlette.websockets import WebSocket


def under(base: str, path: str) -> str:
    """`path` where the server is mounted under `base` (Streamlit's `server.baseUrlPath`)."""
    base = base.strip("/")
    return f"/{base}{path}" if base else path


def client_address(scope: Scope) -> str | None:
    """The address that a connection comes from; None where the server does not know it."""
    client = scope.get("client")
    return client[0] if client else None


async def until_gone(receive: Receive) -> None:
    """Ends with the connection; messages of the client are ignored."""
    while not (await receive())["type"].endswith(".disconnect"):
        continue


async def first_text(socket: WebSocket, seconds: float) -> str:
    """The first message of a client, empty where it sends none in time."""
    try:
        message = await asyncio.wait_for(socket.receive(), seconds)
    except (TimeoutError, RuntimeError):
        return ""
    return message.get("text") or ""


async def wait_for_news(news: asyncio.Event, gone: asyncio.Task[Any], seconds: float) -> bool:
    """Wait for news or the end of the connection; False where neither came in time."""
    waiting = asyncio.create_task(news.wait())
    done, _ = await asyncio.wait({waiting, gone}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    return bool(done)
