"""The sentence of every candidate, to the letter, for every way a round can end."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from lib.model.domain import Base, RegistrationRule, Threshold, ThresholdForm, Verdict
from lib.model.records import Workbook
from lib.model.results import Candidate
from lib.show.words.reasons import candidate_reason, needed, threshold, threshold_words
from tests.show.sampling import deciding, sample
from tests.workbooks import (
    a_decision,
    a_session,
    a_voting_workbook,
    an_award,
    an_exclusion,
    votes_of,
    with_totals,
)

ELEVEN = "ABCDEFGHIJK"


def reason_of(book: Workbook, unit: str, session: str = "P1", award: str = "CN") -> str:
    """The sentence of a unit in a session, decided by the real course."""
    snapshot = deciding(book)
    result = snapshot.award(award)
    held = next(item for item in result.rounds if item.session == session)
    candidate: Candidate = next(one for one in held.candidates if one.unit == unit)
    return candidate_reason(book, result, held, candidate)


def one_round(quota: int = 1, award_changes: dict | None = None, session=None, **votes: int) -> Workbook:
    return a_voting_workbook(
        ELEVEN, an_award(quota=quota, **(award_changes or {})), session or a_session(), votes_of(**votes)
    )


@pytest.mark.parametrize(
    ("votes", "sentence"),
    [
        (10, "10/11 phiếu = 90,91 % tổng số đơn vị thành viên; cần 8 (≥ 2/3); vượt 2 phiếu → đề nghị"),
        (8, "8/11 phiếu = 72,73 % tổng số đơn vị thành viên; cần 8 (≥ 2/3); vừa đủ → đề nghị"),
        (7, "7/11 phiếu = 63,64 % tổng số đơn vị thành viên; cần 8 (≥ 2/3); còn thiếu 1 phiếu"),
        (0, "0/11 phiếu = 0,00 % tổng số đơn vị thành viên; cần 8 (≥ 2/3); còn thiếu 8 phiếu"),
    ],
)
def test_votes_base_threshold_and_what_is_over_or_short(votes, sentence):
    assert reason_of(one_round(A=votes), "A") == sentence


@pytest.mark.parametrize(
    ("base", "figures", "words"),
    [
        (Base.PRESENT, {"present": 10}, "9/10 phiếu = 90,00 % số đơn vị có mặt; cần 7 (≥ 2/3); vượt 2 phiếu → đề nghị"),
        (Base.ISSUED, {"issued": 9}, "9/9 phiếu = 100,00 % số phiếu phát ra; cần 6 (≥ 2/3); vượt 3 phiếu → đề nghị"),
        (
            Base.COLLECTED,
            {"collected": 10},
            "9/10 phiếu = 90,00 % số phiếu thu về; cần 7 (≥ 2/3); vượt 2 phiếu → đề nghị",
        ),
        (Base.VALID, {"valid": 10}, "9/10 phiếu = 90,00 % số phiếu hợp lệ; cần 7 (≥ 2/3); vượt 2 phiếu → đề nghị"),
    ],
)
def test_the_base_is_always_named(base, figures, words):
    book = one_round(award_changes={"base": base}, session=a_session(**figures), A=9)
    assert reason_of(book, "A") == words


def test_a_unit_that_does_not_vote_for_itself_has_a_smaller_base():
    assert reason_of(one_round(award_changes={"own_vote": False}, A=7), "A") == (
        "7/10 phiếu = 70,00 % tổng số đơn vị thành viên (trừ phiếu của chính đơn vị); cần 7 (≥ 2/3); vừa đủ → đề nghị"
    )


def test_enough_votes_without_a_seat():
    assert reason_of(one_round(quota=1, A=10, B=9), "B") == (
        "9/11 phiếu = 81,82 % tổng số đơn vị thành viên; cần 8 (≥ 2/3); vượt 1 phiếu; "
        "đã đủ số lượng 1 đơn vị có nhiều phiếu hơn → không đề nghị"
    )


def test_enough_votes_behind_a_tie_say_how_many_stand_before_and_how_many_seats_there_are():
    assert reason_of(one_round(quota=3, A=11, B=10, C=10, D=10, E=9), "E").endswith(
        "vượt 1 phiếu; 4 đơn vị có nhiều phiếu hơn, vòng này chỉ có 3 suất → không đề nghị"
    )


def test_the_last_of_a_tie_says_that_the_others_left():
    book = replace(one_round(quota=2, A=10, B=9, C=9), decisions=(a_decision("C", Verdict.WITHDRAW),))
    assert reason_of(book, "B").endswith("vượt 1 phiếu → đề nghị")
    assert reason_of(book, "C").endswith("đơn vị rút (lý do) → không đề nghị")


TIED = (
    "9/11 phiếu = 81,82 % tổng số đơn vị thành viên; cần 8 (≥ 2/3); vượt 1 phiếu; "
    "đồng phiếu ở vị trí cuối với Đơn vị C, "
)


def test_a_tie_across_the_last_seat_waits_for_a_decision():
    assert reason_of(one_round(quota=2, A=10, B=9, C=9), "B") == TIED + "chờ quyết định"


def test_a_tie_names_all_the_others():
    assert "đồng phiếu ở vị trí cuối với Đơn vị B, Đơn vị C và Đơn vị D, chờ" in reason_of(
        one_round(A=9, B=9, C=9, D=9), "A"
    )


def test_a_tie_settled_by_decisions_says_by_whom():
    book = replace(
        one_round(quota=2, A=10, B=9, C=9),
        decisions=(a_decision("B"), a_decision("C", Verdict.DO_NOT_PROPOSE)),
    )
    assert reason_of(book, "B") == TIED + "suy tôn theo quyết định của Cụm trưởng → đề nghị"
    assert reason_of(book, "C").endswith("không suy tôn theo quyết định của Cụm trưởng → không đề nghị")


def test_who_is_left_when_a_decision_fills_the_last_seat_learns_that_it_is_filled():
    book = replace(one_round(quota=2, A=10, B=9, C=9), decisions=(a_decision("B"),))
    assert reason_of(book, "C").endswith("với Đơn vị B, đã đủ số lượng 2 đơn vị → không đề nghị")


def test_a_tie_settled_by_a_run_off_says_so_in_both_sessions():
    book = a_voting_workbook(
        ELEVEN,
        an_award(quota=2),
        (a_session(), a_session("P2", number=2)),
        votes_of(A=10, B=9, C=9),
        votes_of("P2", B=8, C=3),
    )
    assert reason_of(book, "B") == TIED + "bỏ phiếu lại → đề nghị"
    assert reason_of(book, "C").endswith("với Đơn vị B, bỏ phiếu lại → không đề nghị")
    assert reason_of(book, "B", "P2").endswith("vừa đủ → đề nghị")
    assert reason_of(book, "C", "P2").endswith("còn thiếu 5 phiếu")


@pytest.mark.parametrize(
    ("verdict", "words"),
    [(Verdict.WITHDRAW, "đơn vị rút"), (Verdict.NOT_QUALIFIED, "đơn vị không đủ điều kiện")],
)
def test_a_vacated_seat_tells_the_reason_of_the_decision(verdict, words):
    book = replace(one_round(A=10), decisions=(a_decision("A", verdict),))
    assert reason_of(book, "A").endswith(f"vượt 2 phiếu; {words} (lý do) → không đề nghị")


def test_the_chair_may_propose_a_unit_that_is_short():
    book = replace(one_round(award_changes={"rounds": 1}, A=7), decisions=(a_decision("A"),))
    assert reason_of(book, "A").endswith("còn thiếu 1 phiếu; suy tôn theo quyết định của Cụm trưởng → đề nghị")


@pytest.mark.parametrize(
    ("changes", "award_changes", "words"),
    [
        ({"exclusions": (an_exclusion("A"),)}, {}, "không thuộc diện xét trong năm"),
        ({"registrations": ()}, {"registration": RegistrationRule.REQUIRED}, "không đăng ký thi đua danh hiệu này"),
    ],
)
def test_a_unit_that_is_no_candidate_has_its_reason(changes, award_changes, words):
    book = replace(one_round(award_changes=award_changes, A=10, B=8), **changes)
    assert reason_of(book, "A") == f"10/11 phiếu = 90,91 % tổng số đơn vị thành viên; không xét: {words}"


def test_a_unit_below_the_minimum_has_its_reason():
    book = with_totals(one_round(award_changes={"minimum": 50}, A=10, B=8), A=4999, B=5000)
    book = replace(book, units=book.units[:2], members=11)
    assert reason_of(book, "A").endswith("không xét: tổng điểm dưới mức tối thiểu")


def test_a_session_after_all_seats_are_filled_decides_nothing():
    book = a_voting_workbook(
        ELEVEN, an_award(), (a_session(), a_session("P2", number=2)), votes_of(A=10), votes_of("P2", B=9)
    )
    assert reason_of(book, "B", "P2").endswith("vượt 1 phiếu; phiên sau khi đã đủ số lượng, không quyết định thêm")


def test_a_waiting_award_draws_no_conclusion():
    book = one_round(award_changes={"blocked": True}, A=10)
    assert reason_of(book, "A").endswith("vượt 2 phiếu; chưa kết luận")


@pytest.mark.parametrize(
    ("rule", "written", "words"),
    [
        (Threshold(Fraction(2, 3)), "≥ 2/3", "từ 2/3"),
        (Threshold(Fraction(1, 2), strict=True), "> 1/2", "trên 1/2"),
        (Threshold(Fraction(4, 5), form=ThresholdForm.PERCENT), "≥ 80 %", "từ 80 %"),
        (Threshold(Fraction(6667, 10000), form=ThresholdForm.PERCENT), "≥ 66,67 %", "từ 66,67 %"),
        (Threshold(Fraction(125, 1000), form=ThresholdForm.PERCENT), "≥ 12,5 %", "từ 12,5 %"),
        (Threshold(Fraction(1), form=ThresholdForm.PERCENT), "≥ 100 %", "từ 100 %"),
    ],
)
def test_a_threshold_is_written_as_it_was_typed(rule, written, words):
    assert threshold(rule) == written
    assert threshold_words(rule) == words


def test_the_threshold_line_in_words():
    snapshot = sample()
    result = snapshot.award("CNTP")
    assert needed(snapshot.workbook, result, result.rounds[0]) == ("cần 8/11 phiếu, từ 2/3 tổng số đơn vị thành viên")
