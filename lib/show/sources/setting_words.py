"""Faults of the settings file: the line, what is wrong, and what to write there."""

from __future__ import annotations

from lib.show.sources.failures import SETTINGS_NAME
from lib.show.words import names

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
    name = names.upper_first(SETTINGS_NAME)
    return f"{name}, dòng {line}" if line else name
