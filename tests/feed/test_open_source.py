"""From settings to a source that reads, or that says why it cannot."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from lib.feed.open_source import open_source
from lib.model.problems import SourceError, SourceFailure
from lib.settings import Settings, SourceKind, SourceSettings, SpreadsheetLocation
from lib.sheets.sources.confirmed import ConfirmedSource
from lib.sheets.sources.joined import SeveralSources
from lib.sheets.sources.xlsx_file import ExcelSource

ACCOUNT = json.dumps(
    {
        "client_email": "a@b.iam.gserviceaccount.com",
        "private_key": "x",
        "token_uri": "https://oauth2.googleapis.com/token",
    }
)
GOOGLE = SpreadsheetLocation(SourceKind.GOOGLE, "1AbCdEfGhIjKlMnOpQrStUvWxYz0123456789abcdefg")


def files(*paths: Path) -> tuple[SpreadsheetLocation, ...]:
    return tuple(SpreadsheetLocation(SourceKind.XLSX, str(path)) for path in paths)


def test_one_workbook_is_an_excel_source(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"1")
    os.utime(path, (1000, 1000))
    source = open_source(Settings(SourceSettings(files(path))))
    assert isinstance(source, ExcelSource)
    assert source.fingerprint() is not None


def test_a_google_spreadsheet_needs_an_account():
    closed = open_source(Settings(SourceSettings((GOOGLE,))))
    with pytest.raises(SourceError) as raised:
        closed.fetch()
    assert (raised.value.failure, raised.value.detail) == (SourceFailure.BAD_SETTINGS, "client_email")


def test_a_google_spreadsheet_with_an_account():
    assert isinstance(open_source(Settings(SourceSettings((GOOGLE,), account=ACCOUNT))), ConfirmedSource)


def test_several_files_have_one_fingerprint_while_all_are_there(tmp_path):
    first, second = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    first.write_bytes(b"1")
    source = open_source(Settings(SourceSettings(files(first, second))))
    assert isinstance(source, SeveralSources)
    assert source.fingerprint() is None
    second.write_bytes(b"2")
    for path in (first, second):
        os.utime(path, (1000, 1000))
    before = source.fingerprint()
    second.write_bytes(b"22")
    os.utime(second, (1000, 1000))
    assert before is not None
    assert source.fingerprint() != before


def test_a_file_beside_a_google_spreadsheet_is_read_each_time(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"1")
    os.utime(path, (1000, 1000))
    source = open_source(Settings(SourceSettings((*files(path), GOOGLE), account=ACCOUNT)))
    assert source.fingerprint() is None


def test_settings_that_cannot_be_read_give_a_source_that_names_them():
    closed = open_source(Settings(SourceSettings(()), fault="source.kind"))
    with pytest.raises(SourceError) as raised:
        closed.fetch()
    assert (raised.value.failure, raised.value.detail) == (SourceFailure.BAD_SETTINGS, "source.kind")
