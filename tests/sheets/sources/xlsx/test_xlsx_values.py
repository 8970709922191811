"""The values of every sound .xlsx are those that openpyxl gives, and files are read that openpyxl refuses."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.sheets.sources.source import RawCell, RawTables, UncalculatedFormula
from lib.sheets.sources.xlsx.formats import NumberFormat, shown_by
from lib.sheets.sources.xlsx.texts import unescaped
from lib.sheets.sources.xlsx_file import read_workbook

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")

SAMPLES = sorted(Path("sample_data").glob("*.xlsx"))
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
Cells = dict[str, dict[tuple[int, int], RawCell]]


def cells_of(tables: RawTables) -> Cells:
    return {
        table.tab: {
            (row, column): value
            for row, values in enumerate(table.rows, 1)
            for column, value in enumerate(values, 1)
            if value is not None
        }
        for table in tables.tables
    }


def by_openpyxl(content: bytes) -> Cells:
    """What openpyxl says: the stored value, or the formula where there is none."""
    books = [openpyxl.load_workbook(io.BytesIO(content), data_only=stored) for stored in (False, True)]
    found: Cells = {}
    for typed, stored in zip(*(book.worksheets for book in books), strict=True):
        cells = found[typed.title] = {}
        for row in typed.iter_rows():
            for cell in row:
                value = stored.cell(cell.row, cell.column).value
                if value is None and cell.data_type == "f":
                    value = UncalculatedFormula(getattr(cell.value, "text", cell.value))
                if value is not None:
                    cells[cell.row, cell.column] = unescaped(value) if isinstance(value, str) else value
    return found


def typed(cells: Cells) -> dict[str, dict[tuple[int, int], tuple[type, RawCell]]]:
    return {tab: {place: (type(value), value) for place, value in of.items()} for tab, of in cells.items()}


def rezipped(content: bytes, change: Callable[[str, bytes], bytes], rename: Callable[[str], str] = str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(rename(part.filename), change(part.filename, old.read(part)))
    return stream.getvalue()


def written(write: Callable[[xlsxwriter.Workbook, xlsxwriter.Workbook.worksheet_class], None], **options) -> bytes:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, **options})
    write(book, book.add_worksheet("Phiếu"))
    book.close()
    return stream.getvalue()


def only_table(content: bytes):
    (table,) = read_workbook(content, "so.xlsx").tables
    return table


# -- the same as openpyxl ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_sample_workbook_reads_as_openpyxl_reads_it(path):
    content = path.read_bytes()
    tables = read_workbook(content, path.name)
    assert typed(cells_of(tables)) == typed(by_openpyxl(content))
    book = openpyxl.load_workbook(io.BytesIO(content))
    for table, sheet in zip(tables.tables, book.worksheets, strict=True):
        merges = {(m.min_row, m.min_col, m.max_row, m.max_col) for m in sheet.merged_cells.ranges}
        formulas = {(c.row, c.column) for row in sheet.iter_rows() for c in row if c.data_type == "f"}
        assert (set(table.merges), table.formulas, table.cut) == (merges, formulas, frozenset())


TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")) | st.sampled_from("\n\t_x05F "), max_size=20
)
MOMENTS = st.datetimes(dt.datetime(1900, 3, 1), dt.datetime(2200, 1, 1)).map(
    lambda moment: moment.replace(microsecond=0)
)
VALUES = st.one_of(
    TEXTS,
    st.integers(-(10**15), 10**15),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    MOMENTS,
    MOMENTS.map(dt.datetime.time),
    st.none(),
)
FORMATS = st.sampled_from(
    [
        "General",
        "0.00",
        "0%",
        '0"%"',
        "dd/mm/yyyy",
        "[h]:mm:ss",
        "h:mm",
        "#,##0.00",
        "[Red]0",
        r"0\d",
        "@",
        'd "ngày"',
        "mmm",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.tuples(VALUES, FORMATS), max_size=5), max_size=5), st.booleans())
def test_any_written_workbook_reads_as_openpyxl_reads_it(rows, since_1904):
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904 if since_1904 else book.epoch
    for number, row in enumerate(rows, 1):
        for column, (value, shown) in enumerate(row, 1):
            cell = book.active.cell(number, column)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"
            elif not isinstance(value, dt.date | dt.time) or shown == "General":
                cell.number_format = shown
    stream = io.BytesIO()
    book.save(stream)
    expected = by_openpyxl(stream.getvalue())
    # openpyxl takes every "x005F_" out of a shared string, also where it is no escape.
    found = cells_of(read_workbook(stream.getvalue(), "so.xlsx"))
    strange = {place for place, value in found["Sheet"].items() if isinstance(value, str) and "x005F_" in str(rows)}
    for cells in (expected["Sheet"], found["Sheet"]):
        for place in strange:
            cells.pop(place, None)
    assert typed(found) == typed(expected)


@settings(max_examples=40, deadline=None)
@given(st.lists(TEXTS.filter(bool), min_size=1, max_size=6))
def test_texts_come_back_as_they_were_written_whatever_they_hold(texts):
    content = written(lambda _, sheet: [sheet.write_string(row, 0, text) for row, text in enumerate(texts)])
    assert [row[0] for row in only_table(content).rows] == texts


# -- texts -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stored", "text"),
    [
        ("a_x000D_b", "a\rb"),
        ("a_x000d_\nb", "a\r\nb"),
        ("_x005F_x000D_", "_x000D_"),
        ("_x005F_", "_"),
        ("x005F_", "x005F_"),
        ("_x00E_", "_x00E_"),
        ("_xD83D__xDE00_", "😀"),
        ("_xD83D_", "\ufffd"),
        ("_x0000_", "\ufffd"),
        ("Mẫu_xin", "Mẫu_xin"),
    ],
)
@pytest.mark.parametrize("kind", ["shared", "inline", "formula"])
def test_escapes_of_excel_are_decoded(stored, text, kind):
    cells = {
        "shared": '<c r="A1" t="s"><v>0</v></c>',
        "inline": f'<c r="A1" t="inlineStr"><is><t>{stored}</t></is></c>',
        "formula": f'<c r="A1" t="str"><f>B1</f><v>{stored}</v></c>',
    }
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData><row r="1">{cells[kind]}</row></sheetData></worksheet>'.encode()
    strings = f'<sst xmlns="{MAIN}"><si><t>{stored}</t></si></sst>'.encode()
    content = written(lambda _, sheet: sheet.write_string(0, 0, "x"))
    parts = {"xl/worksheets/sheet1.xml": sheet, "xl/sharedStrings.xml": strings}
    assert only_table(rezipped(content, lambda name, part: parts.get(name, part))).rows == ((text,),)


def test_formatted_text_is_read_without_its_reading_aid():
    runs = "<r><t>Vụ </t></r><r><rPr><b/></rPr><t>PBGDPL</t></r><rPh sb='0' eb='1'><t>vu</t></rPh>"
    strings = f'<sst xmlns="{MAIN}"><si>{runs}</si></sst>'.encode()
    content = written(lambda _, sheet: sheet.write_string(0, 0, "x"))
    changed = rezipped(content, lambda name, part: strings if name.endswith("sharedStrings.xml") else part)
    assert only_table(changed).rows == (("Vụ PBGDPL",),)


def test_a_text_longer_than_a_cell_may_be_is_cut_and_told():
    long = "ă" * 40_000
    strings = f'<sst xmlns="{MAIN}"><si><t>{long}</t></si><si><t>{long[:32_767]}</t></si></sst>'.encode()
    content = written(lambda _, sheet: (sheet.write_string(0, 0, "x"), sheet.write_string(0, 1, "y")))
    table = only_table(rezipped(content, lambda name, part: strings if name.endswith("sharedStrings.xml") else part))
    assert table.rows == ((long[:32_767], long[:32_767]),)
    assert table.cut == {(1, 1)}


# -- what stands beside the values -------------------------------------------------------------------------------


def test_merged_hidden_percent_and_formula_cells_are_told():
    def write(book, sheet):
        percent, literal = book.add_format({"num_format": "0.0%"}), book.add_format({"num_format": '0"%"'})
        sheet.write_row(0, 0, ["a", "b", "c"])
        sheet.write(1, 0, 0.95, percent)
        sheet.write(1, 1, 95, literal)
        sheet.write(1, 2, "95%", percent)
        sheet.write_formula(2, 0, "=A2", percent, 0.95)
        sheet.write_formula(2, 1, '=""', None, "")
        sheet.merge_range(3, 0, 4, 1, "gộp")
        sheet.set_row(1, None, None, {"hidden": True})
        sheet.set_row(9, None, None, {"hidden": True})
        sheet.set_column(2, 5, None, None, {"hidden": True})

    table = only_table(written(write))
    assert table.merges == ((4, 1, 5, 2),)
    assert table.percents == {(2, 1), (3, 1)}
    assert table.formulas == {(3, 1), (3, 2)}
    assert (table.hidden_rows, table.hidden_columns) == ({2}, {3})


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("0%", NumberFormat.PERCENT),
        ("[Red]0.00%;-0.00%", NumberFormat.PERCENT),
        ('0"%"', NumberFormat.NUMBER),
        (r"0\%", NumberFormat.NUMBER),
        ('0.00" điểm";0%', NumberFormat.NUMBER),
        ("dd/mm/yyyy", NumberFormat.DATE),
        ("[h]:mm", NumberFormat.DURATION),
        ("[" * 300, NumberFormat.NUMBER),
        ("", NumberFormat.NUMBER),
    ],
)
def test_what_a_number_format_shows(code, shown):
    assert shown_by(code) is shown


# -- what openpyxl refuses ---------------------------------------------------------------------------------------


def _sample() -> bytes:
    return Path("sample_data/cum_iii_2019.xlsx").read_bytes()


STRICT = {
    b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships"
    ),
}


def _strict(name: str, part: bytes) -> bytes:
    for transitional, strict in STRICT.items():
        part = part.replace(transitional, strict)
    return part


def _in_styles(old: str, new: str) -> Callable[[str, bytes], bytes]:
    def change(name: str, part: bytes) -> bytes:
        return re.sub(old.encode(), new.encode(), part, count=1) if name == "xl/styles.xml" else part

    return change


def _odd_date(name: str, part: bytes) -> bytes:
    return (
        re.sub(rb">[0-9TZ:-]+</dcterms:created>", b">hom qua</dcterms:created>", part) if "core.xml" in name else part
    )


@pytest.mark.parametrize(
    ("change", "rename"),
    [
        (_strict, str),
        (lambda _, part: part, lambda name: name.replace("/", "\\")),
        (lambda _, part: part, str.upper),
        (_in_styles("<fills.*</fills>", "<fills><fill/></fills>"), str),
        (_in_styles("<fonts.*</fonts>", '<fonts><font><family val="34"/><color rgb="F00"/></font></fonts>'), str),
        (_odd_date, str),
        (_in_styles("<cellStyles.*</cellStyles>", "<odd/>"), str),
    ],
    ids=["strict", "backslashes", "capitals", "empty fill", "odd font", "odd date", "odd style"],
)
def test_a_sound_file_with_odd_packing_is_read_by_its_values(change, rename):
    odd = rezipped(_sample(), change, rename)
    assert odd != _sample()
    assert cells_of(read_workbook(odd, "so.xlsx")) == cells_of(read_workbook(_sample(), "so.xlsx"))


def test_elements_may_have_a_prefix_and_cells_no_address():
    sheet = (
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row><x:c><x:v>1</x:v></x:c><x:c/>'
        "<x:c><x:v>3</x:v></x:c></x:row>"
        "<x:row><x:c t='b'><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>"
    ).encode()
    content = written(lambda _, sheet: sheet.write_string(0, 0, "x"))
    changed = rezipped(content, lambda name, part: sheet if name.endswith("sheet1.xml") else part)
    assert only_table(changed).rows == ((1, None, 3), (True,))


def test_a_number_that_is_none_costs_its_cell_only():
    cells = '<c r="A1"><v>tám</v></c><c r="B1"><v>8</v></c>'
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData><row r="1">{cells}</row></sheetData></worksheet>'
    content = written(lambda _, sheet: sheet.write_string(0, 0, "x"))
    changed = rezipped(content, lambda name, part: sheet.encode() if name.endswith("sheet1.xml") else part)
    assert only_table(changed).rows == (("tám", 8),)


def test_a_sheet_whose_part_is_gone_is_damage_and_no_smaller_workbook():
    stream = io.BytesIO()
    content = written(lambda book, _: book.add_worksheet("Đơn vị"))
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        for part in old.infolist():
            if not part.filename.endswith("sheet2.xml"):
                new.writestr(part.filename, old.read(part))
    with pytest.raises(Exception, match="damaged"):
        read_workbook(stream.getvalue(), "so.xlsx")
