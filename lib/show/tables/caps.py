"""The effect of caps on bonus and deduction: points of groups are before caps, totals after them (contract 3.4)."""

from __future__ import annotations

from dataclasses import dataclass

from lib.model.domain import CriterionKind
from lib.show.memo import memoized
from lib.show.words import names, numbers
from lib.snapshot import Snapshot

MOST_NAMED = 12
"""Maximum number of units named in a sentence; beyond that they are counted."""
WITH_BONUS = "gồm cả điểm thưởng"
"""The note on points of groups that include a bonus, which may exceed their maximum."""
WORDS = {CriterionKind.BONUS: "điểm thưởng", CriterionKind.DEDUCTION: "điểm trừ"}


@dataclass(frozen=True, slots=True)
class Capped:
    """A unit whose bonus or deduction exceeds its cap: the cap is what counts. Points in the smallest unit."""

    unit: str
    kind: CriterionKind
    points: int
    cap: int


def capped(snapshot: Snapshot) -> tuple[Capped, ...]:
    """Every unit whose points are reduced by a cap, bonus first, in protocol order; none where points are not shown."""
    contest, record = snapshot.workbook.contest, snapshot.record
    caps = {CriterionKind.BONUS: contest.bonus_cap, CriterionKind.DEDUCTION: contest.deduction_cap}
    found = []
    for kind, cap in caps.items():
        own = record.loc[(record["kind"] == kind) & record["points"].notna()]
        sums = own.groupby("unit")["points"].sum().to_dict()
        points = ((unit.code, int(sums.get(unit.code, 0))) for unit in snapshot.workbook.units)
        found += [Capped(unit, kind, gained, cap) for unit, gained in points if cap is not None and gained > cap]
    return tuple(found)


@memoized
def bonus_in_groups(snapshot: Snapshot) -> dict[tuple[str, str], int]:
    """The bonus included in the points of a group, by unit and group; only where there is any."""
    record = snapshot.record
    own = record.loc[(record["kind"] == CriterionKind.BONUS) & record["points"].notna()]
    sums = own.groupby(["unit", "group"], as_index=False)["points"].sum()
    rows = zip(sums["unit"], sums["group"], sums["points"], strict=True)
    return {(str(unit), str(name)): int(points) for unit, name, points in rows if points}


def has_bonus(snapshot: Snapshot, group: str | None = None) -> bool:
    """Whether the points of a group, or of any, include a bonus of some unit: they may exceed the maximum."""
    return any(group in (None, name) for _, name in bonus_in_groups(snapshot))


def bonus_words(snapshot: Snapshot, unit: str, group: str) -> str:
    """The bonus included in a unit's group: "gồm 1,25 điểm thưởng"; empty where there is none."""
    points = bonus_in_groups(snapshot).get((unit, group))
    return f"gồm {numbers.points(points, snapshot.workbook.contest.decimals)} điểm thưởng" if points else ""


def cluster_sentences(snapshot: Snapshot) -> tuple[str, ...]:
    """The sentences for the cluster: "Điểm thưởng tính nhiều nhất 5: Cục TGPL có 7,00, Cục Con nuôi có 6,00." """
    sentences = []
    for kind, word in WORDS.items():
        of_kind = [one for one in capped(snapshot) if one.kind == kind]
        listed = [f"{names.unit_name(snapshot.workbook, one.unit)} có {_points(snapshot, one)}" for one in of_kind]
        more = f" và {len(listed) - MOST_NAMED} đơn vị nữa" if listed[MOST_NAMED:] else ""
        if of_kind:
            cap, who = _cap(snapshot, of_kind[0]), ", ".join(listed[:MOST_NAMED])
            sentences.append(f"{names.upper_first(word)} tính nhiều nhất {cap}: {who}{more}.")
    return tuple(sentences)


def unit_sentences(snapshot: Snapshot, unit: str) -> tuple[str, ...]:
    """The sentences for one unit: "Điểm thưởng 7,00 quá trần 5: tính 5 vào tổng." """
    return tuple(
        f"{names.upper_first(WORDS[one.kind])} {_points(snapshot, one)} quá trần {_cap(snapshot, one)}: "
        f"tính {_cap(snapshot, one)} vào tổng."
        for one in capped(snapshot)
        if one.unit == unit
    )


def _points(snapshot: Snapshot, capped: Capped) -> str:
    return numbers.points(capped.points, snapshot.workbook.contest.decimals)


def _cap(snapshot: Snapshot, capped: Capped) -> str:
    return numbers.whole(capped.cap, snapshot.workbook.contest.decimals)
