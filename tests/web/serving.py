"""A real server in a thread, for tests of what goes over the wire."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import uvicorn
from starlette.types import ASGIApp

from tests.prompt import PromptServer
from tests.waiting import PATIENCE


@contextmanager
def served(app: ASGIApp, **options: object) -> Iterator[int]:
    """Serve `app` on a free loopback port; gives the port."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    config = uvicorn.Config(app, log_level="critical", ws="websockets-sansio", **options)  # type: ignore[arg-type]
    server = PromptServer(config)
    ready = threading.Event()
    startup = server.startup

    async def started(sockets: list[socket.socket] | None = None) -> None:
        await startup(sockets)
        ready.set()

    server.startup = started  # type: ignore[method-assign]
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    if not ready.wait(PATIENCE):
        raise TimeoutError("the server did not start")
    try:
        yield listener.getsockname()[1]
    finally:
        server.should_exit = True
        thread.join(10)
        listener.close()


def client_of(port: int, **options: object) -> httpx.Client:
    """A patient client of a server on this machine; to read certificates would cost it more than all it asks for."""
    options = {"timeout": PATIENCE, "verify": False} | options
    return httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False, **options)  # type: ignore[arg-type]
