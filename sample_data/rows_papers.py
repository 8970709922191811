"""Eleven ballot papers of P1, typed twice, with one slip in the second count; and the roll call. All of it is invented.

The papers give what `rows_ballots.py` has as sums. The slip is one mark: paper 7 says `không` for Vụ PBGDPL, the second
count says `x`, and with it that unit would have the eight votes it needs.
"""

from __future__ import annotations

import rows_ballots as ballots
from rows_units import CODES
from tables import Row, Table

ON_THE_BALLOT = ("TGPL", "THADS", "HTQTCT", "KTVB", "DKGDBD", "BTTP", "QLXLVPHC", "PBGDPL")
MARKS = {"x": "x", "k": "không", "-": None}

# One word a paper, a letter for each unit on the ballot: x for, k against, - no opinion.
PAPERS = (
    "xkkkkkxx",
    "x-kkkkxx",
    "xkkkkkxx",
    "xkkk-kxx",
    "xkkkk-xx",
    "xxxxxkkk",
    "xkkkxkxk",
    "xkk-xkxk",
    "xkkkkxx-",
    "xkkkxkkx",
    "xkkkkx-x",
)
SPOILT = 6
SLIP = 7


def _row(number: int, count: int, marks: str) -> Row:
    by_unit = {unit: MARKS[mark] for unit, mark in zip(ON_THE_BALLOT, marks, strict=True)}
    verdict = ("không hợp lệ", "bầu quá 3 đơn vị") if number == SPOILT else (None, None)
    return ("P1", number, count, *verdict, *[by_unit.get(unit) for unit in CODES])


FIRST = [_row(number, 1, marks) for number, marks in enumerate(PAPERS, 1)]
SECOND = [_row(number, 2, marks[:-1] + "x" if number == SLIP else marks) for number, marks in enumerate(PAPERS, 1)]
TABLE = Table(
    "Phiếu bầu", ("Mã phiên", "Số phiếu", "Lượt", "Kết luận", "Lý do", *CODES), (*FIRST, *SECOND)
)  # fmt: skip
ROLL_CALL = Table(
    "Điểm danh",
    ("Đơn vị", "Có mặt", "Ủy quyền", "Thời gian"),
    tuple((unit, "không" if unit == "CN" else "có", "có" if unit == "CN" else None, "07:45") for unit in CODES),
)

SESSIONS = ballots.SESSIONS.with_rows(
    ("P1", "CNTP", 1, "kín", 11, None, 11, None, None, None, *ballots.TELLERS, "10:00", "đã kiểm"),
    ("P2", "CNTP", 2, "kín", 11, *[None] * 5, *ballots.TELLERS, "10:30", "chưa"),
    ("P3", "CCP", 1, "kín", 11, *[None] * 5, *ballots.TELLERS, "10:50", "chưa"),
)
VOTES = ballots.VOTES.with_rows()
