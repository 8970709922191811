"""Why the operating system refuses a file, in Vietnamese."""

from __future__ import annotations

import errno

import pytest

from lib.show.words.system_errors import system_reason


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (FileNotFoundError(errno.ENOENT, "No such file or directory"), "không có tệp hoặc thư mục này"),
        (OSError(errno.ENOSPC, "No space left on device"), "ổ đĩa đã hết chỗ"),
        (OSError(errno.ENOTTY, "Inappropriate ioctl for device"), f"lỗi hệ thống số {errno.ENOTTY}"),
        (OSError("kho không trả lời"), "kho không trả lời"),
    ],
)
def test_a_refusal_of_the_system_reads_as_vietnamese(error, said):
    assert system_reason(error) == said
