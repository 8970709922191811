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
    total = f", {_total_with_share(snapshot, first[0])}" if first[0].scored else ""
    if len(first) > 2:
        return f"{len(first)} đơn vị đồng hạng nhất{total}"
    who = names.unit_list(snapshot.workbook, [row.unit for row in first])
    return f"{who} {'cùng ' if len(first) == 2 else ''}dẫn đầu{total}"


def lead(snapshot: Snapshot) -> str:
    """The lead of the first: "Hơn hạng nhì 0,50 điểm", "Hơn hạng 3: 0,50 điểm"; empty where there is no next one."""
    values = ((row.rank, ranks.standing_value(snapshot, row)) for row in ranks.standings_in_order(snapshot))
    ranked = [(rank, value) for rank, value in values if rank is not None and value is not None]
    first = next((value for rank, value in ranked if rank == 1), None)
    next_rank, after = next(((rank, value) for rank, value in ranked if rank != 1), (0, None))
    if first is None or after is None or first <= after:
        return ""
    head = f"Hơn hạng {'nhì' if next_rank == 2 else f'{next_rank}:'}"
    if ranks.share_first(snapshot):
        return f"{head} {numbers.percent(first - after)} điểm tối đa"
    return f"{head} {numbers.points(int(first - after), snapshot.workbook.contest.decimals)} điểm"


def span(snapshot: Snapshot) -> str:
    """The range of totals: "Tổng điểm từ 182,00 đến 193,75"; empty where no unit has a total."""
    scored = sorted((row for row in ranks.standings_in_order(snapshot) if row.scored), key=lambda row: row.total or 0)
    return f"Tổng điểm từ {_total(snapshot, scored[0])} đến {_total(snapshot, scored[-1])}" if scored else ""


def _total_with_share(snapshot: Snapshot, row: Standing) -> str:
    """ "193,75 điểm", where ranks are by the share "84,50 điểm (93,89 %)"."""
    share = ranks.share_words(snapshot, row)
    return f"{_total(snapshot, row)} điểm" + (f" ({share})" if share else "")


def _total(snapshot: Snapshot, row: Standing) -> str:
    return numbers.points(row.total, snapshot.workbook.contest.decimals)


def progress_words(snapshot: Snapshot) -> str:
    """The progress, "đã thẩm định 212/330 ô", while some are unverified; empty when all are, or nothing is scored."""
    done = scores.verification_progress(snapshot)
    if done.complete or not scores.has_scores(snapshot):
        return ""
    beside = f", gồm {numbers.count(done.beside)} ô điểm thưởng, điểm trừ" if done.beside else ""
    return f"đã thẩm định {numbers.count(done.verified)}/{numbers.count(done.needed)} ô{beside}"
