"""Access to the server's state for the commands: its folder, its store, its history."""

from __future__ import annotations

import os
from pathlib import Path

from lib.command import state_folder
from lib.command.source_arguments import SECRETS
from lib.history.archive import Archive
from lib.settings import read_settings
from lib.snapshot import build_snapshot
from lib.store.store import Store, open_store


class NotHere(Exception):
    """What a command needs is missing; the text is a sentence for the user."""


def opened_store(patience: float) -> Store:
    """The store of the settings; OSError where it does not answer within `patience` seconds."""
    return open_store(read_settings(SECRETS, os.environ, Path()).shared, state_folder(), patience)


def opened_history() -> Archive:
    """The kept versions; `NotHere` where the server has kept none on this machine."""
    store = opened_store(patience=2.0)
    if not store.holds("history"):
        path = state_folder() / "history.sqlite"
        raise NotHere(f"Chưa có lịch sử số liệu nào ở {path}. THIDUA_STATE chỉ thư mục khác, nếu có.")
    return Archive(store.entries("history"), build_snapshot)
