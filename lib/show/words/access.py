"""The words of access: the name of each mode, fault, refusal, role and audited event."""

from __future__ import annotations

from lib.access.oidc import Refusal
from lib.access.policy import PolicyFault
from lib.access.rights import Role
from lib.audit.entries import AuditEvent
from lib.audit.verify import ChainFault as LogFault

ROLES = {
    Role.VIEWER: "Người xem",
    Role.SCREEN: "Màn hình",
    Role.LEADER: "Lãnh đạo",
    Role.SECRETARY: "Thư ký",
}
FAULTS = {
    PolicyFault.NOT_SET_UP: "Máy chủ nhận kết nối từ mạng nhưng chưa đặt chế độ truy cập.",
    PolicyFault.UNKNOWN_MODE: "Giá trị mode trong mục [access] không phải là open, passcode hoặc oidc.",
    PolicyFault.OPEN_TO_NETWORK: (
        "Chế độ open chỉ có hiệu lực khi máy chủ chỉ nhận kết nối từ chính máy này, "
        'tức là server.address = "127.0.0.1" trong tệp .streamlit/config.toml.'
    ),
    PolicyFault.NO_PASSCODE: "Chế độ passcode chưa có mật khẩu của thư ký trong mục [access.passcodes].",
    PolicyFault.BAD_PASSCODE: (
        "Trong mục [access.passcodes] có dòng không phải do lệnh python -m lib passcode tạo ra. "
        "Không ghi thẳng mật khẩu vào tệp cài đặt."
    ),
    PolicyFault.NO_PROVIDER: "Chế độ oidc chưa có mục [auth] của nơi cấp tài khoản.",
    PolicyFault.NO_ROLES: "Chế độ oidc chưa có ai trong mục [access.roles].",
    PolicyFault.BAD_VALUE: "Mục [access] có giá trị không đọc được, hoặc tệp cài đặt viết sai quy cách.",
}
REFUSALS = {
    Refusal.NO_EMAIL: "Tài khoản vừa đăng nhập không cho biết địa chỉ thư điện tử.",
    Refusal.EMAIL_NOT_VERIFIED: "Địa chỉ thư điện tử của tài khoản vừa đăng nhập chưa được xác minh.",
    Refusal.WRONG_DOMAIN: "Tài khoản vừa đăng nhập không thuộc cơ quan được phép vào.",
    Refusal.EXPIRED: "Phiên đăng nhập đã hết hạn. Đề nghị đăng nhập lại.",
    Refusal.NOT_IN_TABLE: "Tài khoản vừa đăng nhập chưa được giao quyền. Đề nghị báo người quản trị máy chủ.",
    Refusal.LOGGED_OUT: "Tài khoản đã đăng xuất ở một thẻ khác của trình duyệt. Đề nghị đăng nhập lại.",
}
EVENTS = {
    AuditEvent.STARTED: "Khởi động máy chủ",
    AuditEvent.LOGGED_IN: "Đăng nhập",
    AuditEvent.LOGIN_FAILED: "Đăng nhập sai",
    AuditEvent.LOGIN_SLOWED: "Đăng nhập sai nhiều lần, phải chờ",
    AuditEvent.LOGIN_REFUSED: "Tài khoản không được nhận",
    AuditEvent.LOGGED_OUT: "Đăng xuất",
    AuditEvent.LOGIN_ENDED: "Kết thúc phiên của máy khác",
    AuditEvent.CODE_ISSUED: "Cấp mã một lần cho điện thoại",
    AuditEvent.LINK_ISSUED: "Cấp liên kết chỉ xem màn hình",
    AuditEvent.KEYS_ENDED: "Thu quyền bấm của một màn hình",
    AuditEvent.SOURCE_SWITCHED: "Đổi nguồn số liệu",
    AuditEvent.RUN_STARTED: "Bắt đầu lần chạy",
    AuditEvent.RUN_ENDED: "Kết thúc diễn tập",
    AuditEvent.FIXED: "Chốt điểm",
    AuditEvent.TOOK: "Đưa số liệu lên màn hình",
    AuditEvent.READ_BACK: "Đối chiếu",
    AuditEvent.RELEASED: "Công bố",
    AuditEvent.LEFT_OPEN: "Để lại phần chưa quyết",
    AuditEvent.WITHDRAWN: "Dừng công bố",
    AuditEvent.PAUSED: "Tạm dừng để đính chính",
    AuditEvent.CORRECTED: "Đính chính",
    AuditEvent.RESUMED: "Tiếp tục sau khi tạm dừng",
    AuditEvent.UNDONE: "Hoàn tác một việc",
    AuditEvent.PRINTED: "In văn bản",
    AuditEvent.WENT_ON: "Chọn đi tiếp sau khi nhật ký của ngày bị mất dòng",
    AuditEvent.LINES_LOST: "Khi khởi động, các dòng nhật ký này không còn",
    AuditEvent.TORN_LINE: "Tách riêng dòng nhật ký ghi dở khi mất điện",
}
THINGS = {
    "scores": "bảng điểm",
    "ranking": "xếp hạng",
    "ballot": "phiên",
    "award": "danh hiệu",
    "leaders": "lãnh đạo cụm năm sau",
    "correction": "đính chính",
    "fixed": "chốt điểm",
}
"""The kinds of releasable things, as the audit log states them before the code."""

PLACES = {"hall": "hội trường", "web": "trang web"}

SUBJECTS = {
    "passcode": "bằng mật khẩu",
    "code": "bằng mã một lần",
    "link": "liên kết chỉ xem",
    "open": "chế độ mở trên máy này",
    "oidc": "chế độ tài khoản cơ quan",
    "preparation": "chuẩn bị",
    "rehearsal": "diễn tập",
    "conference": "hội nghị",
    "scores": "bảng điểm",
    "ranking": "xếp hạng",
    **{role.value: name for role, name in ROLES.items()},
    **{fault.value: text.rstrip(".") for fault, text in FAULTS.items()},
    **{refusal.value: text.rstrip(".") for refusal, text in REFUSALS.items()},
}
"""Subjects of the audit log that are words of the program and not the code of an award or a version."""
LOG_FAULTS = {
    LogFault.CHANGED_LINE: "có dòng đã bị sửa, hoặc không phải do chương trình ghi",
    LogFault.BROKEN_CHAIN: "có dòng bị xoá, thêm hoặc đổi chỗ",
    LogFault.CUT_OFF: "các dòng cuối đã bị cắt bớt",
    LogFault.HEAD_NOT_FOUND: "không có dòng nào mang mã đã in",
    LogFault.LINES_LOST: "một lần khởi động đã thấy mất các dòng này",
}
