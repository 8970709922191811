"""The names of units and awards on screens and papers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from lib.model.problems import CellRef
from lib.model.records import Workbook
from lib.show.words import numbers

_NUMERAL = re.compile(r"^([IVXLC]+|[A-ZĐ]|\d+)(?=[.)\s–-])")


def unit_name(workbook: Workbook, code: str) -> str:
    """The short name of a unit, its full name where it has none; units of the same name show their code."""
    name = workbook.unit(code).label
    return name if sum(unit.label == name for unit in workbook.units) == 1 else f"{name} ({code})"


def known_unit_name(workbook: Workbook, code: str) -> str:
    """The short name of a unit, what was typed where the unit is unknown."""
    return unit_name(workbook, code) if any(unit.code == code for unit in workbook.units) else code


def unit_list(workbook: Workbook, codes: Sequence[str]) -> str:
    """The short names of units: "A, B và C"; a dash for none."""
    return joined_words([unit_name(workbook, code) for code in codes])


MOST_NAMED = 6
"""Units that a sentence names one by one before it counts the others; the table beside it names all."""


def some_units(workbook: Workbook, codes: Sequence[str]) -> str:
    """The short names of units, of many the first: "A, B, C và 17 đơn vị khác"."""
    return some_words([unit_name(workbook, code) for code in codes])


def some_words(words: Sequence[str]) -> str:
    """All names of units where they are few, else the first and how many there are besides."""
    if len(words) <= MOST_NAMED:
        return joined_words(words)
    shown = words[: MOST_NAMED // 2]
    return f"{', '.join(shown)} và {len(words) - len(shown)} đơn vị khác"


_KINDS = (
    "tổng cục", "trung tâm", "ban quản lý", "văn phòng", "ủy ban nhân dân", "liên đoàn", "thanh tra", "trường", "viện",
    "cục", "vụ", "sở", "ban", "phòng", "chi cục", "công ty", "hội", "tòa án nhân dân", "viện kiểm sát nhân dân",
    "đảng ủy",
)  # fmt: skip
_TONES = "\u0300\u0301\u0303\u0309\u0323"
LONG_NAME = 28
"""The length in characters from which a short name is worth typing."""


def short_form(name: str) -> str:
    """A suggested short name by the usual rule: the kind of the unit and the initials of the rest, "và" as "&".

    "Cục Quản lý xử lý vi phạm và theo dõi" is "Cục QLXLVP & TD".
    """
    words = name.replace(",", " ").replace("-", " ").split()
    kinds = [len(kind.split()) for kind in _KINDS if " ".join(words).casefold().startswith(f"{kind} ")]
    first = max(kinds, default=0)
    rest = "".join(" & " if word.casefold() == "và" else _initial(word) for word in words[first:])
    return " ".join([*words[:first], rest.strip(" &")]).strip()


def _initial(word: str) -> str:
    """The first letter without its tone mark: "án" is "A", "ủy" is "U", "đất" is "Đ"."""
    bare = "".join(sign for sign in unicodedata.normalize("NFD", word[0]) if sign not in _TONES)
    return unicodedata.normalize("NFC", bare).upper()


def joined_words(words: Sequence[str]) -> str:
    """A list in words: "A, B và C"."""
    if len(words) < 2:
        return words[0] if words else numbers.MISSING
    return f"{', '.join(words[:-1])} và {words[-1]}"


def upper_first(text: str) -> str:
    """The text with a capital first letter, for the beginning of a sentence."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """The text with a small first letter, within a sentence; an abbreviation such as QĐ is kept."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def award_name(workbook: Workbook, code: str) -> str:
    """The name of an award, its code where the award is unknown."""
    return workbook.award(code).name if any(award.code == code for award in workbook.awards) else code


def cell_name(cell: CellRef) -> str:
    """A cell with its tab, "Phiếu!C6", and its spreadsheet where there are several."""
    place = f"{cell.tab}!{cell.a1}" if cell.a1 else cell.tab
    return f"{place} ({cell.source})" if cell.source else place


def group_signs(names: Sequence[str]) -> dict[str, str]:
    """A short label for every group: its numeral ("I"), or its position where the names have none or share one."""
    found = [match[1] for match in (_NUMERAL.match(name) for name in names) if match]
    if len(set(found)) < len(names):
        found = [str(place) for place in range(1, len(names) + 1)]
    return dict(zip(names, found, strict=True))
