"""Scores: the points of every unit by group, shaded by points lost, and where self and verified scores differ."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

import htpy as h

from lib.model.results import Standing
from lib.show.rows.overview import total_and_share
from lib.show.rows.parts import (
    LONGEST_ON_PAGE,
    Audience,
    cell_anchor,
    empty_note,
    evidence,
    fold_away,
    heading,
    in_parts,
    length,
    planned,
    screen_reader_text,
    section,
    state_chip,
    unit_cell,
)
from lib.show.tables import caps
from lib.show.tables import groups as groups_of
from lib.show.words import names, numbers, ranks, scores
from lib.show.words.scores import ScorePair
from lib.show.words.terms import NO_SCORES
from lib.snapshot import Snapshot

SHADES = 5
"""Number of shades from nothing lost to the greatest loss of any unit in any group."""
LONGEST_LIST = 50
"""Maximum number of differences listed together."""
BEFORE_CAPS = "Điểm nhóm chưa tính trần, tổng đã tính trần."
ONE_LINE = 8
UNFOLDED = 8
"""Maximum number of groups beside each other on a phone; more of them stay in a table made for a wide screen."""


def scores_page(snapshot: Snapshot, audience: Audience) -> h.Node:
    """The title, and the groups of every unit; the same table without points before there are scores."""
    if not snapshot.workbook.units:
        return [scores_heading(snapshot, audience), empty_note("Chưa có đơn vị nào trong danh sách.")]
    losses_on_a_phone = scores.has_points(snapshot) and len(snapshot.workbook.groups) <= ONE_LINE
    return [
        scores_heading(snapshot, audience),
        h.p(".rule.narrow")["Số trong ô là điểm mất so với điểm tối đa."] if losses_on_a_phone else None,
        group_table(snapshot),
        beyond_caps(snapshot),
    ]


def scores_heading(snapshot: Snapshot, audience: Audience) -> h.Element:
    """The group with the greatest loss of points, and how complete the figures are."""
    units = f"{numbers.count(len(snapshot.workbook.units))} đơn vị"
    if not audience.scores:
        return heading("Điểm thi đua chưa được công bố", planned(snapshot.workbook, audience), units)
    if not scores.has_scores(snapshot):
        return heading(NO_SCORES.removesuffix("."), units)
    rows = ranks.standings_in_order(snapshot)
    final = all(row.final for row in rows if row.scored)
    state = state_chip(final, audience.public)
    if not scores.has_points(snapshot):
        return heading(ranks.leading_title(snapshot), "Điểm chưa được công bố, chỉ có thứ hạng", state)
    worst, most = _worst(snapshot), _most_lost(snapshot)
    title = (
        f"Mất điểm nhiều nhất ở nhóm {worst}" if worst else f"Điểm theo {len(snapshot.workbook.groups)} nhóm tiêu chí"
    )
    deepest = f"đậm nhất là mất {numbers.percent(most, 1)} điểm tối đa của nhóm"
    legend = f"ô càng đậm, mất càng nhiều; {deepest}" if most else ""
    return heading(title, units, scores.progress_words(snapshot), legend, state)


def _worst(snapshot: Snapshot) -> str:
    """The group in which all units together lost the greatest share of its maximum; empty where none lost any."""
    shares, places = [], groups_of.group_points(snapshot).values()
    for group in snapshot.workbook.groups:
        own = [place for place in places if place.group == group.name and place.points is not None]
        maximum = sum(place.maximum for place in own)
        lost = maximum - sum(place.points or 0 for place in own)
        if maximum and lost > 0:
            shares.append((Fraction(lost, maximum), group.name))
    return max(shares, key=lambda pair: pair[0])[1] if shares else ""


def _most_lost(snapshot: Snapshot) -> Fraction:
    return max((place.lost for place in groups_of.group_points(snapshot).values()), default=Fraction(0))


def group_table(snapshot: Snapshot) -> h.Node:
    """Units by groups: points on a wide screen, losses on a phone; the darker, the more was lost."""
    if scores.has_scores(snapshot) and not scores.has_points(snapshot):
        return _ranks_alone(snapshot)
    groups = [group.name for group in snapshot.workbook.groups]
    kind = f"shades n{max(1, len(groups))}" if len(groups) <= ONE_LINE else "shades many"
    places, most = groups_of.group_points(snapshot), _most_lost(snapshot)

    def table(rows: Sequence[Standing]) -> h.Element:
        return h.table(class_=kind, role="table")[
            h.caption(".heard")["Điểm của các đơn vị theo nhóm tiêu chí"],
            _group_head(snapshot, groups),
            h.tbody(role="rowgroup")[
                (_group_row(snapshot, row, [places.get((row.unit, group)) for group in groups], most) for row in rows)
            ],
        ]

    return in_parts("groups", ranks.standings_in_order(snapshot), table, shown=LONGEST_ON_PAGE)


def beyond_caps(snapshot: Snapshot) -> h.Node:
    """A note that bonus is included in the points of groups, and which caps reduced whose points, so that groups,
    maxima and total can be reconciled.
    """
    sentences = [f"Điểm nhóm {caps.WITH_BONUS}."] if caps.has_bonus(snapshot) else []
    if capped := caps.cluster_sentences(snapshot):
        sentences += [BEFORE_CAPS, *capped]
    return h.p(".rule")[" ".join(sentences)] if sentences else None


def _group_head(snapshot: Snapshot, groups: list[str]) -> h.Element:
    signs, decimals = names.group_signs(groups), snapshot.workbook.contest.decimals
    maxima = {group.name: group.maximum for group in snapshot.workbook.groups}
    maxima |= {place.group: place.maximum for place in groups_of.group_points(snapshot).values() if place.maximum}
    return h.thead(role="rowgroup")[
        h.tr(role="row")[
            h.th(".num.far", scope="col", role="columnheader")["Hạng"],
            h.th(".far", scope="col", role="columnheader")["Đơn vị"],
            (
                h.th(".num.group", scope="col", role="columnheader", title=group)[
                    h.span(".narrow")[signs[group]],
                    h.span(".wide")[group, h.br],
                    h.span[_maximum(maxima.get(group), decimals)],
                ]
                for group in groups
            ),
            h.th(".num.far", scope="col", role="columnheader")["Tổng"],
        ]
    ]


def _group_row(
    snapshot: Snapshot, row: Standing, places: list[groups_of.GroupPoints | None], most: Fraction
) -> h.Element:
    decimals = snapshot.workbook.contest.decimals
    return h.tr(role="row")[
        h.td(".num.rank", role="cell")[numbers.MISSING if row.rank is None else str(row.rank)],
        unit_cell(snapshot, row.unit, role="rowheader"),
        (h.td(".shade", role="cell")[_shade(place, most, decimals)] for place in places),
        h.td(".num.total", role="cell")[total_and_share(snapshot, row), None if row.final or not row.scored else "*"],
    ]


def _shade(place: groups_of.GroupPoints | None, most: Fraction, decimals: int) -> h.Element:
    if place is None or place.points is None:
        return h.span[numbers.MISSING]
    step = 0 if not most else max(0, -(-place.lost * SHADES // most) - 1)
    lost = numbers.signed_points(place.points - place.maximum, decimals)
    return h.span(class_=f"q{step}" if step else None)[
        h.span(".own")[numbers.points(place.points, decimals)], h.span(".lost")[lost], "*" if place.missing else None
    ]


def _ranks_alone(snapshot: Snapshot) -> h.Node:
    def table(rows: Sequence[Standing]) -> h.Element:
        return h.table[
            h.caption(".heard")["Thứ hạng của các đơn vị"],
            h.thead[h.tr[h.th(".num", scope="col")["Hạng"], h.th(scope="col")["Đơn vị"]]],
            h.tbody[(h.tr[h.td(".num.rank")[ranks.rank_words(row)], unit_cell(snapshot, row.unit)] for row in rows)],
        ]

    return in_parts("ranks", ranks.standings_in_order(snapshot), table)


def differences_part(snapshot: Snapshot, audience: Audience, group: str | None = None) -> h.Node:
    """Where verified and self scores differ, folded by unit; nothing where there are none."""
    found = scores.score_differences(snapshot, group)
    if not found:
        return None
    by_unit: dict[str, list[ScorePair]] = {row.unit: [] for row in ranks.standings_in_order(snapshot)}
    for pair in found:
        by_unit[pair.unit].append(pair)
    differing = [(code, pairs) for code, pairs in by_unit.items() if pairs]

    def folds(part: Sequence[tuple[str, list[ScorePair]]]) -> h.Node:
        return [
            fold_away(
                f"differences-{code}",
                f"{names.unit_name(snapshot.workbook, code)}: {len(pairs)} chỗ, {_sum(snapshot, pairs)}",
                difference_list(snapshot, audience, pairs, f"differences-{code}"),
            )
            for code, pairs in part
        ]

    return section(
        f"Thẩm định khác tự chấm: {len(found)} chỗ",
        in_parts("differences-of-units", differing, folds, shown=LONGEST_ON_PAGE),
    )


def _sum(snapshot: Snapshot, pairs: Iterable[ScorePair]) -> str:
    return f"{numbers.signed_points(sum(p.difference or 0 for p in pairs), snapshot.workbook.contest.decimals)} điểm"


def difference_list(snapshot: Snapshot, audience: Audience, pairs: Sequence[ScorePair], key: str = "") -> h.Node:
    """Criterion, self → verified, reason, and for the secretary evidence and cell: a line for each, greatest first.

    A long list continues in folded parts.
    """
    parts = [pairs[first : first + LONGEST_LIST] for first in range(0, len(pairs), LONGEST_LIST)]
    listed = [h.ul(".lines")[(h.li[_difference(snapshot, audience, pair)] for pair in part)] for part in parts]
    rest = (
        fold_away(f"{key}-{place}", f"{len(part)} chỗ tiếp theo", lines)
        for place, (part, lines) in enumerate(zip(parts, listed, strict=True))
        if place
    )
    return [listed[0], rest] if listed else None


def unit_differences(snapshot: Snapshot, audience: Audience, unit: str, group: str | None = None) -> h.Node:
    """Where the verified scores of one unit differ from its own; nothing where there are none."""
    found = scores.score_differences(snapshot, group, unit)
    if not found:
        return None
    title = f"Thẩm định khác tự chấm: {len(found)} chỗ, {_sum(snapshot, found)}"
    return section(title, difference_list(snapshot, audience, found, f"differences-of-{unit}"))


def _difference(snapshot: Snapshot, audience: Audience, pair: ScorePair) -> h.Node:
    book, decimals = snapshot.workbook, snapshot.workbook.contest.decimals
    return [
        h.b[f"{pair.criterion} "],
        f"{book.criterion(pair.criterion).name}: ",
        h.b[pair.change(decimals)],
        f" ({numbers.signed_points(pair.difference, decimals)}). ",
        f"Lý do: {pair.reason}." if pair.reason else "Chưa ghi lý do.",
        evidence(pair.evidence) if audience.cells else None,
        cell_anchor(snapshot, audience, pair.cell),
    ]


def losses_part(snapshot: Snapshot, audience: Audience, unit: str) -> h.Node:
    """Where a unit lost points, most first; those after the first eight are folded."""
    found = scores.score_losses(snapshot, unit)
    if not found:
        return h.p["Không mất điểm ở tiêu chí nào."]
    rest = found[UNFOLDED:]
    return [
        _loss_table(snapshot, audience, found[:UNFOLDED], "Những tiêu chí mất điểm nhiều nhất"),
        fold_away(f"losses-{unit}", f"Còn {len(rest)} tiêu chí mất điểm",
               _loss_table(snapshot, audience, rest, "Những tiêu chí mất điểm còn lại")) if rest else None,
    ]  # fmt: skip


def _loss_table(snapshot: Snapshot, audience: Audience, losses: Iterable[scores.Loss], name: str) -> h.Element:
    decimals = snapshot.workbook.contest.decimals
    rows = (
        h.tr[
            h.th(scope="row")[h.span(".code")[loss.criterion.code], f" {loss.criterion.name}"],
            h.td(".num")[
                h.b[numbers.signed_points(-loss.lost, decimals)], cell_anchor(snapshot, audience, loss.pair.cell)
            ],
            h.td(".num.wide.soft")[
                numbers.points(loss.points, decimals),
                _maximum(loss.criterion.maximum, decimals) if loss.points >= 0 else None,
            ],
        ]
        for loss in losses
    )
    return h.table(".losses")[h.caption(".heard")[name], h.tbody[rows]]


def group_places_part(snapshot: Snapshot, unit: str) -> h.Node:
    """A unit's groups compared with the cluster: its position, the median, and the distance to the best."""
    places = [place for place in groups_of.group_places(snapshot, unit) if place.points is not None]
    capped = caps.unit_sentences(snapshot, unit)
    decimals = snapshot.workbook.contest.decimals
    rows = (
        h.tr[
            h.th(scope="row")[place.group, _with_bonus(snapshot, unit, place.group)],
            h.td(".dots-cell")[_dots(snapshot, place), spoken_group_place(snapshot, place)],
            h.td(".num")[
                h.b[numbers.points(place.points, decimals)],
                h.span(".soft")[_maximum(place.maximum, decimals)],
            ],
        ]
        for place in places
    )
    return [
        h.p(".rule")["● đơn vị · | trung vị của cụm · vạch vàng đến mức cao nhất của cụm"],
        h.table(".places")[h.caption(".heard")["Từng nhóm so với cả cụm"], h.tbody[rows]],
        h.p(".rule")[f"{BEFORE_CAPS} {' '.join(capped)}"] if capped else None,
    ]


def _maximum(maximum: int | None, decimals: int) -> str:
    """The maximum as "/30"; empty for a group of bonus and deduction only, which has none."""
    return f"/{numbers.whole(maximum, decimals)}" if maximum else ""


def _with_bonus(snapshot: Snapshot, unit: str, group: str) -> h.Node:
    words = caps.bonus_words(snapshot, unit, group)
    return h.span(".soft")[f" ({words})"] if words else None


def spoken_group_place(snapshot: Snapshot, place: groups_of.GroupPlace) -> h.Element:
    """The content of the dots in words, for screen readers."""
    decimals = snapshot.workbook.contest.decimals
    middle, best = numbers.points(groups_of.rounded(place.median), decimals), numbers.points(place.best, decimals)
    return screen_reader_text(f"Trung vị của cụm {middle}, cao nhất {best}")


def _dots(snapshot: Snapshot, place: groups_of.GroupPlace) -> h.Node:
    """Positions between the lowest value of the cluster and the maximum of the group, or the highest value above it."""
    if place.points is None or place.best is None or place.median is None:
        return None
    own = [
        p.points for p in groups_of.group_points(snapshot).values() if p.group == place.group and p.points is not None
    ]
    least, most = min(own), max(place.maximum, place.best)
    span = most - least
    if not span:
        return h.span(".dots", aria_hidden="true")[h.span(class_=f"own {length(1)}")]
    at = Fraction(place.points - least, span)
    beyond = Fraction(place.best - least, span) - at
    reach = beyond / (1 - at) if at < 1 else Fraction(0)
    return h.span(".dots", aria_hidden="true")[
        h.span(class_=f"most {length(at)}")[h.span(class_=length(reach))],
        h.span(class_=f"middle {length((place.median - least) / span)}"),
        h.span(class_=f"own {length(at)}"),
    ]
