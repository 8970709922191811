"""A day with every bend, press by press, and what hall and readers then have: written by hand.

A tie, a vote among the tied units, a withdrawal of a unit without a seat and one of a unit with a seat, an award that
depends on another, and three kinds of correction. `tests/show/day/test_walked_day.py` walks it at the desk,
`tests/browser/test_walked_day.py` in Chromium.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from lib.sheets.sources.source import RawTables
from lib.stage.refusals import RefusalReason
from tests.days import row_of, table_of, tied_tables, with_cell, with_row, with_state, with_votes

FLAG, HIGHER = "reveal:CNTP", "reveal:CCP"
REASON, DECIDED_BY = "cộng sót", "Cụm trưởng"


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


class Walker(Protocol):
    """Performs the secretary's acts: at the desk, or in Chromium."""

    def type(self, tables: RawTables) -> object: ...
    def take(self) -> object: ...
    def read_back(self, session: str) -> object: ...
    def release(self, award: str) -> object: ...
    def is_refused(self, award: str, why: RefusalReason) -> object: ...
    def jump(self, scene: str) -> object: ...
    def show_whole(self, scene: str) -> object: ...
    def pause(self) -> object: ...
    def correct(self) -> object: ...


Press = Callable[[Walker], object]


def typed(tables: RawTables) -> Press:
    """The sheet holds this from now on."""
    return lambda walker: walker.type(tables)


def take(walker: Walker) -> None:
    walker.take()


def read_back(*sessions: str) -> Press:
    return lambda walker: [walker.read_back(session) for session in sessions]


def release_award(code: str) -> Press:
    return lambda walker: walker.release(code)


def refused(code: str, why: RefusalReason) -> Press:
    return lambda walker: walker.is_refused(code, why)


def jump(scene: str) -> Press:
    return lambda walker: walker.jump(scene)


def to_the_end(scene: str) -> Press:
    """The last step of a scene: the hall has seen it."""
    return lambda walker: walker.show_whole(scene)


def pause(walker: Walker) -> None:
    walker.pause()


def correct(walker: Walker) -> None:
    """Put right what was released, with `REASON` by `DECIDED_BY`."""
    walker.correct()


# -- the table ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Row:
    """A press, what the hall then shows, what readers have and what they have not."""

    press: Press
    hall: tuple[str, ...] = ()
    has: tuple[str, ...] = ()
    has_not: tuple[str, ...] = ()
    hall_has_not: tuple[str, ...] = ()


OTHERS = ("Cục BTTP", "Cục ĐKQGGDBĐ")
"""Units that stood in the last round, or lost the vote among the tied ones; the open seat is announced with none of
them.
"""
CHANGE = ("đơn vị được đề nghị", "Cục ĐKQGGDBĐ", "→", "Cục KTVBQPPL", "cộng sót")
HELD = ("đang đối chiếu lại số liệu",)
AWAITED = ("Kết quả suy tôn chưa được công bố",)
NO_VOTES = ("10/11", "8/11", "đề nghị 2/3")
WALK: tuple[Row, ...] = (
    Row(typed(TIED), ("HỘI NGHỊ TỔNG KẾT",), AWAITED, NO_VOTES),
    Row(read_back("P1", "P2"), ("HỘI NGHỊ TỔNG KẾT",), AWAITED, NO_VOTES),
    Row(refused("CCP", RefusalReason.PRIOR_AWARD), ("HỘI NGHỊ TỔNG KẾT",), AWAITED, NO_VOTES),
    Row(release_award("CNTP"), ("HỘI NGHỊ TỔNG KẾT",), AWAITED, NO_VOTES),
    Row(jump(FLAG), ("Số lượng: 3 đơn vị",), AWAITED, NO_VOTES),
    Row(to_the_end(FLAG), ("Suất thứ 3 chờ quyết định", "đồng phiếu"), ("10/11", "đồng phiếu"), ("đề nghị 3/3", "rút")),
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
    Row(typed(COUNTED), ("Vụ PBGDPL",), ("đề nghị 3/3",), ("9/11",)),
    Row(take, ("Vụ PBGDPL",), ("đề nghị 3/3",), ("9/11",)),
    Row(read_back("P3"), ("Vụ PBGDPL",), ("đề nghị 3/3",), ("9/11",)),
    Row(release_award("CCP"), ("Vụ PBGDPL",), ("đề nghị 3/3",), ("9/11", "đề nghị 1/1"), ("Cờ thi đua Chính phủ",)),
    Row(typed(SLIP), ("Vụ PBGDPL",), ("đề nghị 3/3",), ("9/11", "10/11 đề")),
    Row(correct, ("Vụ PBGDPL",), ("đề nghị 3/3",), ("9 → 10", "đề nghị 1/1")),
    Row(read_back("P3"), ("Vụ PBGDPL",), ("đề nghị 3/3",), ("9 → 10", "đề nghị 1/1")),
    Row(release_award("CCP"), ("Vụ PBGDPL",), ("đề nghị 3/3",), ("9 → 10", "đề nghị 1/1")),
    Row(to_the_end(HIGHER), ("Cục Quản lý xử lý vi phạm hành chính",), ("đề nghị 3/3", "đề nghị 1/1"), ("9 → 10",)),
    Row(typed(FIGURE), ("Cục Quản lý xử lý vi phạm hành chính",), ("10/11", "đề nghị 1/1"), ("9 → 10",)),
    Row(pause, HELD, HELD, ("đề nghị 3/3", "đề nghị 1/1", "9 → 10", *NO_VOTES)),
    Row(correct, ("10", "9", "cộng sót"), ("đồng ý: 10 → 9",), ("đề nghị 1/1",)),
    Row(read_back("P1"), ("cộng sót",), ("đồng ý: 10 → 9",), ("đề nghị 1/1",)),
    Row(release_award("CNTP"), ("cộng sót",), ("đồng ý: 10 → 9",)),
    Row(to_the_end(FLAG), ("Vụ Phổ biến, giáo dục pháp luật",), ("đề nghị 3/3", "9/11")),
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
    Row(pause, HELD, HELD, ("đề nghị 3/3", "Cục ĐKQGGDBĐ – suy tôn")),
    Row(correct, CHANGE, CHANGE, ("Cục ĐKQGGDBĐ – suy tôn; lý do",)),
)


def squeezed(text: str) -> str:
    """A text without any space, so that it is the same whatever stands on a line of its own."""
    return re.sub(r"\s+", "", html.unescape(text))


def missing(words: tuple[str, ...], text: str) -> list[str]:
    """The words that a text does not hold."""
    return [one for one in words if squeezed(one) not in squeezed(text)]


def held(words: tuple[str, ...], text: str) -> list[str]:
    """The words that a text holds, though it must not."""
    return [one for one in words if squeezed(one) in squeezed(text)]
