"""Name lookup: a unit, criterion or award is referred to by code, short or full name (docs/workbook.md section 1)."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache

from lib.sheets.reading import cells

LIKENESS = 0.6
MOST_NAMES = 300
LONGEST_COMPARED = 200
LIKELY = 8
MOST_SLIPS = 2


@lru_cache(maxsize=8192)
def toneless(text: str) -> str:
    """Text without tones and case, for finding what was probably meant."""
    bare = unicodedata.normalize("NFD", cells.key(text)).replace("đ", "d")
    return "".join(letter for letter in bare if not unicodedata.combining(letter))


@lru_cache(maxsize=8192)
def _letters(text: str) -> Counter[str]:
    return Counter(toneless(text))


def nearest(typed: str, names: Iterable[str]) -> str | None:
    """The name most similar to what was typed; None where none is similar, or where there are too many names."""
    known = tuple(names)
    return None if len(known) > MOST_NAMES or len(typed) > LONGEST_COMPARED else _nearest(typed, known)


@lru_cache(maxsize=2048)
def _nearest(typed: str, names: tuple[str, ...]) -> str | None:
    """Of the few names that share most letters, the one with the smallest distance."""
    letters = _letters(typed)

    def unlike(name: str) -> int:
        return -2 * sum((letters & _letters(name)).values()) + len(toneless(name))

    by_plain: dict[str, str] = {}
    for name in sorted(names, key=unlike)[:LIKELY]:
        by_plain.setdefault(toneless(name), name)
    close = get_close_matches(toneless(typed), by_plain, n=1, cutoff=LIKENESS)
    return by_plain[close[0]] if close else None


def almost(typed: str, names: tuple[str, ...]) -> bool:
    """Whether a word is almost one of the names: other tones, at most two other letters, or the first two words alike.

    Less than half of the letters of a short name may differ: `Hạng` is not almost `Vòng`. The first two words are
    compared for the first name only, because synonyms begin alike (`Số phiếu …`).
    """
    bare = toneless(typed)
    first_two = bare.split()[:2]
    begins_alike = len(first_two) == 2 and first_two == toneless(names[0]).split()[:2]
    return begins_alike or any(_close(bare, toneless(name)) for name in names)


def _close(one: str, other: str) -> bool:
    most = min(MOST_SLIPS, (min(len(one), len(other)) - 1) // 2)
    return abs(len(one) - len(other)) <= most and _slips(one, other) <= most


def _slips(one: str, other: str) -> int:
    """The edit distance: the number of letters to change, add, leave out or swap with the next one."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        older, before, row = before, row, [i]
        for j, wanted in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
    return row[-1]


@dataclass(frozen=True)
class NameIndex:
    """Names and the codes that each of them fits; `shown` are the names to suggest.

    `above` are the cells of names above the header of their tab, which are therefore not known.
    """

    codes: dict[str, tuple[str, ...]]
    shown: tuple[str, ...]
    above: dict[str, str] = field(default_factory=dict)

    def fits(self, typed: str) -> tuple[str, ...]:
        """The codes that a name fits: none, one, or several where it is ambiguous."""
        return self.codes.get(cells.key(typed), ())

    def hint(self, typed: str) -> dict[str, str | None]:
        """Parameters for a name that fits nothing: its unread cell, else the name that was probably meant."""
        above = self.above.get(cells.key(typed))
        return {"suggestion": None, "above": above} if above else {"suggestion": nearest(typed, self.shown)}


def index_of(entries: Iterable[tuple[str, Iterable[str | None]]]) -> NameIndex:
    """An index of (code, other names); a code is always one of its own names."""
    codes: dict[str, tuple[str, ...]] = {}
    shown: list[str] = []
    for code, others in entries:
        for name in (code, *others):
            if not name:
                continue
            name_key = cells.key(name)
            known = codes.get(name_key, ())
            if code not in known:
                codes[name_key] = (*known, code)
                shown.append(name)
    return NameIndex(codes, tuple(shown))
