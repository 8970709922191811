"""Reading `Phiếu bầu` and `Điểm danh`: single ballot papers and the roll call (docs/workbook.md section 8). Pure.

No problem of these cells contains the choice of a ballot: a secret one stays secret in every list of problems.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lib.model.ballot_papers import Attendance, BallotPaper, Choice
from lib.model.domain import Session, SessionState
from lib.model.problems import CellRef, Code, Problem, problem
from lib.sheets import vocabulary
from lib.sheets.reading import cells
from lib.sheets.reading.names import NameIndex
from lib.sheets.reading.rows import RowReader, unit_columns
from lib.sheets.reading.tables import Sheet
from lib.sheets.reading.voting import session_names

_SEPARATORS = re.compile(r"\s*[;\n]\s*")
_MARKS = {cells.key(word): mark for mark, words in vocabulary.MARKS.items() for word in words}


@dataclass(frozen=True)
class PapersRead:
    """The papers of known sessions; `lists_choices` where they name the chosen units in one column."""

    papers: tuple[BallotPaper, ...] = ()
    lists_choices: bool = False


def read_papers(
    sheet: Sheet | None, sessions: tuple[Session, ...], units: NameIndex, problems: list[Problem]
) -> PapersRead:
    """Rows of `Phiếu bầu`. Two with one number in a session and count are both blocked."""
    if sheet is None or sheet.header_row is None:
        return PapersRead()
    names = session_names(sessions)
    columns = _columns(sheet, units, problems)
    rows = []
    for index in sheet.rows():
        row = RowReader(sheet, index, problems)
        paper = _paper(row, sessions=names, units=units, columns=columns, problems=problems)
        if paper is not None:
            rows.append((row, paper))
    return PapersRead(_without_doubles(rows), "chosen" in sheet.columns)


@dataclass(frozen=True)
class _Columns:
    """The columns of units: `unread` a unit's second one and any beside `Bầu`, `unknown` where none is named."""

    read: dict[str, int]
    unread: tuple[int, ...]
    unknown: tuple[int, ...]


def _columns(sheet: Sheet, units: NameIndex, problems: list[Problem]) -> _Columns:
    columns = unit_columns(sheet, units, problems)
    read: dict[str, int] = {}
    for unit, column in columns:
        if unit is not None and "chosen" not in sheet.columns:
            read.setdefault(unit, column)
    unread = (column for unit, column in columns if unit is not None and read.get(unit) != column)
    return _Columns(read, tuple(unread), tuple(column for unit, column in columns if unit is None))


def _paper(
    row: RowReader, sessions: NameIndex, units: NameIndex, columns: _Columns, problems: list[Problem]
) -> BallotPaper | None:
    session = row.named("session", sessions, Code.UNKNOWN_SESSION)
    number = row.code("number")
    if number is None and "number" in row.sheet.columns and not row.bad("number"):
        row.report(Code.MISSING_VALUE, "number", column=row.sheet.layout.header("number"))
    count = row.choice("count")
    valid = row.choice("verdict")
    reason = row.text("reason")
    unreadable: list[Problem] = []
    lists = "chosen" in row.sheet.columns
    choices = tuple(_listed(row, units, unreadable) if lists else _marked(row, columns.read, unreadable))
    unreadable = list(dict.fromkeys((*unreadable, *_beside(row, columns.unread))))
    problems += unreadable
    faulty = unreadable[0].where if unreadable else None if lists else _under_unknown(row, columns.unknown)
    if session is None:
        return None
    return BallotPaper(
        session=session,
        number=number or str(row.index + 1),
        count=count or 1,
        spoilt=valid is False,
        reason=reason,
        choices=choices,
        blocked=row.blocked or faulty is not None,
        cell=row.ref("number") if "number" in row.sheet.columns else row.ref("session"),
        traced=next((row.ref(field) for field in vocabulary.WHO_VOTED if not row.blank(field)), None),
        verdict_cell=row.ref("verdict") if "verdict" in row.sheet.columns else None,
        faulty_cell=faulty,
        numbered=number is not None or "number" not in row.sheet.columns,
    )


def _under_unknown(row: RowReader, unknown: tuple[int, ...]) -> CellRef | None:
    """The header, already reported, under which a paper has a mark for an unknown unit; None where there is none."""
    marked = (column for column in unknown if not cells.is_blank(row.sheet.raw_cell(row.index, column)))
    return next(map(row.sheet.header_ref, marked), None)


def _marked(row: RowReader, columns: dict[str, int], problems: list[Problem]) -> Iterator[Choice]:
    """The marks in the columns of the units; a blank cell is no choice."""
    for unit, column in columns.items():
        raw = row.sheet.raw_cell(row.index, column)
        where = row.sheet.ref(row.index, column)
        if cells.is_blank(raw):
            if row.sheet.swallowed(row.index, column):
                problems.append(problem(Code.BALLOT_UNREADABLE, where, kind="merged"))
            continue
        mark = _MARKS.get(cells.key(cells.as_typed(raw) or ""))
        if mark is None:
            problems.append(problem(Code.BALLOT_UNREADABLE, where, kind="mark"))
        else:
            yield Choice(unit, mark, where)


def _beside(row: RowReader, unread: tuple[int, ...]) -> Iterator[Problem]:
    """Report marks in a column that is not read: the paper is then incomplete."""
    for column in unread:
        if not cells.is_blank(row.sheet.raw_cell(row.index, column)):
            yield problem(Code.BALLOT_UNREADABLE, row.sheet.ref(row.index, column), kind="beside")


def _listed(row: RowReader, units: NameIndex, problems: list[Problem]) -> Iterator[Choice]:
    """The units of the column `Bầu`; between commas the longest known name wins, the rest is a problem."""
    where = row.ref("chosen")
    typed = row.raw("chosen")
    row.check_merge("chosen")
    if cells.is_blank(typed):
        return
    seen: set[str] = set()
    for part in _SEPARATORS.split(cells.as_typed(typed) or ""):
        for unit in _named_between_commas(part, units):
            if unit is None or unit in seen:
                problems.append(problem(Code.BALLOT_UNREADABLE, where, kind="name" if unit is None else "twice"))
            else:
                seen.add(unit)
                yield Choice(unit, True, where)


def _named_between_commas(part: str, units: NameIndex) -> Iterator[str | None]:
    """The units of a comma-separated list, None for a piece that names none; a name may contain commas itself."""
    pieces = [piece.strip() for piece in part.split(",")]
    at = 0
    while at < len(pieces):
        if not pieces[at]:
            at += 1
            continue
        for end in range(len(pieces), at, -1):
            fits = units.fits(", ".join(pieces[at:end]))
            if len(fits) == 1:
                yield fits[0]
                at = end
                break
        else:
            yield None
            at += 1


def _without_doubles(rows: list[tuple[RowReader, BallotPaper]]) -> tuple[BallotPaper, ...]:
    first: dict[tuple[str, int, str], CellRef] = {}
    doubled = set()
    for row, paper in rows:
        key = (paper.session, paper.count, cells.key(paper.number))
        if key in first:
            row.report(Code.DUPLICATE_ROW, "number", first=first[key].a1)
            doubled.add(key)
        first.setdefault(key, paper.cell)
    return tuple(
        replace(paper, blocked=True) if (paper.session, paper.count, cells.key(paper.number)) in doubled else paper
        for _, paper in rows
    )


def read_roll_call(
    sheet: Sheet | None, sessions: tuple[Session, ...], units: NameIndex, problems: list[Problem]
) -> tuple[Attendance, ...] | None:
    """Rows of `Điểm danh`; None without the tab, or where a cell is unreadable and the number present therefore
    unknown. A blank `Có mặt` waits to be filled in until a counted session takes its number present from here.
    """
    if sheet is None:
        return None
    asked = any(session.state is SessionState.COUNTED and session.present.value is None for session in sessions)
    roll_call: list[Attendance] = []
    whole = True
    for index in sheet.rows():
        row = RowReader(sheet, index, problems)
        unit = row.named("unit", units, Code.UNKNOWN_UNIT)
        present, proxy = row.choice("present"), row.choice("proxy")
        row.clock("time")  # read for its problems alone
        if asked and row.blank("present") and "present" in sheet.columns and not proxy:
            row.report(Code.MISSING_VALUE, "present", column=sheet.layout.header("present"))
        if unit is not None and any(known.unit == unit for known in roll_call):
            row.report(Code.DUPLICATE_ROW, "unit", first=next(k.cell.a1 for k in roll_call if k.unit == unit))
        whole = whole and not row.blocked
        if unit is not None and not row.blocked:
            roll_call.append(Attendance(unit=unit, present=bool(present), proxy=bool(proxy), cell=row.ref("present")))
    return tuple(roll_call) if whole else None
