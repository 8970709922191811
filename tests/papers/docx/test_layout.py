"""The layout of Nghị định 30/2020/NĐ-CP, looked for in the files themselves."""

from __future__ import annotations

import re
import zipfile
from functools import cache
from io import BytesIO

import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from lib.papers.bundle import FileKind, paper_offers
from lib.papers.docx.document import CELL_MARGINS, Paper, TableColumn
from lib.papers.docx.figures import file_names, is_locality, long_date, paper_text, slug, two_digits
from lib.papers.result.typeface import printed_width
from lib.show.words.names import lower_first
from tests.papers.conftest import opened, sample, stamp

SNAPSHOT = sample()
FILES = {offer.file: offer for offer in paper_offers(SNAPSHOT, stamp(SNAPSHOT)) if offer.kind is FileKind.WORD}


@cache
def made(file: str) -> bytes:
    """A paper, made once and not before a test looks at it: every test process collects this file."""
    return FILES[file].make()


def part(content: bytes, name: str) -> str:
    with zipfile.ZipFile(BytesIO(content)) as package:
        return package.read(name).decode()


@pytest.mark.parametrize("file", FILES)
def test_a_paper_is_a4_with_the_margins_of_the_decree(file: str):
    section = opened(made(file)).sections[0]
    size = (section.page_width, section.page_height)
    assert sorted(round(length / Mm(1)) for length in size) == [210, 297]
    assert (section.page_width > section.page_height) == ("bang_tong_hop_diem" in file)
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    top, bottom, left, right = (round(length / Mm(1)) for length in margins)
    assert 20 <= top <= 25
    assert 20 <= bottom <= 25
    assert 30 <= left <= 35
    assert 15 <= right <= 20


@pytest.mark.parametrize("file", FILES)
def test_every_style_that_is_used_is_times_new_roman_in_black(file: str):
    document = opened(made(file))
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    paragraphs = [*document.paragraphs, *(p for cell in cells for p in cell.paragraphs)]
    styles = {paragraph.style.name: paragraph.style for paragraph in paragraphs}
    assert "Normal" not in styles
    for style in styles.values():
        assert style.font.name == "Times New Roman"
        assert style.font.color.rgb == (0, 0, 0)
    assert styles["Quốc hiệu"].font.size in (Pt(12), Pt(13))
    assert styles["Tiêu ngữ"].font.size in (Pt(13), Pt(14))


@pytest.mark.parametrize("file", FILES)
def test_text_is_justified_in_size_13_or_14_with_at_least_6_points_between_paragraphs(file: str):
    styles = opened(made(file)).styles
    for name in ("Nội dung", "Liệt kê", "Căn cứ", "Mục"):
        style = styles[name]
        assert style.font.size in (Pt(13), Pt(14))
        assert style.paragraph_format.space_after >= Pt(6)
        assert style.paragraph_format.alignment == 3


@pytest.mark.parametrize("file", FILES)
def test_the_page_number_stands_centred_at_the_top_but_not_on_the_first_page(file: str):
    section = opened(made(file)).sections[0]
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xml
    assert "PAGE" not in section.first_page_header._element.xml
    number = section.header.paragraphs[0]
    assert number.style.paragraph_format.alignment == 1
    assert number.style.font.size in (Pt(13), Pt(14))


@pytest.mark.parametrize("file", FILES)
def test_quoc_hieu_and_tieu_ngu_stand_as_they_must(file: str):
    cell = opened(made(file)).tables[0].rows[0].cells[1]
    country, motto, rule = cell.paragraphs[:3]
    assert country.text == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert motto.text == "Độc lập - Tự do - Hạnh phúc"
    assert country.style.font.bold
    assert motto.style.font.bold
    assert rule._p.pPr.find(qn("w:pBdr")) is not None
    assert "w:u " not in part(made(file), "word/document.xml")


@pytest.mark.parametrize("file", FILES)
def test_every_page_carries_the_stamp_in_its_footer(file: str):
    section = opened(made(file)).sections[0]
    for footer in (section.footer, section.first_page_footer):
        assert footer.paragraphs[0].text.startswith("Bản số 12, 14:52 ngày 18/12/2019")
        assert "DỮ LIỆU MẪU" in footer.paragraphs[0].text


@pytest.mark.parametrize("file", FILES)
def test_the_head_of_a_table_repeats_and_no_row_is_cut(file: str):
    tables = [table for table in opened(made(file)).tables if table.style.name == "Table Grid"]
    for table in tables:
        first, *rest = table.rows
        assert first._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in rest)


@pytest.mark.parametrize("file", FILES)
def test_a_paper_speaks_vietnamese_to_word_and_names_no_author(file: str):
    content = made(file)
    assert 'w:lang w:val="vi-VN"' in part(content, "word/styles.xml")
    core = opened(content).core_properties
    assert (core.author, core.last_modified_by, core.comments) == ("", "", "")
    assert "python" not in part(content, "docProps/core.xml").lower()
    assert "thumbnail" not in part(content, "_rels/.rels")


def test_papers_are_the_same_bytes_every_time():
    assert {file: offer.make() for file, offer in FILES.items()} == {file: made(file) for file in FILES}


@pytest.mark.parametrize(("count", "written"), [(None, "……"), (0, "0"), (1, "01"), (9, "09"), (10, "10"), (123, "123")])
def test_a_count_is_written_as_in_minutes(count, written):
    assert two_digits(count) == written


@pytest.mark.parametrize(
    ("place", "is_one"),
    [
        ("Hà Nội", True), ("Huế", True), ("Bà Rịa - Vũng Tàu", True), ("Hội trường A", False), ("60 Trần Phú", False),
        ("Hà Nội, Việt Nam", False), ("", False), (None, False), ("hà nội", False),
    ],
)  # fmt: skip
def test_only_a_bare_locality_stands_before_the_date(place, is_one):
    assert is_locality(place) == is_one


def test_an_unknown_date_is_dotted_even_where_the_year_is_known():
    assert long_date(None, 2019) == "ngày …… tháng …… năm 2019"


@pytest.mark.parametrize(("text", "kept"), [("Quy chế", "quy chế"), ("QĐ 2267", "QĐ 2267"), ("", "")])
def test_a_first_letter_is_small_within_a_sentence_but_not_in_an_abbreviation(text, kept):
    assert lower_first(text) == kept


def test_text_that_no_file_can_hold_is_replaced_and_hidden_signs_are_shown():
    assert paper_text("a\x00b\uffff\u202ec") == "a�b�⟨U+202E⟩c"


@pytest.mark.parametrize(
    ("text", "file"), [("Cục Đăng ký", "Cuc_Dang_ky"), ("../../etc", "etc"), ("中", "khac"), ("P 1/2", "P_1_2")]
)
def test_a_code_becomes_a_safe_part_of_a_file_name(text, file):
    assert slug(text) == file
    assert re.fullmatch(r"[A-Za-z0-9_]+", slug(text))


def test_every_unit_has_a_file_of_its_own_that_windows_takes_and_people_read() -> None:
    codes = {
        "CĐ": "Cao Đẳng", "CD": "Chỉ Đạo", "cd": "Chữ thường", "A/B": "Một", "A:B": "Hai", "中": "Trung", "文": "Văn",
        "CON": "Con nuôi", "?": "…", "com1": "Cổng", "X" * 90: "Dài", "X" * 91: "Dài hơn",
    }  # fmt: skip
    names = file_names(codes)
    assert len({name.casefold() for name in names.values()}) == len(codes)
    assert (names["CĐ"], names["CD"], names["cd"]) == ("CD", "CD_2", "cd_3")
    assert (names["A/B"], names["A:B"]) == ("A_B", "A_B_2")
    assert (names["中"], names["文"]) == ("Trung", "Van")
    assert (names["CON"], names["com1"]) == ("CON_2", "com1_2")
    assert names["?"] == "khac"
    assert all(re.fullmatch("[A-Za-z0-9_]{1,40}", name) for name in names.values())


STAND_IN = {**dict.fromkeys("0123456789", 0.696), **dict.fromkeys(".,", 0.380), "/": 0.365, "%": 1.002, "+": 0.838,
            "−": 0.838, "\u00a0": 0.348, "(": 0.457, ")": 0.457, "-": 0.415, "–": 0.5, ":": 0.4, ";": 0.4}  # fmt: skip
"""Widths of the signs of figures in DejaVu Sans Bold, the widest type that commonly stands in, in parts of its size."""
WORDS_OF_THE_STAND_IN = 1.28
"""How much wider bold words are in DejaVu Serif, which LibreOffice takes, than in Times New Roman."""
FIGURE = re.compile(r"[\d.,/%+−\u00a0()–:;-]*\d[\d.,/%+−\u00a0()–:;-]*")


def stand_in_width(figure: str, size: float) -> float:
    return sum(STAND_IN[sign] for sign in figure) * size


"""How much wider the type is that stands in where Times New Roman is missing."""


def grid_tables(content: bytes):
    return [table for table in opened(content).tables if table.style.name == "Table Grid"]


@pytest.mark.parametrize("file", FILES)
def test_no_figure_breaks_in_its_cell_also_where_times_new_roman_is_missing(file: str):
    for table in grid_tables(made(file)):
        for row in table.rows[1:]:
            for run in (cell.paragraphs[0].runs[0] for cell in row.cells):
                room = run._parent._parent.width.pt - CELL_MARGINS + 1
                for word in run.text.split(" "):
                    if FIGURE.fullmatch(word):
                        assert stand_in_width(word, run.font.size.pt) <= room, word


@pytest.mark.parametrize("file", FILES)
def test_no_word_of_a_header_breaks_also_where_times_new_roman_is_missing(file: str):
    for table in grid_tables(made(file)):
        for cell in table.rows[0].cells:
            run = cell.paragraphs[0].runs[0]
            for word in run.text.split():
                width = printed_width(word, run.font.size.pt, bold=True) * WORDS_OF_THE_STAND_IN
                assert width <= cell.width.pt - CELL_MARGINS + 1, word


def test_what_short_figures_leave_goes_to_the_names_that_wrap():
    paper = Paper(SNAPSHOT.workbook.contest, stamp(SNAPSHOT), "Thử")
    paper.table([TableColumn("Đơn vị", 4.0), TableColumn("Hạng", 12.0)], [("Cục có tên rất dài " * 5, "1")])
    widths = [cell.width.pt for cell in grid_tables(paper.content())[0].rows[0].cells]
    assert widths[0] > 5 * widths[1]


def test_columns_of_figures_take_what_they_need_from_the_names():
    paper = Paper(SNAPSHOT.workbook.contest, stamp(SNAPSHOT), "Thử")
    paper.table([TableColumn("Cột", one) for one in (1.0, 12.0, 1.0)], [("1", "Cục có tên dài " * 6, "1.234.567,89")])
    widths = [cell.width.pt for cell in grid_tables(paper.content())[0].rows[0].cells]
    assert widths[2] >= stand_in_width("1.234.567,89", 12) + CELL_MARGINS - 1
    assert widths[1] > widths[2]
