"""The page "Nhập bảng có sẵn": what was understood, questions answered by choosing, the workbook to take away."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import Workbook

from lib.access.rights import Role
from lib.sheets.convert.answers import AnswerMemory
from lib.store.shelf import FolderShelf
from lib.ui.parts.convert import PERMIT
from lib.ui.running_app import Conversion
from lib.web.uploads import Upload, Uploads
from tests.places import SAMPLE

HEADER = ["TT", "Nội dung", "Điểm chuẩn", "Điểm"]
ROWS = [["I", "Chuyên môn", 30], [1, "Kế hoạch", 20, 19], [2, "Báo cáo", 10, 9], [None, "Tổng cộng", 30, 28]]


def table(header=HEADER, unit="Cục Con nuôi") -> bytes:
    book, target = Workbook(), BytesIO()
    for row in [[f"Đơn vị: {unit}"], header, *ROWS]:
        book.active.append(row)
    book.save(target)
    return target.getvalue()


@pytest.fixture
def conversion(running, tmp_path):
    found = Conversion(Uploads(), AnswerMemory(FolderShelf(tmp_path / "convert")), tmp_path / "converted")
    running(SAMPLE, conversion=found)
    return found


def said(app) -> str:
    return "\n".join(found.value for found in app.markdown).replace("\\", "")


def opened(conversion, open_as, *uploads):
    app = open_as(Role.SECRETARY, "nhap_bang")
    permit = app.session_state[PERMIT]
    for upload in uploads:
        assert conversion.uploads.put(permit, upload) == 204
    return app.run()


def test_before_a_file_is_put_in_the_page_says_what_it_takes(conversion, open_as):
    app = opened(conversion, open_as)
    assert not app.exception
    assert "Bảng tổng hợp: tiêu chí theo dòng" in said(app)


def test_a_question_is_answered_by_choosing_and_remembered(conversion, open_as):
    app = opened(conversion, open_as, Upload("a.xlsx", table()))
    assert "còn 1 câu cần chọn" in said(app)
    (question,) = app.radio
    assert question.label == "a\\.xlsx, trang “Sheet”, ô D2: “Điểm” là điểm tự chấm hay điểm thẩm định?"
    question.set_value("verified").run()
    assert not app.exception
    assert app.radio.len == 0
    assert list(conversion.answers.load().values()) == ["verified"]


def test_one_answer_holds_for_the_files_of_all_units(conversion, open_as):
    app = opened(conversion, open_as, Upload("a.xlsx", table()), Upload("b.xlsx", table(unit="Vụ Pháp chế")))
    assert not app.exception
    (question,) = app.radio
    question.set_value("verified").run()
    assert not app.exception
    assert app.radio.len == 0
    assert "Hiểu được 2 bảng: 2 đơn vị, 2 tiêu chí." in said(app)


def test_totals_stand_beside_those_typed(conversion, open_as):
    app = opened(conversion, open_as, Upload("a.xlsx", table([*HEADER[:3], "Điểm thẩm định"])))
    assert "Hiểu được 1 bảng: 1 đơn vị, 2 tiêu chí." in said(app)
    assert any("28" in str(one.value) for one in app.table)


def test_a_file_that_cannot_be_read_is_told_and_the_rest_is_converted(conversion, open_as):
    good = Upload("a.xlsx", table([*HEADER[:3], "Điểm thẩm định"]))
    app = opened(conversion, open_as, Upload("hong.xls", b"nothing"), good)
    assert not app.exception
    assert [error.value.split(":")[0] for error in app.error] == ["hong\\.xls"]
    assert "Hiểu được 1 bảng" in said(app)


@pytest.mark.parametrize("role", [Role.VIEWER, Role.LEADER])
def test_nobody_but_the_secretary_is_given_a_permit(conversion, open_as, role):
    app = open_as(role, "nhap_bang")
    assert PERMIT not in app.session_state
