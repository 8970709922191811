"""Votes in a sheet shared by link, which are open to anyone with the address: a warning in red."""

from __future__ import annotations

from collections.abc import Iterator

from lib.model.problems import CellRef
from lib.model.records import Workbook

NAME = "Số phiếu không nằm trong bảng tính mở bằng đường liên kết"
KEPT = "không có số phiếu nào trong bảng tính mở bằng đường liên kết"
REMEDY = (
    "Chuyển các trang tính bỏ phiếu sang một bảng tính thứ hai đọc bằng tài khoản dịch vụ, hoặc sang tệp Excel trên "
    "máy này (mục [[source.parts]]), rồi tắt chia sẻ bằng đường liên kết."
)
ASKED = "Vẫn công bố; tôi biết ai có địa chỉ của bảng tính cũng đọc được số phiếu"


def open_tabs(book: Workbook, keys: frozenset[str]) -> tuple[str, ...]:
    """The tabs with figures of a vote that are read from a sheet shared by link; `keys` are those of such sheets.

    Votes, counts of a session, ballot papers and decisions are figures of a vote; a session that is only planned is
    not.
    """
    by_link = {(link.source, link.tab) for link in book.links if any(f"/d/{key}/" in link.url for key in keys)}
    if not by_link:
        return ()
    found = ((cell.source, cell.tab) for cell in _figures(book))
    return tuple(dict.fromkeys(tab for source, tab in found if tab and (source, tab) in by_link))


def danger(tabs: tuple[str, ...]) -> str:
    """What is open, in one sentence."""
    return f"Ai có địa chỉ của bảng tính cũng đọc được số phiếu ở trang tính {', '.join(tabs)}. {REMEDY}"


def _figures(book: Workbook) -> Iterator[CellRef]:
    for vote in book.votes:
        if _any(vote.in_favour, vote.against, vote.abstain):
            yield vote.cell
    for session in book.sessions:
        counts = (session.present, session.issued, session.collected, session.valid, session.invalid)
        if _any(*(count.value for count in counts)):
            yield session.cell
    yield from (paper.cell for paper in book.ballot_papers)
    yield from (decision.cell for decision in book.decisions)


def _any(*values: int | None) -> bool:
    return any(value is not None for value in values)
