"""Servers that begin with everything imported.

Most of what a start of the app costs is the same every time: Python reads the modules of Streamlit, of pandas and of
the app. A process beside the tests (the fork server of the standard library) has read them once; every server is a fork
of it that runs `streamlit run app.py` from there on, with its own command line, environment, output and exit status.
"""

from __future__ import annotations

import multiprocessing
import os
import secrets
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

from tests.places import ROOT

Main = Callable[[list[str]], None]
_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload([__name__, "tests.warm_modules"])


class WarmProcess:
    """A server as `subprocess.Popen` would give it, as far as tests ask."""

    def __init__(self, main: Main, arguments: list[str], environment: dict[str, str], output: Path) -> None:
        self._process = _FORKS.Process(target=_run, args=(main, arguments, environment, output), daemon=True)
        with _without_script():
            self._process.start()

    @property
    def pid(self) -> int:
        assert self._process.pid is not None
        return self._process.pid

    def poll(self) -> int | None:
        """The exit status, None while it runs."""
        return self._process.exitcode

    def send_signal(self, how: signal.Signals) -> None:
        if self.poll() is None:
            os.kill(self.pid, how)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def wait(self, timeout: float | None = None) -> int:
        """The exit status, once it has ended; subprocess.TimeoutExpired where it does not in time."""
        self._process.join(timeout)
        status = self.poll()
        if status is None:
            raise subprocess.TimeoutExpired("streamlit run app.py", timeout or 0.0)
        return status


@contextmanager
def _without_script() -> Iterator[None]:
    """A fork would run the script once more by which this process was started, for what it may define."""
    script = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = script


def streamlit(arguments: list[str]) -> None:
    """What `python -m streamlit` does."""
    from streamlit.web import cli

    sys.argv = ["streamlit", *arguments]
    cli.main(prog_name="streamlit")


def _run(main: Main, arguments: list[str], environment: dict[str, str], output: Path) -> None:
    """Become a process like one that was started by a command, then do what it does."""
    from lib.ui import page_versions

    page_versions.SECRET = secrets.token_bytes(32)  # drawn by each process for itself
    os.chdir(ROOT)
    os.environ.clear()
    os.environ.update(environment)
    descriptor = os.open(output, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    for standard in (1, 2):
        os.dup2(descriptor, standard)
    main(arguments)
