"""A second server on the state folder of the first, as `streamlit run app.py` starts both."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from tests.browser.conftest import ROOT, SAMPLES, Server
from tests.servers import free_port

SAMPLE = SAMPLES / "cum_iii_2019.xlsx"


@pytest.fixture
def first(tmp_path):
    server = Server(SAMPLE, tmp_path).start()
    yield server
    server.stop()


def _second(first: Server) -> subprocess.CompletedProcess[str]:
    """Another server on the same folder; it must end by itself."""
    environment = os.environ | {"THIDUA_SOURCE": str(SAMPLE), "THIDUA_STATE": str(first.home / "state")}
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(free_port())]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120)


def test_the_second_one_names_the_first_and_ends_and_a_kill_frees_the_folder(first):
    second = _second(first)
    assert second.returncode != 0
    assert f"(cổng {first.port}, từ " in second.stderr
    assert f"Mở http://localhost:{first.port}" in second.stderr
    assert "Traceback" not in second.stderr
    assert first.process is not None
    first.process.send_signal(signal.SIGKILL)
    first.process.wait()
    first.start()
