"""A reading of Google is confirmed: never a mixture, never half a format, never more reads than promised."""

from __future__ import annotations

import contextlib
import datetime as dt
import itertools
from collections.abc import Callable

import pytest

from lib.model.problems import SourceError
from lib.sheets.sources.account import GoogleAccess
from lib.sheets.sources.confirmed import FORMATS_SECONDS, LONGEST_TYPING, ConfirmedSource
from lib.sheets.sources.google import TABS_SECONDS, GoogleSource
from lib.sheets.sources.quota_meter import CONFIRMING_GAP, MOST_EXTRA
from lib.sheets.sources.source import RawTable, RawTables
from lib.sheets.sources.xlsx_file import ExcelSource
from lib.snapshot import build_snapshot
from tests.clocks import HandClock
from tests.fake_sheets import faults
from tests.fake_sheets.entered import entered
from tests.fake_sheets.excel import book_of
from tests.fake_sheets.faults import Fault, On, always
from tests.fake_sheets.grid import Book, Cell, Merge, Sheet
from tests.fake_sheets.server import FakeSheets
from tests.fake_sheets.tokens import Account
from tests.places import SAMPLE
from tests.sheets.sources.test_google import sheet_of

SCORES, VOTES = "1scores-of-the-cluster", "1votes-of-the-cluster"
POLL = 5.0
MOST_READS = 20
QUIET_READS = 14


@pytest.fixture
def books(fake: FakeSheets, account: Account) -> tuple[Book, Book]:
    rows = [["Mã", "TGPL", "PBGDPL"], ["I.1", "8,75", "9"], ["I.2", "7", "6"]]
    scores = Book(SCORES, "Điểm", [sheet_of("Thẩm định", 11, rows), sheet_of("Ghi chú", 12, [["a"]])], {account.email})
    votes = Book(VOTES, "Phiếu", [sheet_of("Phiếu", 21, [["Mã phiên", "Phiếu"], ["P1", "9"]])], {account.email})
    fake.google.add(scores, votes)
    return scores, votes


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def source(books: tuple[Book, Book], access: GoogleAccess, clock: HandClock) -> ConfirmedSource:
    """The spreadsheet of scores alone."""
    return ConfirmedSource([GoogleSource(SCORES, access, clock=clock)], clock)


@pytest.fixture
def both(books: tuple[Book, Book], access: GoogleAccess, clock: HandClock) -> ConfirmedSource:
    return ConfirmedSource([GoogleSource(key, access, clock=clock) for key in (SCORES, VOTES)], clock)


def table(tables: RawTables, tab: str = "Thẩm định") -> RawTable:
    return next(found for found in tables.tables if found.tab == tab)


def typed(book: Book, row: int, column: int, text: str) -> Callable[[], None]:
    return lambda: book.sheets[0].put(row, column, entered(text))


def on_look(change: Callable[[], None]) -> Fault:
    """A cell is edited between a reading of values and the reading that confirms it."""
    return Fault("between the readings", on=On.BOOK, before=change)


def test_nothing_changed_costs_one_request(source: ConfirmedSource, fake: FakeSheets) -> None:
    first = source.fetch()
    before = len(fake.google.seen)
    assert source.fetch() is first
    assert len(fake.google.seen) == before + 1


def test_a_change_is_confirmed_at_once_and_counts_where_both_readings_agree(source, books, fake, clock) -> None:
    source.fetch()
    typed(books[0], 2, 2, "9,5")()
    clock.time += POLL
    before = fake.google.count(On.BOOK)
    assert table(source.fetch()).rows[1] == ("I.1", 9.5, 9)
    assert fake.google.count(On.BOOK) == before + 1


def test_an_edit_between_two_ranges_is_never_shown_as_a_mixture(source, books, fake, clock) -> None:
    """The row goes from one tab to the other between the values of the first and the confirming reading."""
    first = source.fetch()
    scores, notes = books[0].sheets
    moved = dict(scores.cells)
    scores.cells = {place: cell for place, cell in moved.items() if place[0] != 3}
    clock.time += POLL
    fake.google.script.add(on_look(lambda: notes.put(1, 2, Cell("I.2"))))
    assert source.fetch() is first
    clock.time += POLL
    found = source.fetch()
    assert table(found).rows == (("Mã", "TGPL", "PBGDPL"), ("I.1", 8.75, 9))
    assert table(found, "Ghi chú").rows == (("a", "I.2"),)
    assert not any(each.unsettled for each in found.tables)


def test_an_edit_between_two_spreadsheets_is_never_shown_as_a_mixture(both, books, fake, clock) -> None:
    first = both.fetch()
    scores, votes = books
    clock.time += POLL
    fake.google.script.add(faults.meanwhile(lambda: None), faults.meanwhile(typed(scores, 2, 2, "1")))
    typed(votes, 2, 2, "8")()
    assert both.fetch() is first
    clock.time += POLL
    found = both.fetch()
    assert (table(found).rows[1][1], table(found, "Phiếu").rows[1][1]) == (1, 8)


def test_while_people_type_the_last_good_one_stays_half_a_minute_then_the_newest_counts_with_what_differed(
    source, books, fake, clock
) -> None:
    first, numbers = source.fetch(), itertools.count(1)

    def type_on() -> None:
        typed(books[0], 2, 2, str(next(numbers)))()

    fake.google.script.add(always(on_look(type_on)))
    began, found = clock.time, first
    while found is first:
        type_on()
        clock.time += POLL
        found = source.fetch()
        assert clock.time - began <= LONGEST_TYPING + 2 * POLL
    assert clock.time - began > LONGEST_TYPING
    assert {each.tab: each.unsettled for each in found.tables if each.unsettled} == {"Thẩm định": {(2, 2)}}
    fake.google.script.clear()
    clock.time += 2 * POLL
    settled = source.fetch()
    assert table(settled).unsettled == frozenset()
    assert table(settled).rows == table(found).rows


def test_the_first_reading_is_read_twice_and_shown_whatever_comes(source, books, fake, clock) -> None:
    numbers = itertools.count(1)
    fake.google.script.add(always(on_look(lambda: typed(books[0], 2, 2, str(next(numbers)))())))
    found = source.fetch()
    assert fake.google.count(On.BOOK) == 3
    assert table(found).unsettled == {(2, 2)}


def test_what_was_kept_before_a_restart_stays_until_a_reading_is_confirmed(source, books, access, fake, clock) -> None:
    kept = source.fetch()
    again = ConfirmedSource([GoogleSource(SCORES, access, clock=clock)], clock)
    again.recall(kept)
    fake.google.script.add(Fault("list", on=On.BOOK), on_look(typed(books[0], 2, 2, "1")))
    assert again.fetch().tables == kept.tables
    clock.time += POLL
    assert table(again.fetch()).rows[1][1] == 1


def test_formats_tell_percentages_dates_merges_what_is_hidden_formulas_and_long_texts(source, books) -> None:
    sheet = Sheet("Thẩm định", 11, merges=[Merge(0, 2, 3, 5)], hidden_rows={2, 900}, hidden_columns={3, 20})
    cells = [
        Cell(0.95, percent=True),
        Cell(0.95, decimals=2),
        Cell(5.0, code='0"%"'),
        Cell(43817.0, pattern="%d/%m/%Y"),
        Cell(43817.0),
        Cell(0.5, pattern="%H:%M", code="hh:mm"),
        Cell(3.0, formula="=1+2"),
        Cell("#REF!", formula="=Z1", error=True),
        Cell("x" * 40_000),
        Cell(True),
    ]
    for column, cell in enumerate(cells, 1):
        sheet.put(2, column, cell)
    books[0].sheets[0] = sheet
    found = table(source.fetch())
    row = found.rows[1]
    assert row[:5] == (0.95, 0.95, 5, dt.datetime(2019, 12, 18), 43817)
    assert row[5:8] == (dt.time(12), 3, "#REF!")
    assert (len(row[8]), row[9]) == (32_767, True)
    assert found.percents == {(2, 1)}
    assert found.formulas == {(2, 7), (2, 8)}
    assert found.merges == ((1, 4, 2, 5),)
    assert (found.hidden_rows, found.hidden_columns) == ({2}, {3})
    assert found.cut == {(2, 9)}
    assert not found.serial_dates


def test_a_row_that_is_hidden_later_is_seen_without_one_request_more(source, books, fake, clock) -> None:
    source.fetch()
    books[0].sheets[0].hidden_rows.add(2)
    while clock.time < FORMATS_SECONDS + TABS_SECONDS:
        clock.time += POLL
        found = source.fetch()
    assert table(found).hidden_rows == {2}
    lists_and_looks = fake.google.count(On.BOOK) - 2
    assert lists_and_looks <= (FORMATS_SECONDS + TABS_SECONDS) / TABS_SECONDS


def test_a_file_and_a_spreadsheet_of_the_same_content_are_the_same_tables(
    fake: FakeSheets, account: Account, access: GoogleAccess
) -> None:
    fake.google.add(book_of(SAMPLE, SCORES, readers={account.email}))
    file, google = ExcelSource(SAMPLE).fetch(), ConfirmedSource([GoogleSource(SCORES, access)]).fetch()
    for one, other in zip(file.tables, google.tables, strict=True):
        for name in ("tab", "rows", "percents", "hidden_rows", "hidden_columns", "formulas", "cut", "hidden"):
            assert getattr(one, name) == getattr(other, name), (one.tab, name)
        assert sorted(one.merges) == sorted(other.merges)


def test_what_was_being_changed_decides_nothing(fake: FakeSheets, account: Account, access: GoogleAccess) -> None:
    book = book_of(SAMPLE, SCORES, readers={account.email})
    fake.google.add(book)
    verified = book.sheet("Thẩm định")
    place = next(place for place, cell in verified.cells.items() if isinstance(cell.value, float) and place[1] > 3)
    numbers = itertools.count(1)
    fake.google.script.add(always(on_look(lambda: verified.put(*place, Cell(float(next(numbers)) / 100)))))
    snapshot = build_snapshot(ConfirmedSource([GoogleSource(SCORES, access)]).fetch(), dt.datetime.now(dt.UTC))
    told = [found for found in snapshot.problems if found.code.value == "still_changing"]
    assert [(found.where.tab, found.where.row, found.where.column) for found in told] == [("Thẩm định", *place)]
    assert not snapshot.standings["final"].any()


def minute_by_minute(fake: FakeSheets, clock: HandClock, key: str, act: Callable[[int], None]) -> int:
    """The most requests for one spreadsheet within any minute of ten, where `act` is what each poll does."""
    sent: list[float] = []
    began = clock.time
    for number in range(120):
        before, at = _asked(fake, key), clock.time
        act(number)
        sent += [at] * (_asked(fake, key) - before)
        clock.time = began + (number + 1) * POLL
    return max(sum(1 for other in sent if at <= other < at + 60) for at in sent)


def _asked(fake: FakeSheets, key: str) -> int:
    return sum(1 for seen in fake.google.seen if key in seen.path)


@pytest.mark.parametrize(
    ("state", "most"),
    [
        ("quiet", QUIET_READS),
        ("typing", MOST_READS),
        ("typing between the readings", MOST_READS),
        ("new tabs", MOST_READS),
        ("renamed tabs", MOST_READS),
        ("cut answers", MOST_READS),
        ("unavailable", MOST_READS),
        ("a token that is refused", MOST_READS),
        ("pressing", MOST_READS),
        ("pressing and typing", MOST_READS),
    ],
)
def test_reads_a_minute_stay_within_what_is_promised_in_every_state(
    source: ConfirmedSource, books: tuple[Book, Book], fake: FakeSheets, clock: HandClock, state: str, most: int
) -> None:
    book = books[0]
    source.fetch()
    clock.time += 60.0

    def act(number: int) -> None:
        if "typing" in state:
            typed(book, 2, 2, str(number))()
        if state == "typing between the readings":
            fake.google.script.clear()
            fake.google.script.add(always(on_look(typed(book, 2, 3, str(number)))))
        if state == "new tabs":
            book.sheets.append(Sheet(f"Trang {number}", 100 + number, 5, 3))
        if state == "renamed tabs":
            book.sheets[0].title = f"Trang {number}"
        if state == "cut answers":
            fake.google.script.add(faults.cut_off(40))
        if state == "unavailable":
            fake.google.script.add(faults.unavailable())
        if state == "a token that is refused":
            fake.google.tokens.given.clear()
        read(source)
        for _ in range(5 if "pressing" in state else 0):
            if source.may_hurry():
                source.look_again()
                read(source)

    reads = minute_by_minute(fake, clock, SCORES, act)
    assert reads <= most
    assert state == "quiet" or reads > QUIET_READS - 2


def read(source: ConfirmedSource) -> None:
    with contextlib.suppress(SourceError):
        source.fetch()


def test_confirming_readings_are_six_a_minute_at_most(source, books, fake, clock) -> None:
    source.fetch()
    clock.time = 1000.0
    source.fetch()
    before = fake.google.count(On.BOOK)
    for number in range(12):
        typed(books[0], 2, 2, str(number))()
        source.fetch()
        clock.time += POLL
    lists = 2
    assert fake.google.count(On.BOOK) - before <= MOST_EXTRA + lists


def test_while_people_type_the_screen_is_never_older_than_a_poll_and_the_gap_between_two_confirmations(
    source, books, clock
) -> None:
    source.fetch()
    shown_at = clock.time
    shown = None
    for number in range(60):
        typed(books[0], 2, 2, str(number))()
        clock.time += POLL
        found = table(source.fetch()).rows[1][1]
        if found != shown:
            shown, shown_at = found, clock.time
        assert clock.time - shown_at <= CONFIRMING_GAP + POLL
