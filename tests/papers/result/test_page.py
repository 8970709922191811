"""The result page: one sheet whatever the number of units, legible in black and white, only what is released."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from lib.access.rights import Role
from lib.model.releasable import RANKING, SCORES, Released, releasable_award, releasable_ballot
from lib.papers.docx.stamp import paper_stamp
from lib.papers.result.drawing import DARK, LIGHT, MARGIN, PAGE_HEIGHT, PAGE_WIDTH
from lib.papers.result.page import result_pdf, result_png, result_svgs, unprintable
from lib.papers.result.typeface import FAMILY, FONTS, printed_width, wrapped_lines
from lib.release.role_view import snapshot_for
from lib.snapshot import Snapshot
from tests.big_years import Size, big_year
from tests.days import tied_tables, version
from tests.papers.conftest import sample, stamp

SVG = "{http://www.w3.org/2000/svg}"


def page(snapshot: Snapshot) -> ET.Element:
    (svg,) = result_svgs(snapshot, stamp(snapshot))
    return ET.fromstring(svg)


def texts(root: ET.Element) -> list[str]:
    return ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]


def test_it_tells_ranks_totals_proposals_and_the_reason_of_each():
    said = texts(page(sample()))
    assert "KẾT QUẢ CHẤM ĐIỂM VÀ SUY TÔN NĂM 2019" in said
    assert "193,75" in said
    assert any(text.endswith("1. Cục ĐKQGGDBĐ") for text in said)
    assert "Cờ thi đua ngành Tư pháp: đề nghị 3/3 đơn vị" in said
    reason = "Vòng 1: 10/11 phiếu = 90,91 % tổng số đơn vị thành viên; cần 8 (≥ 2/3); vượt 2 phiếu → đề nghị"
    assert reason in " ".join(said)
    just_enough = "8/11 phiếu = 72,73 % tổng số đơn vị thành viên; cần 8 (≥ 2/3); vừa đủ → đề nghị"
    told = [f"{turn}: {just_enough}" for turn in ("Vòng 1", "Vòng 2") if f"{turn}: {just_enough}" in " ".join(said)]
    assert len(told) == 2, "the round of each count"


def test_units_of_equal_rank_are_marked_and_the_mark_is_explained():
    said = texts(page(sample()))
    assert {text.rsplit(" ", 1)[1] for text in said if ". Cục HTQTCT" in text or ". Cục Con nuôi" in text} == {"(=)"}
    assert len([text for text in said if text.endswith("(=)")]) == 2
    assert any("(=): đồng hạng" in text for text in said)


def test_it_carries_the_stamp_and_says_that_the_data_is_a_sample():
    said = texts(page(sample()))
    assert "DỮ LIỆU MẪU – số liệu giả định, không dùng làm căn cứ" in said
    assert "Bản số 12, 14:52 ngày 18/12/2019 – DỮ LIỆU MẪU" in said


def flags(root: ET.Element) -> list[ET.Element]:
    """The flags of proposed units, and the one that explains them."""
    return [one for one in root.iter(f"{SVG}path") if one.get("class") == "flag"]


def bars(root: ET.Element) -> list[ET.Element]:
    return [one for one in root.iter(f"{SVG}rect") if one.get("stroke")]


SIZES = [
    Size(2, proposed=1), Size(11), Size(24, letters=150), Size(63, letters=40, proposed=14),
    Size(63, letters=150, awards=3, proposed=6), Size(252, letters=40, awards=12, proposed=14),
]  # fmt: skip


def pages(snapshot: Snapshot) -> list[ET.Element]:
    return [ET.fromstring(svg) for svg in result_svgs(snapshot, stamp(snapshot))]


def ends(root: ET.Element) -> list[tuple[str, float, float, float, float]]:
    """Every text with its size, where it begins and ends, and its line."""
    return [
        (
            "".join(one.itertext()),
            float(one.get("font-size")),
            float(one.get("x")),
            float(one.get("x"))
            + printed_width(
                "".join(one.itertext()), float(one.get("font-size")), bold=one.get("font-weight") == "bold"
            ),
            float(one.get("y")),
        )
        for one in root.iter(f"{SVG}text")
    ]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size.units} units, {size.letters} letters, {size.awards}")
def test_nothing_leaves_its_sheet_and_no_type_is_under_8_points(size: Size):
    for root in pages(big_year(size)):
        for text, points, start, end, line in ends(root):
            assert points >= 8, text
            assert start >= MARGIN - 0.1, text
            assert end <= PAGE_WIDTH - MARGIN + 0.1, text
            assert line <= PAGE_HEIGHT - 10, text


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size.units} units, {size.letters} letters, {size.awards}")
def test_every_proposed_unit_stands_whole_before_the_ranking(size: Size):
    snapshot = big_year(size)
    said = " ".join(text for root in pages(snapshot) for text in texts(root))
    proposals, ranking = said.split("XẾP HẠNG THEO TỔNG ĐIỂM")
    for result in snapshot.awards:
        for place, unit in enumerate(result.proposed, 1):
            assert f"{place}. {snapshot.workbook.unit(unit).name}" in proposals
    assert "1. Đơn vị số" in ranking


@pytest.mark.parametrize("units", [11, 24, 63])
def test_the_ranking_goes_as_far_as_it_fits_and_says_how_many_are_left(units: int):
    said = texts(page(big_year(Size(units, proposed=9))))
    ranked = sum(bool(re.match(r"\d+\. Đơn vị số", text)) for text in said) - 9
    left = [text for text in said if text.startswith("… và")]
    told = f"… và {units - ranked} đơn vị nữa; xếp hạng đầy đủ ở Bảng tổng hợp điểm."
    assert left == ([] if ranked == units else [told])
    assert ranked == units or units == 63


def test_more_proposals_than_a_page_holds_go_on_to_the_next():
    snapshot = big_year(Size(252, letters=150, awards=2, proposed=60))
    found = pages(snapshot)
    assert len(found) > 1
    said = " ".join(text for root in found for text in texts(root))
    assert all(snapshot.workbook.unit(unit).name in said for unit in snapshot.awards[0].proposed)
    assert len(re.findall(rb"/Type\s*/Page\b", result_pdf(snapshot, stamp(snapshot)))) == len(found)


def test_a_long_name_wraps_and_keeps_its_rank_and_beginning():
    said = texts(page(big_year(Size(11, letters=150))))
    assert any(text.startswith("1. Đơn vị số") for text in said)


def test_an_award_with_a_tie_makes_the_page_a_draft_and_says_what_is_open():
    said = " ".join(texts(page(version(tied_tables()).snapshot)))
    assert "DỰ THẢO" in said
    assert "còn mở: Cục ĐKQGGDBĐ và Vụ PBGDPL đồng phiếu, còn 1 suất." in said


def test_a_letter_that_the_type_does_not_have_is_named_before_printing_and_stands_as_its_code():
    book = sample().workbook
    unit = replace(book.units[0], name="Cục 中 عربي", short_name=None)
    odd = replace(sample(), workbook=replace(book, units=(unit, *book.units[1:])))
    assert "“中” (U+4E2D)" in unprintable(odd)
    assert any("Cục [U+4E2D] [U+0639]" in text for text in texts(page(odd)))
    assert unprintable(sample()) == ""


def test_proposed_units_are_told_apart_in_black_and_white_and_by_a_mark():
    def luminance(color: str) -> float:
        red, green, blue = (int(color[at : at + 2], 16) for at in (1, 3, 5))
        return 0.299 * red + 0.587 * green + 0.114 * blue

    assert luminance(LIGHT) - luminance(DARK) > 120
    drawn = page(sample())
    assert [bar.get("fill") for bar in bars(drawn)].count(DARK) == 3
    assert len(flags(drawn)) == 1 + sum(len(result.proposed) for result in sample().awards) == 5


def test_only_the_shipped_type_is_used_and_it_holds_vietnamese():
    (svg,) = result_svgs(sample(), stamp(sample()))
    assert set(re.findall(r'font-family="([^"]+)"', svg)) == {FAMILY}
    assert (FONTS / "OFL.txt").read_text(encoding="utf-8").startswith("Digitized data copyright")
    blank = printed_width("\U0001f600", 100)
    for sign in "ăâđêôơưĂÂĐÊÔƠƯạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ≥≤→●–“”…":
        assert printed_width(sign, 100) > 0
        assert sign in "–“”…" or printed_width(sign, 100) != blank or sign in "ơ"


def test_the_pdf_is_one_a4_page_and_the_picture_is_large_enough_for_a_chat():
    pdf = result_pdf(sample(), stamp(sample()))
    assert pdf.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1
    picture = Image.open(BytesIO(result_png(sample(), stamp(sample()))))
    assert picture.width >= 1400
    assert picture.height / picture.width == pytest.approx(297 / 210, abs=0.01)


def test_before_a_release_nothing_stands_on_it():
    cut = snapshot_for(sample(), Role.VIEWER, Released())
    said = texts(ET.fromstring(*result_svgs(cut, paper_stamp(cut))))
    assert "Chưa công bố kết quả." in said
    assert not [text for text in said if "phiếu" in text or "193" in text or "Cục" in text]


def test_released_parts_stand_on_it_and_no_other():
    cut = snapshot_for(
        sample(), Role.VIEWER, Released.of([releasable_award("CNTP"), releasable_ballot("P1"), releasable_ballot("P2")])
    )
    said = " ".join(texts(ET.fromstring(*result_svgs(cut, paper_stamp(cut)))))
    assert "Cục Trợ giúp pháp lý" in said
    assert "Chính phủ" not in said
    assert "193" not in said
    scores = snapshot_for(sample(), Role.VIEWER, Released.of([SCORES, RANKING]))
    said = " ".join(texts(ET.fromstring(*result_svgs(scores, paper_stamp(scores)))))
    assert "193,75" in said
    assert "Mỗi cờ là một danh hiệu" not in said
    assert not flags(ET.fromstring(*result_svgs(scores, paper_stamp(scores))))


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
    lines = wrapped_lines(text, 11, room)
    assert all(printed_width(line, 11) <= room for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
