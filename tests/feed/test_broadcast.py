"""Two processes over one store: what is done at one is known at the other, and one of them reads the source."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from lib.feed.broadcast import NewsHandler
from lib.feed.latest import FeedState
from lib.feed.polling import Feed
from lib.feed.source_choice import SourceChoice
from lib.settings import Settings, SourceKind, SourceSettings, SpreadsheetLocation
from lib.snapshot import build_snapshot
from lib.stage import acts, release_acts
from lib.stage.desk import Desk
from lib.stage.log.day_log import EventLog, Stale
from lib.stage.log.events import RunKind
from lib.store.news import News
from lib.store.shared import SharedStore
from tests.days import sample_tables, version, with_cell
from tests.places import SAMPLE


@dataclass
class Process:
    """What `app.py` puts together, without a server. Its news wait in `news` until `handle` is called."""

    shared: SharedStore
    folder: Path
    news: list[News]
    later: list[tuple[float, Callable[[], None]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        settings = Settings(SourceSettings((SpreadsheetLocation(SourceKind.XLSX, str(self.folder / "a.xlsx")),)))
        self.sources = SourceChoice(settings, self.shared.shelf("source"), self.news.append)
        self.feed = Feed(self.sources.source, build_snapshot)
        self.desk = self.open_desk()
        self.desk.follow(self.feed)
        self.handler = NewsHandler(self.feed, self.sources, self.desk)

    def open_desk(self) -> Desk:
        return Desk(
            EventLog(self.shared.rows("stage"), publish=self.shared.publish),
            self.shared.shelf("taken"),
            build_snapshot,
            wait=lambda seconds, then: self.later.append((seconds, then)),
        )

    def do(self, act) -> None:
        self.desk.do(act, self.desk.state.seq, "Thư ký")


@pytest.fixture
def news() -> list[News]:
    return []


@pytest.fixture
def two(shared, tmp_path, news):
    (tmp_path / "a.xlsx").write_bytes(SAMPLE.read_bytes())
    one, other = Process(shared, tmp_path, news), Process(shared, tmp_path, news)
    one.feed.poll()
    other.feed.poll()
    yield one, other
    one.feed.stop()
    other.feed.stop()


def test_one_reads_and_both_show_it(two, news):
    one, other = two
    assert (one.sources.source.reads, other.sources.source.reads) == (True, False)
    assert other.feed.latest.state is FeedState.LIVE
    assert other.feed.latest.snapshot.version == one.feed.latest.snapshot.version
    assert News.SOURCE in news


def test_the_age_is_that_of_the_reading_and_not_of_looking(two):
    one, other = two
    other.feed.poll()
    assert other.feed.latest.checked_at == one.sources.source.agreed_at


def test_what_is_taken_and_released_at_one_is_seen_at_the_other(two):
    one, other = two
    other.desk.catch_up()
    one.do(acts.fix_scores)
    one.do(release_acts.release_scores)
    assert other.desk.public().released != one.desk.public().released
    other.handler.handle(News.DAY)
    assert other.desk.state == one.desk.state
    assert other.desk.public().mark == one.desk.public().mark
    assert other.desk.public().released == one.desk.public().released
    assert other.desk.table().show.scenes == one.desk.table().show.scenes


def test_the_other_tells_its_listeners_once(two):
    one, other = two
    told = []
    other.desk.listen(lambda: told.append(other.desk.state.seq))
    one.do(acts.toggle)
    other.handler.handle(News.DAY)
    other.handler.handle(News.AGAIN)
    assert told == [one.desk.state.seq]


def test_of_two_who_press_at_once_on_two_machines_one_is_obeyed(two):
    one, other = two
    other.desk.catch_up()
    seen = other.desk.state.seq
    one.do(acts.toggle)
    told = []
    other.desk.listen(lambda: told.append(True))
    with pytest.raises(Stale):
        other.desk.do(acts.toggle, seen, "Người khác")
    assert other.desk.state == one.desk.state
    assert other.desk.state.hidden
    assert told


def test_a_version_that_one_read_first_is_not_taken_back_by_the_other_that_still_knows_the_old_one(two):
    one, other = two
    old, new = one.feed.latest.version, version(with_cell(sample_tables(), "Thông tin", 2, 2, "Cụm đổi tên"))
    for offered in (new, old):
        one.desk.offer(offered)
        other.handler.handle(News.DAY)
        other.desk.try_again()
        one.handler.handle(News.DAY)
        assert one.desk.state.taken == other.desk.state.taken == offered.snapshot.version


def test_a_rehearsal_at_one_is_a_rehearsal_at_the_other_and_ends_there_too(two):
    one, other = two
    before = one.desk.state
    one.desk.begin(RunKind.REHEARSAL, before.seq, "Thư ký")
    other.handler.handle(News.DAY)
    assert other.desk.state.rehearsal
    other.desk.end_rehearsal(other.desk.state.seq, "Thư ký")
    one.handler.handle(News.DAY)
    assert not one.desk.state.rehearsal
    assert one.desk.state == other.desk.state


def test_a_process_that_starts_later_stands_where_the_others_are(two):
    one, _ = two
    one.do(acts.forward)
    one.do(lambda table: acts.write(table, "Nghỉ 15 phút"))
    assert one.open_desk().state == one.desk.state


def test_a_file_chosen_at_one_is_read_by_that_one_and_shown_by_both(two, tmp_path):
    one, other = two
    file = tmp_path / "Ngày hội nghị.xlsx"
    file.write_bytes(SAMPLE.read_bytes())
    one.feed.switch(one.sources.choose_file(str(file)))
    one.feed.poll()
    other.handler.handle(News.CHOICE)
    other.feed.poll()
    assert other.feed.label == file.name
    assert (one.sources.source.reads, other.sources.source.reads) == (True, False)
    other.handler.handle(News.AGAIN)
    assert other.sources.file == file


def test_a_wish_at_one_reaches_the_one_that_reads(two, news, monkeypatch):
    one, other = two
    news.clear()
    other.feed.refresh()
    other.feed.poll()
    assert news == [News.WANTED]
    asked = []
    monkeypatch.setattr(one.feed, "refresh", lambda: asked.append("one"))
    monkeypatch.setattr(other.feed, "refresh", lambda: asked.append("other"))
    one.handler.handle(News.WANTED)
    other.handler.handle(News.WANTED)
    assert asked == ["one"]


def test_when_the_one_that_reads_is_gone_the_other_reads(two, tmp_path):
    one, other = two
    one.sources.source.close()
    other.feed.poll()
    assert other.sources.source.reads
    assert other.feed.latest.state is FeedState.LIVE
