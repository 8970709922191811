"""A state file that answers nothing when a test says so: whatever asks it for something waits without end."""

from __future__ import annotations

import os
import sqlite3
import time
from functools import partial
from pathlib import Path

from tests.warm_start import streamlit

STALL, WAITING = "stall", "waiting"
"""Files beside the state folder: while the first, with the name of a file, is there that one answers nothing; the other
says that a statement waits.
"""


class StallingConnection(sqlite3.Connection):
    """A connection whose every statement waits while its file answers nothing."""

    def __init__(self, path: object, **options: object) -> None:
        super().__init__(path, **options)  # type: ignore[arg-type]
        self._name = Path(str(path).partition("?")[0]).name  # read only, a path is an address with options

    def execute(self, *statement: object) -> sqlite3.Cursor:
        home = Path(os.environ["THIDUA_STATE"]).parent
        while (home / f"{STALL} {self._name}").exists():
            (home / WAITING).touch()
            time.sleep(0.02)
        return super().execute(*statement)  # type: ignore[arg-type]


def over_stalling_files(arguments: list[str]) -> None:
    """What `python -m streamlit` does, over such files."""
    sqlite3.connect = partial(sqlite3.connect, factory=StallingConnection)  # type: ignore[assignment]
    streamlit(arguments)
