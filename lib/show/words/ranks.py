"""Ranks in words: who leads, the total, the gaps to the neighbours, the deciding key; and the rows of the ranking."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pandas as pd

from lib.model.domain import KeyKind, RankingKey
from lib.model.results import Standing
from lib.show.memo import memoized
from lib.show.words import names, numbers
from lib.show.words.terms import NO_SCORES
from lib.snapshot import Snapshot


@memoized
def standings_in_order(snapshot: Snapshot) -> tuple[Standing, ...]:
    """The standings in order: by rank, or in protocol order where ranks may not be seen."""
    columns = [snapshot.standings[name].tolist() for name in Standing.__dataclass_fields__]
    return tuple(Standing(*map(_known, row)) for row in zip(*columns, strict=True))


def _known(value: Any) -> Any:
    return None if value is pd.NA else value


def standing_of_unit(snapshot: Snapshot, unit: str) -> Standing:
    """The standing of one unit; KeyError where there is none."""
    for row in standings_in_order(snapshot):
        if row.unit == unit:
            return row
    raise KeyError(unit)


def rank_words(row: Standing) -> str:
    """The rank: "3", "2 (đồng hạng)", a dash where there is none."""
    if row.rank is None:
        return numbers.MISSING
    return f"{row.rank} (đồng hạng)" if row.tied else str(row.rank)


def total_words(snapshot: Snapshot, row: Standing) -> str:
    """The total, with its share of the maximum where ranks are by the share: "84,50 (93,89 %)"."""
    points, share = numbers.points(row.total, snapshot.workbook.contest.decimals), share_words(snapshot, row)
    return f"{points} ({share})" if share else points


def share_words(snapshot: Snapshot, row: Standing) -> str:
    """The share of the maximum where ranks are by it: "93,89 %"; else empty."""
    if row.total is None or not row.maximum or not by_share(snapshot):
        return ""
    return numbers.percent(Fraction(row.total, row.maximum))


def by_share(snapshot: Snapshot) -> bool:
    """Whether the share of the maximum is a key of the ranking, so that it is shown beside the total."""
    return any(key.kind is KeyKind.SHARE for key in snapshot.workbook.contest.ranking or ())


def _first_key(snapshot: Snapshot) -> RankingKey | None:
    return next(iter(snapshot.workbook.contest.ranking or ()), None)


def share_first(snapshot: Snapshot) -> bool:
    """Whether the share of the maximum ranks before everything else."""
    first = _first_key(snapshot)
    return first is not None and first.kind is KeyKind.SHARE


def standing_value(snapshot: Snapshot, row: Standing) -> Fraction | None:
    """What the gaps of a ranking are measured in: the share of the maximum where that ranks first, else the total."""
    return key_value(snapshot, RankingKey(KeyKind.SHARE if share_first(snapshot) else KeyKind.TOTAL), row)


@dataclass(frozen=True, slots=True)
class Gap:
    """The gap of a unit to the leader: its part of the widest gap, and in words."""

    part: Fraction
    words: str


def gaps_to_leader(snapshot: Snapshot, rows: Iterable[Standing]) -> dict[str, Gap]:
    """The gap of each of these units that has a rank and a total: "dẫn đầu", "kém 0,50", by the share "kém 3,61 %"."""
    values = {row: value for row in rows if row.rank and (value := standing_value(snapshot, row)) is not None}
    if not values:
        return {}
    most = max(values.values())
    widest = most - min(values.values())
    return {
        row.unit: Gap((most - value) / widest if widest else Fraction(0), _behind(snapshot, row, most - value))
        for row, value in values.items()
    }


def parts_of_highest(rows: Iterable[Standing]) -> dict[str, Gap]:
    """Where no ranks may be seen: each total as a part of the highest one, without words."""
    totals = {row.unit: row.total for row in rows if row.total is not None}
    most = max(totals.values(), default=0)
    return {unit: Gap(Fraction(total, most), "") for unit, total in totals.items()} if most > 0 else {}


def _behind(snapshot: Snapshot, row: Standing, gap: Fraction) -> str:
    if row.rank == 1:
        return "dẫn đầu"
    if share_first(snapshot):
        return f"kém {numbers.percent(gap)}"
    return f"kém {numbers.points(int(gap), snapshot.workbook.contest.decimals)}"


@dataclass(frozen=True, slots=True)
class RankingRow:
    """A unit in the ranking.

    `awards` are the names of the awards that it is proposed for, each of which gets a flag. `bar` is the length of its
    bar and what that measures; None where it has none.
    """

    standing: Standing
    name: str
    awards: tuple[str, ...]
    bar: Gap | None


def ranking_rows(snapshot: Snapshot, rows: Sequence[Standing], *, ranked: bool = True) -> tuple[RankingRow, ...]:
    """These standings as rows. Bars are the gap to the leader; without `ranked` the part of the highest total."""
    bars = gaps_to_leader(snapshot, rows) if ranked else parts_of_highest(rows)
    return tuple(
        RankingRow(
            row, names.unit_name(snapshot.workbook, row.unit), _proposed_for(snapshot, row.unit), bars.get(row.unit)
        )
        for row in rows
    )


def _proposed_for(snapshot: Snapshot, unit: str) -> tuple[str, ...]:
    won = (result.award for result in snapshot.awards if unit in result.proposed)
    return tuple(names.award_name(snapshot.workbook, award) for award in won)


def ranking_title(snapshot: Snapshot) -> str:
    """The heading of the standings: by what they are ranked first."""
    first = _first_key(snapshot)
    words = {KeyKind.TOTAL: " theo tổng điểm", KeyKind.SHARE: " theo tỷ lệ điểm"}
    return "Xếp hạng" + (words.get(first.kind, "") if first else "")


def gaps(snapshot: Snapshot, unit: str) -> tuple[str, ...]:
    """The units that share the rank, and the gaps to the next above and below; nothing without a rank."""
    row, (above, below) = standing_of_unit(snapshot, unit), neighbours(snapshot, unit)
    if row.rank is None:
        return ()
    same = [one.unit for one in standings_in_order(snapshot) if one.rank == row.rank and one.unit != unit]
    tie = f"đồng hạng với {names.some_units(snapshot.workbook, same)}" if same else ""
    return tuple(filter(None, (tie, _gap(snapshot, row, above), _gap(snapshot, row, below))))


def neighbours(snapshot: Snapshot, unit: str) -> tuple[Standing | None, Standing | None]:
    """The next unit above and the next below; None at the ends and where there is no rank."""
    own = standing_of_unit(snapshot, unit).rank
    if own is None:
        return None, None
    ranked = [(other.rank, other) for other in standings_in_order(snapshot) if other.rank is not None]
    above = max((pair for pair in ranked if pair[0] < own), key=lambda pair: pair[0], default=(0, None))
    below = min((pair for pair in ranked if pair[0] > own), key=lambda pair: pair[0], default=(0, None))
    return above[1], below[1]


def _gap(snapshot: Snapshot, row: Standing, other: Standing | None) -> str:
    """The gap, "kém hạng 2 (Cục A) 0,25 điểm", or the deciding key where the totals are equal."""
    if other is None or row.rank is None or other.rank is None or not (row.scored and other.scored):
        return ""
    who = f"hạng {other.rank} ({names.unit_name(snapshot.workbook, other.unit)})"
    better = "hơn" if row.rank < other.rank else "kém"
    for key in snapshot.workbook.contest.ranking or ():
        mine, theirs = key_value(snapshot, key, row), key_value(snapshot, key, other)
        if mine != theirs:
            equal = "bằng tổng điểm nhưng " if row.total == other.total else ""
            return f"{equal}{better} {who} {_difference(snapshot, key, mine, theirs)}"
    return ""


def _difference(snapshot: Snapshot, key: RankingKey, mine: Fraction | None, theirs: Fraction | None) -> str:
    decimals = snapshot.workbook.contest.decimals
    where = {KeyKind.GROUP: f" ở {key.name}", KeyKind.CRITERION: f" ở tiêu chí {key.name}"}.get(key.kind, "")
    if mine is None or theirs is None:
        return f"vì một bên chưa có điểm{where}"
    if key.kind is KeyKind.SHARE:
        return f"về tỷ lệ điểm ({numbers.percent(mine)} so với {numbers.percent(theirs)})"
    return f"{numbers.points(abs(int(mine - theirs)), decimals)} điểm{where}"


def key_value(snapshot: Snapshot, key: RankingKey, row: Standing) -> Fraction | None:
    """The value of a key of the ranking: points or a share, None where it is missing."""
    if key.kind is KeyKind.TOTAL:
        return None if row.total is None else Fraction(row.total)
    if key.kind is KeyKind.SHARE:
        return Fraction(row.total, row.maximum) if row.total is not None and row.maximum else None
    frame, column = (snapshot.subtotals, "group") if key.kind is KeyKind.GROUP else (snapshot.record, "criterion")
    found = frame.loc[(frame["unit"] == row.unit) & (frame[column] == key.name), "points"]
    return None if found.empty or pd.isna(found.iloc[0]) else Fraction(int(found.iloc[0]))


def provisional_words(row: Standing) -> str:
    """Why a total is provisional: "2 ô chưa có điểm, 3 ô chưa thẩm định"; empty where it is final."""
    if row.final or not row.scored:
        return ""
    counts = [(row.missing, "ô chưa có điểm"), (row.unverified, "ô chưa thẩm định")]
    parts = [f"{numbers.count(number)} {words}" for number, words in counts if number]
    return ", ".join(parts) or "còn quy định chưa rõ"


def leading_title(snapshot: Snapshot) -> str:
    """The leading units, as a title: "Cục A dẫn đầu, 193,75 điểm", "A và B cùng dẫn đầu", "9 đơn vị đồng hạng nhất"."""
    first = [row for row in standings_in_order(snapshot) if row.rank == 1]
    if not first:
        return span(snapshot) or NO_SCORES.removesuffix(".")
    share = share_words(snapshot, first[0])
    total = f", {_total(snapshot, first[0])} điểm{f' ({share})' if share else ''}" if first[0].scored else ""
    if len(first) > 2:
        return f"{len(first)} đơn vị đồng hạng nhất{total}"
    who = names.unit_list(snapshot.workbook, [row.unit for row in first])
    return f"{who} {'cùng ' if len(first) == 2 else ''}dẫn đầu{total}"


def lead(snapshot: Snapshot) -> str:
    """The lead of the first: "Hơn hạng nhì 0,50 điểm", "Hơn hạng 3: 0,50 điểm"; empty where there is no next one."""
    values = ((row.rank, standing_value(snapshot, row)) for row in standings_in_order(snapshot))
    ranked = [(rank, value) for rank, value in values if rank is not None and value is not None]
    first = next((value for rank, value in ranked if rank == 1), None)
    next_rank, after = next(((rank, value) for rank, value in ranked if rank != 1), (0, None))
    if first is None or after is None or first <= after:
        return ""
    head = f"Hơn hạng {'nhì' if next_rank == 2 else f'{next_rank}:'}"
    if share_first(snapshot):
        return f"{head} {numbers.percent(first - after)} điểm tối đa"
    return f"{head} {numbers.points(int(first - after), snapshot.workbook.contest.decimals)} điểm"


def span(snapshot: Snapshot) -> str:
    """The range of totals: "Tổng điểm từ 182,00 đến 193,75"; empty where no unit has a total."""
    scored = sorted((row for row in standings_in_order(snapshot) if row.scored), key=lambda row: row.total or 0)
    return f"Tổng điểm từ {_total(snapshot, scored[0])} đến {_total(snapshot, scored[-1])}" if scored else ""


def _total(snapshot: Snapshot, row: Standing) -> str:
    return numbers.points(row.total, snapshot.workbook.contest.decimals)
