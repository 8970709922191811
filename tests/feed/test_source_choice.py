"""The source of the settings, or an Excel file for the day: with checks, remembered, and back."""

from __future__ import annotations

import dataclasses
import json
import shutil

import pytest

from lib.feed.latest import FeedState
from lib.feed.polling import Feed
from lib.feed.source_choice import CHOICE_FILE, SourceChoice, look_at_settings
from lib.model.problems import SourceError, SourceFailure
from lib.settings import Settings, SourceKind, SourceSettings, SpreadsheetLocation
from lib.snapshot import build_snapshot
from lib.store.news import News
from lib.store.shelf import Shelf
from tests.builders import history_of
from tests.fake_sheets.excel import book_of
from tests.fake_sheets.export import Instead
from tests.fake_sheets.grid import Cell
from tests.fake_sheets.server import FakeSheets
from tests.fake_sheets.tokens import new_account
from tests.places import SAMPLE

KEY = "1sample-spreadsheet-key"
EMAIL = "doc@thi-dua-test.iam.gserviceaccount.com"


@pytest.fixture
def fake():
    with FakeSheets() as server:
        server.google.add(book_of(SAMPLE, KEY, readers={EMAIL}))
        yield server


@pytest.fixture
def settings(fake):
    account = json.dumps(fake.info(new_account(EMAIL)))
    return Settings(
        SourceSettings((SpreadsheetLocation(SourceKind.GOOGLE, KEY),), api_endpoint=fake.endpoint, account=account)
    )


@pytest.fixture
def shelf(kept_in) -> Shelf:
    return kept_in.shelf("state")


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "Ngày hội nghị.xlsx"
    shutil.copy(SAMPLE, path)
    return path


def test_without_a_choice_the_source_of_the_settings_is_read(settings, shelf):
    choice = SourceChoice(settings, shelf)
    assert choice.source.fetch().labels == ("cum_iii_2019",)
    assert choice.file is None
    assert choice.google
    assert choice.meter.used == 3  # the list of tabs, the values, the look that confirms them


def test_to_a_file_and_back_loses_nothing_and_shows_no_cell_as_changed(settings, shelf, file, tmp_path):
    choice = SourceChoice(settings, shelf)
    feed = Feed(choice.source, build_snapshot)
    recent = history_of(feed, tmp_path / "history", build_snapshot)
    feed.poll()
    online = feed.latest.snapshot
    feed.switch(choice.choose_file(str(file)))
    feed.poll()
    offline = feed.latest.snapshot
    feed.switch(choice.choose_configured())
    feed.poll()
    assert feed.latest.state is FeedState.LIVE
    assert feed.latest.snapshot.version == online.version
    assert [change.cells for change in recent.newest_first()] == [0, 0]
    assert [change.new_source for change in recent.newest_first()] == ["cum_iii_2019", "Ngày hội nghị.xlsx"]
    found = [change.difference for change in recent.newest_first()]
    assert [(d.cells, d.scores, d.standings, d.awards, d.unnamed) for d in found] == [((), (), (), (), ())] * 2
    assert offline.standings.equals(online.standings)
    assert offline.awards == online.awards
    feed.stop()


def test_an_edit_in_the_file_shows_the_same_difference_as_in_google(settings, shelf, file, fake, tmp_path):
    sheet = fake.google.books[KEY].sheet("Thẩm định")
    place = next(place for place, cell in sorted(sheet.cells.items()) if isinstance(cell.value, float))
    choice = SourceChoice(settings, shelf)
    feed = Feed(choice.source, build_snapshot)
    recent = history_of(feed, tmp_path / "history", build_snapshot)
    feed.poll()
    sheet.put(*place, Cell(0.25))
    feed.poll()
    in_google = recent.newest_first()[0]
    feed.switch(choice.choose_file(str(file)))
    feed.poll()
    in_file = recent.newest_first()[0]
    assert in_google.difference.cells[0].new == 0.25
    assert [cell.where for cell in in_file.difference.cells] == [cell.where for cell in in_google.difference.cells]
    assert in_file.difference.cells[0].old == 0.25
    feed.stop()


def test_a_restart_keeps_to_the_file(settings, shelf, file):
    SourceChoice(settings, shelf).choose_file(str(file)).close()
    again = SourceChoice(settings, shelf)
    assert again.file == file
    assert again.source.fetch().labels == (file.name,)
    again.choose_configured()
    assert SourceChoice(settings, shelf).file is None


def test_other_settings_forget_the_choice(settings, shelf, file):
    SourceChoice(settings, shelf).choose_file(str(file))
    other = Settings(SourceSettings((SpreadsheetLocation(SourceKind.XLSX, str(SAMPLE)),)))
    assert SourceChoice(other, shelf).file is None
    assert not SourceChoice(other, shelf).google


@pytest.mark.parametrize("written", ["", "null", "[]", '{"configured": 1}', '{"file": "/a.xlsx"}', "\x00"])
def test_a_damaged_choice_is_no_choice(settings, shelf, written):
    shelf.write(CHOICE_FILE, written)
    assert SourceChoice(settings, shelf).file is None


@pytest.mark.parametrize(
    ("name", "failure"),
    [
        ("khong_co.xlsx", SourceFailure.NOT_FOUND),
        ("ghi_chu.txt", SourceFailure.NOT_A_WORKBOOK),
        ("hong.xlsx", SourceFailure.NOT_A_WORKBOOK),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_and_the_choice_stays(settings, shelf, tmp_path, name, failure):
    (tmp_path / "ghi_chu.txt").write_text("a")
    (tmp_path / "hong.xlsx").write_text("a")
    choice = SourceChoice(settings, shelf)
    with pytest.raises(SourceError) as caught:
        choice.choose_file(str(tmp_path / name))
    assert caught.value.failure is failure
    assert choice.file is None
    assert shelf.read(CHOICE_FILE) is None


def test_a_path_that_is_not_whole_is_refused(settings, shelf):
    with pytest.raises(SourceError) as caught:
        SourceChoice(settings, shelf).choose_file("cum_iii.xlsx")
    assert caught.value.failure is SourceFailure.NOT_FOUND


def test_a_pasted_path_in_quotes_is_understood(settings, shelf, file):
    assert SourceChoice(settings, shelf).choose_file(f'"{file}" ').label == file.name


def test_what_one_process_chooses_the_others_follow(settings, shelf, file):
    told = []
    chooses, follows = SourceChoice(settings, shelf, told.append), SourceChoice(settings, shelf)
    assert follows.chosen_elsewhere() is None
    chooses.choose_file(str(file))
    assert told == [News.CHOICE]
    followed = follows.chosen_elsewhere()
    assert followed.label == file.name
    assert (chooses.source.reads, followed.reads) == (True, False)
    assert follows.chosen_elsewhere() is None
    chooses.choose_configured()
    assert follows.chosen_elsewhere().label == chooses.source.label


def test_settings_that_were_broken_are_read_once_they_are_mended(settings, shelf):
    choice = SourceChoice(Settings(SourceSettings(()), fault="secrets.toml"), shelf)
    feed = Feed(choice.source, build_snapshot)
    feed.poll()
    assert feed.latest.failure is not None
    assert feed.latest.failure.why is SourceFailure.BAD_SETTINGS
    then: list[Settings] = []
    look_at_settings(choice, feed, lambda: Settings(SourceSettings(()), fault="source.kind"), then.append)
    feed.poll()
    assert feed.latest.state is not FeedState.LIVE
    assert then == []
    look_at_settings(choice, feed, lambda: settings, then.append)
    look_at_settings(choice, feed, lambda: settings, then.append)
    feed.poll()
    assert feed.latest.state is FeedState.LIVE
    assert choice.google
    assert choice.settings is settings
    assert then == [settings], "what they say beside the source follows, once"


ADDRESS = f"https://docs.google.com/spreadsheets/d/{KEY}/edit?usp=sharing"


@pytest.fixture
def on_sample(fake, tmp_path):
    source = SourceSettings((SpreadsheetLocation(SourceKind.XLSX, str(SAMPLE)),), api_endpoint=fake.endpoint)
    return Settings(source, file=tmp_path / "secrets.toml")


def test_a_sheet_is_looked_at_first_then_used_over_restarts_and_taken_back(on_sample, shelf):
    choice = SourceChoice(on_sample, shelf)
    assert choice.on_sample
    assert choice.look_at_sheet(ADDRESS).labels == ("cum_iii_2019",)
    assert choice.on_sample
    source = choice.choose_sheet(ADDRESS)
    assert (choice.on_sample, choice.sheet, choice.pace) == (False, ADDRESS, 30.0)
    assert choice.link_keys == {KEY}
    source.close()
    again = SourceChoice(on_sample, shelf)
    assert again.sheet == ADDRESS
    assert again.source.fetch().tables[0].url is not None
    again.source.close()
    again.choose_configured()
    assert again.on_sample
    assert SourceChoice(on_sample, shelf).sheet is None


def test_a_sheet_that_cannot_be_read_changes_nothing(on_sample, shelf, fake):
    fake.google.exports.instead = Instead.LOGIN
    choice = SourceChoice(on_sample, shelf)
    before = choice.source
    with pytest.raises(SourceError) as refused:
        choice.choose_sheet(ADDRESS)
    assert refused.value.failure is SourceFailure.NOT_SHARED
    assert (choice.source, choice.sheet) == (before, None)


def test_with_a_service_account_a_chosen_sheet_is_read_by_it(on_sample, shelf, fake):
    account = json.dumps(fake.info(new_account(EMAIL)))
    settings = dataclasses.replace(on_sample, source=dataclasses.replace(on_sample.source, account=account))
    choice = SourceChoice(settings, shelf)
    choice.choose_sheet(ADDRESS)
    assert (choice.google, choice.link_keys, choice.pace) == (True, frozenset(), 5.0)
    assert fake.google.exports.count("/export") == 0
