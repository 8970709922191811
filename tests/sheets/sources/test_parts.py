"""Sources of different kinds as one workbook: each at its own pace, a failing one keeps what it gave last."""

from __future__ import annotations

from pathlib import Path

import pytest

from lib.feed.latest import FeedState
from lib.feed.open_source import opened
from lib.feed.polling import Feed
from lib.feed.source_choice import SourceChoice
from lib.model.problems import SourceError, SourceFailure
from lib.settings import Settings, SourceKind, read_settings
from lib.sheets.sources.joined import PartSources
from lib.sheets.sources.link import LinkSource
from lib.sheets.sources.xlsx_file import ExcelSource
from lib.show.sources.link_danger import open_tabs
from lib.snapshot import build_snapshot
from lib.store.shelf import FolderShelf
from tests.builders import NOON
from tests.clocks import HandClock
from tests.fake_sheets.excel import book_of
from tests.fake_sheets.export import Instead, xlsx_of
from tests.fake_sheets.grid import Book
from tests.fake_sheets.server import FakeSheets
from tests.places import SAMPLE

KEY = "1scores-shared-by-link_of-the-cluster"
VOTES = ("Danh hiệu", "Bỏ phiếu", "Phiếu", "Quyết định")


def half(book: Book, *, votes: bool) -> Book:
    book.sheets[:] = [sheet for sheet in book.sheets if (sheet.title in VOTES) is votes]
    return book


@pytest.fixture
def votes(tmp_path: Path) -> Path:
    path = tmp_path / "phieu.xlsx"
    path.write_bytes(xlsx_of(half(book_of(SAMPLE, "1votes", "Phiếu"), votes=True)))
    return path


@pytest.fixture
def settings(fake: FakeSheets, votes: Path, tmp_path: Path) -> Settings:
    fake.google.add(half(book_of(SAMPLE, KEY, "Điểm"), votes=False))
    secrets = tmp_path / ".streamlit" / "secrets.toml"
    secrets.parent.mkdir()
    secrets.write_text(
        f'[source]\napi_endpoint = "{fake.endpoint}"\n'
        f'[[source.parts]]\nkind = "google-link"\nspreadsheet = "{KEY}"\npoll_seconds = 30\n'
        f'[[source.parts]]\nkind = "xlsx"\npath = "{votes.name}"\npoll_seconds = 5\n',
        encoding="utf-8",
    )
    return read_settings(secrets, {}, SAMPLE)


def parts_of(settings: Settings) -> tuple[PartSources, HandClock]:
    whole = opened(settings.source)
    assert isinstance(whole, PartSources)
    clock = HandClock()
    paces = [place.pace for place in settings.source.places]
    return PartSources(list(zip(whole.sources, paces, strict=True)), clock), clock


def test_scores_by_link_and_votes_in_a_file_are_one_workbook(settings):
    assert settings.fault is None
    whole = opened(settings.source)
    assert [type(source) for source in whole.sources] == [LinkSource, ExcelSource]
    joined, alone = (build_snapshot(source.fetch(), NOON) for source in (whole, ExcelSource(SAMPLE)))
    assert [(one.award, one.proposed) for one in joined.awards] == [(one.award, one.proposed) for one in alone.awards]
    assert joined.standings.equals(alone.standings)
    assert {tab.source for tab in joined.workbook.links} == {"Điểm"}


def test_each_part_is_read_at_its_own_pace(settings, fake):
    source, clock = parts_of(settings)
    for seconds in (0, 5, 10, 29, 31):
        clock.time = float(seconds)
        source.fetch()
    assert fake.google.exports.count("/export") == 2
    source.look_again()
    source.fetch()
    assert fake.google.exports.count("/export") == 3


def test_a_part_that_fails_keeps_its_last_good_tables_and_the_other_goes_on(settings, fake, votes):
    source, clock = parts_of(settings)
    before = source.fetch()
    fake.google.exports.instead = Instead.FORBIDDEN
    book = half(book_of(SAMPLE, "1votes", "Phiếu"), votes=True)
    book.sheets.pop()
    votes.write_bytes(xlsx_of(book))
    clock.time = 40.0
    after = source.fetch()
    assert source.failing is not None
    assert source.failing.failure is SourceFailure.SHARING_FORBIDDEN
    assert [table for table in after.tables if table.source == "Điểm"] == [
        table for table in before.tables if table.source == "Điểm"
    ]
    assert len(after.tables) == len(before.tables) - 1
    assert source.agreed_ago == 40.0
    fake.google.exports.instead = None
    clock.time = 80.0
    source.fetch()
    assert source.failing is None


def test_a_part_that_was_never_read_gives_no_half_workbook(settings, fake):
    fake.google.exports.instead = Instead.NOT_FOUND
    source, _ = parts_of(settings)
    with pytest.raises(SourceError) as caught:
        source.fetch()
    assert caught.value.failure is SourceFailure.NOT_FOUND


def test_votes_beside_scores_by_link_are_closed_and_in_the_sheet_by_link_they_are_open(settings, fake, tmp_path):
    choice = SourceChoice(settings, FolderShelf(tmp_path / "state"))
    assert choice.link_keys == {KEY}
    feed = Feed(choice.source, build_snapshot)
    feed.poll()
    assert feed.latest.state is FeedState.LIVE
    assert open_tabs(feed.latest.snapshot.workbook, choice.link_keys) == ()
    fake.google.add(book_of(SAMPLE, KEY, "Điểm"))
    alone = build_snapshot(LinkSource(KEY, fake.endpoint).fetch(), NOON)
    assert set(open_tabs(alone.workbook, choice.link_keys)) == {"Phiếu", "Bỏ phiếu"}
    assert open_tabs(alone.workbook, frozenset()) == ()
    assert {place.kind for place in settings.source.places} == {SourceKind.GOOGLE_LINK, SourceKind.XLSX}
