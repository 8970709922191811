"""The real server over a disk that is full, a log that is held or gone, a kill before the audit, a blocked output."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
import requests

from lib.audit.verify import verify
from tests.browser.access import audit_lines
from tests.browser.conftest import Server
from tests.browser.raw import cookies_of, run_page, speak
from tests.damage import changed_lines, released
from tests.faults.line import AWAITING, entries, keys_at, played_in
from tests.faults.stalling import STALL, WAITING, over_stalling_files
from tests.waiting import PATIENCE, a_moment_passes, until


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """The day after a release, not started yet."""
    server = played_in(tmp_path, released)
    yield server
    server.stop()


READ = ("", "bang_diem", "xem", "xem/bang-diem", "xem.json", "xem.csv", "healthz")


def assert_readers_go_on(server: Server) -> None:
    """Every reader has an answer while the fault lasts: one who waited for its end would have none."""
    for path in READ:
        assert requests.get(f"{server.url}/{path}", timeout=PATIENCE).status_code == 200, path
    for page in ("", "danh_hieu"):
        with speak(server) as line:
            assert "Cụm thi đua số III" in run_page(line, page).said


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of a few megabytes; skipped where none can be mounted."""
    place = tmp_path / "state"
    place.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", place], capture_output=True)
    if mounted.returncode:
        pytest.skip("no disk can be mounted here")
    yield place
    subprocess.run(["umount", "-l", place], check=True)


def fill(place: Path) -> Path:
    """A file that leaves no room for any other."""
    with (place / "filler").open("wb", buffering=0) as file:
        for size in (1024**2, 4096, 1):
            try:
                while True:
                    file.write(bytes(size))
            except OSError:
                continue
    return place / "filler"


def test_on_a_full_disk_keys_go_on_the_secretary_gets_in_and_all_is_written_afterwards(small_disk, tmp_path):
    home = tmp_path / "home"
    server = played_in(home, released)
    for path in (home / "state").iterdir():
        subprocess.run(["cp", "-r", path, small_disk], check=True)
    subprocess.run(["rm", "-r", home / "state"], check=True)
    (home / "state").symlink_to(small_disk)
    try:
        server.start()
        cookies = cookies_of(server, "secretary")
        with keys_at(server, cookies) as screen:
            filler, before = fill(small_disk), len(entries(server))
            seq = screen.seq
            screen.press("hide")
            screen.reach(seq + 1)  # the screen goes dark though nothing can be written
            a_moment_passes()
            screen.press("hide")
            assert screen.reach(seq + 2) == seq + 2
            assert len(entries(server)) == before
            assert_readers_go_on(server)
            cookies_of(server, "secretary")
            filler.unlink()
            until(lambda: len(entries(server)) == before + 2)
            a_moment_passes()
            screen.press("hide")
            assert screen.reach(seq + 3) == seq + 3
        assert "Traceback" not in server.output
    finally:
        server.stop()


def test_while_somebody_holds_the_files_keys_go_on_and_readers_do_not_wait(server):
    server.start()
    with keys_at(server) as screen:
        before = len(entries(server))
        locks = [sqlite3.connect(server.home / "state" / name) for name in ("stage.sqlite", "access.sqlite")]
        for lock in locks:
            lock.execute("BEGIN EXCLUSIVE")
        seq = screen.seq
        screen.press("hide")
        screen.reach(seq + 1)
        assert_readers_go_on(server)
        for lock in locks:
            lock.rollback()
            lock.close()
        until(lambda: len(entries(server)) == before + 1)


@pytest.mark.parametrize("name", ["stage.sqlite", "access.sqlite"])
def test_while_a_file_answers_nothing_at_all_no_reader_waits_for_it(server, name):
    server.main = over_stalling_files
    server.start()
    assert_readers_go_on(server)  # what they read is there, as on any day
    with keys_at(server) as screen:
        before = len(entries(server))
        stall = server.home / f"{STALL} {name}"
        stall.touch()
        screen.line.send(json.dumps({"press": "hide", "seq": screen.seq}))
        until((server.home / WAITING).exists)  # the key is held up
        assert_readers_go_on(server)
        assert len(entries(server)) == before
        stall.unlink()
        until(lambda: len(entries(server)) == before + 1)


def test_over_a_log_that_is_gone_the_hall_waits_and_no_key_ends_it(server):
    (server.home / "state" / "stage.sqlite").unlink()
    server.start()
    assert "Nhật ký của ngày hội nghị không còn đủ" in server.output
    with keys_at(server) as screen:
        for key in ("forward", "hide", "back"):
            assert AWAITING in screen.picture
            screen.line.send(json.dumps({"press": key, "seq": screen.seq}))
            screen.hear()
        assert AWAITING in screen.picture


def test_what_a_kill_kept_out_of_the_audit_is_made_up_once_and_an_emptied_or_cut_one_is_named(server):
    for _ in range(2):
        server.start()
        server.stop()
    state = server.home / "state"
    lines = [json.loads(line) for line in audit_lines(server)]
    late = [(line["event"], line["act"]) for line in lines if line["role"] == "late"]
    assert {"took", "fixed", "run_started", "read_back", "released"} <= {event for event, _ in late}
    told = [(line["event"], line["act"], line["subject"]) for line in lines if line.get("act")]
    assert len(told) == len(set(told)), "the second start makes none of them again"
    assert verify(state / "log", second=state / "heads").fault is None
    for kept in (1, 0):
        _cut_audit_is_named(server, kept)


def _cut_audit_is_named(server: Server, kept: int) -> None:
    """Of the audit log only so many lines are left: before the next start and after it."""
    log, heads = server.home / "state" / "log", server.home / "state" / "heads"
    with changed_lines(log / "audit.sqlite") as lines:
        del lines[kept:]
    assert verify(log, second=heads).fault is not None
    server.start()
    server.stop()
    assert '"event":"lines_lost"' in "".join(audit_lines(server))
    assert verify(log, second=heads).fault is not None


def test_a_blocked_standard_output_stops_neither_pages_nor_the_reading(tmp_path: Path, server, monkeypatch):
    pipe: dict[str, subprocess.Popen[bytes]] = {}
    server.cold, real = True, subprocess.Popen

    def piped(command, **options):
        options |= {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
        pipe["process"] = real(command, **options)
        return pipe["process"]

    monkeypatch.setattr(subprocess, "Popen", piped)
    server.start()  # its output is never read
    assert server.process is pipe["process"]
    for _ in range(400):
        requests.get(f"{server.url}/khong_co_trang_nay/%0a", timeout=PATIENCE)
    with keys_at(server) as screen:
        seq = screen.seq
        screen.press("hide")
        screen.reach(seq + 1)
    assert_readers_go_on(server)
    assert requests.get(f"{server.url}/readyz", timeout=PATIENCE).status_code == 200


def test_a_taken_version_is_found_in_the_history_and_without_it_the_hall_waits(server, tmp_path: Path):
    server.start()
    server.stop()
    state = server.home / "state"
    sheet = Path(shutil.copy(server.source, tmp_path / "nam.xlsx"))
    book = openpyxl.load_workbook(sheet)
    next(row for row in book["Phiếu"].iter_rows() if row[0].value == "P2")[2].value = 7
    book.save(sheet)
    server.source = sheet
    shown = {}
    for found in ("history", "nowhere"):
        for folder in ("taken", "taken-second"):
            shutil.rmtree(state / folder, ignore_errors=True)
        if found == "nowhere":
            for path in state.glob("history.sqlite*"):
                path.unlink()
        server.start()
        with keys_at(server) as screen:
            shown[found] = AWAITING in screen.picture
        server.stop()
    assert shown == {"history": False, "nowhere": True}
