"""The ranks over the years as one small table that fits on a phone: rises, falls, and flags by year."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import htpy as h

from lib.show.rows.parts import FLAG, LONGEST_ON_PAGE, Audience, fold_away, in_parts, screen_reader_text
from lib.show.rows.tables import html_table
from lib.show.words.names import LONG_NAME
from lib.show.years import many_years
from lib.show.years.many_years import DIFFERS, marks
from lib.snapshot import Snapshot
from lib.years.cluster_years import ClusterYears
from lib.years.lineage import UnitLine
from lib.years.year import YearResult

ON_A_PHONE = 4
"""The number of latest years beside each other on a phone; a wide screen shows all."""


def ranks_part(snapshot: Snapshot, found: ClusterYears, audience: Audience) -> h.Node:
    """The members' ranks, sorted by this year's; every line with its share of the maximum is folded below."""
    members = sorted((line for line in found.lines.lines if line.current), key=lambda line: _order(found, line))
    every = many_years.results_table(found)
    long = max((len(found.labels.get(line.name, line.name)) for line in members), default=0) > LONG_NAME

    def table(part: Iterable[UnitLine]) -> h.Element:
        return h.table(class_="years long" if long else "years")[
            h.caption(".heard")["Thứ hạng qua các năm"],
            h.thead[h.tr[h.th(scope="col")["Đơn vị"], (_year_head(found, year) for year in found.years.years)]],
            h.tbody[(_row(found, line) for line in part)],
        ]

    return [
        h.p(".rule")[f"Số là hạng của năm; ▲ ▼ so với năm trước đó; {FLAG}: được suy tôn, đề nghị; "
                     f"{DIFFERS}: khác năm trước, xem ở dưới."],
        in_parts("ranks-of-years", members, table, shown=LONGEST_ON_PAGE),
        fold_away("every-year", f"Tỷ lệ điểm, danh hiệu từng năm: {len(every)} dòng",
                  html_table(snapshot, audience, every, "Thứ hạng, tỷ lệ điểm, danh hiệu qua các năm")),
    ]  # fmt: skip


def _order(found: ClusterYears, line: UnitLine) -> tuple[bool, int, str]:
    """The sort key: this year's ranks in order, then units without one."""
    last = found.years.years[-1]
    rank = next((one.rank for one in line.results if one.year == last), None)
    return (rank is None, rank or 0, line.name)


def _year_head(found: ClusterYears, year: int) -> h.Element:
    differs = [word for change in found.changes if change.after == year for word in marks(change)]
    return h.th(class_=_column(found, year), scope="col", title="; ".join(differs) or None)[
        str(year), f" {DIFFERS}" if differs else None
    ]


def _column(found: ClusterYears, year: int) -> str:
    return "num" if year in found.years.years[-ON_A_PHONE:] else "num wide"


def _row(found: ClusterYears, line: UnitLine) -> h.Element:
    results = {result.year: result for result in line.results}
    label = found.labels.get(line.name, line.name)
    years = pairwise((0, *found.years.years))
    cells = (h.td(class_=_column(found, year))[_cell(results.get(year), results.get(before))] for before, year in years)
    return h.tr[h.th(scope="row", title=line.name if line.name != label else None)[label], cells]


def _cell(result: YearResult | None, before: YearResult | None) -> h.Node:
    if result is None or (result.rank is None and not result.awards):
        return "—"
    flags = [h.span(".flag")[FLAG * len(result.awards), screen_reader_text(f" đề nghị {'; '.join(result.awards)}")]]
    rank = "—" if result.rank is None else str(result.rank)
    return [flags if result.awards else None, _moved(result, before), h.b[rank]]


def _moved(result: YearResult, before: YearResult | None) -> h.Node:
    """The change in rank, where both years ranked equally many units."""
    if before is None or result.rank is None or before.rank is None or before.units != result.units:
        return None
    moved = before.rank - result.rank
    sign, kind = ("▲", "up") if moved > 0 else ("▼", "down")
    return h.small(class_=kind)[f"{sign}{abs(moved)} "] if moved else None
