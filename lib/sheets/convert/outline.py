"""The hierarchy of criteria: groups, criteria and the lines between, from numbering, capitals and maxima.

A criterion is a leaf. A line whose maximum is the sum of those below it is a subtotal; a line without any figure is a
heading or a remark, and no criterion.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from lib.model.domain import CriterionKind
from lib.sheets.convert import vocabulary
from lib.sheets.convert.finding import Ask, FilePlace, FoundCriterion, key_of
from lib.sheets.convert.grid import TableGrid
from lib.sheets.convert.headers import without_tones
from lib.sheets.convert.reader import TableReader
from lib.sheets.reading import cells
from lib.sheets.sources.source import RawCell

ROMAN = r"(?:X{0,3}(?:IX|IV|V?I{1,3}|V|X))"
_ROMAN = re.compile(rf"(?:(?:phần|mục|nhóm)\s+)?({ROMAN})\s*[.)/:]?", re.IGNORECASE)
_WHOLE = re.compile(r"(\d{1,3})\s*[.)/:]?")
_DOTTED = re.compile(r"(\d{1,3}(?:\.\d{1,3})+)\s*[.)/:]?")
_FULL = re.compile(rf"({ROMAN})\.(\d{{1,3}})(?:\.?([a-zđ]))?")
_LETTER = re.compile(r"([a-zđ])\s*[.)/:]?")
_CAPITAL = re.compile(r"([A-ZĐ])\s*[.)/:]?")
_DASH = re.compile(r"[-–—+•*]")
_LEADING = re.compile(
    rf"\s*(?P<number>{ROMAN}(?:\.\d{{1,3}}[a-zđ]?)?|\d{{1,3}}(?:\.\d{{1,3}})*|[a-zđ])\s*[.)/:]\s+(?P<rest>\S.*)",
    re.DOTALL,
)
CAPITAL, TOP, WHOLE, DOTTED, LETTER, DASH = 0, 1, 2, 3, 20, 21
"""Levels of numbering, from the outermost in; a dotted number is one level deeper for each further dot."""
DEEPEST = 40


@dataclass(frozen=True)
class OutlineLine:
    """A row under the header. `level` is None where it has no numbering; `scored`: a score column is filled."""

    row: int
    number: str
    name: str
    level: int | None
    maximum: RawCell
    scored: bool
    loud: bool

    @property
    def points(self) -> Decimal | None:
        """The maximum as a number, None where it is none."""
        return cells.read_number(self.maximum).value

    @property
    def counts(self) -> bool:
        """Whether it can be a criterion: it has a maximum or a score."""
        return self.scored or not cells.is_blank(self.maximum)


@dataclass
class _Node:
    line: OutlineLine
    children: list[_Node] = field(default_factory=list)

    @property
    def scored_children(self) -> list[_Node]:
        return [child for child in self.children if child.counts]

    @property
    def counts(self) -> bool:
        return self.line.counts or any(child.counts for child in self.children)


@dataclass(frozen=True)
class Outline:
    """The leaves in their order, and the rows that hold the sum of some of them, by their codes."""

    criteria: tuple[FoundCriterion, ...]
    sums: tuple[tuple[int, tuple[str, ...]], ...]


_PATTERNS = (
    (_ROMAN, TOP),
    (_DOTTED, DOTTED),
    (_WHOLE, WHOLE),
    (_CAPITAL, CAPITAL),
    (_LETTER, LETTER),
)


def numbering(typed: str) -> tuple[str, int | None]:
    """The number of a line without punctuation, and its level; (typed, None) where it is no numbering."""
    text = typed.strip()
    if full := _FULL.fullmatch(text):
        return text, LETTER if full.group(3) else WHOLE
    for pattern, level in _PATTERNS:
        match = pattern.fullmatch(text)
        if match and not (pattern is _ROMAN and text.islower()):
            number = match.group(1)
            return number, level + max(number.count(".") - 1, 0)
    return (text, DASH) if _DASH.fullmatch(text) else (text, None)


def split_number(name: str) -> tuple[str, str]:
    """The numbering that precedes a name in the same cell, and the name; an empty number where there is none."""
    match = _LEADING.fullmatch(name)
    return (match["number"], match["rest"]) if match else ("", name)


def is_loud(name: str) -> bool:
    """Whether a line is written in capitals, as headings are."""
    letters = [letter for letter in name if letter.isalpha()]
    return len(letters) > 3 and all(letter.isupper() for letter in letters)


def outline(reader: TableReader, lines: Sequence[OutlineLine]) -> Outline:
    """The groups and criteria of the lines of one table."""
    return _OutlineReader(reader).read(_tree(_with_levels_by_sums(lines)))


def _tree(lines: Sequence[OutlineLine]) -> list[_Node]:
    """Each line under the nearest line above it of an outer level."""
    roots: list[_Node] = []
    open_nodes: list[tuple[int, _Node]] = []
    for line in lines:
        node = _Node(line)
        level = DEEPEST if line.level is None else line.level
        while open_nodes and open_nodes[-1][0] >= level:
            open_nodes.pop()
        (open_nodes[-1][1].children if open_nodes else roots).append(node)
        open_nodes.append((level, node))
    return roots


def _with_levels_by_sums(lines: Sequence[OutlineLine]) -> list[OutlineLine]:
    """Every line with a level: by its numbering; else headings by capitals or missing figures, and sums of maxima."""
    if any(line.level is not None for line in lines):
        return _between_numbered(lines)
    found = list(lines)
    at = 0
    while at < len(found):
        span = _span_of_sum(found, at)
        heading = found[at].loud or not found[at].counts
        found[at] = replace(found[at], level=TOP if span or heading else WHOLE)
        for inner in range(at + 1, at + 1 + span):
            found[inner] = replace(found[inner], level=WHOLE)
        at += 1 + span
    return found


def _between_numbered(lines: Sequence[OutlineLine]) -> list[OutlineLine]:
    """Unnumbered lines among numbered ones: capitals start a group, parts of a sum are placed under it."""
    found: list[OutlineLine] = []
    under = 0
    for at, line in enumerate(lines):
        if line.level is not None or not line.counts:
            under = _unnumbered_parts(lines, at) if line.counts else under
            found.append(line)
        elif line.loud:
            found.append(replace(line, level=CAPITAL))
        elif under:
            under -= 1
            found.append(line)
        else:
            beside = next((before.level for before in reversed(found) if before.level is not None), WHOLE)
            found.append(replace(line, level=beside))
    return found


def _unnumbered_parts(lines: Sequence[OutlineLine], at: int) -> int:
    span = _span_of_sum(lines, at)
    return span if all(line.level is None for line in lines[at + 1 : at + 1 + span]) else 0


def _span_of_sum(lines: Sequence[OutlineLine], at: int) -> int:
    """How many of the next lines add up to the maximum of this one, at least two; 0 where none do."""
    wanted, total = lines[at].points, Decimal(0)
    if not wanted:
        return 0
    for count, line in enumerate(lines[at + 1 :], 1):
        if line.loud or line.points is None:
            return 0
        total += line.points
        if total >= wanted:
            return count if total == wanted and count > 1 else 0
    return 0


class _OutlineReader:
    """Walks the tree once and collects leaves and sums."""

    def __init__(self, reader: TableReader) -> None:
        self._reader = reader
        self._criteria: list[FoundCriterion] = []
        self._sums: list[tuple[int, tuple[str, ...]]] = []
        self._codes: Counter[str] = Counter()

    def read(self, roots: Sequence[_Node]) -> Outline:
        for node in roots:
            if node.counts:
                self._visit(node, ())
        return Outline(tuple(self._criteria), tuple(self._sums))

    def _visit(self, node: _Node, above: tuple[OutlineLine, ...]) -> None:
        inner = node.scored_children
        if not inner:
            self._leaf(node.line, above)
            return
        before = len(self._criteria)
        for child in inner:
            self._visit(child, (*above, node.line))
        leaves = self._criteria[before:]
        self._sums.append((node.line.row, tuple(leaf.code for leaf in leaves)))
        self._check_sum(node.line, leaves)

    def _check_sum(self, line: OutlineLine, leaves: Sequence[FoundCriterion]) -> None:
        base = [cells.read_number(leaf.maximum).value for leaf in leaves if leaf.kind is CriterionKind.BASE]
        if line.points is None or None in base or not base:
            return
        total = sum((points for points in base if points is not None), Decimal(0))
        if total != line.points:
            typed, found = cells.shortest(float(line.points)), cells.shortest(float(total))
            self._report(Ask.SUM_DIFFERS, line, typed=typed, found=found)

    def _leaf(self, line: OutlineLine, above: tuple[OutlineLine, ...]) -> None:
        kind = self._reader.kind(self._place(line), line.name, *(outer.name for outer in reversed(above)))
        if cells.is_blank(line.maximum):
            self._report(Ask.MAXIMUM_MISSING, line)
        self._criteria.append(
            FoundCriterion(
                code=self._code(line, above),
                group=(_numbered(above[0]) if above else "") or vocabulary.WITHOUT_GROUP,
                name=line.name,
                maximum=line.maximum,
                kind=kind,
                place=self._place(line),
            )
        )

    def _code(self, line: OutlineLine, above: tuple[OutlineLine, ...]) -> str:
        """The numbering of the line under that of its headings: I, 1, a is `I.1a`."""
        code = ""
        for part in (*above, line):
            number = part.number
            if not number or part.level in (None, DASH):
                continue
            if code and number.startswith(f"{code}."):
                code = number
            elif len(number) == 1 and number.isalpha() and number.islower():
                code += number
            else:
                code = f"{code}.{number}" if code else number
        wanted = code or vocabulary.CRITERION_CODE.format(number=len(self._criteria) + 1)
        self._codes[wanted] += 1
        return wanted if self._codes[wanted] == 1 else f"{wanted}-{self._codes[wanted]}"

    def _place(self, line: OutlineLine) -> FilePlace:
        return self._reader.grid.place(line.row, self._reader.grid.first_column)

    def _report(self, ask: Ask, line: OutlineLine, **params: str) -> None:
        key = key_of(self._reader.header.shape_key, ask, without_tones(line.name))
        self._reader.questions.report(ask, self._place(line), key, name=line.name, **params)


def _numbered(line: OutlineLine) -> str:
    """A heading with its number: "I. Nhiệm vụ chuyên môn"."""
    return f"{line.number}. {line.name}" if line.number and line.level != DASH else line.name


def outline_lines(
    grid: TableGrid, rows: range, number: int | None, content: int, maximum: int | None, scores: Sequence[int]
) -> Iterator[OutlineLine]:
    """The non-blank rows under a header with their numbering, in whichever cell it is."""
    for row in rows:
        blank = all(cells.is_blank(grid.raw(row, column)) for column in grid.columns)
        if blank and grid.merged_from(row, content) is not None:
            continue
        name = grid.text(row, content)
        typed = grid.text(row, number) if number else ""
        if not name and number and typed and numbering(typed)[1] is None:
            name, typed = typed, ""
        if not typed:
            typed, name = split_number(name)
        scored = any(not cells.is_blank(grid.raw(row, column)) for column in scores)
        if not name and not scored:
            continue
        own, level = numbering(typed) if typed else ("", None)
        most = grid.raw(row, maximum) if maximum else None
        loud = is_loud(name) or (row, content) in grid.table.bold
        yield OutlineLine(row=row, number=own, name=name, level=level, maximum=most, scored=scored, loud=loud)
