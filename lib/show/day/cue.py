"""The cue for a picture: one sentence for the secretary or the chair to read aloud."""

from __future__ import annotations

from lib.model.records import Workbook
from lib.model.results import AwardResult, AwardStatus, Outcome, Round
from lib.model.year_records import SceneKind
from lib.show.words import awards, names, numbers, reasons
from lib.show.words.changes import why_corrected
from lib.stage.reveal import SceneStep, StepKind
from lib.stage.scenes import Scene
from lib.stage.show import Show


def round_verdict(book: Workbook, result: AwardResult, item: Round) -> str:
    """The outcome of a round: "Vòng 1: suy tôn 2 đơn vị, còn 1 suất"."""
    passed = [one for one in item.candidates if one.outcome is Outcome.PROPOSED]
    taken = [one for one in passed if one.withdrawn is None]
    tied = [one for one in item.candidates if one.outcome is Outcome.TIED]
    gone = [one for one in passed if one.withdrawn is not None]
    verdict = f"suy tôn {len(taken)} đơn vị" if taken else "chưa có đơn vị được suy tôn"
    parts = [f"{awards.turn_name(item)}: {verdict}"]
    if taken and len(passed) < item.seats and not tied:
        parts[0] += f", còn {item.seats - len(passed)} suất"
    if len(tied) > 1:
        parts.append(f"{len(tied)} đơn vị đồng phiếu ở suất cuối")
    if gone:
        parts.append(f"{names.unit_list(book, [one.unit for one in gone])} không nhận đề nghị, suất để trống")
    return "; ".join(parts)


def open_seats(result: AwardResult) -> str:
    """The open seats of an award: "Suất thứ 3 chờ quyết định"."""
    left = result.seats_left or 0
    quota = result.quota or left
    first = quota - left + 1
    words = "chờ vòng bỏ phiếu tiếp theo" if result.status is AwardStatus.NEXT_ROUND else "chờ quyết định"
    return f"Suất thứ {first} {words}" if left == 1 else f"{left} suất còn lại {words}"


def cue_sentence(show: Show, scene: Scene, step: SceneStep) -> str:
    """The sentence to read aloud for a step; for scenes without steps, their subject."""
    if scene.kind is not SceneKind.REVEAL or step.kind is StepKind.WAITING:
        return _of_scene(show, scene)
    book, result = show.snapshot.workbook, show.snapshot.award(scene.award or "")
    name = names.award_name(book, result.award)
    if step.kind is StepKind.RULE:
        return f"Kính thưa hội nghị, sau đây là kết quả bỏ phiếu suy tôn {name}."
    if step.kind in (StepKind.NAME, StepKind.DECIDED):
        return f"Đơn vị được suy tôn, đề nghị {name}: {book.unit(step.unit or '').name}."
    if step.kind is StepKind.LIST:
        units = names.joined_words([book.unit(code).name for code in result.proposed])
        return f"Hội nghị suy tôn, đề nghị {name} cho {numbers.count(len(result.proposed))} đơn vị: {units}."
    if step.kind is StepKind.OPEN_SEATS:
        return f"{open_seats(result)}. " + " ".join(awards.open_points(book, result))
    item = next((held for held in result.rounds if held.session == step.session), None)
    return _of_round(book, result, item, step) if item else name


def _of_round(book: Workbook, result: AwardResult, item: Round, step: SceneStep) -> str:
    if step.kind is StepKind.CANDIDATES:
        considered = sum(one.eligible for one in item.candidates)
        apart = "" if considered == len(item.candidates) else f", xét {considered} đơn vị"
        return f"Danh sách có {len(item.candidates)} đơn vị{apart}; {reasons.needed(book, result, item)}."
    if step.kind is StepKind.VOTES:
        one = next(found for found in item.candidates if found.unit == step.unit)
        if item.sealed:
            return f"{book.unit(one.unit).name}: {reasons.votes_words(item, one)}."
        share = numbers.share(one.votes, item.base_value)
        return f"{book.unit(one.unit).name}: {one.votes} trên {item.base_value} phiếu, bằng {share}."
    if step.kind is StepKind.THRESHOLD:
        return f"Theo thể lệ, {reasons.needed(book, result, item)}."
    if step.kind is StepKind.ROUND:
        return f"Tiếp theo là kết quả {names.lower_first(awards.round_name(item))}, còn {item.seats} suất."
    if step.kind is StepKind.OTHERS:
        what = "Kết quả" if item.sealed else "Số phiếu"
        return f"{what} của các đơn vị ở {names.lower_first(awards.round_name(item))}, theo thứ tự đơn vị."
    if step.kind is StepKind.TIE:
        tied = [one.unit for one in item.candidates if one.outcome is Outcome.TIED]
        return f"Các đơn vị {names.unit_list(book, tied)} đồng phiếu ở suất cuối, chờ hội nghị quyết định."
    return f"{round_verdict(book, result, item)}."


_OPENING = {
    SceneKind.TITLE: "Chào mừng quý vị đại biểu về dự hội nghị.",
    SceneKind.AGENDA: "Kính mời hội nghị theo dõi chương trình.",
    SceneKind.SCORES: "Sau đây là kết quả chấm điểm thi đua của các đơn vị.",
    SceneKind.GROUP_SCORES: "Sau đây là điểm theo từng nhóm tiêu chí.",
    SceneKind.BALLOT_RULES: "Ban kiểm phiếu công bố thể lệ bỏ phiếu.",
    SceneKind.VOTING: "Kính mời các đơn vị tiến hành bỏ phiếu.",
    SceneKind.COUNTING: "Ban kiểm phiếu đang làm việc; kết quả được công bố sau khi đối chiếu.",
    SceneKind.REVEAL: "Chờ Ban kiểm phiếu đối chiếu số liệu trước khi công bố.",
    SceneKind.PROPOSALS: "Sau đây là danh sách các đơn vị được suy tôn, đề nghị.",
    SceneKind.MOVEMENTS: "Sau đây là kết quả phong trào thi đua trong năm.",
    SceneKind.EXEMPLARS: "Sau đây là các điển hình, sáng kiến, mô hình của các đơn vị.",
    SceneKind.PLEDGE: "Kính mời thủ trưởng các đơn vị ký giao ước thi đua.",
    SceneKind.YEARS: "Sau đây là kết quả của cụm qua các năm; mỗi năm so theo số đơn vị và điểm tối đa của năm đó.",
    SceneKind.REGISTRATIONS: "Sau đây là đăng ký thi đua của các đơn vị.",
    SceneKind.RATINGS: "Sau đây là kết quả xếp loại chất lượng của các đơn vị.",
    SceneKind.LEADERSHIP: "Sau đây là Cụm trưởng, Phó Cụm trưởng qua các năm.",
    SceneKind.TASKS: "Sau đây là những việc sắp tới của cụm.",
    SceneKind.LIVE_PAGE: "Quý vị có thể xem kết quả trên điện thoại: quét mã trên màn hình, hoặc gõ địa chỉ bên cạnh.",
    SceneKind.HANDOVER: "Công bố Cụm trưởng, Phó Cụm trưởng và bàn giao.",
}


def _of_scene(show: Show, scene: Scene) -> str:
    if scene.correction is not None:
        return f"Ban Tổ chức xin đính chính số liệu đã công bố. {why_corrected(show.corrections[scene.correction])}"
    if scene.item is not None and scene.kind is SceneKind.HOLD:
        who = f" Người thực hiện: {scene.item.person}." if scene.item.person else ""
        return f"{scene.item.content}.{who}"
    if scene.kind is SceneKind.TITLE and show.index(scene.name) == show.day - 1 > 0:
        return "Hội nghị đến đây là kết thúc. Trân trọng cảm ơn quý vị đại biểu."
    return _OPENING.get(scene.kind, "")
