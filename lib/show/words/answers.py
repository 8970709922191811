"""The answer of a page in one line, and the finding of a chart in one sentence."""

from __future__ import annotations

from lib.model.results import Standing
from lib.show.words import names, numbers, ranks, scores
from lib.show.words.terms import NO_SCORES
from lib.snapshot import Snapshot


def leading_title(snapshot: Snapshot) -> str:
    """The leading units, as a title: "Cục A dẫn đầu, 193,75 điểm", "A và B cùng dẫn đầu", "9 đơn vị đồng hạng nhất"."""
    first = [row for row in ranks.standings_in_order(snapshot) if row.rank == 1]
    if not first:
        return span(snapshot) or NO_SCORES.removesuffix(".")
    total = f", {_total(snapshot, first[0])} điểm" if first[0].scored else ""
    if len(first) > 2:
        return f"{len(first)} đơn vị đồng hạng nhất{total}"
    who = names.unit_list(snapshot.workbook, [row.unit for row in first])
    return f"{who} {'cùng ' if len(first) == 2 else ''}dẫn đầu{total}"


def lead(snapshot: Snapshot) -> str:
    """The lead of the first: "Hơn hạng nhì 0,50 điểm", "Hơn hạng 3 0,50 điểm"; empty where there is no next one."""
    ranked = [row for row in ranks.standings_in_order(snapshot) if row.rank is not None and row.total is not None]
    first = next((row for row in ranked if row.rank == 1), None)
    after = next((row for row in ranked if row.rank != 1), None)
    if first is None or after is None or first.total is None or after.total is None or first.total <= after.total:
        return ""
    gap = numbers.points(first.total - after.total, snapshot.workbook.contest.decimals)
    return f"Hơn hạng {'nhì' if after.rank == 2 else f'{after.rank}:'} {gap} điểm"


def span(snapshot: Snapshot) -> str:
    """The range of totals: "Tổng điểm từ 182,00 đến 193,75"; empty where no unit has a total."""
    scored = sorted((row for row in ranks.standings_in_order(snapshot) if row.scored), key=lambda row: row.total or 0)
    return f"Tổng điểm từ {_total(snapshot, scored[0])} đến {_total(snapshot, scored[-1])}" if scored else ""


def _total(snapshot: Snapshot, row: Standing) -> str:
    return numbers.points(row.total, snapshot.workbook.contest.decimals)


def progress_words(snapshot: Snapshot) -> str:
    """The progress, "đã thẩm định 212/330 ô", while some are unverified; empty when all are, or nothing is scored."""
    done = scores.verification_progress(snapshot)
    if done.complete or not scores.has_scores(snapshot):
        return ""
    beside = f", gồm {numbers.count(done.beside)} ô điểm thưởng, điểm trừ" if done.beside else ""
    return f"đã thẩm định {numbers.count(done.verified)}/{numbers.count(done.needed)} ô{beside}"
