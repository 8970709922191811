"""What is said of the place where the server keeps things: another server on it, damaged files, a disk that refuses."""

from __future__ import annotations

import datetime as dt

from lib.show.words import numbers

IN_USE = (
    "Đã có một máy chủ đang chạy trên thư mục {folder}{since}. Hai máy chủ trên một thư mục sẽ không biết nhau đã công "
    "bố hay tạm dừng gì, nên máy chủ này không khởi động. {remedy}"
)
IN_USE_AT = "Mở http://localhost:{port} để dùng máy chủ đó, hoặc dừng nó rồi khởi động lại."
IN_USE_SOMEWHERE = "Dùng máy chủ đó, hoặc dừng nó rồi khởi động lại."


def in_use(folder: object, port: int | None, since: dt.datetime | None) -> str:
    """Why a second server on one state folder does not start: which one is there, and what to do."""
    begun = f" (cổng {port}, từ {numbers.moment(since)})" if port and since else ""
    remedy = IN_USE_AT.format(port=port) if port else IN_USE_SOMEWHERE
    return IN_USE.format(folder=folder, since=begun, remedy=remedy)
