"""What is wrong or unclear in a table is a question with its file, sheet and cell; the rest is converted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lib.model.domain import CriterionKind, ScoreColumn
from lib.sheets.convert.assemble import assemble
from lib.sheets.convert.finding import Ask, Shape
from lib.sheets.convert.understand import LEAVE, OTHER, SAME, TAKE, understand
from lib.show.convert.report import where
from tests.sheets.convert.arranging import Rows, file

HEADER = ["TT", "Nội dung", "Điểm chuẩn", "Điểm tự chấm", "Điểm thẩm định"]
PLAIN: Rows = [
    ["Cục Con nuôi"],
    HEADER,
    ["I", "Chuyên môn", 30],
    [1, "Kế hoạch", 20, 19, 18.5],
    [2, "Báo cáo", 10, 9, 9],
]


def table(*, title=None, header=None, rows=None, name="con_nuoi.xlsx", sheet="Sheet1", merges=()):
    head = header or HEADER
    body = rows or PLAIN[2:]
    return file(name, (sheet, [[title or "Cục Con nuôi"], head, *body], tuple(merges)))


def asked(*files, answers=None):
    return [(question.ask, question.place.a1) for question in understand(files, answers or {}).questions]


def marks(*files, answers=None):
    finding = understand(files, answers or {})
    return {(m.unit, m.criterion, m.column): m.value for t in finding.tables for m in t.marks}


def test_a_plain_table_of_one_unit_is_understood_without_a_question():
    assert asked(table()) == []
    assert marks(table()) == {
        ("Cục Con nuôi", "I.1", ScoreColumn.SELF): 19,
        ("Cục Con nuôi", "I.1", ScoreColumn.VERIFIED): 18.5,
        ("Cục Con nuôi", "I.2", ScoreColumn.SELF): 9,
        ("Cục Con nuôi", "I.2", ScoreColumn.VERIFIED): 9,
    }


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param({"header": [*HEADER[:3], "Điểm", ""]}, [(Ask.SCORE_MEANING, "D2")], id="a score of whom"),
        pytest.param({"header": [*HEADER[:4], "Điểm tự chấm"]}, [(Ask.COLUMN_TWICE, "E2")], id="two equal columns"),
        pytest.param(
            {"rows": [["I", "Chuyên môn", 31], *PLAIN[3:]]}, [(Ask.SUM_DIFFERS, "A3")], id="maxima that do not add up"
        ),
        pytest.param(
            {"rows": [[1, "Điểm thưởng, điểm trừ", 5, 1, 1]]}, [(Ask.KIND_OF_POINTS, "A3")], id="bonus or deduction"
        ),
        pytest.param({"rows": [[1, "Kế hoạch", None, 5, 5]]}, [(Ask.MAXIMUM_MISSING, "A3")], id="no maximum"),
        pytest.param({"rows": [[1, "Kế hoạch", 9, "1.234", 5]]}, [(Ask.TWO_READINGS, "D3")], id="1.234"),
        pytest.param({"rows": [[1, "Kế hoạch", 9, "tốt", 5]]}, [(Ask.NOT_A_NUMBER, "D3")], id="a word for a score"),
        pytest.param(
            {"rows": [[1, "Kế hoạch", 9, 5, 5], [2, "Báo cáo", 9, 5, 5], [None, "Tổng cộng", 18, 10, 11]]},
            [(Ask.TOTAL_DIFFERS, "E5")],
            id="a total that does not add up",
        ),
        pytest.param(
            {"rows": [[1, "Kế hoạch", 9, 5, 5], [2, "Báo cáo", 9, None, 5]], "merges": ((3, 4, 4, 4),)},
            [(Ask.MERGED_SCORE, "D4")],
            id="a score under a merge",
        ),
        pytest.param(
            {"title": "Phòng trà", "name": "Cục Bổ trợ tư pháp.xlsx"}, [(Ask.UNIT_NAME, None)], id="two names"
        ),
    ],
)
def test_what_is_unclear_is_asked_at_its_cell(given, expected):
    assert asked(table(**given)) == expected


def test_nothing_is_carried_over_that_is_still_asked_about():
    assert marks(table(header=[*HEADER[:3], "Điểm", ""])) == {}
    question = understand([table(header=[*HEADER[:3], "Điểm", ""])], {}).questions[0]
    answered = marks(table(header=[*HEADER[:3], "Điểm", ""]), answers={question.key: "verified"})
    assert answered == {
        ("Cục Con nuôi", "I.1", ScoreColumn.VERIFIED): 19,
        ("Cục Con nuôi", "I.2", ScoreColumn.VERIFIED): 9,
    }


def test_an_answer_holds_for_the_corrected_file_of_next_month():
    header = [*HEADER[:3], "Điểm", ""]
    question = understand([table(header=header)], {}).questions[0]
    corrected = table(header=header, rows=[["I", "Chuyên môn", 30], [1, "Kế hoạch", 20, 12], [2, "Báo cáo", 10, 8]])
    assert asked(corrected, answers={question.key: "self"}) == []


def test_a_kind_of_points_is_taken_from_the_answer():
    given = table(rows=[[1, "Điểm thưởng, điểm trừ", 5, 1, 1]])
    question = understand([given], {}).questions[0]
    plan = assemble(understand([given], {question.key: "deduction"}), {})
    assert [criterion.kind for criterion in plan.criteria] == [CriterionKind.DEDUCTION]


def test_maxima_that_differ_between_units_stay_blank_until_one_is_chosen():
    rows = [["I", "Chuyên môn", 31], [1, "Kế hoạch", 21, 1, 1], PLAIN[4]]
    one, other = table(), table(title="Vụ Pháp luật", name="vu.xlsx", rows=rows)
    finding = understand([one, other], {})
    assert [question.ask for question in finding.questions] == [Ask.MAXIMA_DIFFER]
    assert dict(assemble(finding, {}).maxima) == {"I.1": None}
    chosen = {finding.questions[0].key: "21"}
    assert dict(assemble(understand([one, other], chosen), chosen).maxima) == {}


def test_a_unit_in_two_files_is_asked_about_and_neither_counts_until_then():
    finding = understand([table(), table(name="con_nuoi_moi.xlsx")], {})
    assert [question.ask for question in finding.questions] == [Ask.UNIT_TWICE]
    assert [mark for one in finding.tables for mark in one.marks] == []
    question = finding.questions[0]
    answered = understand([table(), table(name="con_nuoi_moi.xlsx")], {question.key: question.options[1]})
    assert {mark.place.file for one in answered.tables for mark in one.marks} == {question.options[1].split(":")[0]}


def test_names_that_differ_in_tones_may_be_one_unit():
    files = [table(), table(title="Cục Con nuối", name="b.xlsx", header=[*HEADER[:4], "Ghi chú"])]
    question = understand(files, {}).questions[0]
    assert question.ask is Ask.SAME_UNIT
    assert len(assemble(understand(files, {question.key: OTHER}), {}).units) == 2
    assert len(assemble(understand(files, {question.key: SAME}), {}).units) == 1


@pytest.mark.parametrize(
    "rows",
    [
        [["Ảnh chụp hội nghị"]],
        [["Kính gửi các đơn vị"], ["Đề nghị gửi báo cáo trước ngày 20/11"]],
        [["Ngày", "Việc"], *([number, "chuyện khác"] for number in range(3000))],
    ],
    ids=["a photo's caption", "a letter", "3,000 rows of something else"],
)
def test_a_sheet_without_a_table_is_told(rows):
    finding = understand([file("khac.xlsx", ("Trang 1", rows, ()))], {})
    assert finding.tables == ()
    assert [question.ask for question in finding.questions] == [Ask.NO_TABLE]
    assert "khac.xlsx" in where(finding.questions[0])


def test_a_sheet_with_nothing_in_it_is_read_over():
    assert understand([file("trong.xlsx", ("Trang 1", [], ()))], {}).questions == ()


def test_two_tables_side_by_side_are_two_tables():
    left = [["TT", "Nội dung", "Điểm chuẩn", "Điểm tự chấm"], [1, "Kế hoạch", 9, 5]]
    right = [["TT", "Nội dung", "Điểm chuẩn", "Điểm tự chấm"], [1, "Báo cáo", 9, 6]]
    rows = [[*one, None, *other] for one, other in zip(left, right, strict=True)]
    finding = understand([file("doi.xlsx", ("Cục A", rows, ()))], {})
    assert [len(found.criteria) for found in finding.tables] == [1, 1]
    assert [found.columns[0].column for found in finding.tables] == [1, 6]


def test_several_units_below_each_other_are_several_tables():
    block = [["Cục Con nuôi"], HEADER, [1, "Kế hoạch", 9, 5, 5], [], ["Vụ Pháp chế"], HEADER, [1, "Kế hoạch", 9, 6, 6]]
    finding = understand([file("chung.xlsx", ("Sheet1", block, ()))], {})
    assert [found.unit for found in finding.tables] == ["Cục Con nuôi", "Vụ Pháp chế"]


def test_a_header_repeated_on_the_next_page_goes_on_with_the_table():
    rows = [["Cục Con nuôi"], HEADER, [1, "Kế hoạch", 9, 5, 5], HEADER, [2, "Báo cáo", 9, 6, 6]]
    finding = understand([file("dai.xlsx", ("Sheet1", rows, ()))], {})
    assert [[criterion.code for criterion in found.criteria] for found in finding.tables] == [["1", "2"]]


def test_a_summary_beside_the_tables_of_units_is_compared_and_never_added():
    summary = [["STT", "Đơn vị", "Chuyên môn"], [None, "Điểm tối đa", 30], [1, "Cục Con nuôi", 99]]
    files = [table(), file("tong_hop.xlsx", ("Bảng điểm thẩm định", summary, ()))]
    finding = understand(files, {})
    assert [(question.ask, question.place.a1) for question in finding.questions] == [(Ask.TOTAL_DIFFERS, "C3")]
    assert [found.shape for found in finding.tables] == [Shape.UNIT_SCORES]


def test_a_share_where_points_belong_is_a_question_where_the_file_tells_no_formats():
    given = table(name="cu.xls", rows=[[1, "Kế hoạch", 9, 0.95, 5]])
    question = understand([given], {}).questions[0]
    assert question.ask is Ask.SHARE_OR_POINTS
    assert ("Cục Con nuôi", "1", ScoreColumn.SELF) not in marks(given)
    assert marks(given, answers={question.key: "points"})[("Cục Con nuôi", "1", ScoreColumn.SELF)] == 0.95
    assert asked(table(rows=[[1, "Kế hoạch", 9, 0.95, 5]])) == []


def test_a_table_of_results_of_a_past_year_becomes_history():
    header = ["TT", "Đơn vị", "Tổng điểm", "Xếp hạng"]
    rows = [["XẾP HẠNG NĂM 2018"], header, [1, "Cục Con nuôi", "98,5", 1], [2, "Vụ A", 97, 2]]
    plan = assemble(understand([file("2018.xlsx", ("Sheet1", rows, ()))], {}), {})
    assert [dict(row.fields) for row in plan.typed] == [
        {"year": 2018, "unit": "Cục Con nuôi", "total": "98,5", "maximum": None, "rank": 1, "units": 2},
        {"year": 2018, "unit": "Vụ A", "total": 97, "maximum": None, "rank": 2, "units": 2},
    ]


def test_a_table_of_votes_becomes_a_session_with_its_figures():
    rows = [
        ["KẾT QUẢ BỎ PHIẾU “Cờ thi đua ngành Tư pháp”"],
        ["Số phiếu phát ra: 11; thu về: 11; hợp lệ: 10; không hợp lệ: 1"],
        ["TT", "Đơn vị", "Số phiếu đồng ý", "Không đồng ý", "Tỷ lệ"],
        [1, "Cục Con nuôi", 9, 1, "81,82%"],
    ]
    finding = understand([file("phieu.xlsx", ("Sheet1", rows, ()))], {})
    assert finding.questions == ()
    plan = assemble(finding, {})
    told = [dict(row.fields) for row in plan.typed]
    assert told[0] == {"code": "DH1", "name": "Cờ thi đua ngành Tư pháp", "quota": None}
    assert told[1] == {
        "code": "P1", "award": "DH1", "round": 1, "issued": 11, "collected": 11, "invalid": 1, "valid": 10,
    }  # fmt: skip
    assert told[2] == {"session": "P1", "unit": "Cục Con nuôi", "in_favour": 9, "against": 1, "abstain": None}


def test_bold_lines_head_groups_where_nothing_is_numbered():
    rows = [["Chuyên môn"], ["Kế hoạch", 9, 5, 5], ["Văn bản", 7, 6, 6], ["Phong trào"], ["Hưởng ứng", 5, 4, 4]]
    given = [["Cục Con nuôi"], HEADER[1:], *rows]
    plain = file("a.xlsx", ("Sheet1", given, ()))
    bold = replace(plain, tables=(replace(plain.tables[0], bold=frozenset({(3, 1), (6, 1)})),))
    (found,) = understand([bold], {}).tables
    assert [(criterion.code, criterion.group) for criterion in found.criteria] == [
        ("C1", "Chuyên môn"), ("C2", "Chuyên môn"), ("C3", "Phong trào"),
    ]  # fmt: skip


def test_a_hidden_sheet_counts_only_where_somebody_says_so():
    given = table()
    hidden = replace(given, tables=(replace(given.tables[0], hidden=True),))
    finding = understand([hidden], {})
    (question,) = finding.questions
    assert (question.ask, finding.tables) == (Ask.HIDDEN_SHEET, ())
    assert marks(hidden, answers={question.key: TAKE}) == marks(given)
    assert understand([hidden], {question.key: LEAVE}).questions == ()


def test_a_sheet_with_only_a_picture_is_told():
    photo = file("anh.xlsx", ("Ảnh", [], ()))
    pictured = replace(photo, tables=(replace(photo.tables[0], pictured=True),))
    assert asked(pictured) == [(Ask.ONLY_A_PICTURE, None)]
