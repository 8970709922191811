"""Names: code, short name or full name, and what was probably meant (docs/workbook.md section 1)."""

from __future__ import annotations

import unicodedata

import pytest

from lib.sheets.reading.names import almost, index_of, nearest, toneless

UNITS = index_of(
    [
        ("TGPL", ("Cục TGPL", "Cục Trợ giúp pháp lý")),
        ("CN", (None, "Cục Con nuôi")),
        ("PBGDPL", ("Vụ PBGDPL", "Vụ Phổ biến, giáo dục pháp luật")),
    ]
)


@pytest.mark.parametrize("typed", ["TGPL", "tgpl", " Cục  TGPL ", "CỤC TRỢ GIÚP PHÁP LÝ", "Cục\u00a0Trợ giúp pháp lý"])
def test_a_unit_is_known_by_code_short_name_and_full_name(typed):
    assert UNITS.fits(typed) == ("TGPL",)


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKD"])
def test_a_name_is_known_however_its_letters_are_composed(form):
    assert UNITS.fits(unicodedata.normalize(form, "Cục Con nuôi")) == ("CN",)


def test_an_invisible_character_does_not_hide_a_name():
    assert UNITS.fits("Cục\u200b Con nu\ufeffôi") == ("CN",)


def test_a_name_that_fits_two_gives_both():
    index = index_of([("A", ("Cục",)), ("B", ("Cục",)), ("C", ("A",))])
    assert index.fits("Cục") == ("A", "B")
    assert index.fits("a") == ("A", "C")


def test_a_code_that_is_also_the_name_of_its_unit_fits_once():
    assert index_of([("CN", ("CN", "cn"))]).fits("CN") == ("CN",)


@pytest.mark.parametrize("typed", ["", "Cục", "TGPL2", "Cục Con nuoi"])
def test_an_unknown_name_fits_none(typed):
    assert UNITS.fits(typed) == ()


def test_names_without_tones_are_compared_plain():
    assert toneless("Đăng ký QUỐC gia") == "dang ky quoc gia"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("Vụ PBGDLP", "Vụ PBGDPL"), ("cuc con nuoi", "Cục Con nuôi"), ("TGLP", "TGPL"), ("Sở Nông nghiệp Hà Giang", None)],
)
def test_the_nearest_name_is_proposed_or_none(typed, meant):
    assert nearest(typed, UNITS.shown) == meant


def test_among_very_many_names_none_is_proposed():
    assert nearest("Đơn vị 7", [f"Đơn vị {number}" for number in range(1000)]) is None


@pytest.mark.parametrize(
    ("typed", "names"),
    [("Điểm tối thiêu", ("Điểm tối thiểu",)), ("Lọai trừ", ("Loại trừ",)), ("Đến ngày (nếu có)", ("Đến ngày",)),
     ("Chỉ xét torng", ("Chỉ xét trong",)), ("Trần điểm cộng", ("Trần điểm thưởng",)), ("Vong", ("Vòng",))],
)  # fmt: skip
def test_what_is_almost_a_name(typed, names):
    assert almost(typed, names)


@pytest.mark.parametrize(
    ("typed", "names"),
    [("Hạng", ("Vòng",)), ("Lưu trữ", ("Loại trừ",)), ("Số phiếu trắng", ("Phát ra", "Số phiếu phát ra")),
     ("Người ký", ("Đăng ký",))],
)  # fmt: skip
def test_what_is_another_name(typed, names):
    assert not almost(typed, names)
