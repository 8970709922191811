"""The server's log: a line a person reads, or with `THIDUA_LOG=json` one that a machine collects."""

from __future__ import annotations

import datetime as dt
import json
import logging
from collections.abc import Mapping

VARIABLE = "THIDUA_LOG"
PLAIN = "%(asctime)s %(levelname)s %(name)s: %(message)s"


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
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines() if environment.get(VARIABLE) == "json" else logging.Formatter(PLAIN))
    logging.basicConfig(handlers=[handler])
