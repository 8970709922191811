"""The words inside the cells: items of `Thông tin`, closed choices, marks (docs/workbook.md section 2), as data.

The first word of every tuple is the one that the template writes; the others are synonyms.
"""

from __future__ import annotations

from lib.model.domain import (
    Base,
    CriterionKind,
    NotApplicableRule,
    RatingBase,
    RegistrationRule,
    SessionState,
    UnitRole,
    Verdict,
    VotingMethod,
)
from lib.model.year_records import ExemplarKind, LineageKind, SceneKind, TaskState
from lib.sheets.columns import LARGEST_DECIMALS, Column, ColumnKind

TOTAL_ROW = ("Tổng", "Tổng điểm", "Tổng cộng")
SUBTOTAL_WORDS = ("Tổng", "Cộng", "Trung bình", "Bình quân", "Hạng", "Xếp hạng", "Xếp loại", "Tỷ lệ", "Tỉ lệ")
"""The words with which the name of a subtotal row begins in a score tab."""
NOT_APPLICABLE = ("KPS", "không phát sinh")


KEY_TOTAL = ("Tổng điểm",)
KEY_SHARE = ("Tỷ lệ điểm", "Tỉ lệ điểm")

YES_NO = {True: ("có", "x", "TRUE", "1", "đúng"), False: ("không", "FALSE", "0", "sai")}

CRITERION_KINDS = {
    CriterionKind.BASE: ("chuẩn", "điểm chuẩn"),
    CriterionKind.BONUS: ("thưởng", "điểm thưởng"),
    CriterionKind.DEDUCTION: ("trừ", "điểm trừ"),
}
NOT_APPLICABLE_RULES = {
    NotApplicableRule.FULL: ("tối đa", "điểm tối đa"),
    NotApplicableRule.EXCLUDE: ("loại trừ",),
    NotApplicableRule.ZERO: ("0",),
}
PLACEHOLDER_UNIT = "Đơn vị {number}"
"""The name of a unit in a new workbook until its name is typed."""
UNIT_ROLES = {
    UnitRole.HEAD: ("Cụm trưởng",),
    UnitRole.DEPUTY: ("Phó Cụm trưởng", "Cụm phó"),
    UnitRole.MEMBER: ("Thành viên",),
}
BASES = {
    Base.MEMBERS: ("tổng thành viên", "tổng số thành viên"),
    Base.PRESENT: ("có mặt",),
    Base.ISSUED: ("phát ra",),
    Base.COLLECTED: ("thu về",),
    Base.VALID: ("hợp lệ",),
}
REGISTRATIONS = {
    RegistrationRule.REQUIRED: ("bắt buộc",),
    RegistrationRule.WARNING: ("cảnh báo",),
    RegistrationRule.NONE: ("không",),
}
VOTING_METHODS = {VotingMethod.SECRET: ("kín", "bỏ phiếu kín"), VotingMethod.HANDS: ("giơ tay", "biểu quyết")}
SESSION_STATES = {
    SessionState.NOT_STARTED: ("chưa",),
    SessionState.VOTING: ("đang bỏ phiếu",),
    SessionState.COUNTED: ("đã kiểm", "đã kiểm phiếu"),
}
COUNTS = {1: ("1", "lượt 1", "lần 1"), 2: ("2", "lượt 2", "lần 2")}
BALLOT_VERDICTS = {True: ("hợp lệ",), False: ("không hợp lệ",)}
MARKS = {True: ("x", "có", "1", "đồng ý", "TRUE"), False: ("không", "0", "không đồng ý", "FALSE")}
"""Marks of a ballot paper in a unit's column: in favour, or against; a blank cell is no choice."""
WHO_VOTED = {
    "voter_mail": ("E-mail", "Email", "Địa chỉ email", "Email Address", "Thư điện tử"),
    "voter_name": ("Họ tên", "Họ và tên", "Người bỏ phiếu", "Họ tên người bỏ phiếu"),
    "voter_unit": ("Đơn vị bỏ phiếu", "Đơn vị của người bỏ phiếu"),
    "stamp": ("Dấu thời gian", "Timestamp", "Thời điểm gửi"),
}
"""Columns of form answers that disclose whose a ballot is."""
VERDICTS = {
    Verdict.PROPOSE: ("suy tôn",),
    Verdict.DO_NOT_PROPOSE: ("không suy tôn",),
    Verdict.WITHDRAW: ("rút",),
    Verdict.NOT_QUALIFIED: ("không đủ điều kiện",),
}
EXEMPLAR_KINDS = {
    ExemplarKind.EXEMPLAR: ("điển hình",),
    ExemplarKind.INITIATIVE: ("sáng kiến",),
    ExemplarKind.MODEL: ("mô hình, cách làm hay", "mô hình", "cách làm hay"),
}
RATING_BASES = {
    RatingBase.GOOD: ("HTT",),
    RatingBase.EXCELLENT_AND_GOOD: ("HTXS và HTT",),
    RatingBase.ALL: ("tổng số", "tổng số người"),
}
LINEAGE_KINDS = {
    LineageKind.RENAMED: ("đổi tên",),
    LineageKind.MERGED: ("sáp nhập",),
    LineageKind.SPLIT: ("tách",),
}
TASK_STATES = {
    TaskState.OPEN: ("chưa làm", "chưa", "chưa xong"),
    TaskState.IN_PROGRESS: ("đang làm", "đang thực hiện"),
    TaskState.DONE: ("xong", "đã xong", "hoàn thành", "đã hoàn thành"),
}
SCENES = {
    SceneKind.TITLE: ("tiêu đề",),
    SceneKind.AGENDA: ("chương trình",),
    SceneKind.SCORES: ("bảng điểm",),
    SceneKind.GROUP_SCORES: ("nhóm điểm",),
    SceneKind.BALLOT_RULES: ("thể lệ",),
    SceneKind.VOTING: ("đang bỏ phiếu",),
    SceneKind.COUNTING: ("đang kiểm phiếu", "kiểm phiếu"),
    SceneKind.REVEAL: ("công bố",),
    SceneKind.PROPOSALS: ("tổng hợp",),
    SceneKind.MOVEMENTS: ("phong trào",),
    SceneKind.EXEMPLARS: ("điển hình",),
    SceneKind.PLEDGE: ("giao ước",),
    SceneKind.HANDOVER: ("bàn giao",),
    SceneKind.HOLD: ("màn chờ",),
    SceneKind.YEARS: ("nhiều năm", "các năm"),
    SceneKind.REGISTRATIONS: ("đăng ký", "đăng ký thi đua"),
    SceneKind.RATINGS: ("xếp loại", "xếp loại chất lượng"),
    SceneKind.LEADERSHIP: ("lãnh đạo cụm", "luân phiên"),
    SceneKind.TASKS: ("công việc",),
    SceneKind.LIVE_PAGE: ("mã QR", "xem trên điện thoại"),
}

ITEMS: tuple[Column, ...] = (
    Column("name", ("Tên cụm", "Tên cụm thi đua"), required=True, help="Ghi đầy đủ, in trên màn hình và văn bản"),
    Column(
        "year", ("Năm thi đua", "Năm"), required=True, kind=ColumnKind.YEAR,
        help="Năm được chấm điểm, có thể khác năm họp",
    ),
    Column(
        "conference_date", ("Ngày hội nghị",), kind=ColumnKind.DATE, decides=True,
        help="Ngày/tháng/năm; cần có để xét các trường hợp loại trừ",
    ),
    Column("place", ("Địa điểm",), help="In trên văn bản"),
    Column("chair", ("Chủ trì",), help="Họ tên, chức vụ"),
    Column("secretary", ("Thư ký",), help="Họ tên"),
    Column(
        "decimals", ("Số chữ số thập phân",), kind=ColumnKind.WHOLE, default="2", decides=True,
        help=f"Từ 0 đến {LARGEST_DECIMALS}. Để trống: 2",
    ),
    Column(
        "ranking", ("Thứ tự xếp hạng",), default="Tổng điểm", decides=True,
        help="Để trống: Tổng điểm. Nhiều khóa thì cách nhau bằng dấu chấm phẩy",
    ),
    Column(
        "bonus_cap", ("Trần điểm thưởng",), kind=ColumnKind.POINTS, decides=True,
        help="Để trống: không giới hạn",
    ),
    Column("deduction_cap", ("Trần điểm trừ",), kind=ColumnKind.POINTS, decides=True, help="Để trống: không giới hạn"),
    Column(
        "sample", ("Dữ liệu mẫu",), kind=ColumnKind.YES_NO, choices=YES_NO,
        help="Chọn “có” khi chỉ tập dùng: mọi màn hình và văn bản mang chữ DỮ LIỆU MẪU",
    ),
    Column(
        "rating_base", ("Mẫu số tỷ lệ HTXS", "Mẫu số HTXS"), kind=ColumnKind.CHOICE, choices=RATING_BASES,
        default="HTT", help="Tỷ lệ HTXS tính trên: HTT, HTXS và HTT, hoặc tổng số. Để trống: HTT",
    ),
)  # fmt: skip

HOUR_WORD, MINUTE_WORD = "giờ", "phút"
"""The words of a time: 10 giờ 30, 10 giờ 30 phút."""

# -- phrases, as patterns of what `cells.key` gives -----------------------------------------------------------------

_DAY = r"ngày\s*[\d.…_ ]*\s*tháng\s*[\d.…_ ]*\s*năm\s*[\d.…_ ]*"
FOOTERS = (
    r"người (?:lập|tổng hợp|ghi|nhập)(?: (?:biểu|bảng|số liệu|danh sách))?",
    r"\(?(?:đã )?ký(?: tên)?(?:,| và)?(?: ?(?:ghi )?(?:rõ )?họ(?:,| và)? tên)?(?:,?(?: và)? đóng dấu)?\)?",
    r"\(?(?:ghi )?rõ họ(?:,| và)? tên\)?",
    r"(?:tổng cộng|tổng số|cộng|tổng)(?: ?:)?(?: ?\d+)?(?: đơn vị)?",
    r"(?:danh sách |cụm )?(?:này )?(?:có|gồm|ấn định) \d+ đơn vị|\d+ đơn vị",
    r"ghi chú(?: ?:.*)?|nơi nhận(?: ?:.*)?|thủ trưởng(?: (?:đơn vị|cơ quan))?|(?:xác nhận|duyệt) của .*",
    r"thư ký|cụm trưởng|phó cụm trưởng|chủ trì|chủ tọa|trưởng ban kiểm phiếu",
    rf"[^\d]{{0,40}}{_DAY}",
)
"""What people write under tables: whole cells that are no records (contract 7, lines that are no unit)."""
FOOTER_TOTALS = r"(?:tổng cộng|tổng số|cộng|tổng)\b.*"
COPY = r"(?:bản sao của |copy of )?(.+?)(?: \(\d+\)| cũ| - copy| bản sao)?"
"""The name of a copied tab, with the name of the original."""
MORE_THAN, AT_LEAST, AND_MORE = ("trên", "hơn"), ("từ", "ít nhất", "tối thiểu"), "trở lên"
"""The words of a threshold for `>` and `≥`."""
MORE_THAN_HALF = r"quá (?:bán|nửa)(.*)"
BASE_WORDS = {
    Base.MEMBERS: "thành viên",
    Base.PRESENT: "có mặt",
    Base.ISSUED: "phát ra",
    Base.COLLECTED: "thu về",
    Base.VALID: "hợp lệ",
}
"""The words for a base after a threshold, with the words that may accompany it."""
BESIDE_A_BASE = frozenset({"tổng", "số", "phiếu", "đơn", "vị", "của", "đại", "biểu", "cụm"})
