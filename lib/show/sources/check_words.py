"""Setting up a source in words: the three ways to begin, and each step of the connection check: what was tried, what to
do, and where the guide explains it.
"""

from __future__ import annotations

from pathlib import Path

from lib.feed.set_up_check import SetUpStep, StepResult
from lib.model.problems import SourceError, SourceFailure
from lib.show.sources.failures import FAILURES
from lib.show.sources.setting_words import setting_line
from lib.show.words import numbers
from lib.snapshot import Snapshot
from lib.store.settings_file import fault_and_line

STEPS = {
    SetUpStep.SETTINGS: "Tệp cài đặt đọc được",
    SetUpStep.ADDRESS: "Địa chỉ là của Google Trang tính",
    SetUpStep.KEY: "Khóa của tài khoản dịch vụ đầy đủ",
    SetUpStep.ONLINE: "Máy này nối được tới Google",
    SetUpStep.CLOCK: "Đồng hồ của máy đúng giờ",
    SetUpStep.TOKEN: "Google nhận khóa",
    SetUpStep.API: "Google Sheets API đã bật",
    SetUpStep.SHARED: "Bảng tính đã chia sẻ",
    SetUpStep.TABS: "Có trang tính",
    SetUpStep.READING: "Đọc lần đầu",
}
_MINUTE = "phần “Một phút: bằng đường liên kết”"
_PLACES = {
    SourceFailure.NOT_SHARED: _MINUTE,
    SourceFailure.SHARING_FORBIDDEN: _MINUTE,
    SourceFailure.OFFICE_FILE: _MINUTE,
    SourceFailure.NO_ADDRESS: "mục 6",
    SourceFailure.PROJECT_CLOSED: "mục 1",
    SourceFailure.API_DISABLED: "mục 2",
    SourceFailure.KEY_REVOKED: "mục 4",
    SourceFailure.NO_PERMISSION: "mục 5",
    SourceFailure.BAD_SETTINGS: "mục 6",
}
_LIST = "mục 7, danh sách các lý do"
ALL_WELL = "Đã đọc được bảng tính."
NOTHING_SET = (
    "Chưa có Google Trang tính nào trong tệp cài đặt (.streamlit/secrets.toml) để thử. Ghi địa chỉ của bảng tính vào "
    'lệnh: python -m lib google check "https://docs.google.com/spreadsheets/d/…"'
)


def step_line(tried: StepResult, settings: Path) -> str:
    """One step: a mark, its name, its seconds, and on failure why, what to do and where the guide explains it."""
    took = f"{STEPS[tried.step]} ({numbers.decimal(f'{tried.seconds:.2f}')} giây)"
    if tried.error is None:
        return f"✓ {took}: {tried.result}" if tried.result else f"✓ {took}"
    failure = tried.error.failure
    text = FAILURES[failure]
    where = f"Xem docs/google.md, {_PLACES.get(failure, _LIST)}."
    if failure is SourceFailure.BAD_SETTINGS:
        return f"✗ {took}: {text.sentence} {setting_line(*fault_and_line(settings, tried.error.detail))} {where}"
    detail = f" ({tried.error.detail})" if tried.error.detail else ""
    return f"✗ {took}: {text.sentence}{detail} {text.remedy} {where}"


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
