"""The server's log: a line a person reads, or with `THIDUA_LOG=json` one that a machine collects.

What a stranger says may come into it (an error that a provider's page hands over in an address): signs that a terminal
would act on, and ends of line that would make a second line, are written as escapes, whoever writes the line.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
from collections.abc import Mapping

from lib.web.log_queue import begin_queue

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
