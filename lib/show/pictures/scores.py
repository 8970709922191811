"""Pictures of released scores: the ranking, and one group of criteria."""

from __future__ import annotations

from fractions import Fraction

import htpy as h

from lib.model import releasable
from lib.show.pictures.frame import PictureContext, lead_line, picture
from lib.show.pictures.rows import BarRow, bar_rows
from lib.show.tables import caps
from lib.show.tables.groups import GroupPoints, group_points
from lib.show.words import names, numbers, ranks
from lib.show.words.ranks import RankingRow, ranking_rows
from lib.show.words.terms import PROVISIONAL
from lib.stage.show import group_pages, rank_pages, shown_ranks

TITLE = "Kết quả chấm điểm thi đua"
GROUP_POINTS, BEFORE_CAPS = "Điểm theo nhóm tiêu chí", "chưa tính trần điểm thưởng, điểm trừ"


def awaited_scores_picture(sight: PictureContext) -> h.Element:
    """The scene of scores before their release: what is awaited, without an empty table."""
    return picture(sight, TITLE, lead_line("Kết quả sẽ được công bố tại hội nghị."))


def ranking_picture(sight: PictureContext) -> h.Element:
    """Units with their totals, by rank where the ranking is released, else in protocol order."""
    ranked = releasable.RANKING in sight.show.released
    top = sight.show.options.top
    frame = shown_ranks(sight.snapshot, sight.show.released, sight.show.options)
    standings = [ranks.standing_of_unit(sight.snapshot, str(unit)) for unit in frame["unit"]]
    rows = ranking_rows(sight.snapshot, standings, ranked=ranked)
    places = rank_pages(sight.snapshot, sight.show.released, sight.show.options)
    shown = [rows[place] for place in places[sight.step.page]] if places else rows
    kicker = f"{numbers.count(top)} thứ hạng đầu" if ranked and top else "Xếp hạng" if ranked else "Theo thứ tự đơn vị"
    return picture(sight, TITLE, bar_rows([_bar(sight, row, ranked) for row in shown]), kicker=kicker)


def _bar(sight: PictureContext, row: RankingRow, ranked: bool) -> BarRow:
    """By rank the gap to the leader as bar, with the total at its end; in protocol order the total."""
    known, standing = releasable.SCORES in sight.show.released, row.standing
    there = known and standing.total is not None
    provisional = "" if standing.final or not there else PROVISIONAL
    tie = "=" if standing.tied else ""
    return BarRow(
        row.name,
        ranks.total_words(sight.snapshot, standing) if there else numbers.MISSING if known else "",
        row.bar.part if row.bar and there else None,
        mark=f"{standing.rank}{tie}" if ranked and standing.rank is not None else "",
        note=", ".join(filter(None, (row.bar.words if row.bar and there else "", provisional))),
    )


def group_picture(sight: PictureContext) -> h.Element:
    """The points of one group of criteria, units in protocol order."""
    name, units = group_pages(sight.snapshot, sight.released)[sight.step.page]
    of_group = {unit: held for (unit, group), held in group_points(sight.snapshot).items() if group == name}
    best = max([1, *(max(held.points or 0, held.maximum) for held in of_group.values())])
    bars = [_group_bar(sight, unit, held, best) for unit, held in of_group.items() if unit in units]
    more = [caps.WITH_BONUS] * caps.has_bonus(sight.snapshot, name) + [BEFORE_CAPS] * bool(caps.capped(sight.snapshot))
    return picture(sight, name, bar_rows(bars), kicker=", ".join([GROUP_POINTS, *more]))


def _group_bar(sight: PictureContext, unit: str, held: GroupPoints, best: int) -> BarRow:
    """The bar of a unit, as a part of the most that any unit of the group has or may have."""
    decimals = sight.snapshot.workbook.contest.decimals
    return BarRow(
        names.unit_name(sight.snapshot.workbook, unit),
        numbers.points(held.points, decimals),
        None if held.points is None else Fraction(held.points, best),
        note=f"/ {numbers.points(held.maximum, decimals)}" if held.maximum else PROVISIONAL if held.missing else "",
    )
