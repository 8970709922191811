"""What the commands share that look at what the server remembers: its folder, its store, its history."""

from __future__ import annotations

import os
from pathlib import Path

from lib.command.reading import SECRETS
from lib.history.archive import Archive
from lib.settings import read_settings
from lib.snapshot import build_snapshot
from lib.store.opening import open_entries, open_shared

STATE = Path(__file__).resolve().parents[2] / ".state"
HISTORY = "history.sqlite"


class NotHere(Exception):
    """What a command was asked for is not there; the text is a sentence for whoever asked."""


def state_folder() -> Path:
    """The folder of what the server remembers."""
    return Path(os.environ.get("THIDUA_STATE", STATE))


def shared_url() -> str | None:
    """The address of the shared store of the settings, None without one."""
    return read_settings(SECRETS, os.environ, Path()).shared


def opened_history() -> Archive:
    """The versions that are kept; `NotHere` where the server has kept none on this machine."""
    path, shared = state_folder() / HISTORY, open_shared(shared_url(), patience=2.0)
    if shared is None and not path.exists():
        raise NotHere(f"Chưa có lịch sử số liệu nào ở {path}. THIDUA_STATE chỉ thư mục khác, nếu có.")
    return Archive(open_entries(path, shared), build_snapshot)
