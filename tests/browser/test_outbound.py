"""The server connects to its source only: every name it looks up and every address it connects to is recorded."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from lib.ui.menu import HOME, MENU
from tests.browser.access import passcode_settings, running, with_settings
from tests.browser.raw import cookies_of, run_page, speak

EAR = """
import os, sys

def hear(event, arguments):
    if event == "socket.connect" and isinstance(arguments[1], tuple):
        told = arguments[1][0]
    elif event == "socket.getaddrinfo":
        told = arguments[0]
    else:
        return
    with open(os.environ["HEARD"], "a", encoding="utf-8") as file:
        file.write(f"{told}\\n")

sys.addaudithook(hear)
"""
HERE = {"127.0.0.1", "::1", "localhost", "0.0.0.0", "None", ""}
NEVER_SENT = {"192.0.2.1"}
"""An address for documents: the server asks for the way there to learn its own address, and sends nothing."""


@pytest.fixture
def heard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of everything that programs started from now on ask the network for."""
    ear = tmp_path / "ear"
    ear.mkdir()
    (ear / "sitecustomize.py").write_text(EAR, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(ear))
    monkeypatch.setenv("HEARD", str(tmp_path / "heard.txt"))
    (tmp_path / "heard.txt").touch()
    return tmp_path / "heard.txt"


def test_a_server_on_a_file_asks_nobody(heard: Path, tmp_path: Path) -> None:
    listened_to = with_settings(tmp_path / "home", passcode_settings(), "--server.address", "0.0.0.0")
    listened_to.cold = True
    with running(listened_to) as server:
        for cookies in ("", cookies_of(server, "secretary")):
            for entry in MENU:
                with speak(server, cookies) as line:
                    run_page(line, "" if entry is HOME else entry.stem)
    asked = set(heard.read_text(encoding="utf-8").splitlines())
    assert asked, "the server was heard at all"
    assert asked - HERE - NEVER_SENT == set()


def test_the_ear_hears(heard: Path) -> None:
    program = "import socket\ntry:\n    socket.create_connection(('192.0.2.7', 9), 0.01)\nexcept OSError:\n    pass"
    subprocess.run([sys.executable, "-c", program], check=True, timeout=30)
    assert "192.0.2.7" in heard.read_text(encoding="utf-8")
