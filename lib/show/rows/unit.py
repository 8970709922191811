"""One unit: its rank as the title, the gaps to its neighbours, its awards, and its groups compared with the cluster."""

from __future__ import annotations

from collections.abc import Iterator

import htpy as h

from lib.model.results import AwardResult, AwardStatus
from lib.show.rows.awards import verdict_and_chip
from lib.show.rows.overview import unreleased
from lib.show.rows.parts import FLAG, Audience, fold_away, folded_lines, heading, planned, section, state_chip
from lib.show.rows.scores import difference_list, group_places_part, losses_part
from lib.show.tables import proposals
from lib.show.words import awards, names, numbers, ranks, reasons, scores
from lib.show.words.terms import NO_SCORES
from lib.show.years import many_years, year_work
from lib.snapshot import Snapshot
from lib.years.cluster_years import ClusterYears


def unit_heading(snapshot: Snapshot, unit: str, audience: Audience) -> h.Element:
    """Name and rank, and the gaps to the next above and below."""
    name = snapshot.workbook.unit(unit).name
    if not (audience.scores and scores.has_scores(snapshot)):
        won = [names.award_name(snapshot.workbook, one.award) for one in snapshot.awards if unit in one.proposed]
        title = f"{name}: đề nghị {names.joined_words(won)}" if audience.votes and won else name
        book = snapshot.workbook
        waits = (book.has_scoring and not audience.scores) or (book.has_voting and not audience.votes)
        lacks = NO_SCORES.removesuffix(".") if book.has_scoring and audience.scores else ""
        return heading(title, planned(book, audience) if waits else lacks)
    row, rows = ranks.standing_of_unit(snapshot, unit), ranks.standings_in_order(snapshot)
    title = f"{name}: {ranks.total_words(snapshot, row)} điểm" if row.scored else name
    if row.rank is not None:
        title = f"{name}: hạng {row.rank}/{len(rows)}{' (đồng hạng)' if row.tied else ''}"
    state = state_chip(row.final, audience.public) if row.scored else None
    return heading(title, ", ".join(ranks.gaps(snapshot, unit)), state)


def tiles(snapshot: Snapshot, past: ClusterYears, unit: str, audience: Audience) -> h.Element:
    """Total, rank of last year, and every award, a tile each; before a release the same tiles state what is awaited."""
    shown = audience.scores and scores.has_scores(snapshot)
    awaited = "Tổng điểm", numbers.MISSING if audience.scores else "chờ công bố", ""
    return h.div(".tiles")[
        (h.div(".tile")[h.span[head], h.b[big], h.span[about]] for head, big, about in (
            *(_points(snapshot, past, unit) if shown else [awaited] * snapshot.workbook.has_scoring),
            *(_award(snapshot, result, unit, audience) for result in snapshot.awards),
        ))
    ]  # fmt: skip


def _points(snapshot: Snapshot, past: ClusterYears, unit: str) -> Iterator[tuple[str, str, str]]:
    row, decimals = ranks.standing_of_unit(snapshot, unit), snapshot.workbook.contest.decimals
    own = f"tự chấm {numbers.points(row.self_total, decimals)}" if row.self_total is not None else ""
    yield "Tổng điểm", ranks.total_words(snapshot, row), ranks.provisional_words(row) or own
    line = past.lines.line(snapshot.workbook.unit(unit).name)
    now = snapshot.workbook.contest.year
    before = [one for one in line.results if one.rank is not None and (now is None or one.year < now)]
    if before and row.rank is not None and before[-1].rank is not None:
        moved = before[-1].rank - row.rank
        change = "giữ hạng" if not moved else f"{'▲' if moved > 0 else '▼'} {abs(moved)} bậc"
        yield f"So với {before[-1].year}", change, f"khi đó hạng {many_years.rank_of_year(before[-1])}"


def _award(snapshot: Snapshot, result: AwardResult, unit: str, audience: Audience) -> tuple[str, str, str]:
    name = names.award_name(snapshot.workbook, result.award)
    if not audience.votes or unreleased(result, audience):
        return name, "chờ công bố", ""
    found = proposals.stood_in(result, unit)
    won = unit in result.proposed
    head = f"{FLAG} {name}" if won else name
    if found is None:
        return head, "đề nghị" if won else "không đưa vào phiếu" if result.rounds else awards.status(result), ""
    item, one = found
    verdict = verdict_and_chip(result, item, one)[0]
    short = f"thiếu {-one.margin}" if one.margin < 0 else f"cần {item.needed}"
    votes = reasons.votes_words(item, one) + ("" if item.sealed else f", {short}")
    return head, "không đề nghị" if result.status is AwardStatus.DECIDED and not won else verdict, votes


def unit_page(snapshot: Snapshot, past: ClusterYears, unit: str, audience: Audience) -> h.Node:
    """The content below the title and the choice of a unit."""
    lines = proposals.award_lines_of_unit(snapshot, unit) if audience.votes else ()
    done = list(year_work.work_lines_of_unit(snapshot.workbook, unit))
    before = many_years.unit_history(past, snapshot.workbook.unit(unit).name)
    return [
        tiles(snapshot, past, unit, audience),
        _points_part(snapshot, unit, audience) if audience.scores and scores.has_points(snapshot) else None,
        folded_lines(f"unit-awards-{unit}", f"Kết quả bỏ phiếu: {len(lines)} danh hiệu, lý do", lines),
        folded_lines(f"unit-work-{unit}", f"Công tác thi đua trong năm: {len(done)} mục", done),
        folded_lines(f"unit-years-{unit}", f"Các năm trước: {len(before)} năm", before),
    ]


def _points_part(snapshot: Snapshot, unit: str, audience: Audience) -> h.Node:
    differing = scores.score_differences(snapshot, unit=unit)
    named = sum(bool(pair.reason) for pair in differing)
    return [
        h.div(".two")[
            section("Từng nhóm so với cả cụm", group_places_part(snapshot, unit)),
            section("Mất điểm nhiều nhất", losses_part(snapshot, audience, unit)),
        ],
        fold_away(
            f"unit-differences-{unit}",
            f"Thẩm định khác tự chấm: {len(differing)} chỗ, {named} chỗ có lý do",
            difference_list(snapshot, audience, differing, f"unit-differences-{unit}"),
        )
        if differing
        else None,
    ]
