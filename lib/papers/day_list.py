"""Danh mục việc trong ngày: one printed page with the programme, the checks, and what to do when something fails."""

from __future__ import annotations

from collections.abc import Sequence

from lib.papers.docx.document import Paper, TableColumn
from lib.papers.docx.stamp import Stamp
from lib.show.day.readiness import Check
from lib.snapshot import Snapshot

TITLE = "DANH MỤC VIỆC TRONG NGÀY HỘI NGHỊ"
ABOUT = "Dành cho thư ký"
CHECKS = "1. Trước giờ khai mạc một giờ"
PROGRAMME = "2. Chương trình"
TROUBLE = "3. Khi có sự cố"
GOOD, BAD = "☑", "☐"
REMEDIES = (
    (
        "Mất Internet",
        "Bản đang dùng vẫn hiện. Cần gõ số mới: trang “Kiểm tra số liệu”, mục “Đổi nguồn số liệu”, chuyển sang "
        "tệp Excel trên máy này, xem thay đổi rồi đưa lên.",
    ),
    (
        "Máy chủ tắt",
        "Màn hình giữ nguyên. Khởi động lại, màn hình tự bắt kịp. Không khởi động được: mở tệp trinh-chieu.html "
        "trên USB, cùng các phím, M để chọn màn.",
    ),
    (
        "Đồng phiếu",
        "Công bố phần đã rõ, để ngỏ phần còn lại; bỏ phiếu lại hoặc ghi quyết định của Cụm trưởng bằng dòng có "
        "sẵn ở trang điều khiển.",
    ),
    (
        "Số phiếu không khớp",
        "Chưa công bố: Ban kiểm phiếu kiểm lại, sửa ô được nêu, đối chiếu lại. Số lệch với biên bản giấy chỉ công "
        "bố khi ghi lý do và người quyết định.",
    ),
    (
        "Sai số đã công bố",
        "“Tạm dừng để đính chính”, sửa trong bảng tính, ghi lý do, người quyết định, “Đính chính và đưa lên”; đối "
        "chiếu, công bố lại; in và ký lại giấy tờ được nêu.",
    ),
)
SIZE = 10
"""The type size in points, small enough for one page with the programme of a whole day."""


def day_list(snapshot: Snapshot, stamp: Stamp, checks: tuple[Check, ...]) -> bytes:
    """The checklist page as .docx."""
    paper = Paper(snapshot.workbook.contest, stamp, TITLE)
    paper.title(TITLE, ABOUT)
    tick = TableColumn("", 0.8, "center")
    done = [(GOOD if check.good else BAD, check.name, check.detail) for check in checks]
    _part(paper, CHECKS, [tick, TableColumn("Mục", 4.6), TableColumn("Tình trạng", 11.5)], done)
    items = [(BAD, item.time or "", item.content, item.person or "") for item in snapshot.workbook.agenda or ()]
    columns = [tick, TableColumn("Giờ", 1.3, "center"), TableColumn("Nội dung", 9.8), TableColumn("Thực hiện", 5.0)]
    _part(paper, PROGRAMME, columns, items)
    _part(paper, TROUBLE, [TableColumn("Việc", 3.2), TableColumn("Cách làm", 13.7)], list(REMEDIES))
    return paper.content()


def _part(paper: Paper, head: str, columns: list[TableColumn], rows: Sequence[tuple[str, ...]]) -> None:
    paper.heading(head)
    paper.table(columns, rows, size=SIZE)
