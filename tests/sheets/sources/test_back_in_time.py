"""After any fault of Google the present figures are shown again within fifteen seconds, within the reads promised."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable

import pytest

from lib.feed.polling import Feed, FeedClock
from lib.sheets.sources.account import GoogleAccess
from lib.sheets.sources.confirmed import ConfirmedSource
from lib.sheets.sources.google import GoogleSource
from tests.builders import built
from tests.clocks import HandClock
from tests.fake_sheets import faults
from tests.fake_sheets.entered import entered
from tests.fake_sheets.faults import Fault, On, always
from tests.fake_sheets.grid import Book
from tests.fake_sheets.server import FakeSheets
from tests.fake_sheets.tokens import Account
from tests.sheets.sources.test_google import sheet_of

KEY = "1back-in-time-of-the-cluster"
BACK_WITHIN = 15.0
MOST_READS = 20
FAULT_AT = 60.0


class Course:
    """The feed's own loop over time turned by hand: waiting passes it, and what is planned happens in its time."""

    def __init__(self, fake: FakeSheets, access: GoogleAccess) -> None:
        self.fake = fake
        self.hand = HandClock()
        source = ConfirmedSource([GoogleSource(KEY, access, clock=self.hand)], self.hand)
        start = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
        now = lambda: start + dt.timedelta(seconds=self.hand.time)  # noqa: E731
        self.feed = Feed(source, built, clock=FeedClock(now, self.hand.now, self.pause))
        self.plan: list[tuple[float, Callable[[], None]]] = []
        self.sent: list[float] = []
        self.shown: list[tuple[float, object]] = []
        self.end = self.began = 0.0

    def run(self, end: float) -> None:
        self.end = end
        self.feed.run()

    def pause(self, event: threading.Event, seconds: float) -> bool:
        """Seconds pass, one after the other, until the source is read."""
        self.note()
        until = self.hand.time + seconds
        while self.hand.time < until and not event.is_set():
            self.hand.time = min(until, self.hand.time + 1.0)
            self.happen()
        self.began = self.hand.time
        if self.hand.time >= self.end:
            self.feed.stop()
        return event.is_set()

    def happen(self) -> None:
        while self.plan and self.plan[0][0] <= self.hand.time:
            self.plan.pop(0)[1]()

    def note(self) -> None:
        reads = sum(seen.kind in {On.BOOK, On.VALUES} for seen in self.fake.google.seen)
        self.sent += [self.began] * (reads - len(self.sent))
        version = self.feed.latest.version
        self.shown.append((self.hand.time, version and version.tables.tables[0].rows[1][1]))

    def shown_at(self, value: object) -> float:
        return next(at for at, shown in self.shown if shown == value)

    def most_reads(self) -> int:
        return max(sum(1 for other in self.sent if at <= other < at + 60.0) for at in self.sent)


@pytest.fixture
def book(fake: FakeSheets, account: Account) -> Book:
    book = Book(KEY, "Điểm", [sheet_of("Thẩm định", 11, [["Mã", "TGPL"], ["I.1", "8"]])], {account.email})
    fake.google.add(book)
    return book


@pytest.fixture
def course(book: Book, fake: FakeSheets, access: GoogleAccess) -> Course:
    return Course(fake, access)


LASTING: list[tuple[Fault, float]] = [
    (faults.unavailable(), 150.0),
    (faults.over_quota(), 45.0),
    (faults.over_quota(), 600.0),
    (faults.internal_error(), 30.0),
    (faults.bad_gateway(), 20.0),
    (faults.forbidden(), 90.0),
    (faults.not_found(), 90.0),
    (faults.login_page(), 300.0),
    (faults.token_refused(), 120.0),
    (faults.cut_off(20), 75.0),
]


@pytest.mark.parametrize(("fault", "seconds"), LASTING, ids=lambda found: getattr(found, "name", found))
def test_however_long_a_fault_lasts_what_was_typed_meanwhile_is_shown_within_fifteen_seconds_of_its_end(
    course: Course, book: Book, fake: FakeSheets, fault: Fault, seconds: float
) -> None:
    ends = FAULT_AT + seconds

    def begin() -> None:
        fake.google.script.add(always(fault))
        fake.google.tokens.given.clear()
        book.sheets[0].put(2, 2, entered("9"))

    course.plan = [(FAULT_AT, begin), (ends, fake.google.script.clear)]
    course.run(ends + 60.0)
    assert 0 <= course.shown_at(9) - ends <= BACK_WITHIN
    assert course.most_reads() <= MOST_READS


@pytest.mark.parametrize("asked", [20, 45])
def test_a_fault_lasts_as_long_as_google_asked_to_be_left_alone(
    course: Course, book: Book, fake: FakeSheets, asked: int
) -> None:
    fault = faults.over_quota(asked)
    course.plan = [
        (FAULT_AT, lambda: fake.google.script.add(fault)),
        (FAULT_AT + 1, lambda: book.sheets[0].put(2, 2, entered("9"))),
    ]
    course.run(FAULT_AT + 120.0)
    asked_until = FAULT_AT + asked
    assert course.shown_at(9) - asked_until <= BACK_WITHIN
    refused_at = next(at for at in course.sent if at >= FAULT_AT)
    assert not [at for at in course.sent if refused_at < at < refused_at + asked]


def test_presses_read_at_once_where_there_is_something_to_spare_and_never_more_than_promised(
    course: Course, book: Book, fake: FakeSheets
) -> None:
    course.plan = [(FAULT_AT + second, course.feed.refresh) for second in range(120)]
    course.plan.insert(0, (FAULT_AT, lambda: book.sheets[0].put(2, 2, entered("9"))))
    course.run(FAULT_AT + 180.0)
    assert course.shown_at(9) - FAULT_AT <= 2.0
    assert course.most_reads() <= MOST_READS
