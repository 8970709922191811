"""Many years in words and as tables: ranks, shares of each year's maximum, what changed in between.

A unit's line continues through renames. Predecessors follow as lines of their own, with when and how they ended.
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pandas as pd

from lib.model.year_records import LineageKind
from lib.show.memo import memoized
from lib.show.tables.score_tables import UNIT
from lib.show.words import names, numbers
from lib.show.words.terms import PROVISIONAL
from lib.snapshot import Snapshot
from lib.years.changes import RuleChange, YearChange
from lib.years.cluster_years import ClusterYears, cluster_years, reading_order
from lib.years.lineage import Descent, UnitLine
from lib.years.year import Origin, YearResult

RULES = {
    RuleChange.RANKING: "thứ tự xếp hạng",
    RuleChange.DECIMALS: "số chữ số thập phân",
    RuleChange.CAPS: "trần điểm thưởng, điểm trừ",
    RuleChange.CRITERIA: "bộ tiêu chí",
    RuleChange.QUOTA: "số lượng danh hiệu",
    RuleChange.THRESHOLD: "ngưỡng phiếu, mẫu số",
}
NOTHING_BEFORE = "Chưa có số liệu của các năm trước."
DIFFERS = "≠"
ENDED = {LineageKind.MERGED: "sáp nhập", LineageKind.SPLIT: "tách", LineageKind.RENAMED: "đổi tên"}
"""How a line ended, without its successor."""
ENDED_IN = {LineageKind.MERGED: "sáp nhập vào", LineageKind.SPLIT: "tách thành", LineageKind.RENAMED: "đổi tên thành"}
"""How a line ended, before the name of its successor."""
MOST_NAMED = 3
"""Maximum number of units named in a title; beyond that they are counted."""


@memoized
def years_of(snapshot: Snapshot, earlier: tuple[Snapshot, ...]) -> ClusterYears:
    """The years and their lines, computed once per version of the workbooks."""
    return cluster_years(snapshot, earlier)


def years_title(years: ClusterYears) -> str:
    """The greatest rise since the year before: "Vụ PBGDPL lên 2 bậc, nhiều nhất so với 2018"; else the years shown."""
    if not years.has_history:
        return NOTHING_BEFORE.removesuffix(".")
    before, now = years.years.years[-2:]
    risen: dict[int, list[str]] = {}
    for line in years.lines.lines:
        ranks = {result.year: result.rank for result in line.results}
        old, new = ranks.get(before), ranks.get(now)
        if old is not None and new is not None:
            risen.setdefault(old - new, []).append(years.labels.get(line.name, line.name))
    most = max(risen, default=0)
    if most <= 0:
        return f"Thứ hạng các đơn vị từ {years.years.years[0]} đến {now}"
    who = risen[most]
    named = names.joined_words(who) if len(who) <= MOST_NAMED else f"{len(who)} đơn vị"
    return f"{named} lên {most} bậc, nhiều nhất so với {before}"


def years_answer(cluster_years: ClusterYears) -> str:
    """The page in one line."""
    years = cluster_years.years.years
    if not cluster_years.has_history:
        return NOTHING_BEFORE
    return f"{len(years)} năm, từ {years[0]} đến {years[-1]}; {_proposals(cluster_years)}."


def _proposals(years: ClusterYears) -> str:
    """The number of proposals by award: "3 lượt đề nghị Cờ thi đua ngành Tư pháp, 1 lượt …"."""
    counts = Counter(award for result in years.years.results for award in result.awards)
    if not counts:
        return "chưa ghi danh hiệu nào được đề nghị"
    parts = [f"{count} lượt đề nghị {award}" for award, count in counts.most_common()]
    more = f" và {len(parts) - MOST_NAMED} danh hiệu khác" if parts[MOST_NAMED:] else ""
    return ", ".join(parts[:MOST_NAMED]) + more


def line_label(years: ClusterYears, line: UnitLine, descent: Descent | None) -> str:
    """The name of a line, its earlier names, what it was split or merged from; for a predecessor also how it ended."""
    details = [f"trước là {', '.join(line.names[:-1])}"] if len(line.names) > 1 else []
    details += [f"tách từ {d.ancestor}{in_year(d)}" for d in splits_into(years, line)]
    details += [f"sáp nhập từ {_counted(units)}{year}" for year, units in mergers_into(years, line).items()]
    name = f"{line.name} ({'; '.join(details)})" if details else line.name
    return name if descent is None else f"↳ {name}: {descent_words(years, descent)}"


def splits_into(years: ClusterYears, line: UnitLine) -> list[Descent]:
    """The splits that a line resulted from."""
    return [d for d in years.lines.descents if (d.descendant, d.kind) == (line.name, LineageKind.SPLIT)]


def mergers_into(years: ClusterYears, line: UnitLine) -> dict[str, list[str]]:
    """The predecessors merged into a line, by year: " năm 2025", empty where no date is known."""
    by_year: dict[str, list[str]] = {}
    for descent in years.lines.descents:
        if (descent.descendant, descent.kind) == (line.name, LineageKind.MERGED):
            by_year.setdefault(in_year(descent), []).append(descent.ancestor)
    return by_year


def _counted(units: list[str]) -> str:
    """Several units by their number, because they have rows of their own below and commas in their names."""
    return units[0] if len(units) == 1 else f"{len(units)} đơn vị"


def descent_words(years: ClusterYears, descent: Descent) -> str:
    """What became of a line: "sáp nhập vào … năm 2025", "tách thành … và … năm 2026"."""
    parts = [d.descendant for d in years.lines.descents if (d.ancestor, d.kind) == (descent.ancestor, descent.kind)]
    into = names.joined_words(parts) if descent.kind is LineageKind.SPLIT else descent.descendant
    return f"{ENDED_IN[descent.kind]} {into}{in_year(descent)}"


def in_year(descent: Descent) -> str:
    """The year of an end, " năm 2025", empty where no date is known."""
    return f" năm {descent.date.year}" if descent.date else ""


def rank_of_year(result: YearResult) -> str:
    """The rank with the number of units, "3/11", or "—" for an unranked unit."""
    if result.rank is None:
        return numbers.MISSING
    return f"{result.rank}/{result.units}" if result.units else str(result.rank)


def share_text(result: YearResult) -> str:
    """The share of that year's maximum, "96,50 %"."""
    return numbers.MISSING if result.share is None else numbers.percent(result.share)


def result_text(result: YearResult | None) -> str:
    """The result of a year, "hạng 3/11 · 96,50 % · Cờ thi đua …"; unknown parts are left out."""
    if result is None:
        return ""
    provisional = "" if result.final or result.total is None else f" ({PROVISIONAL})"
    rank = "" if result.rank is None else f"hạng {rank_of_year(result)}"
    share = "" if result.share is None else f"{share_text(result)}{provisional}"
    return " · ".join(part for part in (rank, share, "; ".join(result.awards)) if part) or numbers.MISSING


def change_sentences(years: ClusterYears) -> tuple[str, ...]:
    """What prevents comparing two years directly, in words."""
    sentences = [sentence for change in years.changes for sentence in _sentences(change)]
    renamed = (line for line in years.lines.lines if len(line.names) > 1 and line.results)
    sentences += [f"{line.name} trước là {', '.join(line.names[:-1])}: cùng một dòng." for line in renamed]
    sentences += [f"Không có số liệu {gap}." for change in years.changes if (gap := _gap(change))]
    unknown = [f"{change.before}–{change.after}" for change in years.changes if change.rules is None]
    why = "không có sổ của cả hai năm nên chưa rõ quy định có thay đổi hay không."
    return (*sentences, f"{names.joined_words(unknown)}: {why}") if unknown else tuple(sentences)


def _gap(change: YearChange) -> str:
    """The years in between without any data: "năm 2020", "từ năm 2020 đến năm 2024"."""
    first, last = change.before + 1, change.after - 1
    if first > last:
        return ""
    return f"năm {first}" if first == last else f"từ năm {first} đến năm {last}"


def _sentences(change: YearChange) -> list[str]:
    head, parts = f"Từ {change.before} sang {change.after}: ", []
    if change.scale:
        old, new = map(_scale, change.scale)
        parts.append(f"thang điểm đổi từ {old} thành {new} nên chỉ so sánh theo phần trăm điểm tối đa")
    if change.units[0] != change.units[1]:
        parts.append(f"số đơn vị đổi từ {change.units[0]} thành {change.units[1]} nên hạng chỉ so trong từng năm")
    parts += [f"số liệu năm {year} chưa đủ mọi đơn vị nên chưa so được danh sách" for year in change.incomplete]
    if change.joined:
        parts.append(f"thêm {'; '.join(change.joined)}")
    if change.left:
        parts.append(f"không còn {'; '.join(change.left)}")
    if change.rules:
        parts.append(f"quy định thay đổi: {', '.join(RULES[rule] for rule in change.rules)}")
    return [head + part + "." for part in parts]


def _scale(value: Decimal) -> str:
    """A maximum without trailing zeros: "200"."""
    return numbers.decimal(f"{value.normalize():f}")


def short_changes(change: YearChange) -> tuple[str, ...]:
    """The same for a picture, without the names of units."""
    parts = []
    if change.scale:
        old, new = map(_scale, change.scale)
        parts.append(f"Thang điểm: {old} → {new}; chỉ so phần trăm điểm tối đa")
    if change.units[0] != change.units[1]:
        parts.append(f"Số đơn vị: {change.units[0]} → {change.units[1]}; hạng chỉ so trong từng năm")
    parts += [f"Số liệu năm {year} chưa đủ mọi đơn vị" for year in change.incomplete]
    if change.joined:
        parts.append(f"{len(change.joined)} đơn vị mới trong danh sách")
    if change.left:
        parts.append(f"{len(change.left)} đơn vị không còn trong danh sách")
    if change.rules:
        parts.append(f"Quy định thay đổi: {', '.join(RULES[rule] for rule in change.rules)}")
    if gap := _gap(change):
        parts.append(f"Không có số liệu {gap}")
    return tuple(parts)


def marks(change: YearChange) -> tuple[str, ...]:
    """The marks at the later year on the axis: "≠ thang điểm", "≠ đơn vị", "≠ quy định"."""
    words = ("thang điểm" if change.scale else "", "đơn vị" if change.members_changed else "")
    return tuple(f"{DIFFERS} {word}" for word in (*words, "quy định" if change.rules else "") if word)


def unit_history(years: ClusterYears, unit_name: str) -> tuple[str, ...]:
    """The years of one unit in a sentence each, newest first, without this year's, which its page shows already."""
    try:
        line = years.lines.line(unit_name)
    except KeyError:
        return ()
    related = [(line, None), *years.lines.ancestors(line.name)]
    return tuple(
        f"{result.year}{_as(result, part, descent)}: {result_text(result)}"
        for part, descent in related
        for result in reversed(part.results)
        if result.origin is not Origin.NOW
    )


def _as(result: YearResult, line: UnitLine, descent: Descent | None) -> str:
    if descent is not None:
        return f" ({line.name}, {ENDED_IN[descent.kind]} {descent.descendant}{in_year(descent)})"
    return f" (tên khi đó: {result.unit_name})" if result.unit_name.casefold() != line.name.casefold() else ""


def results_table(years: ClusterYears) -> pd.DataFrame:
    """A row per line, a column per year: rank out of units, share of the maximum, flags."""
    table = []
    for line, descent in reading_order(years):
        by_year = {result.year: result for result in line.results}
        cells = {str(year): result_text(by_year.get(year)) for year in years.years.years}
        table.append({UNIT: line_label(years, line, descent)} | cells)
    return pd.DataFrame(table, columns=[UNIT, *map(str, years.years.years)])


def awards_table(years: ClusterYears) -> pd.DataFrame:
    """How often each line was proposed, by award and with the years, most first; lines never proposed are left out."""
    titles = list(dict.fromkeys(award for result in years.years.results for award in result.awards))
    table = []
    for line, descent in reading_order(years):
        given = [(award, result.year) for result in line.results for award in result.awards]
        if given:
            counts = {title: _times([year for award, year in given if award == title]) for title in titles}
            table.append({UNIT: line_label(years, line, descent), "Tổng": len(given)} | counts)
    ordered = sorted(table, key=lambda row: -int(str(row["Tổng"])))
    return pd.DataFrame(ordered, columns=[UNIT, "Tổng", *titles]).astype(str)


def _times(years: list[int]) -> str:
    """The number of times with the years: "2 (2025, 2026)"."""
    return f"{len(years)} ({', '.join(map(str, years))})" if years else ""
