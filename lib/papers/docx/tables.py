"""The columns of the tables in papers: header, width in centimetres, alignment; and rows with their numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lib.papers.docx.document import TableColumn as Column

NUMBER = Column("TT", 1.1, "center")
SHORT_NUMBER = Column("TT", 0.9, "center")

PLEDGES = (
    NUMBER, Column("Đơn vị", 6.6), Column("Người ký", 3.8), Column("Ngày ký", 2.4, "center"),
    Column("Chữ ký", 3.0, "center"),
)  # fmt: skip
HANDOVER = (
    NUMBER, Column("Hồ sơ, tài liệu", 9.6), Column("Số lượng", 2.4, "center"), Column("Ghi chú", 3.4),
)  # fmt: skip
PROPOSALS = (
    SHORT_NUMBER, Column("Đơn vị", 4.6), Column("Danh hiệu đề nghị", 3.2), Column("Tổng điểm", 1.8, "center"),
    Column("Xếp hạng", 1.3, "center"), Column("Phiếu đồng ý", 1.7, "center"), Column("Tỷ lệ", 2.1, "center"),
    Column("Ghi chú", 2.0),
)  # fmt: skip
UNITS = (
    NUMBER, Column("Đơn vị", 6.6), Column("Vai trò", 2.7), Column("Người đại diện", 4.0),
    Column("Có mặt/vắng mặt", 3.0, "center"),
)  # fmt: skip
SCORES = (
    NUMBER, Column("Đơn vị", 9.0), Column("Tổng điểm", 3.0, "center"), Column("Xếp hạng", 3.4, "center"),
)  # fmt: skip
PAPERS = (
    Column("Số phiếu", 1.8, "center"), Column("Kết luận", 2.6, "center"), Column("Đồng ý", 6.2),
    Column("Không đồng ý", 6.2),
)  # fmt: skip
VOTES = (
    NUMBER, Column("Đơn vị", 8.0), Column("Phiếu đồng ý", 2.2, "center"), Column("Tỷ lệ", 2.2, "center"),
    Column("Kết quả", 3.0),
)  # fmt: skip
REGISTRATIONS = (
    NUMBER, Column("Đơn vị", 5.6), Column("Danh hiệu đăng ký", 4.2), Column("Ngày", 2.4, "center"),
    Column("Văn bản", 3.4),
)  # fmt: skip
MOVEMENTS = (NUMBER, Column("Đơn vị", 9.0), Column("Kết quả", 6.4))
EXEMPLARS = (
    NUMBER, Column("Đơn vị", 4.0), Column("Loại", 2.4), Column("Tên", 4.6), Column("Quyết định", 2.4, "center"),
    Column("Ngày", 2.4, "center"),
)  # fmt: skip
RATINGS = (
    NUMBER, Column("Đơn vị", 5.6), Column("Nhóm", 2.4), Column("HTXS", 1.5, "right"), Column("HTT", 1.5, "right"),
    Column("HT", 1.5, "right"), Column("KHT", 1.5, "right"), Column("Cộng", 1.6, "right"),
)  # fmt: skip


def counted_votes(share: str) -> tuple[Column, ...]:
    """The columns of a table of votes; `share` is the header of the share."""
    return (
        SHORT_NUMBER, Column("Đơn vị", 5.9), Column("Đồng ý", 1.2, "center"), Column("Không đồng ý", 1.5, "center"),
        Column("Không ý kiến", 1.5, "center"), Column(share, 3.1, "center"), Column("Kết quả", 2.3),
    )  # fmt: skip


def numbered(rows: Iterable[Sequence[str]]) -> list[Sequence[str]]:
    """The rows with their number, from 1, as the first cell."""
    return [(str(number), *row) for number, row in enumerate(rows, 1)]
