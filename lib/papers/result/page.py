"""Trang kết quả: one A4 page with ranking, proposals and the sentence of each, as PDF and PNG, to be sent on."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape

import vl_convert

from lib.model.results import AwardResult, AwardStatus, Standing
from lib.papers.docx import words
from lib.papers.docx.figures import plain
from lib.papers.docx.lookup import full_name, round_of_proposal, scored_standings
from lib.papers.docx.stamp import Stamp
from lib.papers.result.chart import DARK, GAP, Bar, ChartSize, bars_svg
from lib.papers.result.typeface import FAMILY, register, width, wrapped
from lib.show.words import awards, names, numbers, ranks, reasons
from lib.snapshot import Snapshot

PAGE_WIDTH, PAGE_HEIGHT = 595.28, 841.89
MARGIN = 48.0
ROOM = PAGE_WIDTH - 2 * MARGIN
PNG_SCALE = 2.5
SCALES = tuple(step / 20 for step in range(25, 6, -1))
FOOT = 46.0


def result_pdf(snapshot: Snapshot, stamp: Stamp) -> bytes:
    """The page as PDF with the type inside."""
    register()
    return bytes(vl_convert.svg_to_pdf(result_svg(snapshot, stamp)))


def result_png(snapshot: Snapshot, stamp: Stamp) -> bytes:
    """The page as a picture, 1488 points wide."""
    register()
    return bytes(vl_convert.svg_to_png(result_svg(snapshot, stamp), scale=PNG_SCALE))


def result_svg(snapshot: Snapshot, stamp: Stamp) -> str:
    """The page as SVG: at the largest scale at which everything fits on one page."""
    for scale in SCALES:
        page = _Page(snapshot, stamp, scale)
        page.write()
        if page.fits:
            break
    return page.svg()


@dataclass
class _Page:
    """A page being filled from the top; `y` is how far down it is filled."""

    snapshot: Snapshot
    stamp: Stamp
    scale: float
    y: float = MARGIN
    parts: list[str] = field(default_factory=list)

    @property
    def fits(self) -> bool:
        return self.y <= PAGE_HEIGHT - FOOT - 8

    def write(self) -> None:
        contest = self.snapshot.workbook.contest
        self._head()
        shown = scored_standings(self.snapshot)
        if shown:
            self._scores(shown)
        results = [result for result in self.snapshot.awards if may_tell(result)]
        if results:
            self._heading(words.RESULT_PROPOSALS)
            for result in results:
                self._award(result)
        if not shown and not results:
            self._paragraph(words.RESULT_NOTHING, 12)
        self._foot(contest.sample)

    def svg(self) -> str:
        size = f'width="{PAGE_WIDTH}" height="{PAGE_HEIGHT}" viewBox="0 0 {PAGE_WIDTH} {PAGE_HEIGHT}"'
        ground = f'<rect width="{PAGE_WIDTH}" height="{PAGE_HEIGHT}" fill="#FFFFFF"/>'
        return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{ground}{"".join(self.parts)}</svg>'

    # -- parts -------------------------------------------------------------------------------------------------

    def _head(self) -> None:
        contest = self.snapshot.workbook.contest
        name = plain(contest.name or "").upper()
        self._centered(name, 11.5, bold=True)
        title = words.RESULT_TITLE.format(year=contest.year or words.SHORT_DOTS)
        self._gap(4)
        self._centered(title, 17, bold=True, color=DARK)
        where = [numbers.date(contest.conference_date)] if contest.conference_date else []
        where += [plain(contest.place)] if contest.place else []
        if where:
            self._centered(words.RESULT_WHEN.format(where=", ".join(where)), 10.5)
        for wanted, mark in ((self.stamp.sample, words.SAMPLE_BANNER), (self.stamp.draft, words.DRAFT)):
            if wanted:
                self._gap(3)
                self._centered(mark, 11.5, bold=True)
        self._gap(6)
        self._rule(self.y, 1.2)

    def _scores(self, rows: tuple[Standing, ...]) -> None:
        ranked = any(row.rank is not None for row in rows)
        self._heading(ranks.ranking_title(self.snapshot) if ranked else words.RESULT_SCORES_UNRANKED)
        proposed = {unit for result in self.snapshot.awards for unit in result.proposed}
        bars = [self._bar(row, row.unit in proposed) for row in rows if row.scored]
        most = max([*(bar.value for bar in bars), *(float(row.maximum) for row in rows)], default=1.0) or 1.0
        size = self._chart_size(bars)
        chart = bars_svg(bars, most, size).replace("<svg ", f'<svg x="{MARGIN}" y="{self.y:.2f}" ', 1)
        self.parts.append(chart)
        self.y += size.row * len(bars) + 4
        notes = [words.RESULT_MARK_NOTE] if any(bar.marked for bar in bars) else []
        notes += [words.RESULT_PROVISIONAL_NOTE] if any(not row.final for row in rows if row.scored) else []
        if notes:
            self._paragraph("; ".join(notes) + ".", 9)

    def _bar(self, row: Standing, marked: bool) -> Bar:
        unit = names.unit_name(self.snapshot.workbook, row.unit)
        rank = f"{row.rank}.  " if row.rank is not None else ""
        star = f"{words.RESULT_MARK} " if marked else ""
        mark = "" if row.final else words.PROVISIONAL_MARK
        figure = ranks.total_words(self.snapshot, row) + mark
        return Bar(f"{star}{rank}{plain(unit)}", float(row.total or 0), figure, marked)

    def _chart_size(self, bars: list[Bar]) -> ChartSize:
        size = 10.5 * self.scale
        longest = max(width(bar.name, size) for bar in bars) + 2 * GAP
        figures = max(width(bar.figure, size, bold=True) for bar in bars) + 2 * GAP
        return ChartSize(ROOM, 17.5 * self.scale, size, min(longest, ROOM * 0.55), figures)

    def _award(self, result: AwardResult) -> None:
        book = self.snapshot.workbook
        self._gap(2)
        proposed = f"đề nghị {len(result.proposed)}/{numbers.count(result.quota)} đơn vị"
        status = proposed if result.status is AwardStatus.DECIDED else awards.status(result)
        self._paragraph(f"{plain(names.award_name(book, result.award))}: {status}", 11.5, bold=True)
        for place, unit in enumerate(result.proposed, 1):
            self._paragraph(f"{place}. {plain(full_name(book, unit))}", 11, indent=12, bold=True)
            found = round_of_proposal(result, unit)
            decision = reasons.decision_on(result, unit)
            if found:
                self._paragraph(plain(reasons.candidate_reason(book, result, *found)), 10, indent=24)
            elif decision:
                self._paragraph(words.BY_RECORD.format(who=plain(decision.decided_by or "")), 10, indent=24)

    def _foot(self, sample: bool) -> None:
        self._rule(PAGE_HEIGHT - FOOT, 0.6)
        left = words.SAMPLE if sample else ""
        self._write(MARGIN, PAGE_HEIGHT - FOOT + 13, words.RESULT_NOTE, 9)
        line = " – ".join(part for part in (self.stamp.line, left) if part)
        self._write(MARGIN, PAGE_HEIGHT - FOOT + 26, line, 9)

    # -- drawing -----------------------------------------------------------------------------------------------

    def _gap(self, height: float) -> None:
        self.y += height * self.scale

    def _heading(self, text: str) -> None:
        self._gap(10)
        self._paragraph(text.upper(), 12, bold=True, color=DARK)
        self._gap(3)

    def _centered(self, text: str, size: float, *, bold: bool = False, color: str = "#000000") -> None:
        points = size * self.scale
        for line in wrapped(text, points, ROOM, bold=bold):
            self.y += points * 1.25
            self._write((PAGE_WIDTH - width(line, points, bold=bold)) / 2, self.y, line, points, bold, color)

    def _paragraph(
        self, text: str, size: float, *, indent: float = 0, bold: bool = False, color: str = "#000000"
    ) -> None:
        points = size * self.scale
        for line in wrapped(text, points, ROOM - indent, bold=bold):
            self.y += points * 1.28
            self._write(MARGIN + indent, self.y, line, points, bold, color)

    def _write(self, x: float, y: float, text: str, size: float, bold: bool = False, color: str = "#000000") -> None:
        weight = ' font-weight="bold"' if bold else ""
        place = f'x="{x:.2f}" y="{y:.2f}"'
        look = f'font-family="{FAMILY}" font-size="{size:.2f}"{weight} fill="{color}"'
        self.parts.append(f"<text {place} {look}>{escape(text)}</text>")

    def _rule(self, y: float, thickness: float) -> None:
        ends = f'x1="{MARGIN}" x2="{PAGE_WIDTH - MARGIN}" y1="{y:.2f}" y2="{y:.2f}"'
        self.parts.append(f'<line {ends} stroke="#000000" stroke-width="{thickness}"/>')


def may_tell(result: AwardResult) -> bool:
    """Whether anything is known of an award: a session that counts, or a decision."""
    return bool(result.proposed) or result.status not in (AwardStatus.NO_SESSION, AwardStatus.WAITING)
