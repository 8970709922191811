"""The catalogue of problems: complete, every placeholder known, no entry unused, no word of the code in it."""

from __future__ import annotations

import re
import string

import pytest

from lib.model.domain import AwardRule, Base, RatingBase, RuleItem
from lib.model.problems import CellRef, Code, problem
from lib.model.results import SessionFault
from lib.show.words.catalogue import REMEDIES, SENTENCES, VARIANTS
from lib.show.words.text import EXPECTED, message, remedy, typed_value
from tests.show.sampling import sample

ALWAYS = {"tab", "value", "number", "percent", "day"}
PARAMETERS: dict[Code, dict[str, list[str | int | None]]] = {
    Code.UNKNOWN_TAB: {"suggestion": ["Phiếu", None]},
    Code.UNKNOWN_COLUMN: {"suggestion": ["Điểm tối đa", None]},
    Code.UNKNOWN_ITEM: {"suggestion": ["Tên cụm", None]},
    Code.ALMOST_TAB: {"meant": ["Loại trừ"]},
    Code.ALMOST_COLUMN: {"kind": ["rule", "other"], "meant": ["Điểm tối thiểu"]},
    Code.ALMOST_ITEM: {"meant": ["Trần điểm thưởng"], "item": ["bonus_cap"]},
    Code.COLUMN_WITHOUT_HEADER: {"count": [4]},
    Code.ROWS_ABOVE_HEADER: {"rows": [5], "row": [9]},
    Code.READ_OVER: {},
    Code.UNCLEAR_ROW: {},
    Code.HIDDEN_ROW: {"rows": [2], "columns": [0]},
    Code.UNIT_WITHOUT_COLUMN: {"unit_list": ["TGPL\nTHADS"]},
    Code.CRITERION_WITHOUT_ROW: {"criterion_list": ["I.1\nII.3"]},
    Code.MERGED_SCORES: {},
    Code.MERGED_RULE: {},
    Code.SESSION_NOT_MARKED: {},
    Code.DUPLICATE_NAME: {"first": ["A2"]},
    Code.TWO_LEADERS: {"unit": ["TGPL"], "other": ["THADS"], "year": [2019, None]},
    Code.IMPLAUSIBLE_HISTORY: {
        "what": ["rank", "total", "maximum", "year", "rows"],
        "year": [2018],
        "rows": [9],
        "units": [11],
    },
    Code.CRITERION_IN_OTHER_GROUP: {"group": ["II. Phong trào"], "own": ["I. Chuyên môn"]},
    Code.STILL_CHANGING: {"count": [4]},
    Code.REGISTERED_TWICE: {"first": ["A2"]},
    Code.CONFERENCE_DATE_NEEDED: {},
    Code.BAD_PERIOD: {"start": ["01/01/2019"]},
    Code.PERCENT_IN_SCORE: {},
    Code.LOOKS_LIKE_A_DATE: {},
    Code.UNKNOWN_UNIT: {"suggestion": ["Vụ PBGDPL", None], "above": [None, "Đơn vị!A3"]},
    Code.UNKNOWN_CRITERION: {"suggestion": ["II.3", None]},
    Code.UNKNOWN_AWARD: {"suggestion": ["CNTP", None]},
    Code.UNKNOWN_SESSION: {"suggestion": ["P1", None]},
    Code.BALLOTS_DIFFER: {"typed": [9], "found": [8], "session": ["P1"]},
    Code.COUNTS_DIFFER: {
        "kind": ["choice", "verdict", "alone"],
        "number": ["7"],
        "unit": ["TGPL"],
        "other": ["D7"],
        "count": [2],
    },
    Code.OVER_VOTE: {"number": ["7"], "most": [3]},
    Code.BALLOT_NOT_SECRET: {"session": ["P1"]},
    Code.BALLOT_UNREADABLE: {"kind": ["mark", "name", "twice", "merged", "beside"]},
    Code.TEMPLATE_NAMES: {"count": [30], "unit_names": ["Đơn vị 1, Đơn vị 2"]},
    Code.CIRCULAR_RENAME: {"name_chain": ["Cục A → Cục B → Cục A"]},
    Code.PRESENT_DIFFERS: {"typed": [10], "called": [11]},
    Code.NOT_IN_ROLL_CALL: {"unit_list": ["Cục A, Cục B"]},
    Code.MISSING_TAB: {"suggestion": ["Phiếu bầu", None]},
    Code.MISSING_COLUMN: {"column": ["Mã"], "suggestion": ["Ma", None]},
    Code.DUPLICATE_TAB: {"first": ["Phiếu"]},
    Code.DUPLICATE_COLUMN: {"column": ["Mã"], "first": ["B1"]},
    Code.DUPLICATE_UNIT: {"first": ["A2"]},
    Code.DUPLICATE_CRITERION: {"first": ["A2"]},
    Code.DUPLICATE_ROW: {"first": ["A2"]},
    Code.MISSING_VALUE: {"column": ["Đồng ý"]},
    Code.MISSING_SCORE: {"unit": ["TGPL"], "criterion": ["I.1"]},
    Code.AMBIGUOUS_NAME: {"options": ["Cục A; Cục B"]},
    Code.LEGACY_ENCODING: {},
    Code.BAD_CODE: {},
    Code.NOT_A_NUMBER: {
        "expected": [*EXPECTED],
        "kind": ["text", "date", "percent", "boolean", "exponent", "not_whole", "too_small"],
    },
    Code.AMBIGUOUS_NUMBER: {"first": ["1.234"], "second": ["1234"]},
    Code.FORMULA_ERROR: {},
    Code.FORMULA_NOT_CALCULATED: {},
    Code.BAD_DATE: {},
    Code.BAD_CHOICE: {"allowed": ["có; không"]},
    Code.BAD_THRESHOLD: {"kind": ["date", "range", "text"]},
    Code.ROUNDED_THRESHOLD: {"fraction": ["2/3"]},
    Code.BAD_SETTING: {
        "expected": [
            "decimals_0_4",
            "not_negative",
            "positive",
            "year",
            "ranking_key",
            "ranking_key_ambiguous",
            "ranking_list",
            "self_reference",
            "circular",
        ],
        "subject": ["CNTP"],
    },
    Code.SCORE_ABOVE_MAX: {"maximum": ["20.00"]},
    Code.SCORE_BELOW_MIN: {},
    Code.TOO_MANY_DECIMALS: {"decimals": [2], "rounded": ["8.13"]},
    Code.TYPED_TOTAL_DIFFERS: {"computed": ["193.75"]},
    Code.MAX_DOES_NOT_ADD_UP: {"computed": ["110.00"]},
    Code.DIFFERENCE_WITHOUT_REASON: {"unit": ["TGPL"], "criterion": ["I.1"], "verified": ["8.00"], "self": ["8.50"]},
    Code.BELOW_QUORUM: {"present": [7], "members": [11]},
    Code.MEMBERS_DIFFER: {"units": [11]},
    Code.RATING_CAP: {"excellent": [8], "good": [27], "base": [*RatingBase]},
    Code.HISTORY_DIFFERS: {
        "what": ["total", "maximum", "rank", "units", "awards", "unit", "missing"],
        "year": [2018],
        "computed": ["189.50", None],
    },
    Code.ROUND_MISSING: {"award": ["CNTP"], "round": [1]},
    Code.DEFAULT_UNCONFIRMED: {"rule": [*RuleItem, *AwardRule], "subject": ["CNTP", None]},
    Code.TOTALS_NOT_COMPARABLE: {},
    Code.FOREIGN_LOCALE: {},
    Code.EMPTY_TAB: {"gone": ["rows", "tab"]},
    Code.TEXT_CUT: {},
    Code.LONG_NAME: {"length": [32_000], "most": [300]},
    Code.INVISIBLE_SIGN: {"sign": ["U+3164"]},
    Code.SESSION_INCOMPLETE: {
        "fault": [*SessionFault],
        "missing": [8],
        "at_tab": ["Phiếu"],
        "at_cell": ["A9", None],
    },
    Code.BALLOTS_DO_NOT_ADD_UP: {
        "relation": ["present_members", "issued_present", "collected_issued", "valid_collected", "sum", "chain"],
        "left": [11],
        "right": [12],
        "difference": [1],
    },
    Code.VOTES_EXCEED_BALLOTS: {"votes": [12], "ballots": [11], "basis": [*Base], "own_vote": [0, 1]},
    Code.NOT_IN_PRIOR_AWARD: {"prior": ["CNTP"]},
    Code.NOT_IN_RUN_OFF: {},
    Code.NOT_REGISTERED: {"award": ["CNTP"], "unit": ["TGPL"]},
    Code.REGISTERED_NOT_ON_BALLOT: {"award": ["CNTP"], "unit_list": ["TGPL\nTHADS"]},
    Code.CHOSEN_NOT_ON_BALLOT: {"unit_list": ["TGPL\nTHADS"]},
    Code.NOT_ON_LATER_BALLOT: {"award": ["CNTP"], "unit_list": ["TGPL"]},
    Code.VACATED_WHEN: {"award": ["CNTP"], "unit": ["TGPL"]},
    Code.EXTRA_SESSION: {"award": ["CNTP"], "why": ["full", "rounds_over"]},
    Code.DECISION_WITHOUT_EFFECT: {
        "award": ["CNTP"],
        "unit": ["TGPL"],
        "why": ["no_votes", "proposed", "rounds_left", "settled"],
    },
    Code.CONTRADICTING_DECISIONS: {"award": ["CNTP"], "why": ["two_rows", "more_than_seats"]},
    Code.RECOUNT_DIFFERS: {"what": ["total", "rank", "award"], "subject": ["TGPL"]},
}
"""Every parameter that a problem of a code is made with, and values of it."""

WHERE = CellRef("Thẩm định", 7, 4)
OF_THE_CODE = re.compile(r"[a-z]_[a-z]|\bNone\b|[{}]")
CASES = [
    (code, {name: given[min(place, len(given) - 1)] for name, given in values.items()})
    for code, values in PARAMETERS.items()
    for place in range(max([len(given) for given in values.values()], default=1))
]


def templates() -> list[tuple[Code, str]]:
    varied = [(code, text) for code, (_, texts) in VARIANTS.items() for text in texts.values()]
    return [*SENTENCES.items(), *varied, *REMEDIES.items()]


def placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def test_every_code_has_one_sentence_and_one_remedy():
    assert set(SENTENCES) | set(VARIANTS) == set(Code) == set(REMEDIES) == set(PARAMETERS)
    assert not set(SENTENCES) & set(VARIANTS)


@pytest.mark.parametrize(("code", "template"), templates())
def test_a_sentence_names_only_parameters_that_its_code_has(code, template):
    assert placeholders(template) <= ALWAYS | set(PARAMETERS[code])
    assert template.endswith((".", "{suggestion}", ". {suggestion}")) or "{suggestion}" in template


@pytest.mark.parametrize("code", VARIANTS)
def test_every_variant_is_one_that_occurs(code):
    name, texts = VARIANTS[code]
    assert set(texts) == {str(value) for value in PARAMETERS[code][name]}


@pytest.mark.parametrize(("code", "params"), CASES, ids=lambda value: getattr(value, "value", ""))
@pytest.mark.parametrize("named", [True, False])
def test_a_problem_reads_as_vietnamese_with_and_without_names(code, params, named):
    found = problem(code, WHERE, "25", **params)
    book = sample().workbook if named else None
    for text in (message(found, book), remedy(found, book)):
        assert text[0].isupper() or text[0] == "“"
        assert text.endswith((".", "?"))
        assert not OF_THE_CODE.search(text)


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (
            problem(Code.SCORE_ABOVE_MAX, WHERE, "25", maximum="20.00"),
            "Điểm 25 lớn hơn điểm tối đa 20,00.",
        ),
        (
            problem(Code.SESSION_INCOMPLETE, WHERE, "P1", fault="blank_votes", missing=8),
            "Phiên đã kiểm nhưng còn 8 đơn vị chưa có số phiếu; gõ 0 nếu không có phiếu.",
        ),
        (
            problem(Code.AMBIGUOUS_NUMBER, WHERE, "1.234", first="1.234", second="1234"),
            "“1.234” có thể đọc là 1,234 hoặc 1234.",
        ),
        (
            problem(Code.UNKNOWN_UNIT, WHERE, "Vụ PBGDLP", suggestion="Vụ PBGDPL"),
            "Không có đơn vị nào là “Vụ PBGDLP”. Có phải là “Vụ PBGDPL”?",
        ),
        (
            problem(Code.UNKNOWN_UNIT, WHERE, "X", suggestion=None),
            "Không có đơn vị nào là “X”.",
        ),
        (
            problem(Code.BALLOTS_DO_NOT_ADD_UP, WHERE, "11", relation="sum", left=11, right=10, difference=1),
            "Hợp lệ cộng không hợp lệ là 10, thu về là 11: lệch 1 phiếu.",
        ),
        (
            problem(Code.DEFAULT_UNCONFIRMED, WHERE, None, rule="ranking", subject=None),
            "Thứ tự xếp hạng: mặc định – cần thư ký xác nhận.",
        ),
        (
            problem(Code.HISTORY_DIFFERS, WHERE, "189.25", what="total", year=2018, computed="189.50"),
            "Năm 2018: “Lịch sử” ghi tổng điểm 189,25, sổ của năm đó tính ra 189,50.",
        ),
        (
            problem(Code.MISSING_VALUE, WHERE, None, column="Đồng ý"),
            "“Đồng ý” còn trống.",
        ),
    ],
)
def test_a_sentence_says_the_figures_as_the_secretary_writes_them(found, said):
    assert message(found) == said


def test_names_stand_for_codes_where_the_workbook_is_at_hand():
    found = problem(Code.MISSING_SCORE, WHERE, None, unit="TGPL", criterion="I.1")
    assert message(found) == "TGPL chưa có điểm ở tiêu chí I.1."
    assert message(found, sample().workbook) == "Cục TGPL chưa có điểm ở tiêu chí I.1."


def test_what_stands_in_the_cell_is_shown_as_typed_and_a_decision_in_its_own_words():
    assert typed_value(problem(Code.NOT_A_NUMBER, WHERE, "8,5 điểm", expected="number", kind="text")) == "8,5 điểm"
    assert typed_value(problem(Code.MISSING_VALUE, WHERE, None, column="Mã")) == ""
    assert typed_value(problem(Code.TYPED_TOTAL_DIFFERS, WHERE, "194.25", computed="193.75")) == "194,25"
    assert typed_value(problem(Code.DUPLICATE_ROW, WHERE, "1.2", first="A1")) == "1.2"
    assert typed_value(problem(Code.AMBIGUOUS_NUMBER, WHERE, "1.234", first="1.234", second="1234")) == "1.234"
    doubled = problem(Code.CONTRADICTING_DECISIONS, WHERE, "do_not_propose", award="CNTP", why="two_rows")
    assert typed_value(doubled) == "không suy tôn"


@pytest.mark.parametrize("name", ["loi_thuong_gap", "nam_moi", "cum_iii_2019"])
def test_every_problem_of_the_samples_reads_well(name):
    snapshot = sample(name)
    assert snapshot.problems
    for found in snapshot.problems:
        for text in (message(found, snapshot.workbook), remedy(found, snapshot.workbook)):
            assert text
            assert not OF_THE_CODE.search(text.replace(found.value or "\x00", ""))


def test_a_sentence_shows_the_beginning_of_a_cell_that_holds_a_page():
    found = problem(Code.UNKNOWN_TAB, WHERE, "á" * 32_000, suggestion=None)
    assert "á" * 299 + "…”" in message(found) or len(message(found)) < 400
    assert len(typed_value(problem(Code.NOT_A_NUMBER, WHERE, "á" * 32_000, expected="number", kind="text"))) == 300
