"""Versions that were: packed exactly, listed and opened, thinned by the rule, whole after a crash or damage."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import signal
import sqlite3
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.feed.latest import Version
from lib.history.archive import WHOLE_EVERY, Archive, to_drop
from lib.history.changes import UnitStanding, difference
from lib.history.packed import Unpackable, WholeVersion, pack_against, pack_tables, unpack_against, unpack_tables
from lib.history.past_version import PastVersion, TabCount, head_of, standing_steps, version_of_head
from lib.sheets.sources.source import RawTable, RawTables, UncalculatedFormula
from lib.snapshot import build_snapshot, version_of
from lib.store.entries import SqliteEntries
from lib.store.shared import SharedStore
from tests.builders import NOON, built, some_tables
from tests.tables import cell, clean, edited, sample, without

CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**20), 10**20),
    st.floats(allow_nan=False),
    st.text(max_size=8),
    st.datetimes().map(lambda moment: moment.replace(fold=0)),
    st.dates(),
    st.times().map(lambda time: time.replace(fold=0)),
    st.timedeltas(),
    st.builds(UncalculatedFormula, st.text(max_size=5)),
)
PLACES = st.frozensets(st.tuples(st.integers(1, 9), st.integers(1, 9)), max_size=3)
TABLES = st.builds(
    RawTable,
    tab=st.text(max_size=5),
    rows=st.lists(st.lists(CELLS, max_size=4).map(tuple), max_size=5).map(tuple),
    source=st.sampled_from(["a", "b"]),
    url=st.none() | st.just("https://x"),
    serial_dates=st.booleans(),
    locale=st.none() | st.just("vi_VN"),
    merges=st.lists(st.tuples(*[st.integers(1, 9)] * 4), max_size=2).map(tuple),
    percents=PLACES,
    hidden_rows=st.frozensets(st.integers(1, 9), max_size=2),
    hidden_columns=st.frozensets(st.integers(1, 9), max_size=2),
    formulas=PLACES,
    cut=PLACES,
)
BOOKS = st.builds(RawTables, st.lists(TABLES, max_size=3).map(tuple), st.just(("a", "b")))


def version(tables: RawTables, at: dt.datetime = NOON) -> Version:
    return Version(tables, built(tables, at))


def entries_of(folder) -> SqliteEntries:
    return SqliteEntries(folder / "history.sqlite")


def archive(folder, build=built) -> Archive:
    return Archive(entries_of(folder), build)


def keep(kept: Archive, *contents: RawTables, every: dt.timedelta = dt.timedelta(minutes=1)) -> list[Version]:
    before, found = None, []
    for place, tables in enumerate(contents):
        now = version(tables, NOON + place * every)
        kept.keep(now, difference(before, now) if before else None)
        before = now
        found.append(now)
    return found


def numbered(number: int) -> RawTables:
    return some_tables(*[["A", row] for row in range(40)], ["số", number])


# -- packing -----------------------------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(BOOKS, BOOKS)
def test_tables_come_back_exactly_whole_and_as_a_difference(tables, whole):
    for back in (
        unpack_tables(pack_tables(tables)),
        unpack_against(pack_against(tables, WholeVersion(whole)), WholeVersion(whole)),
    ):
        assert back == tables
        assert version_of(back) == version_of(tables)


def test_a_sorted_tab_costs_little_and_one_cell_even_less():
    tables = sample()
    moved = RawTables(tuple(RawTable(t.tab, tuple(reversed(t.rows)), t.source) for t in tables.tables), tables.labels)
    edit = edited(cell("Thẩm định", "C5", 1.25), tables=tables)
    whole = len(pack_tables(tables))
    assert whole < 30_000
    assert len(pack_against(moved, WholeVersion(tables))) < whole / 3
    assert len(pack_against(edit, WholeVersion(tables))) < 1_500


@pytest.mark.parametrize("body", [b"", b"x", pack_tables(clean())[:-9]])
def test_damaged_bytes_are_told(body):
    with pytest.raises(Unpackable):
        unpack_tables(body)


# -- keeping and opening -----------------------------------------------------------------------------------------


def test_every_version_is_opened_as_it_was_over_a_restart(tmp_path):
    versions = keep(archive(tmp_path), *map(numbered, range(2 * WHOLE_EVERY + 5)))
    again = archive(tmp_path)
    listed = again.versions()
    assert [past.version for past in listed] == [one.snapshot.version for one in versions]
    assert sum(past.base is None for past in listed) == 3
    for past, one in zip(listed, versions, strict=True):
        opened = again.open(past.number)
        assert (opened.tables, opened.snapshot.version, opened.snapshot.taken_at) == (
            one.tables,
            one.snapshot.version,
            one.snapshot.taken_at,
        )


def test_a_moment_is_the_version_that_stood_then(tmp_path):
    kept = archive(tmp_path)
    versions = keep(kept, *map(numbered, range(3)))
    found = [kept.at(NOON + dt.timedelta(seconds=seconds)) for seconds in (-1, 0, 59, 60, 999)]
    names = [past and past.version for past in found]
    first, second, third = (one.snapshot.version for one in versions)
    assert names == [None, first, first, second, third]


def test_what_changed_is_listed_without_opening(tmp_path):
    kept = archive(tmp_path, build_snapshot)
    before = Version(clean(), build_snapshot(clean(), NOON))
    tables = edited(cell("Thẩm định", "C3", 1), without("Giao ước"))
    after = Version(tables, build_snapshot(tables, NOON + dt.timedelta(minutes=1)))
    kept.keep(before, None)
    kept.keep(after, difference(before, after))
    first, second = archive(tmp_path).versions()
    assert (first.cells, first.lost, len(first.standings)) == (0, 0, 4)
    assert {one.tab for one in second.tabs if one.lost} == {"Giao ước"}
    assert next(one.cells for one in second.tabs if one.tab == "Thẩm định") == 1
    (changed,) = {unit for unit, _ in second.standings} & set(second.units) & {"TGPL", "THADS"}
    told = dict(second.standings)[changed]
    row = after.snapshot.standings.set_index("unit").loc[changed]
    assert (told.total, told.rank) == (row["total"], row["rank"])
    assert kept.between(first.number, second.number) == difference(before, after)


def test_a_head_comes_back_as_it_was_and_nonsense_is_none():
    past = PastVersion(
        7, "v", NOON, ("a",), 2, (), (("A", UnitStanding(1, 1, False, True)), ("B", None)), (), ("A",), "s", 3
    )
    assert version_of_head(7, head_of(past)) == past
    assert [version_of_head(1, text) for text in ("", "[]", "{}", "[9]", head_of(past)[:-3])] == [None] * 5


def test_the_steps_of_a_unit_are_the_moments_when_its_total_or_rank_changed():
    def past(number, *standings):
        return PastVersion(number, str(number), NOON, (), 2, (), standings, (), (), "")

    one, two = UnitStanding(1, 1, False, True), UnitStanding(2, 1, False, True)
    versions = [past(1, ("A", one), ("B", one)), past(2, ("B", two)), past(3, ("A", two)), past(4, ("A", None))]
    assert [(step.past.number, step.standing) for step in standing_steps(versions, "A")] == [
        (1, one),
        (3, two),
        (4, None),
    ]


# -- thinning ----------------------------------------------------------------------------------------------------

AGES = st.lists(st.integers(0, 60 * 24 * 40), min_size=1, max_size=80)


@given(AGES, st.data())
def test_thinning_keeps_what_it_must(ages, data):
    now = NOON
    moments = sorted(now - dt.timedelta(minutes=age) for age in ages)
    versions = [
        PastVersion(number, f"v{number}", at, (), 2, (), (), (), (), "") for number, at in enumerate(moments, 1)
    ]
    pinned = data.draw(st.sets(st.sampled_from([past.version for past in versions]), max_size=3))
    days = {data.draw(st.sampled_from(versions)).at.date()}
    gone = set(to_drop(versions, now, pinned, days))
    left = [past for past in versions if past.number not in gone]
    assert left[-1] == versions[-1]
    for past in versions:
        must = past.version in pinned or past.at.date() in days or now - past.at <= dt.timedelta(days=1)
        assert past in left or not must
        same_day = [one for one in left if one.at.date() == past.at.date() and one.at >= past.at]
        assert same_day, "the last of each day"
        if now - past.at <= dt.timedelta(days=7):
            hour = past.at.replace(minute=0)
            assert any(one.at.replace(minute=0) == hour and one.at >= past.at for one in left), "the last of each hour"
    assert not set(to_drop(left, now, pinned, days))


def test_a_whole_version_stays_unseen_while_another_depends_on_it(tmp_path):
    kept = archive(tmp_path)
    versions = keep(kept, *map(numbered, range(6)))
    kept.thin(NOON + dt.timedelta(days=30), (), (), dt.UTC)
    again = archive(tmp_path)
    (last,) = again.versions()
    assert again.open(last.number).tables == versions[-1].tables
    assert len(entries_of(tmp_path).heads()) == 2


@given(st.lists(st.tuples(st.integers(0, 60 * 24 * 20), st.integers(0, 3)), min_size=1, max_size=30), st.data())
@settings(max_examples=30, deadline=None)
def test_thinning_leaves_where_every_unit_stands_at_every_moment_that_is_kept(tmp_path_factory, edits, data):
    """The changes of a dropped version are listed with the next one, over any number of thinnings."""
    entries = entries_of(tmp_path_factory.mktemp("thin"))
    kept = Archive(entries, built)
    ages, ranks = zip(*edits, strict=True)
    stood, last = {}, None
    for place, (age, rank) in enumerate(zip(sorted(ages, reverse=True), ranks, strict=True)):
        body, at = pack_tables(some_tables(["A", rank])), NOON - dt.timedelta(minutes=age)
        moved = (("A", UnitStanding(rank, 1, False, True)),) if rank != last else ()
        sum_of_body = hashlib.sha256(body).hexdigest()[:16]
        past = PastVersion(0, f"v{place}", at, (), 0, (TabCount("T", 1, 0),), moved, (), ("A",), sum_of_body)
        stood[entries.add(head_of(past), body)] = last = rank
    for days in sorted(data.draw(st.lists(st.integers(0, 40), max_size=3))):
        kept.thin(NOON + dt.timedelta(days=days), (), (), dt.UTC)
        for known in (kept.versions(), Archive(entries, built).versions()):
            told = {step.past.number: step.standing.total for step in standing_steps(known, "A")}
            total = None
            for past in known:
                total = told.get(past.number, total)
                assert total == stood[past.number]


# -- when it goes wrong ------------------------------------------------------------------------------------------


def test_a_damaged_entry_costs_itself_only(tmp_path):
    kept = archive(tmp_path)
    versions = keep(kept, *map(numbered, range(5)))
    base = sqlite3.connect(tmp_path / "history.sqlite")
    base.execute("UPDATE entries SET body = x'00' WHERE number IN (1, 3)")
    base.execute("UPDATE entries SET head = 'x' WHERE number = 4")
    base.commit()
    again = archive(tmp_path)
    opened = {past.number: again.open(past.number) for past in again.versions()}
    assert {number: one and one.tables for number, one in opened.items()} == {
        1: versions[0].tables,
        2: versions[1].tables,
        3: None,
        5: versions[4].tables,
    }


def test_of_a_damaged_file_what_can_be_read_is_saved(tmp_path):
    path = tmp_path / "history.sqlite"
    entries = entries_of(tmp_path)
    keep(Archive(entries, built), *map(numbered, range(60)))
    entries.close()
    content = bytearray(path.read_bytes())
    content[4096 * 3 : 4096 * 3 + 600] = b"\x00" * 600
    path.write_bytes(content)
    again = archive(tmp_path)
    found = [again.open(past.number) for past in again.versions()]
    assert sum(one is not None for one in found) > 20
    assert list(tmp_path.glob("history.hong-*"))


def test_a_file_that_is_no_history_is_set_aside(tmp_path):
    (tmp_path / "history.sqlite").write_bytes(b"khong phai" * 1000)
    assert archive(tmp_path).versions() == ()


WRITER = """
import sys
from pathlib import Path
sys.path.insert(0, "")
from tests.history.test_archive import archive, keep, numbered
from lib.history.changes import difference
from tests.history.test_archive import version
kept, before, number = archive(Path(sys.argv[1])), None, int(sys.argv[2])
while True:
    now = version(numbered(number))
    kept.keep(now, difference(before, now) if before else None)
    before, number = now, number + 2
    print(number, flush=True)
"""


def test_two_processes_write_and_one_is_killed_while_it_writes(tmp_path):
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path), str(number)], stdout=subprocess.PIPE, text=True)
        for number in (0, 1)
    ]
    for writer in writers:
        for _ in range(20):
            assert writer.stdout.readline()
        os.kill(writer.pid, signal.SIGKILL)
        writer.wait()
        writer.stdout.close()
    again = archive(tmp_path)
    listed = again.versions()
    assert len(listed) >= 40
    assert all(version_of(again.open(past.number).tables) == past.version for past in listed)


def test_the_shared_store_keeps_them_for_every_process(shared: SharedStore):
    one, other = (Archive(shared.entries("history"), built) for _ in range(2))
    versions = keep(one, *map(numbered, range(4)))
    assert [other.open(past.number).tables for past in other.versions()] == [v.tables for v in versions]
    one.thin(NOON + dt.timedelta(days=30), (), (), dt.UTC)
    fresh = Archive(shared.entries("history"), built)
    assert [fresh.open(past.number).tables for past in fresh.versions()] == [versions[-1].tables]
