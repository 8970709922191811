"""The real server is started over damaged state: it starts, reports the damage, and the hall holds or goes on as
before.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from tests.browser.conftest import Server
from tests.browser.raw import cookies_of
from tests.damage import cut, emptied, folder_instead, removed
from tests.faults.line import server_in
from tests.waiting import PATIENCE


@pytest.fixture(scope="module")
def used(tmp_path_factory) -> Path:
    """A state folder after a start, a login and a reading."""
    home = tmp_path_factory.mktemp("used")
    server = server_in(home).start()
    cookies_of(server, "secretary")
    server.stop()
    return home / "state"


@pytest.fixture
def started(tmp_path) -> Iterator[Server]:
    server = server_in(tmp_path)
    yield server
    server.stop()


def state_files(state: Path) -> list[Path]:
    """Everything that a start reads, but for locks."""
    found = [path for path in sorted(state.rglob("*")) if path.is_file()]
    return [path for path in found if path.suffix not in (".lock", ".part") and path.stat().st_size]


def foreign(path: Path) -> None:
    """Something of another program."""
    path.write_bytes(b"PK\x03\x04\xff\xfe" * 300)


DAMAGES = [cut, foreign, folder_instead, *(pytest.param(one, marks=pytest.mark.long) for one in (emptied, removed))]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_start_over_damaged_files_answers_lets_the_secretary_in_and_names_them(used, started, damage):
    state = started.home / "state"
    shutil.copytree(used, state, symlinks=True)
    for path in state_files(state):
        damage(path)
    started.start()
    assert requests.get(f"{started.url}/healthz", timeout=PATIENCE).text == "ok"
    cookies_of(started, "secretary")
    assert "Traceback" not in started.output, started.output
    aside = {path.name.split(".hong-")[0] for path in state.rglob("*.hong-*")}
    if damage in (foreign, folder_instead):
        assert {"stage", "access"} <= aside
        assert "Tệp stage.sqlite của hệ thống bị hỏng, đã được cất riêng lúc" in started.output


def test_a_start_with_a_closed_standard_output_goes_on(used, started, monkeypatch):
    shutil.copytree(used, started.home / "state", symlinks=True)
    started.cold, real = True, subprocess.Popen
    begun: list[list[str]] = []

    def closed(command, **options):
        begun.append(command)
        return real(["sh", "-c", 'exec "$@" >&- 2>&-', "sh", *command], **options)

    monkeypatch.setattr(subprocess, "Popen", closed)
    started.start()
    assert len(begun) == 1
    assert cookies_of(started, "secretary"), "whoever knows the passcode gets in"
