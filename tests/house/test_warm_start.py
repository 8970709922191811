"""Servers of tests begin as forks of one process, and are still processes with nothing secret in common."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.places import ROOT
from tests.warm_start import WarmProcess

ENVIRONMENT = {"PATH": os.environ["PATH"], "ONLY": "this"}


def tell(arguments: list[str]) -> None:
    """What a process has drawn by lot, and what it was started with."""
    import streamlit

    from lib.ui import page_versions

    imported = "lib.web.screens" in sys.modules
    print(page_versions.SECRET.hex(), streamlit.get_option("server.cookieSecret"), flush=True)
    print(os.getcwd(), sorted(os.environ), arguments, imported, flush=True)
    sys.exit(3)


def wait(_arguments: list[str]) -> None:
    time.sleep(60)


def test_two_servers_draw_their_own_secrets_and_have_what_they_were_started_with(tmp_path: Path) -> None:
    told = []
    for number in range(2):
        output = tmp_path / str(number)
        assert WarmProcess(tell, ["run"], ENVIRONMENT, output).wait(30) == 3
        told.append(output.read_text(encoding="utf-8").split("\n"))
    assert not set(told[0][0].split()) & set(told[1][0].split())
    assert told[0][1] == told[1][1]
    assert told[0][1].startswith(f"{ROOT} ['ONLY', 'PATH'")
    assert told[0][1].endswith("['run'] True")


def test_a_server_that_runs_is_killed_like_any_process(tmp_path: Path) -> None:
    process = WarmProcess(wait, [], ENVIRONMENT, tmp_path / "output")
    assert process.poll() is None
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(0.1)
    process.kill()
    assert process.wait(20) == -signal.SIGKILL
    process.send_signal(signal.SIGTERM)
