"""How an award was decided in steps, what is open, who has to decide it: one small workbook for every status."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lib.access.rights import Role
from lib.model.domain import AwardRule, Verdict
from lib.model.releasable import Released, releasable_ballot
from lib.model.results import AwardStatus
from lib.release.role_view import snapshot_for
from lib.show.words import awards
from lib.show.words.terms import DEFAULT
from tests.show.sampling import deciding, sample
from tests.workbooks import a_decision, a_session, a_voting_workbook, an_award, votes_of

ELEVEN = "ABCDEFGHIJK"
BOOKS = {
    AwardStatus.DECIDED: a_voting_workbook(ELEVEN, an_award(), a_session(), votes_of(A=10, B=3)),
    AwardStatus.TIE: a_voting_workbook(ELEVEN, an_award(quota=2), a_session(), votes_of(A=10, B=9, C=9)),
    AwardStatus.NEXT_ROUND: a_voting_workbook(ELEVEN, an_award(quota=2), a_session(), votes_of(A=10, B=7)),
    AwardStatus.CHAIR_DECIDES: a_voting_workbook(
        ELEVEN, an_award(quota=2, rounds=1), a_session(), votes_of(A=10, B=7, C=2)
    ),
    AwardStatus.NO_SESSION: a_voting_workbook(ELEVEN, an_award(), ()),
    AwardStatus.WAITING: a_voting_workbook(ELEVEN, an_award(), a_session(), votes_of(A=10, B=None)),
}


def award_of(status: AwardStatus):
    snapshot = deciding(BOOKS[status])
    result = snapshot.award("CN")
    assert result.status is status
    return snapshot.workbook, result


@pytest.mark.parametrize(
    ("status", "line"),
    [
        (AwardStatus.DECIDED, "Danh hiệu CN: đề nghị 1/1 – Đơn vị A"),
        (AwardStatus.TIE, "Danh hiệu CN: đồng phiếu, chờ quyết định; đề nghị 1/2 – Đơn vị A"),
        (AwardStatus.NEXT_ROUND, "Danh hiệu CN: chờ vòng tiếp theo; đề nghị 1/2 – Đơn vị A"),
        (
            AwardStatus.CHAIR_DECIDES,
            "Danh hiệu CN: chờ Cụm trưởng, Phó Cụm trưởng quyết định; đề nghị 1/2 – Đơn vị A",
        ),
        (AwardStatus.NO_SESSION, "Danh hiệu CN: chưa có kết quả bỏ phiếu"),
        (AwardStatus.WAITING, "Danh hiệu CN: đang chờ (hoàn chỉnh số liệu của phiên P1)"),
    ],
)
def test_every_status_has_its_line(status, line):
    assert awards.award_line(*award_of(status)) == line


@pytest.mark.parametrize(
    ("status", "open_points"),
    [
        (AwardStatus.DECIDED, ()),
        (
            AwardStatus.TIE,
            (
                "Còn mở: Đơn vị B và Đơn vị C đồng phiếu, còn 1 suất. Hội nghị bỏ phiếu lại giữa các đơn vị này, "
                "hoặc Cụm trưởng, Phó Cụm trưởng quyết định.",
            ),
        ),
        (
            AwardStatus.NEXT_ROUND,
            ("Còn mở: còn 1 suất; hội nghị bỏ phiếu vòng tiếp theo với các đơn vị còn lại.",),
        ),
        (
            AwardStatus.CHAIR_DECIDES,
            ("Còn mở: còn 1 suất, đã hết số vòng. Cụm trưởng, Phó Cụm trưởng quyết định về các đơn vị còn lại.",),
        ),
        (AwardStatus.NO_SESSION, ("Chưa có kết quả bỏ phiếu.",)),
        (AwardStatus.WAITING, ("Đang chờ hoàn chỉnh số liệu của phiên P1.",)),
    ],
)
def test_what_is_open_names_who_has_to_decide(status, open_points):
    assert awards.open_points(*award_of(status)) == open_points


def test_a_decided_award_without_a_unit_says_so():
    book = replace(
        BOOKS[AwardStatus.CHAIR_DECIDES],
        awards=(an_award(rounds=1),),
        votes=votes_of(B=7),
        decisions=(a_decision("B", Verdict.DO_NOT_PROPOSE),),
    )
    assert awards.award_line(book, deciding(book).award("CN")) == "Danh hiệu CN: không đề nghị đơn vị nào"


def test_the_steps_of_the_sample_tell_both_rounds():
    snapshot = sample()
    assert awards.decision_steps(snapshot.workbook, snapshot.award("CNTP")) == (
        "Vòng 1 (phiên P1): cần 8/11 phiếu, từ 2/3 tổng số đơn vị thành viên; xét 8 đơn vị, 2 đơn vị đủ phiếu, "
        "còn 3 suất. Đề nghị Cục TGPL và Cục QLXLVPHC & TDTHPL.",
        "Vòng 2 (phiên P2): cần 8/11 phiếu, từ 2/3 tổng số đơn vị thành viên; xét 3 đơn vị, 1 đơn vị đủ phiếu, "
        "còn 1 suất. Đề nghị Vụ PBGDPL.",
    )


def test_a_tie_and_the_decision_that_settles_it_are_steps():
    book = replace(BOOKS[AwardStatus.TIE], decisions=(a_decision("B"), a_decision("K")))
    told = awards.decision_steps(book, deciding(book).award("CN"))
    assert told[0].endswith("Đề nghị Đơn vị A. Đơn vị B và Đơn vị C đồng phiếu ở vị trí cuối.")
    assert told[1] == "Quyết định của Cụm trưởng: Đơn vị B – suy tôn; lý do: lý do."
    assert told[2] == "Quyết định của Cụm trưởng: Đơn vị K – suy tôn; lý do: lý do (không có tác dụng)."
    assert len(told) == 3


def test_a_round_that_proposes_nobody_and_a_run_off_are_named():
    book = a_voting_workbook(
        ELEVEN,
        an_award(quota=1),
        (a_session(), a_session("P2", number=2), a_session("P3", number=3)),
        votes_of(A=9, B=9),
        votes_of("P2", A=9, B=1),
        votes_of("P3", C=11),
    )
    first, second, third = awards.decision_steps(book, deciding(book).award("CN"))
    assert "Không đơn vị nào được đề nghị ở vòng này. Đơn vị A và Đơn vị B đồng phiếu" in first
    assert second.startswith("Bỏ phiếu lại (phiên P2): cần 8/11 phiếu")
    assert third == "Vòng 3 (phiên P3): phiên sau khi đã đủ số lượng, không quyết định thêm."


def test_the_rule_of_an_award_names_every_part_and_marks_defaults_without_a_basis():
    award = an_award(quota=3, own_vote=False, minimum=90, within="X", basis=None, defaults=frozenset(AwardRule))
    book = a_voting_workbook(ELEVEN, award, ())
    assert awards.rule(book, award) == (
        "Số lượng: 3 đơn vị",
        f"Ngưỡng: từ 2/3 tổng số đơn vị thành viên ({DEFAULT})",
        "Chỉ xét đơn vị được đề nghị X",
        f"Số vòng: không quá 2 ({DEFAULT})",
        "Điểm tối thiểu: 90",
        f"Đơn vị không bỏ phiếu cho chính mình; mẫu số bớt 1 ({DEFAULT})",
    )
    with_basis = replace(award, basis="Quy chế 2019")
    assert not any(DEFAULT in phrase for phrase in awards.rule(book, with_basis))


def test_before_an_award_is_released_its_ballots_tell_no_outcome():
    shown = snapshot_for(sample(), Role.VIEWER, Released.of([releasable_ballot("P1")]))
    result = shown.award("CNTP")
    assert awards.status_words(result) == "Chờ công bố"
    assert awards.open_points(shown.workbook, result) == ("Chờ công bố kết quả.",)
    assert not any("đề nghị cục" in step.lower() for step in awards.decision_steps(shown.workbook, result))


TIE_OF_TWO = (an_award(quota=2), a_session(), votes_of(A=10, B=9, C=9, D=8, E=2))


@pytest.mark.parametrize(
    ("unit", "verdict", "told"),
    [
        ("A", Verdict.WITHDRAW, True),  # held a seat
        ("B", Verdict.WITHDRAW, True),  # stood in the tie
        ("D", Verdict.WITHDRAW, False),  # enough votes and no seat
        ("E", Verdict.WITHDRAW, False),  # never near one
        ("B", Verdict.PROPOSE, True),  # settles the tie
        ("K", Verdict.WITHDRAW, False),  # was on no ballot
    ],
)
def test_readers_learn_only_of_decisions_about_a_seat_or_a_tie(unit, verdict, told):
    snapshot = deciding(a_voting_workbook(ELEVEN, *TIE_OF_TWO, decisions=(a_decision(unit, verdict),)))
    result = snapshot.award("CN")
    for_readers = awards.decision_steps(snapshot.workbook, result, everything=False)
    assert any(text.startswith("Quyết định của") for text in for_readers) is told
    assert any(text.startswith("Quyết định của") for text in awards.decision_steps(snapshot.workbook, result))
