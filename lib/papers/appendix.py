"""Phụ lục số liệu, the appendix of the yearly report: scores, ballots, registrations, movements, exemplars, ratings."""

from __future__ import annotations

from collections.abc import Sequence

from lib.papers.ballot_minutes import verdict_words
from lib.papers.docx import tables, words
from lib.papers.docx.document import Paper, TableColumn
from lib.papers.docx.lookup import full_name, scored_standings
from lib.papers.docx.stamp import Stamp
from lib.papers.score_table import rank_text
from lib.show.words import awards, numbers, reasons
from lib.show.words.ballots import by_votes_and_protocol
from lib.show.words.names import award_name
from lib.show.words.terms import label
from lib.snapshot import Snapshot


def appendix(snapshot: Snapshot, stamp: Stamp) -> bytes:
    """The appendix as .docx; a part that the workbook lacks is left out and the numbering closes up."""
    return _Appendix(snapshot, stamp).content()


class _Appendix:
    def __init__(self, snapshot: Snapshot, stamp: Stamp) -> None:
        self._snapshot = snapshot
        self._book = snapshot.workbook
        open_awards = any(result.rounds and awards.is_undecided(result) for result in snapshot.awards)
        self._paper = Paper(self._book.contest, stamp.as_draft() if open_awards else stamp, words.TITLE_APPENDIX)
        self._numerals = iter(words.ROMAN)

    def content(self) -> bytes:
        year = self._book.contest.year or words.SHORT_DOTS
        self._paper.letterhead(None, numbered=False)
        self._paper.title(words.APPENDIX, words.APPENDIX_ABOUT.format(year=year))
        self._scores()
        self._votes()
        self._registrations()
        self._movements()
        self._exemplars()
        self._ratings()
        return self._paper.content()

    def _heading(self, part: str) -> None:
        title = words.APPENDIX_PARTS[part]
        self._paper.heading(words.PART_HEADING.format(numeral=next(self._numerals), title=title))

    def _table(self, part: str, columns: Sequence[TableColumn], rows: Sequence[Sequence[str]]) -> None:
        """Add a part that is one table of numbered rows; nothing where there are none."""
        if rows:
            self._heading(part)
            self._paper.table(columns, tables.numbered(rows))

    def _name(self, unit: str) -> str:
        return full_name(self._book, unit)

    def _scores(self) -> None:
        decimals = self._book.contest.decimals
        rows = []
        for row in scored_standings(self._snapshot):
            mark = "" if row.final or row.total is None else words.PROVISIONAL_MARK
            rows.append((self._name(row.unit), numbers.points(row.total, decimals) + mark, rank_text(row)))
        self._table("scores", tables.SCORES, rows)

    def _votes(self) -> None:
        if not any(result.rounds for result in self._snapshot.awards):
            return
        self._heading("votes")
        for result in self._snapshot.awards:
            for item in result.rounds:
                needed = reasons.needed(self._book, result, item)
                where = f"{award_name(self._book, result.award)} – {awards.round_name(item)}: {needed}."
                self._paper.text(where).paragraph_format.keep_with_next = True
                rows = []
                for candidate in by_votes_and_protocol(item):
                    share = numbers.share(candidate.votes, item.base_value)
                    votes = f"{candidate.votes}/{item.base_value}"
                    rows.append((self._name(candidate.unit), votes, share, verdict_words(candidate)))
                self._paper.table(tables.VOTES, tables.numbered(rows))
            if result.rounds and awards.is_undecided(result):
                self._paper.text(awards.still_open(self._book, result), "Ghi chú bảng")

    def _registrations(self) -> None:
        rows = [
            (self._name(item.unit), award_name(self._book, item.award), numbers.date(item.date), item.document or "")
            for item in self._book.registrations or ()
        ]
        self._table("registrations", tables.REGISTRATIONS, rows)

    def _movements(self) -> None:
        if not self._book.movements:
            return
        self._heading("movements")
        for item in self._book.movements:
            level = f" ({item.level})" if item.level else ""
            counts = {"done": len(item.states), "all": len(self._book.units)}
            self._paper.text(words.MOVEMENT_LINE.format(name=item.name, level=level, **counts))
            if item.states:
                rows = [(self._name(state.unit), state.text) for state in item.states]
                self._paper.table(tables.MOVEMENTS, tables.numbered(rows))

    def _exemplars(self) -> None:
        rows = []
        for item in self._book.exemplars or ():
            date = numbers.date(item.date) if item.date else ""
            rows.append((self._name(item.unit), label(item.kind), item.name, item.decision or "", date))
        self._table("exemplars", tables.EXEMPLARS, rows)

    def _ratings(self) -> None:
        """The ratings by unit and group; a row of sums, in which a missing count adds nothing."""
        if not self._book.ratings:
            return
        self._heading("ratings")
        rows, sums = [], [0, 0, 0, 0]
        for item in self._book.ratings:
            levels = (item.excellent, item.good, item.fair, item.poor)
            sums = [before + (count or 0) for before, count in zip(sums, levels, strict=True)]
            whole = numbers.MISSING if None in levels else numbers.count(sum(count or 0 for count in levels))
            rows.append((self._name(item.unit), item.staff_group or "", *map(numbers.count, levels), whole))
        last = ("", words.ALL_UNITS, "", *map(numbers.count, sums), numbers.count(sum(sums)))
        self._paper.table(tables.RATINGS, [*tables.numbered(rows), last], bold=frozenset({len(rows)}))
        self._paper.text(words.RATING_NOTE, "Ghi chú bảng")
