"""`python -m tests.fake_sheets`: the fake with the sample in it, and the app reading it; edit a cell and watch."""

from __future__ import annotations

import argparse
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.fake_sheets.demo import environment_of, settings_text
from tests.fake_sheets.excel import book_of
from tests.fake_sheets.server import FakeSheets
from tests.fake_sheets.tokens import new_account
from tests.places import ROOT, SAMPLE

KEY = "1bang-tinh-thu-cua-cum-thi-dua"


def main() -> int:
    """Runs until the app ends, Ctrl+C or SIGTERM, and leaves nothing running; the app's exit status."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    parser = argparse.ArgumentParser(prog="python -m tests.fake_sheets", description="Chạy thử với bảng tính giả")
    parser.add_argument("--workbook", type=Path, default=SAMPLE, metavar="TỆP", help="tệp .xlsx đặt vào bảng tính giả")
    parser.add_argument("--sheets-port", type=int, default=9001, metavar="CỔNG", help="cổng của bảng tính giả")
    parser.add_argument("--app-port", type=int, default=8501, metavar="CỔNG", help="cổng của ứng dụng")
    args = parser.parse_args()
    account = new_account()
    with tempfile.TemporaryDirectory() as home, FakeSheets(port=args.sheets_port) as fake:
        fake.google.add(book_of(args.workbook, KEY, title="Bảng tính thử", readers={account.email}))
        environment = environment_of(Path(home), settings_text(fake, account, [KEY]))
        print(f"Sửa ô của bảng tính giả: {fake.endpoint}/sua", flush=True)
        command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(args.app_port)]
        with subprocess.Popen(command, cwd=ROOT, env=environment) as app:
            try:
                return app.wait()
            except KeyboardInterrupt:
                app.terminate()
                return app.wait()


if __name__ == "__main__":
    sys.exit(main())
