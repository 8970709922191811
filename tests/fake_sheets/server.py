"""The fake on a loopback port, in a thread; it can be stopped and come back on the same port, as an outage does."""

from __future__ import annotations

import socket
import threading
from types import TracebackType
from typing import Self

import uvicorn

from tests.fake_sheets.service import Google
from tests.fake_sheets.tokens import Account
from tests.prompt import PromptServer
from tests.servers import free_port


class FakeSheets:
    """`google` is what it answers from; `endpoint` its address. Use as a context."""

    def __init__(self, google: Google | None = None, port: int = 0) -> None:
        self.google = google or Google()
        self.port = port or free_port()
        self._server: uvicorn.Server | None = None
        self._thread: threading.Thread | None = None

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def token_uri(self) -> str:
        return f"{self.endpoint}/token"

    @property
    def running(self) -> bool:
        return self._server is not None

    def info(self, account: Account) -> dict[str, str]:
        """The JSON key of an account that this server knows from now on."""
        self.google.tokens.add(account)
        return account.info(self.token_uri)

    def start(self) -> None:
        listening = socket.socket()
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(("127.0.0.1", self.port))
        listening.listen(128)
        config = uvicorn.Config(self.google.app(), log_level="critical", timeout_graceful_shutdown=1, lifespan="off")
        self._server = PromptServer(config)
        self._thread = threading.Thread(target=self._server.run, args=([listening],), daemon=True)
        self._thread.start()

    def stop(self) -> None:
        if self._server is not None and self._thread is not None:
            self._server.should_exit = True
            self._thread.join()
        self._server = self._thread = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()
