"""The overview: the leader as its title, the proposed units as cards, the ranking as one table with bars."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import htpy as h

from lib.model.results import AwardResult, AwardStatus, Standing
from lib.show.rows.parts import (
    FLAG,
    LONGEST_ON_PAGE,
    Audience,
    awaited,
    bar,
    chip,
    empty_note,
    heading,
    in_parts,
    planned,
    screen_reader_text,
    section,
    state_chip,
    unit_cell,
)
from lib.show.tables import checks, proposals
from lib.show.words import awards, names, numbers, ranks, scores
from lib.show.words.ranks import RankingRow, ranking_rows
from lib.show.words.terms import NO_SCORES
from lib.snapshot import Snapshot
from lib.years.cluster_years import ClusterYears

LONGEST, LONGEST_BY_SHARE = Fraction(3, 5), Fraction(1, 2)
"""The share of its column that the longest gap takes; the rest is for its words."""
MOST_IN_A_CARD = 8
"""Units that stand open in the card of an award; the others are folded below them."""


def overview(snapshot: Snapshot, past: ClusterYears, audience: Audience) -> h.Node:
    """The whole page: title, cards, ranking, the year in figures."""
    return [
        overview_heading(snapshot, audience),
        award_cards(snapshot, audience),
        section("Xếp hạng", ranking_table(snapshot, past, audience)) if snapshot.workbook.has_scoring else None,
        year_tiles(snapshot, past),
    ]


def overview_heading(snapshot: Snapshot, audience: Audience) -> h.Element:
    """The leader and the gap to the next unit; before that the proposed units, else what is awaited."""
    shown = audience.scores and scores.has_scores(snapshot)
    units = f"{numbers.count(len(snapshot.workbook.units))} đơn vị"
    if not shown:
        votes = audience.votes and any(result.proposed for result in snapshot.awards)
        state = chip("đã công bố", "done") if audience.votes_public else chip("chưa công bố", "awaited")
        title = _title_without_scores(snapshot, audience)
        return heading(title, _when(snapshot, audience), units, state if votes else None)
    rows = ranks.standings_in_order(snapshot)
    final = all(row.final for row in rows if row.scored)
    complete = scores.progress_words(snapshot) or (f"{units}, điểm đã thẩm định đủ" if final else units)
    quiet = complete if complete.startswith(units) else f"{units}, {complete}"
    found = checks.counted(snapshot).removesuffix(".") if audience.asks and snapshot.problems else ""
    state = state_chip(final, audience.public)
    return heading(ranks.leading_title(snapshot), ranks.lead(snapshot), quiet, found, state)


def _when(snapshot: Snapshot, audience: Audience) -> str:
    """When the results come, where there are none yet; stated once, in the title."""
    return "" if audience.scores or audience.votes else planned(snapshot.workbook, audience)


def _title_without_scores(snapshot: Snapshot, audience: Audience) -> str:
    if audience.votes and any(result.proposed for result in snapshot.awards):
        return proposals.proposals_title(snapshot)
    if snapshot.workbook.has_scoring:
        return NO_SCORES.removesuffix(".") if audience.scores else "Kết quả chưa được công bố"
    return proposals.proposals_title(snapshot) if audience.votes else "Kết quả chưa được công bố"


def award_cards(snapshot: Snapshot, audience: Audience) -> h.Node:
    """A card for each award with the proposed units and their votes; before the release its state in the same place."""
    if not snapshot.workbook.has_voting or not snapshot.awards:
        return None
    return h.div(".cards")[(_card(snapshot, result, audience) for result in snapshot.awards)]


def _card(snapshot: Snapshot, result: AwardResult, audience: Audience) -> h.Element:
    name = names.award_name(snapshot.workbook, result.award)
    votes = proposals.deciding_votes(result)

    def listed(part: Sequence[str]) -> h.Element:
        units = ((names.unit_name(snapshot.workbook, unit), _votes(result, unit, votes)) for unit in part)
        return h.ol[(h.li[h.b[unit], h.span(".num")[given]] for unit, given in units)]

    known = not _when(snapshot, audience)
    open_points = open_points_of(snapshot, result, audience) if known else ()
    note = h.p(".awaited")[open_points[0]] if open_points else None
    if not result.proposed and result.status is AwardStatus.DECIDED and known:
        note = h.p(".awaited")["Không đề nghị đơn vị nào."]
    return h.section(class_="card won" if result.proposed else "card")[
        h.h2[h.span(".flag", aria_hidden="true")[FLAG], h.span[name], award_chip(result, audience)],
        in_parts(f"card-{result.award}", result.proposed, listed, shown=MOST_IN_A_CARD) if result.proposed else None,
        note,
    ]


def _votes(result: AwardResult, unit: str, votes: dict[str, tuple[int, int, int]]) -> str:
    if unit in proposals.by_sealed_round(result):
        return "đủ phiếu"
    if unit not in votes:
        return "theo quyết định"
    given, base, number = votes[unit]
    return f"{given}/{base} phiếu" + (f" · vòng {number}" if number > 1 else "")


def unreleased(result: AwardResult, audience: Audience) -> bool:
    """Whether a reader has nothing of an award yet: it is not disclosed whether there has been a ballot."""
    return not audience.asks and (not audience.votes or result.status is AwardStatus.NO_SESSION)


def open_points_of(snapshot: Snapshot, result: AwardResult, audience: Audience) -> tuple[str, ...]:
    """What is still open of an award beside its chip; for a reader who has nothing of it yet, when it comes."""
    if not unreleased(result, audience):
        if result.status is AwardStatus.NO_SESSION:
            return ()
        return awards.open_points(snapshot.workbook, result)
    when = planned(snapshot.workbook, audience)
    return (f"{names.upper_first(when)}." if when else "Kết quả chưa được công bố.",)


def award_chip(result: AwardResult, audience: Audience) -> h.Element:
    """How many are proposed of how many, or the status of the award."""
    if unreleased(result, audience):
        return chip("chờ công bố", "awaited")
    if result.status is AwardStatus.DECIDED or result.proposed:
        words = f"đề nghị {len(result.proposed)}/{numbers.count(result.quota)}"
        return chip(words, "ok" if result.proposed else "")
    return chip(awards.status(result), "awaited")


def ranking_table(snapshot: Snapshot, past: ClusterYears, audience: Audience) -> h.Node:
    """Rank, unit, flags, gap to the leader, change since last year, total: a row for each unit, in the same place
    before a release.
    """
    if not snapshot.workbook.units:
        return empty_note("Chưa có đơn vị nào trong danh sách.")
    shown = audience.scores and scores.has_scores(snapshot)
    in_title = audience.scores and _title_without_scores(snapshot, audience) == NO_SCORES.removesuffix(".")
    explained = shown or in_title or _when(snapshot, audience)
    before = (
        empty_note(NO_SCORES)
        if audience.scores
        else awaited("Điểm thi đua chưa được công bố.", snapshot.workbook, audience)
    )
    rows = ranks.standings_in_order(snapshot)
    year = past.years.years[-2] if past.has_history and any(row.rank for row in rows) else None
    own = any(row.self_total is not None for row in rows)

    def table(part: Sequence[RankingRow]) -> h.Element:
        return h.table(data_ranking="")[
            h.caption(".heard")["Xếp hạng các đơn vị"],
            _ranking_head(snapshot, year, own=own),
            h.tbody[(_ranking_row(snapshot, past, row, year, own=own) for row in part)],
        ]

    drawn = in_parts("ranking", ranking_rows(snapshot, rows), table, shown=LONGEST_ON_PAGE)
    return [None if explained else before, drawn]


def _ranking_head(snapshot: Snapshot, year: int | None, *, own: bool) -> h.Element:
    gap = "Khoảng cách tỷ lệ điểm" if ranks.share_first(snapshot) else "Khoảng cách"
    return h.thead[
        h.tr[
            h.th(".num", scope="col")["Hạng"],
            h.th(scope="col")["Đơn vị"],
            h.th(".wide.gap", scope="col")[f"{gap} với đơn vị dẫn đầu"],
            h.th(".num.wide", scope="col")[f"So với {year}"] if year else None,
            h.th(".num.wide", scope="col")["Tự chấm"] if own else None,
            h.th(".num", scope="col")["Tổng điểm"],
        ]
    ]


def _ranking_row(
    snapshot: Snapshot, past: ClusterYears, ranked: RankingRow, year: int | None, *, own: bool
) -> h.Element:
    row, decimals = ranked.standing, snapshot.workbook.contest.decimals
    longest = LONGEST_BY_SHARE if ranks.share_first(snapshot) else LONGEST
    behind = bar(ranked.bar.part * longest, ranked.bar.words) if ranked.bar else None
    rank = numbers.MISSING if row.rank is None else str(row.rank)
    note, provisional = ranks.provisional_words(row), row.scored and not row.final
    return h.tr(class_="first" if row.rank == 1 else None, data_unit=row.unit, data_rank=rank)[
        h.td(".num.rank")[rank, screen_reader_text(" (đồng hạng)") if row.tied else None],
        unit_cell(
            snapshot,
            row.unit,
            flags(ranked.awards),
            h.small[f"tạm tính: {note}"] if note else None,
            h.span(".narrow")[behind],
        ),
        h.td(".wide.gap")[behind],
        h.td(".num.wide")[_since(past, snapshot, row, year)] if year else None,
        h.td(".num.wide.soft")[numbers.points(row.self_total, decimals)] if own else None,
        h.td(".num.total")[total_and_share(snapshot, row), h.span(title="tạm tính")["*"] if provisional else None],
    ]


def total_and_share(snapshot: Snapshot, row: Standing) -> h.Node:
    """The total, and where ranks are by the share of the maximum that share: below it on a phone."""
    share = ranks.share_words(snapshot, row)
    points = numbers.points(row.total, snapshot.workbook.contest.decimals)
    return [points, h.small[f" ({share})"]] if share else points


def flags(awards_of_unit: Sequence[str]) -> h.Node:
    """A flag for each award that a unit is proposed for, with its name as tooltip and for screen readers."""
    if not awards_of_unit:
        return None
    titles = "; ".join(awards_of_unit)
    flag = FLAG * len(awards_of_unit)
    return h.span(".flag", title=f"đề nghị {titles}")[flag, screen_reader_text(f" đề nghị {titles}")]


def _since(past: ClusterYears, snapshot: Snapshot, row: Standing, year: int | None) -> h.Node:
    """The places a unit rose or fell since last year; last year's rank where the two years had other members."""
    line = past.lines.line(snapshot.workbook.unit(row.unit).name)
    before = next((result for result in line.results if result.year == year), None)
    if before is None or before.rank is None or row.rank is None:
        return numbers.MISSING
    if before.units not in (None, len(ranks.standings_in_order(snapshot))):
        return f"hạng {before.rank}/{before.units}"
    moved = before.rank - row.rank
    if not moved:
        return h.span(".soft", title=f"năm {year} cũng hạng {before.rank}")["="]
    sign, kind = ("▲", "up") if moved > 0 else ("▼", "down")
    return h.span(class_=kind, title=f"năm {year} hạng {before.rank}")[f"{sign} {abs(moved)}"]


def year_tiles(snapshot: Snapshot, past: ClusterYears) -> h.Node:
    """The year's work and the earlier years in a few large figures."""
    book = snapshot.workbook
    tiles = []
    if book.movements:
        busy = {state.unit for movement in book.movements for state in movement.states}
        words = f"phong trào, {len(busy)}/{len(book.units)} đơn vị có kết quả"
        tiles.append((numbers.count(len(book.movements)), words))
    if book.exemplars:
        tiles.append((numbers.count(len(book.exemplars)), "điển hình, sáng kiến, mô hình"))
    if book.pledges:
        tiles.append((f"{len(book.signed)}/{len(book.units)}", "đơn vị đã ký giao ước"))
    if past.has_history:
        tiles.append((f"{len(past.years.years)} năm", f"số liệu để so sánh, từ {past.years.years[0]}"))
    if not tiles:
        return None
    return section("Trong năm", h.div(".tiles")[(h.div(".tile")[h.b[big], h.span[words]] for big, words in tiles)])
