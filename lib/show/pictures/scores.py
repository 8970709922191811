"""Pictures of released scores: the ranking, and one group of criteria."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import htpy as h
import pandas as pd

from lib.model import releasable
from lib.show.pictures.frame import PictureContext, lead_line, picture
from lib.show.pictures.rows import BarRow, bar_rows
from lib.show.tables import caps
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
    frame = sight.snapshot.subtotals
    of_group = frame[frame["group"] == name]
    bars = tuple(_group_bars(sight, of_group[of_group["unit"].isin(units)], of_group))
    more = [caps.WITH_BONUS] * caps.has_bonus(sight.snapshot, name) + [BEFORE_CAPS] * bool(caps.capped(sight.snapshot))
    return picture(sight, name, bar_rows(bars), kicker=", ".join([GROUP_POINTS, *more]))


def _group_bars(sight: PictureContext, frame: pd.DataFrame, of_group: pd.DataFrame) -> Iterator[BarRow]:
    """The bars of some units, as parts of the most that any unit of the group has or may have."""
    book = sight.snapshot.workbook
    decimals = book.contest.decimals
    most = [*of_group["points"].dropna(), *of_group["maximum"], 1]
    best = max(int(value) for value in most)
    for unit, points, maximum, missing in zip(
        *(frame[name] for name in ("unit", "points", "maximum", "missing")), strict=True
    ):
        there = pd.notna(points)
        yield BarRow(
            names.unit_name(book, str(unit)),
            numbers.points(int(points) if there else None, decimals),
            Fraction(int(points), best) if there else None,
            note=f"/ {numbers.points(int(maximum), decimals)}" if maximum else PROVISIONAL if missing else "",
        )
