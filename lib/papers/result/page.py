"""Trang kết quả: proposals, their reasons, and the ranking on A4, as PDF and PNG, to be sent on.

It is one page wherever possible without type below 8 points: the ranking is cut first, with a note, then the reasons
are dropped; a proposed unit never is: where they do not fit on one page, further pages follow.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from io import BytesIO

import vl_convert
from PIL import Image
from pypdf import PdfReader, PdfWriter

from lib.model.results import AwardResult, AwardStatus, Standing
from lib.papers.docx import words
from lib.papers.docx.figures import paper_text
from lib.papers.docx.lookup import full_name, round_of_proposal, scored_standings
from lib.papers.docx.stamp import Stamp
from lib.papers.result.drawing import DARK, FLAG, FOOT, GAP, MARGIN, PAGE_HEIGHT, ROOM, Bar, BarSize, Drawing
from lib.papers.result.typeface import has_glyph, printed_width, register_typeface
from lib.show.words import awards, names, numbers, ranks, reasons
from lib.show.words.ranks import RankingRow, ranking_rows
from lib.snapshot import Snapshot

PNG_SCALE = 2.5
LEAST_SCALE = 0.9
"""The smallest scale; the smallest text of a page has 9 points at scale 1."""
SCALES = tuple(step / 20 for step in range(25, 17, -1))
LEAST_RANKS = 8
"""Minimum number of ranked units on a page before the reasons are dropped for them."""


def result_pdf(snapshot: Snapshot, stamp: Stamp) -> bytes:
    """The paper as PDF with embedded fonts."""
    register_typeface()
    pages = [bytes(vl_convert.svg_to_pdf(svg)) for svg in result_svgs(snapshot, stamp)]
    if len(pages) == 1:
        return pages[0]
    writer, target = PdfWriter(), BytesIO()
    for page in pages:
        writer.append(PdfReader(BytesIO(page)))
    writer.write(target)
    return target.getvalue()


def result_png(snapshot: Snapshot, stamp: Stamp) -> bytes:
    """The paper as PNG, 1488 pixels wide, further pages below the first."""
    register_typeface()
    pages = [bytes(vl_convert.svg_to_png(svg, scale=PNG_SCALE)) for svg in result_svgs(snapshot, stamp)]
    if len(pages) == 1:
        return pages[0]
    pictures = [Image.open(BytesIO(page)).convert("RGB") for page in pages]
    whole = Image.new("RGB", (pictures[0].width, sum(one.height for one in pictures)))
    for place, one in enumerate(pictures):
        whole.paste(one, (0, place * one.height))
    target = BytesIO()
    whole.save(target, "PNG")
    return target.getvalue()


def result_svgs(snapshot: Snapshot, stamp: Stamp) -> list[str]:
    """The pages as SVG, almost always one: the first layout on which everything fits."""
    results = [result for result in snapshot.awards if has_result(result)]
    settled = stamp.as_draft() if any(map(awards.is_undecided, results)) else stamp
    for scale in SCALES:
        pages = _Pages(snapshot, settled, scale).filled()
        if len(pages) == 1:
            return pages
    for with_reasons in (True, False):
        layout = _Pages(snapshot, settled, LEAST_SCALE, with_reasons, cut=True)
        pages = layout.filled()
        if len(pages) == 1 and layout.ranked >= min(LEAST_RANKS, len(scored_standings(snapshot))):
            return pages
    return pages


def unprintable(snapshot: Snapshot) -> str:
    """A warning before printing: the letters of names that the font lacks, each once; empty where there are none.

    The paper shows their code point instead.
    """
    book = snapshot.workbook
    texts = [book.contest.name, book.contest.place, *(award.name for award in book.awards)]
    texts += [text for unit in book.units for text in (unit.name, unit.short_name)]
    texts += [item.decided_by for item in book.decisions]
    letters = dict.fromkeys("".join(paper_text(text) for text in texts if text))
    shown = [f"“{letter}” (U+{ord(letter):04X})" for letter in letters if not has_glyph(letter)]
    return words.RESULT_LETTERS.format(letters=names.joined_words(shown)) if shown else ""


@dataclass
class _Pages:
    """The paper at one scale. `cut`: the ranking ends where its page does; `ranked` is the number of units listed."""

    snapshot: Snapshot
    stamp: Stamp
    scale: float
    with_reasons: bool = True
    cut: bool = False
    ranked: int = field(default=0, init=False)
    _pages: list[Drawing] = field(default_factory=list, init=False)

    def filled(self) -> list[str]:
        """The pages as SVG; to be called once."""
        self._pages.append(Drawing(self.scale))
        self._head()
        results = [result for result in self.snapshot.awards if has_result(result)]
        if results:
            self._page.heading(words.RESULT_PROPOSALS)
            for result in results:
                self._award(result)
        shown = scored_standings(self.snapshot)
        if shown:
            self._scores(shown)
        if not shown and not results:
            self._line(words.RESULT_NOTHING, 12)
        for page in self._pages:
            self._foot(page)
        return [page.svg() for page in self._pages]

    @property
    def _page(self) -> Drawing:
        return self._pages[-1]

    def _line(self, text: str, size: float, *, indent: float = 0, bold: bool = False, flag: bool = False) -> None:
        """Draw a paragraph, on the next page where this one has no room for it."""
        before, parts = self._page.y, len(self._page.parts)
        self._page.paragraph(text, size, indent=indent, bold=bold, flag=flag)
        if not self._page.fits and parts:
            del self._page.parts[parts:]
            self._page.y = before
            self._pages.append(Drawing(self.scale))
            self._page.paragraph(text, size, indent=indent, bold=bold, flag=flag)

    # -- parts -------------------------------------------------------------------------------------------------

    def _head(self) -> None:
        contest, page = self.snapshot.workbook.contest, self._page
        page.centered(paper_text(contest.name or "").upper(), 11.5, bold=True)
        title = words.RESULT_TITLE.format(year=contest.year or words.SHORT_DOTS)
        page.gap(4)
        page.centered(title, 17, bold=True, color=DARK)
        where = [numbers.date(contest.conference_date)] if contest.conference_date else []
        where += [paper_text(contest.place)] if contest.place else []
        if where:
            page.centered(words.RESULT_WHEN.format(where=", ".join(where)), 10.5)
        for wanted, mark in ((self.stamp.sample, words.SAMPLE_BANNER), (self.stamp.draft, words.DRAFT)):
            if wanted:
                page.gap(3)
                page.centered(mark, 11.5, bold=True)
        page.gap(6)
        page.rule(page.y, 1.2)

    def _award(self, result: AwardResult) -> None:
        book = self.snapshot.workbook
        self._page.gap(2)
        proposed = f"đề nghị {len(result.proposed)}/{numbers.count(result.quota)} đơn vị"
        self._line(f"{paper_text(names.award_name(book, result.award))}: {proposed}", 11.5, bold=True)
        for place, unit in enumerate(result.proposed, 1):
            self._line(f"{place}. {paper_text(full_name(book, unit))}", 11, indent=12, bold=True)
            why = self._reason(result, unit)
            if why and self.with_reasons:
                self._line(why, 10, indent=24)
        if awards.is_undecided(result):
            self._line(f"{paper_text(awards.still_open(book, result))}", 10, indent=12)

    def _reason(self, result: AwardResult, unit: str) -> str:
        deciding, decision = round_of_proposal(result, unit), reasons.decision_on(result, unit)
        if deciding:
            turn = f"{awards.turn_name(deciding[0])}: " if len(result.rounds) > 1 else ""
            return turn + paper_text(reasons.candidate_reason(self.snapshot.workbook, result, *deciding))
        return words.BY_RECORD.format(who=paper_text(decision.decided_by or "")) if decision else ""

    def _scores(self, rows: tuple[Standing, ...]) -> None:
        ranked = any(row.rank is not None for row in rows)
        listed = ranking_rows(self.snapshot, [row for row in rows if row.scored], ranked=ranked)
        self._page.heading(ranks.ranking_title(self.snapshot) if ranked else words.RESULT_SCORES_UNRANKED)
        bars = [self._bar(row) for row in listed]
        size = self._bar_size(bars)
        for bar in bars:
            if self.cut and self._page.left < size.height(bar) + 3 * 9 * self.scale * 1.3:
                break
            if self._page.left < size.height(bar):
                self._pages.append(Drawing(self.scale))
            self._page.bar(bar, size)
            self.ranked += 1
        if self.ranked < len(bars):
            self._line(words.RESULT_MORE_UNITS.format(count=numbers.count(len(bars) - self.ranked)), 9)
        self._notes(listed)

    def _notes(self, rows: Sequence[RankingRow]) -> None:
        """What the flags and signs of the ranking mean, each only where it occurs."""
        if any(row.awards for row in rows):
            self._line(words.RESULT_MARK_NOTE, 9, flag=True)
        notes = [words.RESULT_TIED_NOTE] if any(row.standing.tied for row in rows) else []
        notes += [words.RESULT_PROVISIONAL_NOTE] if any(not row.standing.final for row in rows) else []
        if notes:
            self._line("; ".join(notes) + ".", 9)

    def _bar(self, row: RankingRow) -> Bar:
        standing = row.standing
        rank = f"{standing.rank}. " if standing.rank is not None else ""
        equal = " (=)" if standing.tied else ""
        figure = ranks.total_words(self.snapshot, standing) + ("" if standing.final else words.PROVISIONAL_MARK)
        bar = row.bar or ranks.Gap(Fraction(0), "")
        name = f"{rank}{paper_text(row.name)}{equal}"
        return Bar(name, float(bar.part), figure, flags=len(row.awards), note=bar.words)

    def _bar_size(self, bars: list[Bar]) -> BarSize:
        size = 10.5 * self.scale
        widths = (printed_width(bar.name, size) + bar.flags * FLAG * size for bar in bars)
        longest = max(widths, default=0) + 2 * GAP
        figures = max((printed_width(bar.figure, size, bold=True) for bar in bars), default=0) + 2 * GAP
        notes = max((printed_width(bar.note, size) for bar in bars), default=0) + 2 * GAP
        return BarSize(type=size, names=min(longest, ROOM * 0.5), notes=notes, figures=figures)

    def _foot(self, page: Drawing) -> None:
        page.rule(PAGE_HEIGHT - FOOT, 0.6)
        left = words.SAMPLE if self.snapshot.workbook.contest.sample else ""
        turn = f"trang {self._pages.index(page) + 1}/{len(self._pages)}" if len(self._pages) > 1 else ""
        page.write(MARGIN, PAGE_HEIGHT - FOOT + 13, words.RESULT_NOTE, 9)
        line = " – ".join(part for part in (self.stamp.line, left, turn) if part)
        page.write(MARGIN, PAGE_HEIGHT - FOOT + 26, line, 9)


def has_result(result: AwardResult) -> bool:
    """Whether there is any result of an award: a session that counts, or a decision."""
    return bool(result.proposed) or result.status not in (AwardStatus.NO_SESSION, AwardStatus.WAITING)
