"""The Vietnamese word for every closed choice.

Words that organisers type are in `lib/sheets/vocabulary.py` and are taken from there.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, TypeVar

from lib.model.domain import (
    AwardRule,
    Base,
    CriterionKind,
    KeyKind,
    NotApplicableRule,
    RatingBase,
    RegistrationRule,
    RuleItem,
    ScoreColumn,
    SessionState,
    UnitRole,
    Verdict,
    VotingMethod,
)
from lib.model.problems import Severity
from lib.model.records import Tab
from lib.model.results import AwardStatus, Ineligible, Outcome, RecordState, RoundRole, SessionFault, WaitingFor
from lib.model.year_records import ExemplarKind, LineageKind, SceneKind, TaskState
from lib.sheets import vocabulary
from lib.sheets.layout import LAYOUT

DEFAULT = "mặc định – cần thư ký xác nhận"
SAMPLE = "DỮ LIỆU MẪU"
NO_SCORES = "Chưa có điểm."
PROVISIONAL = "tạm tính"


Member = TypeVar("Member", bound=StrEnum)


def _first(words: Mapping[Member, tuple[str, ...]]) -> dict[Member, str]:
    return {member: synonyms[0] for member, synonyms in words.items()}


LABELS: dict[type[StrEnum], Mapping[Any, str]] = {
    Tab: {tab.tab: tab.name for tab in LAYOUT},
    UnitRole: _first(vocabulary.UNIT_ROLES),
    NotApplicableRule: _first(vocabulary.NOT_APPLICABLE_RULES),
    RegistrationRule: _first(vocabulary.REGISTRATIONS),
    VotingMethod: {VotingMethod.SECRET: "bỏ phiếu kín", VotingMethod.HANDS: "biểu quyết giơ tay"},
    Verdict: _first(vocabulary.VERDICTS),
    ExemplarKind: _first(vocabulary.EXEMPLAR_KINDS),
    LineageKind: _first(vocabulary.LINEAGE_KINDS),
    SceneKind: _first(vocabulary.SCENES),
    TaskState: _first(vocabulary.TASK_STATES),
    Severity: {Severity.BLOCKING: "Phải sửa", Severity.DOUBT: "Cần xem lại", Severity.NOTE: "Ghi chú"},
    CriterionKind: {
        CriterionKind.BASE: "điểm chuẩn",
        CriterionKind.BONUS: "điểm thưởng",
        CriterionKind.DEDUCTION: "điểm trừ",
    },
    KeyKind: {
        KeyKind.TOTAL: "tổng điểm",
        KeyKind.SHARE: "tỷ lệ điểm trên điểm tối đa",
        KeyKind.GROUP: "điểm nhóm",
        KeyKind.CRITERION: "điểm tiêu chí",
    },
    RuleItem: {
        RuleItem.DECIMALS: "Số chữ số thập phân",
        RuleItem.RANKING: "Thứ tự xếp hạng",
        RuleItem.BONUS_CAP: "Trần điểm thưởng",
        RuleItem.DEDUCTION_CAP: "Trần điểm trừ",
    },
    AwardRule: {
        AwardRule.THRESHOLD: "Ngưỡng",
        AwardRule.BASE: "Mẫu số",
        AwardRule.ROUNDS: "Số vòng",
        AwardRule.REGISTRATION: "Đăng ký",
        AwardRule.OWN_VOTE: "Tự bỏ phiếu",
    },
    ScoreColumn: {ScoreColumn.VERIFIED: "điểm thẩm định", ScoreColumn.SELF: "điểm tự chấm"},
    RatingBase: {
        RatingBase.GOOD: "số người hoàn thành tốt",
        RatingBase.EXCELLENT_AND_GOOD: "số người hoàn thành xuất sắc và hoàn thành tốt",
        RatingBase.ALL: "tổng số người được xếp loại",
    },
    RecordState: {
        RecordState.VERIFIED: "đã thẩm định",
        RecordState.STAND_IN: "tạm lấy điểm tự chấm",
        RecordState.NONE: "không có",
        RecordState.MISSING: "chưa có điểm",
    },
    Base: {
        Base.MEMBERS: "tổng số đơn vị thành viên",
        Base.PRESENT: "số đơn vị có mặt",
        Base.ISSUED: "số phiếu phát ra",
        Base.COLLECTED: "số phiếu thu về",
        Base.VALID: "số phiếu hợp lệ",
    },
    SessionState: {
        SessionState.NOT_STARTED: "chưa bỏ phiếu",
        SessionState.VOTING: "đang bỏ phiếu",
        SessionState.COUNTED: "đã kiểm phiếu",
    },
    SessionFault: {
        SessionFault.NO_ROWS: "chưa có dòng nào trong trang tính “Phiếu”",
        SessionFault.BLANK_VOTES: "có đơn vị chưa có số phiếu đồng ý",
        SessionFault.UNKNOWN_UNIT: "có dòng phiếu không rõ đơn vị",
        SessionFault.BLOCKED: "có ô phải sửa trong dòng của phiên hoặc trong các dòng phiếu",
        SessionFault.NO_MEMBERS: "chưa rõ cụm có bao nhiêu đơn vị",
        SessionFault.NO_BASE: "chưa có số để làm mẫu số",
        SessionFault.OBSTACLE: "có ô phải sửa ở trang tính khác nên phiên chưa được tính",
    },
    AwardStatus: {
        AwardStatus.WAITING: "Đang chờ",
        AwardStatus.NO_SESSION: "Chưa có kết quả bỏ phiếu",
        AwardStatus.DECIDED: "Đã có kết quả",
        AwardStatus.TIE: "Đồng phiếu, chờ quyết định",
        AwardStatus.NEXT_ROUND: "Chờ vòng tiếp theo",
        AwardStatus.CHAIR_DECIDES: "Chờ Cụm trưởng, Phó Cụm trưởng quyết định",
    },
    WaitingFor: {
        WaitingFor.AWARD_ROW: "sửa ô sai ở dòng của danh hiệu này",
        WaitingFor.DECISION_ROW: "sửa ô sai ở trang tính “Quyết định”",
        WaitingFor.PRIOR_AWARD: "kết quả của danh hiệu xét trước",
        WaitingFor.SESSION: "hoàn chỉnh số liệu của phiên",
        WaitingFor.TOTALS: "tổng điểm chính thức, vì danh hiệu có điểm tối thiểu",
        WaitingFor.CONFERENCE_DATE: "“Ngày hội nghị” ở trang tính “Thông tin”, để biết đơn vị nào bị loại trừ",
        WaitingFor.OBSTACLE: "thư ký sửa ô chưa rõ trong bảng tính",
        WaitingFor.REGISTRATIONS: "trang tính “Đăng ký”, vì danh hiệu bắt buộc đăng ký",
    },
    Ineligible: {
        Ineligible.ALREADY_PROPOSED: "đã được đề nghị ở vòng trước",
        Ineligible.EXCLUDED: "không thuộc diện xét trong năm",
        Ineligible.BELOW_MINIMUM: "tổng điểm dưới mức tối thiểu",
        Ineligible.NOT_REGISTERED: "không đăng ký thi đua danh hiệu này",
        Ineligible.NOT_IN_PRIOR_AWARD: "chưa được đề nghị danh hiệu xét trước",
        Ineligible.NOT_IN_RUN_OFF: "không thuộc các đơn vị đồng phiếu",
    },
    Outcome: {
        Outcome.PROPOSED: "đề nghị",
        Outcome.BELOW_THRESHOLD: "chưa đủ phiếu",
        Outcome.PASSED_NO_SEAT: "đủ phiếu, đã hết số lượng",
        Outcome.TIED: "đồng phiếu",
        Outcome.INELIGIBLE: "không xét",
        Outcome.NOT_DECIDING: "chưa kết luận",
    },
    RoundRole: {
        RoundRole.ROUND: "vòng bỏ phiếu",
        RoundRole.RUN_OFF: "bỏ phiếu lại giữa các đơn vị đồng phiếu",
        RoundRole.EXTRA: "phiên sau khi đã đủ số lượng, không quyết định thêm",
        RoundRole.NOT_REACHED: "chưa xét đến, vì phiên trước chưa hoàn chỉnh",
        RoundRole.AWARD_WAITS: "chưa kết luận, vì danh hiệu đang chờ",
    },
}


def label(member: StrEnum) -> str:
    """The Vietnamese word of a closed choice."""
    return LABELS[type(member)][member]


SHARED_AWAY = (
    "Không kết nối được kho dùng chung (Redis hoặc Valkey) ghi ở [shared] url trong tệp cài đặt: {reason}. "
    "Kiểm tra kho đó đang chạy và địa chỉ, mật khẩu trong url là đúng, rồi khởi động lại hệ thống."
)
SHARED_LATER = (
    "Tệp cài đặt đã đọc được và có kho dùng chung ([shared] url), nhưng hệ thống đã khởi động khi chưa đọc được tệp "
    "nên đang lưu trên máy này. Khởi động lại hệ thống để dùng kho chung; trước đó đừng công bố gì."
)
