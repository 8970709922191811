"""Pictures of a reveal, one per kind of step, and the list of all proposals."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import htpy as h

from lib.model.releasable import releasable_award as award_thing
from lib.model.results import AwardResult, Candidate, Outcome, Round, RoundRole
from lib.show.day import cue
from lib.show.pictures.frame import PictureContext, centred_picture, lead_line, picture, rule_list
from lib.show.pictures.rows import BarRow, ThresholdMark, bar_rows
from lib.show.rows.awards import verdict_and_chip
from lib.show.rows.parts import FLAG
from lib.show.words import awards, names, numbers, reasons
from lib.show.words.terms import label
from lib.stage.reveal import UNSETTLED, StepKind
from lib.stage.show import ProposalPage, proposal_pages
from lib.years.paging import line_count

ONE_COLUMN = 5
"""Maximum number of candidates in one column."""
LARGE, LARGE_LETTERS = 9, 36
"""Maximum number of lines of proposals in larger type, and the length of one in characters."""

LONGEST_LARGE = 100
"""Maximum length in characters of a unit's name in the largest type."""


def _awaited(sight: PictureContext) -> h.Element:
    """The reveal of an award that is not released: its name and that it is awaited."""
    return centred_picture(
        sight,
        h.p(".lead.soft")["Công bố kết quả suy tôn"],
        h.h1(".huge")[_title(sight)],
        h.div(".rule"),
        lead_line("Kết quả được công bố sau khi Ban kiểm phiếu đối chiếu xong."),
    )


def _result(sight: PictureContext) -> AwardResult:
    return sight.snapshot.award(sight.scene.award or "")


def _round(sight: PictureContext) -> Round:
    return next(item for item in _result(sight).rounds if item.session == sight.step.session)


def _title(sight: PictureContext) -> str:
    return names.award_name(sight.snapshot.workbook, sight.scene.award or "")


def _kicker(sight: PictureContext) -> str:
    """The kicker "Kết quả suy tôn – vòng 2"; for ballots that are released alone "Kết quả kiểm phiếu"."""
    result = _result(sight)
    what = "Kết quả suy tôn" if award_thing(result.award) in sight.show.released else "Kết quả kiểm phiếu"
    if sight.step.session is None or (len(result.rounds) < 2 and _round(sight).number == 1):
        return what
    item = _round(sight)
    return f"{what} – {awards.turn_name(item).lower()}"


def _rule(sight: PictureContext) -> h.Element:
    award = sight.snapshot.workbook.award(sight.scene.award or "")
    return picture(sight, award.name, rule_list(sight, award), kicker="Kết quả suy tôn")


def _candidates(sight: PictureContext) -> h.Element:
    book, item = sight.snapshot.workbook, _round(sight)
    of = {one.unit: one for one in item.candidates}
    places = {unit.code: at for at, unit in enumerate((one for one in book.units if one.code in of), 1)}
    numbered = item.role is not RoundRole.RUN_OFF
    listed = (
        h.li[
            h.b[f"{places[code]}." if numbered else "="],
            h.span[names.unit_name(book, code), _why_not(of[code]) and h.small[_why_not(of[code])]],
        ]
        for code in sight.step.shown
    )
    return picture(
        sight,
        _title(sight),
        h.p(".lead.soft")["Các đơn vị được đưa vào phiếu"],
        h.ol(".names.two" if len(sight.step.shown) > ONE_COLUMN else ".names.middle")[listed],
        lead_line(names.upper_first(reasons.needed(book, _result(sight), item))),
        kicker=_kicker(sight),
    )


def _new_round(sight: PictureContext) -> h.Element:
    item = _round(sight)
    run_off = item.role is RoundRole.RUN_OFF
    words = "Bỏ phiếu lại giữa các đơn vị đồng phiếu" if run_off else awards.turn_name(item)
    return centred_picture(
        sight,
        h.p(".lead.soft")[_title(sight)],
        h.h1(".huge")[words],
        h.div(".rule"),
        lead_line(f"Còn {numbers.count(item.seats)} suất"),
    )


def _name(sight: PictureContext, *reasons: h.Node) -> h.Element:
    """A proposed unit, and below it why it is proposed where that is shown."""
    unit = sight.snapshot.workbook.unit(sight.step.unit or "")
    return centred_picture(
        sight,
        h.p(".lead.soft")[_title(sight)],
        h.p(".lead")["Đơn vị được suy tôn, đề nghị"],
        h.div(".rule"),
        h.p(class_="name long" if len(unit.name) > LONGEST_LARGE else "name")[unit.name],
        *reasons,
    )


def _bars(sight: PictureContext, *, line_too: bool = False, verdicts: bool = False) -> h.Element:
    """The units shown so far, most votes first; the new one is marked. `verdicts`: with each verdict in words."""
    book, item = sight.snapshot.workbook, _round(sight)
    of = {one.unit: one for one in item.candidates}
    bars = [
        BarRow(
            names.unit_name(book, code),
            reasons.votes_words(item, of[code]),
            None if item.sealed else Fraction(of[code].votes, item.base_value),
            note=_verdict_words(sight, of[code])
            if verdicts
            else ("" if item.sealed else numbers.share(of[code].votes, item.base_value)),
            why=_why_not(of[code]) if verdicts else "",
            proposed=of[code].outcome is Outcome.PROPOSED,
            fresh=code == sight.step.unit and sight.step.kind is StepKind.VOTES,
        )
        for code in sight.step.shown
    ]
    mark = ThresholdMark(Fraction(item.needed, item.base_value), f"cần {item.needed} phiếu") if line_too else None
    return bar_rows(bars, mark)


def _why_not(candidate: Candidate) -> str:
    """Why a unit on the ballot is not considered; empty where it is."""
    return "" if candidate.ineligible is None else f"không xét: {label(candidate.ineligible)}"


def _verdict_words(sight: PictureContext, candidate: Candidate) -> str:
    """The verdict on a unit, and its margin: "đề nghị, vượt 2"."""
    words = verdict_and_chip(_result(sight), _round(sight), candidate)[0]
    if candidate.outcome is not Outcome.PROPOSED or candidate.withdrawn is not None or _round(sight).sealed:
        return words
    return f"{words}, vượt {numbers.count(candidate.margin)}" if candidate.margin else f"{words}, vừa đủ"


def _votes(sight: PictureContext) -> h.Element:
    return picture(sight, _title(sight), _bars(sight), kicker=_kicker(sight))


def _threshold(sight: PictureContext) -> h.Element:
    words = names.upper_first(reasons.needed(sight.snapshot.workbook, _result(sight), _round(sight)))
    return picture(sight, _title(sight), _bars(sight, line_too=True), lead_line(words), kicker=_kicker(sight))


def _verdict(sight: PictureContext) -> h.Element:
    verdict = cue.round_verdict(sight.snapshot.workbook, _result(sight), _round(sight))
    bars = _bars(sight, line_too=True, verdicts=True) if sight.step.shown else None
    return picture(sight, _title(sight), bars, h.p(".lead.gold")[verdict], kicker=_kicker(sight))


def _others(sight: PictureContext) -> h.Element:
    """All units of the ballot in protocol order, so that none is shown as last."""
    return picture(sight, _title(sight), _bars(sight, line_too=True, verdicts=True), kicker=_kicker(sight))


def _tie(sight: PictureContext) -> h.Element:
    book, item = sight.snapshot.workbook, _round(sight)
    tied = [one for one in item.candidates if one.outcome is Outcome.TIED]
    equal = "bằng phiếu nhau" if item.sealed else f"cùng {numbers.count(tied[0].votes)}/{item.base_value} phiếu"
    listed = (h.li[h.b["="], h.span[names.unit_name(book, one.unit)]] for one in tied)
    return picture(
        sight,
        _title(sight),
        h.p(".lead")[f"Các đơn vị {equal} ở suất cuối"],
        h.ul(".names.list")[listed],
        h.p(".lead.gold")["Đồng phiếu – chờ hội nghị quyết định"],
        kicker=_kicker(sight),
    )


def _decided(sight: PictureContext) -> h.Element:
    decision = reasons.decision_on(_result(sight), sight.step.unit or "")
    return _name(
        sight,
        lead_line(f"Theo quyết định của {decision.decided_by}" if decision else None),
        h.p(".lead.soft")[f"Lý do: {decision.reason}"] if decision and decision.reason else None,
    )


def _list(sight: PictureContext) -> h.Element:
    book = sight.snapshot.workbook
    units = (h.li[h.b[FLAG], h.span[book.unit(code).name]] for code in sight.step.shown)
    return picture(sight, _title(sight), h.ul(".names.list")[units], kicker="Danh sách đơn vị được suy tôn, đề nghị")


def _open_seats(sight: PictureContext) -> h.Element:
    return centred_picture(
        sight,
        h.p(".lead.soft")[_title(sight)],
        h.h1(".huge")[cue.open_seats(_result(sight))],
        h.div(".rule"),
        (lead_line(text) for text in awards.open_points(sight.snapshot.workbook, _result(sight))),
    )


def proposals_picture(sight: PictureContext) -> h.Element:
    """The released awards with their proposed units, one page of them."""
    shown = proposal_pages(sight.snapshot, sight.released)[sight.step.page]
    units = [names.unit_name(sight.snapshot.workbook, code) for part in shown for code in part.units]
    needed = len(shown) + sum(line_count(name, LARGE_LETTERS) for name in units)
    cards = (h.div[h.b[part.award.name], _proposed(sight, part)] for part in shown)
    kind = ".cards.large" if needed <= LARGE else ".cards"
    return picture(sight, "Danh sách đơn vị được suy tôn, đề nghị", h.div(kind)[cards])


def _proposed(sight: PictureContext, part: ProposalPage) -> h.Node:
    book, result = sight.snapshot.workbook, sight.snapshot.award(part.award.code)
    units = h.ul[(h.li[h.span(".gold")[FLAG], " ", names.unit_name(book, unit)] for unit in part.units)]
    is_open = part.last and result.seats_left and result.status in UNSETTLED
    waits = h.div(".soft")[cue.open_seats(result)] if is_open else None
    none = None if waits else h.div(".soft")["Không có đơn vị đủ điều kiện"]
    return [units if result.proposed else none, waits]


STEPS: dict[StepKind, Callable[[PictureContext], h.Element]] = {
    StepKind.WAITING: _awaited,
    StepKind.RULE: _rule,
    StepKind.CANDIDATES: _candidates,
    StepKind.ROUND: _new_round,
    StepKind.NAME: _name,
    StepKind.VOTES: _votes,
    StepKind.THRESHOLD: _threshold,
    StepKind.VERDICT: _verdict,
    StepKind.TIE: _tie,
    StepKind.DECIDED: _decided,
    StepKind.OTHERS: _others,
    StepKind.LIST: _list,
    StepKind.OPEN_SEATS: _open_seats,
}
