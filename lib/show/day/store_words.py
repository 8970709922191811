"""Messages about the server's storage: another server using it, damaged files, a disk that refuses to write."""

from __future__ import annotations

import datetime as dt

from lib.show.words import numbers
from lib.store.condition import FileSetAside, StorageCondition

IN_USE = (
    "Đã có một máy chủ đang chạy trên thư mục {folder}{since}. Hai máy chủ trên một thư mục sẽ không biết nhau đã công "
    "bố hay tạm dừng gì, nên máy chủ này không khởi động. {remedy}"
)

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
ASIDE = (
    "Tệp **{name}** của hệ thống bị hỏng, đã được cất riêng lúc {at} dưới tên {now} trong thư mục trạng thái (.state); "
    "máy đi tiếp với phần còn nguyên.{means} Đề nghị báo người quản trị và giữ lại tệp này."
)
_MEANS = {
    "access.sqlite": " Mọi người phải đăng nhập lại.",
    "history.sqlite": " Một số bản trong lịch sử số liệu có thể không còn.",
}
REFUSED = (
    "**Không ghi được vào ổ đĩa lưu dữ liệu của hệ thống từ {since}** ({free}). Màn hình vẫn đi tiếp bằng phím; việc "
    "cần ghi (công bố, đối chiếu, đính chính) bị từ chối cho đến khi ghi được. Xóa bớt tệp, hoặc kiểm tra ổ đĩa có bị "
    "khóa ghi; ghi được trở lại thì máy tự ghi những gì đang chờ."
)
NEARLY_FULL = "**Ổ đĩa lưu dữ liệu của hệ thống sắp đầy** ({free}). Xóa bớt tệp trước khi hội nghị bắt đầu."
DISK = "Ổ đĩa lưu dữ liệu của hệ thống"
LOST = (
    "Nhật ký của ngày hội nghị không còn đủ: hội trường và trang web đang chờ khôi phục. Vào trang Điều khiển hội nghị "
    "để chọn khôi phục từ bản sao lưu hoặc đi tiếp."
)
INTACT = {
    True: "Nhật ký của ngày hội nghị nguyên vẹn: mọi dòng vẫn như máy đã ghi.",
    False: "**Nhật ký của ngày hội nghị không còn như máy đã ghi: có dòng bị sửa, thêm, xóa hoặc thay từ tệp khác.** "
    "Đối chiếu trang Điều khiển hội nghị với các văn bản đã in; nếu khác nhau, khôi phục từ bản sao lưu (python -m lib "
    "restore TỆP.zip --force).",
    None: "Chưa đọc được nhật ký của ngày hội nghị.",
}
"""Whether the event log is as it was written; None where it cannot be read."""
GO_ON = "Đi tiếp từ dòng cuối còn nguyên"


def lost_log(lost: int, last: dt.datetime | None) -> str:
    """What is lost of the event log, and both ways to continue; `last` is the time of its last intact entry."""
    return LOST_LOG.format(lost=numbers.count(lost), last=numbers.moment(last) if last else "không còn dòng nào")


def condition_lines(look: StorageCondition) -> tuple[str, ...]:
    """The faults of the server's storage, a sentence (Markdown) each; empty where there are none."""
    lines = [aside_line(one) for one in look.aside]
    if look.refused_since is not None:
        lines.insert(0, REFUSED.format(since=numbers.moment(look.refused_since), free=_free(look)))
    elif not look.good:
        lines.insert(0, NEARLY_FULL.format(free=_free(look)))
    return tuple(lines)


def aside_line(file: FileSetAside) -> str:
    """Which file was damaged, where it is now, and the consequence."""
    means = _MEANS.get(file.name, "")
    return ASIDE.format(name=file.name, now=file.now, at=numbers.moment(file.at), means=means)


def disk_detail(look: StorageCondition) -> str:
    """The detail of the check of the disk in "Sẵn sàng"."""
    if look.refused_since is not None:
        return f"không ghi được từ {numbers.moment(look.refused_since)}, {_free(look)}: xóa bớt tệp hoặc mở khóa ghi"
    return f"ghi được, {_free(look)}" + ("" if look.good else ": sắp đầy, xóa bớt tệp")


def _free(look: StorageCondition) -> str:
    if look.free is None:
        return "không rõ còn trống bao nhiêu"
    mega = look.free // 1024**2
    size = f"{numbers.count(mega // 1024)} GB" if mega >= 10 * 1024 else f"{numbers.count(mega)} MB"
    return f"còn trống {size}"


def in_use(folder: object, port: int | None, since: dt.datetime | None) -> str:
    """Why a second server on one state folder does not start: which one is running, and what to do."""
    begun = f" (cổng {port}, từ {numbers.moment(since)})" if port and since else ""
    use = f"Mở http://localhost:{port} để dùng máy chủ đó" if port else "Dùng máy chủ đó"
    remedy = f"{use}, hoặc dừng nó rồi khởi động lại."
    return IN_USE.format(folder=folder, since=begun, remedy=remedy)
