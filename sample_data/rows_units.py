"""Who takes part: the contest, the eleven units of 2019, the leaders of the cluster, earlier years.

The names, the order, the two flags, the leaders of 2020 and the deputy head of 2019 are on public record; a person
or a role that is not on record is left open. Points and ranks of 2017 and 2018 are invented.
"""

from __future__ import annotations

from tables import INVENTED, SAMPLE, Row, Table, day

CLUSTER = "Cụm thi đua số III – Khối các đơn vị thuộc Bộ Tư pháp"
RECORD = "Thông tin công khai về hội nghị ngày 18/12/2019"
NOT_ON_RECORD = "Không có trong thông tin công khai"

INFO = Table(
    "Thông tin",
    ("Mục", "Giá trị", "Căn cứ", "Ghi chú"),
    (
        ("Tên cụm", CLUSTER, RECORD, None),
        ("Năm thi đua", 2019, RECORD, "Năm đầu tiên Cụm chấm điểm thi đua các đơn vị"),
        ("Ngày hội nghị", day("18/12/2019"), RECORD, None),
        ("Địa điểm", "Hà Nội", SAMPLE, NOT_ON_RECORD),
        ("Chủ trì", "(đại diện lãnh đạo Cụm)", SAMPLE, NOT_ON_RECORD),
        ("Thư ký", "(thư ký Cụm)", SAMPLE, NOT_ON_RECORD),
        ("Số chữ số thập phân", 2, SAMPLE, None),
        ("Thứ tự xếp hạng", None, None, "Để trống: dùng mặc định, cần thư ký xác nhận"),
        ("Trần điểm thưởng", 5, SAMPLE, INVENTED),
        ("Trần điểm trừ", 10, SAMPLE, INVENTED),
        ("Dữ liệu mẫu", "có", SAMPLE, "Điểm và số phiếu là giả định; xem README.md cùng thư mục"),
    ),
)

CODES = ("TGPL", "THADS", "HTQTCT", "BTNN", "KTVB", "DKGDBD", "CN", "BTTP", "QLXLVPHC", "PBGDPL", "LLTP")
SHORT_NAMES = (
    "Cục TGPL", "Tổng cục THADS", "Cục HTQTCT", "Cục BTNN", "Cục KTVBQPPL", "Cục ĐKQGGDBĐ", "Cục Con nuôi",
    "Cục BTTP", "Cục QLXLVPHC & TDTHPL", "Vụ PBGDPL", "Trung tâm LLTPQG",
)  # fmt: skip
FULL_NAMES = (
    "Cục Trợ giúp pháp lý",
    "Tổng cục Thi hành án dân sự",
    "Cục Hộ tịch, quốc tịch, chứng thực",
    "Cục Bồi thường nhà nước",
    "Cục Kiểm tra văn bản quy phạm pháp luật",
    "Cục Đăng ký quốc gia giao dịch bảo đảm",
    "Cục Con nuôi",
    "Cục Bổ trợ tư pháp",
    "Cục Quản lý xử lý vi phạm hành chính và theo dõi thi hành pháp luật",
    "Vụ Phổ biến, giáo dục pháp luật",
    "Trung tâm Lý lịch tư pháp quốc gia",
)
KINDS = ("Cục", "Tổng cục", "Cục", "Cục", "Cục", "Cục", "Cục", "Cục", "Cục", "Vụ", "Trung tâm")
CHAIR_UNKNOWN = "Cụm trưởng năm 2019 không có trong thông tin công khai"
DEPUTY_2019 = ("DKGDBD", "Phó Cụm trưởng", "Phạm Tuấn Ngọc", CHAIR_UNKNOWN)
LEADERS_2020 = (
    ("DKGDBD", "Cụm trưởng", "Phạm Tuấn Ngọc", None),
    ("CN", "Phó Cụm trưởng", "Nguyễn Thị Hảo", None),
)

UNITS = Table(
    "Đơn vị",
    ("Mã", "Tên đơn vị", "Tên tắt", "Thứ tự", "Loại", "Vai trò", "Người đại diện", "Ghi chú"),
    title="DANH SÁCH ĐƠN VỊ THÀNH VIÊN CỤM THI ĐUA SỐ III",
)


def units(*leaders: tuple[str, str, str, str | None], others: str | None = None) -> Table:
    """The eleven units; a unit of `leaders` (code, role, person, note) has that role, `others` is the others' note."""
    leading = {code: rest for code, *rest in leaders}
    rows: list[Row] = []
    for position, (code, name, short, kind) in enumerate(zip(CODES, FULL_NAMES, SHORT_NAMES, KINDS, strict=True), 1):
        role, person, note = leading.get(code, ("Thành viên", None, others))
        rows.append((code, name, short, position, kind, role, person, note))
    return UNITS.with_rows(*rows)


UNITS_2019 = units(DEPUTY_2019, others="Người đại diện không có trong thông tin công khai")
UNITS_2020 = units(*LEADERS_2020)

BY_DECISION = "Theo quyết định; số không có trong thông tin công khai"
LEADERSHIP = Table(
    "Lãnh đạo cụm",
    ("Năm", "Vai trò", "Đơn vị", "Người", "Quyết định"),
    (
        (2019, "Phó Cụm trưởng", "Cục ĐKQGGDBĐ", "Phạm Tuấn Ngọc", None),
        (2020, "Cụm trưởng", "Cục ĐKQGGDBĐ", "Phạm Tuấn Ngọc", BY_DECISION),
        (2020, "Phó Cụm trưởng", "Cục Con nuôi", "Nguyễn Thị Hảo", BY_DECISION),
    ),
)

LLTP_THEN = "Trung tâm Lý lịch tư pháp (tên giả định)"
FLAG, GOVERNMENT_FLAG = "Cờ thi đua ngành Tư pháp", "Cờ thi đua Chính phủ"

# In 2017 the invented scale is 100, in 2018 it is 200: years are compared by share of the maximum.
HISTORY = Table(
    "Lịch sử",
    ("Năm", "Đơn vị", "Tổng điểm", "Điểm tối đa", "Hạng", "Số đơn vị", "Danh hiệu"),
    (
        (2017, "Cục Bổ trợ tư pháp", 95.5, 100, 1, 11, f"{FLAG}; {GOVERNMENT_FLAG}"),
        (2017, "Tổng cục Thi hành án dân sự", 94.75, 100, 2, 11, FLAG),
        (2017, "Cục Trợ giúp pháp lý", 94, 100, 3, 11, None),
        (2017, "Cục Con nuôi", 93.25, 100, 4, 11, FLAG),
        (2017, "Cục Đăng ký quốc gia giao dịch bảo đảm", 93, 100, 5, 11, None),
        (2017, "Cục Hộ tịch, quốc tịch, chứng thực", 92.5, 100, 6, 11, None),
        (2017, "Vụ Phổ biến, giáo dục pháp luật", 92, 100, 7, 11, None),
        (2017, "Cục Kiểm tra văn bản quy phạm pháp luật", 92, 100, 7, 11, None),
        (2017, "Cục Quản lý xử lý vi phạm hành chính và theo dõi thi hành pháp luật", 91.25, 100, 9, 11, None),
        (2017, "Cục Bồi thường nhà nước", 90.5, 100, 10, 11, None),
        (2017, LLTP_THEN, 89.75, 100, 11, 11, None),
        (2018, "Cục Đăng ký quốc gia giao dịch bảo đảm", 192.5, 200, 1, 11, FLAG),
        (2018, "Cục Hộ tịch, quốc tịch, chứng thực", 191.75, 200, 2, 11, f"{FLAG}; {GOVERNMENT_FLAG}"),
        (2018, "Cục Trợ giúp pháp lý", 190, 200, 3, 11, None),
        (2018, "Cục Quản lý xử lý vi phạm hành chính và theo dõi thi hành pháp luật", 189.5, 200, 4, 11, FLAG),
        (2018, "Cục Bổ trợ tư pháp", 189.25, 200, 5, 11, None),
        (2018, "Tổng cục Thi hành án dân sự", 188, 200, 6, 11, None),
        (2018, "Vụ Phổ biến, giáo dục pháp luật", 187.75, 200, 7, 11, None),
        (2018, "Cục Con nuôi", 186.5, 200, 8, 11, None),
        (2018, "Cục Kiểm tra văn bản quy phạm pháp luật", 185, 200, 9, 11, None),
        (2018, "Cục Bồi thường nhà nước", 183.25, 200, 10, 11, None),
        (2018, "Trung tâm Lý lịch tư pháp quốc gia", 181.5, 200, 11, 11, None),
    ),
    title="KẾT QUẢ CÁC NĂM TRƯỚC",
)

LINEAGE = Table(
    "Kế thừa",
    ("Đơn vị cũ", "Đơn vị mới", "Loại", "Ngày", "Căn cứ"),
    ((LLTP_THEN, "LLTP", "đổi tên", day("01/01/2018"), "Số liệu mẫu: tên cũ và việc đổi tên là giả định"),),
)
