"""A Google spreadsheet read with the real gspread over HTTP from the fake server, and all that may go wrong."""

from __future__ import annotations

import dataclasses
import logging
import socket
import threading
from collections.abc import Callable, Iterator

import pytest

from lib.model.problems import SourceError, SourceFailure
from lib.model.sheet_address import UNTITLED, spreadsheet_key
from lib.sheets.sources.account import GoogleAccess, ServiceAccount
from lib.sheets.sources.google import RESTLESS_SECONDS, TABS_SECONDS, GoogleSource
from lib.sheets.sources.quota_meter import ReadMeter
from lib.sheets.sources.retry import SystemClock
from lib.sheets.sources.source import RawTables
from tests.clocks import HandClock
from tests.fake_sheets import faults
from tests.fake_sheets.entered import entered
from tests.fake_sheets.faults import Fault, On, always
from tests.fake_sheets.grid import Book, Cell, Sheet
from tests.fake_sheets.server import FakeSheets
from tests.fake_sheets.tokens import Account

KEY = "1sample-key_of-a-spreadsheet"


def sheet_of(title: str, gid: int, rows: list[list[str]], locale: str = "vi_VN") -> Sheet:
    sheet = Sheet(title, gid)
    for row, texts in enumerate(rows, 1):
        for column, text in enumerate(texts, 1):
            sheet.put(row, column, entered(text, locale))
    return sheet


@pytest.fixture
def book(fake: FakeSheets, account: Account) -> Book:
    scores = sheet_of("Thẩm định", 11, [["Mã", "TGPL", "PBGDPL"], ["I.1", "8,75", "9"], [], ["I.2", "", "TRUE"]])
    units = sheet_of("Đơn vị 'A1'", 12, [["Mã", "Ngày"], ["TGPL", "18/12/2019"]])
    book = Book(KEY, "Điểm thi đua 2019", [scores, units, Sheet("Trống", 13)], {account.email})
    fake.google.add(book)
    return book


@pytest.fixture
def source(book: Book, access: GoogleAccess) -> GoogleSource:
    return GoogleSource(KEY, access)


def failure_of(source: GoogleSource) -> SourceError:
    with pytest.raises(SourceError) as caught:
        source.fetch()
    return caught.value


def rows_of(tables: RawTables, tab: str) -> tuple[tuple[object, ...], ...]:
    return next(table.rows for table in tables.tables if table.tab == tab)


def test_all_tabs_come_as_they_stand_with_numbers_as_numbers_and_dates_as_days(source: GoogleSource) -> None:
    tables = source.fetch()
    assert [table.tab for table in tables.tables] == ["Thẩm định", "Đơn vị 'A1'", "Trống"]
    assert rows_of(tables, "Thẩm định") == (("Mã", "TGPL", "PBGDPL"), ("I.1", 8.75, 9), (), ("I.2", None, True))
    assert rows_of(tables, "Đơn vị 'A1'") == (("Mã", "Ngày"), ("TGPL", 43817))
    assert rows_of(tables, "Trống") == ()
    assert tables.labels == ("Điểm thi đua 2019",) == (source.label,)
    assert all(table.serial_dates and table.source == "Điểm thi đua 2019" for table in tables.tables)


def test_a_table_knows_the_address_of_its_tab(source: GoogleSource) -> None:
    addresses = [table.url for table in source.fetch().tables]
    assert addresses == [f"https://docs.google.com/spreadsheets/d/{KEY}/edit#gid={gid}" for gid in (11, 12, 13)]


def test_a_poll_is_one_request_for_all_tabs_and_nothing_else(source: GoogleSource, fake: FakeSheets) -> None:
    for _ in range(5):
        source.fetch()
    assert [fake.google.count(kind) for kind in (On.TOKEN, On.BOOK, On.VALUES)] == [1, 1, 5]
    assert len(fake.google.seen) == 7
    query = dict(fake.google.seen[-1].query)
    assert query["valueRenderOption"] == "UNFORMATTED_VALUE"
    assert query["dateTimeRenderOption"] == "SERIAL_NUMBER"
    ranges = [value for name, value in fake.google.seen[-1].query if name == "ranges"]
    assert ranges == ["'Thẩm định'", "'Đơn vị ''A1'''", "'Trống'"]


def test_only_reading_is_asked_for(access: GoogleAccess) -> None:
    assert access.account.credentials().scopes == ["https://www.googleapis.com/auth/spreadsheets.readonly"]


def test_a_new_tab_is_seen_when_the_list_of_tabs_is_due(book: Book, access: GoogleAccess, fake: FakeSheets) -> None:
    clock = HandClock()
    source = GoogleSource(KEY, access, clock=clock)
    source.fetch()
    book.sheets.append(sheet_of("Quyết định", 14, [["Danh hiệu"]]))
    assert len(source.fetch().tables) == 3
    clock.time += TABS_SECONDS
    assert [table.tab for table in source.fetch().tables][-1] == "Quyết định"
    assert fake.google.count(On.BOOK) == 2


def test_a_tab_that_was_taken_away_and_put_back_is_missed_for_one_reading_only(
    book: Book, access: GoogleAccess, fake: FakeSheets
) -> None:
    clock = HandClock()
    source = GoogleSource(KEY, access, clock=clock)
    source.fetch()
    taken = book.sheets.pop()
    assert len(source.fetch().tables) == 2
    book.sheets.append(taken)
    assert len(source.fetch().tables) == 3
    clock.time += RESTLESS_SECONDS
    source.fetch()
    lists = fake.google.count(On.BOOK)
    source.fetch()
    assert fake.google.count(On.BOOK) == lists


def test_a_tab_that_was_taken_away_around_a_restart_and_put_back_is_missed_for_one_reading_only(
    book: Book, access: GoogleAccess, fake: FakeSheets
) -> None:
    kept = GoogleSource(KEY, access).fetch()
    again = GoogleSource(KEY, access, clock=HandClock())
    again.recall(kept)
    taken = book.sheets.pop()
    assert len(again.fetch().tables) == 2
    book.sheets.append(taken)
    assert len(again.fetch().tables) == 3


def test_a_restart_without_a_change_asks_for_the_list_of_tabs_once(source, access: GoogleAccess, fake) -> None:
    kept = source.fetch()
    again = GoogleSource(KEY, access)
    again.recall(kept)
    before = fake.google.count(On.BOOK)
    again.fetch()
    again.fetch()
    assert fake.google.count(On.BOOK) == before + 1


def test_looking_again_shows_a_new_tab_at_once(source: GoogleSource, book: Book) -> None:
    source.look_again()
    source.fetch()
    book.sheets.append(sheet_of("Quyết định", 14, [["Danh hiệu"]]))
    source.look_again()
    assert len(source.fetch().tables) == 4


def test_a_renamed_tab_is_found_under_its_new_name(source: GoogleSource, book: Book) -> None:
    source.fetch()
    book.sheets[0].title = "Điểm thẩm định"
    assert [table.tab for table in source.fetch().tables] == ["Điểm thẩm định", "Đơn vị 'A1'", "Trống"]


def test_a_deleted_tab_is_gone_and_the_others_stay(source: GoogleSource, book: Book) -> None:
    source.fetch()
    del book.sheets[1]
    assert [table.tab for table in source.fetch().tables] == ["Thẩm định", "Trống"]


def test_tabs_in_another_order_keep_their_cells(source: GoogleSource, book: Book) -> None:
    before = {table.tab: table for table in source.fetch().tables}
    book.sheets.reverse()
    source.look_again()
    assert {table.tab: table for table in source.fetch().tables} == before


def test_a_tab_renamed_while_being_read_is_read_under_its_new_name(
    source: GoogleSource, book: Book, fake: FakeSheets
) -> None:
    fake.google.script.add(faults.meanwhile(lambda: setattr(book.sheets[0], "title", "Mới")))
    assert source.fetch().tables[0].tab == "Mới"


def test_a_tab_cleared_while_being_read_is_blank(source: GoogleSource, book: Book, fake: FakeSheets) -> None:
    fake.google.script.add(faults.meanwhile(book.sheets[0].cells.clear))
    tables = source.fetch()
    assert rows_of(tables, "Thẩm định") == ()
    assert rows_of(tables, "Đơn vị 'A1'") == (("Mã", "Ngày"), ("TGPL", 43817))


def test_a_tab_of_a_chart_is_not_read(source: GoogleSource, book: Book) -> None:
    book.sheets.append(Sheet("Biểu đồ", 20, kind="OBJECT"))
    assert len(source.fetch().tables) == 3


def test_a_spreadsheet_of_charts_only_has_no_tables(source: GoogleSource, book: Book) -> None:
    book.sheets[:] = [Sheet("Biểu đồ", 20, kind="OBJECT")]
    assert source.fetch() == RawTables((), ("Điểm thi đua 2019",))


def test_in_an_american_spreadsheet_a_vietnamese_number_stays_the_text_that_was_typed(
    source: GoogleSource, book: Book
) -> None:
    book.locale = "en_US"
    book.sheets[0] = sheet_of("Thẩm định", 11, [["8,75", "8.75", "1.234,5", "12/18/2019"]], book.locale)
    assert rows_of(source.fetch(), "Thẩm định") == (("8,75", 8.75, "1.234,5", 43817),)


def test_error_cells_come_as_their_text(source: GoogleSource, book: Book) -> None:
    book.sheets[0] = sheet_of("Thẩm định", 11, [["#REF!", "Loading...", "#N/A"]])
    assert rows_of(source.fetch(), "Thẩm định") == (("#REF!", "Loading...", "#N/A"),)


PASSING = [
    faults.over_quota(),
    faults.over_quota(retry_after=0),
    faults.internal_error(),
    faults.bad_gateway(),
    faults.unavailable(),
    faults.text_error(503),
    faults.cut_off(40),
    faults.slow(0.8),
    dataclasses.replace(faults.unavailable(), on=On.TOKEN),
    dataclasses.replace(faults.text_error(500), on=On.TOKEN),
    dataclasses.replace(faults.slow(0.8), on=On.TOKEN),
]


@pytest.mark.parametrize("fault", PASSING, ids=lambda fault: f"{fault.name} on {fault.on}")
def test_a_passing_failure_is_tried_again_within_one_reading(
    source: GoogleSource, fake: FakeSheets, fault: Fault
) -> None:
    fake.google.script.add(fault)
    assert len(source.fetch().tables) == 3
    assert not fake.google.script.faults


@pytest.mark.usefixtures("book")
def test_a_token_that_google_forgot_is_fetched_anew_once(access: GoogleAccess, fake: FakeSheets) -> None:
    meter = ReadMeter(SystemClock())
    source = GoogleSource(KEY, access, meter)
    source.fetch()
    fake.google.tokens.given.clear()
    assert len(source.fetch().tables) == 3
    assert fake.google.count(On.TOKEN) == 2
    assert meter.used == fake.google.count(On.BOOK) + fake.google.count(On.VALUES) == 4


LASTING = [
    (faults.unauthenticated(), SourceFailure.KEY_REVOKED),
    (faults.forbidden(), SourceFailure.NO_PERMISSION),
    (faults.api_disabled(), SourceFailure.API_DISABLED),
    (faults.text_error(403), SourceFailure.NO_PERMISSION),
    (Fault("403 html", status=403, body=b"<html>", content_type="text/html"), SourceFailure.FIREWALL),
    (faults.error(403, "Quota exceeded", "PERMISSION_DENIED", "RATE_LIMIT_EXCEEDED"), SourceFailure.QUOTA),
    (faults.not_found(), SourceFailure.NOT_FOUND),
    (faults.office_file(), SourceFailure.OFFICE_FILE),
    (faults.error(400, "Unable to parse range: 'x'", "INVALID_ARGUMENT"), SourceFailure.ODD_ANSWER),
    (faults.error(418, "No", "UNKNOWN"), SourceFailure.ODD_ANSWER),
    (Fault("414 html", status=414, body=b"<html>", content_type="text/html"), SourceFailure.TOO_LARGE),
    (faults.over_quota(), SourceFailure.QUOTA),
    (faults.over_quota(retry_after=60), SourceFailure.QUOTA),
    (faults.internal_error(), SourceFailure.SERVER_DOWN),
    (faults.bad_gateway(), SourceFailure.SERVER_DOWN),
    (faults.unavailable(), SourceFailure.SERVER_DOWN),
    (faults.text_error(500), SourceFailure.SERVER_DOWN),
    (faults.login_page(), SourceFailure.LOGIN_PAGE),
    (faults.redirect_to_login(), SourceFailure.LOGIN_PAGE),
    (Fault("other json", status=200, body=b'{"valueRanges": 3}'), SourceFailure.LOGIN_PAGE),
    (Fault("json list", status=200, body=b"[]"), SourceFailure.LOGIN_PAGE),
    (Fault("half json", status=200, body=b'{"valueRanges": ['), SourceFailure.SERVER_DOWN),
    (Fault("deep json", status=200, body=b"[" * 200_000), SourceFailure.SERVER_DOWN),
    (faults.cut_off(10), SourceFailure.NO_NETWORK),
    (faults.slow(0.9), SourceFailure.TIMED_OUT),
    (dataclasses.replace(faults.trickling(0.9), name="stall"), SourceFailure.TIMED_OUT),
    (Fault("no sheets", on=On.BOOK, status=200, body=b'{"properties": {"title": "x"}}'), SourceFailure.LOGIN_PAGE),
    (faults.trickling(0.05), SourceFailure.TIMED_OUT),
    (faults.token_refused(), SourceFailure.KEY_REVOKED),
    (faults.token_refused("Invalid JWT: Token must be a short-lived token"), SourceFailure.CLOCK_WRONG),
    (faults.login_page(On.TOKEN), SourceFailure.LOGIN_PAGE),
    *((faults.blocked(status), SourceFailure.FIREWALL) for status in (403, 404, 407)),
    (faults.blocked(511), SourceFailure.LOGIN_PAGE),
    (faults.token_refused("The OAuth client was disabled.", "disabled_client"), SourceFailure.PROJECT_CLOSED),
    (faults.token_refused("The OAuth client was deleted.", "deleted_client"), SourceFailure.PROJECT_CLOSED),
    (faults.token_refused("Access is blocked.", "admin_policy_enforced"), SourceFailure.ORGANISATION_POLICY),
    (faults.project_suspended(), SourceFailure.PROJECT_CLOSED),
    (faults.project_deleted(), SourceFailure.PROJECT_CLOSED),
    (faults.of_organisation(), SourceFailure.ORGANISATION_POLICY),
    (faults.over_daily_quota(), SourceFailure.DAILY_QUOTA),
    (faults.over_daily_quota(403), SourceFailure.DAILY_QUOTA),
    (Fault("token list", on=On.TOKEN, status=200, body=b"[1]"), SourceFailure.LOGIN_PAGE),
    (Fault("token refusal list", on=On.TOKEN, status=400, body=b"[1]"), SourceFailure.LOGIN_PAGE),
    (Fault("token empty", on=On.TOKEN, status=200, body=b"{}"), SourceFailure.KEY_REVOKED),
    (Fault("token 503", on=On.TOKEN, status=503, body=b"{}"), SourceFailure.SERVER_DOWN),
]


@pytest.mark.parametrize(("fault", "failure"), LASTING, ids=lambda found: getattr(found, "name", None))
def test_a_lasting_failure_is_named_leaks_no_key_or_token_and_reading_goes_on_once_it_is_over(
    source: GoogleSource,
    access: GoogleAccess,
    fake: FakeSheets,
    account: Account,
    fault: Fault,
    failure: SourceFailure,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    fake.google.script.add(always(fault))
    error = failure_of(source)
    assert error.failure is failure
    told = f"{error} {error!r} {error.detail} {caplog.text} {access!r}"
    secrets = [*fake.google.tokens.given, *account.info("")["private_key"].splitlines(), account.key_id]
    assert error.__cause__ is None
    assert not [secret for secret in secrets if secret in told]
    fake.google.script.clear()
    assert len(source.fetch().tables) == 3


def test_not_shared_tells_the_address_to_share_with(source: GoogleSource, book: Book, account: Account) -> None:
    book.readers.clear()
    error = failure_of(source)
    assert (error.failure, error.detail) == (SourceFailure.NO_PERMISSION, account.email)


def test_a_spreadsheet_that_is_not_there_is_not_found(access: GoogleAccess, fake: FakeSheets) -> None:
    error = failure_of(GoogleSource("1another-key", access))
    assert (error.failure, error.source) == (SourceFailure.NOT_FOUND, UNTITLED)


def test_a_clock_an_hour_behind_is_told_from_a_revoked_key(
    source: GoogleSource, fake: FakeSheets, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake.google.tokens.ahead = 7200.0
    assert failure_of(source).failure is SourceFailure.CLOCK_WRONG
    fake.google.tokens.ahead = 0.0
    monkeypatch.setattr(account, "revoked", True)
    assert failure_of(source).failure is SourceFailure.KEY_REVOKED


def test_a_server_that_is_away_is_no_network_until_it_is_back(source: GoogleSource, fake: FakeSheets) -> None:
    source.fetch()
    fake.stop()
    assert failure_of(source).failure is SourceFailure.NO_NETWORK
    fake.start()
    assert len(source.fetch().tables) == 3


def test_a_name_that_does_not_resolve_is_no_network(access: GoogleAccess, account: Account) -> None:
    elsewhere = ServiceAccount.of(account.info("https://oauth2.khong-co.invalid/token"))
    source = GoogleSource(KEY, dataclasses.replace(access, account=elsewhere))
    assert failure_of(source).failure is SourceFailure.NO_NETWORK


@pytest.fixture
def dribbling() -> Iterator[str]:
    """A server that never ends its headers."""
    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def dribble() -> None:
            connection, _ = listening.accept()
            with connection:
                connection.sendall(b"HTTP/1.1 200 OK\r\n")
                while not over.wait(0.1):
                    connection.sendall(b"X-A: 1\r\n"[:1])

        threading.Thread(target=dribble, daemon=True).start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        over.set()


def test_a_server_that_dribbles_its_headers_for_ever_is_left_at_the_deadline(
    access: GoogleAccess, account: Account, dribbling: str
) -> None:
    patience = dataclasses.replace(access.patience, deadline=0.5, read=5.0)
    slow = GoogleAccess(ServiceAccount.of(account.info(dribbling + "/token")), access.api_endpoint, patience)
    assert failure_of(GoogleSource(KEY, slow)).failure is SourceFailure.TIMED_OUT


def test_an_answer_too_large_is_not_read(source: GoogleSource, monkeypatch: pytest.MonkeyPatch, book: Book) -> None:
    source.fetch()
    monkeypatch.setattr("lib.sheets.sources.http.MAX_BYTES", 100_000)
    book.sheets[0].put(1, 1, Cell("x" * 200_000))
    assert failure_of(source).failure is SourceFailure.TOO_LARGE


def test_a_failed_reading_ends_by_its_deadline_however_long_the_server_asks_to_wait(
    book: Book, access: GoogleAccess, fake: FakeSheets
) -> None:
    clock = HandClock()
    fake.google.script.add(always(faults.over_quota(retry_after=2)))
    access = dataclasses.replace(access, patience=dataclasses.replace(access.patience, deadline=3.0))
    error = failure_of(GoogleSource(KEY, access, clock=clock))
    assert (error.failure, error.retry_after, clock.waits) == (SourceFailure.QUOTA, 2.0, [2.0])


def test_every_read_is_counted_and_forgotten_after_a_minute(book: Book, access: GoogleAccess, fake: FakeSheets) -> None:
    clock = HandClock()
    meter = ReadMeter(clock)
    source = GoogleSource(KEY, access, meter, clock)
    source.fetch()
    clock.time = 30.0
    fake.google.script.add(dataclasses.replace(faults.unavailable(), on=On.VALUES))
    source.fetch()
    assert meter.used == 5 == fake.google.count(On.BOOK) + fake.google.count(On.VALUES)
    clock.time += 30.0
    assert meter.used == 3


@pytest.mark.parametrize(
    "text",
    [
        KEY,
        f"https://docs.google.com/spreadsheets/d/{KEY}/edit#gid=0",
        f"https://docs.google.com/spreadsheets/u/1/d/{KEY}/edit?usp=sharing",
        f"  https://docs.google.com/spreadsheets/d/{KEY}  ",
    ],
)
def test_a_key_is_taken_from_its_address(text: str) -> None:
    assert spreadsheet_key(text) == KEY


@pytest.mark.parametrize(
    ("text", "failure"),
    [
        ("", SourceFailure.NO_ADDRESS),
        ("https://docs.google.com/document/d/abc", SourceFailure.OTHER_DOCUMENT),
        ("https://docs.google.com/spreadsheets/d/e/2PACX-1v/pubhtml", SourceFailure.PUBLISHED_ADDRESS),
    ],
)
def test_what_is_no_spreadsheet_is_refused_for_what_it_is(text: str, failure: SourceFailure) -> None:
    with pytest.raises(SourceError) as caught:
        spreadsheet_key(text)
    assert caught.value.failure is failure


Change = Callable[[dict[str, str]], object]


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (lambda info: info.pop("client_email"), "client_email"),
        (lambda info: info.update(private_key=" "), "private_key"),
        (lambda info: info.update(token_uri=7), "token_uri"),
        (lambda info: info.update(token_uri="http://oauth2.example.com/token"), "token_uri"),
    ],
)
def test_a_key_file_that_lacks_a_field_is_named(account: Account, change: Change, named: str) -> None:
    info = account.info("https://oauth2.googleapis.com/token")
    change(info)
    with pytest.raises(SourceError) as caught:
        ServiceAccount.of(info)
    assert (caught.value.failure, caught.value.detail) == (SourceFailure.BAD_SETTINGS, named)


def test_a_private_key_that_cannot_be_read_is_named_and_not_shown(access: GoogleAccess, account: Account) -> None:
    torn = account.info("https://oauth2.googleapis.com/token") | {"private_key": "-----BEGIN PRIVATE KEY-----\nMIIE"}
    access = dataclasses.replace(access, account=ServiceAccount.of(torn))
    error = failure_of(GoogleSource(KEY, access))
    assert (error.failure, error.detail) == (SourceFailure.BAD_SETTINGS, "private_key.end")
    assert "MIIE" not in f"{error!r} {access!r}"


def test_a_private_key_pasted_with_written_line_ends_is_understood(account: Account) -> None:
    info = account.info("https://oauth2.googleapis.com/token")
    pasted = ServiceAccount.of(info | {"private_key": info["private_key"].replace("\n", "\\n")})
    assert pasted.credentials().service_account_email == account.email


@pytest.mark.parametrize(
    "address",
    [
        "http://sheets.example.com",
        "http://127.0.0.1@example.com/",
        "http://127.0.0.1.example.com",
        "ftp://127.0.0.1",
        "http://10.0.0.5:9000",
        "//127.0.0.1",
        "http://[::1",
    ],
)
def test_another_endpoint_is_refused_unless_it_is_this_machine(access: GoogleAccess, address: str) -> None:
    with pytest.raises(SourceError) as caught:
        dataclasses.replace(access, api_endpoint=address)
    assert (caught.value.failure, caught.value.detail) == (SourceFailure.BAD_SETTINGS, "api_endpoint")


@pytest.mark.parametrize("address", ["http://127.0.0.1:9000", "http://localhost:9000/", "http://[::1]:9000"])
def test_an_endpoint_on_this_machine_is_taken(access: GoogleAccess, address: str) -> None:
    assert dataclasses.replace(access, api_endpoint=address).api_endpoint == address
