"""A cluster after reorganisations: a rename, mergers and a split between 2019 and 2026. Units and acts are those of the
public record; that the two units of the split belong to this cluster, and every figure, is invented.
"""

from __future__ import annotations

from rows_units import CLUSTER
from tables import INVENTED, SAMPLE, Row, Table, day

ND39 = "Nghị định 39/2025/NĐ-CP"
ND09 = "Nghị định 09/2026/NĐ-CP"
FLAG, HIGHEST = "Cờ thi đua ngành Tư pháp", "Cờ thi đua Chính phủ"

PBTG = "Cục Phổ biến, giáo dục pháp luật và Trợ giúp pháp lý"
BTTP = "Cục Bổ trợ tư pháp"
QLTHA = "Cục Quản lý thi hành án dân sự"
DKBT = "Cục Đăng ký giao dịch bảo đảm và Bồi thường nhà nước"
HCTP = "Cục Hành chính tư pháp"
HTQT = "Vụ Hợp tác quốc tế"
KTTC = "Cục Kiểm tra văn bản và Tổ chức thi hành pháp luật"
HSHC = "Cục Pháp luật hình sự – hành chính và Quản lý xử lý vi phạm hành chính"
KTXL = "Cục Kiểm tra văn bản và Quản lý xử lý vi phạm hành chính"

INFO = Table(
    "Thông tin",
    ("Mục", "Giá trị", "Căn cứ", "Ghi chú"),
    (
        ("Tên cụm", CLUSTER, None, None),
        ("Năm thi đua", 2026, None, None),
        ("Số chữ số thập phân", 2, SAMPLE, None),
        ("Thứ tự xếp hạng", "Tổng điểm", SAMPLE, None),
        ("Dữ liệu mẫu", "có", None, None),
    ),
)
UNITS = Table(
    "Đơn vị",
    ("Mã", "Tên đơn vị", "Tên tắt", "Thứ tự"),
    (
        ("PBTG", PBTG, "Cục PBGDPL & TGPL", 1),
        ("QLTHA", QLTHA, "Cục QLTHADS", 2),
        ("HCTP", HCTP, "Cục HCTP", 3),
        ("DKBT", DKBT, "Cục ĐKGDBĐ & BTNN", 4),
        ("BTTP", BTTP, "Cục BTTP", 5),
        ("KTTC", KTTC, "Cục KTVB & TCTHPL", 6),
        ("HSHC", HSHC, "Cục PLHSHC & QLXLVPHC", 7),
        ("HTQT", HTQT, "Vụ HTQT", 8),
    ),
)
CODES = tuple(str(row[0]) for row in UNITS.rows)
CRITERIA = Table(
    "Tiêu chí",
    ("Mã", "Nhóm", "Tên tiêu chí", "Điểm tối đa"),
    (
        ("I.1", "I. Chuyên môn", "Hoàn thành nhiệm vụ được giao (mẫu)", 60),
        ("I.2", "I. Chuyên môn", "Cải cách hành chính (mẫu)", 20),
        ("II.1", "II. Thi đua", "Tổ chức phong trào thi đua (mẫu)", 20),
    ),
)
VERIFIED = Table(
    "Thẩm định",
    ("Mã", *CODES),
    (
        ("I.1", 57.5, 56, 55.5, 56.5, 58, 55, 54.5, 53),
        ("I.2", 19, 18.5, 18, 18.5, 18, 17.5, 18, 18),
        ("II.1", 19, 18, 18.5, 18, 18.5, 18, 17.5, 18),
    ),
)


def _year(year: int, maximum: int, *results: tuple[str, float, int, str | None]) -> tuple[Row, ...]:
    """The rows of one year: unit, total, rank, awards."""
    return tuple((year, unit, total, maximum, rank, len(results), awards) for unit, total, rank, awards in results)


HISTORY = Table(
    "Lịch sử",
    ("Năm", "Đơn vị", "Tổng điểm", "Điểm tối đa", "Hạng", "Số đơn vị", "Danh hiệu"),
    (
        *_year(
            2019,
            200,
            ("Cục Đăng ký quốc gia giao dịch bảo đảm", 193.75, 1, None),
            ("Cục Quản lý xử lý vi phạm hành chính và theo dõi thi hành pháp luật", 193.25, 2, f"{FLAG}; {HIGHEST}"),
            ("Cục Trợ giúp pháp lý", 193, 3, FLAG),
            (BTTP, 191.5, 4, None),
            ("Vụ Phổ biến, giáo dục pháp luật", 190.75, 5, FLAG),
            ("Cục Hộ tịch, quốc tịch, chứng thực", 188.5, 6, None),
            ("Cục Con nuôi", 188.5, 6, None),
            ("Tổng cục Thi hành án dân sự", 187, 8, None),
            ("Cục Kiểm tra văn bản quy phạm pháp luật", 185.75, 9, None),
            ("Cục Bồi thường nhà nước", 184.25, 10, None),
            ("Trung tâm Lý lịch tư pháp quốc gia", 182, 11, None),
        ),
        *_year(
            2025,
            100,
            (PBTG, 95.5, 1, f"{FLAG}; {HIGHEST}"),
            (BTTP, 94.25, 2, FLAG),
            (QLTHA, 93, 3, None),
            (HCTP, 92.75, 4, None),
            (KTXL, 92, 5, None),
            (DKBT, 91.5, 6, None),
        ),
    ),
)
LINEAGE = Table(
    "Kế thừa",
    ("Đơn vị cũ", "Đơn vị mới", "Loại", "Ngày", "Căn cứ"),
    (
        ("Tổng cục Thi hành án dân sự", "QLTHA", "đổi tên", day("01/03/2025"), ND39),
        ("Cục Trợ giúp pháp lý", "PBTG", "sáp nhập", day("01/03/2025"), ND39),
        ("Vụ Phổ biến, giáo dục pháp luật", "PBTG", "sáp nhập", day("01/03/2025"), ND39),
        ("Cục Đăng ký quốc gia giao dịch bảo đảm", "DKBT", "sáp nhập", day("01/03/2025"), ND39),
        ("Cục Bồi thường nhà nước", "DKBT", "sáp nhập", day("01/03/2025"), ND39),
        ("Cục Hộ tịch, quốc tịch, chứng thực", "HCTP", "sáp nhập", day("01/03/2025"), INVENTED),
        ("Cục Con nuôi", "HCTP", "sáp nhập", day("01/03/2025"), INVENTED),
        ("Trung tâm Lý lịch tư pháp quốc gia", "HCTP", "sáp nhập", day("01/03/2025"), INVENTED),
        ("Cục Kiểm tra văn bản quy phạm pháp luật", KTXL, "sáp nhập", day("01/03/2025"), ND39),
        (
            "Cục Quản lý xử lý vi phạm hành chính và theo dõi thi hành pháp luật",
            KTXL,
            "sáp nhập",
            day("01/03/2025"),
            ND39,
        ),
        (KTXL, "KTTC", "tách", day("10/01/2026"), ND09),
        (KTXL, "HSHC", "tách", day("10/01/2026"), ND09),
    ),
)
TABLES = (INFO, UNITS, CRITERIA, VERIFIED, HISTORY, LINEAGE)
