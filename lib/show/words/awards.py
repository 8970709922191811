"""The rule of an award, its decision step by step, what is open and who has to decide it (contract 4).

Plain text in the terms of the law: suy tôn, đề nghị. The cluster proposes; a council decides later.
"""

from __future__ import annotations

from lib.model.domain import Award, AwardRule, Decision, RegistrationRule, Verdict
from lib.model.records import Workbook
from lib.model.results import (
    AwardResult,
    AwardStatus,
    Candidate,
    DecisionOutcome,
    Outcome,
    Round,
    RoundRole,
    Waiting,
    WaitingFor,
)
from lib.show.words import names, numbers, reasons
from lib.show.words.terms import DEFAULT, label


def rule(workbook: Workbook, award: Award) -> tuple[str, ...]:
    """The rule of an award, one phrase each, marked "mặc định – cần thư ký xác nhận" where nothing was typed."""
    phrases = [f"Số lượng: {numbers.count(award.quota)} đơn vị"]
    if award.threshold is not None and award.base is not None:
        mark = _marked(award, AwardRule.THRESHOLD) or _marked(award, AwardRule.BASE)
        phrases.append(f"Ngưỡng: {reasons.threshold_words(award.threshold)} {label(award.base)}{mark}")
    if award.within is not None:
        phrases.append(f"Chỉ xét đơn vị được đề nghị {names.award_name(workbook, award.within)}")
    if award.rounds is not None:
        phrases.append(f"Số vòng: không quá {award.rounds}{_marked(award, AwardRule.ROUNDS)}")
    if award.minimum is not None:
        phrases.append(f"Điểm tối thiểu: {numbers.decimal(award.minimum)}")
    if award.registration not in (None, RegistrationRule.NONE):
        must = "bắt buộc" if award.registration is RegistrationRule.REQUIRED else "nhắc khi thiếu, không loại"
        phrases.append(f"Đăng ký thi đua: {must}")
    own = _marked(award, AwardRule.OWN_VOTE)
    if award.own_vote is False:
        phrases.append(f"Đơn vị không bỏ phiếu cho chính mình; mẫu số bớt 1{own}")
    elif own:
        phrases.append(f"Đơn vị được bỏ phiếu cho chính mình{own}")
    return tuple(phrases)


def rule_line(workbook: Workbook, award: Award) -> str:
    """The rule of an award as one sentence: "Tối đa 3 đơn vị, từ 2/3 tổng số đơn vị thành viên, không quá 2 vòng."."""
    parts = ["Chưa ghi số lượng" if award.quota is None else f"Tối đa {numbers.count(award.quota)} đơn vị"]
    if award.within is not None:
        parts.append(f"trong số được đề nghị {names.award_name(workbook, award.within)}")
    if award.threshold is not None and award.base is not None:
        parts.append(f"{reasons.threshold_words(award.threshold)} {label(award.base)}")
    if award.rounds is not None:
        parts.append(f"không quá {award.rounds} vòng")
    if award.minimum is not None:
        parts.append(f"từ {numbers.decimal(award.minimum)} điểm trở lên")
    if award.registration is RegistrationRule.REQUIRED:
        parts.append("phải đăng ký thi đua")
    if award.own_vote is False:
        parts.append("không bỏ phiếu cho chính mình")
    return f"{', '.join(parts)}."


def _marked(award: Award, item: AwardRule) -> str:
    """The mark of a default, only where the award states no legal basis."""
    return f" ({DEFAULT})" if item in award.defaults and not award.basis else ""


def award_line(workbook: Workbook, result: AwardResult) -> str:
    """One award in one line: "Cờ thi đua ngành Tư pháp: đề nghị 3/3 – A, B và C"."""
    name = names.award_name(workbook, result.award)
    units = names.unit_list(workbook, result.proposed)
    named = f"đề nghị {len(result.proposed)}/{numbers.count(result.quota)} – {units}"
    if result.status is AwardStatus.DECIDED:
        return f"{name}: {named if result.proposed else 'không đề nghị đơn vị nào'}"
    so_far = f"; {named}" if result.proposed else ""
    awaited = f" ({waiting_words(workbook, result.waiting[0])})" if result.waiting else ""
    return f"{name}: {status(result)}{awaited}{so_far}"


def status_words(result: AwardResult) -> str:
    """The status of an award; a result that is not released yet awaits its release."""
    if result.status is AwardStatus.WAITING and not result.waiting:
        return "Chờ công bố"
    return label(result.status)


def status(result: AwardResult) -> str:
    """The status of an award, within a sentence."""
    return names.lower_first(status_words(result))


def decision_steps(workbook: Workbook, result: AwardResult, everything: bool = True) -> tuple[str, ...]:
    """How the award came to its status: its rounds, decisions of record, and what is open, in order.

    Without `everything`: only decisions that affected a unit with a seat, in a tie or chosen. Other withdrawals are not
    disclosed to readers.
    """
    rounds = [_round_step(workbook, result, item) for item in result.rounds]
    shown = [one for one in result.decisions if everything or _is_disclosed(result, one)]
    decisions = [_decision_step(workbook, outcome.decision, outcome.acted) for outcome in shown]
    return (*rounds, *decisions, *open_points(workbook, result))


def _is_disclosed(result: AwardResult, outcome: DecisionOutcome) -> bool:
    """Whether a decision affected a seat or a tie, including what the chair decides about an open seat."""
    unit, verdict = outcome.decision.unit or "", outcome.decision.verdict
    seats = (Outcome.PROPOSED, Outcome.TIED)
    mine = (one for item in result.rounds for one in item.candidates if one.unit == unit)
    stood = unit in result.proposed or any(one.outcome in seats or one.withdrawn is not None for one in mine)
    return outcome.acted and (verdict in (Verdict.PROPOSE, Verdict.DO_NOT_PROPOSE) or stood)


def turn_name(item: Round) -> str:
    """The name of a round without its session: "Vòng 2"; for a vote among tied units "Bỏ phiếu lại"."""
    return "Bỏ phiếu lại" if item.role is RoundRole.RUN_OFF else f"Vòng {item.number}"


def round_name(item: Round) -> str:
    """The name of a round with its session."""
    return f"{turn_name(item)} (phiên {item.session})"


def _round_step(workbook: Workbook, result: AwardResult, item: Round) -> str:
    if item.role in (RoundRole.EXTRA, RoundRole.NOT_REACHED, RoundRole.AWARD_WAITS):
        return f"{round_name(item)}: {label(item.role)}."
    considered = [one for one in item.candidates if one.eligible]
    passed = sum(one.passed for one in considered)
    head = f"{round_name(item)}: {reasons.needed(workbook, result, item)}"
    seen = f"xét {len(considered)} đơn vị, {passed} đơn vị đủ phiếu, còn {item.seats} suất"
    return f"{head}; {seen}. {_round_result(workbook, considered)}"


def _round_result(workbook: Workbook, considered: list[Candidate]) -> str:
    proposed = tuple(one.unit for one in considered if one.outcome is Outcome.PROPOSED)
    tied = tuple(one.unit for one in considered if one.outcome is Outcome.TIED)
    if all(one.outcome is Outcome.NOT_DECIDING for one in considered):
        return "Chưa kết luận."
    given = (
        f"Đề nghị {names.unit_list(workbook, proposed)}." if proposed else "Không đơn vị nào được đề nghị ở vòng này."
    )
    return f"{given} {names.unit_list(workbook, tied)} đồng phiếu ở vị trí cuối." if tied else given


def _decision_step(workbook: Workbook, decision: Decision, acted: bool) -> str:
    unit = names.unit_name(workbook, decision.unit) if decision.unit else numbers.MISSING
    verdict = label(decision.verdict) if decision.verdict else numbers.MISSING
    when = f", {decision.time}" if decision.time else ""
    end = "" if acted else " (không có tác dụng)"
    return f"Quyết định của {decision.decided_by}{when}: {unit} – {verdict}; lý do: {decision.reason}{end}."


def open_points(workbook: Workbook, result: AwardResult) -> tuple[str, ...]:
    """What is still open and who has to decide or do it; empty where the award is decided."""
    if result.status is AwardStatus.WAITING:
        return tuple(f"Đang chờ {waiting_words(workbook, item)}." for item in result.waiting) or (
            "Chờ công bố kết quả.",
        )
    if result.status is AwardStatus.NO_SESSION:
        return ("Chưa có kết quả bỏ phiếu.",)
    if result.status is AwardStatus.TIE:
        tied = names.unit_list(workbook, result.undecided)
        return (
            f"Còn mở: {tied} đồng phiếu, còn {_seats(result)}. Hội nghị bỏ phiếu lại giữa các đơn vị này, hoặc "
            "Cụm trưởng, Phó Cụm trưởng quyết định.",
        )
    if result.status is AwardStatus.NEXT_ROUND:
        return (f"Còn mở: còn {_seats(result)}; hội nghị bỏ phiếu vòng tiếp theo với các đơn vị còn lại.",)
    if result.status is AwardStatus.CHAIR_DECIDES:
        who = "Cụm trưởng, Phó Cụm trưởng quyết định về các đơn vị còn lại"
        return (f"Còn mở: còn {_seats(result)}, đã hết số vòng. {who}.",)
    return ()


def is_undecided(result: AwardResult) -> bool:
    """Whether part of an award is still to be decided."""
    return result.status is not AwardStatus.DECIDED


def still_open(workbook: Workbook, result: AwardResult) -> str:
    """The wording of papers on an open award, with its name: "Cờ thi đua còn mở: B và C đồng phiếu, còn 1 suất. …"."""
    name = names.award_name(workbook, result.award)
    sentence = names.lower_first(" ".join(open_points(workbook, result)))
    return f"{name} {sentence}" if sentence.startswith(_OPEN) else f"{name}: {sentence}"


def _seats(result: AwardResult) -> str:
    return f"{numbers.count(result.seats_left)} suất"


def waiting_words(workbook: Workbook, item: Waiting) -> str:
    """What an award waits for, with its subject."""
    if item.cell is not None and item.why in _AT_A_CELL:
        return f"{_AT_A_CELL[item.why]} ({names.cell_name(item.cell)})"
    if item.subject is not None and item.why is WaitingFor.PRIOR_AWARD:
        return f"kết quả {names.award_name(workbook, item.subject)}"
    if item.subject is not None and item.why is WaitingFor.SESSION:
        return f"{label(item.why)} {item.subject}"
    return label(item.why)


_OPEN = "còn mở: "
_AT_A_CELL = {
    WaitingFor.OBSTACLE: "sửa ô chưa rõ",
    WaitingFor.CONFERENCE_DATE: "ghi “Ngày hội nghị” để biết đơn vị nào bị loại trừ",
    WaitingFor.AWARD_ROW: "sửa ô sai ở dòng của danh hiệu này",
    WaitingFor.DECISION_ROW: "sửa dòng chưa rõ ở trang tính “Quyết định”",
}
