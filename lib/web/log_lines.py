"""The server's log: a line a person reads, or with `THIDUA_LOG=json` one that a machine collects.

What a stranger says may come into it (an error that a provider's page hands over in an address): signs that a terminal
would act on, and ends of line that would make a second line, are written as escapes, whoever writes the line.
"""

from __future__ import annotations

import atexit
import datetime as dt
import io
import json
import logging
import queue
import sys
import threading
import time
from collections.abc import Mapping
from typing import TextIO

MOST = 10_000
"""Pieces of text that wait at most."""
LAST_WORDS = 1.0
"""Seconds that an ending process waits for its last lines to be taken."""


class LineQueue:
    """The queue and its thread; a stream that is closed or broken costs its lines only."""

    def __init__(self, most: int = MOST) -> None:
        self._pieces: queue.Queue[tuple[TextIO, str]] = queue.Queue(most)
        self.lost = 0
        threading.Thread(target=self._write_all, name="log-lines", daemon=True).start()

    def put(self, stream: TextIO, text: str) -> None:
        """Have a piece of text written; where too many wait, it is counted instead. Returns at once."""
        missing = self.lost
        told = f"{text}({missing} đoạn nhật ký không ghi kịp)\n" if missing and text.endswith("\n") else text
        try:
            self._pieces.put_nowait((stream, told))
            self.lost -= missing if told != text else 0
        except queue.Full:
            self.lost += 1

    def wait(self, seconds: float) -> bool:
        """Wait until everything was taken, at most so long; whether it was."""
        until = time.monotonic() + seconds
        while self._pieces.unfinished_tasks and time.monotonic() < until:
            time.sleep(0.01)
        return not self._pieces.unfinished_tasks

    def _write_all(self) -> None:
        while True:
            stream, text = self._pieces.get()
            try:
                stream.write(text)
                stream.flush()
            except (OSError, ValueError):
                self.lost += 1
            finally:
                self._pieces.task_done()


class QueuedStream(io.TextIOBase):
    """Looks like `stream`, and hands what is written to a queue."""

    def __init__(self, stream: TextIO, lines: LineQueue) -> None:
        self._stream = stream
        self._lines = lines

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return self._stream.encoding

    def write(self, text: str) -> int:
        self._lines.put(self._stream, text)
        return len(text)

    def writable(self) -> bool:
        return True

    def isatty(self) -> bool:
        return self._stream.isatty()

    def fileno(self) -> int:
        return self._stream.fileno()


def begin_queue() -> None:
    """Have this process write through one queue: `print`, the logs, and handlers that others made before."""
    if isinstance(sys.stdout, QueuedStream) or isinstance(sys.stderr, QueuedStream):
        return
    lines = LineQueue()
    queued = {stream: QueuedStream(stream, lines) for stream in (sys.stdout, sys.stderr) if stream is not None}
    sys.stdout, sys.stderr = (queued.get(stream, stream) for stream in (sys.stdout, sys.stderr))
    for logger in (logging.getLogger(), *map(logging.getLogger, tuple(logging.root.manager.loggerDict))):
        for handler in logger.handlers:
            if isinstance(handler, logging.StreamHandler) and handler.stream in queued:
                handler.stream = queued[handler.stream]
    atexit.register(lines.wait, LAST_WORDS)


VARIABLE = "THIDUA_LOG"
PLAIN = "%(asctime)s %(levelname)s %(name)s: %(message)s"


class PlainRecord(logging.LogRecord):
    """A line of the log whose message is one line of signs that can be seen."""

    def getMessage(self) -> str:
        return "".join(sign if sign.isprintable() else _escaped(sign) for sign in super().getMessage())


def _escaped(sign: str) -> str:
    return sign.encode("unicode_escape").decode("ascii")


class JsonLines(logging.Formatter):
    """One object a line: time (UTC), level, logger, message, and the traceback of a fault."""

    def format(self, record: logging.LogRecord) -> str:
        at = dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds")
        said = {"at": at, "level": record.levelname, "logger": record.name, "message": record.getMessage()}
        if record.exc_info:
            said["traceback"] = self.formatException(record.exc_info)
        return json.dumps(said, ensure_ascii=False)


def begin_log(environment: Mapping[str, str]) -> None:
    """Send the log of this process to standard error, in the form that the environment asks for."""
    logging.setLogRecordFactory(PlainRecord)
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines() if environment.get(VARIABLE) == "json" else logging.Formatter(PLAIN))
    logging.basicConfig(handlers=[handler])
    begin_queue()
