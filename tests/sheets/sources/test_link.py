"""A Google Sheet read by its address: the same tables as the file, and what is said of everything else that comes."""

from __future__ import annotations

import logging
from dataclasses import replace

import pytest
import requests

from lib.model.problems import SourceError, SourceFailure
from lib.sheets.sources import link
from lib.sheets.sources.link import LinkSource, gids_of
from lib.sheets.sources.retry import Patience
from lib.sheets.sources.xlsx_file import ExcelSource
from tests.fake_sheets.excel import book_of
from tests.fake_sheets.export import Instead
from tests.fake_sheets.grid import Cell
from tests.fake_sheets.server import FakeSheets
from tests.places import SAMPLE

KEY = "1sheet-shared-by-link_of-the-cluster"
ADDRESS = f"https://docs.google.com/spreadsheets/d/{KEY}/edit?usp=sharing#gid=0"
PATIENCE = Patience(tries=2, deadline=20.0, connect=2.0, read=10.0, first_wait=0.01, longest_wait=0.02)


@pytest.fixture
def shared(fake: FakeSheets) -> FakeSheets:
    fake.google.add(book_of(SAMPLE, KEY, "Bảng điểm 2019"))
    return fake


@pytest.fixture
def source(shared: FakeSheets) -> LinkSource:
    return LinkSource(ADDRESS, shared.endpoint, PATIENCE)


def test_the_tables_are_those_of_the_file(source):
    read, file = source.fetch(), ExcelSource(SAMPLE).fetch()
    assert read.labels == ("Bảng điểm 2019",)
    assert [table.tab for table in read.tables] == [table.tab for table in file.tables]
    assert [table.rows for table in read.tables] == [table.rows for table in file.tables]
    assert source.label == "Bảng điểm 2019"


def test_every_tab_leads_to_itself_in_the_sheet(source, shared):
    gids = {sheet.title: sheet.gid for sheet in shared.google.books[KEY].sheets}
    for table in source.fetch().tables:
        assert table.url == f"https://docs.google.com/spreadsheets/d/{KEY}/edit#gid={gids[table.tab]}"


def test_without_the_numbers_of_the_tabs_a_link_opens_the_sheet(source, monkeypatch):
    monkeypatch.setattr(link, "gids_of", lambda page: {})
    assert {table.url for table in source.fetch().tables} == {f"https://docs.google.com/spreadsheets/d/{KEY}/edit"}


@pytest.mark.parametrize(
    "page",
    [
        'items.push({name: "Th\\u1EA9m \\x22A\\x22", pageUrl: "https:\\/\\/docs", gid: "77",initialSheet: true});',
        '<li id="sheet-button-77"><a href="#">Thẩm &quot;A&quot;</a></li>',
    ],
)
def test_the_numbers_of_the_tabs_stand_in_googles_own_view(page):
    assert gids_of(page) == {'Thẩm "A"': "77"}


def test_the_list_of_tabs_is_asked_for_only_when_the_tabs_changed(source, shared):
    source.fetch()
    source.fetch()
    shared.google.books[KEY].sheet("Thông tin").title = "Khác"
    source.fetch()
    assert (shared.google.exports.count("/export"), shared.google.exports.count("/htmlview")) == (3, 2)


def test_no_cookie_and_no_credential_is_ever_sent(source, shared, monkeypatch, tmp_path):
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login thu_ky password bi_mat\n")
    monkeypatch.setenv("NETRC", str(netrc))
    made = requests.Session

    def trusting() -> requests.Session:
        session = made()
        monkeypatch.setattr(type(session), "trust_env", property(lambda _: True, lambda _, value: None), raising=False)
        return session

    monkeypatch.setattr("lib.sheets.sources.link.requests.Session", trusting)
    with trusting() as bare:
        bare.get(f"{shared.endpoint}/spreadsheets/d/{KEY}/htmlview")
    _, would_be_sent = shared.google.exports.asked.pop()
    assert "authorization" in would_be_sent
    source.fetch()
    sent = {name for _, headers in shared.google.exports.asked for name in headers}
    assert "user-agent" in sent
    assert not sent & {"cookie", "authorization", "proxy-authorization"}


def test_an_edit_between_redirect_and_answer_is_in_the_answer(source, shared):
    sheet = shared.google.books[KEY].sheet("Thẩm định")
    shared.google.exports.between = lambda: sheet.put(7, 4, Cell(1.0))
    table = next(table for table in source.fetch().tables if table.tab == "Thẩm định")
    assert table.rows[6][3] == 1


SAID = {
    Instead.LOGIN: SourceFailure.NOT_SHARED,
    Instead.LOGIN_PAGE: SourceFailure.NOT_SHARED,
    Instead.UNAUTHORIZED: SourceFailure.NOT_SHARED,
    Instead.ORGANISATION: SourceFailure.SHARING_FORBIDDEN,
    Instead.FORBIDDEN: SourceFailure.SHARING_FORBIDDEN,
    Instead.OFFICE_FILE: SourceFailure.OFFICE_FILE,
    Instead.NOT_FOUND: SourceFailure.NOT_FOUND,
    Instead.QUOTA: SourceFailure.QUOTA,
    Instead.DOWN: SourceFailure.SERVER_DOWN,
    Instead.PORTAL: SourceFailure.LOGIN_PAGE,
    Instead.PORTAL_REDIRECT: SourceFailure.LOGIN_PAGE,
    Instead.PLAIN_HTTP: SourceFailure.LOGIN_PAGE,
    Instead.LOOP: SourceFailure.ODD_ANSWER,
    Instead.DOWNLOAD_PAGE: SourceFailure.DOWNLOAD_PAGE,
    Instead.DRIVE: SourceFailure.DOWNLOAD_PAGE,
    Instead.NOT_XLSX: SourceFailure.NOT_A_WORKBOOK,
    Instead.DAMAGED: SourceFailure.DAMAGED,
    Instead.CUT: SourceFailure.NO_NETWORK,
    Instead.SLOW: SourceFailure.TIMED_OUT,
    Instead.TRICKLE: SourceFailure.TIMED_OUT,
    Instead.HUGE: SourceFailure.TOO_LARGE,
}


@pytest.mark.parametrize("instead", Instead)
def test_what_comes_instead_is_named_without_the_address_and_ends_by_itself(
    instead, source, shared, caplog, monkeypatch
):
    caplog.set_level(logging.INFO)
    good = source.fetch()
    shared.google.exports.instead = instead
    if SAID[instead] is SourceFailure.TIMED_OUT:
        monkeypatch.setattr(source, "patience", replace(PATIENCE, deadline=0.5))
    with pytest.raises(SourceError) as caught:
        source.fetch()
    assert caught.value.failure is SAID[instead]
    assert KEY not in f"{caught.value}{caught.value.detail}"
    assert KEY not in "".join(record.getMessage() for record in caplog.records if record.name.startswith("lib."))
    shared.google.exports.instead = None
    monkeypatch.undo()
    assert source.fetch().tables == good.tables


def test_a_refusal_says_how_long_to_wait(source, shared):
    shared.google.exports.instead = Instead.QUOTA
    with pytest.raises(SourceError) as caught:
        source.fetch()
    assert caught.value.retry_after == 40
    assert shared.google.exports.count("/export") == 1


def test_at_most_three_redirects_are_followed(source, shared):
    shared.google.exports.instead = Instead.LOOP
    with pytest.raises(SourceError):
        source.fetch()
    assert shared.google.exports.count("/export") == link.MOST_REDIRECTS + 1


def test_another_sheet_is_not_found(shared):
    with pytest.raises(SourceError) as caught:
        LinkSource("1another-key-of-nobody-at-all", shared.endpoint, PATIENCE).fetch()
    assert caught.value.failure is SourceFailure.NOT_FOUND
