"""The cluster over the years in words, tables and a grid: rank out of that year's units, share of that year's maximum.

A unit's line goes on through renames. Predecessors stand below it as lines of their own, with when and how they ended.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

import altair as alt
import pandas as pd

from lib.domain import LineageKind
from lib.show import names, numbers
from lib.show.chart_frame import (
    ACCENT,
    GREY,
    HIGHLIGHT,
    TEXT,
    Picture,
    finished_grid,
    name_texts,
    row_height,
    rows,
    wrapped,
)
from lib.show.words import label
from lib.snapshot import Snapshot
from lib.years.changes import RuleChange, YearChange, changes
from lib.years.lineage import Descent, Line, Lines, lines_of
from lib.years.results import Origin, YearResult, Years, gather

UNIT, AWARDS_COUNT = "Đơn vị", "Số lần được suy tôn, đề nghị"
FLAG = "⚑"
ROW_STEP = 46
KEPT = 8
RULES = {
    RuleChange.RANKING: "thứ tự xếp hạng",
    RuleChange.DECIMALS: "số chữ số thập phân",
    RuleChange.CAPS: "trần điểm thưởng, điểm trừ",
    RuleChange.CRITERIA: "bộ tiêu chí",
    RuleChange.QUOTA: "số lượng danh hiệu",
    RuleChange.THRESHOLD: "ngưỡng phiếu, mẫu số",
}


@dataclass(frozen=True)
class Past:
    """Everything the page of many years needs; `labels` are the short names of this year's units by full name."""

    labels: dict[str, str]
    years: Years
    lines: Lines
    changes: tuple[YearChange, ...]

    @property
    def has_history(self) -> bool:
        return len(self.years.years) > 1


def past(snapshot: Snapshot, earlier: tuple[Snapshot, ...] = ()) -> Past:
    """The years of a snapshot and of earlier workbooks."""
    years = gather(snapshot, earlier)
    lines = lines_of(snapshot.workbook, years)
    labels = {unit.name: unit.label for unit in snapshot.workbook.units}
    return Past(labels, years, lines, changes(years, lines, (*earlier, snapshot)))


@dataclass(frozen=True, slots=True)
class _Asked:
    """The versions are the key, the snapshots only come along."""

    versions: tuple[str, ...]
    snapshot: Snapshot = field(compare=False)
    earlier: tuple[Snapshot, ...] = field(compare=False)


def drawn(snapshot: Snapshot, earlier: tuple[Snapshot, ...]) -> tuple[Past, Picture]:
    """The years and their grid, made once per version of the workbooks."""
    return _drawn(_Asked((snapshot.version, *(book.version for book in earlier)), snapshot, earlier))


@lru_cache(maxsize=KEPT)
def _drawn(asked: _Asked) -> tuple[Past, Picture]:
    found = past(asked.snapshot, asked.earlier)
    return found, grid(found)


def answer(found: Past) -> str:
    """The page in one line."""
    years = found.years.years
    if not found.has_history:
        return "Chưa có số liệu của các năm trước."
    flags = sum(len(result.awards) for result in found.years.results)
    return f"{len(years)} năm, từ {years[0]} đến {years[-1]}; {flags} lượt suy tôn, đề nghị cờ thi đua."


def rows_of(found: Past) -> tuple[tuple[Line, Descent | None], ...]:
    """The lines in reading order: each member, its predecessors below it, then lines that ended elsewhere."""
    ordered: list[tuple[Line, Descent | None]] = []
    shown: set[str] = set()
    for line in found.lines.lines:
        if line.name in shown or (not line.current and not line.results):
            continue
        if not line.current and _goes_into_member(found, line):
            continue
        ordered.append((line, None))
        shown.add(line.name)
        for ancestor, descent in found.lines.ancestors(line.name):
            if ancestor.name not in shown:
                ordered.append((ancestor, descent))
                shown.add(ancestor.name)
    return tuple(ordered)


def _goes_into_member(found: Past, line: Line) -> bool:
    current = [member.name for member in found.lines.lines if member.current]
    return any(line.name in {a.name for a, _ in found.lines.ancestors(name)} for name in current)


def line_label(found: Past, line: Line, descent: Descent | None) -> str:
    """The name of a line; of a predecessor also when and how it went into its successor."""
    before = f" (trước là {', '.join(line.names[:-1])})" if len(line.names) > 1 else ""
    return f"{line.name}{before}" if descent is None else f"↳ {line.name}{before}: {descent_words(found, descent)}"


def descent_words(found: Past, descent: Descent) -> str:
    """ "sáp nhập vào … năm 2025", "tách thành … và … năm 2026"."""
    year = f" năm {descent.date.year}" if descent.date else ""
    if descent.kind is LineageKind.MERGED:
        return f"sáp nhập vào {descent.descendant}{year}"
    parts = [d.descendant for d in found.lines.descents if (d.ancestor, d.kind) == (descent.ancestor, descent.kind)]
    return f"tách thành {names.joined(parts)}{year}"


def rank_text(result: YearResult) -> str:
    """ "3/11", or "—" for an unranked unit."""
    if result.rank is None:
        return numbers.MISSING
    return f"{result.rank}/{result.units}" if result.units else str(result.rank)


def share_text(result: YearResult) -> str:
    """The share of that year's maximum, "96,50 %"."""
    return numbers.MISSING if result.share is None else numbers.percent(result.share)


def results_table(found: Past) -> pd.DataFrame:
    """A row per line, a column per year: rank out of units, share of the maximum, flags."""
    years = found.years.years
    table = []
    for line, descent in rows_of(found):
        by_year = {result.year: result for result in line.results}
        cells = {str(year): _cell_text(by_year.get(year)) for year in years}
        table.append({UNIT: line_label(found, line, descent)} | cells)
    return pd.DataFrame(table, columns=[UNIT, *map(str, years)])


def _cell_text(result: YearResult | None) -> str:
    if result is None:
        return ""
    provisional = "" if result.final or result.total is None else " (tạm tính)"
    flags = f" · {'; '.join(result.awards)}" if result.awards else ""
    return f"hạng {rank_text(result)} · {share_text(result)}{provisional}{flags}"


def awards_table(found: Past) -> pd.DataFrame:
    """How often each line was proposed, by title, most first; lines that never were are left out."""
    titles = list(dict.fromkeys(award for result in found.years.results for award in result.awards))
    table = []
    for line, descent in rows_of(found):
        given = [award for result in line.results for award in result.awards]
        if given:
            counts = {title: given.count(title) or "" for title in titles}
            table.append({UNIT: line_label(found, line, descent), "Tổng": len(given)} | counts)
    ordered = sorted(table, key=lambda row: -int(str(row["Tổng"])))
    return pd.DataFrame(ordered, columns=[UNIT, "Tổng", *titles]).astype(str)


def change_sentences(found: Past) -> tuple[str, ...]:
    """What keeps two years from being compared as they stand, in words."""
    return tuple(sentence for change in found.changes for sentence in _sentences(change))


def _sentences(change: YearChange) -> list[str]:
    head, said = f"Từ {change.before} sang {change.after}: ", []
    if change.scale:
        old, new = (numbers.decimal(value) for value in change.scale)
        said.append(f"thang điểm đổi từ {old} thành {new} nên chỉ so sánh theo phần trăm điểm tối đa")
    if change.units[0] != change.units[1]:
        said.append(f"số đơn vị đổi từ {change.units[0]} thành {change.units[1]} nên hạng chỉ so trong từng năm")
    if change.joined:
        said.append(f"thêm {'; '.join(change.joined)}")
    if change.left:
        said.append(f"không còn {'; '.join(change.left)}")
    if change.rules:
        said.append(f"quy định thay đổi: {', '.join(RULES[rule] for rule in change.rules)}")
    return [head + part + "." for part in said]


def short_change(change: YearChange) -> str:
    """The mark between two years on the grid."""
    marks = ["thang điểm" if change.scale else "", "đơn vị" if change.members_changed else ""]
    return ", ".join(mark for mark in [*marks, "quy định" if change.rules else ""] if mark)


def grid(found: Past) -> Picture:
    """Lines by years: rank out of units over share of the maximum, a gold flag where proposed."""
    years = [str(year) for year in found.years.years]
    data = pd.DataFrame(
        [
            (_short(found, line, descent), str(r.year), rank_text(r), share_text(r), FLAG * len(r.awards),
             ACCENT if r.rank == 1 else GREY)
            for line, descent in rows_of(found)
            for r in line.results
        ],
        columns=["name", "year", "rank", "share", "flags", "ground"],
    )  # fmt: skip
    base = rows(data).encode(x=alt.X("year:O").sort(years).axis(alt.Axis(orient="top", title=None, labelAngle=0)))
    frame = base.mark_rect(cornerRadius=3, fillOpacity=0.14, strokeOpacity=0.4).encode(
        fill=alt.Fill("ground:N").scale(None), stroke=alt.Stroke("ground:N").scale(None)
    )
    rank = base.mark_text(dy=-8, fontWeight="bold", color=TEXT).encode(text="rank:N")
    share = base.mark_text(dy=9, color=TEXT, fontSize=11).encode(text="share:N")
    flags = base.mark_text(dy=-8, dx=30, color=HIGHLIGHT, fontSize=15).encode(text="flags:N")
    chart = alt.layer(frame, rank, share, flags, *name_texts(base, list(data["name"])))
    marks = "; ".join(f"{c.before}–{c.after}: {short_change(c)}" for c in found.changes if short_change(c))
    title = "Hạng trên số đơn vị; dưới là phần trăm điểm tối đa của năm; ⚑ được suy tôn, đề nghị."
    title += f" Thay đổi {marks}." if marks else ""
    height = max(ROW_STEP, row_height(list(data["name"]))) * data["name"].nunique()
    return finished_grid(chart, height, title, answer(found), results_table(found))


def _short(found: Past, line: Line, descent: Descent | None) -> str:
    name = found.labels.get(line.name, line.name)
    return wrapped(f"↳ {name}" if descent else name)


def own_history(found: Past, unit_name: str) -> tuple[str, ...]:
    """The years of one unit in a sentence each, newest first; this year's is left out, its page shows it already."""
    try:
        line = found.lines.line(unit_name)
    except KeyError:
        return ()
    told = [(line, None), *found.lines.ancestors(line.name)]
    return tuple(
        f"{result.year}{_as(result, part, descent)}: {_cell_text(result)}"
        for part, descent in told
        for result in reversed(part.results)
        if result.origin is not Origin.NOW
    )


def _as(result: YearResult, line: Line, descent: Descent | None) -> str:
    if descent is not None:
        return f" ({line.name}, {label(descent.kind)})"
    return f" (tên khi đó: {result.unit_name})" if result.unit_name.casefold() != line.name.casefold() else ""
