from __future__ import annotations

from dataclasses import replace

import pytest

from lib.model.domain import SessionState, VotingMethod
from lib.show.rows.ballots import ballot_heading
from lib.show.rows.parts import markup
from lib.show.tables.score_tables import CELL, UNIT
from lib.show.words import ballots
from tests.show.sampling import deciding, sample
from tests.workbooks import a_figure, a_session, a_vote, a_voting_workbook, an_award, votes_of

ELEVEN = "ABCDEFGHIJK"
FULL = {"members": 11, "present": 11, "issued": 11, "collected": 11, "valid": 10, "invalid": 1}


def only(book):
    snapshot = deciding(book)
    (found,) = ballots.session_views(snapshot)
    return snapshot, found


def test_a_session_answers_in_one_line_and_says_how_it_follows_the_one_before():
    first, second, third = ballots.session_views(sample())
    assert ballots.session_title(sample(), first) == "P1 · Cờ thi đua ngành Tư pháp, vòng 1"
    assert ballots.session_headline(sample(), first) == "Đề nghị Cục TGPL và Cục QLXLVPHC & TDTHPL"
    heading = markup(ballot_heading(sample(), first)).replace("\u00a0", " ")
    assert "vòng 1 · cần 8/11 phiếu, từ 2/3 tổng số đơn vị thành viên<" in heading
    assert ballots.follows_from(sample(), first) == ""
    assert ballots.follows_from(sample(), second) == (
        "Tiếp theo phiên P1: phiên đó đã đề nghị Cục TGPL và Cục QLXLVPHC & TDTHPL; phiên này còn 1 suất."
    )
    assert ballots.follows_from(sample(), third) == ""


@pytest.mark.parametrize(
    ("votes", "quota", "answer"),
    [
        ({"A": 7}, 1, "Không đơn vị nào được đề nghị ở phiên này"),
        (
            {"A": 9, "B": 9},
            1,
            "Không đơn vị nào được đề nghị ở phiên này; Đơn vị A và Đơn vị B đồng phiếu ở vị trí cuối",
        ),
        ({"A": 10, "B": 9, "C": 9}, 2, "Đề nghị Đơn vị A; Đơn vị B và Đơn vị C đồng phiếu ở vị trí cuối"),
    ],
)
def test_a_session_without_or_with_a_tie_says_so(votes, quota, answer):
    snapshot, found = only(a_voting_workbook(ELEVEN, an_award(quota=quota), a_session(), votes_of(**votes)))
    assert ballots.session_headline(snapshot, found).startswith(answer)


@pytest.mark.parametrize(
    ("state", "votes", "answer"),
    [
        (SessionState.NOT_STARTED, {"A": 10}, "Kết quả hiện ở đây khi trạng thái của phiên là “đã kiểm”"),
        (SessionState.VOTING, {"A": 10}, "Kết quả hiện ở đây khi trạng thái của phiên là “đã kiểm”"),
        (SessionState.COUNTED, {"A": 10, "B": None}, "Phiên đã kiểm nhưng chưa được tính: có đơn vị chưa có số phiếu"),
        (SessionState.COUNTED, {}, "Phiên đã kiểm nhưng chưa được tính: chưa có dòng nào"),
    ],
)
def test_votes_of_a_session_that_does_not_count_are_nowhere(state, votes, answer):
    snapshot, found = only(a_voting_workbook(ELEVEN, an_award(), a_session(state=state), votes_of(**votes)))
    assert ballots.not_counting(found).startswith(answer)
    assert ballots.votes(snapshot, found).empty
    assert ballots.follows_from(snapshot, found) == ""


def test_the_chain_of_figures_that_adds_up():
    table = ballots.figure_chain(sample(), ballots.session_at_address(sample(), "P1")).set_index("Mục")
    assert table["Số"].to_dict() == {
        "Tổng thành viên": "11", "Có mặt": "11", "Phát ra": "11", "Thu về": "11", "Hợp lệ": "10",
        "Không hợp lệ": "1", "Phiếu của từng đơn vị": "—",
    }  # fmt: skip
    assert table.loc["Có mặt", "Đối chiếu"] == "không quá tổng thành viên; đủ 2/3 tổng số"
    assert "“không ý kiến”" in table.loc["Hợp lệ", "Đối chiếu"]
    assert table.loc["Thu về", CELL].a1 == "H2"
    assert not table["Đối chiếu"].str.contains("⚠").any()


@pytest.mark.parametrize(
    ("changes", "line", "told"),
    [
        ({"present": 12}, "Có mặt", "⚠ Có mặt 12, nhiều hơn tổng thành viên 11: thừa 1."),
        ({"issued": 12}, "Phát ra", "⚠ Phát ra 12 phiếu, nhiều hơn 11 đơn vị có mặt: thừa 1."),
        ({"collected": 12, "valid": 11}, "Thu về", "⚠ Thu về 12 phiếu, nhiều hơn 11 phiếu phát ra: thừa 1."),
        ({"invalid": 3}, "Thu về", "⚠ Hợp lệ cộng không hợp lệ là 13, thu về là 11: lệch 2 phiếu."),
        ({"valid": 12, "invalid": None}, "Hợp lệ", "⚠ Hợp lệ 12 phiếu, nhiều hơn 11 phiếu thu về: thừa 1."),
        (
            {"present": None, "issued": 12},
            "Phát ra",
            "⚠ Số ở ô này là 12, nhiều hơn số 11 đứng trước trong dãy tổng thành viên – có mặt – phát ra – thu về – "
            "hợp lệ: thừa 1.",
        ),
    ],
)
def test_what_does_not_add_up_is_told_at_its_line_with_the_missing_number(changes, line, told):
    snapshot, found = only(a_voting_workbook(ELEVEN, an_award(), a_session(**{**FULL, **changes}), votes_of(A=8)))
    table = ballots.figure_chain(snapshot, found).set_index("Mục")
    assert table.loc[line, "Đối chiếu"] == told
    assert table.loc[line, CELL] is not None


def test_a_quorum_that_is_not_reached_is_told_at_its_figure():
    snapshot, found = only(a_voting_workbook(ELEVEN, an_award(), a_session(members=11, present=7), votes_of(A=7)))
    table = ballots.figure_chain(snapshot, found).set_index("Mục")
    assert table.loc["Có mặt", "Đối chiếu"].startswith("⚠ Có mặt 7 trên 11 đơn vị, chưa đủ 2/3")


def test_a_figure_that_is_not_written_says_so_and_is_no_zero():
    snapshot, found = only(a_voting_workbook(ELEVEN, an_award(), a_session(), votes_of(A=8)))
    table = ballots.figure_chain(snapshot, found).set_index("Mục")
    assert table.loc["Phát ra"].tolist()[:2] == ["—", "chưa ghi"]
    assert table.loc["Tổng thành viên"].tolist()[:2] == ["11", "theo trang tính “Đơn vị”"]


def test_more_votes_than_ballots_are_told_with_their_cell():
    session = replace(a_session(**FULL))
    row = (a_vote("P1", "A", 10, against=2),)
    snapshot, found = only(a_voting_workbook(ELEVEN, an_award(), session, row))
    table = ballots.figure_chain(snapshot, found).set_index("Mục")
    last = table.loc["Phiếu của từng đơn vị"]
    assert last["Đối chiếu"] == "⚠ Phiếu!C2: Phiếu của dòng này cộng lại là 12, nhiều hơn 10 (số phiếu hợp lệ)."
    assert last[CELL].a1 == "C2"


def test_every_unit_has_its_verdict_and_all_three_counts_most_votes_first():
    told = ballots.votes(sample(), ballots.session_at_address(sample(), "P1"))
    assert list(told[UNIT][:3]) == ["Cục TGPL", "Cục QLXLVPHC & TDTHPL", "Vụ PBGDPL"]
    assert told["Kết quả"][2].endswith("cần 8 (≥ 2/3); còn thiếu 1 phiếu")
    assert told["Phiếu"][2] == "Đồng ý 7, không đồng ý 2, không ý kiến 1"


def test_counts_that_nobody_typed_are_left_out():
    snapshot, found = only(a_voting_workbook(ELEVEN, an_award(), a_session(), votes_of(A=8)))
    assert ballots.votes(snapshot, found)["Phiếu"][0] == "Đồng ý 8"


def test_who_counted_is_told_as_far_as_it_is_written():
    first = ballots.session_at_address(sample(), "P1")
    assert ballots.counted_by(first).startswith("Hình thức: bỏ phiếu kín. Thời gian: 10:00. Trưởng ban kiểm phiếu:")
    bare = replace(first, session=replace(a_session(), method=VotingMethod.HANDS))
    assert ballots.counted_by(bare) == "Hình thức: biểu quyết giơ tay"
    assert ballots.counted_by(replace(first, session=a_session())) == ""


def test_sessions_without_or_with_a_shared_code_have_an_address_of_their_own():
    sessions = (a_session("P1"), a_session("P1", number=2), a_session(None, number=3), a_session("P4", number=4))
    found = ballots.session_views(deciding(a_voting_workbook(ELEVEN, an_award(), sessions)))
    assert [one.address for one in found] == ["1", "2", "3", "P4"]


def test_a_session_without_an_award_has_a_title():
    session = replace(a_session(None, None), round=None, members=a_figure(None))
    snapshot, found = only(a_voting_workbook(ELEVEN, an_award(), session))
    assert ballots.session_title(snapshot, found) == "— · chưa rõ danh hiệu"
