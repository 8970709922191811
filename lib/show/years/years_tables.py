"""The cluster over the years as tables and lines: rank among that year's units, share of that year's maximum.

A unit's line continues through renames. Predecessors follow as lines of their own, with when and how they ended.
"""

from __future__ import annotations

import pandas as pd

from lib.show.memo import memoized
from lib.show.years.past_words import line_label, result_text
from lib.snapshot import Snapshot
from lib.years.cluster_years import ClusterYears, cluster_years, reading_order

UNIT, TOTAL = "Đơn vị", "Tổng"


@memoized
def years_of(snapshot: Snapshot, earlier: tuple[Snapshot, ...]) -> ClusterYears:
    """The years and their lines, computed once per version of the workbooks."""
    return cluster_years(snapshot, earlier)


def results_table(cluster_years: ClusterYears) -> pd.DataFrame:
    """A row per line, a column per year: rank out of units, share of the maximum, flags."""
    years = cluster_years.years.years
    table = []
    for line, descent in reading_order(cluster_years):
        by_year = {result.year: result for result in line.results}
        cells = {str(year): result_text(by_year.get(year)) for year in years}
        table.append({UNIT: line_label(cluster_years, line, descent)} | cells)
    return pd.DataFrame(table, columns=[UNIT, *map(str, years)])


def awards_table(years: ClusterYears) -> pd.DataFrame:
    """How often each line was proposed, by award and with the years, most first; lines never proposed are left out."""
    titles = list(dict.fromkeys(award for result in years.years.results for award in result.awards))
    table = []
    for line, descent in reading_order(years):
        given = [(award, result.year) for result in line.results for award in result.awards]
        if given:
            counts = {title: _times([year for award, year in given if award == title]) for title in titles}
            table.append({UNIT: line_label(years, line, descent), TOTAL: len(given)} | counts)
    ordered = sorted(table, key=lambda row: -int(str(row[TOTAL])))
    return pd.DataFrame(ordered, columns=[UNIT, TOTAL, *titles]).astype(str)


def _times(years: list[int]) -> str:
    """The number of times with the years: "2 (2025, 2026)"."""
    return f"{len(years)} ({', '.join(map(str, years))})" if years else ""
