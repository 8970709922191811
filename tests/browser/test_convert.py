"""A table in another layout is uploaded, a question answered, the workbook downloaded; on a screen and on a phone."""

from __future__ import annotations

import pytest
from openpyxl import Workbook, load_workbook
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, SAMPLES, WIDE, keep_picture


def own_table(path, unclear):
    book = Workbook()
    rows = [["I", "Chuyên môn", 30], [1, "Kế hoạch", 20, 19], [2, "Báo cáo", 10, 9], [None, "Tổng cộng", 30, 28]]
    for row in [["Đơn vị: Cục Con nuôi"], ["TT", "Nội dung", "Điểm chuẩn", unclear], *rows]:
        book.active.append(row)
    book.save(path)
    return path


@pytest.mark.parametrize(("size", "unclear"), [(WIDE, "Điểm"), (PHONE, "Điểm chấm")], ids=["wide", "phone"])
def test_a_table_of_ones_own_becomes_a_workbook(shared_server, visit, tmp_path, size, unclear):
    server = shared_server(SAMPLES / "cum_iii_2019.xlsx")
    page = visit(size).open(f"{server.url}/nhap_bang").page
    page.locator("input[type=file]").set_input_files(own_table(tmp_path / "con_nuoi.xlsx", unclear))
    expect(page.get_by_text("còn 1 câu cần chọn")).to_be_visible()
    keep_picture(page, f"nhap_bang_hoi_{size[0]}", whole=True)
    page.get_by_role("radiogroup").get_by_text("điểm thẩm định", exact=True).click()
    expect(page.get_by_text("Hiểu được 1 bảng: 1 đơn vị, 2 tiêu chí.")).to_be_visible()
    with page.expect_download() as taken:
        page.get_by_text("Tải bảng tính đã chuyển").click()
    taken.value.save_as(tmp_path / "chuyen.xlsx")
    sheet = load_workbook(tmp_path / "chuyen.xlsx")["Thẩm định"]
    assert [sheet[f"F{row}"].value for row in (5, 6)] == [19, 9]
    keep_picture(page, f"nhap_bang_{size[0]}", whole=True)
