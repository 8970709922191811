"""Why a unit is or is not proposed by a round, in one sentence (contract 4.8).

Plain text in the terms of the law: suy tôn, đề nghị. The cluster proposes; a council decides on the award later.
"""

from __future__ import annotations

from lib.model.domain import Decision, Threshold, ThresholdForm, Verdict
from lib.model.records import Workbook
from lib.model.results import AwardResult, Candidate, Outcome, Round, RoundRole
from lib.show.words import names, numbers
from lib.show.words.terms import label

SEALED = "bỏ phiếu kín dưới 4 phiếu nên không công bố số phiếu"
"""Why the votes of a small secret ballot are withheld (docs/workbook.md 8.5)."""


def threshold(rule: Threshold) -> str:
    """A threshold in symbols: "≥ 2/3", "> 1/2", "≥ 80 %"."""
    sign = ">" if rule.strict else "≥"
    if rule.form is ThresholdForm.FRACTION:
        return f"{sign} {rule.share.numerator}/{rule.share.denominator}"
    written = numbers.percent(rule.share).removesuffix(" %").rstrip("0").rstrip(",")
    return f"{sign} {written} %"


def threshold_words(rule: Threshold) -> str:
    """A threshold in words: "từ 2/3", "trên 1/2"."""
    sign, _, share = threshold(rule).partition(" ")
    return f"{'trên' if sign == '>' else 'từ'} {share}"


def base_words(workbook: Workbook, result: AwardResult, item: Round) -> str:
    """The base of the votes, with the unit's own vote left out where the award says so."""
    own = workbook.award(result.award).own_vote
    return label(item.base) + (" (trừ phiếu của chính đơn vị)" if own is False else "")


def needed(workbook: Workbook, result: AwardResult, item: Round) -> str:
    """The threshold line in words: "cần 8/11 phiếu, từ 2/3 tổng số đơn vị thành viên"."""
    words = label(item.base)
    if workbook.award(result.award).own_vote is False:
        words += f" (mẫu số {item.base_value + 1}, trừ phiếu tự bầu còn {item.base_value})"
    return f"cần {item.needed}/{item.base_value} phiếu, {threshold_words(item.threshold)} {words}"


def candidate_reason(workbook: Workbook, result: AwardResult, item: Round, candidate: Candidate) -> str:
    """Votes, base, threshold, margin, and the outcome: "10/11 phiếu = 90,91 % tổng số đơn vị thành viên; cần 8 (≥ 2/3);
    vượt 2 phiếu → đề nghị".
    """
    share = numbers.share(candidate.votes, item.base_value)
    votes = f"{candidate.votes}/{item.base_value} phiếu = {share} {base_words(workbook, result, item)}"
    if item.sealed:
        votes = f"{votes_words(item, candidate)} ({SEALED})"
    if candidate.ineligible is not None:
        return f"{votes}; không xét: {label(candidate.ineligible)}"
    short = "" if item.sealed else f"; {margin(candidate.margin)}"
    ending = _ending(workbook, result, item, candidate)
    return f"{votes}; cần {item.needed} ({threshold(item.threshold)}){short}{ending}"


def votes_words(item: Round, candidate: Candidate) -> str:
    """The votes, "8/11 phiếu"; for a round with withheld votes "đủ phiếu" or "chưa đủ phiếu"."""
    if item.sealed:
        return "đủ phiếu" if candidate.passed else "chưa đủ phiếu"
    return f"{candidate.votes}/{item.base_value} phiếu"


def margin(votes: int) -> str:
    """The margin: "vượt 2 phiếu", "vừa đủ", "còn thiếu 1 phiếu"."""
    if votes == 0:
        return "vừa đủ"
    return f"vượt {votes} phiếu" if votes > 0 else f"còn thiếu {-votes} phiếu"


def _ending(workbook: Workbook, result: AwardResult, item: Round, candidate: Candidate) -> str:
    if candidate.withdrawn is not None:
        decision = decision_on(result, candidate.unit)
        words = "đơn vị rút" if candidate.withdrawn is Verdict.WITHDRAW else "đơn vị không đủ điều kiện"
        why = f" ({decision.reason})" if decision is not None and decision.reason else ""
        return f"; {words}{why} → không đề nghị"
    if candidate.outcome is Outcome.PROPOSED:
        return " → đề nghị"
    if candidate.outcome is Outcome.TIED:
        others = names.unit_list(workbook, candidate.tied_with)
        return f"; đồng phiếu ở vị trí cuối với {others}, {_settled(result, candidate)}"
    if candidate.outcome is Outcome.PASSED_NO_SEAT:
        return f"; {_no_seat(result, item, candidate)} → không đề nghị"
    if candidate.outcome is Outcome.NOT_DECIDING:
        known = item.role in (RoundRole.EXTRA, RoundRole.NOT_REACHED)
        return f"; {label(item.role) if known else 'chưa kết luận'}"
    return _by_decision(result, candidate.unit)


def _no_seat(result: AwardResult, item: Round, candidate: Candidate) -> str:
    """Why a unit with enough votes has no seat; "the award is full" only where this round alone filled it."""
    if item.sealed:
        return f"có đơn vị nhiều phiếu hơn, vòng này chỉ có {item.seats} suất"
    ahead = [one for one in item.candidates if one.eligible and one.passed and one.votes > candidate.votes]
    filled = sum(one.outcome is Outcome.PROPOSED for one in ahead)
    if filled == result.quota:
        return f"đã đủ số lượng {result.quota} đơn vị có nhiều phiếu hơn"
    return f"{len(ahead)} đơn vị có nhiều phiếu hơn, vòng này chỉ có {item.seats} suất"


def _settled(result: AwardResult, candidate: Candidate) -> str:
    if candidate.unit in result.undecided:
        return "chờ quyết định"
    by = _by_decision(result, candidate.unit)
    if by:
        return by.removeprefix("; ")
    end = "đề nghị" if candidate.unit in result.proposed else "không đề nghị"
    return f"{_how_settled(result, candidate)} → {end}"


def _how_settled(result: AwardResult, candidate: Candidate) -> str:
    """What ended a tie that was not ended by a decision on the unit itself."""
    left = [
        o.decision
        for o in result.decisions
        if o.acted and o.decision.verdict in (Verdict.WITHDRAW, Verdict.NOT_QUALIFIED)
    ]
    others_left = any(decision.unit in candidate.tied_with for decision in left)
    run_offs = [item for item in result.rounds if item.role is RoundRole.RUN_OFF]
    won = any(one.outcome is Outcome.PROPOSED for item in run_offs for one in item.candidates)
    if candidate.unit in result.proposed and others_left and not won:
        return "đơn vị đồng phiếu khác đã rút hoặc không đủ điều kiện"
    if run_offs:
        return "bỏ phiếu lại"
    return f"đã đủ số lượng {result.quota} đơn vị" if result.seats_left == 0 else "không còn suất của vòng này"


def _by_decision(result: AwardResult, unit: str) -> str:
    decision = decision_on(result, unit)
    if decision is None or decision.verdict is None:
        return ""
    end = "đề nghị" if unit in result.proposed else "không đề nghị"
    return f"; {label(decision.verdict)} theo quyết định của {decision.decided_by} → {end}"


def decision_on(result: AwardResult, unit: str) -> Decision | None:
    """The decision that took effect on a unit, None where there is none."""
    acted = (outcome.decision for outcome in result.decisions if outcome.acted)
    return next((decision for decision in acted if decision.unit == unit), None)
