"""Files of every kind, with what they hold, and what cannot be read said by a word."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from io import BytesIO

import pandas as pd
import pytest
import xlwt

from lib.model.problems import SourceError, SourceFailure
from lib.sheets.convert import files, other_formats
from lib.sheets.convert.files import read_tables
from lib.sheets.convert.finding import Shape
from lib.sheets.convert.understand import understand

HEADER = ["TT", "Nội dung", "Điểm chuẩn", "Điểm tự chấm", "Điểm thẩm định"]
ROWS = [["I", "Chuyên môn", 30, None, None], [1, "Kế hoạch", 20, 19, 18.5], [2, "Báo cáo", 10, 9, 9]]


def old_excel(path):
    book = xlwt.Workbook()
    sheet = book.add_sheet("Cục Con nuôi")
    sheet.write_merge(0, 0, 0, 4, "BẢNG CHẤM ĐIỂM NĂM 2019")
    for row, cells in enumerate([HEADER, *ROWS], 1):
        for column, value in enumerate(cells):
            if value is not None:
                sheet.write(row, column, value)
    book.save(str(path))


def open_document(path):
    pd.DataFrame(ROWS, columns=HEADER).to_excel(path, sheet_name="Cục Con nuôi", index=False, engine="odf")


def as_text(path, separator, encoding):
    rows = [";".join("" if value is None else str(value).replace(".", ",") for value in row) for row in [HEADER, *ROWS]]
    path.write_text("\n".join(rows).replace(";", separator), encoding=encoding)


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("Cục Con nuôi.xls", old_excel),
        ("Cục Con nuôi.ods", open_document),
        ("Cục Con nuôi.csv", lambda path: as_text(path, ";", "utf-8-sig")),
        ("Cục Con nuôi tab.csv", lambda path: as_text(path, "\t", "utf-8")),
    ],
    ids=["xls", "ods", "csv with semicolons", "csv with tabs"],
)
def test_a_table_is_understood_whatever_the_kind_of_file(name, make, tmp_path):
    make(tmp_path / name)
    finding = understand([read_tables(tmp_path / name)], {})
    assert [(one.shape, one.unit) for one in finding.tables] == [(Shape.UNIT_SCORES, name.partition(".")[0])] or (
        finding.tables[0].unit == "Cục Con nuôi"
    )
    assert [criterion.code for criterion in finding.tables[0].criteria] == ["I.1", "I.2"]
    assert len(finding.tables[0].marks) == 4
    assert finding.questions == ()


def test_merges_of_an_old_excel_file_are_known(tmp_path):
    old_excel(tmp_path / "a.xls")
    assert read_tables(tmp_path / "a.xls").tables[0].merges == ((1, 1, 1, 5),)


def test_a_text_file_of_windows_1258_is_read(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes("TT;Nội dung;Điểm chuẩn;Điểm tự chấm\n1;Kế hoạch;20;19".encode("cp1258", "replace"))
    assert read_tables(path).tables[0].rows[1][2:] == ("20", "19")


@pytest.mark.parametrize(
    ("name", "content", "failure"),
    [
        ("rong.xls", b"", SourceFailure.NOT_A_WORKBOOK),
        ("anh.ods", b"\x89PNG\r\n\x1a\n", SourceFailure.NOT_A_WORKBOOK),
        ("van_ban.docx", b"PK", SourceFailure.NOT_A_WORKBOOK),
    ],
)
def test_what_is_no_table_is_refused_by_a_word(name, content, failure, tmp_path):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(SourceError) as refused:
        read_tables(path)
    assert refused.value.failure is failure
    assert refused.value.source == name


def test_a_file_that_is_not_there_is_said_to_be_missing(tmp_path):
    with pytest.raises(SourceError) as refused:
        read_tables(tmp_path / "khong_co.xls")
    assert refused.value.failure is SourceFailure.NOT_FOUND


def test_a_file_larger_than_any_table_is_not_opened(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "LARGEST_TABLE_FILE", 10)
    old_excel(tmp_path / "a.xls")
    with pytest.raises(SourceError) as refused:
        read_tables(tmp_path / "a.xls")
    assert refused.value.failure is SourceFailure.TOO_LARGE


MANIFEST = (
    '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="/" '
    'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>'
)


def bomb(path):
    """An .ods of a few kilobytes that claims fifty million cells."""
    content = (
        '<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
        '<table:table table:name="A"><table:table-row table:number-rows-repeated="50000">'
        '<table:table-cell table:number-columns-repeated="1000" office:value-type="string"><text:p>x</text:p>'
        "</table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
    )
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", MANIFEST)
        archive.writestr("content.xml", content)
    path.write_bytes(held.getvalue())


@pytest.mark.skipif(sys.platform == "win32", reason="a system without limits of a process")
def test_a_file_that_unfolds_costs_only_its_own_process(tmp_path):
    bomb(tmp_path / "a.ods")
    with pytest.raises(SourceError) as refused:
        read_tables(tmp_path / "a.ods")
    assert refused.value.failure is SourceFailure.TOO_LARGE


def test_the_reader_of_foreign_files_says_its_failure_on_its_output(tmp_path):
    (tmp_path / "a.xls").write_bytes(b"nothing")
    done = subprocess.run(
        [sys.executable, "-m", other_formats.__name__, str(tmp_path / "a.xls")],
        capture_output=True,
        cwd=files.ROOT,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, b"not_a_workbook\n")
