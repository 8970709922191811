"""Planning the workbook of the next year from this one, and the self-score files of the units."""

from __future__ import annotations

import dataclasses

from lib.model.domain import Contest, Exclusion, Leadership, Unit, UnitRole, exact_points
from lib.model.problems import NOWHERE, Code
from lib.model.records import Tab, Workbook
from lib.model.results import AwardStatus, Standing
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
    wanted = year if year is not None else _following(book.contest)
    again = wanted == book.contest.year
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


def _following(contest: Contest) -> int:
    if contest.year is None:
        raise ValueError("the workbook does not say its year; give the year of the new one")
    return contest.year + 1


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
    book, found = snapshot.workbook, []
    again = plan.contest.year == book.contest.year
    day = (book.contest.conference_date, book.contest.place, book.contest.chair, book.contest.secretary)
    if not again and any(day):
        found.append("Ngày, nơi họp, chủ trì và thư ký của hội nghị cũ")
    kept = set(plan.exclusions)
    for item in book.exclusions or ():
        if item not in kept:
            found.append(f"Loại trừ đã hết hạn ngày {numbers.date(item.end)}: {item.unit}, {item.reason}")
    there = plan.whole | (frozenset({Tab.SELF, Tab.VERIFIED}) if plan.scores else frozenset())
    emptied = [TAB_LAYOUT[tab].name for tab in _EMPTY if tab in book.tabs - there]
    if emptied:
        found.append(f"Nội dung đã gõ ở {', '.join(f'“{name}”' for name in emptied)}")
    unread = () if again else (Code.UNKNOWN_TAB, Code.UNKNOWN_COLUMN, Code.UNKNOWN_ITEM)
    found += [f"Phần không đọc được tên: {cell_name(one.where)}" for one in snapshot.problems if one.code in unread]
    if not again and any(unit.note for unit in book.units):
        found.append("Ghi chú ở “Đơn vị”")
    return tuple(found)


def _history(snapshot: Snapshot) -> tuple[HistoryEntry, ...]:
    """The history with the results of this year. A provisional total is not a result and stays blank."""
    book = snapshot.workbook
    known = tuple(book.history or ())
    year = book.contest.year
    if year is None or any(entry.year == year for entry in known):
        return known
    proposed = _proposed(snapshot)
    rows = standings_in_order(snapshot)
    ranked = {row.unit: row for row in rows}
    units = [unit for unit in book.units if unit.code in proposed or _final(ranked.get(unit.code))]
    return (
        *known,
        *(_entry(snapshot, year=year, unit=unit, row=ranked.get(unit.code), proposed=proposed) for unit in units),
    )


def _final(row: Standing | None) -> bool:
    return row is not None and row.final and row.scored


def _proposed(snapshot: Snapshot) -> dict[str, tuple[str, ...]]:
    """The names of the awards for which each unit was proposed, decided awards only."""
    proposed: dict[str, tuple[str, ...]] = {}
    for result in snapshot.awards:
        if result.status is AwardStatus.DECIDED:
            for unit in result.proposed:
                proposed[unit] = (*proposed.get(unit, ()), award_name(snapshot.workbook, result.award))
    return proposed


def _entry(
    snapshot: Snapshot, year: int, unit: Unit, row: Standing | None, proposed: dict[str, tuple[str, ...]]
) -> HistoryEntry:
    decimals = snapshot.workbook.contest.decimals
    final = row if _final(row) else None
    total = exact_points(final.total, decimals) if final and final.total is not None else None
    most = exact_points(final.maximum, decimals) if final else None
    count = len(snapshot.workbook.units) if final else None
    rank = final.rank if final else None
    return HistoryEntry(
        year=year,
        unit_name=unit.name,
        total=total,
        maximum=most,
        rank=rank,
        units=count,
        awards=proposed.get(unit.code, ()),
        cell=NOWHERE,
    )


def self_file(snapshot: Snapshot, unit: str) -> SelfFile:
    """The self-score file of one unit; each criterion is on the same row as in the cluster's workbook.

    `unit` is a code. KeyError where there is no such unit, ValueError where there is no criterion.
    """
    book = snapshot.workbook
    found = book.unit(unit)
    rows = _score_rows(snapshot)
    lines = [ScoreLine(rows.get(criterion.code, 0), criterion) for criterion in book.criteria]
    if not all(line.row >= 2 for line in lines):
        lines = [ScoreLine(place, criterion) for place, criterion in enumerate(book.criteria, FIRST_SCORE_ROW)]
    if not lines:
        raise ValueError("the workbook has no criteria")
    return SelfFile(book.contest, found, tuple(sorted(lines, key=lambda line: line.row)))


def _score_rows(snapshot: Snapshot) -> dict[str, int]:
    """The row of every criterion in `Tự chấm`, in `Thẩm định` where that tab is absent; 0 where it has none."""
    scores = snapshot.workbook.scores
    if scores.empty:
        return {}
    column = "self_row" if (scores["self_row"] > 0).any() else "verified_row"
    firsts = scores.drop_duplicates("criterion")[["criterion", column]]
    return {str(code): int(row) for code, row in firsts.itertuples(index=False, name=None)}
