"""One process of a machine reads; the others show what it read, and take over when it ends."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest

from lib.feed.leader_lease import SILENT, HostSource
from lib.feed.state_copy import StateCopy
from lib.model.problems import SourceError, SourceFailure
from lib.sheets.sources.source import RawTables
from lib.store.news import News
from lib.store.shelf import FolderShelf, Shelf
from tests.builders import NOON, ScriptedSource, some_tables, unreachable
from tests.clocks import DayClock

ONE, TWO = some_tables(["A", 1]), some_tables(["A", 2])


class Keeper(HostSource):
    """As a feed uses it that shows whatever is read."""

    def fetch(self) -> RawTables:
        tables = super().fetch()
        self.keep(tables)
        return tables


@pytest.fixture
def shelf(kept_in) -> Shelf:
    return kept_in.shelf("state")


def host(shelf: Shelf, source: ScriptedSource, hands: DayClock) -> Keeper:
    return Keeper(source, StateCopy(shelf, "a"), hands)


def test_the_reader_gives_what_its_source_gives_and_keeps_it(shelf, hands):
    reader = host(shelf, ScriptedSource(ONE), hands)
    assert reader.fetch() == ONE
    other = host(shelf, ScriptedSource(TWO), hands)
    kept = other.kept()
    assert (kept.tables, kept.taken_at, other.agreed_at) == (ONE, NOON, NOON)


def test_the_copy_is_written_on_change_only_and_remembers_when_it_last_agreed(shelf, hands, monkeypatch):
    reader = host(shelf, ScriptedSource(ONE), hands)
    reader.fetch()
    written = []
    monkeypatch.setattr(StateCopy, "save", lambda _copy, kept: written.append(kept))
    hands.now = NOON + dt.timedelta(minutes=5)
    reader.fetch()
    assert written == []
    other = host(shelf, ScriptedSource(TWO), hands)
    assert (other.kept().taken_at, other.agreed_at) == (NOON, hands.now)


def test_a_failure_keeps_the_copy_and_the_time_of_its_last_agreement(shelf, hands):
    source = ScriptedSource(ONE)
    reader = host(shelf, source, hands)
    reader.fetch()
    hands.now = NOON + dt.timedelta(minutes=10)
    source.content = unreachable()
    with pytest.raises(SourceError):
        reader.fetch()
    other = host(shelf, ScriptedSource(TWO), hands)
    assert (other.kept().tables, other.agreed_at) == (ONE, NOON)


def test_after_a_restart_a_failure_still_knows_when_the_source_last_agreed(shelf, hands):
    host(shelf, ScriptedSource(ONE), hands).fetch()
    again = host(shelf, ScriptedSource(unreachable()), hands)
    again.kept()
    hands.now = NOON + dt.timedelta(minutes=10)
    with pytest.raises(SourceError):
        again.fetch()
    other = host(shelf, ScriptedSource(TWO), hands)
    assert other.kept().tables == ONE
    assert other.agreed_at == NOON


def test_a_second_process_shows_what_the_first_reads_and_never_asks_its_own_source(shelf, hands):
    first_source, second_source = ScriptedSource(ONE), ScriptedSource(TWO)
    first, second = host(shelf, first_source, hands), host(shelf, second_source, hands)
    first.fetch()
    assert second.fetch() == ONE
    first_source.content = TWO
    first.fetch()
    assert second.fetch() == TWO
    assert second_source.fetches == 0
    assert second.fingerprint() is None


def test_a_file_that_stays_the_same_agrees_again_for_the_others(shelf, hands):
    source = ScriptedSource(ONE)
    source.fingerprint = lambda: 1
    first, second = host(shelf, source, hands), host(shelf, ScriptedSource(TWO), hands)
    first.fetch()
    first.fingerprint()
    hands.now = NOON + SILENT + dt.timedelta(seconds=1)
    first.fingerprint()
    assert second.fetch() == ONE
    assert (second.agreed_at, source.fetches) == (hands.now, 1)


def test_a_second_process_tells_why_the_first_fails(shelf, hands):
    source = ScriptedSource(ONE)
    first, second = host(shelf, source, hands), host(shelf, ScriptedSource(TWO), hands)
    first.fetch()
    source.content = SourceError(SourceFailure.QUOTA, "a.xlsx", "chi tiết")
    with pytest.raises(SourceError):
        first.fetch()
    with pytest.raises(SourceError) as caught:
        second.fetch()
    assert (caught.value.failure, caught.value.detail) == (SourceFailure.QUOTA, "chi tiết")


def test_a_second_process_asks_nobody_while_the_first_has_noted_nothing(shelf, hands):
    source = ScriptedSource(TWO)
    first, second = host(shelf, ScriptedSource(ONE), hands), host(shelf, source, hands)
    first.lead()
    with pytest.raises(SourceError) as caught:
        second.fetch()
    assert (caught.value.failure, source.fetches) == (SourceFailure.TIMED_OUT, 0)


def test_whoever_wants_a_fresh_look_tells_the_process_that_reads(shelf, hands):
    told = []
    first = HostSource(ScriptedSource(ONE), StateCopy(shelf, "a"), hands, told.append, lambda: 7)
    second = HostSource(ScriptedSource(TWO), StateCopy(shelf, "a"), hands, told.append)
    first.keep(first.fetch())
    assert told == [News.SOURCE]
    second.look_again()
    assert told == [News.SOURCE, News.WANTED]
    first.look_again()
    assert len(told) == 2
    second.fetch()
    assert (first.quota_used, second.quota_used) == (7, 7)
    assert second.agreed_at == NOON


def test_a_first_process_that_hangs_is_told_after_a_while(shelf, hands):
    first, second = host(shelf, ScriptedSource(ONE), hands), host(shelf, ScriptedSource(TWO), hands)
    first.fetch()
    hands.now = NOON + SILENT + dt.timedelta(seconds=1)
    with pytest.raises(SourceError) as caught:
        second.fetch()
    assert caught.value.failure is SourceFailure.TIMED_OUT


def test_when_the_first_closes_the_second_reads(shelf, hands):
    first, second = host(shelf, ScriptedSource(ONE), hands), host(shelf, ScriptedSource(TWO), hands)
    for _ in range(3):
        first.fetch()
    assert second.fetch() == ONE
    first.close()
    assert second.fetch() == TWO
    assert first.fetch() == TWO


HOLDER = """
import sys
from pathlib import Path
from lib.feed.leader_lease import HostSource
from lib.feed.state_copy import StateCopy
from lib.store.shelf import FolderShelf
from tests.builders import ScriptedSource, some_tables
reader = HostSource(ScriptedSource(some_tables(["A", 1])), StateCopy(FolderShelf(Path(sys.argv[1])), "a"))
reader.keep(reader.fetch())
print("reading", flush=True)
sys.stdin.read()
"""


def test_a_process_that_is_killed_leaves_its_place_to_another(tmp_path):
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )
    with holder:
        assert holder.stdout.readline() == b"reading\n"
        source = ScriptedSource(TWO)
        other = HostSource(source, StateCopy(FolderShelf(tmp_path), "a"))
        assert other.fetch() == ONE
        holder.kill()
        holder.wait()
        assert other.fetch() == TWO
    assert source.fetches == 1


def test_where_the_disk_refuses_reading_goes_on_and_it_is_told_once(tmp_path, hands, caplog):
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where a folder should be")
    reader = host(FolderShelf(blocked / "state"), ScriptedSource(ONE), hands)
    assert [reader.fetch(), reader.fetch()] == [ONE, ONE]
    assert caplog.text.count("cannot be kept") == 1
    assert reader.kept() is None


def test_the_fingerprint_of_a_file_is_used_by_the_process_that_reads(shelf, hands):
    reader = host(shelf, ScriptedSource(ONE, stamp="10:00"), hands)
    assert reader.fingerprint() is None
    reader.fetch()
    assert reader.fingerprint() == "10:00"


def test_after_a_restart_the_source_is_called_as_it_was_until_it_answers(shelf, hands):
    before = host(shelf, ScriptedSource(some_tables(["A"], source="Bảng 2019")), hands)
    before.fetch()
    before.close()
    again = host(shelf, ScriptedSource(TWO), hands)
    again.kept()
    assert again.label == "Bảng 2019"
    again.fetch()
    assert again.label == "a.xlsx"


def test_what_is_read_but_not_shown_is_not_kept(shelf, hands):
    source = ScriptedSource(ONE)
    reader = host(shelf, source, hands)
    reader.fetch()
    source.content = TWO
    HostSource.fetch(reader)
    assert host(shelf, ScriptedSource(TWO), hands).kept().tables == ONE


def test_what_could_not_be_kept_is_kept_when_the_disk_allows_it(shelf, hands, monkeypatch):
    reader = host(shelf, ScriptedSource(ONE), hands)
    with monkeypatch.context() as full:
        full.setattr(StateCopy, "save", lambda _copy, _kept: (_ for _ in ()).throw(OSError(28, "full")))
        reader.fetch()
    assert reader.kept() is None
    reader.fetch()
    assert reader.kept().tables == ONE
