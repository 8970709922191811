"""The possible actions on an open seat, as rows to paste into the sheet.

Columns are in the order of the template's tabs; their headers are shown with the rows, in case columns were moved.
"""

from __future__ import annotations

from dataclasses import dataclass

from lib.model.records import Tab, Workbook
from lib.model.results import AwardResult, AwardStatus
from lib.sheets.layout import TAB_LAYOUT
from lib.show.words import names


@dataclass(frozen=True, slots=True)
class PasteRows:
    """Rows for one tab: its name, the headers, and the rows with their cells separated by tabs."""

    tab: str
    headers: str
    text: str


def units_open(result: AwardResult) -> tuple[str, ...]:
    """The units whose seat is open: the tied ones, else the remaining candidates."""
    return result.undecided if result.status is AwardStatus.TIE else result.remaining


def waiting_session(book: Workbook, result: AwardResult) -> str | None:
    """The session of an award that is in the sheet and still to be counted: then no other action is offered."""
    counted = {item.session for item in result.rounds}
    rows = [one for one in book.sessions if one.award == result.award and one.code and one.code not in counted]
    return min(rows, key=lambda one: one.round or 0).code if rows else None


def may_vote_again(result: AwardResult) -> bool:
    """Whether another ballot can fill the seat: among tied units always, else while rounds are left."""
    return result.status in (AwardStatus.TIE, AwardStatus.NEXT_ROUND)


def may_be_decided(result: AwardResult) -> bool:
    """Whether Cụm trưởng and Phó Cụm trưởng decide: on a tie, or when no round is left."""
    return result.status in (AwardStatus.TIE, AwardStatus.CHAIR_DECIDES)


def vote_again(book: Workbook, result: AwardResult) -> tuple[PasteRows, PasteRows]:
    """The rows of another session among the open units, and of its votes, left blank."""
    rounds = [one.round or 0 for one in book.sessions if one.award == result.award]
    number = max(rounds, default=0) + 1
    code = _fresh_code(book, f"{result.award}-{number}")
    session = {"code": code, "award": result.award, "round": str(number), "state": "chưa"}
    votes = [{"session": code, "unit": unit} for unit in units_open(result)]
    return _rows(Tab.SESSIONS, [session]), _rows(Tab.VOTES, votes)


def chair_decides(book: Workbook, result: AwardResult, chosen: str | None = None) -> PasteRows:
    """A decision for every open unit; `chosen` is the one that takes the seat.

    Reason and name are left blank: placeholder words would be read as real ones.
    """
    verdicts = {unit: "suy tôn" if unit == chosen else "không suy tôn" if chosen else "" for unit in units_open(result)}
    rows = [{"award": result.award, "unit": unit, "verdict": verdict} for unit, verdict in verdicts.items()]
    return _rows(Tab.DECISIONS, rows)


def where_it_stops(book: Workbook, result: AwardResult) -> str:
    """Where a reveal will stop, and with which units: shown before it begins."""
    shown = names.unit_list(book, result.proposed) if result.proposed else "không đơn vị nào"
    tied = result.status is AwardStatus.TIE and result.undecided
    with_whom = f" giữa {names.unit_list(book, result.undecided)}" if tied else ""
    awaits = "chờ vòng bỏ phiếu tiếp theo" if result.status is AwardStatus.NEXT_ROUND else f"chưa quyết định{with_whom}"
    return f"Màn công bố sẽ hiện {shown} rồi dừng ở {result.seats_left or 0} suất {awaits}."


def _fresh_code(book: Workbook, wanted: str) -> str:
    taken = {one.code for one in book.sessions}
    codes = (wanted, *(f"{wanted}-{number}" for number in range(2, len(taken) + 2)))
    return next(code for code in codes if code not in taken)


def _rows(tab: Tab, records: list[dict[str, str]]) -> PasteRows:
    layout = TAB_LAYOUT[tab]
    lines = ["\t".join(record.get(column.field, "") for column in layout.columns) for record in records]
    return PasteRows(layout.name, ", ".join(column.header for column in layout.columns), "\n".join(lines))
