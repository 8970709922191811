"""The workbooks of earlier years, from Google too: read once, counted, and one that fails leaves the others."""

from __future__ import annotations

import json

from lib.model.problems import SourceFailure
from lib.settings import SourceKind, SourceSettings, SpreadsheetLocation
from lib.sheets.sources.quota_meter import ReadMeter
from lib.years.earlier import EarlierYears
from tests.fake_sheets.excel import book_of
from tests.fake_sheets.faults import On
from tests.fake_sheets.server import FakeSheets
from tests.fake_sheets.tokens import new_account
from tests.places import SAMPLE


def test_earlier_years_at_google_count_with_the_reads_of_this_year() -> None:
    account, meter = new_account(), ReadMeter()
    with FakeSheets() as fake:
        fake.google.add(book_of(SAMPLE, "1nam-2019", readers={account.email}))
        key = json.dumps(fake.info(account))
        places = [(SpreadsheetLocation(SourceKind.GOOGLE, name),) for name in ("1khong-co", "1nam-2019")]
        earlier = EarlierYears(tuple(SourceSettings(at, 5.0, fake.endpoint, key) for at in places), meter)
        earlier.read()
        asked = fake.google.count(On.BOOK) + fake.google.count(On.VALUES)
    assert [found.workbook.contest.year for found in earlier.snapshots] == [2019]
    assert [(error.failure, error.source) for error in earlier.failures] == [(SourceFailure.NOT_FOUND, "Google Sheet")]
    assert meter.used == asked == 4, "two lists of tabs, the values, and the look that confirms them"
