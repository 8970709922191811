"""Persons as typed in one cell: the name apart from the office, and the name as printed under a signature."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lib.model.domain import UnitRole
from lib.model.records import Workbook
from lib.papers.docx.figures import paper_text

_APART = re.compile(r"\s*[,;]\s*|\s+[–—-]\s+")
_ADDRESSED = re.compile(r"^(?:(?:ông|bà|đồng chí|đ/c|đc)\s*[.:]?\s+)+", re.IGNORECASE)
_OFFICE = re.compile(
    r"^(?:nguyên\s+|quyền\s+|q\.\s*)?(?:phó\s+)?(?:bộ trưởng|thứ trưởng|tổng cục trưởng|cục trưởng|vụ trưởng|chánh|"
    r"giám đốc|chủ tịch|trưởng|cụm trưởng|cụm phó|chủ nhiệm|viện trưởng|hiệu trưởng|bí thư|thư ký|ủy viên|thành viên|"
    r"đại diện)\b|^phó\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Person:
    """A person. `name` is as typed, with the form of address; `office` is empty where none is typed."""

    name: str
    office: str = ""

    @property
    def signed(self) -> str:
        """The bare name, as printed under a signature."""
        return _ADDRESSED.sub("", self.name)

    @property
    def with_office(self) -> str:
        """Name and office, as minutes state them."""
        return f"{self.name}, {self.office}" if self.office else self.name


def person_of(text: str) -> Person:
    """Parse a person typed as "Ông A, Thứ trưởng", "Thứ trưởng: Bà B" or "C"; text in brackets is kept as it is."""
    typed = paper_text(text)
    head, mark, rest = typed.partition(":")
    parts = [head, rest.strip()] if mark and _OFFICE.match(head) else _APART.split(typed, maxsplit=1)
    if len(parts) < 2 or typed.startswith("(") or not all(parts):
        return Person(typed)
    first, second = parts
    return Person(second, first) if _OFFICE.match(first) and not _OFFICE.match(second) else Person(first, second)


def signature(text: str | None) -> tuple[str, ...]:
    """The name under a signature; empty where no person is typed."""
    return (person_of(text).signed,) if text else ()


def head_of_cluster(book: Workbook) -> tuple[str, ...]:
    """The name under "CỤM TRƯỞNG": who is named with that unit in `Đơn vị`, else in `Lãnh đạo cụm` for this year."""
    of_units = [unit.representative for unit in book.units if unit.role is UnitRole.HEAD and unit.representative]
    year = book.contest.year
    of_year = [one.person for one in book.leadership or () if one.year == year and one.role is UnitRole.HEAD]
    named = [name for name in (*of_units, *of_year) if name]
    return signature(named[0]) if named else ()
