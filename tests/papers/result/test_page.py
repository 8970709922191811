"""The result page: one sheet whatever the number of units, legible in black and white, only what may be told."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from lib.access.rights import Role
from lib.papers.docx.stamp import stamp_of
from lib.papers.result.chart import DARK, LIGHT
from lib.papers.result.page import MARGIN, PAGE_HEIGHT, PAGE_WIDTH, result_pdf, result_png, result_svg
from lib.papers.result.typeface import FAMILY, FONTS, width, wrapped
from lib.release.role_view import RANKING, SCORES, Released, award, ballot, release
from lib.sheets.sources.xlsx_file import read_workbook
from lib.sheets.template import blank_year, write_template
from lib.snapshot import Snapshot, build_snapshot
from tests.papers.conftest import TAKEN, sample, stamp

SVG = "{http://www.w3.org/2000/svg}"


def page(snapshot: Snapshot) -> ET.Element:
    return ET.fromstring(result_svg(snapshot, stamp(snapshot)))


def texts(root: ET.Element) -> list[str]:
    return ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]


def of_many_units(units: int) -> Snapshot:
    """A year of many units with a score each."""
    target = BytesIO()
    write_template(target, blank_year(units, 2019))
    tables = read_workbook(target.getvalue(), "nhieu.xlsx")
    grown = []
    for table in tables.tables:
        rows = [list(row) for row in table.rows]
        if table.tab == "Thẩm định":
            for row in rows[3:]:
                if row and isinstance(row[0], str) and "." in row[0]:
                    row += [None] * (5 + units - len(row))
                    row[5 : 5 + units] = [4 - number % 3 for number in range(units)]
        grown.append(replace(table, rows=tuple(tuple(row) for row in rows)))
    return build_snapshot(replace(tables, tables=tuple(grown)), TAKEN)


def test_it_tells_ranks_totals_proposals_and_the_reason_of_each():
    said = texts(page(sample()))
    assert "KẾT QUẢ CHẤM ĐIỂM VÀ SUY TÔN NĂM 2019" in said
    assert "193,75" in said
    assert any(text.endswith("1.  Cục ĐKQGGDBĐ") for text in said)
    assert "Cờ thi đua ngành Tư pháp: đề nghị 3/3 đơn vị" in said
    assert "10/11 phiếu = 90,91 % tổng số đơn vị thành viên; cần 8 (≥ 2/3); vượt 2 phiếu → đề nghị" in said
    assert said.count("8/11 phiếu = 72,73 % tổng số đơn vị thành viên; cần 8 (≥ 2/3); vừa đủ → đề nghị") == 2


def test_it_carries_the_stamp_and_says_that_the_data_is_a_sample():
    said = texts(page(sample()))
    assert "DỮ LIỆU MẪU – số liệu giả định, không dùng làm căn cứ" in said
    assert "Bản số 12, 14:52 ngày 18/12/2019 – DỮ LIỆU MẪU" in said


@pytest.mark.parametrize("units", [2, 11, 30, 60])
def test_everything_fits_on_one_sheet(units: int):
    snapshot = sample() if units == 11 else of_many_units(units)
    root = page(snapshot)
    for text in root.findall(f"{SVG}text"):
        bold = text.get("font-weight") == "bold"
        end = float(text.get("x")) + width("".join(text.itertext()), float(text.get("font-size")), bold=bold)
        assert float(text.get("x")) >= MARGIN - 0.1
        assert end <= PAGE_WIDTH - MARGIN + 0.1
        assert float(text.get("y")) <= PAGE_HEIGHT - 10
    (chart,) = root.findall(f"{SVG}svg")
    assert float(chart.get("y")) + float(chart.get("height")) <= PAGE_HEIGHT
    assert float(chart.get("width")) <= PAGE_WIDTH - 2 * MARGIN + 1
    assert len(texts(chart)) == 2 * units


def test_proposed_units_are_told_apart_in_black_and_white_and_by_a_mark():
    def luminance(color: str) -> float:
        red, green, blue = (int(color[at : at + 2], 16) for at in (1, 3, 5))
        return 0.299 * red + 0.587 * green + 0.114 * blue

    assert luminance(LIGHT) - luminance(DARK) > 120
    marked = [text for text in texts(page(sample())) if text.startswith("● ") and "." in text[:5]]
    assert len(marked) == 3


def test_only_the_shipped_type_is_used_and_it_holds_vietnamese():
    svg = result_svg(sample(), stamp(sample()))
    assert set(re.findall(r'font-family="([^"]+)"', svg)) == {FAMILY}
    assert (FONTS / "OFL.txt").read_text(encoding="utf-8").startswith("Digitized data copyright")
    blank = width("\U0001f600", 100)
    for sign in "ăâđêôơưĂÂĐÊÔƠƯạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ≥≤→●–“”…":
        assert width(sign, 100) > 0
        assert sign in "–“”…" or width(sign, 100) != blank or sign in "ơ"


def test_the_pdf_is_one_a4_page_and_the_picture_is_large_enough_for_a_chat():
    pdf = result_pdf(sample(), stamp(sample()))
    assert pdf.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1
    picture = Image.open(BytesIO(result_png(sample(), stamp(sample()))))
    assert picture.width >= 1400
    assert picture.height / picture.width == pytest.approx(297 / 210, abs=0.01)


def test_before_a_release_nothing_stands_on_it():
    cut = release(sample(), Role.VIEWER, Released())
    said = texts(ET.fromstring(result_svg(cut, stamp_of(cut))))
    assert "Chưa công bố kết quả." in said
    assert not [text for text in said if "phiếu" in text or "193" in text or "Cục" in text]


def test_released_parts_stand_on_it_and_no_other():
    cut = release(sample(), Role.VIEWER, Released.of([award("CNTP"), ballot("P1"), ballot("P2")]))
    said = " ".join(texts(ET.fromstring(result_svg(cut, stamp_of(cut)))))
    assert "Cục Trợ giúp pháp lý" in said
    assert "Chính phủ" not in said
    assert "193" not in said
    scores = release(sample(), Role.VIEWER, Released.of([SCORES, RANKING]))
    said = " ".join(texts(ET.fromstring(result_svg(scores, stamp_of(scores)))))
    assert "193,75" in said
    assert "●" not in said


def test_text_from_the_sheet_cannot_become_part_of_the_drawing():
    book = sample().workbook
    unit = replace(book.units[0], name="</text><script>x</script>", short_name="<b>&amp;</b>")
    hostile = replace(sample(), workbook=replace(book, units=(unit, *book.units[1:])))
    root = page(hostile)
    assert not list(root.iter(f"{SVG}script"))
    assert any("<b>&amp;</b>" in text for text in texts(root))


@pytest.mark.parametrize("room", [30.0, 80.0, 400.0])
def test_lines_are_never_wider_than_their_room(room: float):
    text = "Cục Quản lý xử lý vi phạm hành chính và theo dõi thi hành pháp luật " + "w" * 80
    lines = wrapped(text, 11, room)
    assert all(width(line, 11) <= room for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
