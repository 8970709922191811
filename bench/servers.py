"""The servers that are measured, each a process of its own in a folder of its own: ours and those it stands beside."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.browser.conftest import free_port

ROOT = Path(__file__).resolve().parents[1]
RIVALS = ROOT / "bench" / "rivals"
WORKBOOK = ROOT / "sample_data" / "cum_iii_2019.xlsx"
CONFIG = ROOT / ".streamlit" / "config.toml"
PATIENCE = 60.0


@dataclass
class Server:
    """`script` as `streamlit run` starts it, in `folder`, whose `.streamlit/config.toml` counts where there is one."""

    name: str
    script: Path
    folder: Path
    home: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"localhost:{self.port}"

    @property
    def pid(self) -> int:
        if self.process is None:
            raise LookupError(f"{self.name} does not run")
        return self.process.pid

    def launch(self) -> None:
        """Start, without waiting for an answer."""
        options = ["--server.port", str(self.port), "--server.headless", "true"]
        command = [sys.executable, "-m", "streamlit", "run", str(self.script), *options]
        environment = os.environ | self.environment
        with (self.home / "output.txt").open("ab") as output:
            self.process = subprocess.Popen(command, cwd=self.folder, env=environment, stdout=output, stderr=output)

    def start(self) -> Server:
        """Start, and wait until it answers; RuntimeError with its output where it ends instead."""
        self.launch()
        until = time.monotonic() + PATIENCE
        while not self.answers():
            if self.process is None or self.process.poll() is not None or time.monotonic() > until:
                raise RuntimeError((self.home / "output.txt").read_text(encoding="utf-8"))
            time.sleep(0.05)
        return self

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://{self.address}/_stcore/health", timeout=2) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.process = None


@contextmanager
def running(server: Server) -> Iterator[Server]:
    try:
        yield server.start()
    finally:
        server.stop()


def rival(name: str, script: str, folder: Path, *, tuned: bool = False) -> Server:
    """A page written for the comparison, with Streamlit's defaults or, where `tuned`, with our settings."""
    home = folder / name.replace(" ", "_")
    home.mkdir(parents=True)
    if tuned:
        (home / ".streamlit").mkdir()
        shutil.copy(CONFIG, home / ".streamlit" / "config.toml")
    return Server(name, RIVALS / script, home, home, {"BENCH_WORKBOOK": str(WORKBOOK)})


def ours(folder: Path, environment: Mapping[str, str], name: str = "bang-diem") -> Server:
    """The app with its own configuration."""
    return Server(name, ROOT / "app.py", ROOT, folder, environment)
