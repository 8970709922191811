"""The words by which columns, titles and lines of other layouts are recognised, as data.

To teach the converter a header, add its words here. A header that contains the words of two roles becomes a question,
and so does one of `UNCLEAR`.
"""

from __future__ import annotations

import re

from lib.sheets.convert.finding import ColumnRole, Shape

HEADERS: dict[ColumnRole, tuple[str, ...]] = {
    ColumnRole.NUMBER: ("STT", "TT", "Số TT", "Số thứ tự"),
    ColumnRole.CODE: ("Mã", "Mã tiêu chí", "Mã số", "Ký hiệu"),
    ColumnRole.CONTENT: (
        "Nội dung", "Tiêu chí", "Nội dung tiêu chí", "Tên tiêu chí", "Nội dung và chỉ tiêu thi đua", "Các mặt công tác",
        "Nội dung thi đua", "Nội dung chấm điểm", "Nội dung đánh giá", "Tiêu chí đánh giá", "Tiêu chí thi đua",
        "Nội dung công việc", "Chỉ tiêu", "Nhóm tiêu chí",
    ),
    ColumnRole.MAXIMUM: ("Điểm chuẩn", "Điểm tối đa", "Thang điểm", "Mức điểm", "Khung điểm", "Điểm quy định"),
    ColumnRole.SELF: ("Điểm tự chấm", "Tự chấm", "Đơn vị tự chấm", "Tự đánh giá", "Điểm tự đánh giá", "Đơn vị chấm"),
    ColumnRole.VERIFIED: (
        "Điểm thẩm định", "Thẩm định", "Cụm chấm", "Điểm cụm chấm", "Cụm thẩm định", "Kết quả thẩm định",
        "Hội đồng chấm", "Điểm hội đồng chấm", "Tổ thẩm định", "Điểm chính thức", "Điểm cụm thẩm định", "Khối chấm",
    ),
    ColumnRole.EVIDENCE: ("Minh chứng", "Tài liệu minh chứng", "Tài liệu kiểm chứng", "Hồ sơ minh chứng"),
    ColumnRole.REASON: ("Lý do", "Lí do", "Giải trình", "Lý do chênh lệch", "Giải trình của đơn vị"),
    ColumnRole.NOTE: ("Ghi chú", "Ý kiến"),
    ColumnRole.UNIT: ("Đơn vị", "Tên đơn vị", "Các đơn vị", "Đơn vị được suy tôn", "Tên cơ quan", "Cơ quan, đơn vị"),
    ColumnRole.TOTAL: ("Tổng", "Tổng điểm", "Tổng cộng", "Tổng số điểm", "Cộng", "Tổng cộng điểm"),
    ColumnRole.RANK: ("Xếp hạng", "Hạng", "Xếp thứ", "Thứ hạng", "Xếp thứ tự", "Vị thứ"),
    ColumnRole.YEAR: ("Năm", "Năm thi đua"),
    ColumnRole.IN_FAVOUR: (
        "Đồng ý", "Số phiếu đồng ý", "Số phiếu bầu", "Tán thành", "Số phiếu tán thành", "Phiếu thuận",
        "Số phiếu suy tôn",
        "Số phiếu",
    ),
    ColumnRole.AGAINST: (
        "Không đồng ý",
        "Số phiếu không đồng ý",
        "Không tán thành",
        "Phiếu chống",
        "Phiếu không đồng ý",
    ),
    ColumnRole.ABSTAIN: ("Không ý kiến", "Không có ý kiến", "Phiếu trắng", "Ý kiến khác"),
    ColumnRole.SHARE: ("Tỷ lệ", "Tỉ lệ", "Tỷ lệ %", "Tỷ lệ phần trăm", "Đạt tỷ lệ"),
    ColumnRole.DIFFERENCE: ("Chênh lệch", "Lệch", "Tăng giảm"),
}  # fmt: skip
"""Headers by role. Where one contains another ("Không đồng ý", "Đồng ý"), the longer one counts."""

UNCLEAR: dict[str, tuple[ColumnRole, ...]] = dict.fromkeys(
    ("Điểm", "Điểm chấm", "Số điểm", "Điểm số", "Kết quả", "Kết quả chấm", "Điểm đạt", "Điểm đạt được", "Đạt"),
    (ColumnRole.SELF, ColumnRole.VERIFIED),
)
"""Headers that do not state which score they hold."""

BONUS = ("điểm thưởng", "điểm cộng", "cộng điểm", "thưởng điểm")
DEDUCTION = ("điểm trừ", "trừ điểm", "điểm phạt")
AVERAGE_LINES = ("trung bình", "bình quân", "xếp hạng", "hạng", "tỷ lệ", "xếp loại")
MAXIMUM_LINES = ("điểm tối đa", "điểm chuẩn", "thang điểm", "tối đa")
"""Words with which a line of sums, of averages, or of maxima begins."""

UNIT_NAMES = (
    "cục", "tổng cục", "vụ", "trung tâm", "viện", "văn phòng", "thanh tra", "sở", "phòng", "ban", "học viện", "trường",
    "tạp chí", "báo", "nhà xuất bản", "ủy ban", "chi cục", "đảng ủy", "công đoàn", "bảo hiểm", "kho bạc", "ngân hàng",
    "tòa án", "viện kiểm sát", "công an",
)  # fmt: skip
"""Words with which the name of a unit begins."""

UNIT_LABEL = re.compile(
    r"(?:tên\s+)?(?:đơn\s+vị|cơ\s+quan)(?:\s+(?:tự\s+chấm|được\s+chấm))?\s*[:：]\s*(?P<name>.+)", re.I
)
CLUSTER = re.compile(r"(?P<name>(?:cụm|khối)\s+thi\s+đua\b[^\n]*)", re.IGNORECASE)
YEAR = re.compile(r"\bnăm\s+(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE)
AWARD = re.compile(r"[“\"«](?P<name>[^”\"»]{3,})[”\"»]|danh\s+hiệu\s*[:：]?\s*(?P<plain>.+)", re.IGNORECASE)
QUOTA = re.compile(r"\b(?:số\s+lượng|chỉ\s+tiêu)\s*[:：]\s*0*(?P<count>[1-9]\d*)\b", re.IGNORECASE)
FIGURES: dict[str, re.Pattern[str]] = {
    "issued": re.compile(r"phát\s+ra\D{0,12}?(\d+)", re.IGNORECASE),
    "collected": re.compile(r"thu\s+(?:về|vào)\D{0,12}?(\d+)", re.IGNORECASE),
    "invalid": re.compile(r"không\s+hợp\s+lệ\D{0,12}?(\d+)", re.IGNORECASE),
    "valid": re.compile(r"(?<!không\s)hợp\s+lệ\D{0,12}?(\d+)", re.IGNORECASE),
    "present": re.compile(r"(?:có\s+mặt|tham\s+(?:gia|dự))\D{0,12}?(\d+)", re.IGNORECASE),
}
"""Figures of a ballot as written in the lines around its table."""

GENERIC_SHEETS = re.compile(
    r"(?:sheet|trang\s*tính|trang|bảng|bang|table|đơn\s*vị|don\s*vi|dv|tệp|file)\s*\d*|tổng\s*hợp|.*(?:chấm|bảng)\s+điểm.*",
    re.IGNORECASE,
)
"""Names of sheets that do not name a unit."""
SELF_TITLE = ("tự chấm", "tự đánh giá")
VERIFIED_TITLE = ("thẩm định", "cụm chấm", "chính thức", "hội đồng chấm")
"""Words of a title that state which scores a table holds."""
CRITERION_CODE = "C{number}"
UNIT_CODE = "DV{number:02d}"
AWARD_CODE = "DH{number}"
SESSION_CODE = "P{number}"
WITHOUT_GROUP = "Tiêu chí chung"

SHAPES = {
    Shape.UNIT_SCORES: "bảng điểm của một đơn vị",
    Shape.MATRIX: "tiêu chí theo dòng, đơn vị theo cột",
    Shape.MATRIX_BY_UNIT: "đơn vị theo dòng, tiêu chí theo cột",
    Shape.STANDINGS: "kết quả xếp hạng của một năm",
    Shape.VOTES: "kết quả bỏ phiếu",
    Shape.OURS: "bảng tính đúng bố cục của chương trình",
}
INTO = {
    Shape.UNIT_SCORES: ("Tiêu chí", "Tự chấm", "Thẩm định", "Giải trình"),
    Shape.MATRIX: ("Đơn vị", "Tiêu chí", "Tự chấm", "Thẩm định"),
    Shape.MATRIX_BY_UNIT: ("Đơn vị", "Tiêu chí", "Tự chấm", "Thẩm định"),
    Shape.STANDINGS: ("Lịch sử",),
    Shape.VOTES: ("Danh hiệu", "Bỏ phiếu", "Phiếu"),
}
