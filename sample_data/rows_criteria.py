"""The table of criteria: 5 groups, 200 points, 25 criteria with 2 bonuses and 3 deductions.

Invented: the table that the cluster used in 2019 is not public. Its shape (groups in Roman numerals, a total of 200)
follows tables of the sector that are.
"""

from __future__ import annotations

from tables import Row, Table

HEADERS = ("Nhóm", "Mã", "Tên tiêu chí", "Điểm tối đa", "Loại", "Không phát sinh")
BASE, BONUS, DEDUCTION = "chuẩn", "thưởng", "trừ"
FULL = "tối đa"

GROUPS = (
    ("I. Nhiệm vụ chuyên môn", 110),
    ("II. Xây dựng cơ quan, đơn vị", 30),
    ("III. Phong trào thi đua, khen thưởng", 30),
    ("IV. Cải cách hành chính, công nghệ thông tin", 20),
    ("V. Hoạt động của Cụm, thông tin, báo cáo", 10),
)

# code, name, maximum, kind, rule where the task did not arise
CRITERIA: tuple[tuple[str, str, int, str, str | int | None], ...] = (
    ("I.1", "Hoàn thành chương trình, kế hoạch công tác năm", 25, BASE, FULL),
    ("I.2", "Xây dựng, trình văn bản quy phạm pháp luật đúng tiến độ, bảo đảm chất lượng", 20, BASE, FULL),
    ("I.3", "Thực hiện nhiệm vụ quản lý nhà nước trong lĩnh vực được giao", 20, BASE, FULL),
    ("I.4", "Kiểm tra, hướng dẫn nghiệp vụ đối với địa phương", 10, BASE, FULL),
    ("I.5", "Giải quyết khiếu nại, tố cáo, kiến nghị, phản ánh", 10, BASE, FULL),
    ("I.6", "Hoàn thành đúng hạn nhiệm vụ do Chính phủ, Thủ tướng Chính phủ, lãnh đạo Bộ giao", 15, BASE, FULL),
    ("I.7", "Hợp tác quốc tế về pháp luật và tư pháp theo kế hoạch", 5, BASE, FULL),
    ("I.8", "Nghiên cứu khoa học, tổng kết thực tiễn", 5, BASE, 0),
    ("I.9", "Có sáng kiến, mô hình, cách làm hay được công nhận", 4, BONUS, None),
    ("I.10", "Có nhiệm vụ quá hạn do nguyên nhân chủ quan", 10, DEDUCTION, None),
    ("II.1", "Chấp hành chủ trương của Đảng, chính sách, pháp luật của Nhà nước", 8, BASE, FULL),
    ("II.2", "Thực hiện quy chế dân chủ ở cơ sở, quy chế làm việc", 6, BASE, FULL),
    ("II.3", "Thực hành tiết kiệm, chống lãng phí; phòng, chống tham nhũng", 6, BASE, FULL),
    ("II.4", "Đào tạo, bồi dưỡng, sử dụng công chức, viên chức", 5, BASE, FULL),
    ("II.5", "Xây dựng tổ chức đảng, công đoàn, đoàn thanh niên vững mạnh", 5, BASE, FULL),
    ("II.6", "Có công chức, viên chức, người lao động bị xử lý kỷ luật", 10, DEDUCTION, None),
    ("III.1", "Tổ chức, triển khai các phong trào thi đua do Bộ, ngành phát động", 8, BASE, FULL),
    ("III.2", "Hưởng ứng phong trào “Ngành Tư pháp chung sức góp phần xây dựng nông thôn mới”", 6, BASE, FULL),
    ("III.3", "Học tập, làm theo tấm gương đạo đức, phong cách Hồ Chí Minh", 6, BASE, FULL),
    ("III.4", "Phát hiện, bồi dưỡng, nhân rộng điển hình tiên tiến", 5, BASE, FULL),
    ("III.5", "Bình xét, đề nghị khen thưởng đúng đối tượng, đúng quy trình", 5, BASE, FULL),
    ("III.6", "Có tập thể, cá nhân được khen thưởng đột xuất hoặc theo chuyên đề", 3, BONUS, None),
    ("IV.1", "Cải cách thủ tục hành chính, thực hiện cơ chế một cửa", 6, BASE, FULL),
    ("IV.2", "Ứng dụng công nghệ thông tin trong chỉ đạo, điều hành", 5, BASE, FULL),
    ("IV.3", "Cung cấp dịch vụ công trực tuyến", 5, BASE, FULL),
    ("IV.4", "Xử lý văn bản điện tử, lập và lưu trữ hồ sơ", 4, BASE, FULL),
    ("V.1", "Tham gia đầy đủ các hoạt động của Cụm thi đua", 4, BASE, FULL),
    ("V.2", "Ký kết và thực hiện giao ước thi đua", 3, BASE, FULL),
    ("V.3", "Thực hiện chế độ thông tin, báo cáo đúng hạn", 3, BASE, FULL),
    ("V.4", "Gửi bảng tự chấm, báo cáo thi đua chậm so với thời hạn", 5, DEDUCTION, None),
)


def group_of(code: str) -> str:
    """The group of a criterion: the one whose numeral stands before the point of the code."""
    numeral = code.split(".")[0]
    return next(name for name, _ in GROUPS if name.startswith(f"{numeral}. "))


def _rows() -> tuple[Row, ...]:
    """A declaration row for each group, then its criteria with `Nhóm` left blank (merged cells)."""
    rows: list[Row] = []
    for group, maximum in GROUPS:
        rows.append((group, None, None, maximum, None, None))
        rows += [(None, *criterion) for criterion in CRITERIA if group_of(criterion[0]) == group]
    return tuple(rows)


TABLE = Table("Tiêu chí", HEADERS, _rows(), title="BẢNG TIÊU CHÍ CHẤM ĐIỂM THI ĐUA", merge_down="Nhóm")
