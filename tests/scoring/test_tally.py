"""Ballots as they lie on the table: the tally, its comparison with what is typed, and two counts (contract 8)."""

from __future__ import annotations

import itertools
import json
from collections import Counter
from fractions import Fraction

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from lib.access.rights import Role
from lib.model.problems import Code, Severity
from lib.model.releasable import Released, releasable_award, releasable_ballot
from lib.model.results import AwardStatus
from lib.release.role_view import snapshot_for
from lib.show.summary import summary_json
from lib.show.words.text import message
from tests.tables import cell, the_snapshot

HEADER = ["Mã phiên", "Số phiếu", "Lượt", "Kết luận", "Lý do", "TGPL", "THADS", "CN", "PBGDPL"]
UNITS = HEADER[5:]
FOUR = [
    ["x", None, "x", "x"],
    ["x", "không", "x", "x"],
    ["x", "x", "không", "x"],
    ["x", "không", None, None],
]
"""Four papers of P1: TGPL 4, THADS 1 for and 2 against, CN 2, PBGDPL 3."""


def papers(*marks, count=None, session="P1"):
    return [[session, number, count, None, None, *row] for number, row in enumerate(marks, 1)]


def table(rows, header=HEADER):
    def edit(book):
        book["Phiếu bầu"] = [list(header), *(list(row) for row in rows)]

    return edit


def roll_call(*rows):
    def edit(book):
        book["Điểm danh"] = [["Đơn vị", "Có mặt", "Ủy quyền", "Thời gian"], *(list(row) for row in rows)]

    return edit


def without_votes(book):
    book["Phiếu"] = [row for row in book["Phiếu"] if row[0] != "P1"]


def without_figures(book):
    for row in book["Bỏ phiếu"]:
        if row[0] == "P1":
            row[7:10] = [None, None, None]


def state(word):
    return cell("Bỏ phiếu", "K2", word)


def counted(*edits):
    """The snapshot with no typed votes or figures of P1."""
    return the_snapshot(without_votes, without_figures, *edits)


def votes(snapshot, session="P1"):
    return {v.unit: (v.in_favour, v.against, v.abstain) for v in snapshot.workbook.votes if v.session == session}


def told(snapshot, *codes):
    return [(p.code, p.where.tab, p.where.a1) for p in snapshot.problems if p.code in codes]


def counts(snapshot, session="P1"):
    return next(review.counts for review in snapshot.sessions if review.session == session)


def test_the_papers_stand_for_votes_and_figures_that_nobody_typed():
    snapshot = counted(table(papers(*FOUR)))
    assert votes(snapshot) == {"TGPL": (4, 0, 0), "THADS": (1, 2, 1), "CN": (2, 1, 1), "PBGDPL": (3, 0, 1)}
    session = snapshot.workbook.sessions[0]
    assert (session.collected.value, session.valid.value, session.invalid.value) == (4, 4, 0)
    assert counts(snapshot)
    assert snapshot.recount_agrees
    assert snapshot.award("CNTP").proposed == ("TGPL", "PBGDPL")


def test_a_session_with_papers_and_no_state_is_not_marked():
    snapshot = counted(state(None), table(papers(*FOUR)))
    assert told(snapshot, Code.SESSION_NOT_MARKED) == [(Code.SESSION_NOT_MARKED, "Bỏ phiếu", "K2")]


def test_what_is_typed_must_be_what_the_papers_give():
    agreeing = [["x"] * 4, ["x", "không", "x", "x"], ["x", "không", "không", "x"], ["x", "không", "không", None]]
    assert told(the_snapshot(table(papers(*agreeing))), Code.BALLOTS_DIFFER) == []
    differing = the_snapshot(table(papers(*agreeing[:3], ["x", "không", "không", "x"])))
    assert told(differing, Code.BALLOTS_DIFFER) == [(Code.BALLOTS_DIFFER, "Phiếu", a1) for a1 in ("C5", "E5")]
    assert not counts(differing)
    assert differing.recount_agrees
    assert differing.award("CNTP").status is AwardStatus.WAITING


def test_a_disagreement_is_a_doubt_until_the_session_is_counted():
    snapshot = the_snapshot(state("đang bỏ phiếu"), table(papers(*FOUR)))
    levels = {p.severity for p in snapshot.problems if p.code is Code.BALLOTS_DIFFER}
    assert levels == {Severity.DOUBT}


def test_two_counts_that_agree_count():
    snapshot = counted(table([*papers(*FOUR), *papers(*FOUR, count=2)]))
    assert counts(snapshot)
    assert [(tally.collected, tally.second, tally.agree) for tally in snapshot.tallies] == [(4, 4, True)]


DIFFERENCES = [
    (place, column, mark)
    for place, column in itertools.product(range(4), range(4))
    for mark in ("x", "không", None)
    if mark != FOUR[place][column]
]


@pytest.mark.parametrize(("place", "column", "mark"), DIFFERENCES)
def test_two_counts_with_any_single_difference_never_count(place, column, mark):
    other = [list(row) for row in FOUR]
    other[place][column] = mark
    snapshot = counted(table([*papers(*FOUR), *papers(*other, count=2)]))
    (found,) = [p for p in snapshot.problems if p.code is Code.COUNTS_DIFFER]
    assert found.where.row == 6 + place
    assert found.param("unit") == UNITS[column]
    assert found.param("number") == str(place + 1)
    assert not counts(snapshot)
    assert snapshot.recount_agrees


def test_a_paper_in_one_count_only_is_progress_before_and_an_obstacle_after():
    rows = [*papers(*FOUR), *papers(*FOUR[:3], count=2)]
    during = counted(state("đang bỏ phiếu"), table(rows))
    assert told(during, Code.COUNTS_DIFFER) == []
    after = counted(table(rows))
    assert told(after, Code.COUNTS_DIFFER) == [(Code.COUNTS_DIFFER, "Phiếu bầu", "B5")]
    assert not counts(after)


def test_a_ballot_that_chooses_too_many_is_invalid_by_rule():
    def at_most_two(book):
        book["Bỏ phiếu"][0].append("Chọn tối đa")
        book["Bỏ phiếu"][1].append(2)

    snapshot = counted(at_most_two, table(papers(*FOUR)))
    assert told(snapshot, Code.OVER_VOTE) == [(Code.OVER_VOTE, "Phiếu bầu", f"B{row}") for row in (2, 3, 4)]
    session = snapshot.workbook.sessions[0]
    assert (session.valid.value, session.invalid.value) == (1, 3)
    assert snapshot.recount_agrees


def test_a_blank_ballot_is_valid_and_a_spoilt_one_is_not():
    rows = papers(*FOUR, [None] * 4)
    rows[0][3] = "không hợp lệ"
    session = the_snapshot(without_votes, without_figures, cell("Bỏ phiếu", "F2", 5), table(rows)).workbook.sessions[0]
    assert (session.collected.value, session.valid.value, session.invalid.value) == (5, 4, 1)


@pytest.mark.parametrize("header", ["Dấu thời gian", "Địa chỉ email", "Họ và tên", "Đơn vị bỏ phiếu"])
def test_a_secret_ballot_that_says_whose_it_is_does_not_count(header):
    rows = [[*row, "10:31" if place == 2 else None] for place, row in enumerate(papers(*FOUR))]
    snapshot = counted(table(rows, [*HEADER, header]))
    assert told(snapshot, Code.BALLOT_NOT_SECRET) == [(Code.BALLOT_NOT_SECRET, "Phiếu bầu", "J4")]
    assert not counts(snapshot)
    assert snapshot.recount_agrees
    assert counts(counted(cell("Bỏ phiếu", "D2", "giơ tay"), table(rows, [*HEADER, header])))


@pytest.mark.parametrize("mark", ["?", "có lẽ", "2", "xx"])
def test_a_mark_that_cannot_be_read_keeps_the_session_from_counting_and_is_told_nowhere(mark):
    rows = papers(*FOUR)
    rows[1][7] = mark
    snapshot = counted(table(rows))
    (found,) = [p for p in snapshot.problems if p.code is Code.BALLOT_UNREADABLE]
    assert (found.where.a1, found.value) == ("H3", None)
    assert not counts(snapshot)
    assert snapshot.recount_agrees


CHOSEN = ["Mã phiên", "Bầu", "Dấu thời gian"]


@pytest.mark.parametrize(
    ("typed", "chosen"),
    [
        ("Cục TGPL; Vụ PBGDPL", {"TGPL", "PBGDPL"}),
        ("Vụ Phổ biến, giáo dục pháp luật, Cục Con nuôi", {"PBGDPL", "CN"}),
        ("TGPL, CN, Tổng cục THADS", {"TGPL", "CN", "THADS"}),
        (None, set()),
    ],
)
def test_answers_of_a_form_name_whom_they_choose(typed, chosen):
    snapshot = counted(cell("Bỏ phiếu", "D2", "giơ tay"), table([["P1", typed, "18/12/2019 10:31"]], CHOSEN))
    assert snapshot.workbook.ballot_papers[0].chosen == chosen
    assert told(snapshot, Code.BALLOT_UNREADABLE) == []


@pytest.mark.parametrize("typed", ["Cục TGPL, Cục Không Có", "TGPL; TGPL", "Vụ Phổ biến, giáo dục"])
def test_what_is_left_over_of_a_list_is_a_problem_of_its_cell(typed):
    snapshot = counted(cell("Bỏ phiếu", "D2", "giơ tay"), table([["P1", typed, None]], CHOSEN))
    assert told(snapshot, Code.BALLOT_UNREADABLE)
    assert not counts(snapshot)


def test_without_own_votes_the_papers_never_stand_for_typed_rows():
    own = cell("Danh hiệu", "J2", "không")
    assert votes(counted(own, table(papers(*FOUR)))) == {}
    typed = the_snapshot(without_figures, own, table(papers(*FOUR)))
    assert {p.where.a1 for p in typed.problems if p.code is Code.BALLOTS_DIFFER} == {"D3", "D4", "E3", "E4"}


def test_what_is_marked_in_a_column_that_is_not_read_keeps_the_session_from_counting():
    second = counted(table([[*row, None] for row in papers(*FOUR)], [*HEADER, "Cục Trợ giúp pháp lý"]))
    assert told(second, Code.DUPLICATE_COLUMN) == [(Code.DUPLICATE_COLUMN, "Phiếu bầu", "J1")]
    assert counts(second)
    marked = counted(table([[*row, "x"] for row in papers(*FOUR)], [*HEADER, "Cục Trợ giúp pháp lý"]))
    assert told(marked, Code.BALLOT_UNREADABLE)[0] == (Code.BALLOT_UNREADABLE, "Phiếu bầu", "J2")
    assert not counts(marked)
    listed = counted(table([["P1", 1, "TGPL", "x"]], ["Mã phiên", "Số phiếu", "Bầu", "CN"]))
    assert told(listed, Code.BALLOT_UNREADABLE) == [(Code.BALLOT_UNREADABLE, "Phiếu bầu", "D2")]
    assert not counts(listed)


def test_a_paper_without_its_number_is_told_where_the_others_have_one():
    rows = papers(*FOUR)
    rows[2][1] = None
    snapshot = counted(table(rows))
    assert told(snapshot, Code.MISSING_VALUE) == [(Code.MISSING_VALUE, "Phiếu bầu", "B4")]
    assert not counts(snapshot)


def test_every_difference_of_two_readings_is_told_with_both_cells_also_a_blank_one():
    second = [list(row) for row in FOUR]
    second[1][0], second[1][2] = None, "không"
    snapshot = counted(table([*papers(*FOUR), *papers(*second, count=2)]))
    found = [p for p in snapshot.problems if p.code is Code.COUNTS_DIFFER]
    assert [(p.where.a1, dict(p.params)["other"], dict(p.params)["unit"]) for p in found] == [
        ("F7", "F3", "TGPL"), ("H7", "H3", "CN")
    ]  # fmt: skip
    assert {p.value for p in found} == {None}


def test_a_session_whose_papers_disagree_names_the_cell_of_the_paper():
    rows = [*papers(*FOUR), *papers(*FOUR, count=2)]
    rows[5][6] = "x"
    (told_once,) = (p for p in counted(table(rows)).problems if p.code is Code.SESSION_INCOMPLETE)
    assert message(told_once) == "Phiên đã kiểm nhưng chưa được tính vì phải sửa ô G7 ở trang tính “Phiếu bầu” trước."
    unread = counted(table(papers(*FOUR[:3], ["x", "??", None, None])))
    assert "ô G5 ở trang tính “Phiếu bầu”" in message(
        next(p for p in unread.problems if p.code is Code.SESSION_INCOMPLETE)
    )


@pytest.mark.parametrize(("header", "code"), [("THADSS", Code.UNKNOWN_UNIT), (None, Code.COLUMN_WITHOUT_HEADER)])
def test_a_mark_for_nobody_knows_whom_keeps_the_session_from_counting(header, code):
    snapshot = counted(table(papers(*FOUR), [*HEADER[:6], header, *HEADER[7:]]))
    assert told(snapshot, code) == [(code, "Phiếu bầu", "G1")]
    assert not counts(snapshot)
    assert snapshot.recount_agrees
    said = message(next(p for p in snapshot.problems if p.code is Code.SESSION_INCOMPLETE and p.where.a1 == "K2"))
    assert said == "Phiên đã kiểm nhưng chưa được tính vì phải sửa ô G1 ở trang tính “Phiếu bầu” trước."


def test_a_verdict_under_a_misspelt_header_keeps_the_paper_from_counting():
    rows = papers(*FOUR)
    rows[0][3] = "không hợp lệ"
    assert not counts(counted(table(rows, [*HEADER[:3], "Kêt luận", *HEADER[4:]])))


def test_what_a_ballot_paper_holds_is_not_said_to_be_blank():
    rows = papers(*FOUR)
    rows[0][3] = "hỏng"
    found = next(p for p in counted(table(rows)).problems if p.code is Code.BAD_CHOICE)
    assert message(found) == "“(nội dung không hiện)” không thuộc các lựa chọn: hợp lệ; không hợp lệ."


def test_a_verdict_that_differs_is_told_at_the_cells_of_the_verdict():
    rows = [*papers(*FOUR), *papers(*FOUR, count=2)]
    rows[5][3] = "không hợp lệ"
    (differs,) = (p for p in counted(table(rows)).problems if p.code is Code.COUNTS_DIFFER)
    assert (differs.where.a1, differs.param("other")) == ("D7", "D3")


def test_a_paper_without_a_number_and_its_likely_pair_are_not_said_to_be_in_one_count_only():
    rows = [*papers(*FOUR), *papers(*FOUR, count=2)]
    rows[5][1] = None
    snapshot = counted(table(rows))
    assert told(snapshot, Code.COUNTS_DIFFER, Code.MISSING_VALUE) == [(Code.MISSING_VALUE, "Phiếu bầu", "B7")]
    assert not counts(snapshot)
    del rows[6]  # now two papers of the first count have none, and one without a number cannot be both
    assert told(counted(table(rows)), Code.COUNTS_DIFFER) == [
        (Code.COUNTS_DIFFER, "Phiếu bầu", a1) for a1 in ("B3", "B4")
    ]


def test_a_unit_that_papers_choose_and_that_has_no_row_beside_the_others_is_said():
    def without_a_row(book):
        book["Phiếu"] = [row for row in book["Phiếu"] if row[:2] != ["P1", "PBGDPL"]]

    snapshot = the_snapshot(without_a_row, table(papers(*FOUR)))
    (said,) = (p for p in snapshot.problems if p.code is Code.CHOSEN_NOT_ON_BALLOT)
    assert (said.where.tab, said.where.a1, said.severity) == ("Bỏ phiếu", "A2", Severity.DOUBT)
    assert message(said, snapshot.workbook) == (
        "Có phiếu bầu cho đơn vị không có dòng ở trang tính “Phiếu” của phiên này, nên chưa được đếm: Vụ PBGDPL."
    )
    assert told(counted(table(papers(*FOUR))), Code.CHOSEN_NOT_ON_BALLOT) == []


def test_the_command_line_prints_the_tally_and_no_single_ballot():
    told_ballots = json.loads(summary_json(counted(table(papers(*FOUR)))))["ballots"]
    assert told_ballots[0]["units"][1] == {"unit": "THADS", "in_favour": 1, "against": 2, "abstain": 1}
    assert {"session", "collected", "valid", "invalid", "counts_agree", "units"} == told_ballots[0].keys()
    open_session = counted(state("đang bỏ phiếu"), table(papers(*FOUR)))
    assert "ballots" not in json.loads(summary_json(open_session))


def test_two_papers_of_one_number_are_told_and_do_not_count():
    rows = papers(*FOUR)
    rows[3][1] = 1
    snapshot = counted(table(rows))
    assert (Code.DUPLICATE_ROW, "Phiếu bầu", "B5") in told(snapshot, Code.DUPLICATE_ROW)
    assert not counts(snapshot)


def test_the_roll_call_gives_who_is_present_where_nothing_is_typed():
    there = roll_call(("TGPL", "có"), ("THADS", "có"), ("CN", "không", "có"), ("PBGDPL", "có"))
    snapshot = the_snapshot(there, cell("Bỏ phiếu", "F2", None))
    assert snapshot.workbook.sessions[0].present.value == 4
    assert told(snapshot, Code.PRESENT_DIFFERS) == []
    differing = the_snapshot(roll_call(("TGPL", "có"), ("THADS", "có"), ("CN", "không"), ("PBGDPL", "có")))
    assert told(differing, Code.PRESENT_DIFFERS) == [(Code.PRESENT_DIFFERS, "Bỏ phiếu", f"F{row}") for row in (2, 3)]


def test_a_unit_without_a_row_in_the_roll_call_is_not_absent_and_is_named():
    there = roll_call(("TGPL", "có"), ("THADS", "có"), ("CN", "có"))
    by_present = (cell("Bỏ phiếu", "F2", None), cell("Danh hiệu", "E2", "có mặt"))
    snapshot = the_snapshot(there, *by_present)
    assert told(snapshot, Code.NOT_IN_ROLL_CALL) == [(Code.NOT_IN_ROLL_CALL, "Bỏ phiếu", "F2")]
    assert not counts(snapshot)
    assert snapshot.recount_agrees
    before_the_count = the_snapshot(there, *by_present, state("đang bỏ phiếu"))
    assert told(before_the_count, Code.NOT_IN_ROLL_CALL) == []
    assert told(the_snapshot(there), Code.NOT_IN_ROLL_CALL) == []


def test_a_blank_in_the_roll_call_is_nobody_absent_once_a_counted_session_asks_for_it():
    there = roll_call(("TGPL", "có"), ("THADS", "có"), ("CN", None, "có"), ("PBGDPL", None))
    snapshot = the_snapshot(there, cell("Bỏ phiếu", "F2", None), cell("Danh hiệu", "E2", "có mặt"))
    assert told(snapshot, Code.MISSING_VALUE) == [(Code.MISSING_VALUE, "Điểm danh", "B5")]
    assert not counts(snapshot)
    assert snapshot.recount_agrees
    typed = the_snapshot(there)
    assert told(typed, Code.MISSING_VALUE) == []


@pytest.mark.parametrize("role", [Role.VIEWER, Role.LEADER, Role.SCREEN])
def test_single_ballots_are_the_secretarys_alone(role):
    snapshot = counted(table(papers(*FOUR)))
    everything = Released({releasable_ballot("P1"), releasable_award("CNTP")})
    seen = snapshot_for(snapshot, role, everything)
    assert seen.workbook.ballot_papers == ()
    assert seen.tallies == ()
    assert snapshot.workbook.ballot_papers != ()


MARKS = st.sampled_from(["x", "không", None])
BALLOTS = st.lists(st.lists(MARKS, min_size=4, max_size=4), min_size=1, max_size=4)


def proposed_by_hand(marks) -> set[str]:
    """The units of P1 by fractions over the papers: two thirds of four members, two seats, no tie across them."""
    favour = Counter(unit for row in marks for unit, mark in zip(UNITS, row, strict=True) if mark == "x")
    passed = {unit: votes for unit, votes in favour.items() if Fraction(votes, 4) >= Fraction(2, 3)}
    if len(passed) <= 2:
        return set(passed)
    ordered = sorted(passed.values(), reverse=True)
    return {unit for unit, votes in passed.items() if votes > ordered[2]}


@settings(max_examples=60, deadline=None)
@given(marks=BALLOTS, order=st.randoms(use_true_random=False))
def test_proposals_follow_from_the_papers_whatever_their_order(marks, order):
    rows = papers(*marks)
    shuffled = rows[:]
    order.shuffle(shuffled)
    first, second = counted(table(rows)), counted(table(shuffled))
    assert set(first.award("CNTP").proposed) == set(second.award("CNTP").proposed) == proposed_by_hand(marks)
    assert first.recount_agrees
    assert second.recount_agrees


@settings(max_examples=40, deadline=None)
@given(marks=BALLOTS, data=st.data())
def test_one_more_vote_never_turns_a_proposed_unit_away_alone(marks, data):
    before = set(counted(table(papers(*marks))).award("CNTP").proposed)
    place, unit = data.draw(st.integers(0, len(marks) - 1)), data.draw(st.integers(0, 3))
    more = [list(row) for row in marks]
    more[place][unit] = "x"
    after = counted(table(papers(*more))).award("CNTP")
    if UNITS[unit] in before:
        assert UNITS[unit] in {*after.proposed, *after.undecided}


@settings(max_examples=60, deadline=None)
@given(marks=BALLOTS, data=st.data())
def test_garbling_or_deleting_a_cell_of_two_counts_never_proposes_anybody_new(marks, data):
    rows = [*papers(*marks), *papers(*marks, count=2)]
    before = set(counted(table(rows)).award("CNTP").proposed)
    row, column = data.draw(st.integers(0, len(rows) - 1)), data.draw(st.integers(0, 8))
    rows[row][column] = data.draw(st.sampled_from([None, "?", "12/2019", "P1", "x"]))
    after = counted(table(rows))
    assert set(after.award("CNTP").proposed) <= before
    assert after.recount_agrees
