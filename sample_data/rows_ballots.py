"""The awards and the three ballots. The outcome is the public one; the counts are invented.

11 units vote. P1: Cờ thi đua ngành Tư pháp, two of three seats are filled, Vụ PBGDPL is one vote short of 8. P2: the
third seat. P3: Cờ thi đua Chính phủ, among the three.
"""

from __future__ import annotations

from rows_units import FLAG, GOVERNMENT_FLAG
from tables import SAMPLE, Table

AWARDS = Table(
    "Danh hiệu",
    (
        "Thứ tự", "Mã", "Tên danh hiệu", "Số lượng", "Ngưỡng", "Mẫu số", "Chỉ xét trong", "Số vòng",
        "Điểm tối thiểu", "Đăng ký", "Tự bỏ phiếu", "Căn cứ",
    ),
    (
        (1, "CNTP", FLAG, 3, "2/3", "tổng thành viên", None, 2, None, "bắt buộc", "có", SAMPLE),
        (2, "CCP", GOVERNMENT_FLAG, 1, "2/3", "tổng thành viên", "CNTP", 2, None, "bắt buộc", "có", SAMPLE),
    ),
)  # fmt: skip

# A new year: nothing is settled but the number of flags, so every other rule is the default and asks for a căn cứ.
AWARDS_TO_CONFIRM = AWARDS.with_rows(
    (1, "CNTP", FLAG, 3, *[None] * 8),
    (2, "CCP", GOVERNMENT_FLAG, 1, None, None, "CNTP", *[None] * 5),
)
AWARDS_WITHOUT_REGISTRATION = AWARDS.with_rows(*[(*row[:9], "không", *row[10:]) for row in AWARDS.rows])

TELLERS = ("(đại diện Cục KTVBQPPL)", "(đại diện Cục BTNN); (đại diện Trung tâm LLTPQG)")

SESSIONS = Table(
    "Bỏ phiếu",
    (
        "Mã phiên", "Danh hiệu", "Vòng", "Hình thức", "Tổng thành viên", "Có mặt", "Phát ra", "Thu về", "Hợp lệ",
        "Không hợp lệ", "Trưởng ban kiểm phiếu", "Ủy viên", "Thời gian", "Trạng thái",
    ),
    (
        ("P1", "CNTP", 1, "kín", 11, 11, 11, 11, 10, 1, *TELLERS, "10:00", "đã kiểm"),
        ("P2", "CNTP", 2, "kín", 11, 11, 11, 11, 11, 0, *TELLERS, "10:30", "đã kiểm"),
        ("P3", "CCP", 1, "kín", 11, 11, 11, 11, 11, 0, *TELLERS, "10:50", "đã kiểm"),
    ),
)  # fmt: skip

SESSIONS_TO_COME = SESSIONS.with_rows(
    *[(code, award, turn, "kín", *[None] * 9, "chưa") for code, award, turn, *_ in SESSIONS.rows]
)

VOTES = Table(
    "Phiếu",
    ("Mã phiên", "Đơn vị", "Đồng ý", "Không đồng ý", "Không ý kiến"),
    (
        ("P1", "TGPL", 10, 0, 0),
        ("P1", "THADS", 0, 9, 1),
        ("P1", "HTQTCT", 0, 10, 0),
        ("P1", "KTVB", 0, 9, 1),
        ("P1", "DKGDBD", 3, 6, 1),
        ("P1", "BTTP", 2, 7, 1),
        ("P1", "QLXLVPHC", 8, 1, 1),
        ("P1", "PBGDPL", 7, 2, 1),
        ("P2", "DKGDBD", 2, 9, 0),
        ("P2", "BTTP", 1, 10, 0),
        ("P2", "PBGDPL", 8, 2, 1),
        ("P3", "TGPL", 1, 10, 0),
        ("P3", "QLXLVPHC", 9, 2, 0),
        ("P3", "PBGDPL", 1, 9, 1),
    ),
    title="KẾT QUẢ KIỂM PHIẾU",
)

DECISIONS = Table("Quyết định", ("Danh hiệu", "Đơn vị", "Quyết định", "Lý do", "Người quyết định", "Thời gian"))
