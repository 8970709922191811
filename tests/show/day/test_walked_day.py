"""A day with every bend, walked press by press: what the hall shows and what a visitor and a leader read, by hand.

A tie, a vote among the tied units, a withdrawal of a unit without a seat and one of a unit with a seat, an award that
depends on another, and three kinds of correction.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from lib.access.rights import Role
from lib.model.releasable import ReleasableKind
from lib.release.role_view import snapshot_for
from lib.sheets.sources.source import RawTables
from lib.show.day.corrections import correction_lines
from lib.show.pictures.now import picture_now
from lib.show.rows.awards import awards_page
from lib.show.rows.parts import Audience, markup
from lib.stage import acts, release_acts
from lib.stage.log.events import RunKind
from lib.stage.refusals import RefusalReason, Refused
from lib.stage.state import public_lines
from lib.stage.table import ActEvents, Table
from tests.days import (
    Day,
    row_of,
    table_of,
    tied_tables,
    version,
    with_cell,
    with_row,
    with_state,
    with_votes,
)

NAMES = ("Nguyễn Văn An", "Trần Thị Bình")
FLAG, HIGHER = "reveal:CNTP", "reveal:CCP"
Press = Callable[[Day], object]


def tied() -> RawTables:
    return with_state(tied_tables(), "P3", "chưa")


def voted_again(tables: RawTables) -> RawTables:
    """A vote among the tied units, and a unit without a seat that withdraws before it."""
    row = list(table_of(tables, "Bỏ phiếu").rows[row_of(tables, "Bỏ phiếu", "P2") - 1])
    row[0], row[2] = "P4", 3
    tables = with_row(tables, "Bỏ phiếu", *row)
    for unit, votes in (("DKGDBD", 3), ("PBGDPL", 8)):
        tables = with_row(tables, "Phiếu", "P4", unit, votes, 11 - votes, 0)
    return with_row(tables, "Quyết định", "CNTP", "BTTP", "rút", "việc riêng của đơn vị", "Thủ trưởng đơn vị", None)


TIED = tied()
SETTLED = voted_again(TIED)
COUNTED = with_state(SETTLED, "P3", "đã kiểm")
SLIP = with_votes(COUNTED, "P3", TGPL=0, QLXLVPHC=10)
FIGURE = with_votes(SLIP, "P1", TGPL=9)
LEFT = with_row(FIGURE, "Quyết định", "CNTP", "QLXLVPHC", "rút", "xin rút sau bỏ phiếu", "Thủ trưởng đơn vị", None)
CHOSEN = with_row(LEFT, "Quyết định", "CNTP", "DKGDBD", "suy tôn", "tổng điểm cao hơn", "Cụm trưởng", None)
CHANGED = with_row(
    with_cell(CHOSEN, "Quyết định", row_of(CHOSEN, "Quyết định", "CNTP", "DKGDBD"), 3, "không suy tôn"),
    "Quyết định", "CNTP", "KTVB", "suy tôn", "tổng điểm cao hơn", "Cụm trưởng", None,
)  # fmt: skip


# -- presses -----------------------------------------------------------------------------------------------------


def typed(tables: RawTables) -> Press:
    return lambda day: day.desk.offer(version(tables))


def take(day: Day) -> None:
    day.do(lambda table: acts.take(table, "gõ tiếp", seen_losses=frozenset({"Phiếu", "Bỏ phiếu"})))


def read_back(*sessions: str) -> Press:
    def press(day: Day) -> None:
        for session in sessions:
            day.do(lambda table, session=session: release_acts.read_back(table, session, NAMES))

    return press


def release_award(code: str) -> Press:
    return lambda day: day.do(lambda table: release_acts.release_award(table, code, "đã rõ"))


def refused(code: str, why: RefusalReason) -> Press:
    def press(day: Day) -> None:
        with pytest.raises(Refused) as found:
            release_acts.release_award(day.table, code, "đã rõ")
        assert found.value.why is why

    return press


def jump(scene: str) -> Press:
    return lambda day: day.do(lambda table: acts.jump(table, scene))


def to_the_end(scene: str) -> Press:
    return lambda day: day.show(scene)


def pause(day: Day) -> None:
    day.do(release_acts.pause)


def correct(day: Day) -> None:
    def act(table: Table) -> ActEvents:
        lines = correction_lines(table.taken.snapshot, table.newer.snapshot, release_acts.what_changes(table).told)
        return release_acts.correct(table, lines, "cộng sót", "Cụm trưởng")

    day.do(act)


# -- what is read ------------------------------------------------------------------------------------------------


def plain(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html))


def hall(day: Day) -> str:
    return plain(picture_now(day.table))


def read(day: Day, role: Role) -> str:
    """The page of the awards as a reader gets it, with the corrections above it."""
    public = day.desk.public()
    seen = snapshot_for(public.snapshot, role, public.released)
    votes = bool(public.released.codes(ReleasableKind.BALLOT) or public.released.codes(ReleasableKind.AWARD))
    told = [
        f"{what}: {old} → {new}. {made.reason}" for made in public.corrections for what, old, new in public_lines(made)
    ]
    return " ".join([*told, plain(markup(awards_page(seen, Audience(votes=votes))))])


@dataclass(frozen=True)
class Row:
    """A press, what the hall then shows, what readers have and what they have not."""

    press: Press
    hall: tuple[str, ...] = ()
    has: tuple[str, ...] = ()
    has_not: tuple[str, ...] = ()
    hall_has_not: tuple[str, ...] = ()


OTHERS = ("Cục BTTP", "Cục ĐKQGGDBĐ")
"""Units that stood in the last round, or fell in the vote among the tied ones: nobody the open seat is told with."""
CHANGE = ("đơn vị được đề nghị", "Cục ĐKQGGDBĐ", "→", "Cục KTVBQPPL", "cộng sót")
AWAITED = ("Kết quả suy tôn chưa được công bố",)
NO_VOTES = ("10/11", "8/11", "đề nghị 2/3")
WALK: tuple[Row, ...] = (
    Row(typed(TIED), ("HỘI NGHỊ TỔNG KẾT",), AWAITED, NO_VOTES),
    Row(read_back("P1", "P2"), ("HỘI NGHỊ TỔNG KẾT",), AWAITED, NO_VOTES),
    Row(refused("CCP", RefusalReason.PRIOR_AWARD), ("HỘI NGHỊ TỔNG KẾT",), AWAITED, NO_VOTES),
    Row(release_award("CNTP"), ("HỘI NGHỊ TỔNG KẾT",), AWAITED, NO_VOTES),
    Row(jump(FLAG), ("Số lượng: 3 đơn vị",), AWAITED, NO_VOTES),
    Row(
        to_the_end(FLAG), ("Suất thứ 3 chờ quyết định", "đồng phiếu"), ("10 /11", "đồng phiếu"), ("đề nghị 3/3", "rút")
    ),
    Row(typed(SETTLED), ("Suất thứ 3 chờ quyết định",), ("đồng phiếu",), ("Bỏ phiếu lại (", "rút")),
    Row(take, ("Suất thứ 3 chờ quyết định",), ("đồng phiếu",), ("Bỏ phiếu lại (", "đề nghị 3/3")),
    Row(jump("voting"), ("ĐANG BỎ PHIẾU", "Bỏ phiếu lại giữa Cục ĐKQGGDBĐ và Vụ PBGDPL"), hall_has_not=("Vòng 3",)),
    Row(read_back("P4"), ("ĐANG BỎ PHIẾU",), ("đồng phiếu",), ("Bỏ phiếu lại (",)),
    Row(release_award("CNTP"), ("ĐANG BỎ PHIẾU",), ("đồng phiếu",), ("Bỏ phiếu lại (", "đề nghị 3/3")),
    Row(jump("proposals"), ("Suất thứ 3 chờ",), ("đồng phiếu",), ("đề nghị 3/3",), ("Vụ PBGDPL",)),
    Row(
        to_the_end(FLAG),
        ("Vụ Phổ biến, giáo dục pháp luật",),
        ("đề nghị 3/3", "Bỏ phiếu lại (phiên P4)"),
        ("việc riêng",),
    ),
    Row(jump("proposals"), ("Vụ PBGDPL",), ("đề nghị 3/3",), ("việc riêng", "Vòng 3"), ("Cục BTTP", "việc riêng")),
    Row(typed(COUNTED), ("Vụ PBGDPL",), ("đề nghị 3/3",), ("9 /11",)),
    Row(take, ("Vụ PBGDPL",), ("đề nghị 3/3",), ("9 /11",)),
    Row(read_back("P3"), ("Vụ PBGDPL",), ("đề nghị 3/3",), ("9 /11",)),
    Row(release_award("CCP"), ("Vụ PBGDPL",), ("đề nghị 3/3",), ("9 /11", "đề nghị 1/1"), ("Cờ thi đua Chính phủ",)),
    Row(typed(SLIP), ("Vụ PBGDPL",), ("đề nghị 3/3",), ("9 /11", "10 /11 đề")),
    Row(correct, ("Vụ PBGDPL",), ("đề nghị 3/3",), ("9 → 10", "đề nghị 1/1")),
    Row(read_back("P3"), ("Vụ PBGDPL",), ("đề nghị 3/3",), ("9 → 10", "đề nghị 1/1")),
    Row(release_award("CCP"), ("Vụ PBGDPL",), ("đề nghị 3/3",), ("9 → 10", "đề nghị 1/1")),
    Row(to_the_end(HIGHER), ("Cục Quản lý xử lý vi phạm hành chính",), ("đề nghị 3/3", "đề nghị 1/1"), ("9 → 10",)),
    Row(typed(FIGURE), ("Cục Quản lý xử lý vi phạm hành chính",), ("10 /11", "đề nghị 1/1"), ("9 → 10",)),
    Row(pause, ("đang đối chiếu lại số liệu",), AWAITED, ("đề nghị 3/3", "đề nghị 1/1", "9 → 10", *NO_VOTES)),
    Row(correct, ("10", "9", "cộng sót"), ("đồng ý: 10 → 9",), ("đề nghị 1/1",)),
    Row(read_back("P1"), ("cộng sót",), ("đồng ý: 10 → 9",), ("đề nghị 1/1",)),
    Row(release_award("CNTP"), ("cộng sót",), ("đồng ý: 10 → 9",)),
    Row(to_the_end(FLAG), ("Vụ Phổ biến, giáo dục pháp luật",), ("đề nghị 3/3", "9 /11")),
    Row(release_award("CCP"), ("Vụ Phổ biến, giáo dục pháp luật",), ("đề nghị 3/3",), ("đề nghị 1/1",)),
    Row(to_the_end(HIGHER), ("Cục Quản lý xử lý vi phạm hành chính",), ("đề nghị 3/3", "đề nghị 1/1")),
    Row(typed(LEFT), ("Cục Quản lý xử lý vi phạm hành chính",), ("đề nghị 3/3", "đề nghị 1/1"), ("xin rút",)),
    Row(take, ("Cục Quản lý xử lý vi phạm hành chính",), ("đề nghị 3/3", "đề nghị 1/1"), ("xin rút",)),
    Row(release_award("CNTP"), (), ("đề nghị 3/3",), ("xin rút", "đề nghị 1/1")),
    Row(to_the_end(FLAG), ("Suất thứ 3 chờ quyết định",), ("đề nghị 2/3", "xin rút"), ("việc riêng",), OTHERS),
    Row(typed(CHOSEN), ("Suất thứ 3 chờ quyết định",), ("đề nghị 2/3",), ("Đăng ký Quốc gia – suy tôn",)),
    Row(take, ("Suất thứ 3 chờ quyết định",), ("đề nghị 2/3",), ("đề nghị 3/3",)),
    Row(release_award("CNTP"), ("Bỏ phiếu lại: suy tôn 1 đơn vị",), ("đề nghị 2/3",), ("đề nghị 3/3",)),
    Row(to_the_end(FLAG), ("Cục Đăng ký quốc gia",), ("đề nghị 3/3", "Cục ĐKQGGDBĐ – suy tôn")),
    Row(typed(CHANGED), ("Cục Đăng ký quốc gia",), ("đề nghị 3/3",), ("Cục KTVBQPPL – suy tôn",)),
    Row(pause, ("đang đối chiếu lại số liệu",), AWAITED, ("đề nghị 3/3", "Cục ĐKQGGDBĐ – suy tôn")),
    Row(correct, CHANGE, CHANGE, ("Cục ĐKQGGDBĐ – suy tôn; lý do",)),
)


def test_what_the_table_tells_is_what_it_says_it_is():
    """Every bend that the table is there for stands in it."""
    presses = [row.press for row in WALK]
    assert presses.count(correct) == 3, "nothing that was shown, a figure, a unit by decision"
    assert presses.count(pause) == 2, "what the hall has not seen needs no hold"


@pytest.fixture
def day(tmp_path) -> Day:
    found = Day(tmp_path)
    found.desk.offer(version(TIED))
    found.do(acts.fix_scores)
    found.desk.begin(RunKind.CONFERENCE, found.desk.state.seq, "An")
    return found


def test_hall_visitor_and_leader_after_every_press(day):
    for number, row in enumerate(WALK):
        row.press(day)
        seen = {role: read(day, role) for role in (Role.VIEWER, Role.LEADER)}
        said = f"press {number}"
        assert [words for words in row.hall if words not in hall(day)] == [], (said, hall(day))
        assert [words for words in row.hall_has_not if words in hall(day)] == [], (said, hall(day))
        for role, text in seen.items():
            assert [words for words in row.has if words not in text] == [], (said, role, text)
            assert [words for words in row.has_not if words in text] == [], (said, role, text)
