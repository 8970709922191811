"""Starting on a laptop: what is installed from where, and that the zip for Windows holds what it needs."""

from __future__ import annotations

import http.server
import threading
import zipfile
from pathlib import Path

import pytest

from tools import start, windows_bundle


def test_with_a_folder_of_wheels_nothing_is_fetched(tmp_path: Path) -> None:
    assert "--no-index" not in start.install_command(tmp_path / "wheels")
    (tmp_path / "wheels").mkdir()
    command = start.install_command(tmp_path / "wheels")
    assert command[command.index("--no-index") + 1] == f"--find-links={tmp_path / 'wheels'}"
    assert command[-2:] == ["-r", str(start.REQUIREMENTS)]


def test_the_environment_is_made_again_when_the_requirements_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark, python = tmp_path / "runtime", tmp_path / "python"
    monkeypatch.setattr(start, "MARK", mark)
    monkeypatch.setattr(start, "environment_python", lambda: python)
    monkeypatch.setattr(start, "REQUIREMENTS", tmp_path / "requirements.txt")
    (tmp_path / "requirements.txt").touch()
    assert not start.is_current()
    python.touch()
    mark.touch()
    assert start.is_current()


def test_a_server_that_is_no_board_is_not_taken_for_one(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stranger(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"hello")

        def log_message(self, *_: object) -> None:
            return

    server = http.server.HTTPServer(("127.0.0.1", 0), Stranger)
    threading.Thread(target=server.handle_request, daemon=True).start()
    monkeypatch.setattr(start, "ADDRESS", f"http://127.0.0.1:{server.server_port}")
    assert not start.answers()
    server.server_close()
    assert not start.answers()


def test_the_bundle_holds_the_project_and_the_wheels_but_no_secret(tmp_path: Path) -> None:
    wheel = tmp_path / "some-1.0-py3-none-any.whl"
    wheel.write_bytes(b"wheel")
    windows_bundle.bundle([wheel], tmp_path / "out" / "bundle.zip")
    with zipfile.ZipFile(tmp_path / "out" / "bundle.zip") as archive:
        names = set(archive.namelist())
    assert {"bang-diem/app.py", "bang-diem/Mo-bang-diem.cmd", f"bang-diem/wheels/{wheel.name}"} <= names
    assert "bang-diem/sample_data/cum_iii_2019.xlsx" in names
    assert not any("secrets.toml" in name or name.startswith("bang-diem/tests/") for name in names)


def test_the_bundle_leaves_out_what_windows_does_without():
    asked = windows_bundle.for_windows('# a word\nsome==1.0\nother==2.0; sys_platform != "win32"\n\nlast==3.0  # why\n')
    assert asked == ["some==1.0", "last==3.0"]
