"""What a person typed into a cell, as Google understands it in a locale."""

from __future__ import annotations

import datetime as dt
import re

from tests.fake_sheets.grid import EPOCH, ERRORS, Cell

_NUMBER = {
    "vi": re.compile(r"[-+]?\d+(?:,\d+)?%?"),
    "en": re.compile(r"[-+]?\d+(?:\.\d+)?%?"),
}
_DATE = {"vi": re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})"), "en": re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")}
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_PATTERN = {"vi": "%d/%m/%Y", "en": "%m/%d/%Y"}


def entered(text: str, locale: str = "vi_VN") -> Cell | None:
    """The cell after typing `text`: numbers and dates in the locale's form, else text. Blank is None.

    In a Vietnamese sheet `9,5` is a number and `9.5` text; in an American one it is the other way round.
    """
    if not text:
        return None
    if text.startswith("'"):
        return Cell(text[1:])
    if text.upper() in {"TRUE", "FALSE"}:
        return Cell(text.upper() == "TRUE")
    if text in ERRORS:
        return Cell(text, error=True)
    language = "vi" if locale.startswith("vi") else "en"
    return _number(text, language) or _date(text, language) or Cell(text)


def _number(text: str, language: str) -> Cell | None:
    if not _NUMBER[language].fullmatch(text):
        return None
    percent = text.endswith("%")
    value = float(text.rstrip("%").replace(",", "."))
    return Cell(value / 100 if percent else value, percent=percent)


def _date(text: str, language: str) -> Cell | None:
    iso, local = _ISO.fullmatch(text), _DATE[language].fullmatch(text)
    if iso is not None:
        year, month, day, pattern = iso[1], iso[2], iso[3], "%Y-%m-%d"
    elif local is not None:
        first, second, year = local.groups()
        day, month = (first, second) if language == "vi" else (second, first)
        pattern = _PATTERN[language]
    else:
        return None
    try:
        moment = dt.datetime(int(year), int(month), int(day))
    except ValueError:
        return None
    return Cell(float((moment - EPOCH).days), pattern=pattern)
