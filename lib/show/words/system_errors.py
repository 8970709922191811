"""Why the operating system refuses a file, in Vietnamese."""

from __future__ import annotations

import errno

_REASONS = {
    errno.ENOENT: "không có tệp hoặc thư mục này",
    errno.EACCES: "không được phép",
    errno.EPERM: "không được phép",
    errno.ENOSPC: "ổ đĩa đã hết chỗ",
    errno.EDQUOT: "đã hết dung lượng được cấp",
    errno.EROFS: "ổ đĩa chỉ cho đọc",
    errno.EISDIR: "đây là một thư mục",
    errno.ENOTDIR: "đường dẫn đi qua một tệp",
    errno.EEXIST: "đã có tệp cùng tên",
    errno.ENAMETOOLONG: "tên quá dài",
    errno.EBUSY: "tệp đang được chương trình khác dùng",
    errno.ETXTBSY: "tệp đang được chương trình khác dùng",
    errno.EIO: "ổ đĩa bị lỗi",
    errno.EMFILE: "quá nhiều tệp đang mở",
    errno.EFBIG: "tệp quá lớn",
    errno.ECONNREFUSED: "không kết nối được",
    errno.ETIMEDOUT: "quá thời gian chờ",
    errno.EHOSTUNREACH: "không kết nối được",
    errno.ENETUNREACH: "không kết nối được",
}


def system_reason(error: OSError) -> str:
    """Why an operation was refused; by its number where that has no words here, and as written where it has none."""
    if error.errno is None:
        return str(error.strerror or error)
    return _REASONS.get(error.errno, f"lỗi hệ thống số {error.errno}")
