"""The last good tables on disk: whole or not at all, and damage costs only the old picture."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import stat
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.feed.state_copy import KeptTables, ReadReport, StateCopy
from lib.model.problems import SourceError, SourceFailure
from lib.sheets.sources.source import RawTable, RawTables, UncalculatedFormula
from lib.snapshot import version_of
from lib.store import atomic_file
from lib.store.atomic_file import write_whole
from lib.store.shelf import FolderShelf, Shelf
from lib.store.store import Store
from tests.builders import NOON, some_tables

CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**70), 2**70),
    st.floats(allow_nan=False),
    st.text(max_size=8),
    st.datetimes().map(lambda moment: moment.replace(fold=0)),
    st.dates(),
    st.times().map(lambda moment: moment.replace(fold=0)),
    st.timedeltas(),
    st.builds(UncalculatedFormula, st.text(max_size=5)),
)
ROWS = st.lists(st.lists(CELLS, max_size=4).map(tuple), max_size=4).map(tuple)
TABLES = st.builds(
    RawTable,
    st.text(max_size=5),
    ROWS,
    st.sampled_from(["A", "B"]),
    st.none() | st.just("https://x"),
    st.booleans(),
    st.none() | st.just("vi_VN"),
)
KEPT = st.builds(
    KeptTables,
    st.builds(RawTables, st.lists(TABLES, max_size=3).map(tuple), st.just(("A", "B"))),
    st.datetimes(timezones=st.just(dt.UTC)),
)


@pytest.fixture
def shelf(kept_in: Store) -> Shelf:
    return kept_in.shelf("state")


@pytest.fixture
def copy(shelf: Shelf) -> StateCopy:
    return StateCopy(shelf, "google:1key")


@pytest.fixture
def files(tmp_path: Path) -> FolderShelf:
    return FolderShelf(tmp_path / "state")


@pytest.fixture
def on_disk(files: FolderShelf) -> StateCopy:
    return StateCopy(files, "google:1key")


@settings(max_examples=60, deadline=None)
@given(kept=KEPT)
def test_what_is_kept_comes_back_as_it_was_with_its_types(tmp_path_factory, kept):
    copy = StateCopy(FolderShelf(tmp_path_factory.mktemp("state")), "a")
    copy.save(kept)
    back = copy.load()
    assert back == kept
    assert version_of(back.tables) == version_of(kept.tables)


def test_nothing_kept_is_nothing(copy):
    assert copy.load() is None
    assert copy.last_report() is None


def test_two_sources_do_not_share_a_copy(copy, shelf):
    copy.save(KeptTables(some_tables(["A"]), NOON))
    assert StateCopy(shelf, "google:2key").load() is None


def test_the_name_of_the_file_does_not_tell_the_source(on_disk, files):
    on_disk.save(KeptTables(some_tables(["A"]), NOON))
    assert "1key" not in " ".join(path.name for path in files.folder.iterdir())


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights")
def test_only_this_user_may_read_the_copy(on_disk, files):
    on_disk.save(KeptTables(some_tables(["A"]), NOON))
    assert stat.S_IMODE((files.folder / on_disk.tables_name).stat().st_mode) == 0o600
    assert stat.S_IMODE(files.folder.stat().st_mode) == 0o700


def kept_text(copy: StateCopy, shelf: Shelf) -> str:
    copy.save(KeptTables(some_tables(["A", 8]), NOON))
    return str(shelf.read(copy.tables_name))


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: "",
        lambda text: text[: len(text) // 2],
        lambda text: "null",
        lambda text: "[]",
        lambda text: "[" * 100_000,
        lambda text: text.replace('"A",8', '"A",9'),
        lambda text: text.replace('"schema":1', '"schema":2'),
        lambda text: json.dumps({"sum": "", "kept": {}}),
        lambda text: "\x00" * 100,
    ],
)
def test_a_damaged_copy_is_set_aside_and_the_next_one_is_kept(copy, shelf, caplog, damage):
    damaged = damage(kept_text(copy, shelf))
    shelf.write(copy.tables_name, damaged)
    assert copy.load() is None
    assert shelf.read(copy.tables_name) is None
    aside = re.search(r"set aside as (\S+)", caplog.text)
    assert shelf.read(aside[1]) == damaged
    copy.save(KeptTables(some_tables(["B"]), NOON))
    assert copy.load().tables == some_tables(["B"])


def test_a_copy_that_is_no_text_is_set_aside(on_disk, files):
    kept_text(on_disk, files)
    (files.folder / on_disk.tables_name).write_bytes(b"\xff\xfe\x00\x80")
    assert on_disk.load() is None
    assert len(list(files.folder.glob("*.hong-*"))) == 1


@pytest.mark.parametrize("failure", [None, SourceFailure.QUOTA])
def test_how_the_last_attempt_went_comes_back(copy, failure):
    report = ReadReport(NOON, NOON - dt.timedelta(minutes=3), failure, "Bảng 2019", "chi tiết", reads=12)
    copy.report(report)
    assert copy.last_report() == report


def test_a_failure_is_raised_again_as_it_was():
    error = ReadReport(NOON, None, SourceFailure.NO_PERMISSION, "Bảng", "a@b").error()
    assert isinstance(error, SourceError)
    assert (error.failure, error.source, error.detail) == (SourceFailure.NO_PERMISSION, "Bảng", "a@b")
    assert ReadReport(NOON, NOON).error() is None


def test_a_damaged_report_is_set_aside(copy, shelf):
    copy.report(ReadReport(NOON, None))
    shelf.write(copy.report_name, '{"attempted_at": "yesterday"}')
    assert copy.last_report() is None
    assert shelf.read(copy.report_name) is None


def test_a_disk_that_is_full_leaves_the_old_copy_and_no_rubbish(on_disk, files, monkeypatch):
    kept_text(on_disk, files)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        on_disk.save(KeptTables(some_tables(["B"]), NOON))
    assert on_disk.load().tables == some_tables(["A", 8])
    assert [path.name for path in files.folder.iterdir()] == [on_disk.tables_name]


def refusing(times: int):
    """`os.replace` as Windows has it while another program reads the file, so many times."""
    left, replace = [times], os.replace

    def busy(*names: object) -> None:
        if left[0]:
            left[0] -= 1
            raise PermissionError(13, "in use")
        replace(*names)

    return busy


def test_a_file_in_use_for_a_moment_is_replaced_all_the_same(tmp_path, monkeypatch):
    path = tmp_path / "a.json"
    path.write_text("old")
    monkeypatch.setattr(atomic_file, "PAUSE", 0)
    monkeypatch.setattr(os, "replace", refusing(4))
    write_whole(path, "new")
    assert path.read_text() == "new"


def test_a_file_in_use_all_the_time_is_an_error_and_stays(tmp_path, monkeypatch):
    path = tmp_path / "a.json"
    path.write_text("old")
    monkeypatch.setattr(atomic_file, "PAUSE", 0)
    monkeypatch.setattr(os, "replace", refusing(99))
    with pytest.raises(PermissionError):
        write_whole(path, "new")
    assert [each.read_text() for each in tmp_path.iterdir()] == ["old"]


def test_texts_that_are_dropped_are_gone_and_dropping_them_again_is_nothing(shelf: Shelf) -> None:
    for name in ("a.json", "b.json", "c.json"):
        shelf.write(name, name)
    for _ in range(2):
        shelf.drop("a.json", "c.json")
        assert [shelf.read(name) for name in ("a.json", "b.json", "c.json")] == [None, "b.json", None]
