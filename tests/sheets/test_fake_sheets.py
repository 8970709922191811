"""The fake Sheets server answers as the real one: recorded traffic replayed, and the published schema."""

from __future__ import annotations

import re
from typing import Any

import jsonschema
import pytest
from starlette.testclient import TestClient

from tests.fake_sheets import a1, masks
from tests.fake_sheets.entered import entered
from tests.fake_sheets.grid import ERRORS, Book, Cell, Merge, Sheet
from tests.fake_sheets.recordings import Exchange, discovery, names, recorded, schema
from tests.fake_sheets.service import Google

READER = "reader@example.com"
CALCULATED = {"=4/2": 2.0, "=3/2": 1.5}


def key_of(exchange: Exchange) -> str:
    return re.match(r"/v4/spreadsheets/([^/:?]+)", exchange.address)[1]


class Replay:
    """A recording run against the fake: what was written is done to the spreadsheet, what was read is asked again."""

    def __init__(self) -> None:
        self.google = Google()
        self.google.tokens.given["token"] = READER
        self.client = TestClient(self.google.app(), headers={"Authorization": "Bearer token"})

    def ask(self, exchange: Exchange) -> tuple[int, Any]:
        if exchange.status == 200 and key_of(exchange) not in self.google.books:
            self.google.add(self.book_of(exchange.answer))
        if exchange.status == 403:
            self.google.add(Book(key_of(exchange), "private", [Sheet("Sheet1", 0)]))
        answer = self.client.get(exchange.address)
        return answer.status_code, answer.json()

    @staticmethod
    def book_of(answer: dict[str, Any]) -> Book:
        properties = answer["properties"]
        sheets = [sheet["properties"] for sheet in answer["sheets"]]
        found = [
            Sheet(
                each["title"], each["sheetId"], *(each["gridProperties"][side] for side in ("rowCount", "columnCount"))
            )
            for each in sheets
        ]
        title, locale, zone = properties["title"], properties["locale"], properties["timeZone"]
        return Book(answer["spreadsheetId"], title, found, {READER}, locale, zone)

    def write(self, exchange: Exchange) -> None:
        book = self.google.books[key_of(exchange)]
        if exchange.method == "PUT":
            self.put(book, exchange)
        elif exchange.address.endswith(":clear"):
            book.sheets[0].cells.clear()
        else:
            for request in exchange.sent["requests"]:
                ((name, what),) = request.items()
                getattr(self, name)(book, what, exchange.answer)

    @staticmethod
    def put(book: Book, exchange: Exchange) -> None:
        title, cells = a1.split(exchange.answer["updatedRange"])
        corner = a1.area(cells)
        raw = "valueInputOption=RAW" in exchange.address
        for row, values in enumerate(exchange.sent["values"], corner.top or 1):
            for column, value in enumerate(values, corner.left or 1):
                book.sheet(title or "").put(row, column, typed(value, raw, book.locale))

    @staticmethod
    def addSheet(book: Book, what: Any, answer: Any) -> None:
        properties = answer["replies"][0]["addSheet"]["properties"]
        grid = properties["gridProperties"]
        book.sheets.append(Sheet(properties["title"], properties["sheetId"], grid["rowCount"], grid["columnCount"]))

    @staticmethod
    def deleteSheet(book: Book, what: Any, answer: Any) -> None:
        book.sheets = [sheet for sheet in book.sheets if sheet.gid != what["sheetId"]]

    @staticmethod
    def updateSheetProperties(book: Book, what: Any, answer: Any) -> None:
        sheet = next(each for each in book.sheets if each.gid == what["properties"]["sheetId"])
        sheet.title = what["properties"].get("title", sheet.title)
        grid = what["properties"].get("gridProperties", {})
        sheet.row_count = grid.get("rowCount", sheet.row_count)
        sheet.column_count = grid.get("columnCount", sheet.column_count)

    @staticmethod
    def mergeCells(book: Book, what: Any, answer: Any) -> None:
        area = what["range"]
        sides = ("startRowIndex", "endRowIndex", "startColumnIndex", "endColumnIndex")
        book.sheets[0].merges.append(Merge(*(area[side] for side in sides)))


def typed(value: Any, raw: bool, locale: str) -> Cell | None:
    if isinstance(value, int | float):
        return Cell(float(value))
    if raw:
        return Cell(value) if value else None
    return Cell(CALCULATED[value], formula=value) if value in CALCULATED else entered(value, locale)


@pytest.mark.parametrize("name", names())
def test_every_recorded_answer_is_given_again(name: str) -> None:
    replay = Replay()
    compared = 0
    for exchange in recorded(name):
        if exchange.method != "GET":
            replay.write(exchange)
            continue
        assert replay.ask(exchange) == (exchange.status, exchange.answer), exchange.address
        compared += 1
    assert compared


def full_book() -> Book:
    """Every kind of cell, a hidden tab, a chart's tab, merged cells, quotes in a title, a blank tab."""
    sheet = Sheet("Điểm 'A'", 7, row_count=12, column_count=6, merges=[Merge(0, 2, 0, 1)])
    cells = [Cell("TGPL"), Cell(9.5, decimals=2), Cell(12.0), Cell(True), Cell(0.5, percent=True)]
    cells += [Cell(43831.0, pattern="%d/%m/%Y"), Cell(3.0, formula="=1+2")]
    cells += [Cell(text, error=True) for text in ERRORS]
    for index, cell in enumerate(cells):
        sheet.put(2 + index // 4, 2 + index % 4, cell)
    chart = Sheet("Biểu đồ", 8, kind="OBJECT")
    return Book("full", "Bảng đầy đủ", [sheet, Sheet("Trống", 9, hidden=True), chart], {READER})


@pytest.fixture
def client() -> TestClient:
    google = Google()
    google.tokens.given["token"] = READER
    google.add(full_book())
    return TestClient(google.app(), headers={"Authorization": "Bearer token"})


@pytest.mark.parametrize("render", discovery()["methods"]["values.get"]["parameters"]["valueRenderOption"]["enum"])
@pytest.mark.parametrize("dates", discovery()["methods"]["values.get"]["parameters"]["dateTimeRenderOption"]["enum"])
@pytest.mark.parametrize("major", ["ROWS", "COLUMNS"])
def test_answers_of_values_keep_the_published_schema(client: TestClient, render: str, dates: str, major: str) -> None:
    asked = {"valueRenderOption": render, "dateTimeRenderOption": dates, "majorDimension": major}
    one = client.get("/v4/spreadsheets/full/values/'Điểm ''A'''", params=asked)
    several = client.get("/v4/spreadsheets/full/values:batchGet", params={**asked, "ranges": ["Trống", "A1:C3"]})
    jsonschema.validate(one.json(), schema("ValueRange"))
    jsonschema.validate(several.json(), schema("BatchGetValuesResponse"))
    assert (one.status_code, several.status_code) == (200, 200)


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"includeGridData": "true"},
        {"includeGridData": "true", "ranges": "'Trống'!A1:B2"},
        {"fields": "properties.title,sheets.properties(sheetId,title,sheetType)"},
        {"fields": "sheets(properties(title),data(rowData(values(effectiveValue))))"},
        {"fields": "*"},
    ],
)
def test_answers_of_a_spreadsheet_keep_the_published_schema(client: TestClient, asked: dict[str, str]) -> None:
    answer = client.get("/v4/spreadsheets/full", params=asked)
    jsonschema.validate(answer.json(), schema("Spreadsheet"))
    assert answer.status_code == 200


def test_the_schema_refuses_what_google_does_not_document() -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"range": "A1", "majorDimension": "ROWS", "cells": []}, schema("ValueRange"))


def test_the_paths_are_the_published_ones() -> None:
    paths = {route.path for route in Google().app().routes}
    flat = {method["flatPath"] for method in discovery()["methods"].values()}
    known = {"/" + path.replace("{spreadsheetId}", "{key}").replace("{range}", "{range:path}") for path in flat}
    assert known <= paths


@pytest.mark.parametrize(
    ("render", "dates", "shown"),
    [
        ("UNFORMATTED_VALUE", "SERIAL_NUMBER", [["", "TGPL", 9.5, 12, True], ["", 0.5, 43831, 3, "#ERROR!"]]),
        ("UNFORMATTED_VALUE", "FORMATTED_STRING", [["", "TGPL", 9.5, 12, True], ["", 0.5, "01/01/2020", 3, "#ERROR!"]]),
        (
            "FORMATTED_VALUE",
            "SERIAL_NUMBER",
            [["", "TGPL", "9,50", "12", "TRUE"], ["", "50%", "01/01/2020", "3", "#ERROR!"]],
        ),
        ("FORMULA", "SERIAL_NUMBER", [["", "TGPL", 9.5, 12, True], ["", 0.5, 43831, "=1+2", "#ERROR!"]]),
    ],
)
def test_a_cell_shows_as_asked(client: TestClient, render: str, dates: str, shown: list[list[Any]]) -> None:
    asked = {"valueRenderOption": render, "dateTimeRenderOption": dates}
    answer = client.get("/v4/spreadsheets/full/values/'Điểm ''A'''!A2:E3", params=asked)
    assert answer.json()["values"] == shown


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ("'Điểm ''A'''", "'Điểm ''A'''!A1:F12"),
        ("'Điểm ''A'''!B:C", "'Điểm ''A'''!B1:C12"),
        ("'Điểm ''A'''!3:4", "'Điểm ''A'''!A3:F4"),
        ("'Điểm ''A'''!B5:B", "'Điểm ''A'''!B5:B12"),
        ("'Điểm ''A'''!B2:ZZ900", "'Điểm ''A'''!B2:F12"),
        ("'Điểm ''A'''!$C$4", "'Điểm ''A'''!C4:C4"),
        ("C4:D5", "'Điểm ''A'''!C4:D5"),
    ],
)
def test_ranges_are_clipped_to_the_grid(client: TestClient, asked: str, answered: str) -> None:
    answer = client.get("/v4/spreadsheets/full/values:batchGet", params={"ranges": asked})
    assert answer.json()["valueRanges"][0]["range"] == answered


@pytest.mark.parametrize(
    "asked", ["Không có", "'Không có'!A1", "'Điểm ''A'!A1", "Trống!A1:B2:C3", "Trống!?", "Biểu đồ!A1"]
)
def test_one_bad_range_fails_the_whole_call(client: TestClient, asked: str) -> None:
    answer = client.get("/v4/spreadsheets/full/values:batchGet", params={"ranges": ["Trống", asked]})
    assert answer.status_code == 400
    assert answer.json()["error"]["message"] == f"Unable to parse range: {asked}"


def test_a_range_outside_the_grid_is_refused(client: TestClient) -> None:
    answer = client.get("/v4/spreadsheets/full/values:batchGet", params={"ranges": "'Điểm ''A'''!A50:B60"})
    assert answer.status_code == 400
    assert "exceeds grid limits" in answer.json()["error"]["message"]


def test_without_a_token_nothing_is_read(client: TestClient) -> None:
    answer = client.get("/v4/spreadsheets/full", headers={"Authorization": "Bearer other"})
    assert (answer.status_code, answer.json()["error"]["status"]) == (401, "UNAUTHENTICATED")


@pytest.mark.parametrize("mask", ["sheets(", "a,,b", "a)b", "", "sheets.properties("])
def test_a_bad_field_mask_is_refused(mask: str) -> None:
    with pytest.raises(masks.BadMask):
        masks.cut({"sheets": []}, mask)


@pytest.mark.parametrize(
    ("typed_text", "locale", "value"),
    [
        ("9,5", "vi_VN", 9.5),
        ("9,5", "en_US", "9,5"),
        ("9.5", "vi_VN", "9.5"),
        ("9.5", "en_US", 9.5),
        ("18/12/2019", "vi_VN", 43817.0),
        ("18/12/2019", "en_US", "18/12/2019"),
        ("31/02/2019", "vi_VN", "31/02/2019"),
        ("'0912", "vi_VN", "0912"),
        ("true", "vi_VN", True),
        ("50%", "vi_VN", 0.5),
    ],
)
def test_typing_follows_the_locale(typed_text: str, locale: str, value: Any) -> None:
    cell = entered(typed_text, locale)
    assert cell is not None
    assert cell.value == value
