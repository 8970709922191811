"""The server's log: plain lines, or with `THIDUA_LOG=json` JSON objects for a collector.

It may contain foreign text (an error that a provider's page passes in an address): control characters and line breaks,
which would affect a terminal or forge a line, are escaped in every line.
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
"""Maximum number of queued pieces of text."""
LAST_WORDS = 1.0
"""Seconds that an ending process waits for its last lines to be written."""


class LineQueue:
    """The queue and its thread; a stream that is closed or broken loses only its own lines."""

    def __init__(self) -> None:
        self._pieces: queue.Queue[tuple[TextIO, str]] = queue.Queue(MOST)
        self.lost = 0
        threading.Thread(target=self._write_all, name="log-lines", daemon=True).start()

    def put(self, stream: TextIO, text: str) -> None:
        """Queue a piece of text for writing; where too many wait, it is only counted. Returns at once."""
        missing = self.lost
        line = f"{text}({missing} đoạn nhật ký không ghi kịp)\n" if missing and text.endswith("\n") else text
        try:
            self._pieces.put_nowait((stream, line))
            self.lost -= missing if line != text else 0
        except queue.Full:
            self.lost += 1

    def wait(self, seconds: float) -> bool:
        """Wait until everything was written, at most this long; return whether it was."""
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
    """A stand-in for `stream` that queues what is written."""

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
    """Route all output of this process through one queue: `print`, the logs, and existing handlers."""
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
    """A log record whose message is one line of visible characters."""

    def getMessage(self) -> str:
        return "".join(sign if sign.isprintable() else _escaped(sign) for sign in super().getMessage())


def _escaped(sign: str) -> str:
    return sign.encode("unicode_escape").decode("ascii")


class JsonLines(logging.Formatter):
    """Formats a record as one JSON object: time (UTC), level, logger, message, and the traceback of a fault."""

    def format(self, record: logging.LogRecord) -> str:
        at = dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds")
        fields = {"at": at, "level": record.levelname, "logger": record.name, "message": record.getMessage()}
        if record.exc_info:
            fields["traceback"] = self.formatException(record.exc_info)
        return json.dumps(fields, ensure_ascii=False)


def begin_log(environment: Mapping[str, str]) -> None:
    """Send the log of this process to standard error, in the form that the environment asks for."""
    logging.setLogRecordFactory(PlainRecord)
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines() if environment.get(VARIABLE) == "json" else logging.Formatter(PLAIN))
    logging.basicConfig(handlers=[handler])
    begin_queue()
