"""Nothing is lost silently: every case of docs/workbook.md section 7, what is reported and what waits.

Each case is tried as an .xlsx, and as a Google spreadsheet where the two can hold the same.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from lib.model.problems import ALSO, Code, Effect, Severity, column_letters
from lib.model.records import Tab
from lib.model.results import AwardStatus, WaitingFor
from lib.sheets.layout import LAYOUT, TAB_LAYOUT, TabLayout
from lib.sheets.sources.source import RawCell, RawTables
from lib.show.words import text
from lib.show.words.awards import waiting_words
from lib.snapshot import Snapshot, build_snapshot
from tests.tables import (
    NOON,
    Book,
    Edit,
    another,
    cell,
    clean,
    edited,
    grids,
    headers_moved,
    renamed,
    row,
    the_snapshot,
    with_grids,
    without,
    without_column,
)

READ = [layout for layout in LAYOUT if layout.columns]
TOTALS, SESSIONS, AWARDS = Effect.TOTALS, Effect.SESSIONS, Effect.AWARDS
REGISTERED, RANKING = Effect.REGISTERED_AWARDS, Effect.RANKING
DECIDES = {
    Tab.INFO: {TOTALS, AWARDS}, Tab.UNITS: {AWARDS}, Tab.CRITERIA: {TOTALS, AWARDS}, Tab.VERIFIED: {TOTALS},
    Tab.SELF: {TOTALS}, Tab.AWARDS: {AWARDS}, Tab.SESSIONS: {SESSIONS}, Tab.VOTES: {SESSIONS},
    Tab.BALLOT_PAPERS: {SESSIONS}, Tab.DECISIONS: {AWARDS}, Tab.EXCLUSIONS: {AWARDS}, Tab.REGISTRATIONS: {REGISTERED},
}  # fmt: skip


def of_code(snapshot: Snapshot, code: str) -> list[tuple[str, str | None, Severity]]:
    """Where a code is reported, with its severity."""
    found = (p for p in snapshot.problems if p.code.value == code)
    return [(p.where.tab, p.where.a1, p.severity) for p in found]


def effects(snapshot: Snapshot, code: str) -> set[Effect]:
    return {o.effect for o in snapshot.workbook.obstacles if o.problem.code.value == code}


def proposed(snapshot: Snapshot) -> set[tuple[str, str]]:
    return {(result.award, unit) for result in snapshot.awards for unit in result.proposed}


def swapped(tab: str, target: int) -> Edit:
    """The header row sorted to the 0-based row `target` of a tab, as sorting a whole sheet does."""

    def edit(book: Book) -> None:
        header = book[tab].pop(0)
        book[tab].insert(min(target, len(book[tab])), header)

    return edit


# -- a header that was sorted into its data ------------------------------------------------------------------------

# A tab whose rows name nothing that another tab knows needs more than one row of data to be distinguished from a title.
MORE: dict[Tab, tuple[RawCell, ...]] = {
    Tab.BALLOT_PAPERS: ("P1", 1, None, None, None, "x", "x", "x", "x"),
    Tab.ROLL_CALL: ("TGPL", "có", None, None),
    Tab.DECISIONS: ("CNTP", "TGPL", "rút", "theo biên bản", "Cụm trưởng", "11:00"),
}


def sorted_below(layout: TabLayout, target: int = 5) -> list[Edit]:
    """The header of a tab sorted below its rows, of which there is at least one."""
    more = [row(layout.name, *MORE[layout.tab])] if layout.tab in MORE else []
    return [*more, swapped(layout.name, target)]


@pytest.mark.parametrize("target", [1, 5, 999])
@pytest.mark.parametrize("layout", READ, ids=lambda layout: layout.tab.value)
def test_a_header_sorted_into_its_data_is_told_and_nothing_of_its_tab_decides(layout, target):
    book = edited(*sorted_below(layout, target))
    snapshot = build_snapshot(book, NOON)
    told = [p for p in snapshot.problems if p.code is Code.ROWS_ABOVE_HEADER]
    at = min(target, len(grids(book)[layout.name]) - 1)
    assert [(p.where.tab, p.where.a1, p.param("rows")) for p in told] == [(layout.name, f"A{at + 1}", at)]
    assert "Hoàn tác" in text.remedy(told[0])
    assert f"dòng {at + 1}" in text.remedy(told[0])
    assert effects(snapshot, "rows_above_header") == DECIDES.get(layout.tab, set())
    assert proposed(snapshot) <= proposed(the_snapshot())
    if AWARDS in DECIDES.get(layout.tab, set()):
        assert {result.status for result in snapshot.awards} <= {AwardStatus.WAITING}
    if TOTALS in DECIDES.get(layout.tab, set()):
        assert not snapshot.standings["final"].any()
    assert snapshot.recount_agrees


def test_a_name_above_the_header_of_its_tab_is_told_with_its_cell_and_no_other_is_proposed_for_it():
    snapshot = the_snapshot(swapped("Đơn vị", 1))
    told = [found for found in snapshot.problems if found.code is Code.UNKNOWN_UNIT]
    assert {found.where.tab for found in told} >= {"Thẩm định", "Phiếu"}
    for found in told:
        assert found.param("suggestion") is None
        assert "đang ở ô Đơn vị!" in text.message(found)
        assert "ô này không phải sửa" in text.remedy(found)


@pytest.mark.parametrize("layout", READ, ids=lambda layout: layout.tab.value)
@pytest.mark.parametrize(
    "heading",
    [["BẢNG SỐ LIỆU NĂM 2019"], ["CỤM THI ĐUA SỐ III", "Mẫu 01"], [None, None, "Năm 2019"]],
    ids=["one cell", "two cells", "in the third"],
)
def test_a_heading_above_the_header_is_no_data(layout, heading):
    book = grids(clean())
    book[layout.name].insert(0, heading)
    assert of_code(build_snapshot(with_grids(clean(), book), NOON), "rows_above_header") == []


# -- named cases: the edit, the code, where, its severity, what waits ----------------------------------------------

BLOCKING, DOUBT, NOTE = Severity.BLOCKING, Severity.DOUBT, Severity.NOTE
Case = tuple[str, list[Edit], str, tuple[str, str | None], Severity, set[Effect]]
CASES: list[Case] = [
    ("a unit's column is deleted", [without_column("Thẩm định", "E")],
     "unit_without_column", ("Thẩm định", "A1"), DOUBT, set()),
    ("a unit's column is deleted in Tự chấm, the verified scores stand", [without_column("Tự chấm", "B")],
     "unit_without_column", ("Tự chấm", "A1"), NOTE, set()),
    ("a criterion's row is blanked", [*(cell("Thẩm định", f"{x}3", None) for x in "ABCDE")],
     "criterion_without_row", ("Thẩm định", "A1"), DOUBT, set()),
    ("the code of a score row is gone", [cell("Thẩm định", "A3", None)],
     "missing_value", ("Thẩm định", "A3"), BLOCKING, {TOTALS}),
    ("a row of scores names no criterion", [cell("Thẩm định", "A3", "I.9")],
     "unknown_criterion", ("Thẩm định", "A3"), BLOCKING, {TOTALS}),
    ("the criterion of a row of scores is deleted", [cell("Tiêu chí", f"{x}4", None) for x in "ACDEF"],
     "unknown_criterion", ("Thẩm định", "A3"), BLOCKING, {TOTALS}),
    ("a subtotal in the column of codes", [row("Thẩm định", "Trung bình", 1, 2, 3, 4)],
     "unknown_criterion", ("Thẩm định", "A8"), BLOCKING, set()),
    ("the registrations are empty", [*(cell("Đăng ký", f"{x}{n}", None) for x in "ABCD" for n in range(2, 6))],
     "empty_tab", ("Đăng ký", None), NOTE, set()),
    ("the tab of the registrations is gone", [without("Đăng ký")], "empty_tab", ("Đăng ký", None), NOTE, set()),
    ("a session with votes has no state", [cell("Bỏ phiếu", "K2", None)],
     "session_not_marked", ("Bỏ phiếu", "K2"), DOUBT, set()),
    ("an exclusion of a misspelt unit", [row("Loại trừ", "TGLP", "KL")],
     "unknown_unit", ("Loại trừ", "A3"), BLOCKING, {AWARDS}),
    ("an exclusion of a misspelt unit that is long over", [row("Loại trừ", "TGLP", "KL", "01/01/2017", "31/12/2017")],
     "unknown_unit", ("Loại trừ", "A3"), BLOCKING, set()),
    ("a registration of a misspelt unit", [cell("Đăng ký", "A2", "TGLP")],
     "unknown_unit", ("Đăng ký", "A2"), BLOCKING, {REGISTERED}),
    ("a registration for a misspelt award", [cell("Đăng ký", "B2", "CNTB")],
     "unknown_award", ("Đăng ký", "B2"), BLOCKING, {REGISTERED}),
    ("a decision about a misspelt unit", [row("Quyết định", "CNTP", "TGLP", "rút", "vì", "Cụm trưởng")],
     "unknown_unit", ("Quyết định", "B2"), BLOCKING, {AWARDS}),
    ("a decision about a misspelt award", [row("Quyết định", "CNTB", "TGPL", "rút", "vì", "Cụm trưởng")],
     "unknown_award", ("Quyết định", "A2"), BLOCKING, {AWARDS}),
    ("a tab that keeps units out, misspelt", [renamed("Loại trừ", "Lọai trừ")],
     "almost_tab", ("Lọai trừ", None), BLOCKING, {AWARDS}),
    ("only a copy of a tab that keeps units out", [renamed("Loại trừ", "Bản sao của Loại trừ")],
     "almost_tab", ("Bản sao của Loại trừ", None), BLOCKING, {AWARDS}),
    ("a tab that keeps units out, with words before its name", [renamed("Loại trừ", "Danh sách loại trừ")],
     "almost_tab", ("Danh sách loại trừ", None), BLOCKING, {AWARDS}),
    ("the registrations, misspelt", [renamed("Đăng ký", "Đăng ky")],
     "almost_tab", ("Đăng ky", None), BLOCKING, {REGISTERED}),
    ("a copy beside the real tab", [another("Phiếu (2)", ("Mã phiên", "Đơn vị", "Đồng ý"), ("P1", "CN", 4))],
     "unknown_tab", ("Phiếu (2)", None), NOTE, set()),
    ("a rule misspelt", [cell("Danh hiệu", "H1", "Điểm tối thiêu")],
     "almost_column", ("Danh hiệu", "H1"), BLOCKING, {AWARDS}),
    ("a rule with a slip", [cell("Danh hiệu", "F1", "Chỉ xét torng")],
     "almost_column", ("Danh hiệu", "F1"), BLOCKING, {AWARDS}),
    ("a rule with words added", [cell("Loại trừ", "D1", "Đến ngày (nếu có)")],
     "almost_column", ("Loại trừ", "D1"), BLOCKING, {AWARDS}),
    ("a count misspelt", [cell("Bỏ phiếu", "I1", "Hợp lê")],
     "almost_column", ("Bỏ phiếu", "I1"), BLOCKING, {SESSIONS}),
    ("a rule of criteria misspelt", [cell("Tiêu chí", "F1", "Không phat sinh")],
     "almost_column", ("Tiêu chí", "F1"), BLOCKING, {TOTALS, AWARDS}),
    ("a column that is no rule misspelt", [cell("Danh hiệu", "K1", "Căn cư")],
     "almost_column", ("Danh hiệu", "K1"), DOUBT, set()),
    ("another column where a rule is absent", [cell("Danh hiệu", "I1", "Phụ trách chung")],
     "unknown_column", ("Danh hiệu", "I1"), DOUBT, set()),
    ("the header of a rule is gone", [cell("Danh hiệu", "C1", "Số lượng"), cell("Danh hiệu", "G1", None)],
     "column_without_header", ("Danh hiệu", "G1"), BLOCKING, {AWARDS}),
    ("the header of a unit is gone", [cell("Thẩm định", "C1", None)],
     "column_without_header", ("Thẩm định", "C1"), BLOCKING, {TOTALS}),
    ("the headers of the votes moved sideways", [headers_moved("Phiếu", "C")],
     "column_without_header", ("Phiếu", "C1"), BLOCKING, {SESSIONS}),
    ("the headers of the units moved sideways", [headers_moved("Thẩm định", "B")],
     "column_without_header", ("Thẩm định", "B1"), BLOCKING, {TOTALS}),
    ("the header of a rule that few criteria use moved sideways",
     [cell("Tiêu chí", "F4", "0"), cell("Tiêu chí", "F7", "0"), headers_moved("Tiêu chí", "F")],
     "column_without_header", ("Tiêu chí", "F1"), BLOCKING, {TOTALS, AWARDS}),
    ("a scribble inside the table, where every column holds something", [cell("Danh hiệu", "K1", None)],
     "column_without_header", ("Danh hiệu", "K1"), NOTE, set()),
    ("a scribble beside the table", [cell("Giao ước", "F2", "hỏi lại")],
     "column_without_header", ("Giao ước", "F1"), NOTE, set()),
    ("a registration filled down over another",
     [cell("Đăng ký", "A3", "TGPL"), cell("Đăng ký", "B3", "CNTP")],
     "registered_twice", ("Đăng ký", "A3"), DOUBT, set()),
    ("an item misspelt", [cell("Thông tin", "A7", "Trần điểm cộng")],
     "almost_item", ("Thông tin", "A7"), BLOCKING, {TOTALS}),
    ("the ranking misspelt", [cell("Thông tin", "A6", "Thứ tự xếp hang")],
     "almost_item", ("Thông tin", "A6"), BLOCKING, {RANKING}),
    ("no conference date", [cell("Thông tin", "B4", None)],
     "conference_date_needed", ("Thông tin", "B4"), BLOCKING, set()),
    ("a conference date of another year", [cell("Thông tin", "B4", dt.date(2017, 12, 18))],
     "conference_date_needed", ("Thông tin", "B4"), BLOCKING, set()),
    ("an exclusion that ends before it begins", [cell("Loại trừ", "D2", "31/12/2017")],
     "bad_period", ("Loại trừ", "D2"), BLOCKING, {AWARDS}),
    ("a movement that ends before it begins", [cell("Phong trào", "E2", "31/12/2018")],
     "bad_period", ("Phong trào", "E2"), BLOCKING, set()),
    ("a date out of our time", [cell("Loại trừ", "C2", "01/01/1900")],
     "bad_date", ("Loại trừ", "C2"), BLOCKING, set()),
    ("an exclusion whose end cannot be read", [cell("Loại trừ", "D2", "31/2/2018")],
     "bad_date", ("Loại trừ", "D2"), BLOCKING, {AWARDS}),
    ("an exclusion whose end cannot be read and that begins later",
     [cell("Loại trừ", "C2", "01/01/2020"), cell("Loại trừ", "D2", "giữa năm")],
     "bad_date", ("Loại trừ", "D2"), BLOCKING, set()),
    ("a date as the code of a reason", [cell("Loại trừ", "B2", dt.date(2019, 1, 1))],
     "bad_code", ("Loại trừ", "B2"), BLOCKING, set()),
    ("a percentage as a score", [cell("Thẩm định", "B2", "95%")],
     "percent_in_score", ("Thẩm định", "B2"), BLOCKING, set()),
    ("a percentage as votes", [cell("Phiếu", "C2", "80 %")],
     "percent_in_score", ("Phiếu", "C2"), BLOCKING, set()),
    ("a percentage as a minimum", [cell("Danh hiệu", "H2", "80%")],
     "percent_in_score", ("Danh hiệu", "H2"), BLOCKING, set()),
    ("a percentage as a cap", [cell("Thông tin", "B7", "5%")],
     "percent_in_score", ("Thông tin", "B7"), BLOCKING, set()),
    ("a percentage as a typed total", [cell("Thẩm định", "B7", "95%")],
     "percent_in_score", ("Thẩm định", "B7"), BLOCKING, set()),
    ("two units with one name", [cell("Đơn vị", "B4", "Cục Trợ giúp pháp lý")],
     "duplicate_name", ("Đơn vị", "B4"), DOUBT, set()),
    ("two leaders of a year", [row("Lãnh đạo cụm", 2020, "Cụm trưởng", "TGPL")],
     "two_leaders", ("Lãnh đạo cụm", "C4"), DOUBT, set()),
    ("a rank above the number of units", [cell("Lịch sử", "E2", 12), cell("Lịch sử", "F2", 11)],
     "implausible_history", ("Lịch sử", "E2"), DOUBT, set()),
    ("more points than can be", [cell("Lịch sử", "C2", 125.5)],
     "implausible_history", ("Lịch sử", "C2"), DOUBT, set()),
    ("a year to come in history", [cell("Lịch sử", "A2", 2020)],
     "implausible_history", ("Lịch sử", "A2"), DOUBT, set()),
    ("fewer rows than units", [cell("Lịch sử", "F2", 11)],
     "implausible_history", ("Lịch sử", "B2"), NOTE, set()),
    ("a signature under the units", [row("Đơn vị", None, "Người lập biểu")],
     "read_over", ("Đơn vị", "B6"), NOTE, set()),
    ("a name under the units", [row("Đơn vị", None, "Nguyễn Văn Bình")],
     "unclear_row", ("Đơn vị", "B6"), DOUBT, set()),
    ("a day number as points", [cell("Thẩm định", "B2", 43892)],
     "looks_like_a_date", ("Thẩm định", "B2"), BLOCKING, set()),
    ("a day number as a maximum", [cell("Tiêu chí", "D3", 43892)],
     "looks_like_a_date", ("Tiêu chí", "D3"), BLOCKING, set()),
    ("a day number as a cap", [cell("Thông tin", "B7", 43892)],
     "looks_like_a_date", ("Thông tin", "B7"), BLOCKING, set()),
    ("a day number as a number of seats", [cell("Danh hiệu", "C2", 43892)],
     "looks_like_a_date", ("Danh hiệu", "C2"), BLOCKING, set()),
    ("a real date as votes", [cell("Phiếu", "C2", dt.date(2020, 4, 3))],
     "looks_like_a_date", ("Phiếu", "C2"), BLOCKING, set()),
    ("a day number as a threshold", [cell("Danh hiệu", "D2", 43892)],
     "bad_threshold", ("Danh hiệu", "D2"), BLOCKING, set()),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_what_is_lost_is_told_at_its_cell_with_its_severity_and_what_waits(case):
    _, edits, code, where, level, waits = case
    assert of_code(the_snapshot(), code) == []
    snapshot = the_snapshot(*edits)
    assert (*where, level) in of_code(snapshot, code)
    assert effects(snapshot, code) == waits
    assert proposed(snapshot) <= proposed(the_snapshot())
    assert snapshot.recount_agrees
    for found in snapshot.problems:
        assert found.severity in (found.code.usual, ALSO.get(found.code))
        said = text.message(found, snapshot.workbook) + text.remedy(found, snapshot.workbook)
        assert "{" not in said


def test_every_code_of_section_7_has_its_case():
    from tests.sheets.reading.test_workbook import LOST

    elsewhere = {
        "rows_above_header",
        "merged_scores",
        "merged_rule",
        "hidden_row",
        "criterion_in_other_group",
        "still_changing",
    }
    assert set(LOST) - {case[2] for case in CASES} == elsewhere


# -- what only a file shows ----------------------------------------------------------------------------------------


def with_traits(tab: str, *edits: Edit, **traits: object) -> Snapshot:
    """The clean workbook with what a file says of a tab beside its values."""
    tables = edited(*edits)
    told = tuple(replace(raw, **traits) if raw.tab == tab else raw for raw in tables.tables)  # type: ignore[arg-type]
    return build_snapshot(RawTables(told, tables.labels), NOON)


def test_a_score_shown_as_a_percentage_is_no_points():
    snapshot = with_traits("Thẩm định", cell("Thẩm định", "B2", 0.95), percents=frozenset({(2, 2)}))
    assert of_code(snapshot, "percent_in_score") == [("Thẩm định", "B2", BLOCKING)]
    assert not snapshot.standings.set_index("unit").loc["TGPL", "final"]


@pytest.mark.parametrize(
    ("place", "raw"), [(("Tiêu chí", 3, 4), 0.2), (("Danh hiệu", 2, 8), 0.8), (("Phiếu", 2, 3), 1),
                       (("Thông tin", 7, 2), 0.05), (("Tự chấm", 2, 2), 0.95), (("Thẩm định", 7, 2), 0.95)]
)  # fmt: skip
def test_a_number_shown_as_a_percentage_is_told_as_the_cell_shows_it(place, raw):
    tab, row_number, column = place
    a1 = f"{column_letters(column)}{row_number}"
    snapshot = with_traits(tab, cell(tab, a1, raw), percents=frozenset({(row_number, column)}))
    assert of_code(snapshot, "percent_in_score") == [(tab, a1, BLOCKING)]
    said = [text.message(p) for p in snapshot.problems if p.code is Code.PERCENT_IN_SCORE]
    assert said == [f"“{round(raw * 100)}%” là tỷ lệ phần trăm, không phải điểm hay số phiếu, nên chưa được tính."]


def test_a_number_of_seats_shown_as_a_percentage_is_no_number_of_seats():
    snapshot = with_traits("Danh hiệu", percents=frozenset({(2, 3)}))
    told = [text.message(p) for p in snapshot.problems if p.code is Code.NOT_A_NUMBER]
    assert told == ["Ô này cần một số nguyên từ 1 trở lên, nhưng đang là tỷ lệ phần trăm: “200%”."]
    assert snapshot.award("CNTP").status is AwardStatus.WAITING


def test_a_threshold_may_be_shown_as_a_percentage():
    assert of_code(with_traits("Danh hiệu", percents=frozenset({(2, 4)})), "percent_in_score") == []


def test_scores_under_a_merged_cell_are_told_once_at_the_merged_cell():
    merges = ((2, 2, 2, 3), (1, 1, 1, 5), (7, 2, 7, 5))
    snapshot = with_traits("Thẩm định", cell("Thẩm định", "C2", None), merges=merges)
    assert of_code(snapshot, "merged_scores") == [("Thẩm định", "B2", DOUBT)]


@pytest.mark.parametrize(
    ("tab", "a1", "merge", "effect"),
    [("Danh hiệu", "I2", (1, 9, 2, 9), {"CNTP", "CCP"}), ("Danh hiệu", "F3", (3, 5, 3, 6), {"CCP"}),
     ("Bỏ phiếu", "E3", (2, 5, 3, 5), {"CCP"}), ("Loại trừ", "D2", (2, 3, 2, 4), {"CNTP", "CCP"})],
)  # fmt: skip
def test_a_rule_under_a_merged_cell_is_no_blank_and_its_default_does_not_stand_in(tab, a1, merge, effect):
    snapshot = with_traits(tab, cell(tab, a1, None), merges=(merge,))
    assert of_code(snapshot, "merged_rule") == [(tab, a1, BLOCKING)]
    waiting = {result.award for result in snapshot.awards if result.status is AwardStatus.WAITING}
    assert waiting == effect
    assert snapshot.recount_agrees


def test_a_criterion_whose_kind_is_under_a_merged_cell_and_a_cap_make_totals_provisional():
    for tab, a1, merge in (("Tiêu chí", "E8", (7, 5, 8, 5)), ("Thông tin", "B8", (7, 2, 8, 2))):
        snapshot = with_traits(tab, cell(tab, a1, None), merges=(merge,))
        assert of_code(snapshot, "merged_rule") == [(tab, a1, BLOCKING)]
        assert not snapshot.standings["final"].any()
    titled = with_traits("Tiêu chí", merges=((2, 2, 2, 6),))
    assert of_code(titled, "merged_rule") == []


def test_a_mark_of_a_ballot_paper_under_a_merged_cell_is_no_blank():
    paper = row("Phiếu bầu", "P1", 1, 1, None, None, "x")
    snapshot = with_traits("Phiếu bầu", paper, merges=((2, 6, 2, 7),))
    assert of_code(snapshot, "ballot_unreadable") == [("Phiếu bầu", "G2", BLOCKING)]
    assert not snapshot.sessions[0].counts


def test_a_row_without_a_code_whose_figures_are_all_formulas_is_a_subtotal():
    edits = [cell("Thẩm định", "A3", None)]
    formulas = frozenset((3, column) for column in range(2, 6))
    assert of_code(with_traits("Thẩm định", *edits, formulas=formulas), "missing_value") == []
    assert of_code(with_traits("Thẩm định", *edits), "missing_value") == [("Thẩm định", "A3", BLOCKING)]


def test_hidden_rows_count_and_are_told_once_a_tab_where_they_decide():
    snapshot = with_traits("Phiếu", hidden_rows=frozenset({3, 4}))
    assert of_code(snapshot, "hidden_row") == [("Phiếu", "A3", NOTE)]
    assert proposed(snapshot) == proposed(the_snapshot())
    assert of_code(with_traits("Giao ước", hidden_rows=frozenset({2})), "hidden_row") == []


def test_awards_that_wait_for_the_conference_date_name_its_cell():
    snapshot = the_snapshot(cell("Thông tin", "B4", None))
    waits = [one for award in snapshot.awards for one in award.waiting]
    told = {waiting_words(snapshot.workbook, one) for one in waits if one.why is WaitingFor.CONFERENCE_DATE}
    assert told == {"ghi “Ngày hội nghị” để biết đơn vị nào bị loại trừ (Thông tin!B4)"}


CHANGING = DECIDES | {tab: {TOTALS, AWARDS} for tab in (Tab.UNITS, Tab.VERIFIED, Tab.SELF)}


@pytest.mark.parametrize(("tab", "expected"), CHANGING.items())
def test_totals_are_not_final_and_awards_wait_while_a_tab_of_theirs_is_being_changed(tab, expected):
    name = TAB_LAYOUT[tab].name
    snapshot = with_traits(name, unsettled=frozenset({(2, 3), (2, 2), (4, 1)}))
    assert of_code(snapshot, "still_changing") == [(name, "B2", DOUBT)]
    assert effects(snapshot, "still_changing") == expected
    assert not (TOTALS in expected and snapshot.standings["final"].any())
    assert not (AWARDS in expected and {result.status for result in snapshot.awards} != {AwardStatus.WAITING})
    assert snapshot.recount_agrees


@pytest.mark.parametrize(
    "edits",
    [[], [swapped("Điểm danh", 2)]],
    ids=["being changed", "sorted with its header"],
)
def test_who_is_present_is_not_counted_from_a_roll_call_that_cannot_be_trusted(edits):
    def called(book: Book) -> None:
        book["Điểm danh"] = [["Đơn vị", "Có mặt"], *([unit, "có"] for unit in ("TGPL", "THADS", "CN", "PBGDPL"))]

    unsettled = frozenset() if edits else frozenset({(2, 2)})
    assert the_snapshot(called).workbook.roll_call
    assert with_traits("Điểm danh", called, *edits, unsettled=unsettled).workbook.roll_call is None


def test_a_tab_that_decides_nothing_is_told_all_the_same():
    snapshot = with_traits("Giao ước", unsettled=frozenset({(2, 1)}))
    assert of_code(snapshot, "still_changing") == [("Giao ước", "A2", DOUBT)]
    assert effects(snapshot, "still_changing") == set()


# -- groups, empty tabs, lines -------------------------------------------------------------------------------------


def test_a_criterion_under_another_group_is_told_and_nobody_is_ranked_where_a_key_names_a_group():
    def moved(book: Book) -> None:
        rows = book["Tiêu chí"]
        rows.append(rows.pop(3))

    plain = the_snapshot(moved)
    assert of_code(plain, "criterion_in_other_group") == [("Tiêu chí", "A8", DOUBT)]
    assert plain.standings["rank"].notna().all()
    by_group = the_snapshot(moved, cell("Thông tin", "B6", "II. Phong trào; Tổng điểm"))
    assert effects(by_group, "criterion_in_other_group") == {RANKING}
    assert by_group.standings["rank"].isna().all()


@pytest.mark.parametrize(
    ("code", "told"), [("III.1", True), ("I.9", True), ("II.9", False), ("1.9", False), ("A.9", False), ("II9", False)]
)
def test_a_code_is_of_another_group_by_its_number_also_where_that_group_is_not_declared(code, told):
    def retyped(book: Book) -> None:
        book["Tiêu chí"][-1][0] = code

    found = of_code(the_snapshot(retyped), "criterion_in_other_group")
    assert bool(found) is told


@pytest.mark.parametrize("name", ["Quy định", "Lưu trữ", "Đăng ký xe", "Ghi chép"])
def test_a_tab_of_other_things_is_only_noted(name):
    snapshot = the_snapshot(without("Quyết định"), another(name, ("Biển số", "Xe"), ("29A", "Toyota")))
    assert of_code(snapshot, "almost_tab") == []
    assert of_code(snapshot, "unknown_tab") == [(name, None, NOTE)]


def test_an_empty_tab_of_the_right_name_ends_the_doubt_about_one_that_is_almost_it():
    headers = tuple(column.header for column in TAB_LAYOUT[Tab.EXCLUSIONS].columns)
    snapshot = the_snapshot(renamed("Loại trừ", "Lọai trừ"), another("Loại trừ", headers))
    assert of_code(snapshot, "almost_tab") == []


def test_a_blank_tab_of_the_right_name_ends_it_too_as_the_remedy_says():
    almost = the_snapshot(renamed("Loại trừ", "Lọai trừ"))
    (told,) = (p for p in almost.problems if p.code is Code.ALMOST_TAB)
    assert text.message(told).startswith("Trang tính “Lọai trừ” gần giống “Loại trừ” nên chưa rõ có phải là trang ấy;")
    assert text.remedy(told) == (
        "Nếu đúng thì sửa tên thành “Loại trừ”; nếu là trang khác thì thêm một trang trống tên “Loại trừ”."
    )
    beside = the_snapshot(renamed("Loại trừ", "Lọai trừ"), another("Loại trừ"))
    assert [p.code for p in beside.problems] == [Code.UNKNOWN_TAB]
    assert proposed(beside) == proposed(the_snapshot())


def test_a_tab_that_keeps_units_out_and_lost_all_its_cells_still_waits():
    emptied = the_snapshot(lambda book: book.update({"Loại trừ": []}))
    assert {result.status for result in emptied.awards} == {AwardStatus.WAITING}


@pytest.mark.parametrize(("header", "at"), [("Điểm tối thiêu", "H1"), ("Căn cư", "K1")])
def test_a_header_that_is_almost_ours_names_it_once_and_says_what_the_default_does(header, at):
    (told,) = the_snapshot(cell("Danh hiệu", at, header)).problems
    meant = {"H1": "Điểm tối thiểu", "K1": "Căn cứ"}[at]
    asked = f". Có phải là “{meant}”? Khi chưa rõ thì không dùng giá trị mặc định."
    proposal = asked if told.blocks else f"; gần giống “{meant}”."
    assert text.message(told) == f"Tiêu đề “{header}” không có trong mẫu nên cột không được đọc{proposal}"
    assert text.remedy(told).startswith(f"Nếu đúng thì sửa tiêu đề thành “{meant}”;")


def test_values_without_a_header_beside_the_columns_of_all_units_are_only_noted():
    beside = [cell("Thẩm định", f"F{number}", 1) for number in range(2, 7)]
    snapshot = the_snapshot(*beside)
    assert of_code(snapshot, "column_without_header") == [("Thẩm định", "F1", NOTE)]
    assert snapshot.standings["final"].all()
    assert not the_snapshot(*beside, without_column("Thẩm định", "E")).standings["final"].any()


def test_a_header_of_ballot_papers_that_is_no_unit_is_named():
    (told,) = the_snapshot(cell("Phiếu bầu", "F1", "TGLP")).problems
    assert text.message(told) == "Không có đơn vị nào là “TGLP”. Có phải là “TGPL”?"


def test_a_copy_beside_a_tab_without_rows_is_a_doubt():
    snapshot = the_snapshot(another("Quyết định (2)", ("Danh hiệu", "Đơn vị"), ("CNTP", "TGPL")))
    assert of_code(snapshot, "unknown_tab") == [("Quyết định (2)", None, DOUBT)]


@pytest.mark.parametrize(
    "line",
    ["Người lập biểu", "(Ký, ghi rõ họ tên)", "Ký tên", "Tổng cộng", "Cộng:", "Ghi chú: số liệu đến 30/11", "11 đơn vị",
     "Hà Nội, ngày 18 tháng 12 năm 2019", "THƯ KÝ", "Danh sách có 11 đơn vị"],
)  # fmt: skip
@pytest.mark.parametrize("tab", ["Đơn vị", "Phiếu", "Đăng ký", "Loại trừ", "Danh hiệu"])
def test_what_stands_under_tables_is_read_over_and_noted(tab, line):
    snapshot = the_snapshot(row(tab, line))
    assert [level for *_, level in of_code(snapshot, "read_over")] == [NOTE]
    assert snapshot.workbook.units == the_snapshot().workbook.units
    assert proposed(snapshot) == proposed(the_snapshot())


@pytest.mark.parametrize("tab", ["Thẩm định", "Tự chấm"])
def test_what_stands_in_the_code_under_a_score_table_is_no_criterion(tab):
    snapshot = the_snapshot(row(tab, "Người lập biểu"), row(tab, "Hà Nội, ngày 18 tháng 12 năm 2019"))
    assert [level for *_, level in of_code(snapshot, "read_over")] == [NOTE, NOTE]
    assert not any(found.blocks for found in snapshot.problems)


def test_an_item_that_is_almost_ours_is_not_said_to_be_used_by_default():
    snapshot = the_snapshot(cell("Thông tin", "A7", "Trần điểm cộng"))
    assert of_code(snapshot, "default_unconfirmed") == []


def test_a_code_without_a_name_may_be_a_unit_and_may_not():
    blank = cell("Bỏ phiếu", "E2", None)
    snapshot = the_snapshot(blank, row("Đơn vị", "X", None))
    assert of_code(snapshot, "missing_value") == [("Đơn vị", "B6", BLOCKING)]
    assert snapshot.award("CNTP").status is AwardStatus.WAITING


@pytest.mark.parametrize("name", ["Cục Đăng ký quốc gia", "Tổng cục Thi hành án", "Ký túc xá Bộ", "Cộng hòa"])
def test_names_that_begin_like_a_line_are_names(name):
    snapshot = the_snapshot(row("Đơn vị", "MOI", name))
    assert of_code(snapshot, "read_over") == []
    assert snapshot.workbook.units[-1].name == name


def test_where_a_row_may_be_a_unit_a_session_without_a_typed_number_does_not_count():
    blank = cell("Bỏ phiếu", "E2", None)
    assert the_snapshot(blank).award("CNTP").proposed
    unsure = the_snapshot(blank, row("Đơn vị", None, "Nguyễn Văn Bình"))
    assert unsure.workbook.members is None
    assert not unsure.award("CNTP").proposed
