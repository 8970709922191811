"""Phụ lục số liệu, the appendix of the yearly report: scores, ballots, registrations, movements, exemplars, ratings."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from lib.model.year_records import Rating
from lib.papers.ballot_minutes import verdict_words
from lib.papers.docx import tables, words
from lib.papers.docx.document import Paper
from lib.papers.docx.lookup import full_name, scored_standings
from lib.papers.docx.stamp import Stamp
from lib.papers.score_table import rank_text
from lib.show.words import awards, numbers, reasons
from lib.show.words.ballots import by_votes_and_protocol
from lib.show.words.names import award_name
from lib.show.words.terms import label
from lib.snapshot import Snapshot

TableRows = list[Sequence[str]]


def appendix(snapshot: Snapshot, stamp: Stamp) -> bytes:
    """The appendix as .docx; a part that the workbook lacks is left out and the numbering closes up."""
    return _Appendix(snapshot, stamp).content()


class _Appendix:
    def __init__(self, snapshot: Snapshot, stamp: Stamp) -> None:
        self._snapshot = snapshot
        self._book = snapshot.workbook
        open_awards = any(result.rounds and awards.is_undecided(result) for result in snapshot.awards)
        self._paper = Paper(self._book.contest, stamp.as_draft() if open_awards else stamp, words.TITLE_APPENDIX)
        self._numerals: Iterator[str] = iter(words.ROMAN)

    def content(self) -> bytes:
        year = self._book.contest.year or words.SHORT_DOTS
        self._paper.letterhead(None, numbered=False)
        self._paper.title(words.APPENDIX, words.APPENDIX_ABOUT.format(year=year))
        parts: tuple[Callable[[], None], ...] = (
            self._scores, self._votes, self._registrations, self._movements, self._exemplars, self._ratings,
        )  # fmt: skip
        for part in parts:
            part()
        return self._paper.content()

    def _heading(self, part: str) -> None:
        title = words.APPENDIX_PARTS[part]
        self._paper.heading(words.PART_HEADING.format(numeral=next(self._numerals), title=title))

    def _name(self, unit: str) -> str:
        return full_name(self._book, unit)

    def _scores(self) -> None:
        standings = scored_standings(self._snapshot)
        if not standings:
            return
        self._heading("scores")
        decimals = self._book.contest.decimals
        rows: TableRows = [
            (str(n), self._name(row.unit), _total(row.total, row.final, decimals), rank_text(row))
            for n, row in enumerate(standings, 1)
        ]
        self._paper.table(tables.SCORES, rows)

    def _votes(self) -> None:
        if not any(result.rounds for result in self._snapshot.awards):
            return
        self._heading("votes")
        for result in self._snapshot.awards:
            for item in result.rounds:
                needed = reasons.needed(self._book, result, item)
                where = f"{award_name(self._book, result.award)} – {awards.round_name(item)}: {needed}."
                self._paper.text(where).paragraph_format.keep_with_next = True
                rows: TableRows = []
                for one in by_votes_and_protocol(item):
                    votes, share = f"{one.votes}/{item.base_value}", numbers.share(one.votes, item.base_value)
                    rows.append((str(len(rows) + 1), self._name(one.unit), votes, share, verdict_words(one)))
                self._paper.table(tables.VOTES, rows)
            if result.rounds and awards.is_undecided(result):
                self._paper.text(awards.still_open(self._book, result), "Ghi chú bảng")

    def _registrations(self) -> None:
        found = self._book.registrations
        if not found:
            return
        self._heading("registrations")
        rows: TableRows = [
            (
                str(n),
                self._name(item.unit),
                award_name(self._book, item.award),
                numbers.date(item.date),
                item.document or "",
            )
            for n, item in enumerate(found, 1)
        ]
        self._paper.table(tables.REGISTRATIONS, rows)

    def _movements(self) -> None:
        if not self._book.movements:
            return
        self._heading("movements")
        for item in self._book.movements:
            level = f" ({item.level})" if item.level else ""
            counts = {"done": len(item.states), "all": len(self._book.units)}
            self._paper.text(words.MOVEMENT_LINE.format(name=item.name, level=level, **counts))
            rows: TableRows = [(str(n), self._name(state.unit), state.text) for n, state in enumerate(item.states, 1)]
            if rows:
                self._paper.table(tables.MOVEMENTS, rows)

    def _exemplars(self) -> None:
        if not self._book.exemplars:
            return
        self._heading("exemplars")
        rows: TableRows = [
            (
                str(n),
                self._name(item.unit),
                label(item.kind),
                item.name,
                item.decision or "",
                numbers.date(item.date) if item.date else "",
            )
            for n, item in enumerate(self._book.exemplars, 1)
        ]
        self._paper.table(tables.EXEMPLARS, rows)

    def _ratings(self) -> None:
        if not self._book.ratings:
            return
        self._heading("ratings")
        rows: TableRows = [
            (
                str(n),
                self._name(item.unit),
                item.staff_group or "",
                *(_count(value) for value in _levels(item)),
                _sum(item),
            )
            for n, item in enumerate(self._book.ratings, 1)
        ]
        columns = zip(*(_levels(item) for item in self._book.ratings), strict=True)
        sums = [numbers.count(sum(value or 0 for value in column)) for column in columns]
        everyone = sum(sum(value or 0 for value in _levels(item)) for item in self._book.ratings)
        rows.append(("", words.ALL_UNITS, "", *sums, numbers.count(everyone)))
        self._paper.table(tables.RATINGS, rows, bold=frozenset({len(rows) - 1}))
        self._paper.text(words.RATING_NOTE, "Ghi chú bảng")


def _total(points: int | None, final: bool, decimals: int) -> str:
    mark = "" if final or points is None else words.PROVISIONAL_MARK
    return numbers.points(points, decimals) + mark


def _levels(item: Rating) -> tuple[int | None, int | None, int | None, int | None]:
    return item.excellent, item.good, item.fair, item.poor


def _count(value: int | None) -> str:
    return numbers.count(value)


def _sum(item: Rating) -> str:
    levels = _levels(item)
    return numbers.MISSING if any(value is None for value in levels) else numbers.count(sum(v or 0 for v in levels))
