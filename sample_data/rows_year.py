"""The rest of the year: registrations, pledges, movements, exemplars, ratings, agenda, tasks.

The names of the two movements are on public record. Everything else is invented and says so where it could be taken
for a fact about a unit.
"""

from __future__ import annotations

from rows_units import CODES, FLAG, GOVERNMENT_FLAG, SHORT_NAMES
from tables import INVENTED, Table, day

REGISTRATIONS = Table(
    "Đăng ký",
    ("Đơn vị", "Danh hiệu", "Ngày", "Văn bản"),
    (
        ("Cục TGPL", FLAG, day("20/02/2019"), INVENTED),
        ("Cục TGPL", GOVERNMENT_FLAG, day("20/02/2019"), INVENTED),
        ("Tổng cục THADS", FLAG, day("22/02/2019"), INVENTED),
        ("Cục HTQTCT", FLAG, day("25/02/2019"), INVENTED),
        ("Cục KTVBQPPL", FLAG, day("25/02/2019"), INVENTED),
        ("Cục ĐKQGGDBĐ", FLAG, day("21/02/2019"), INVENTED),
        ("Cục ĐKQGGDBĐ", GOVERNMENT_FLAG, day("21/02/2019"), INVENTED),
        ("Cục BTTP", FLAG, day("26/02/2019"), INVENTED),
        ("Cục QLXLVPHC & TDTHPL", FLAG, day("19/02/2019"), INVENTED),
        ("Cục QLXLVPHC & TDTHPL", GOVERNMENT_FLAG, day("19/02/2019"), INVENTED),
        ("Vụ PBGDPL", FLAG, day("27/02/2019"), INVENTED),
        ("Vụ PBGDPL", GOVERNMENT_FLAG, day("27/02/2019"), INVENTED),
    ),
)

HEAD_OF_UNIT = "(thủ trưởng đơn vị)"
NOT_YET_SIGNED = ("KTVB", "LLTP")
PLEDGES = Table(
    "Giao ước",
    ("Đơn vị", "Người ký", "Ngày ký"),
    tuple((code, None, None) if code in NOT_YET_SIGNED else (code, HEAD_OF_UNIT, day("18/12/2019")) for code in CODES),
)

# Over before the conference, so it excludes no unit.
EXCLUSIONS = Table(
    "Loại trừ",
    ("Đơn vị", "Mã lý do", "Từ ngày", "Đến ngày", "Văn bản"),
    (("KTVB", "XM", day("01/03/2019"), day("30/06/2019"), "Số liệu mẫu, không phải việc có thật"),),
)

MOVEMENTS = Table(
    "Phong trào",
    ("Mã", "Tên", "Cấp phát động", "Từ ngày", "Đến ngày", "Mục tiêu", *SHORT_NAMES),
    (
        (
            "PT1", "Ngành Tư pháp chung sức góp phần xây dựng nông thôn mới", "Bộ Tư pháp",
            day("01/01/2019"), day("31/12/2019"), "Mỗi đơn vị có ít nhất 01 hoạt động hỗ trợ cơ sở (số liệu mẫu)",
            "Hoàn thành", "Hoàn thành", "Hoàn thành", "Hoàn thành", "Hoàn thành", "Hoàn thành",
            "Hoàn thành", "Hoàn thành", "Hoàn thành", "Hoàn thành", "Đang thực hiện",
        ),
        (
            "PT2", "Cán bộ tư pháp tiếp tục đẩy mạnh việc học tập, làm theo tấm gương đạo đức, phong cách Hồ Chí Minh",
            "Bộ Tư pháp", day("01/01/2019"), day("31/12/2019"),
            "Mỗi quý tổ chức 01 buổi sinh hoạt chuyên đề (số liệu mẫu)",
            "4/4 quý", "4/4 quý", "4/4 quý", "4/4 quý", "3/4 quý", "4/4 quý",
            "3/4 quý", "4/4 quý", "4/4 quý", "3/4 quý", "4/4 quý",
        ),
    ),
)  # fmt: skip

NUMBERLESS = "Số liệu mẫu, không có số"
EXEMPLARS = Table(
    "Điển hình",
    ("Đơn vị", "Loại", "Tên", "Quyết định", "Ngày", "Minh chứng"),
    (
        ("TGPL", "mô hình, cách làm hay", "Trợ giúp pháp lý lưu động theo cụm xã (mẫu)", NUMBERLESS,
         day("15/06/2019"), "https://example.org/minh-chung/tgpl-luu-dong.pdf"),
        ("TGPL", "điển hình", "Tập thể phòng nghiệp vụ có nhiều thành tích trong năm (mẫu)", NUMBERLESS,
         day("10/10/2019"), None),
        ("THADS", "sáng kiến", "Sổ theo dõi án điện tử dùng chung (mẫu)", NUMBERLESS, day("05/07/2019"), None),
        ("HTQTCT", "sáng kiến", "Biểu mẫu hộ tịch điền sẵn từ dữ liệu đã có (mẫu)", NUMBERLESS,
         day("20/08/2019"), None),
        ("DKGDBD", "sáng kiến", "Kiểm tra trùng lặp đơn đăng ký trực tuyến (mẫu)", NUMBERLESS,
         day("12/05/2019"), "https://example.org/minh-chung/dkgdbd-kiem-tra-trung.pdf"),
        ("DKGDBD", "mô hình, cách làm hay", "Tổ hỗ trợ khách hàng đăng ký từ xa (mẫu)", NUMBERLESS,
         day("02/09/2019"), None),
        ("BTTP", "mô hình, cách làm hay", "Ngày tiếp nhận phản ánh định kỳ hằng tháng (mẫu)", NUMBERLESS,
         day("18/04/2019"), None),
        ("QLXLVPHC", "sáng kiến", "Sổ tay tra cứu tình huống xử lý vi phạm hành chính (mẫu)", NUMBERLESS,
         day("25/03/2019"), "https://example.org/minh-chung/qlxlvphc-so-tay.pdf"),
        ("QLXLVPHC", "mô hình, cách làm hay", "Họp giao ban trực tuyến với địa phương hằng quý (mẫu)", NUMBERLESS,
         day("30/07/2019"), None),
        ("PBGDPL", "sáng kiến", "Bộ câu hỏi pháp luật thi trực tuyến (mẫu)", NUMBERLESS, day("11/09/2019"), None),
        ("PBGDPL", "điển hình", "Đội ngũ báo cáo viên pháp luật trẻ (mẫu)", NUMBERLESS, day("09/11/2019"), None),
    ),
)  # fmt: skip

# unit, staff group, HTXS, HTT, HT, KHT: never more than one HTXS for five HTT
RATINGS = Table(
    "Xếp loại",
    ("Đơn vị", "Nhóm", "HTXS", "HTT", "HT", "KHT"),
    (
        ("TGPL", "lãnh đạo", 1, 6, 0, 0), ("TGPL", "công chức", 4, 24, 3, 0),
        ("THADS", "lãnh đạo", 2, 14, 1, 0), ("THADS", "công chức", 13, 68, 9, 0),
        ("HTQTCT", "lãnh đạo", 1, 7, 0, 0), ("HTQTCT", "công chức", 5, 29, 4, 0),
        ("BTNN", "lãnh đạo", 1, 5, 0, 0), ("BTNN", "công chức", 3, 16, 2, 0),
        ("KTVB", "lãnh đạo", 1, 6, 1, 0), ("KTVB", "công chức", 4, 22, 3, 0),
        ("DKGDBD", "lãnh đạo", 1, 8, 0, 0), ("DKGDBD", "công chức", 9, 48, 5, 0),
        ("CN", "lãnh đạo", 1, 5, 0, 0), ("CN", "công chức", 3, 18, 1, 0),
        ("BTTP", "lãnh đạo", 1, 7, 1, 0), ("BTTP", "công chức", 5, 27, 2, 0),
        ("QLXLVPHC", "lãnh đạo", 1, 7, 0, 0), ("QLXLVPHC", "công chức", 5, 26, 2, 0),
        ("PBGDPL", "lãnh đạo", 1, 5, 0, 0), ("PBGDPL", "công chức", 4, 20, 1, 0),
        ("LLTP", "lãnh đạo", 1, 5, 0, 0), ("LLTP", "viên chức", 6, 33, 4, 0),
    ),
)  # fmt: skip

AGENDA = Table(
    "Chương trình",
    ("Thứ tự", "Giờ", "Nội dung", "Người thực hiện", "Màn"),
    (
        (1, "08:00", "Đón tiếp đại biểu, ổn định tổ chức", "Thư ký Cụm", "tiêu đề"),
        (2, "08:20", "Tuyên bố lý do, giới thiệu đại biểu, thông qua chương trình", "Thư ký Cụm", "chương trình"),
        (3, "08:30", "Báo cáo tổng kết phong trào thi đua năm 2019", "Cụm trưởng", "phong trào"),
        (4, "08:50", "Giới thiệu điển hình tiên tiến, sáng kiến, mô hình", "Cụm trưởng", "điển hình"),
        (5, "09:05", "Báo cáo kết quả chấm điểm thi đua", "Thư ký Cụm", "bảng điểm"),
        (6, "09:15", "Kết quả theo từng nhóm tiêu chí", "Thư ký Cụm", "nhóm điểm"),
        (7, "09:20", "Tham luận, thảo luận", "Các đơn vị thành viên", "màn chờ"),
        (8, "09:45", "Bầu Ban kiểm phiếu, thông qua thể lệ bỏ phiếu", "Chủ trì hội nghị", "thể lệ"),
        (9, "10:00", "Bỏ phiếu suy tôn", "Các đơn vị thành viên", "đang bỏ phiếu"),
        (10, "11:00", "Công bố kết quả suy tôn Cờ thi đua ngành Tư pháp", "Ban kiểm phiếu", "công bố: CNTP"),
        (11, "11:10", "Công bố kết quả suy tôn Cờ thi đua Chính phủ", "Ban kiểm phiếu", "công bố: CCP"),
        (12, "11:15", "Danh sách đơn vị được suy tôn, đề nghị khen thưởng", "Chủ trì hội nghị", "tổng hợp"),
        (13, "11:20", "Phát biểu chỉ đạo", "Lãnh đạo Bộ", "màn chờ"),
        (14, "11:35", "Công bố Cụm trưởng, Phó Cụm trưởng năm 2020; bàn giao", "Chủ trì hội nghị", "bàn giao"),
        (15, "11:45", "Phát động và ký giao ước thi đua năm 2020", "Thủ trưởng các đơn vị", "giao ước"),
        (16, "11:55", "Thông qua biên bản, bế mạc", "Thư ký Cụm", "tiêu đề"),
    ),
    title="CHƯƠNG TRÌNH HỘI NGHỊ TỔNG KẾT",
)

TASKS = Table(
    "Công việc",
    ("Hạn", "Nội dung", "Phụ trách", "Trạng thái"),
    (
        (day("28/02/2019"), "Nhận đăng ký thi đua của các đơn vị", "Thư ký Cụm", "Đã xong"),
        (day("28/06/2019"), "Sơ kết 6 tháng đầu năm", "Cụm trưởng", "Đã xong"),
        (day("15/11/2019"), "Nhận bảng tự chấm của các đơn vị", "Thư ký Cụm", "Đã xong"),
        (day("02/12/2019"), "Thẩm định điểm tự chấm", "Thư ký Cụm", "Đã xong"),
        (day("10/12/2019"), "Họp trù bị, chốt điểm", "Cụm trưởng", "Đã xong"),
        (day("18/12/2019"), "Hội nghị tổng kết, bỏ phiếu suy tôn", "Cụm trưởng", "Đang làm"),
        (day("25/12/2019"), "Gửi hồ sơ đề nghị khen thưởng", "Thư ký Cụm", "Chưa làm"),
        (day("31/12/2019"), "Bàn giao hồ sơ cho Cụm trưởng năm 2020", "Thư ký Cụm", "Chưa làm"),
    ),
)
