"""One server for one state folder; the lock is that of a process."""

from __future__ import annotations

import datetime as dt
import signal
import subprocess
import sys
import textwrap

import pytest

from lib.store.backup import is_used
from lib.store.one_server import HOLDER, LOCK, Holder, InUse, hold_folder, holder_of
from tests.places import ROOT

SINCE = dt.datetime(2019, 12, 18, 1, 15, tzinfo=dt.UTC)
OTHER = textwrap.dedent(
    """
    import datetime as dt, sys, time
    from pathlib import Path
    from lib.store.one_server import Holder, hold_folder, write_holder
    hold_folder(Path(sys.argv[1]))
    write_holder(Path(sys.argv[1]), Holder(8501, dt.datetime(2019, 12, 18, 1, 15, tzinfo=dt.UTC)))
    print("held", flush=True)
    time.sleep(600)
    """
)


@pytest.fixture
def other(tmp_path):
    """Another process that holds the folder."""
    command = [sys.executable, "-c", OTHER, str(tmp_path)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"held\n"
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


def test_a_second_process_is_told_which_one_is_there(other, tmp_path):
    with pytest.raises(InUse) as caught:
        hold_folder(tmp_path)
    assert caught.value.holder == Holder(8501, SINCE)


def test_a_killed_process_frees_the_folder(other, tmp_path):
    other.send_signal(signal.SIGKILL)
    other.wait()
    hold_folder(tmp_path)
    assert is_used(tmp_path)


def test_the_same_process_may_ask_again(tmp_path):
    hold_folder(tmp_path)
    first = holder_of(tmp_path)
    hold_folder(tmp_path / ".")
    assert holder_of(tmp_path) == first


@pytest.mark.parametrize("text", ["", "[]", '{"port": "x"}', '{"port": 1}', "\xff"])
def test_a_holder_that_makes_no_sense_is_not_known(tmp_path, text):
    (tmp_path / HOLDER).write_text(text, encoding="latin-1")
    assert holder_of(tmp_path) == Holder()


def test_a_folder_that_cannot_be_locked_is_used_without(tmp_path, caplog):
    (tmp_path / LOCK).mkdir()
    hold_folder(tmp_path)
    assert "cannot be locked" in caplog.text
