"""`Danh hiệu`, `Bỏ phiếu`, `Phiếu`, `Quyết định` as records (docs/workbook.md section 2)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest

from lib.model.domain import (
    AwardRule,
    Base,
    RegistrationRule,
    SessionState,
    Threshold,
    ThresholdForm,
    Verdict,
    VotingMethod,
)
from lib.sheets.reading.workbook import read
from lib.sheets.sources.source import UncalculatedFormula
from tests.tables import cell, edited, row, the_workbook, told, without, without_column


def faults(*edits, tab):
    return [found for found in told(read(edited(*edits))[1]) if found[1] == tab]


# -- awards ------------------------------------------------------------------------------------------------------


def test_an_award_with_all_its_rules():
    award = the_workbook(cell("Danh hiệu", "H2", "30,5")).award("CNTP")
    assert (award.name, award.quota, award.threshold) == ("Cờ thi đua ngành Tư pháp", 2, Threshold(Fraction(2, 3)))
    assert (award.base, award.rounds, award.minimum) == (Base.MEMBERS, 2, Decimal("30.5"))
    assert (award.registration, award.own_vote, award.basis) == (RegistrationRule.REQUIRED, True, "Quy chế")
    assert (award.within, award.blocked, award.defaults) == (None, False, frozenset())


def test_blank_rules_take_their_defaults_and_are_named_without_a_basis():
    blanks = [cell("Danh hiệu", f"{letter}3", None) for letter in "DEGIJ"]
    award = the_workbook(*blanks).award("CCP")
    assert (award.threshold, award.base, award.rounds) == (Threshold(Fraction(2, 3)), Base.MEMBERS, 2)
    assert (award.registration, award.own_vote, award.blocked) == (RegistrationRule.NONE, True, False)
    assert award.defaults == frozenset(AwardRule)
    assert faults(*blanks, tab="Danh hiệu") == []
    unconfirmed = faults(*blanks, cell("Danh hiệu", "K3", None), tab="Danh hiệu")
    assert unconfirmed == [("default_unconfirmed", "Danh hiệu", f"{letter}3", None) for letter in "DEGIJ"]


def test_a_default_of_a_column_that_is_absent_is_named_at_the_code():
    found = faults(without_column("Danh hiệu", "D"), cell("Danh hiệu", "J2", None), tab="Danh hiệu")
    assert found == [("default_unconfirmed", "Danh hiệu", "A2", "CNTP")]


@pytest.mark.parametrize("letter", ["D", "G"])
def test_a_lone_dash_takes_the_default(letter):
    award = the_workbook(cell("Danh hiệu", f"{letter}2", "−")).award("CNTP")
    assert (award.threshold, award.rounds, award.blocked) == (Threshold(Fraction(2, 3)), 2, False)
    assert len(award.defaults) == 1


@pytest.mark.parametrize(
    ("a1", "value", "code"),
    [
        ("B2", None, "missing_value"),
        ("C2", None, "missing_value"),
        ("C2", "-", "missing_value"),
        ("C2", 0, "not_a_number"),
        ("C2", 1.5, "not_a_number"),
        ("D2", dt.date(2019, 3, 2), "bad_threshold"),
        ("D2", "> 1", "bad_threshold"),
        ("D2", 80, "bad_threshold"),
        ("E2", "đại biểu", "bad_choice"),
        ("F2", "CXYZ", "unknown_award"),
        ("G2", 0, "not_a_number"),
        ("H2", "chín mươi", "not_a_number"),
        ("H2", -1, "bad_setting"),
        ("I2", "có", "bad_choice"),
        ("J2", "tùy", "bad_choice"),
        ("K2", "#REF!", "formula_error"),
        ("L2", "đầu", "not_a_number"),
    ],
)
def test_a_rule_that_cannot_be_read_blocks_the_award_and_is_never_its_default(a1, value, code):
    edit = cell("Danh hiệu", a1, value)
    assert (code, a1) in [(found[0], found[2]) for found in faults(edit, tab="Danh hiệu")]
    assert the_workbook(edit).award("CNTP").blocked
    assert not the_workbook(edit).award("CCP").blocked


@pytest.mark.parametrize(("typed", "fraction"), [("66,67%", "2/3"), ("67%", "2/3"), (0.6667, "2/3"), ("33%", "1/3")])
def test_a_rounded_threshold_is_taken_as_written_and_named_with_the_fraction(typed, fraction):
    edit = cell("Danh hiệu", "D2", typed)
    found = [p for p in read(edited(edit))[1] if p.where.tab == "Danh hiệu"]
    assert [(p.code.value, p.where.a1, p.param("fraction")) for p in found] == [("rounded_threshold", "D2", fraction)]
    award = the_workbook(edit).award("CNTP")
    assert award.threshold is not None
    assert award.threshold.share != Fraction(fraction)
    assert not award.blocked


def test_a_number_cell_is_a_share():
    expected = Threshold(Fraction(4, 5), False, ThresholdForm.PERCENT)
    assert the_workbook(cell("Danh hiệu", "D2", 0.8)).award("CNTP").threshold == expected


def test_awards_stand_in_their_order():
    swapped = [cell("Danh hiệu", "L2", 2), cell("Danh hiệu", "L3", 1)]
    assert [award.code for award in the_workbook(*swapped).awards] == ["CCP", "CNTP"]
    assert [award.code for award in the_workbook(without_column("Danh hiệu", "L")).awards] == ["CNTP", "CCP"]


@pytest.mark.parametrize("name", ["CNTP", "cntp", "Cờ thi đua ngành Tư pháp"])
def test_an_award_is_chosen_from_another_by_code_or_name(name):
    assert the_workbook(cell("Danh hiệu", "F3", name)).award("CCP").within == "CNTP"


def test_an_award_within_itself_is_a_bad_setting():
    edit = cell("Danh hiệu", "F3", "CCP")
    assert faults(edit, tab="Danh hiệu") == [("bad_setting", "Danh hiệu", "F3", "CCP")]
    assert the_workbook(edit).award("CCP").blocked


def test_awards_within_each_other_are_a_bad_setting():
    edit = cell("Danh hiệu", "F2", "CCP")
    assert [found[:3] for found in faults(edit, tab="Danh hiệu")] == [
        ("bad_setting", "Danh hiệu", "F2"),
        ("bad_setting", "Danh hiệu", "F3"),
    ]
    assert all(award.blocked for award in the_workbook(edit).awards)


def test_of_two_awards_with_one_code_the_first_stays_and_is_blocked():
    edit = row("Danh hiệu", "cntp", "Cờ khác", 1)
    assert faults(edit, tab="Danh hiệu")[0] == ("duplicate_row", "Danh hiệu", "A4", "cntp")
    assert [(award.code, award.blocked) for award in the_workbook(edit).awards] == [("CNTP", True), ("CCP", False)]


# -- sessions ----------------------------------------------------------------------------------------------------


def test_a_session_with_all_its_figures():
    session = the_workbook().sessions[1]
    assert (session.code, session.award, session.round, session.method) == ("P2", "CCP", 1, VotingMethod.SECRET)
    figures = (session.members, session.present, session.issued, session.collected, session.valid, session.invalid)
    assert [figure.value for figure in figures] == [4, 4, 4, 4, 3, 1]
    assert (session.valid.cell.a1, session.state, session.blocked) == ("I3", SessionState.COUNTED, False)


def test_a_blank_round_is_the_first_and_a_blank_state_has_not_started():
    session = the_workbook(cell("Bỏ phiếu", "C2", None), cell("Bỏ phiếu", "K2", None)).sessions[0]
    assert (session.round, session.state) == (1, SessionState.NOT_STARTED)
    assert the_workbook(cell("Bỏ phiếu", "C2", "-")).sessions[0].round == 1


def test_a_session_may_have_its_own_rule():
    session = the_workbook(cell("Bỏ phiếu", "L2", "> 1/2"), cell("Bỏ phiếu", "M2", "có mặt")).sessions[0]
    assert (session.threshold, session.base) == (Threshold(Fraction(1, 2), True), Base.PRESENT)


@pytest.mark.parametrize(
    ("a1", "value", "code"),
    [
        ("A2", None, "missing_value"),
        ("A2", dt.date(2019, 1, 1), "bad_code"),
        ("B2", None, "missing_value"),
        ("B2", "CNPT", "unknown_award"),
        ("C2", 0, "not_a_number"),
        ("C2", "một", "not_a_number"),
        ("D2", "điện tử", "bad_choice"),
        ("E2", "bốn", "not_a_number"),
        ("F2", -4, "not_a_number"),
        ("G2", 3.5, "not_a_number"),
        ("H2", "1.000", "ambiguous_number"),
        ("I2", UncalculatedFormula("=H2"), "formula_not_calculated"),
        ("J2", "#N/A", "formula_error"),
        ("K2", "xong", "bad_choice"),
        ("L2", "2", "bad_threshold"),
        ("M2", "tất cả", "bad_choice"),
    ],
)
def test_a_cell_of_a_session_that_cannot_be_read_blocks_it(a1, value, code):
    edit = cell("Bỏ phiếu", a1, value)
    assert (code, a1) in [(found[0], found[2]) for found in faults(edit, tab="Bỏ phiếu")]
    assert the_workbook(edit).sessions[0].blocked


def test_another_number_of_members_is_a_doubt_and_is_used():
    edit = cell("Bỏ phiếu", "E2", 5)
    assert faults(edit, tab="Bỏ phiếu") == [("members_differ", "Bỏ phiếu", "E2", "5")]
    session = the_workbook(edit).sessions[0]
    assert (session.members.value, session.blocked) == (5, False)


def test_two_sessions_of_one_code_are_both_blocked():
    edit = cell("Bỏ phiếu", "A3", "p1")
    assert faults(edit, tab="Bỏ phiếu")[0] == ("duplicate_row", "Bỏ phiếu", "A3", "p1")
    assert [session.blocked for session in the_workbook(edit).sessions] == [True, True]


def test_a_round_without_the_one_before_decides_nothing():
    edit = cell("Bỏ phiếu", "C2", 2)
    assert faults(edit, tab="Bỏ phiếu")[0] == ("round_missing", "Bỏ phiếu", "C2", "2")
    assert the_workbook(edit).sessions[0].blocked


# -- votes -------------------------------------------------------------------------------------------------------


def test_votes_with_their_cells():
    vote = the_workbook().votes[3]
    assert (vote.session, vote.unit, vote.in_favour, vote.against, vote.abstain) == ("P1", "PBGDPL", 3, 0, 1)
    assert (vote.cell.a1, vote.in_favour_cell.a1, vote.blocked) == ("B5", "C5", False)


@pytest.mark.parametrize(
    ("a1", "value", "code"),
    [
        ("B2", None, "missing_value"),
        ("B2", "Cục Con nuôi quốc tế", "unknown_unit"),
        ("C2", None, "missing_value"),
        ("C2", "-", "missing_value"),
        ("C2", -1, "not_a_number"),
        ("C2", 2.5, "not_a_number"),
        ("C2", "tám", "not_a_number"),
        ("C2", True, "not_a_number"),
        ("D2", "x", "not_a_number"),
        ("E2", UncalculatedFormula("=1"), "formula_not_calculated"),
    ],
)
def test_a_row_of_votes_that_cannot_be_read_is_blocked(a1, value, code):
    edit = cell("Phiếu", a1, value)
    assert (code, a1) in [(found[0], found[2]) for found in faults(edit, tab="Phiếu")]
    assert the_workbook(edit).votes[0].blocked


@pytest.mark.parametrize("state", ["chưa", "đang bỏ phiếu", None])
def test_before_the_count_a_blank_waits_to_be_typed(state):
    assert faults(cell("Bỏ phiếu", "K2", state), cell("Phiếu", "C2", None), tab="Phiếu") == []


def test_two_rows_for_a_unit_in_a_session_are_both_blocked():
    edit = row("Phiếu", "P1", "Cục TGPL", 4)
    assert faults(edit, tab="Phiếu") == [("duplicate_row", "Phiếu", "B8", "Cục TGPL")]
    assert [vote.blocked for vote in the_workbook(edit).votes] == [True, False, False, False, False, False, True]


@pytest.mark.parametrize("value", ["P9", None, "#REF!"])
def test_a_row_whose_session_cannot_be_read_blocks_the_sessions_without_a_row_for_its_unit(value):
    edit = cell("Phiếu", "A3", value)
    assert faults(edit, tab="Phiếu")[0][2] == "A3"
    assert [session.blocked for session in the_workbook(edit).sessions] == [True, True]
    everywhere = cell("Phiếu", "A2", value), row("Phiếu", "P1", "TGPL", 4, 0, 0)
    assert [session.blocked for session in the_workbook(*everywhere).sessions] == [False, False]


# -- decisions ---------------------------------------------------------------------------------------------------


def test_a_decision_of_record():
    decision = the_workbook(
        row("Quyết định", "CCP", "Cục TGPL", "không đủ điều kiện", "Vi phạm", "Cụm trưởng", "15:00")
    ).decisions[0]
    assert (decision.award, decision.unit, decision.verdict) == ("CCP", "TGPL", Verdict.NOT_QUALIFIED)
    assert (decision.reason, decision.decided_by, decision.time) == ("Vi phạm", "Cụm trưởng", "15:00")
    assert (decision.blocked, decision.cell.a1) == (False, "C2")


@pytest.mark.parametrize(
    ("place", "value", "code"),
    [
        (0, "CXYZ", "unknown_award"),
        (0, None, "missing_value"),
        (1, "Cục X", "unknown_unit"),
        (2, "hoãn", "bad_choice"),
        (2, None, "missing_value"),
        (3, None, "missing_value"),
        (4, None, "missing_value"),
        (4, "#REF!", "formula_error"),
    ],
)
def test_a_decision_that_cannot_be_read_is_blocked(place, value, code):
    values = ["CCP", "TGPL", "suy tôn", "lý do", "Cụm trưởng", None]
    values[place] = value
    assert [found[0] for found in faults(row("Quyết định", *values), tab="Quyết định")] == [code]
    assert the_workbook(row("Quyết định", *values)).decisions[0].blocked


def test_without_the_voting_tabs_there_is_nothing_to_vote_on():
    workbook = the_workbook(without("Danh hiệu"), without("Bỏ phiếu"), without("Phiếu"))
    assert (workbook.awards, workbook.sessions, workbook.votes) == ((), (), ())
