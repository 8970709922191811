"""The words of the three ways to begin: sample, own table, Google Sheet."""

from __future__ import annotations

from lib.model.problems import SourceError
from lib.show.sources.failures import FAILURES
from lib.show.words import numbers
from lib.snapshot import Snapshot

WAYS = ("Xem số liệu mẫu", "Bảng của tôi", "Google Trang tính")
SAMPLE = (
    "Đang hiển thị số liệu mẫu của năm 2019. Xem các trang ở thanh bên; khi muốn dùng số liệu của cụm, chọn một trong "
    "hai cách bên cạnh."
)
OWN = (
    "Có tệp Excel theo mẫu của hệ thống (tải ở trang Tải về) thì ghi đường dẫn đầy đủ của tệp. "
    "Tệp được đọc lại mỗi khi lưu."
)
GOOGLE = (
    "Mở bảng tính, bấm **Chia sẻ**, ở **Quyền truy cập chung** chọn **Bất kỳ ai có đường liên kết**, vai trò **Người "
    "xem**; chép địa chỉ trên thanh địa chỉ rồi dán vào đây. Ai có địa chỉ đều đọc được bảng tính: chỉ ghi điểm, không "
    "ghi số phiếu."
)


def source_refusal(error: SourceError) -> str:
    """Why a typed source cannot be read, and what to do."""
    text = FAILURES[error.failure]
    return f"{text.sentence} {text.remedy}"


def found_lines(snapshot: Snapshot) -> tuple[str, ...]:
    """A summary of a sheet: its name, cluster and year, number of units, tabs, cells to mend."""
    book = snapshot.workbook
    year = str(book.contest.year) if book.contest.year else "chưa ghi"
    tabs = dict.fromkeys(link.tab for link in book.links)
    blocking = sum(problem.blocks for problem in snapshot.problems)
    return (
        f"Bảng tính: {snapshot.source}",
        f"Cụm: {book.contest.name or 'chưa ghi tên'}; năm: {year}",
        f"Số đơn vị: {numbers.count(len(book.units))}",
        f"Trang tính: {', '.join(tabs) or 'không có trang tính nào đọc được'}",
        "Không có ô phải sửa." if not blocking else f"Phải sửa: {numbers.count(blocking)} chỗ.",
    )
