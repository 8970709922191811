"""The Vietnamese words of the control: refusals, obstacles, figures, runs, switches, things, entries of the log; and
how far an award is released: not at all, its ballots, in part, ready to show, or whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from lib.model.records import Workbook
from lib.model.releasable import Releasable, ReleasableKind, releasable_award
from lib.model.results import AwardResult, Round
from lib.model.year_records import SceneKind
from lib.show.words import awards, names, numbers
from lib.show.words.terms import label as closed_word
from lib.stage.log.events import PaperPrinted, RunKind
from lib.stage.read_back import FigureKind, ReadFigure, ReleaseObstacle
from lib.stage.refusals import RefusalReason, Refused
from lib.stage.release_acts import things_of
from lib.stage.reveal import SceneStep, StepKind
from lib.stage.scenes import Scene
from lib.stage.show import Show
from lib.stage.state import Follow, Order, thing_at
from lib.stage.table import Table

STALE = "Người khác vừa bấm trước. Màn hình đã cập nhật; đề nghị xem lại rồi bấm tiếp nếu cần."
OWN_STALE = (
    "Lần bấm trước đã được ghi và màn hình đã cập nhật; lần bấm này không tính. Đề nghị xem lại rồi bấm tiếp nếu cần."
)

NOT_WRITTEN = (
    "Không ghi được thao tác: nơi lưu dữ liệu đầy, bị khóa hoặc không trả lời. Màn hình giữ nguyên; xem dòng về ổ đĩa "
    "ở đầu trang, chờ vài giây rồi bấm lại."
)

LOST_VERSION = (
    "**Không còn đọc được bản số liệu đã đưa lên (bản số {number}).** Hội trường và trang web đang chờ "
    "với dòng “Đang chờ khôi phục số liệu đã công bố”; bản khác không tự thay vào. Có hai cách. Một: chép thư mục "
    "taken từ bản sao lưu vào thư mục trạng thái (.state), hoặc đưa bảng tính về đúng nội dung của bản đã "
    "công bố; máy tự nhận lại trong vài giây. Hai: mở mục “Đính chính”, ghi lý do và người quyết định để đưa lên bản "
    "hiện có trong bảng tính."
)

NO_LONGER = "Phiên đăng nhập không còn quyền điều khiển. Đề nghị đăng nhập lại."

LABELS: dict[type[StrEnum], Mapping[Any, str]] = {
    RefusalReason: {
        RefusalReason.NOTHING_TAKEN: "Chưa có phiên bản số liệu nào được đưa lên màn hình.",
        RefusalReason.VERSION_LOST: (
            "Bản số liệu đã công bố không còn đọc được: phải khôi phục, hoặc đính chính có lý do."
        ),
        RefusalReason.LOG_LOST: (
            "Nhật ký của ngày bị mất một phần: phải khôi phục, hoặc chọn đi tiếp ở đầu trang điều khiển."
        ),
        RefusalReason.TOO_SOON: "Hai lần bấm quá gần nhau được tính là một.",
        RefusalReason.THE_END: "Không còn bước nào nữa ở hướng này.",
        RefusalReason.LIST_CHANGED: "Danh sách vừa thay đổi, lần bấm này không tính. Đề nghị chọn lại màn và bước.",
        RefusalReason.NOTHING_NEWER: "Không có phiên bản nào mới hơn.",
        RefusalReason.LOSSES_NOT_SEEN: "Phiên bản này mất số liệu đã có ở {subject}: phải đánh dấu từng trang tính.",
        RefusalReason.CHANGES_RELEASED: (
            "Phiên bản này làm thay đổi nội dung đã công bố; phải thực hiện bằng đính chính."
        ),
        RefusalReason.SCORES_FIXED: "Điểm đã chốt mà phiên bản này đổi điểm: phải ghi lý do.",
        RefusalReason.TWO_NAMES: "Đối chiếu phải có họ tên của hai người khác nhau.",
        RefusalReason.NOT_READ_BACK: (
            "Phiên {subject} chưa được đối chiếu với biên bản giấy, hoặc số đã đổi sau khi đối chiếu."
        ),
        RefusalReason.NEEDS_REASON: "Còn điểm chưa khớp hoặc cần lưu ý: phải ghi lý do và người quyết định.",
        RefusalReason.PRIOR_AWARD: "Phải công bố hết các suất của danh hiệu xét trước ({subject}) trước.",
        RefusalReason.PRIOR_NOT_SHOWN: "Hội trường phải xem hết màn công bố của danh hiệu xét trước ({subject}) trước.",
        RefusalReason.NO_BALLOT: "Chưa có phiên nào đủ điều kiện tính kết quả cho danh hiệu này.",
        RefusalReason.VOTES_OPEN: "Ai có địa chỉ của bảng tính cũng đọc được số phiếu ở trang tính {subject}: phải "
        "đánh dấu ô “Vẫn công bố…” ở trang điều khiển.",
        RefusalReason.AWARD_WAITS: "Danh hiệu này còn chờ việc nêu ở trên, chưa có kết quả để công bố.",
        RefusalReason.NOT_FIXED: "Phải “Chốt điểm” trước khi công bố điểm.",
        RefusalReason.NOT_IN_HALL: "Chỉ đưa lên trang web những gì đã công bố tại hội trường.",
        RefusalReason.PAUSED: "Đang tạm dừng để đính chính.",
        RefusalReason.NOT_PAUSED: "Phải bấm “Tạm dừng để đính chính” trước.",
        RefusalReason.NOTHING_TO_UNDO: "Không còn thao tác nào để hoàn tác.",
        RefusalReason.WHILE_REVEALING: "Đang công bố dở: không đổi thứ tự giữa chừng.",
        RefusalReason.NOT_HERE: "Thao tác này không thực hiện được ở đây.",
    },
    ReleaseObstacle: {
        ReleaseObstacle.NOT_READ_BACK: "chưa đối chiếu với biên bản giấy",
        ReleaseObstacle.READ_BACK_OLD: "số liệu đã đổi sau lần đối chiếu",
        ReleaseObstacle.DOES_NOT_COUNT: (
            "phiên chưa đủ điều kiện tính kết quả, số phiếu không được công bố và không in ra"
        ),
        ReleaseObstacle.BELOW_QUORUM: "số có mặt dưới 2/3",
        ReleaseObstacle.NOT_TICKED: "có số chưa khớp với biên bản giấy",
        ReleaseObstacle.PROBLEMS: "còn ô phải sửa hoặc cần xem lại ở phiên này",
        ReleaseObstacle.UNCLEAR_SHEET: "còn ô chưa rõ ở trang tính khác làm phiên này chưa quyết định được gì",
        ReleaseObstacle.RECOUNT_DIFFERS: "hai cách tính cho kết quả khác nhau",
    },
    FigureKind: {
        FigureKind.MEMBERS: "Tổng số thành viên",
        FigureKind.PRESENT: "Có mặt",
        FigureKind.ISSUED: "Phiếu phát ra",
        FigureKind.COLLECTED: "Phiếu thu về",
        FigureKind.VALID: "Phiếu hợp lệ",
        FigureKind.INVALID: "Phiếu không hợp lệ",
        FigureKind.IN_FAVOUR: "đồng ý",
        FigureKind.AGAINST: "không đồng ý",
        FigureKind.ABSTAIN: "không ý kiến",
    },
    RunKind: {
        RunKind.PREPARATION: "Chuẩn bị",
        RunKind.REHEARSAL: "Tập dượt",
        RunKind.CONFERENCE: "Hội nghị",
    },
    Order: {
        Order.FEWEST_FIRST: "từ ít phiếu đến nhiều phiếu",
        Order.PROTOCOL: "theo thứ tự đơn vị",
        Order.MOST_FIRST: "từ nhiều phiếu đến ít phiếu",
    },
    Follow: {
        Follow.AFTER_REVEAL: "khi hội trường đã xem hết màn công bố",
        Follow.BY_HAND: "khi hội trường đã xem hết và thư ký bấm đưa lên",
    },
    StepKind: {
        StepKind.PAGE: "trang",
        StepKind.WAITING: "chờ công bố",
        StepKind.RULE: "thể lệ",
        StepKind.CANDIDATES: "danh sách trên phiếu",
        StepKind.ROUND: "vòng tiếp theo",
        StepKind.NAME: "tên đơn vị",
        StepKind.VOTES: "số phiếu",
        StepKind.THRESHOLD: "ngưỡng",
        StepKind.VERDICT: "kết luận của vòng",
        StepKind.TIE: "đồng phiếu",
        StepKind.DECIDED: "theo quyết định",
        StepKind.OPEN_SEATS: "suất chờ quyết định",
        StepKind.OTHERS: "tất cả các đơn vị",
        StepKind.LIST: "danh sách đề nghị",
    },
}


SWITCHES = {
    "order": "Thứ tự công bố",
    "follow": "Trang web công bố",
    "top": "Bảng xếp hạng",
    "inset": "Lề an toàn (khi máy chiếu cắt mất mép)",
    "others": "Hiện cả các đơn vị không được đề nghị",
    "auto_take": "Tự đưa lên phiên bản mới khi chưa công bố gì",
    "rehearsed_tie": "Tập dượt tình huống đồng phiếu",
}
"""The names of the switches of the control."""


def switch_value(name: str, value: object) -> str:
    """The setting of a switch, in words."""
    if name == "top":
        return f"{value} thứ hạng đầu" if value else "tất cả các đơn vị"
    if name == "inset":
        return f"{value} % mỗi phía" if value else "không"
    if name == "order":
        return stage_word(Order(str(value)))
    if name == "follow":
        return stage_word(Follow(str(value)))
    return "bật" if value else "tắt"


def stage_word(member: StrEnum) -> str:
    """The Vietnamese word of a closed choice of the stage."""
    return LABELS[type(member)][member]


def refusal_words(error: Refused, book: Workbook | None = None) -> str:
    """Why an act was refused, in one sentence."""
    subject = error.subject
    if book is not None and error.why in (RefusalReason.PRIOR_AWARD, RefusalReason.PRIOR_NOT_SHOWN):
        subject = names.award_name(book, subject)
    return stage_word(error.why).format(subject=subject)


def thing(book: Workbook, thing: Releasable) -> str:
    """The name of a releasable thing: "bảng điểm", "phiên P1", "kết quả Cờ thi đua …"."""
    plain = {
        ReleasableKind.FIXED: "chốt điểm",
        ReleasableKind.SCORES: "bảng điểm",
        ReleasableKind.RANKING: "xếp hạng",
        ReleasableKind.LEADERS: "Cụm trưởng, Phó Cụm trưởng năm sau",
    }
    if thing.kind in plain:
        return plain[thing.kind]
    if thing.kind is ReleasableKind.CORRECTION:
        return f"đính chính {int(thing.code) + 1}"
    if thing.kind is ReleasableKind.BALLOT:
        return f"phiếu phiên {thing.code}"
    name = names.award_name(book, thing.code)
    if thing.kind is ReleasableKind.AWARD:
        return f"kết quả {name}"
    return f"quyết định về {names.known_unit_name(book, thing.unit)} ({name})"


def paper(book: Workbook, printed: PaperPrinted) -> str:
    """A printed paper, by its title; an older entry only by its subject."""
    return printed.paper or thing(book, thing_at(printed.subject))


def figure_name(book: Workbook, figure: ReadFigure) -> str:
    """The name of a figure: "Phiếu phát ra", "Vụ PBGDPL – đồng ý"."""
    if figure.unit is None:
        return stage_word(figure.kind)
    return f"{names.known_unit_name(book, figure.unit)} – {stage_word(figure.kind)}"


def step_names(show: Show, scene: Scene) -> tuple[str, ...]:
    """The distinct names of the steps of a scene as starting points; with several rounds "ngưỡng – vòng 2"."""
    result = show.snapshot.award(scene.award) if scene.award else None
    rounds = {item.session: item for item in result.rounds} if result and len(result.rounds) > 1 else {}
    return tuple(
        step_name(show.snapshot.workbook, step, rounds.get(step.session or ""))
        for step in show.steps[show.index(scene.name)]
    )


def step_name(book: Workbook, step: SceneStep, item: Round | None = None) -> str:
    """The name of a step: "trang 2", "số phiếu: Vụ PBGDPL", with its round where that is needed."""
    if step.kind is StepKind.PAGE:
        return f"{stage_word(step.kind)} {step.page + 1}"
    unit = f": {names.unit_name(book, step.unit)}" if step.unit is not None else ""
    page = f", trang {step.page + 1}" if step.page else ""
    turn = f" – {awards.turn_name(item).lower()}" if item else ""
    return f"{stage_word(step.kind)}{unit}{page}{turn}"


LONGEST_ON_SCREEN = 60
"""Letters of an award's name in the title of the control: the keys under the picture stay within a phone's screen."""


def on_screen(table: Table) -> str:
    """What the hall sees at this moment, as the title of the control."""
    if table.show is None:
        lost = table.lost or table.lost_entries
        return "Hội trường đang chờ khôi phục" if lost else "Hội trường chưa thấy số liệu nào"
    if table.state.paused:
        return "Hội trường đang chờ đính chính"
    if table.state.hidden:
        return "Màn hình hội trường đang ẩn"
    if table.state.message:
        return "Hội trường đang xem thông báo"
    found = table.at(table.spot)
    return f"Hội trường đang xem: {_shown(table.show.snapshot.workbook, found[0])}" if found else "Hội trường đang chờ"


def _shown(book: Workbook, scene: Scene) -> str:
    """A scene in a word or two: "công bố Cờ thi đua Chính phủ", "tiêu đề"."""
    if scene.correction is not None:
        return f"đính chính {scene.correction + 1}"
    if scene.kind is SceneKind.REVEAL and scene.award:
        name = names.award_name(book, scene.award)
        return f"công bố {name if len(name) <= LONGEST_ON_SCREEN else 'danh hiệu'}"
    return names.lower_first(closed_word(scene.kind))


def scene_name(book: Workbook, scene: Scene) -> str:
    """The name of a scene in the list to jump to."""
    if scene.correction is not None:
        return f"Đính chính {scene.correction + 1}"
    name = names.upper_first(closed_word(scene.kind))
    if scene.kind is SceneKind.REVEAL and scene.award:
        name = f"Công bố: {names.award_name(book, scene.award)}"
    elif scene.item is not None:
        name = f"{name} – {scene.item.content}"
    return f"{scene.item.position}. {name}" if scene.item else f"– {name}"


class AwardStanding(StrEnum):
    """How much of the taken version of an award the hall has seen; `IN_PART` has something left to release."""

    CLOSED = "closed"
    IN_PART = "in_part"
    NOT_SHOWN = "not_shown"
    WHOLE = "whole"


def award_standing(table: Table, result: AwardResult) -> AwardStanding:
    """The standing of an award; a seat left open in the taken version does not count, because it cannot be released."""
    things = things_of(result)
    if releasable_award(result.award) not in table.hall:
        return AwardStanding.CLOSED
    if things - table.hall.things:
        return AwardStanding.IN_PART
    return AwardStanding.WHOLE if things <= table.known.things else AwardStanding.NOT_SHOWN


def award_standing_words(table: Table, result: AwardResult) -> str:
    """The heading of an award on the control: "còn 1 suất chưa công bố", never "đã công bố" where something is left."""
    standing = award_standing(table, result)
    if standing is AwardStanding.CLOSED:
        return awards.status(result)
    if standing is AwardStanding.IN_PART:
        before = table.show.snapshot.award(result.award).proposed if table.show else ()
        seats = len(set(result.proposed) - set(before))
        return f"còn {numbers.count(seats)} suất chưa công bố" if seats else "còn nội dung chưa công bố"
    if standing is AwardStanding.NOT_SHOWN:
        return "đã bấm công bố, hội trường chưa xem hết"
    left = result.seats_left if table.unsettled(result.award) else 0
    return f"đã công bố, còn {numbers.count(left)} suất chờ quyết định" if left else "đã công bố"
