"""The start of the server, and a page that fails."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import SAMPLES, WIDE


def test_the_start_says_where_the_app_is(shared_server):
    server = shared_server(SAMPLES / "cum_iii_2019.xlsx")
    assert f"Mở trong trình duyệt: {server.url}\n" in server.output
    assert "You can now view" not in server.output


@pytest.fixture
def a_faulty_program(tmp_path_factory):
    """A copy of the program in which one page has a bug."""
    import shutil

    from tests.browser.conftest import ROOT

    copy = tmp_path_factory.mktemp("program")
    for part in ("lib", "pages", "sample_data", ".streamlit"):
        shutil.copytree(ROOT / part, copy / part, ignore=shutil.ignore_patterns("secrets.toml"))
    shutil.copy(ROOT / "app.py", copy)
    page = copy / "pages" / "bang_diem.py"
    faulty = "\nfrom pathlib import Path\n\nif not Path(__file__).with_name('mended').exists():\n    1 / 0\n"
    page.write_text(page.read_text(encoding="utf-8") + faulty, encoding="utf-8")
    return copy


def test_a_page_that_fails_says_so_calmly(a_faulty_program, serve, visit):
    server = serve(SAMPLES / "cum_iii_2019.xlsx", program=a_faulty_program)
    opened = visit(WIDE).open(f"{server.url}/bang_diem")
    fault = opened.page.get_by_text("Trang này đang gặp lỗi")
    expect(fault).to_be_visible()
    assert "ZeroDivisionError" not in opened.text
    assert "ZeroDivisionError" in server.output
    opened.page.get_by_test_id("stSidebarNavLink").filter(has_text="Tổng quan").click()
    expect(opened.page.get_by_role("heading", name="dẫn đầu", level=1)).to_be_visible()
    opened.page.get_by_test_id("stSidebarNavLink").filter(has_text="Bảng điểm").click()
    expect(fault).to_be_visible()
    (a_faulty_program / "pages" / "mended").touch()
    opened.page.get_by_role("button", name="Mở lại trang này").click()
    expect(fault).to_have_count(0)
