"""`python -m lib check KEY` tries the connection to Google and says what is wrong with it."""

from __future__ import annotations

import json

import pytest

from lib.__main__ import main
from lib.command import source_arguments
from tests.fake_sheets import faults
from tests.fake_sheets.demo import settings_text
from tests.fake_sheets.excel import book_of
from tests.fake_sheets.faults import always
from tests.fake_sheets.server import FakeSheets
from tests.fake_sheets.tokens import new_account
from tests.places import SAMPLE

KEY = "1sample-spreadsheet-of-the-cluster"
EMAIL = "doc@thi-dua-test.iam.gserviceaccount.com"


@pytest.fixture
def secrets(tmp_path, monkeypatch):
    path = tmp_path / "secrets.toml"
    monkeypatch.setattr(source_arguments, "SECRETS", path)
    return path


@pytest.fixture
def fake(secrets):
    with FakeSheets() as server:
        server.google.add(book_of(SAMPLE, KEY, "Bảng điểm 2019", {EMAIL}))
        secrets.write_text(settings_text(server, new_account(EMAIL), [KEY]), encoding="utf-8")
        yield server


@pytest.mark.parametrize("source", [KEY, f"https://docs.google.com/spreadsheets/d/{KEY}/edit#gid=0"])
def test_a_spreadsheet_reads_as_the_file_that_it_was_made_from(fake, capsys, source):
    assert main(["summary", source, "--json"]) == 0
    online = json.loads(capsys.readouterr().out)
    assert main(["summary", str(SAMPLE), "--json"]) == 0
    assert online == json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("more", ["", f'kind = "google"\nspreadsheet = "{KEY}"\n'], ids=["no source", "of the account"])
@pytest.mark.parametrize("source", [KEY, f"https://docs.google.com/spreadsheets/d/{KEY}/edit#gid=0"])
def test_without_a_service_account_a_key_is_read_by_its_link_as_an_address_is(fake, secrets, capsys, source, more):
    """Where there is no section of the account nothing is missing in it."""
    secrets.write_text(f'[source]\napi_endpoint = "{fake.endpoint}"\n{more}', encoding="utf-8")
    assert main(["check", source]) == 0
    assert capsys.readouterr().out.startswith("Đã đọc được Bảng điểm 2019: 21 trang tính dùng đến.\n")


def test_a_connection_that_works_names_the_spreadsheet_that_was_read(fake, capsys):
    assert main(["check", KEY]) == 0
    assert capsys.readouterr().out.startswith("Đã đọc được Bảng điểm 2019: 21 trang tính dùng đến.\n")


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (faults.forbidden(), f"Google Sheet ({EMAIL}): Tài khoản của hệ thống chưa được quyền xem bảng tính."),
        (faults.not_found(), "Không tìm thấy bảng tính"),
        (faults.api_disabled(), "(thi-dua-test): Dự án Google của tài khoản dịch vụ chưa bật Google Sheets API."),
        (faults.office_file(), "vẫn là tệp Excel"),
        (faults.token_refused(), "Khóa của tài khoản dịch vụ không còn hiệu lực."),
        (faults.login_page(), "Mạng đòi đăng nhập"),
    ],
    ids=lambda found: getattr(found, "name", None),
)
def test_what_is_wrong_with_the_connection_is_one_line_and_status_2(fake, capsys, fault, told):
    fake.google.script.add(always(fault))
    assert main(["check", KEY]) == 2
    written = capsys.readouterr()
    assert written.out == ""
    assert told in written.err
    assert written.err.count("\n") == 1


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ('[google]\nproject_id = "thi-dua"', "dòng 1: thiếu client_email trong phần [google]"),
        ("[source", "secrets.toml), dòng 1: "),
        ('[source]\nkind = "google"\nspreadsheet = "a"\napi_endpoint = "http://example.com"', "dòng 4: api_endpoint"),
    ],
)
def test_settings_that_cannot_be_used_are_named(secrets, capsys, settings, told):
    secrets.write_text(settings, encoding="utf-8")
    assert main(["check", KEY]) == 2
    written = capsys.readouterr().err
    assert told in written
    assert "Phần cài đặt nguồn số liệu chưa đúng." in written
