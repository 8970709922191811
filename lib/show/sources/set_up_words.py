"""Setting up a source in words: the three ways to begin, each step of the connection check with what to do and where
the guide explains it, and the faults of the settings file.
"""

from __future__ import annotations

from pathlib import Path

from lib.feed.set_up_check import SetUpStep, StepResult
from lib.model.problems import SourceError, SourceFailure
from lib.show.sources.failures import FAILURES, SETTINGS_NAME
from lib.show.words import names, numbers
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


_QUOTED = 'Đặt giá trị trong hai dấu nháy kép thẳng: tên = "giá trị".'
_KEY = "Mở lại tệp .json của khóa, chép cả chuỗi private_key từ BEGIN đến END rồi dán lại."
_FIELD = "Chép dòng này từ tệp .json của khóa."
_ADDRESS = "Ghi địa chỉ của bảng tính, bắt đầu bằng https://docs.google.com/spreadsheets/d/."
_PATH = "Ghi đường dẫn của tệp .xlsx; trên Windows đặt trong dấu nháy đơn: path = 'C:\\ThiDua\\bang.xlsx'."
_WORDS: dict[str, tuple[str, str]] = {
    "file.away": ("không mở được tệp", "Kiểm tra quyền đọc tệp của tài khoản chạy hệ thống."),
    "file.encoding": (
        "có chữ không thuộc mã UTF-8",
        "Mở tệp bằng Notepad, chọn Tệp → Lưu thành, ở ô Mã hóa chọn UTF-8 rồi lưu.",
    ),
    "file.quotes": ("dấu nháy thiếu hoặc không thẳng", _QUOTED),
    "file.backslash": (
        "dấu \\ trong nháy kép",
        "Đặt đường dẫn trong dấu nháy đơn, ví dụ path = 'C:\\ThiDua\\bang.xlsx'.",
    ),
    "file.twice": ("tên này đã có ở một dòng trên", "Xóa bớt một trong hai dòng."),
    "file.syntax": (
        "dòng viết chưa đúng",
        f'Mỗi dòng có dạng tên = "giá trị", hoặc là tên phần như [source]. {_QUOTED}',
    ),
    "source.kind": (
        "kind chưa đúng hoặc chưa có",
        'Ghi kind = "google" (tài khoản dịch vụ), "google-link" (đường liên kết) hoặc "xlsx" (tệp Excel).',
    ),
    "source.path": ("path chưa đúng hoặc chưa có", _PATH),
    "source.paths": ("paths chưa đúng", f'Ghi paths = ["tệp thứ nhất", "tệp thứ hai"]. {_PATH}'),
    "source.spreadsheet": ("spreadsheet chưa đúng hoặc chưa có", _ADDRESS),
    "source.spreadsheets": ("spreadsheets chưa đúng", 'Ghi spreadsheets = ["địa chỉ thứ nhất", "địa chỉ thứ hai"].'),
    "source.parts": ("[[source.parts]] chưa đúng", "Mỗi phần bắt đầu bằng một dòng [[source.parts]], theo tệp mẫu."),
    "source.poll_seconds": (
        "poll_seconds ngoài giới hạn",
        "Ghi số giây từ 5 (Google), 15 (đường liên kết) hoặc 1 (tệp Excel) đến 3600.",
    ),
    "source.api_endpoint": ("api_endpoint chỉ dùng để thử trên chính máy này", "Xóa dòng này."),
    "api_endpoint": ("api_endpoint chỉ dùng để thử trên chính máy này", "Xóa dòng này."),
    "client_email": ("thiếu client_email trong phần [google]", _FIELD),
    "token_uri": (
        "token_uri trong phần [google] chưa đúng hoặc chưa có",
        'Ghi token_uri = "https://oauth2.googleapis.com/token".',
    ),
    "private_key": ("thiếu private_key trong phần [google]", _KEY),
    "private_key.start": ("private_key thiếu đoạn đầu", _KEY),
    "private_key.middle": ("private_key thiếu một đoạn ở giữa", _KEY),
    "private_key.end": ("private_key thiếu đoạn cuối", _KEY),
    "private_key.letters": ("private_key có ký tự lạ lẫn vào", _KEY),
    "private_key.locked": (
        "private_key được khóa bằng mật khẩu",
        "Dùng khóa JSON tải thẳng từ Google Cloud, không đặt mật khẩu.",
    ),
    "shared.url": ("url của phần [shared] chưa đúng", "Ghi địa chỉ bắt đầu bằng redis://, rediss:// hoặc unix://."),
    "live_page.enabled": ("enabled của phần [live_page] chưa đúng", "Ghi enabled = true hoặc enabled = false."),
}
VARIABLE = "biến môi trường THIDUA_SOURCE"


def setting_line(setting: str, line: int | None) -> str:
    """One unreadable setting: its line, what is wrong, what to write."""
    what, remedy = _WORDS.get(setting, (f"mục {setting} chưa đúng", "So lại với tệp mẫu secrets.example.toml."))
    return f"{_place(line)}: {what}. {remedy}"


def typed_line(typed_in: str, line: int | None) -> str:
    """Where the name of a missing source was set."""
    where = VARIABLE if "." not in typed_in else _place(line)
    return f"Tên này được ghi ở {names.lower_first(where)}."


def _place(line: int | None) -> str:
    return names.upper_first(SETTINGS_NAME) + (f", dòng {line}" if line else "")
