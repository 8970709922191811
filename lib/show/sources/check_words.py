"""The steps of the connection check in words: what was tried, what to do, and where the guide explains it."""

from __future__ import annotations

from pathlib import Path

from lib.feed.set_up_check import SetUpStep, StepResult
from lib.model.problems import SourceFailure
from lib.show.sources.failures import FAILURES
from lib.show.sources.setting_words import setting_line
from lib.show.words import numbers
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
