"""Writes the workbook of nine departments (`python -m tests.data.nine_units`); `nine_units.md` says its results."""

from __future__ import annotations

from pathlib import Path

import openpyxl

HERE = Path(__file__).resolve().parent
RULE = "Quy chế thi đua của Sở"
UNITS = {
    "VP": "Văn phòng",
    "TC": "Phòng Tài chính",
    "KH": "Phòng Kế hoạch",
    "NS": "Phòng Nhân sự",
    "PC": "Phòng Pháp chế",
    "TT": "Thanh tra",
    "QT": "Phòng Quản trị",
    "HC": "Phòng Hành chính tư pháp",
    "DN": "Phòng Doanh nghiệp",
}
SCORES = {
    "I.1": (18, 19, 17, 20, 16.5, 18, 19, 15, 18),
    "I.2": (19, 18.5, 17, 19, 18, 18, 17, 16, 19),
    "II.1": (27, 28, 25, 29, 26, 27, 26, 22, 28),
    "II.2": (9, "KPS", 8, 10, 9.5, 9, 9, 7, "KPS"),
    "III.1": (18, 17, 19, 19.5, 18, 18, 19, 16, 16),
    "T.1": (4, 2, None, 0, 1, None, None, None, 3),
    "D.1": (1, 0, 5, 0, None, None, None, 2, 1),
}
VOTES = {
    "A1": {"NS": 8, "TC": 7, "VP": 6, "DN": 5, "TT": 4},
    "B1": {"NS": 6, "TC": 7},
    "C1": {"VP": 7, "DN": 5, "TT": 5, "QT": 5, "PC": 3, "KH": 6, "HC": 1},
}
REGISTERED = ("VP", "DN", "TT", "QT", "PC", "HC")
TABS: dict[str, list[tuple[object, ...]]] = {
    "Thông tin": [
        ("Mục", "Giá trị", "Căn cứ"),
        ("Tên cụm", "Khối thi đua các phòng của Sở Tư pháp", None),
        ("Năm thi đua", 2021, None),
        ("Ngày hội nghị", "14/01/2022", None),
        ("Số chữ số thập phân", 2, RULE),
        ("Thứ tự xếp hạng", "Tỷ lệ điểm; I. Chuyên môn", RULE),
        ("Trần điểm thưởng", 3, RULE),
        ("Trần điểm trừ", 4, RULE),
        ("Dữ liệu mẫu", "có", None),
    ],
    "Đơn vị": [("Mã", "Tên đơn vị", "Tên tắt"), *((code, name, name) for code, name in UNITS.items())],
    "Tiêu chí": [
        ("Mã", "Nhóm", "Tên tiêu chí", "Điểm tối đa", "Loại", "Không phát sinh"),
        (None, "I. Chuyên môn", None, 40, None, None),
        ("I.1", "I. Chuyên môn", "Kế hoạch năm", 20, "chuẩn", "tối đa"),
        ("I.2", "I. Chuyên môn", "Chất lượng văn bản", 20, "chuẩn", "tối đa"),
        (None, "II. Kỷ luật", None, 40, None, None),
        ("II.1", "II. Kỷ luật", "Kỷ luật công vụ", 30, "chuẩn", "tối đa"),
        ("II.2", "II. Kỷ luật", "Tiếp công dân", 10, "chuẩn", "loại trừ"),
        (None, "III. Phong trào", None, 20, None, None),
        ("III.1", "III. Phong trào", "Tham gia phong trào", 20, "chuẩn", "tối đa"),
        ("T.1", "IV. Thưởng, trừ", "Sáng kiến", 5, "thưởng", None),
        ("D.1", "IV. Thưởng, trừ", "Báo cáo chậm", 5, "trừ", None),
    ],
    "Thẩm định": [("Mã", *UNITS), *((code, *row) for code, row in SCORES.items())],
    "Danh hiệu": [
        ("Mã", "Tên danh hiệu", "Số lượng", "Ngưỡng", "Mẫu số", "Chỉ xét trong", "Số vòng", "Đăng ký", "Tự bỏ phiếu",
         "Căn cứ"),
        ("A", "Tập thể lao động xuất sắc", 2, "2/3", "tổng thành viên", None, 2, "không", "có", RULE),
        ("B", "Bằng khen", 1, "80%", "có mặt", "A", 2, "không", "có", RULE),
        ("C", "Giấy khen", 3, "> 1/2", "hợp lệ", None, 2, "bắt buộc", "không", RULE),
    ],
    "Bỏ phiếu": [
        ("Mã phiên", "Danh hiệu", "Vòng", "Hình thức", "Tổng thành viên", "Có mặt", "Phát ra", "Thu về", "Hợp lệ",
         "Không hợp lệ", "Trạng thái"),
        ("A1", "A", 1, "kín", 9, 8, 8, 8, 8, 0, "đã kiểm"),
        ("B1", "B", 1, "kín", 9, 8, 8, 8, 8, 0, "đã kiểm"),
        ("C1", "C", 1, "kín", 9, 9, 9, 9, 8, 1, "đã kiểm"),
    ],
    "Phiếu": [
        ("Mã phiên", "Đơn vị", "Đồng ý"),
        *((session, unit, count) for session, rows in VOTES.items() for unit, count in rows.items()),
    ],
    "Đăng ký": [("Đơn vị", "Danh hiệu"), *((unit, "C") for unit in REGISTERED)],
}  # fmt: skip


def write(path: Path) -> None:
    """The workbook as an `.xlsx`."""
    book = openpyxl.Workbook(write_only=True)
    for name, rows in TABS.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)


if __name__ == "__main__":
    write(HERE / "nine_units.xlsx")
