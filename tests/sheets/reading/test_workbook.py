"""Every mistake of docs/workbook.md section 5: one edit of the clean workbook, and exactly what is reported of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from lib.model.problems import Code, Severity
from lib.model.records import Tab, Workbook
from lib.model.results import AwardResult
from lib.scoring.recount.compare import recount_differences
from lib.sheets.sources.source import RawTables, UncalculatedFormula
from lib.show.words import text
from lib.snapshot import Snapshot, build_snapshot
from tests.tables import (
    CLEAN,
    NOON,
    Edit,
    another,
    cell,
    clean,
    edited,
    renamed,
    row,
    sample,
    some_book,
    the_snapshot,
    told,
    without,
    without_column,
)

Told = tuple[str, str, str | None, str | None]

# The lists of the contract, to the letter.
NOTES = "unknown_tab unknown_column unknown_item missing_score default_unconfirmed"
DOUBTS = """
typed_total_differs rounded_threshold max_does_not_add_up below_quorum too_many_decimals difference_without_reason
rating_cap not_in_prior_award decision_without_effect extra_session members_differ totals_not_comparable
"""
BLOCKING = """
missing_tab missing_column duplicate_tab duplicate_column missing_value unknown_unit unknown_criterion unknown_award
unknown_session ambiguous_name duplicate_unit duplicate_criterion duplicate_row not_a_number ambiguous_number
formula_error formula_not_calculated legacy_encoding bad_date bad_choice bad_setting bad_threshold score_above_max
score_below_min ballots_do_not_add_up votes_exceed_ballots session_incomplete contradicting_decisions recount_differs
"""
# Those of section 7, each with its case in `test_nothing_lost.py`.
LOST = {
    **dict.fromkeys(("empty_tab", "hidden_row", "read_over"), Severity.NOTE),
    **dict.fromkeys(
        (
            "unit_without_column", "criterion_without_row", "merged_scores", "session_not_marked", "unclear_row",
            "duplicate_name", "two_leaders", "implausible_history", "criterion_in_other_group",
            "still_changing", "registered_twice",
        ),
        Severity.DOUBT,
    ),
    **dict.fromkeys(
        (
            "rows_above_header", "almost_tab", "almost_column", "almost_item", "column_without_header",
            "conference_date_needed", "bad_period", "merged_rule", "percent_in_score", "looks_like_a_date",
        ),
        Severity.BLOCKING,
    ),
}  # fmt: skip
SEVERITIES = {
    **dict.fromkeys(NOTES.split(), Severity.NOTE),
    **dict.fromkeys(DOUBTS.split(), Severity.DOUBT),
    **dict.fromkeys(BLOCKING.split(), Severity.BLOCKING),
}
TCVN3 = "Côc Trî gióp ph¸p lý"


def incomplete(number: int = 2) -> Told:
    return ("session_incomplete", "Bỏ phiếu", f"K{number}", "đã kiểm")


MISTAKES: list[tuple[list[Edit], list[Told]]] = [
    # notes
    ([another("Nháp", ["x"])], [("unknown_tab", "Nháp", None, "Nháp")]),
    ([cell("Đơn vị", "I1", "Điện thoại")], [("unknown_column", "Đơn vị", "I1", "Điện thoại")]),
    ([row("Thông tin", "Khẩu hiệu", "Đoàn kết")], [("unknown_item", "Thông tin", "A10", "Khẩu hiệu")]),
    (
        [cell("Thẩm định", "B2", None), cell("Tự chấm", "B2", " "), cell("Thẩm định", "B7", None)],
        [("missing_score", "Thẩm định", "B2", None)],
    ),
    (
        [cell("Thông tin", "B6", None), cell("Thông tin", "C6", None)],
        [("default_unconfirmed", "Thông tin", "B6", None)],
    ),
    (
        [cell("Danh hiệu", "J3", None), cell("Danh hiệu", "K3", None)],
        [("default_unconfirmed", "Danh hiệu", "J3", None)],
    ),
    # doubts
    ([cell("Thẩm định", "B7", 39)], [("typed_total_differs", "Thẩm định", "B7", "39")]),
    ([row("Tự chấm", "Tổng", "39,4", 37.5, 37.5, 33.25)], [("typed_total_differs", "Tự chấm", "B7", "39,4")]),
    ([cell("Danh hiệu", "D2", "66,67%")], [("rounded_threshold", "Danh hiệu", "D2", "66,67%")]),
    ([cell("Tiêu chí", "D2", 31)], [("max_does_not_add_up", "Tiêu chí", "D2", "31")]),
    (
        [cell("Bỏ phiếu", f"{letter}2", 2) for letter in "FGHI"]
        + [cell("Phiếu", f"{letter}{number}", 1) for number in range(2, 6) for letter in "CD"]
        + [cell("Phiếu", "E5", 0)],
        [
            ("below_quorum", "Bỏ phiếu", "F2", "2"),
        ],
    ),
    (
        [cell("Thẩm định", "B2", 19.995), cell("Tự chấm", "B2", 19.995)],
        [("too_many_decimals", "Thẩm định", "B2", "19.995"), ("too_many_decimals", "Tự chấm", "B2", "19.995")],
    ),
    (
        [cell("Tự chấm", "D2", "18,0"), cell("Tự chấm", "C3", 9)],
        [
            ("difference_without_reason", "Thẩm định", "D2", "18.5"),
            ("difference_without_reason", "Thẩm định", "C3", "KPS"),
        ],
    ),
    ([cell("Xếp loại", "C2", 5)], [("rating_cap", "Xếp loại", "C2", "5")]),
    ([row("Phiếu", "P2", "Cục Con nuôi", 0, 0, 0)], [("not_in_prior_award", "Phiếu", "B8", "Cục Con nuôi")]),
    (
        [row("Quyết định", "CNTP", "CN", "suy tôn", "lý do", "Cụm trưởng")],
        [("decision_without_effect", "Quyết định", "C2", "suy tôn")],
    ),
    (
        [row("Bỏ phiếu", "P3", "CCP", 2, *[None] * 7, "đã kiểm"), row("Phiếu", "P3", "PBGDPL", 1)],
        [("extra_session", "Bỏ phiếu", "A4", "P3")],
    ),
    ([cell("Bỏ phiếu", "E2", 5)], [("members_differ", "Bỏ phiếu", "E2", "5")]),
    (
        [cell("Tiêu chí", "F4", "loại trừ"), cell("Thẩm định", "C7", 27)],
        [("totals_not_comparable", "Thông tin", "B6", "Tổng điểm")],
    ),
    (
        [cell("Danh hiệu", "I2", "cảnh báo"), cell("Đăng ký", "A3", "TGPL")],
        [("not_registered", "Phiếu", "B3", "THADS"), ("registered_twice", "Đăng ký", "A3", "TGPL")],
    ),
    (
        [cell("Phiếu", f"{letter}4", None) for letter in "ABCDE"],
        [("registered_not_on_ballot", "Bỏ phiếu", "A2", "P1")],
    ),
    # tabs and columns
    ([without("Thẩm định"), without("Tự chấm")], [("missing_tab", "Thẩm định", None, None)]),
    ([cell("Xếp loại", "F1", "Không đạt")], [
        ("missing_column", "Xếp loại", None, None), ("unknown_column", "Xếp loại", "F1", "Không đạt"),
    ]),
    ([cell("Phong trào", "H1", "Cục TGPL")], [("duplicate_column", "Phong trào", "H1", "Cục TGPL")]),
    ([cell("Điển hình", "F1", "Ngày")], [("duplicate_column", "Điển hình", "F1", "Ngày")]),
    # values
    ([cell("Thông tin", "B2", None)], [("missing_value", "Thông tin", "B2", None)]),
    ([cell("Đơn vị", "B5", "")], [("missing_value", "Đơn vị", "B5", "")]),
    ([cell("Giải trình", "A2", "Cục lạ")], [
        ("unknown_unit", "Giải trình", "A2", "Cục lạ"), ("difference_without_reason", "Thẩm định", "C2", "19"),
    ]),
    ([cell("Giải trình", "B2", "I.l")], [
        ("unknown_criterion", "Giải trình", "B2", "I.l"), ("difference_without_reason", "Thẩm định", "C2", "19"),
    ]),
    ([row("Đăng ký", "CN", "CNPT")], [("unknown_award", "Đăng ký", "B6", "CNPT")]),
    ([cell("Bỏ phiếu", "B3", "CPC")], [("unknown_award", "Bỏ phiếu", "B3", "CPC"), incomplete(3)]),
    ([cell("Phiếu", "A7", "P9")], [("unknown_session", "Phiếu", "A7", "P9"), incomplete(3)]),
    ([cell("Đơn vị", "C4", "Cục TGPL"), row("Giao ước", "Cục TGPL"), cell("Tự chấm", "B1", "TGPL")], [
        ("ambiguous_name", "Giao ước", "A3", "Cục TGPL"),
    ]),
    ([row("Đơn vị", "CN", "Cục Công nghệ")], [("duplicate_unit", "Đơn vị", "A6", "CN")]),
    ([row("Tiêu chí", "I.2", None, "Việc khác", 5)], [("duplicate_criterion", "Tiêu chí", "A9", "I.2")]),
    ([row("Thẩm định", "II.3", 0, 1, 0, 0)], [("duplicate_row", "Thẩm định", "A8", "II.3")]),
    ([row("Phiếu", "P2", "Cục TGPL", 3, 0, 0)], [("duplicate_row", "Phiếu", "B8", "Cục TGPL"), incomplete(3)]),
    ([cell("Bỏ phiếu", "B3", "CNTP")], [
        ("duplicate_row", "Bỏ phiếu", "A3", "P2"), incomplete(2), incomplete(3),
    ]),
    ([cell("Thẩm định", "C2", "8,5 điểm")], [("not_a_number", "Thẩm định", "C2", "8,5 điểm")]),
    ([cell("Thẩm định", "C2", True)], [("not_a_number", "Thẩm định", "C2", "TRUE")]),
    ([cell("Thẩm định", "C2", dt.date(2019, 5, 1))], [("looks_like_a_date", "Thẩm định", "C2", "01/05/2019")]),
    ([cell("Thẩm định", "C2", "1.234")], [("ambiguous_number", "Thẩm định", "C2", "1.234")]),
    ([cell("Thẩm định", "C2", "#REF!")], [("formula_error", "Thẩm định", "C2", "#REF!")]),
    ([cell("Phiếu", "C2", "Loading...")], [("formula_error", "Phiếu", "C2", "Loading..."), incomplete()]),
    (
        [cell("Thẩm định", "C2", UncalculatedFormula("=8-0.5"))],
        [("formula_not_calculated", "Thẩm định", "C2", "=8-0.5")],
    ),
    ([cell("Giao ước", "A2", TCVN3)], [("legacy_encoding", "Giao ước", "A2", TCVN3)]),
    ([cell("Tự chấm", "A6", dt.date(2019, 2, 3))], [
        ("criterion_without_row", "Tự chấm", "A1", "Mã"), ("bad_code", "Tự chấm", "A6", "03/02/2019"),
    ]),
    ([cell("Đăng ký", "C2", "30/02/2019")], [("bad_date", "Đăng ký", "C2", "30/02/2019")]),
    ([cell("Kế thừa", "C2", "thay tên")], [("bad_choice", "Kế thừa", "C2", "thay tên")]),
    ([cell("Thông tin", "B6", "Điểm cao")], [("bad_setting", "Thông tin", "B6", "Điểm cao")]),
    ([cell("Danh hiệu", "F3", "CCP")], [("bad_setting", "Danh hiệu", "F3", "CCP")]),
    ([cell("Danh hiệu", "D3", dt.date(2019, 3, 2))], [("bad_threshold", "Danh hiệu", "D3", "02/03/2019")]),
    ([cell("Thẩm định", "C2", 20.5)], [("score_above_max", "Thẩm định", "C2", "20.5")]),
    ([cell("Thẩm định", "C2", "−1")], [("score_below_min", "Thẩm định", "C2", "−1")]),
    # ballots
    ([cell("Bỏ phiếu", "J2", 1)], [("ballots_do_not_add_up", "Bỏ phiếu", "H2", "4"), incomplete()]),
    (
        [cell("Bỏ phiếu", "F2", 5)],
        [("ballots_do_not_add_up", "Bỏ phiếu", "F2", "5"), incomplete()],
    ),
    ([cell("Phiếu", "D2", 1)], [("votes_exceed_ballots", "Phiếu", "C2", "4"), incomplete()]),
    ([cell("Phiếu", "C3", None)], [("missing_value", "Phiếu", "C3", None), incomplete()]),
    ([row("Bỏ phiếu", "P3", "CCP", 2, *[None] * 7, "đã kiểm")], [incomplete(4)]),
    ([cell("Bỏ phiếu", "C3", 3)], [("round_missing", "Bỏ phiếu", "C3", "3"), incomplete(3)]),
    (
        [row("Quyết định", "CNTP", "TGPL", verdict, "lý do", "Cụm trưởng") for verdict in ("rút", "suy tôn")],
        [("contradicting_decisions", "Quyết định", "C3", "suy tôn")],
    ),
    (
        [cell("Phiếu", "C5", 4), cell("Phiếu", "E5", 0), cell("Danh hiệu", "C2", 1)]
        + [row("Quyết định", "CNTP", unit, "suy tôn", "lý do", "Cụm trưởng") for unit in ("TGPL", "PBGDPL")],
        [
            ("contradicting_decisions", "Quyết định", "C2", "suy tôn"),
            ("contradicting_decisions", "Quyết định", "C3", "suy tôn"),
        ],
    ),
    (
        [
            cell("Phiếu", "C5", 4), cell("Phiếu", "E5", 0), cell("Danh hiệu", "C2", 1), cell("Bỏ phiếu", "B3", "CNTP"),
            cell("Bỏ phiếu", "C3", 2), row("Phiếu", "P2", "CN", 1), cell("Bỏ phiếu", "I3", 4),
            cell("Bỏ phiếu", "J3", 0),
        ],
        [("not_in_run_off", "Phiếu", "B8", "CN")],
    ),
]  # fmt: skip
FROM_SEVERAL_SOURCES = {"duplicate_tab"}
NEVER_BY_AN_EDIT = {"recount_differs"}


def sorted_told(found: list[Told]) -> list[Told]:
    return sorted(found, key=lambda entry: tuple(part or "" for part in entry))


@pytest.mark.parametrize(("edits", "expected"), MISTAKES, ids=[f"{e[0][0]}-{i}" for i, (_, e) in enumerate(MISTAKES)])
def test_a_mistake_is_told_at_its_cell_with_what_was_typed_and_its_remedy_and_nothing_else_is(edits, expected):
    snapshot = the_snapshot(*edits)
    assert sorted_told(told(snapshot.problems)) == sorted_told(expected)
    assert snapshot.recount_agrees
    for found in snapshot.problems:
        assert "{" not in text.message(found, snapshot.workbook) + text.remedy(found, snapshot.workbook)


def test_every_code_of_the_contract_is_among_the_mistakes():
    shown = {entry[0] for _, expected in MISTAKES for entry in expected}
    assert set(SEVERITIES) - shown == FROM_SEVERAL_SOURCES | NEVER_BY_AN_EDIT


def test_severities_are_exactly_those_of_the_contract():
    assert {code: Code(code).usual for code in SEVERITIES | LOST} == SEVERITIES | LOST


def test_a_code_that_the_contract_does_not_know_is_one_of_ours():
    ours = {code.value: code for code in Code if code.value not in SEVERITIES | LOST}
    assert {name: code.usual for name, code in ours.items()} == {
        "not_in_run_off": Severity.DOUBT,
        "not_registered": Severity.DOUBT,
        "registered_not_on_ballot": Severity.DOUBT,
        "chosen_not_on_ballot": Severity.DOUBT,
        "vacated_when": Severity.DOUBT,
        "not_on_later_ballot": Severity.NOTE,
        "history_differs": Severity.DOUBT,
        "foreign_locale": Severity.DOUBT,
        "over_vote": Severity.NOTE,
        "present_differs": Severity.DOUBT,
        "not_in_roll_call": Severity.DOUBT,
        "template_names": Severity.BLOCKING,
        "circular_rename": Severity.DOUBT,
        "ballots_differ": Severity.BLOCKING,
        "counts_differ": Severity.BLOCKING,
        "ballot_not_secret": Severity.BLOCKING,
        "ballot_unreadable": Severity.BLOCKING,
        "text_cut": Severity.DOUBT,
        "long_name": Severity.DOUBT,
        "invisible_sign": Severity.DOUBT,
        "round_missing": Severity.BLOCKING,
        "bad_code": Severity.BLOCKING,
    }


def test_a_second_computation_that_differs_is_told_at_the_unit_and_the_award():
    snapshot = the_snapshot()
    wrong = snapshot.standings.assign(total=snapshot.standings["total"] + 1)
    awards = tuple(AwardResult(r.award, r.status, r.quota) for r in snapshot.awards)
    found = recount_differences(snapshot.workbook, wrong, awards)
    assert {(p.code, p.where.tab, p.where.a1) for p in found} == {
        *((Code.RECOUNT_DIFFERS, "Đơn vị", f"A{number}") for number in range(2, 6)),
        *((Code.RECOUNT_DIFFERS, "Danh hiệu", f"A{number}") for number in (2, 3)),
    }


def test_the_clean_workbook_has_no_problem():
    assert the_snapshot().problems == ()


def test_what_google_made_a_date_is_told_as_a_date():
    before = edited(cell("Danh hiệu", "D2", 43526), cell("Tự chấm", "A2", 43497), cell("Phiếu", "A2", 43497))
    google = RawTables(tuple(replace(raw, serial_dates=True) for raw in before.tables), before.labels)
    found = [entry for entry in told(the_snapshot_of(google).problems) if entry[0].startswith("bad_")]
    assert found == [
        ("bad_code", "Tự chấm", "A2", "01/02/2019"),
        ("bad_threshold", "Danh hiệu", "D2", "02/03/2019"),
        ("bad_code", "Phiếu", "A2", "01/02/2019"),
    ]


def test_problems_stand_in_the_order_of_tabs_rows_and_columns():
    edits = [
        cell("Phiếu", "C3", "x"),
        cell("Thẩm định", "C3", "x"),
        cell("Thẩm định", "D2", "x"),
        cell("Thông tin", "B5", 9),
    ]
    found = [(p.where.tab, p.where.a1) for p in the_snapshot(*edits).problems]
    assert found == [
        ("Thông tin", "B5"), ("Thẩm định", "D2"), ("Thẩm định", "C3"), ("Bỏ phiếu", "K2"), ("Phiếu", "C3"),
    ]  # fmt: skip


def test_problems_of_tabs_that_are_not_there_come_first():
    assert the_snapshot(without("Phiếu"), cell("Đơn vị", "B2", None)).problems[0].where.tab == "Phiếu"


# -- the whole -----------------------------------------------------------------------------------------------------


def the_snapshot_of(tables: RawTables) -> Snapshot:
    return build_snapshot(tables, NOON)


def test_every_tab_of_the_contract_is_read_into_its_records():
    workbook = the_snapshot().workbook
    assert workbook.tabs == frozenset(Tab) - {Tab.GUIDE, Tab.ORIGIN}
    assert len(CLEAN) == len(workbook.tabs)
    filled = """
        units groups criteria awards sessions votes explanations registrations pledges exclusions leadership movements
        exemplars ratings history lineage agenda tasks
    """
    assert [name for name in filled.split() if not getattr(workbook, name)] == []


def test_the_sample_reads_whole():
    workbook = the_snapshot_of(sample()).workbook
    assert (len(workbook.units), len(workbook.criteria), len(workbook.awards)) == (11, 30, 2)


def test_an_empty_source_is_an_empty_workbook_with_problems():
    snapshot = the_snapshot_of(some_book({}))
    assert snapshot.workbook.units == Workbook().units
    assert {p.code for p in snapshot.problems} == {Code.MISSING_TAB}


@pytest.mark.parametrize("tab", sorted(CLEAN))
def test_a_tab_with_headers_alone_is_an_empty_one(tab):
    rows = CLEAN[tab][:1]
    tables = some_book({name: rows if name == tab else content for name, content in CLEAN.items()})
    assert the_snapshot_of(tables).recount_agrees


def test_a_tab_that_is_renamed_to_something_unknown_costs_its_feature_and_is_noted():
    snapshot = the_snapshot(renamed("Giao ước", "Giao ước đã ký"))
    assert told(snapshot.problems) == [("unknown_tab", "Giao ước đã ký", None, "Giao ước đã ký")]
    assert snapshot.workbook.pledges is None


def test_a_missing_column_of_votes_keeps_what_else_can_be_read():
    snapshot = the_snapshot(without_column("Phiếu", "C"))
    assert {p.code.value for p in snapshot.problems} == {"missing_column", "session_incomplete"}
    assert snapshot.standings["rank"].tolist() == [1, 2, 3, 4]
    assert {result.status.value for result in snapshot.awards} == {"waiting"}


def test_links_lead_to_the_tabs_of_a_google_spreadsheet():
    tables = clean()
    linked = RawTables(
        tuple(replace(raw, url=f"https://x#gid={n}") for n, raw in enumerate(tables.tables)), tables.labels
    )
    snapshot = the_snapshot_of(linked)
    assert snapshot.link(snapshot.workbook.units[0].cell) == "https://x#gid=1&range=A2"
    assert the_snapshot().link(snapshot.workbook.units[0].cell) is None


def test_a_name_longer_than_any_name_is_told_and_shown_by_its_beginning():
    long = "Vụ " + "á" * 32_000
    snapshot = the_snapshot(cell("Đơn vị", "B4", long), cell("Đơn vị", "B5", "Vụ " + "b" * 297))
    (found,) = (problem for problem in snapshot.problems if problem.code is Code.LONG_NAME)
    assert (found.where.a1, found.param("length")) == ("B4", 32_003)
    assert [len(unit.name) for unit in snapshot.workbook.units][2:] == [300, 300]
    assert snapshot.workbook.units[2].name == long[:299] + "…"


def test_a_text_that_lost_its_end_is_told_at_its_cell():
    tables = clean()
    cut = replace(tables, tables=(replace(tables.tables[0], cut=frozenset({(2, 4)})), *tables.tables[1:]))
    before = {problem.code for problem in build_snapshot(tables, NOON).problems}
    (found,) = (p for p in build_snapshot(cut, NOON).problems if p.code not in before)
    assert (found.code, found.where.tab, found.where.a1) == (Code.TEXT_CUT, "Thông tin", "D2")
