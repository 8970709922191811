"""Planning the workbook of the next year from this one, and the self-score files of the units."""

from __future__ import annotations

import dataclasses

from lib.model.domain import Contest, Exclusion, Leadership, Unit, UnitRole, exact_points
from lib.model.problems import NOWHERE, Code
from lib.model.records import Tab, Workbook
from lib.model.results import AwardStatus
from lib.model.year_records import HistoryEntry
from lib.papers.docx.lookup import leaders
from lib.sheets.layout import TAB_LAYOUT
from lib.sheets.template.plan import NewYear
from lib.sheets.template.self_file import ScoreLine, SelfFile
from lib.show.words import numbers
from lib.show.words.names import award_name, cell_name
from lib.show.words.ranks import standings_in_order
from lib.snapshot import Snapshot

FIRST_SCORE_ROW = 4


def next_year(snapshot: Snapshot, year: int | None = None) -> NewYear:
    """The content of a workbook for another year: units, criteria and rules, with this year's results in the history.

    Without `year` it is the following one. For the same year the workbook is rebuilt: date, place and persons are kept
    and nothing is added to the history. Scores, votes, registrations and pledges are never carried over. Raises
    ValueError where neither a year is given nor the workbook states its own.
    """
    book = snapshot.workbook
    own = book.contest.year
    if year is None and own is None:
        raise ValueError("the workbook does not say its year; give the year of the new one")
    wanted = year if year is not None else (own or 0) + 1
    again = wanted == own
    return NewYear(
        contest=_contest(book, wanted, again),
        units=book.units if again else tuple(_unit(book, unit, wanted) for unit in book.units),
        groups=book.groups,
        criteria=book.criteria,
        awards=book.awards,
        exclusions=tuple(book.exclusions or ()) if again else _exclusions(book, wanted),
        leadership=tuple(book.leadership or ()),
        history=tuple(book.history or ()) if again else _history(snapshot),
        lineage=tuple(book.lineage or ()),
    )


def _contest(book: Workbook, year: int, again: bool) -> Contest:
    """Name and rules; date, place and persons only for the same year.

    The chair of another year is the person whom `Lãnh đạo cụm` already names for it.
    """
    if again:
        return book.contest
    chair = next((one.person for one in leaders(book, year) if one.role is UnitRole.HEAD), None)
    return dataclasses.replace(book.contest, year=year, conference_date=None, place=None, chair=chair, secretary=None)


def _unit(book: Workbook, unit: Unit, year: int) -> Unit:
    """A unit with its role in the new year, where the leaders of that year are known."""
    following: dict[str | None, Leadership] = {item.unit: item for item in leaders(book, year)}
    if not following:
        return dataclasses.replace(unit, note=None)
    leading = following.get(unit.code)
    if leading is None:
        left = unit.role in (UnitRole.HEAD, UnitRole.DEPUTY)
        return dataclasses.replace(unit, role=UnitRole.MEMBER if left else unit.role, note=None)
    return dataclasses.replace(unit, role=leading.role, representative=leading.person or unit.representative, note=None)


def _exclusions(book: Workbook, year: int) -> tuple[Exclusion, ...]:
    """Exclusions that may still apply in the new year: open-ended ones and those that end in it or later."""
    return tuple(item for item in book.exclusions or () if item.end is None or item.end.year >= year)


_EMPTY = (
    Tab.SELF, Tab.VERIFIED, Tab.EXPLANATIONS, Tab.VOTES, Tab.BALLOT_PAPERS, Tab.ROLL_CALL, Tab.DECISIONS,
    Tab.REGISTRATIONS, Tab.PLEDGES, Tab.MOVEMENTS, Tab.EXEMPLARS, Tab.RATINGS, Tab.TASKS,
)  # fmt: skip
"""The tabs that are empty in a workbook made from another one."""


def left_out(snapshot: Snapshot, plan: NewYear) -> tuple[str, ...]:
    """What the workbook contains and the planned one does not, a line each."""
    book, lines = snapshot.workbook, []
    again = plan.contest.year == book.contest.year
    day = (book.contest.conference_date, book.contest.place, book.contest.chair, book.contest.secretary)
    if not again and any(day):
        lines.append("Ngày, nơi họp, chủ trì và thư ký của hội nghị cũ")
    kept = set(plan.exclusions)
    for item in book.exclusions or ():
        if item not in kept:
            lines.append(f"Loại trừ đã hết hạn ngày {numbers.date(item.end)}: {item.unit}, {item.reason}")
    there = plan.whole | (frozenset({Tab.SELF, Tab.VERIFIED}) if plan.scores else frozenset())
    emptied = [TAB_LAYOUT[tab].name for tab in _EMPTY if tab in book.tabs - there]
    if emptied:
        lines.append(f"Nội dung đã gõ ở {', '.join(f'“{name}”' for name in emptied)}")
    unread = () if again else (Code.UNKNOWN_TAB, Code.UNKNOWN_COLUMN, Code.UNKNOWN_ITEM)
    lines += [f"Phần không đọc được tên: {cell_name(one.where)}" for one in snapshot.problems if one.code in unread]
    if not again and any(unit.note for unit in book.units):
        lines.append("Ghi chú ở “Đơn vị”")
    return tuple(lines)


def _history(snapshot: Snapshot) -> tuple[HistoryEntry, ...]:
    """The history with the results of this year. A provisional total is not a result and stays blank."""
    book, year = snapshot.workbook, snapshot.workbook.contest.year
    known = tuple(book.history or ())
    if year is None or any(entry.year == year for entry in known):
        return known
    final = {row.unit: row for row in standings_in_order(snapshot) if row.final and row.scored}
    proposed: dict[str, tuple[str, ...]] = {}
    for result in snapshot.awards:
        for code in result.proposed if result.status is AwardStatus.DECIDED else ():
            proposed[code] = (*proposed.get(code, ()), award_name(book, result.award))
    decimals, entries = book.contest.decimals, []
    for unit in book.units:
        if unit.code in proposed or unit.code in final:
            row = final.get(unit.code)
            entry = HistoryEntry(
                year=year,
                unit_name=unit.name,
                total=exact_points(row.total, decimals) if row and row.total is not None else None,
                maximum=exact_points(row.maximum, decimals) if row else None,
                rank=row.rank if row else None,
                units=len(book.units) if row else None,
                awards=proposed.get(unit.code, ()),
                cell=NOWHERE,
            )
            entries.append(entry)
    return (*known, *entries)


def self_file(snapshot: Snapshot, unit: str) -> SelfFile:
    """The self-score file of one unit; each criterion is on the same row as in the cluster's workbook.

    `unit` is a code. KeyError where there is no such unit, ValueError where there is no criterion.
    """
    book, rows = snapshot.workbook, _score_rows(snapshot)
    of_unit = book.unit(unit)
    lines = [ScoreLine(rows.get(criterion.code, 0), criterion) for criterion in book.criteria]
    if not all(line.row >= 2 for line in lines):
        lines = [ScoreLine(place, criterion) for place, criterion in enumerate(book.criteria, FIRST_SCORE_ROW)]
    if not lines:
        raise ValueError("the workbook has no criteria")
    return SelfFile(book.contest, of_unit, tuple(sorted(lines, key=lambda line: line.row)))


def _score_rows(snapshot: Snapshot) -> dict[str, int]:
    """The row of every criterion in `Tự chấm`, in `Thẩm định` where that tab is absent; 0 where it has none."""
    scores = snapshot.workbook.scores
    if scores.empty:
        return {}
    column = "self_row" if (scores["self_row"] > 0).any() else "verified_row"
    firsts = scores.drop_duplicates("criterion")[["criterion", column]]
    return {str(code): int(row) for code, row in firsts.itertuples(index=False, name=None)}
