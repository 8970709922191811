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
    measured = _measured(sight, frame, ranked)
    places = rank_pages(sight.snapshot, sight.show.released, sight.show.options)
    shown = frame.iloc[list(places[sight.step.page])] if places else frame
    kicker = f"{numbers.count(top)} thứ hạng đầu" if ranked and top else "Xếp hạng" if ranked else "Theo thứ tự đơn vị"
    return picture(sight, TITLE, bar_rows(tuple(_bars(sight, shown, measured, ranked))), kicker=kicker)


def _bars(sight: PictureContext, frame: pd.DataFrame, measured: dict[str, ranks.Gap], ranked: bool) -> Iterator[BarRow]:
    """By rank: bars of the gap to the leader, with the total at the end; in protocol order: the total."""
    known = releasable.SCORES in sight.show.released
    columns = (frame[name] for name in ("unit", "total", "rank", "tied", "final"))
    for unit, total, rank, tied, final in zip(*columns, strict=True):
        there = known and pd.notna(total)
        provisional = "" if final or not there else PROVISIONAL
        gap = measured.get(str(unit)) if there else None
        yield BarRow(
            names.unit_name(sight.snapshot.workbook, str(unit)),
            _total(sight, str(unit), int(total)) if there else numbers.MISSING if known else "",
            gap.part if gap else None,
            mark="" if not ranked or pd.isna(rank) else f"{int(rank)}{'=' if tied else ''}",
            note=", ".join(filter(None, (gap.words if gap else "", provisional))),
        )


def _measured(sight: PictureContext, frame: pd.DataFrame, ranked: bool) -> dict[str, ranks.Gap]:
    """The length of each bar: by rank the gap to the leader, in protocol order the part of the highest total."""
    rows = [ranks.standing_of_unit(sight.snapshot, str(unit)) for unit in frame.loc[frame["total"].notna(), "unit"]]
    if ranked:
        return ranks.gaps_to_leader(sight.snapshot, rows)
    most = max((row.total or 0 for row in rows), default=0)
    return {row.unit: ranks.Gap(Fraction(row.total or 0, most), "") for row in rows} if most > 0 else {}


def _total(sight: PictureContext, unit: str, total: int) -> str:
    """The total, with its share of the maximum where ranks are by the share."""
    words = ranks.total_words(sight.snapshot, ranks.standing_of_unit(sight.snapshot, unit))
    return words or numbers.points(total, sight.snapshot.workbook.contest.decimals)


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
