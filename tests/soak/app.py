"""The app over the fake, as a child process, for long runs."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.fake_sheets.demo import environment_of, settings_text
from tests.fake_sheets.excel import book_of
from tests.fake_sheets.grid import Book, Cell
from tests.fake_sheets.server import FakeSheets
from tests.fake_sheets.tokens import new_account
from tests.places import ROOT

KEY = "1soak-spreadsheet-of-the-cluster"
START = 60.0


@dataclass
class RunningApp:
    """`port` is the app's; `book` the spreadsheet that it reads every `poll` seconds."""

    home: Path
    port: int
    fake: FakeSheets
    book: Book
    environment: dict[str, str]
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def address(self) -> str:
        return f"localhost:{self.port}"

    def start(self) -> None:
        command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(self.port)]
        with (self.home / "output.txt").open("ab") as output:
            self.process = subprocess.Popen(command, cwd=ROOT, env=self.environment, stdout=output, stderr=output)
        until = time.monotonic() + START
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > until:
                raise RuntimeError((self.home / "output.txt").read_text(encoding="utf-8"))
            time.sleep(0.1)

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://{self.address}/_stcore/health", timeout=2) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait()
        self.process = None

    def rename(self, name: str) -> None:
        """An edit that every page shows: the cluster has another name."""
        sheet = self.book.sheet("Thông tin")
        ((row, column),) = (place for place, cell in sheet.cells.items() if cell.value == "Tên cụm")
        sheet.put(row, column + 1, Cell(name))


@contextmanager
def app_over_fake(poll_seconds: float, port: int, workbook: Path | None = None) -> Iterator[RunningApp]:
    """The app, started, over a fake with the sample."""
    account = new_account()
    with tempfile.TemporaryDirectory() as home, FakeSheets() as fake:
        fake.google.add(book_of(workbook or ROOT / "sample_data" / "cum_iii_2019.xlsx", KEY, "Bảng", {account.email}))
        environment = environment_of(Path(home), settings_text(fake, account, [KEY], poll_seconds))
        app = RunningApp(Path(home), port, fake, fake.google.books[KEY], environment)
        try:
            app.start()
            yield app
        finally:
            app.stop()
