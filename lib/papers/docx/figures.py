"""Formatting of values in papers, with dots for unknown values."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping
from itertools import count

from lib.papers.docx import words
from lib.show.words import numbers

LONGEST_SLUG = 60
_LONGEST_NAME = 36
_NO_LETTERS = "khac"
_OF_WINDOWS = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))})
_NOT_XML = re.compile("[\ufffe\uffff\ud800-\udfff]")


def paper_text(text: str) -> str:
    """Text from a sheet made safe for a paper: one line, no characters that are invisible or that no file can hold."""
    return _NOT_XML.sub("�", numbers.visible(text))


def text_or_dots(text: str | None) -> str:
    """The text, or dots to fill in by hand."""
    return paper_text(text) if text else words.DOTS


def two_digits(count: int | None) -> str:
    """A count as minutes write it: "03", "11", "0"; dots where it is unknown."""
    if count is None:
        return words.SHORT_DOTS
    return f"{count:02d}" if count else "0"


def long_date(day: dt.date | None, year: int | None = None) -> str:
    """A date in words, "ngày 18 tháng 12 năm 2019"; dots where it is unknown."""
    if day is None:
        return words.NO_DATE.format(year=year or words.SHORT_DOTS)
    return words.LONG_DATE.format(day=two_digits(day.day), month=two_digits(day.month), year=day.year)


def is_locality(place: str | None) -> bool:
    """Whether a place may precede the date of a paper: the bare name of a locality, such as "Hà Nội"."""
    if not place or len(place) > words.LONGEST_LOCALITY:
        return False
    return all(word == "-" or (word.isalpha() and word[0].isupper()) for word in place.split())


def persons_in_cell(names: str | None) -> list[str]:
    """The persons in one cell, separated by `;` or line breaks."""
    return [name for part in re.split(r"[;\n]", names or "") if (name := paper_text(part))]


def file_names(named: Mapping[str, str]) -> dict[str, str]:
    """A distinct file name for each code, valid on any operating system.

    `named` gives the text to use where a code has no Latin letter. Names that differ only in case are told apart by a
    number (`CD`, `CD_2`); names that Windows reserves (`CON`) get a number too.
    """
    taken = set(_OF_WINDOWS)
    files: dict[str, str] = {}
    for code, name in named.items():
        wanted = (slug(code) if slug(code) != _NO_LETTERS else slug(name))[:_LONGEST_NAME]
        free = (wanted if number == 1 else f"{wanted}_{number}" for number in count(1))
        files[code] = next(one for one in free if one.casefold() not in taken)
        taken.add(files[code].casefold())
    return files


def slug(text: str) -> str:
    """The text as part of a file name: letters without diacritics, digits, underscores."""
    bare = unicodedata.normalize("NFKD", text.replace("đ", "d").replace("Đ", "D"))
    plain_letters = "".join(sign for sign in bare if not unicodedata.combining(sign))
    return re.sub(r"[^A-Za-z0-9]+", "_", plain_letters).strip("_")[:LONGEST_SLUG] or _NO_LETTERS
