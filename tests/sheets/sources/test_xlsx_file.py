"""An .xlsx file as raw tables: what is read, and what is refused before it is parsed (docs/workbook.md section 5)."""

from __future__ import annotations

import datetime as dt
import io
import os
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.formula import ArrayFormula

from lib.model.problems import SourceError, SourceFailure
from lib.sheets.sources import xlsx_file
from lib.sheets.sources.source import RawCell, RawTables, UncalculatedFormula
from lib.sheets.sources.xlsx import package, sheet
from lib.sheets.sources.xlsx_file import ExcelSource, read_workbook
from lib.show.sources.failures import FAILURES

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")

LABEL = "so.xlsx"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def content_of(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def book_of(*rows: tuple[RawCell, ...], tab: str = "Phiếu") -> Workbook:
    book = Workbook()
    book.active.title = tab
    for row in rows:
        book.active.append(row)
    return book


def rows_of(tables: RawTables, tab: str = "Phiếu") -> tuple[tuple[RawCell, ...], ...]:
    return next(raw.rows for raw in tables.tables if raw.tab == tab)


def read_book(book: Workbook) -> tuple[tuple[RawCell, ...], ...]:
    return rows_of(read_workbook(content_of(book), LABEL))


def rezipped(
    content: bytes, change: Callable[[str, bytes], bytes | None] = lambda name, part: part, **extra: bytes
) -> bytes:
    """The package with every part changed (None drops it), and more parts added."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            changed = change(part.filename, old.read(part))
            if changed is not None:
                new.writestr(part.filename, changed)
        for name, part in extra.items():
            new.writestr(name.replace("__", "/").replace("_dot_", "."), part)
    return stream.getvalue()


def with_sheet_data(cells: str) -> bytes:
    """A workbook whose first sheet holds these cells of row 1, as a spreadsheet program would write them."""
    xml = f'<worksheet xmlns="{MAIN}"><sheetData><row r="1">{cells}</row></sheetData></worksheet>'.encode()
    return rezipped(content_of(book_of(("x",))), lambda name, part: xml if name.endswith("sheet1.xml") else part)


def refusal(content: bytes) -> SourceFailure:
    with pytest.raises(SourceError) as caught:
        read_workbook(content, LABEL)
    assert caught.value.source == LABEL
    return caught.value.failure


def outcome(content: bytes) -> SourceFailure | tuple[tuple[tuple[RawCell, ...], ...], ...]:
    """The rows of every tab, or why there are none; anything but a `SourceError` goes through."""
    try:
        return tuple(raw.rows for raw in read_workbook(content, LABEL).tables)
    except SourceError as error:
        return error.failure


# -- what is read ------------------------------------------------------------------------------------------------


def test_cells_keep_their_kind():
    day, moment, clock = dt.datetime(2019, 12, 18), dt.datetime(2019, 12, 18, 10, 30), dt.time(8, 15)
    assert read_book(book_of(("chữ", 8, 8.5, True, None, day, moment, clock))) == (
        ("chữ", 8, 8.5, True, None, day, moment, clock),
    )


def test_text_that_looks_like_a_number_stays_text():
    assert read_book(book_of(("1.234", "007", "2/3"))) == (("1.234", "007", "2/3"),)


def test_rows_are_ragged_without_trailing_blanks():
    assert read_book(book_of(("a", None, "b"), (None, None), ("c",), (None,))) == (("a", None, "b"), (), ("c",))


def test_every_tab_is_read_in_its_order_with_the_label():
    book = book_of(("a",))
    book.create_sheet("Đơn vị").append(("b",))
    tables = read_workbook(content_of(book), LABEL)
    assert [(raw.tab, raw.source, raw.url, raw.serial_dates) for raw in tables.tables] == [
        ("Phiếu", LABEL, None, False),
        ("Đơn vị", LABEL, None, False),
    ]
    assert tables.labels == (LABEL,)


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_tab_is_read_like_any_other(state):
    book = book_of(("a",))
    book.create_sheet("Đơn vị").append(("b",))
    book["Đơn vị"].sheet_state = state
    assert rows_of(read_workbook(content_of(book), LABEL), "Đơn vị") == (("b",),)


def test_a_protected_sheet_hidden_rows_and_columns_are_read():
    book = book_of(("a", "b"), ("c", "d"))
    book.active.protection.set_password("mật khẩu")
    book.active.protection.enable()
    book.security.workbookPassword = "x"
    book.security.lockStructure = True
    book.active.row_dimensions[2].hidden = True
    book.active.column_dimensions["B"].hidden = True
    assert read_book(book) == (("a", "b"), ("c", "d"))


def test_merged_cells_hold_their_value_in_the_top_left_only():
    book = book_of(("Nhóm I", "x"), (None, "y"))
    book.active.merge_cells("A1:A2")
    assert read_book(book) == (("Nhóm I", "x"), (None, "y"))


def test_a_formatted_but_empty_far_cell_costs_nothing():
    book = book_of(("a",))
    book.active["XFD1048576"].fill = PatternFill("solid", fgColor="FF0000")
    book.active["ZZ30000"].font = Font(bold=True)
    assert read_book(book) == (("a",),)


def test_comments_drop_downs_and_colours_are_read_over_without_a_word(tmp_path: Path):
    book = book_of(("a", 1))
    book.active["A1"].comment = Comment("ghi chú", "ai đó")
    rule = DataValidation(type="list", formula1='"a,b"')
    rule.add("A1")
    book.active.add_data_validation(rule)
    book.active.conditional_formatting.add("B1", CellIsRule("greaterThan", ["0"]))
    extension = (
        b'<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"><x/></ext>'
        b'<ext uri="{78C0D931-6437-407d-A8EE-F0AAD7539E65}"><x/></ext></extLst></worksheet>'
    )
    content = rezipped(
        content_of(book),
        lambda name, part: part.replace(b"</worksheet>", extension) if name.endswith("sheet1.xml") else part,
    )
    assert rows_of(read_workbook(content, LABEL)) == (("a", 1),)
    path = tmp_path / "so.xlsx"
    path.write_bytes(content)
    reading = f"from lib.sheets.sources.xlsx_file import ExcelSource; ExcelSource({str(path)!r}).fetch()"
    assert subprocess.run([sys.executable, "-c", reading], capture_output=True, check=True).stderr == b""


def test_a_chart_sheet_is_no_tab():
    book = book_of(("a",))
    chart = BarChart()
    chart.add_data(Reference(book.active, min_col=1, min_row=1))
    book.create_chartsheet("Biểu đồ").add_chart(chart)
    assert [raw.tab for raw in read_workbook(content_of(book), LABEL).tables] == ["Phiếu"]


def test_macros_are_never_run_and_a_macro_workbook_reads_as_any_other(tmp_path: Path):
    content = rezipped(
        content_of(book_of(("a", 1))),
        lambda name, part: part.replace(
            b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
            b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
        ),
        xl__vbaProject_dot_bin=b"\xd0\xcf\x11\xe0 Sub Auto_Open()",
    )
    path = tmp_path / "so.xlsm"
    path.write_bytes(content)
    assert rows_of(ExcelSource(path).fetch()) == (("a", 1),)


# -- formulas ----------------------------------------------------------------------------------------------------


def test_a_formula_without_a_stored_value_is_not_calculated():
    assert read_book(book_of(("=1+1", 2, "=SUM(A1:B1)"))) == (
        (UncalculatedFormula("=1+1"), 2, UncalculatedFormula("=SUM(A1:B1)")),
    )


@pytest.mark.parametrize(
    ("stored", "value"),
    [
        ('<c r="A1"><f>1+1</f><v>2</v></c>', 2),
        ('<c r="A1"><f>1/8</f><v>0.125</v></c>', 0.125),
        ('<c r="A1" t="str"><f>"a"&amp;"b"</f><v>ab</v></c>', "ab"),
        ('<c r="A1" t="b"><f>1=1</f><v>1</v></c>', True),
        ('<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>', "#DIV/0!"),
        ('<c r="A1" t="str"><f>IF(B1="","",B1)</f><v></v></c>', None),
        ('<c r="A1" t="str"><f>IF(B1="","",B1)</f><v/></c>', None),
        ('<c r="A1"><f>B1</f></c>', UncalculatedFormula("=B1")),
        ('<c r="A1"><f>B1</f><v/></c>', UncalculatedFormula("=B1")),
        ('<c r="A1" t="str"><f>B1</f></c>', UncalculatedFormula("=B1")),
        ('<c r="A1"><f t="shared" ref="A1:A2" si="0">B1+1</f><v>3</v></c>', 3),
        ('<c r="A1"><f t="array" ref="A1">SUM(B1:C1)</f><v>7</v></c>', 7),
        ('<c r="A1"><f t="array" ref="A1">SUM(B1:C1)</f></c>', UncalculatedFormula("=SUM(B1:C1)")),
        ('<c r="A1"><f t="dataTable" ref="A1:A2" dt2D="0" dtr="0" r1="B1"/><v>9</v></c>', 9),
        ('<c r="A1"><f t="dataTable" ref="A1:A2" dt2D="0" dtr="0" r1="B1"/></c>', UncalculatedFormula("=")),
        ('<c r="A1" t="e"><v>#REF!</v></c>', "#REF!"),
        ('<c r="A1" t="inlineStr"><is><t>chữ</t></is></c>', "chữ"),
        ('<c r="A1" t="inlineStr"><is><r><t>chữ </t></r><r><t>đậm</t></r></is></c>', "chữ đậm"),
    ],
)
def test_a_formula_reads_by_its_stored_value(stored, value):
    rows = rows_of(read_workbook(with_sheet_data(stored + '<c r="B1"><v>5</v></c>'), LABEL))
    assert rows == ((value, 5),)


def test_an_array_formula_written_by_a_program_is_not_calculated():
    book = book_of(("x",))
    book.active["A1"] = ArrayFormula("A1:A1", "=SUM(B1:C1*D1:E1)")
    assert read_book(book) == ((UncalculatedFormula("=SUM(B1:C1*D1:E1)"),),)


def test_text_that_begins_like_a_formula_is_text_where_it_was_typed_as_text():
    book = book_of(("x",))
    book.active["A1"].value = "=1+1"
    book.active["A1"].data_type = "s"
    assert read_book(book) == (("=1+1",),)


@pytest.mark.parametrize("number", ["1e10", "-5", "99999999999999"])
def test_a_number_that_is_no_date_in_a_cell_of_dates_does_not_cost_the_file(number):
    book = book_of((dt.datetime(2019, 12, 18), 7))
    content = rezipped(
        content_of(book),
        lambda name, part: part.replace(b"<v>43817</v>", f"<v>{number}</v>".encode()) if "sheet1" in name else part,
    )
    ((first, second),) = rows_of(read_workbook(content, LABEL))
    assert second == 7
    assert first is not None


# -- what is refused ---------------------------------------------------------------------------------------------


def test_a_file_that_is_not_there(tmp_path: Path):
    with pytest.raises(SourceError) as caught:
        ExcelSource(tmp_path / "khong_co.xlsx").fetch()
    assert caught.value.failure is SourceFailure.NOT_FOUND
    assert caught.value.source == "khong_co.xlsx"


def test_a_folder_is_no_workbook(tmp_path: Path):
    with pytest.raises(SourceError):
        ExcelSource(tmp_path).fetch()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK",
        b"khong phai tep nen",
        b"M\xc3\xa3,\xc4\x90i\xe1\xbb\x83m\n1,2\n",
        b"<html><body>login</body></html>",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 4096 + "WordDocument".encode("utf-16-le"),
    ],
    ids=["empty", "two bytes", "text", "csv", "html", "old word"],
)
def test_what_is_no_zip_is_no_workbook(content):
    assert refusal(content) is SourceFailure.NOT_A_WORKBOOK


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_truncated_file_is_damaged(share):
    content = content_of(book_of(*[(f"ô {n}", n) for n in range(200)]))
    assert refusal(content[: int(len(content) * share)]) is SourceFailure.DAMAGED


COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 4096


def package_of(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, part in parts.items():
            package.writestr(name.replace("__", "/").replace("_dot_", "."), part)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "failure"),
    [
        (COMPOUND + "EncryptedPackage".encode("utf-16-le"), SourceFailure.ENCRYPTED),
        (COMPOUND + "Workbook".encode("utf-16-le"), SourceFailure.OLD_EXCEL),
        (COMPOUND + "Book".encode("utf-16-le"), SourceFailure.OLD_EXCEL),
        (b"\x09\x08\x10\x00\x00\x06\x05\x00", SourceFailure.OLD_EXCEL),
        (package_of(xl__workbook_dot_bin=b"x"), SourceFailure.BINARY_WORKBOOK),
        (
            package_of(mimetype=b"application/vnd.oasis.opendocument.spreadsheet", content_dot_xml=b"<x/>"),
            SourceFailure.OPEN_DOCUMENT,
        ),
    ],
    ids=["password", "xls", "xls of Excel 95", "xls without a container", "xlsb", "ods"],
)
def test_another_kind_of_file_has_its_own_sentence_and_remedy(content, failure):
    assert refusal(content) is failure
    others = [text for kind, text in FAILURES.items() if kind is not failure]
    assert FAILURES[failure].sentence not in {text.sentence for text in others}
    assert FAILURES[failure].remedy not in {text.remedy for text in others}


def test_a_zip_with_a_password_is_encrypted():
    content = bytearray(content_of(book_of(("a",))))
    place = 0
    while (place := content.find(b"PK\x01\x02", place + 1)) > 0:
        content[place + 8] |= 1
    assert refusal(bytes(content)) is SourceFailure.ENCRYPTED


def test_a_zip_of_something_else_is_no_workbook():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("word/document.xml", "<w/>")
    assert refusal(stream.getvalue()) is SourceFailure.NOT_A_WORKBOOK


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml", "xl/_rels/workbook.xml.rels"]
)
@pytest.mark.parametrize("change", [None, b"", b"<broken", b"\x00\x01\x02", b"<a/>"])
def test_a_damaged_package_raises_nothing_but_a_source_error(part, change):
    damaged = rezipped(content_of(book_of(("a", 1))), lambda name, data: change if name == part else data)
    assert outcome(damaged) in {SourceFailure.NOT_A_WORKBOOK, SourceFailure.DAMAGED}


def test_bytes_flipped_in_the_middle_raise_nothing_but_a_source_error():
    content = content_of(book_of(*[(f"ô {n}", n, n / 7) for n in range(50)]))
    for place in range(0, len(content), 97):
        damaged = bytearray(content)
        damaged[place] ^= 0xFF
        assert isinstance(outcome(bytes(damaged)), tuple | SourceFailure)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "docProps/core.xml"])
def test_a_doctype_in_any_part_is_refused(part, encoding):
    evil = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'.encode(encoding)
    content = rezipped(content_of(book_of(("a",))), lambda name, data: evil if name == part else data)
    assert refusal(content) is SourceFailure.REFUSED


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    content = rezipped(content_of(book_of(("a",))), xl__media__bomb_dot_bin=b"\0" * (package.LARGEST_UNPACKED + 1))
    assert len(content) < 1_000_000
    assert refusal(content) is SourceFailure.TOO_LARGE


def test_a_package_that_unpacks_to_far_more_than_it_is_is_refused():
    content = rezipped(content_of(book_of(("a",))), xl__media__bomb_dot_bin=b"\0" * 20_000_000)
    assert refusal(content) is SourceFailure.TOO_LARGE


def test_a_package_of_very_many_parts_is_refused():
    parts = {f"xl__p{number}_dot_xml": b"<a/>" for number in range(package.MOST_PARTS)}
    assert refusal(rezipped(content_of(book_of(("a",))), **parts)) is SourceFailure.TOO_LARGE


def test_a_file_over_the_cap_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(xlsx_file, "LARGEST_FILE", 1000)
    path = tmp_path / "so.xlsx"
    path.write_bytes(content_of(book_of(("a",))))
    with pytest.raises(SourceError) as caught:
        ExcelSource(path).fetch()
    assert caught.value.failure is SourceFailure.TOO_LARGE
    assert refusal(path.read_bytes()) is SourceFailure.TOO_LARGE


@pytest.mark.parametrize("a1", ["A20001", "A1048576", "BYA1", "XFD1048576"])
def test_a_value_beyond_the_caps_of_rows_and_columns_refuses_the_file(a1):
    book = book_of(("a",))
    book.active[a1] = 1
    assert refusal(content_of(book)) is SourceFailure.TOO_LARGE


def test_the_last_row_and_column_within_the_caps_are_read():
    book = book_of(("a",))
    book.active.cell(sheet.MOST_ROWS, sheet.MOST_COLUMNS, "z")
    rows = read_book(book)
    assert (len(rows), len(rows[-1]), rows[-1][-1]) == (20_000, 2_000, "z")


def test_too_many_tabs_are_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(xlsx_file, "MOST_TABS", 2)
    book = book_of(("a",))
    book.create_sheet("b")
    assert len(read_workbook(content_of(book), LABEL).tables) == 2
    book.create_sheet("c")
    assert refusal(content_of(book)) is SourceFailure.TOO_LARGE


# -- the file ----------------------------------------------------------------------------------------------------


def test_a_fingerprint_changes_with_the_file_and_is_none_without_one(tmp_path: Path):
    path = tmp_path / "so.xlsx"
    source = ExcelSource(path)
    assert source.fingerprint() is None
    path.write_bytes(b"a")
    os.utime(path, (1000, 1000))
    before = source.fingerprint()
    path.write_bytes(b"ab")
    os.utime(path, (1000, 1000))
    assert source.fingerprint() not in {None, before}


def test_a_file_saved_just_now_is_read_to_know_whether_it_changed(tmp_path: Path):
    path = tmp_path / "so.xlsx"
    path.write_bytes(b"a")
    assert ExcelSource(path).fingerprint() is None
    os.utime(path, (time.time() - 3, time.time() - 3))
    assert ExcelSource(path).fingerprint() is not None


def test_a_file_that_is_saved_while_it_is_read_is_read_once_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "so.xlsx"
    path.write_bytes(content_of(book_of(("cũ",))))
    old, new = (content_of(book_of((text,))) for text in ("cũ", "mới"))
    contents = [old, new, new]
    monkeypatch.setattr(Path, "read_bytes", lambda _: contents.pop(0))
    assert rows_of(ExcelSource(path).fetch()) == (("mới",),)
    assert contents == []


def test_a_file_that_never_stands_still_is_busy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "so.xlsx"
    path.write_bytes(b"a")
    numbers = iter(range(100))
    monkeypatch.setattr(Path, "read_bytes", lambda _: str(next(numbers)).encode())
    with pytest.raises(SourceError) as caught:
        ExcelSource(path).fetch()
    assert caught.value.failure is SourceFailure.BUSY


def test_reading_leaves_the_file_as_it_was(tmp_path: Path):
    path = tmp_path / "so.xlsx"
    path.write_bytes(content_of(book_of(("a", "=1+1"))))
    before = path.read_bytes()
    ExcelSource(str(path)).fetch()
    assert path.read_bytes() == before
    assert load_workbook(path).active["A1"].value == "a"


def test_texts_in_bold_are_told(tmp_path):
    book = Workbook()
    book.active.append(["Chuyên môn", "Kế hoạch", 5])
    for cell in (book.active["A1"], book.active["C1"]):
        cell.font = Font(bold=True)
    book.save(tmp_path / "dam.xlsx")
    assert ExcelSource(tmp_path / "dam.xlsx").fetch().tables[0].bold == {(1, 1)}


def test_hidden_tabs_and_tabs_with_a_chart_are_told(tmp_path):
    book = Workbook()
    book.active.append([1])
    chart = BarChart()
    chart.add_data(Reference(book.active, min_col=1, min_row=1))
    book.active.add_chart(chart, "C3")
    book.create_sheet("Ẩn").sheet_state = "hidden"
    book.save(tmp_path / "an.xlsx")
    tables = ExcelSource(tmp_path / "an.xlsx").fetch().tables
    assert [(table.hidden, table.pictured) for table in tables] == [(False, True), (True, False)]
