"""Real servers for tests, each a child process on a free port of 127.0.0.1, ended by its own id."""

from __future__ import annotations

import shutil
import signal
import socket
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

REDIS = next(filter(None, map(shutil.which, ("valkey-server", "redis-server"))), None)
START = 20.0


def free_port() -> int:
    """A port that nobody listens on at this moment; the odd ones, to stay out of the way of what people run by hand."""
    while True:
        with socket.socket() as trial:
            trial.bind(("127.0.0.1", 0))
            port = int(trial.getsockname()[1])
            if port % 2:
                return port


def wait_until_open(port: int, process: subprocess.Popen[bytes], seconds: float = START) -> None:
    """Wait until somebody listens on a port; fails where the process ends instead."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        assert process.poll() is None, f"{process.args} ended with {process.returncode}"
        with socket.socket() as trial:
            trial.settimeout(0.5)
            if trial.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise TimeoutError(f"nobody listens on {port}")


@dataclass
class RedisServer:
    """Redis or Valkey as docs/hosting.md asks for it: every write is on the disk before it is answered."""

    folder: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> RedisServer:
        """Start on the same port and folder as before."""
        options = {
            "bind": "127.0.0.1",
            "port": self.port,
            "dir": self.folder,
            "save": "",
            "maxmemory-policy": "noeviction",
        }
        options |= {"appendonly": "yes", "appendfsync": "always"}
        command = [str(REDIS), *(part for name, value in options.items() for part in (f"--{name}", str(value)))]
        with (self.folder / "output.txt").open("ab") as output:
            self.process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)
        wait_until_open(self.port, self.process)
        return self

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """End it, with SIGKILL as a power cut would."""
        if self.process is not None:
            self.process.send_signal(how)
            self.process.wait(timeout=20)
            self.process = None
