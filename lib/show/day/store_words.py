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

LOST_LOG = (
    "**Ngày hội nghị đã có thao tác được ghi nhưng nhật ký không còn: mất {lost} dòng, có thể gồm cả công bố.** Hội "
    "trường và trang web đang chờ với dòng “Đang chờ khôi phục số liệu đã công bố”. Có hai cách. Một: dừng máy chủ, "
    "khôi phục từ bản sao lưu (python -m lib restore TỆP.zip --force), rồi khởi động lại. Hai: bấm nút dưới đây để đi "
    "tiếp từ dòng cuối còn nguyên ({last}); mọi công bố sau dòng ấy coi như chưa có, phải công bố lại."
)
UNREAD_LOG = (
    "**Chưa đọc được nhật ký của ngày hội nghị.** Hội trường và trang web đang chờ với dòng “Đang chờ khôi phục số "
    "liệu đã công bố”. Có thể một chương trình khác đang giữ tệp, hoặc ổ đĩa không cho đọc: đóng chương trình đó (sao "
    "lưu, diệt vi-rút). Máy tự đọc lại vài giây một lần và tự trở về đúng bước đang dở."
)
GO_ON = "Đi tiếp từ dòng cuối còn nguyên"


def lost_log(lost: int, last: dt.datetime | None) -> str:
    """What is gone of the log of the day, and both ways out; `last` is when its last whole entry was written."""
    return LOST_LOG.format(lost=numbers.count(lost), last=numbers.moment(last) if last else "không còn dòng nào")


def in_use(folder: object, port: int | None, since: dt.datetime | None) -> str:
    """Why a second server on one state folder does not start: which one is there, and what to do."""
    begun = f" (cổng {port}, từ {numbers.moment(since)})" if port and since else ""
    remedy = IN_USE_AT.format(port=port) if port else IN_USE_SOMEWHERE
    return IN_USE.format(folder=folder, since=begun, remedy=remedy)
