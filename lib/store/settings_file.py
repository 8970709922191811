"""The text of `.streamlit/secrets.toml`: read in every form in which it is complete, else the faulty line.

A part-time secretary pastes: the key of the service account with real line breaks, the JSON of the key as downloaded,
typographic quotes, a file saved as UTF-16. Where every character is there the file is read; nothing is guessed. What is
incomplete is reported by its line.
"""

from __future__ import annotations

import codecs
import json
import re
import tomllib
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any

_LINE = re.compile(r"\(at line (\d+), column \d+\)")
_PEM = re.compile(
    r"""^[ \t]*["“”]?private_key["“”]?[ \t]*[=:]\s*["'“”‘’]*\s*
        (-----BEGIN[A-Z ]*PRIVATE[ ]KEY-----[^"“”'‘’=\[{]*={0,2}[^"“”'‘’=\[{]*?-----END[A-Z ]*PRIVATE[ ]KEY-----)
        (?:\\+n|\s)*["'“”‘’]*[ \t]*,?[ \t]*$""",
    re.MULTILINE | re.VERBOSE,
)
_CURLY = re.compile(r"^[^\"'\n]*[“”„‟][^\"'\n]*$", re.MULTILINE)
_QUOTES = str.maketrans("“”„‟", '""""')
_JSON_LINE = re.compile(r'^[ \t]*"(\w+)"[ \t]*:[ \t]*("(?:[^"\\\n]|\\.)*")[ \t]*,?[ \t]*$', re.MULTILINE)
_HEADER = re.compile(r"^[ \t]*\[{1,2}[ \t]*([\w.-]+)[ \t]*\]{1,2}[ \t]*(?:#.*)?$", re.MULTILINE)
_BRACE = re.compile(r"^[ \t]*\{", re.MULTILINE)

ACCOUNT_FIELDS = frozenset({"client_email", "private_key", "token_uri"})


class SettingsFileFault(StrEnum):
    """Why a settings file cannot be read."""

    AWAY = "file.away"
    ENCODING = "file.encoding"
    QUOTES = "file.quotes"
    BACKSLASH = "file.backslash"
    TWICE = "file.twice"
    SYNTAX = "file.syntax"


class BadSettingsFile(Exception):
    """A settings file that cannot be read: why, and in which line, counted from 1, where that is known."""

    def __init__(self, wrong: SettingsFileFault, line: int | None = None) -> None:
        super().__init__(wrong.value)
        self.wrong = wrong
        self.line = line


def read_toml(content: bytes) -> dict[str, Any]:
    """The settings in the bytes of the file; `BadSettingsFile` says what is wrong and where."""
    text = decoded_settings(content)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        try:
            return tomllib.loads(_mended(text))
        except tomllib.TOMLDecodeError:
            raise _explained(text, str(error)) from None


def decoded_settings(content: bytes) -> str:
    """The text of the file, in UTF-8 or in UTF-16, in which Notepad may save it."""
    wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = content.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = None if wide else content.count(b"\n", 0, error.start) + 1
        raise BadSettingsFile(SettingsFileFault.ENCODING, line) from None
    if "\0" in text or (wide and not text):
        raise BadSettingsFile(SettingsFileFault.ENCODING)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def only_tables(text: str, *names: str) -> str:
    """Only these tables of a file and their subtables, such as `access` and `access.passcodes`."""
    starts = list(_HEADER.finditer(text))
    ends = [header.start() for header in starts[1:]] + [len(text)]
    return "".join(
        text[header.start() : end]
        for header, end in zip(starts, ends, strict=False)
        if header[1].split(".")[0] in names
    )


def line_of_setting(text: str, setting: str) -> int | None:
    """The line of a setting such as `source.kind`, that of its table where it is absent; None where both are."""
    table, _, name = setting.rpartition(".")
    for header in _HEADER.finditer(text):
        if header[1] != (table or name):
            continue
        following = _HEADER.search(text, header.end())
        end = following.start() if following else len(text)
        found = re.compile(rf"^[ \t]*{re.escape(name)}[ \t]*=", re.MULTILINE).search(text, header.end(), end)
        return text.count("\n", 0, found.start() if found else header.start()) + 1
    return None


def fault_and_line(path: Path, setting: str) -> tuple[str, int | None]:
    """The fault and its line in the file as it is now: the file's own fault, else the setting that was named.

    A field of the service account is named without its table, and its missing part after a point.
    """
    try:
        content = path.read_bytes()
        read_toml(content)
    except BadSettingsFile as bad:
        return bad.wrong.value, bad.line
    except FileNotFoundError:
        return setting, None
    except OSError:
        return SettingsFileFault.AWAY.value, None
    table, _, name = setting.partition(".")
    of_account = table in ACCOUNT_FIELDS
    return setting, line_of_setting(
        decoded_settings(content), f"google.{table}" if of_account else setting if name else table
    )


def _mended(text: str) -> str:
    """The same file in strict TOML, where what was pasted is complete."""
    text = _CURLY.sub(lambda found: found[0].translate(_QUOTES), text)
    text = _PEM.sub(lambda found: f"private_key = {_escaped(found[1])}", text)
    text = _without_json(text)
    return _JSON_LINE.sub(r"\1 = \2", text)


def _escaped(key: str) -> str:
    """A key as one TOML string; its line breaks may be real, escaped once, or escaped twice."""
    return json.dumps(re.sub(r"\\+n", "\n", key).strip() + "\n")


def _without_json(text: str) -> str:
    """The JSON of a service account, pasted as downloaded, as lines of `[google]`."""
    for brace in _BRACE.finditer(text):
        try:
            body = re.sub(r"^([ \t]*)private_key = ", r'\1"private_key": ', text[brace.start() :], flags=re.MULTILINE)
            found, length = json.JSONDecoder(strict=False).raw_decode(_with_commas(body).lstrip())
        except ValueError:
            continue
        if isinstance(found, Mapping) and "client_email" in found:
            rest = _with_commas(body).lstrip()[length:]
            before = text[: brace.start()]
            headers = _HEADER.findall(before)
            opening = "" if headers and headers[-1] == "google" else "[google]\n"
            texts = {name: value for name, value in found.items() if isinstance(value, str)}
            lines = "".join(f"{name} = {json.dumps(value)}\n" for name, value in texts.items())
            return f"{before}{opening}{lines}{rest}"
    return text


def _with_commas(body: str) -> str:
    """JSON in which the line of the key lost its comma when it was repaired."""
    return re.sub(r'^([ \t]*"private_key": ".*")$', r"\1,", body, flags=re.MULTILINE)


def _explained(text: str, error_text: str) -> BadSettingsFile:
    """The error of the TOML parser in everyday terms, and its line."""
    found = _LINE.search(error_text)
    line = int(found[1]) if found else text.rstrip("\n").count("\n") + 1
    written = text.split("\n")[line - 1] if line <= text.count("\n") + 1 else ""
    if "nescaped" in error_text or "escape" in error_text or "hex" in error_text.lower():
        return BadSettingsFile(SettingsFileFault.BACKSLASH, line)
    if "overwrite" in error_text or "declare" in error_text or "twice" in error_text:
        return BadSettingsFile(SettingsFileFault.TWICE, line)
    if re.search("[“”„‟‘’]", written) or written.count('"') % 2 or written.count("'") % 2:
        return BadSettingsFile(SettingsFileFault.QUOTES, line)
    return BadSettingsFile(SettingsFileFault.SYNTAX, line)
