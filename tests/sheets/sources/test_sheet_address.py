"""Addresses as people paste them: the key of a sheet, or what else it is."""

from __future__ import annotations

import pytest

from lib.model.problems import SourceError, SourceFailure
from lib.model.sheet_address import split_places, spreadsheet_key

KEY = "1AbCdEfGhIjKlMnOpQrStUvWxYz0123456789abcdefg"
SHEET = f"https://docs.google.com/spreadsheets/d/{KEY}"


@pytest.mark.parametrize(
    "text",
    [
        KEY,
        f"  {KEY}\n",
        SHEET,
        f"{SHEET}/edit?gid=12#gid=12",
        f"{SHEET}/edit#gid=0&range=A1:B2",
        f"{SHEET}/edit#gid=0&range=A1,B2",
        f"{SHEET}/edit?usp=sharing",
        f"{SHEET}/edit?usp=drivesdk",
        f"{SHEET}/htmlview",
        f"https://docs.google.com/spreadsheets/u/1/d/{KEY}/edit",
        f"https://docs.google.com/a/moj.gov.vn/spreadsheets/d/{KEY}/edit",
        f"docs.google.com/spreadsheets/d/{KEY}/edit",
        f"Bảng điểm của cụm: {SHEET}/edit?usp=drivesdk (gửi từ điện thoại)",
    ],
)
def test_the_key_of_a_sheet_in_any_address(text):
    assert spreadsheet_key(text) == KEY


OTHERS = {
    "": SourceFailure.NO_ADDRESS,
    "bảng của tôi": SourceFailure.NOT_FOUND,
    "https://docs.google.com/spreadsheets/d/e/2PACX-1vQ/pubhtml": SourceFailure.PUBLISHED_ADDRESS,
    f"https://docs.google.com/document/d/{KEY}/edit": SourceFailure.OTHER_DOCUMENT,
    f"https://docs.google.com/presentation/d/{KEY}/edit": SourceFailure.OTHER_DOCUMENT,
    f"https://docs.google.com/forms/d/{KEY}/viewform": SourceFailure.OTHER_DOCUMENT,
    f"https://drive.google.com/file/d/{KEY}/view?usp=sharing": SourceFailure.DRIVE_ADDRESS,
    f"https://drive.google.com/open?id={KEY}": SourceFailure.DRIVE_ADDRESS,
    f"https://docs.google.com/open?id={KEY}": SourceFailure.DRIVE_ADDRESS,
    f"https://drive.google.com/drive/folders/{KEY}": SourceFailure.FOLDER_ADDRESS,
    f"https://drive.google.com/drive/u/0/folders/{KEY}?usp=sharing": SourceFailure.FOLDER_ADDRESS,
    f"https://mojgov.sharepoint.com/:x:/s/thidua/{KEY}?e=1": SourceFailure.OTHER_SERVICE,
    f"https://docs.google.com.example.com/spreadsheets/d/{KEY}": SourceFailure.OTHER_SERVICE,
    "https://[broken/spreadsheets": SourceFailure.NOT_FOUND,
}


@pytest.mark.parametrize(("text", "failure"), OTHERS.items())
def test_what_is_no_sheet_is_named_for_what_it_is_without_its_key(text, failure):
    with pytest.raises(SourceError) as caught:
        spreadsheet_key(text)
    assert caught.value.failure is failure
    assert KEY not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("a.xlsx, b.xlsx,", ("a.xlsx", "b.xlsx")),
        (f"{SHEET}/edit#gid=0&range=A1,B2", (f"{SHEET}/edit#gid=0&range=A1,B2",)),
        (f"{SHEET}/edit#gid=0&range=A1:B2,C3:D4,phieu.xlsx", (f"{SHEET}/edit#gid=0&range=A1:B2,C3:D4", "phieu.xlsx")),
        (f"{SHEET},{KEY}", (SHEET, KEY)),
    ],
)
def test_a_comma_in_a_range_ends_no_address(text, places):
    assert split_places(text) == places
