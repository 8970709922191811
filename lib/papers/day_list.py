"""Danh mục việc trong ngày: one page to print, with the programme, what to check, and what to do when it goes wrong."""

from __future__ import annotations

from lib.papers.document import Column, Paper
from lib.papers.stamp import Stamp
from lib.show.readiness import Check
from lib.snapshot import Snapshot

TITLE = "DANH MỤC VIỆC TRONG NGÀY HỘI NGHỊ"
ABOUT = "Dành cho thư ký"
CHECKS = "1. Trước giờ khai mạc một giờ"
PROGRAMME = "2. Chương trình"
TROUBLE = "3. Khi có sự cố"
GOOD, BAD = "☑", "☐"
REMEDIES = (
    "- Mất Internet: trang “Kiểm tra số liệu”, mục “Đổi nguồn số liệu”, chuyển sang tệp Excel trên máy này, "
    "so sánh rồi đưa lên.",
    "- Máy chủ tắt: màn hình giữ nguyên; khởi động lại, màn hình tự bắt kịp. Không khởi động được: mở tệp "
    "trinh-chieu.html trên USB.",
    "- Đồng phiếu: công bố phần đã rõ, để ngỏ phần còn lại; bỏ phiếu lại hoặc ghi quyết định của Cụm trưởng.",
    "- Sai số đã công bố: “Tạm dừng để đính chính”, sửa trong bảng tính, đối chiếu lại, ghi lý do, người quyết định.",
)


def day_list(snapshot: Snapshot, stamp: Stamp, checks: tuple[Check, ...]) -> bytes:
    """The page as .docx."""
    paper = Paper(snapshot.workbook.contest, stamp, TITLE)
    paper.title(TITLE, ABOUT)
    paper.text(CHECKS)
    paper.table(
        [Column("", 1.0, "center"), Column("Mục", 5.4), Column("Tình trạng", 10.5)],
        [(GOOD if check.good else BAD, check.name, check.detail) for check in checks],
    )
    paper.text(PROGRAMME)
    items = snapshot.workbook.agenda or ()
    paper.table(
        [Column("", 1.0, "center"), Column("Giờ", 1.8, "center"), Column("Nội dung", 9.3), Column("Thực hiện", 4.8)],
        [(BAD, item.time or "", item.content, item.person or "") for item in items],
    )
    paper.text(TROUBLE)
    for remedy in REMEDIES:
        paper.text(remedy)
    return paper.content()
