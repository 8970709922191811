"""Settings: the file, the environment above it, and what is refused by name."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from lib.settings import SourceKind, SpreadsheetLocation, places_of, read_settings

KEY = "1AbCdEfGhIjKlMnOpQrStUvWxYz0123456789abcdefg"
SAMPLE = Path("/app/sample.xlsx")


@pytest.fixture
def read(tmp_path):
    """Settings read from this text of secrets.toml (None: no file) and this environment."""

    def reading(text: str | None, **environment: str):
        secrets = tmp_path / ".streamlit" / "secrets.toml"
        if text is not None:
            secrets.parent.mkdir(exist_ok=True)
            secrets.write_text(text, encoding="utf-8")
        return read_settings(secrets, environment, SAMPLE)

    return reading


def test_without_settings_the_sample_is_shown(read):
    settings = read(None)
    assert settings.source.places == (SpreadsheetLocation(SourceKind.XLSX, str(SAMPLE)),)
    assert settings.fault is None


def test_a_relative_path_of_the_file_is_relative_to_the_project(read, tmp_path):
    settings = read('[source]\nkind = "xlsx"\npath = "nam/2019.xlsx"')
    assert settings.source.places == (SpreadsheetLocation(SourceKind.XLSX, str(tmp_path / "nam" / "2019.xlsx")),)


def test_several_google_spreadsheets_with_account_and_pace(read):
    settings = read(
        f'[source]\nkind = "google"\nspreadsheets = ["{KEY}", "https://docs.google.com/spreadsheets/d/{KEY}/edit"]\n'
        'poll_seconds = 10\napi_endpoint = "http://127.0.0.1:9000"\n[google]\nprivate_key = "secret"\n'
    )
    assert [place.kind for place in settings.source.places] == [SourceKind.GOOGLE] * 2
    assert settings.source.poll_seconds == 10
    assert settings.source.api_endpoint == "http://127.0.0.1:9000"
    assert '"private_key": "secret"' in settings.source.account


def test_the_key_of_the_account_is_never_in_what_is_printed(read):
    settings = read(f'[source]\nkind = "google"\nspreadsheet = "{KEY}"\n[google]\nprivate_key = "very secret"\n')
    assert "very secret" not in repr(settings)


def test_a_file_as_notepad_saves_it_is_read(read):
    settings = read('\ufeff[source]\nkind = "google"\nspreadsheet = "a"')
    assert (settings.fault, settings.source.places) == (None, (SpreadsheetLocation(SourceKind.GOOGLE, "a"),))


def test_the_environment_beats_the_file(read):
    settings = read('[source]\nkind = "xlsx"\npath = "a.xlsx"', THIDUA_SOURCE="/tmp/b.xlsx")
    assert settings.source.places == (SpreadsheetLocation(SourceKind.XLSX, "/tmp/b.xlsx"),)


def test_an_empty_variable_is_none(read, tmp_path):
    settings = read('[source]\nkind = "xlsx"\npath = "/a.xlsx"', THIDUA_SOURCE="  ")
    assert settings.source.places == (SpreadsheetLocation(SourceKind.XLSX, "/a.xlsx"),)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("a.xlsx", [SourceKind.XLSX]),
        ("a.xlsx, b.xlsx", [SourceKind.XLSX] * 2),
        (f"a.xlsx,{KEY}", [SourceKind.XLSX, SourceKind.GOOGLE]),
        (f"https://docs.google.com/spreadsheets/d/{KEY}/edit#gid=0", [SourceKind.GOOGLE]),
        (f"{KEY},", [SourceKind.GOOGLE]),
        ("khong_co.xls", [SourceKind.XLSX]),
    ],
)
def test_what_a_source_is_shows_in_its_name(text, kinds, tmp_path):
    assert [place.kind for place in places_of(text, tmp_path)] == kinds


def test_a_file_whose_name_holds_a_comma_is_one_file(tmp_path):
    (tmp_path / "bo, phieu.xlsx").touch()
    assert places_of("bo, phieu.xlsx", tmp_path) == (
        SpreadsheetLocation(SourceKind.XLSX, str(tmp_path / "bo, phieu.xlsx")),
    )


def test_a_folder_named_like_a_key_is_no_key(tmp_path):
    (tmp_path / KEY).touch()
    assert places_of(f"{KEY},x.xlsx", tmp_path)[0].kind is SourceKind.XLSX


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[source\n", "secrets.toml"),
        ("source = 1", "source"),
        ("[source]", None),
        ('[source]\nkind = "csv"', "source.kind"),
        ('[source]\npath = "a.xlsx"', "source.kind"),
        ('[source]\nkind = "xlsx"', "source.path"),
        ('[source]\nkind = "xlsx"\npath = " "', "source.path"),
        ('[source]\nkind = "google"', "source.spreadsheet"),
        ('[source]\nkind = "google"\nspreadsheets = []', "source.spreadsheets"),
        ('[source]\nkind = "google"\nspreadsheets = [1]', "source.spreadsheets"),
        ('[source]\nkind = "xlsx"\npath = "a"\npoll_seconds = 0', "source.poll_seconds"),
        ('[source]\nkind = "xlsx"\npath = "a"\npoll_seconds = true', "source.poll_seconds"),
        ('[source]\nkind = "google"\nspreadsheet = "1abc"\npoll_seconds = 4', "source.poll_seconds"),
        ('[source]\nkind = "google-link"\nspreadsheet = "1abc"\npoll_seconds = 14', "source.poll_seconds"),
        ('[source]\nkind = "xlsx"\npath = "a"\napi_endpoint = "http://example.com"', "source.api_endpoint"),
        ('[source]\nkind = "xlsx"\npath = "a"\napi_endpoint = "http://127.0.0.1.example.com"', "source.api_endpoint"),
        ('[source]\nkind = "xlsx"\npath = "a"\napi_endpoint = 1', "source.api_endpoint"),
    ],
)
def test_what_cannot_be_read_is_named(read, text, named):
    settings = read(text)
    assert settings.fault == named
    assert bool(settings.source.places) is (named is None)


def names_of(text: str, folder: Path) -> list[str]:
    return [Path(place.where).name for place in places_of(text, folder)]


def test_a_comma_in_the_name_of_a_file_ends_nothing_where_several_are_joined(tmp_path: Path) -> None:
    for name in ("bảng, năm 2019.xlsx", "b.xlsx", "c, d, e.xlsx"):
        (tmp_path / name).write_bytes(b"")
    joined = "b.xlsx, bảng, năm 2019.xlsx,c, d, e.xlsx,f.xlsx"
    assert names_of(joined, tmp_path) == ["b.xlsx", "bảng, năm 2019.xlsx", "c, d, e.xlsx", "f.xlsx"]
    assert names_of("bảng, năm 2019.xlsx", tmp_path) == ["bảng, năm 2019.xlsx"]


@pytest.mark.parametrize("forms", [("NFC", "NFD"), ("NFD", "NFC")])
def test_a_path_in_another_form_of_unicode_is_the_same_file(forms: tuple[str, str], tmp_path: Path) -> None:
    on_disk, typed = (unicodedata.normalize(form, "Cục Đăng ký/bảng điểm.xlsx") for form in forms)
    (tmp_path / on_disk).parent.mkdir()
    (tmp_path / on_disk).write_bytes(b"x")
    (place,) = places_of(typed, tmp_path)
    assert Path(place.where).read_bytes() == b"x"
