"""The settings file: read in every complete form, else its faulty line is named; no one is locked out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lib.access.policy import Mode, PolicyFault, PolicyFile
from lib.settings import read_settings
from lib.sheets.sources.account import ServiceAccount, TornKey, pem_of
from lib.show.sources.set_up_words import setting_line
from lib.store.settings_file import BadSettingsFile, fault_and_line, line_of_setting, read_toml
from tests.fake_sheets.tokens import new_account

ACCOUNT = new_account().info("https://oauth2.googleapis.com/token")
KEY = ACCOUNT["private_key"]
SOURCE = '[source]\nkind = "google"\nspreadsheet = "abc"\n\n'
REST = f'client_email = "{ACCOUNT["client_email"]}"\ntoken_uri = "{ACCOUNT["token_uri"]}"\n'
AS_JSON = json.dumps(ACCOUNT, indent=2)
STRICT = f"{SOURCE}[google]\nprivate_key = {json.dumps(KEY)}\n{REST}"
REAL = f'{SOURCE}[google]\nprivate_key = "{KEY}"\n{REST}'

WHOLE = {
    "as the guide says": STRICT,
    "real line ends": REAL,
    "real line ends of Windows": REAL.replace("\n", "\r\n"),
    "without quotes": f"{SOURCE}[google]\nprivate_key = {KEY}{REST}",
    "line ends written twice": STRICT.replace("\\n", "\\\\n"),
    "quotes of a word processor": STRICT.replace('"', "”"),
    "such quotes and real line ends": REAL.replace(' "', " “").replace('"', "”"),
    "the JSON under its table": f"{SOURCE}[google]\n{AS_JSON}\n",
    "the JSON without a table": f'{SOURCE}{AS_JSON}\n[access]\nmode = "open"\n',
    "the JSON in one line": f"{SOURCE}{json.dumps(ACCOUNT)}\n",
    "the JSON with real line ends": f"{SOURCE}[google]\n{AS_JSON}\n".replace("\\n", "\n"),
    "the lines of the JSON without its braces": f"{SOURCE}[google]\n" + "\n".join(AS_JSON.splitlines()[1:-1]),
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("form", WHOLE)
def test_a_file_is_read_in_every_form_in_which_it_is_whole(form: str, encoding: str) -> None:
    found = read_toml(WHOLE[form].encode(encoding))
    account = ServiceAccount.of(found["google"])
    assert (pem_of(account.private_key), account.client_email) == (KEY, ACCOUNT["client_email"])
    assert found["source"] == {"kind": "google", "spreadsheet": "abc"}
    assert account.credentials().service_account_email == ACCOUNT["client_email"]


LINES = KEY.strip().split("\n")
BODY = "".join(LINES[1:-1])


@pytest.mark.parametrize(
    "pasted",
    [
        KEY.strip(),
        KEY.replace("\n", "\\n"),
        KEY.replace("\n", "\\\\n"),
        KEY.replace("\n", "\r\n"),
        KEY.replace("\n", "\n\n"),
        KEY.replace("\n", " "),
        f'"{KEY}",',
        BODY,
        "\n".join(LINES[1:]),
        "\n".join(LINES[:-1]),
        KEY.replace("-----", "—"),
        KEY.replace("-----", "---"),
    ],
)
def test_a_key_is_read_in_every_form_in_which_its_letters_are_whole(pasted: str) -> None:
    assert pem_of(pasted) == KEY


@pytest.mark.parametrize(
    ("pasted", "part"),
    [
        ("-----BEGIN PRIVATE KEY-----\nMIIE", "end"),
        ("\n".join(LINES[:-3]), "end"),
        (BODY[:-40], "end"),
        ("\n".join([*LINES[:5], *LINES[8:]]), "middle"),
        ("-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----", "middle"),
        ("\n".join(LINES[3:]), "start"),
        (KEY.replace(LINES[4], LINES[4][:-1] + "…"), "letters"),
        (KEY.replace("PRIVATE", "ENCRYPTED PRIVATE"), "locked"),
    ],
)
def test_a_key_that_is_not_whole_tells_which_part_is_missing(pasted: str, part: str) -> None:
    with pytest.raises(TornKey) as torn:
        pem_of(pasted)
    assert torn.value.part == part
    assert "private_key" in setting_line(f"private_key.{part}", 3)


@pytest.mark.parametrize(
    ("text", "wrong", "line"),
    [
        ("[source\n", "file.syntax", 1),
        ('[source]\nkind = "xlsx\npath = "a"\n', "file.quotes", 2),
        ('[source]\nkind = “xlsx\npath = "a"\n', "file.quotes", 2),
        ('[source]\nkind = "xlsx"\npath = "C:\\Thi\\x.xlsx"\n', "file.backslash", 3),
        ("[source]\nkind = 1\nkind = 2\n", "file.twice", 3),
        ("[source]\nkind = \n", "file.syntax", 2),
        ("[source]\nkind = 'một\n", "file.quotes", 2),
    ],
)
def test_a_file_that_is_not_whole_is_told_by_its_line(text: str, wrong: str, line: int) -> None:
    with pytest.raises(BadSettingsFile) as bad:
        read_toml(text.encode())
    assert (bad.value.wrong.value, bad.value.line) == (wrong, line)
    assert f"dòng {line}: " in setting_line(wrong, line)


def test_letters_of_another_encoding_are_told_by_their_line() -> None:
    with pytest.raises(BadSettingsFile) as bad:
        read_toml(b'[source]\npath = "\xf0i\xe3m.xlsx"\n')
    assert (bad.value.wrong.value, bad.value.line) == ("file.encoding", 2)


def test_a_setting_is_found_by_its_line(tmp_path: Path) -> None:
    file = tmp_path / "secrets.toml"
    file.write_text(REAL.replace('"google"', '"csv"'), encoding="utf-8")
    assert fault_and_line(file, "source.kind") == ("source.kind", 2)
    assert fault_and_line(file, "private_key.end") == ("private_key.end", 6)
    assert fault_and_line(file, "shared.url") == ("shared.url", None)
    assert line_of_setting("[a]\n[b]\nc = 1", "b.d") == 2


@pytest.mark.parametrize(
    ("text", "mode", "fault"),
    [
        (f"{SOURCE}[google]\nprivate_key = ", None, None),
        (f'{SOURCE}[google]\nprivate_key = \n[access]\nmode = "open"\n', Mode.OPEN, None),
        (f'{SOURCE}[google]\nprivate_key = \n[access]\nmode = "passcode"\n', Mode.PASSCODE, PolicyFault.NO_PASSCODE),
        ('[access\nmode = "passcode"\n', None, PolicyFault.BAD_VALUE),
        ('[access]\nmode = "pass', None, PolicyFault.BAD_VALUE),
        ('[google]\nx = \nmode = "passcode"\n', None, PolicyFault.BAD_VALUE),
    ],
)
def test_a_fault_elsewhere_leaves_access_as_it_was_set(
    tmp_path: Path, text: str, mode: Mode | None, fault: PolicyFault | None
) -> None:
    file = tmp_path / "secrets.toml"
    file.write_text(text, encoding="utf-8")
    policy = PolicyFile(file)()
    assert (policy.mode, policy.fault) == (mode, fault)


def test_where_the_source_was_typed_is_known(tmp_path: Path) -> None:
    file = tmp_path / "secrets.toml"
    file.write_text('[source]\nkind = "xlsx"\npath = "a.xlsx"\n', encoding="utf-8")
    assert read_settings(file, {}, tmp_path).typed_in == "source.path"
    assert read_settings(file, {"THIDUA_SOURCE": "b.xlsx"}, tmp_path).typed_in == "THIDUA_SOURCE"
    assert read_settings(tmp_path / "none.toml", {}, tmp_path).typed_in is None
