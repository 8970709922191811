"""Awards: the rule of each, its rounds as verdict rows, and folded below them the steps and legal bases."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import htpy as h

from lib.model.domain import Verdict
from lib.model.results import AwardResult, AwardStatus, Candidate, Outcome, Round, RoundRole
from lib.show.rows.overview import MOST_IN_A_CARD, award_chip, open_points_of, unreleased
from lib.show.rows.parts import (
    LONGEST_ON_PAGE,
    LONGEST_TABLE,
    Audience,
    cell_anchor,
    chip,
    fold_away,
    heading,
    in_parts,
    length,
    line_list,
    planned,
    remark,
)
from lib.show.tables import proposals
from lib.show.words import awards, ballots, names, numbers, reasons
from lib.show.words.terms import DEFAULT, label
from lib.snapshot import Snapshot


def awards_page(snapshot: Snapshot, audience: Audience) -> h.Node:
    """The whole page: what was proposed, then every award."""
    return [awards_heading(snapshot, audience), [award_part(snapshot, result, audience) for result in snapshot.awards]]


def awards_heading(snapshot: Snapshot, audience: Audience) -> h.Element:
    """The number of proposals and their awards; before the release that they are awaited."""
    if not audience.votes:
        return heading(
            "Kết quả suy tôn chưa được công bố",
            planned(snapshot.workbook, audience),
            f"{len(snapshot.awards)} danh hiệu",
        )
    when = snapshot.workbook.contest.conference_date
    held = f"Kết quả bỏ phiếu suy tôn tại hội nghị ngày {numbers.date(when)}" if when else "Kết quả bỏ phiếu suy tôn"
    decided = sum(result.status is AwardStatus.DECIDED for result in snapshot.awards)
    known = "" if decided == len(snapshot.awards) else f"{decided}/{len(snapshot.awards)} danh hiệu đã có kết quả"
    state = chip("đã công bố", "done") if audience.votes_public else chip("chưa công bố", "awaited")
    return heading(proposals.proposals_title(snapshot), held, known, state)


def award_part(snapshot: Snapshot, result: AwardResult, audience: Audience) -> h.Element:
    """One award; before its release its rule and what is awaited take the same places."""
    award = snapshot.workbook.award(result.award)
    unconfirmed = audience.asks and award.defaults and not award.basis
    rounds = [round_part(snapshot, result, item, audience, shown=_shown(snapshot, item)) for item in result.rounds]
    return h.section(class_="award won" if result.proposed else "award")[
        h.h2[award.name, " ", award_chip(result, audience)],
        h.p(".rule")[awards.rule_line(snapshot.workbook, award), f" Có quy định {DEFAULT}." if unconfirmed else None],
        [h.p(".awaited")[text] for text in (open_points_of(snapshot, result, audience) if audience.votes else ())],
        h.div(".two")[rounds] if rounds else None,
        remark(proposals.votes_against_points(snapshot, result)),
        _details(snapshot, result, audience),
    ]


def round_part(
    snapshot: Snapshot,
    result: AwardResult,
    item: Round,
    audience: Audience,
    *,
    titled: bool = True,
    shown: int | None = None,
) -> h.Element:
    """One round: the votes needed, and a verdict row for each unit, most votes first; the first `shown` stand open."""
    award, name = snapshot.workbook.award(result.award), awards.turn_name(item)
    needed = f"cần {item.needed}/{item.base_value} phiếu"
    counted = item.role in (RoundRole.ROUND, RoundRole.RUN_OFF)

    def table(part: Sequence[Candidate]) -> h.Element:
        return h.table(".verdicts", role="table")[
            h.caption(".heard")[f"{award.name}, {name.lower()}: {needed}"],
            h.thead(".heard", role="rowgroup")[
                h.tr(role="row")[
                    (h.th(scope="col", role="columnheader")[word] for word in ("Đơn vị", "Biểu đồ", "Phiếu", "Kết quả"))
                ]
            ],
            h.tbody(role="rowgroup")[
                (verdict_row(snapshot, result=result, item=item, candidate=one, audience=audience) for one in part)
            ],
        ]

    return h.div[
        h.h3[name, h.span(".soft")[f" · {needed}"]] if titled else None,
        None if counted else h.p(".rule")[f"{names.upper_first(label(item.role))}."],
        h.p(".rule")[f"{names.upper_first(reasons.SEALED)}."] if item.sealed else None,
        in_parts(
            f"verdicts-{item.session}",
            ballots.by_votes_and_protocol(item),
            table,
            shown=shown or _alone(item),
            more=_proposed_words,
        ),
    ]


def _alone(item: Round) -> int:
    """Verdicts of a round that stand open: all of those that have the votes, as far as a table goes."""
    return min(LONGEST_TABLE, max(LONGEST_ON_PAGE, sum(one.passed for one in item.candidates)))


def _shown(snapshot: Snapshot, item: Round) -> int:
    """Verdicts of a round that stand open on the page of all awards: fewer where the rounds together are too long."""
    rounds = [one for result in snapshot.awards for one in result.rounds]
    rows = sum(min(len(one.candidates), _alone(one)) for one in rounds)
    return _alone(item) if rows <= LONGEST_TABLE else MOST_IN_A_CARD


def _proposed_words(part: Sequence[Candidate]) -> str:
    """How many proposed units a folded part holds; empty where there are none."""
    count = sum(one.outcome is Outcome.PROPOSED for one in part)
    return f" · đề nghị {count}" if count else ""


def verdict_row(
    snapshot: Snapshot, result: AwardResult, item: Round, candidate: Candidate, audience: Audience
) -> h.Element:
    """Name, bar with the needed number as a mark, votes, and the verdict in a word."""
    words, kind = verdict_and_chip(result, item, candidate)
    base = item.base_value or 1
    fill = None if item.sealed else h.span(class_=f"fill {length(Fraction(candidate.votes, base))}")
    need = h.span(class_=f"need {length(Fraction(item.needed, base))}")
    why = reasons.candidate_reason(snapshot.workbook, result, item, candidate)
    return h.tr(class_="ok" if kind == "ok" else None, role="row")[
        h.th(scope="row", role="rowheader")[
            fold_away(
                f"why-{item.session}-{candidate.unit}",
                names.unit_name(snapshot.workbook, candidate.unit),
                f"{names.upper_first(why)}.",
            )
        ],
        h.td(".votes", role="cell")[h.span(".vote", aria_hidden="true")[fill, need]],
        h.td(".num.count", role="cell")[_count(item, candidate), cell_anchor(snapshot, audience, candidate.cell)],
        h.td(".result", role="cell")[chip(words, kind)],
    ]


def _count(item: Round, candidate: Candidate) -> h.Node:
    """The votes, "8/11"; for a round with withheld votes whether they are enough."""
    if item.sealed:
        return h.b["đủ" if candidate.passed else "chưa đủ"]
    return [h.b[str(candidate.votes)], f"/{item.base_value}"]


def verdict_and_chip(result: AwardResult, item: Round, candidate: Candidate) -> tuple[str, str]:
    """The verdict of a row in a word, and its kind of chip."""
    if candidate.withdrawn is not None:
        return ("rút" if candidate.withdrawn is Verdict.WITHDRAW else "không đủ điều kiện"), ""
    if candidate.ineligible is not None:
        return "không xét", ""
    if candidate.outcome is Outcome.NOT_DECIDING:
        return "chưa kết luận", "awaited"
    if candidate.outcome is Outcome.TIED and candidate.unit in result.undecided:
        return "chờ quyết định", "open"
    if candidate.outcome is Outcome.TIED:
        return ("đề nghị", "ok") if candidate.unit in result.proposed else ("đồng phiếu", "")
    if candidate.outcome is Outcome.PROPOSED:
        return "đề nghị", "ok"
    if candidate.outcome is Outcome.PASSED_NO_SEAT:
        return "đã đủ số lượng", ""
    decided = reasons.decision_on(result, candidate.unit)
    if decided is not None and item is result.rounds[-1]:
        return ("đề nghị", "ok") if candidate.unit in result.proposed else ("không đề nghị", "")
    return ("chưa đủ phiếu" if item.sealed else f"thiếu {-candidate.margin}"), ""


def _details(snapshot: Snapshot, result: AwardResult, audience: Audience) -> h.Element:
    award = snapshot.workbook.award(result.award)
    basis = f"Căn cứ: {award.basis}" if award.basis else f"Căn cứ: chưa ghi ({DEFAULT})" if audience.asks else None
    known = not unreleased(result, audience)
    steps = awards.decision_steps(snapshot.workbook, result, everything=audience.asks) if known else ()
    parts = ["thể lệ", "căn cứ"] + ([f"{len(steps)} bước diễn biến"] if steps else [])
    return fold_away(
        f"award-{award.code}",
        names.upper_first(names.joined_words(parts)),
        h.h3["Thể lệ"],
        line_list([*awards.rule(snapshot.workbook, award), *([basis] if basis else [])]),
        [h.h3["Diễn biến"], line_list(steps)] if steps else None,
    )
