"""The result of understanding tables: records with their places, and the open questions."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from lib.model.domain import CriterionKind, ScoreColumn
from lib.model.problems import column_letters
from lib.sheets.sources.source import RawCell


class Shape(StrEnum):
    """The layout of a table (docs/workbook.md section 9); `OURS` is a workbook that needs no conversion."""

    UNIT_SCORES = "unit_scores"
    MATRIX = "matrix"
    MATRIX_BY_UNIT = "matrix_by_unit"
    STANDINGS = "standings"
    VOTES = "votes"
    OURS = "ours"


class ColumnRole(StrEnum):
    """The content of a column. `CRITERION` and `UNIT_SCORE` are columns of one criterion, or of one unit."""

    NUMBER = "number"
    CODE = "code"
    CONTENT = "content"
    MAXIMUM = "maximum"
    SELF = "self"
    VERIFIED = "verified"
    EVIDENCE = "evidence"
    REASON = "reason"
    NOTE = "note"
    UNIT = "unit"
    TOTAL = "total"
    RANK = "rank"
    YEAR = "year"
    IN_FAVOUR = "in_favour"
    AGAINST = "against"
    ABSTAIN = "abstain"
    SHARE = "share"
    DIFFERENCE = "difference"
    CRITERION = "criterion"
    UNIT_SCORE = "unit_score"
    UNKNOWN = "unknown"


class Ask(StrEnum):
    """The kinds of questions, which are answered by choosing, and of notices, which are mended in the file."""

    SCORE_MEANING = "score_meaning"
    COLUMN_MEANING = "column_meaning"
    KIND_OF_POINTS = "kind_of_points"
    UNIT_NAME = "unit_name"
    SAME_UNIT = "same_unit"
    UNIT_TWICE = "unit_twice"
    CRITERION_TWICE = "criterion_twice"
    MAXIMA_DIFFER = "maxima_differ"
    NAMES_DIFFER = "names_differ"
    YEARS_DIFFER = "years_differ"
    SHARE_OR_POINTS = "share_or_points"
    COLUMN_TWICE = "column_twice"
    HIDDEN_SHEET = "hidden_sheet"

    MAXIMUM_MISSING = "maximum_missing"
    SUM_DIFFERS = "sum_differs"
    TOTAL_DIFFERS = "total_differs"
    TWO_READINGS = "two_readings"
    NOT_A_NUMBER = "not_a_number"
    MERGED_SCORE = "merged_score"
    COLUMN_UNKNOWN = "column_unknown"
    AWARD_UNNAMED = "award_unnamed"
    YEAR_MISSING = "year_missing"
    NO_TABLE = "no_table"
    ONLY_A_PICTURE = "only_a_picture"


@dataclass(frozen=True, slots=True, order=True)
class FilePlace:
    """A cell of a file; row and column are 1-based, 0 where the whole sheet is meant."""

    file: str
    sheet: str
    row: int = 0
    column: int = 0

    @property
    def a1(self) -> str | None:
        """The A1 address, or None where no single cell is meant."""
        return f"{column_letters(self.column)}{self.row}" if self.row and self.column else None


@dataclass(frozen=True, slots=True)
class Question:
    """Something ambiguous, or that has to be mended. `key` is the same for a table of the same layout later.

    `options` are the possible answers, empty where there are none; `params` fill the sentence.
    """

    ask: Ask
    place: FilePlace
    key: str
    options: tuple[str, ...] = ()
    params: tuple[tuple[str, str], ...] = ()


Answers = Mapping[str, str]
"""The chosen option of each question by its key."""


class Questions:
    """Collects what is open, and knows the answers that were given before."""

    def __init__(self, answers: Answers) -> None:
        self.answers = answers
        self.open: list[Question] = []

    def choose(self, ask: Ask, place: FilePlace, key: str, options: Sequence[str], **params: str) -> str | None:
        """The answer to a question; where there is none, the question is asked and None returned."""
        chosen = self.answers.get(key)
        if chosen in options:
            return chosen
        self.open.append(Question(ask, place, key, options=tuple(map(str, options)), params=tuple(params.items())))
        return None

    def report(self, ask: Ask, place: FilePlace, key: str, **params: str) -> None:
        """Add a notice about a place of a file."""
        self.open.append(Question(ask, place, key, params=tuple(params.items())))

    def asked_once(self) -> Iterator[Question]:
        """Every notice, and each question once: its answer holds for all tables of the same layout."""
        asked: set[str] = set()
        for question in self.open:
            if not question.options or question.key not in asked:
                asked.add(question.key)
                yield question


@dataclass(frozen=True, slots=True)
class FoundColumn:
    """A column of a table: its role, and the header it was derived from. `subject` is its unit or criterion."""

    column: int
    role: ColumnRole
    header: str
    subject: str = ""


@dataclass(frozen=True, slots=True)
class FoundCriterion:
    """A criterion, a leaf of its table. `maximum` is the cell verbatim; `kind` is None where it is ambiguous."""

    code: str
    group: str
    name: str
    maximum: RawCell
    kind: CriterionKind
    place: FilePlace


@dataclass(frozen=True, slots=True)
class FoundMark:
    """One score cell, verbatim. `unit` is the name that the table uses."""

    unit: str
    criterion: str
    column: ScoreColumn
    value: RawCell
    place: FilePlace


@dataclass(frozen=True, slots=True)
class FoundTotal:
    """A total typed in the table: compared, never copied."""

    unit: str
    column: ScoreColumn
    value: RawCell


@dataclass(frozen=True, slots=True)
class FoundRemark:
    """A reason or evidence beside a score."""

    unit: str
    criterion: str
    reason: str | None
    evidence: str | None


@dataclass(frozen=True, slots=True)
class FoundStanding:
    """The total and rank of a unit in an earlier year."""

    year: int | None
    unit: str
    total: RawCell
    maximum: RawCell
    rank: RawCell
    place: FilePlace


@dataclass(frozen=True, slots=True)
class FoundVote:
    """The votes of a unit in a ballot."""

    unit: str
    in_favour: RawCell
    against: RawCell
    abstain: RawCell


@dataclass(frozen=True, slots=True)
class FoundBallot:
    """A ballot: its award, as far as the title names it, and the figures in the lines around the table."""

    award: str | None
    quota: int | None
    figures: tuple[tuple[str, int], ...]
    votes: tuple[FoundVote, ...]


@dataclass(frozen=True)
class FoundTable:
    """One table: its place, its shape and columns, and all of its content."""

    file: str
    sheet: str
    shape: Shape
    header: tuple[int, ...]
    first_row: int
    last_row: int
    columns: tuple[FoundColumn, ...]
    unit: str | None = None
    cluster: str | None = None
    year: int | None = None
    criteria: tuple[FoundCriterion, ...] = ()
    marks: tuple[FoundMark, ...] = ()
    totals: tuple[FoundTotal, ...] = ()
    remarks: tuple[FoundRemark, ...] = ()
    standings: tuple[FoundStanding, ...] = ()
    ballot: FoundBallot | None = None
    unit_order: tuple[str, ...] = ()
    short_names: tuple[tuple[str, str], ...] = ()
    questions: tuple[Question, ...] = ()

    @property
    def rows(self) -> int:
        """The number of lines of the table that were understood: criteria, or units."""
        return len(self.criteria) if self.shape in (Shape.UNIT_SCORES, Shape.MATRIX) else len(self.unit_order)


@dataclass(frozen=True)
class Finding:
    """Everything understood of some files, in an order that does not depend on the order of the files."""

    tables: tuple[FoundTable, ...] = ()
    questions: tuple[Question, ...] = ()


def key_of(*parts: object) -> str:
    """A short key for the subject of a question: the shape of its table and what it is about, never a value."""
    return hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:12]
