"""Drawing pages of the result paper from the top down: lines of text, rules and bars, as SVG. All lengths in points."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape

from lib.papers.result.typeface import FAMILY, printed_width, with_codes, wrapped_lines

PAGE_WIDTH, PAGE_HEIGHT = 595.28, 841.89
MARGIN = 48.0
ROOM = PAGE_WIDTH - 2 * MARGIN
FOOT = 46.0
BOTTOM = PAGE_HEIGHT - FOOT - 8
DARK, LIGHT, INK, GOLD = "#5B0F0F", "#C3C7CB", "#000000", "#C9A227"
GAP = 5.0
LINE = 1.28
"""Height of a line as a multiple of its type size."""
FLAG = 0.85
"""Width of a flag with its space as a multiple of the type size beside it."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar row: text at its left, length from 0 to 1, figure at the right edge, a flag for each award of the unit.

    `note` says at the end of the bar what its length means.
    """

    name: str
    part: float
    figure: str
    flags: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class BarSize:
    """Type sizes of bar rows, and the space for names, notes and figures."""

    type: float
    names: float
    notes: float
    figures: float

    def lines(self, bar: Bar) -> list[str]:
        """The name broken into lines; rank and beginning are in the first one, flags after the last."""
        return wrapped_lines(bar.name, self.type, self.names - GAP - bar.flags * FLAG * self.type)

    def height(self, bar: Bar) -> float:
        """The height of a row with all lines of its name, in points."""
        return len(self.lines(bar)) * self.type * 1.18 + self.type * 0.45


@dataclass
class Drawing:
    """One page, filled down to `y`. Type sizes are multiplied by `scale`."""

    scale: float
    y: float = MARGIN
    parts: list[str] = field(default_factory=list)

    @property
    def left(self) -> float:
        """The space left above the footer, in points."""
        return BOTTOM - self.y

    @property
    def fits(self) -> bool:
        """Whether everything drawn so far is above the footer."""
        return self.left >= 0

    def svg(self) -> str:
        """The page as an SVG document."""
        size = f'width="{PAGE_WIDTH}" height="{PAGE_HEIGHT}" viewBox="0 0 {PAGE_WIDTH} {PAGE_HEIGHT}"'
        ground = f'<rect width="{PAGE_WIDTH}" height="{PAGE_HEIGHT}" fill="#FFFFFF"/>'
        return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{ground}{"".join(self.parts)}</svg>'

    def gap(self, height: float) -> None:
        """Leave `height` points blank, times the scale."""
        self.y += height * self.scale

    def heading(self, text: str) -> None:
        """Draw a heading."""
        self.gap(10)
        self.paragraph(text.upper(), 12, bold=True, color=DARK)
        self.gap(3)

    def centered(self, text: str, size: float, *, bold: bool = False, color: str = INK) -> None:
        """Draw lines of text, centred."""
        points = size * self.scale
        for line in wrapped_lines(text, points, ROOM, bold=bold):
            self.y += points * LINE
            left = (PAGE_WIDTH - printed_width(line, points, bold=bold)) / 2
            self.write(left, self.y, text=line, size=points, bold=bold, color=color)

    def paragraph(
        self, text: str, size: float, *, indent: float = 0, bold: bool = False, color: str = INK, flag: bool = False
    ) -> None:
        """Draw lines of text, left-aligned, with `flag` beside a flag."""
        points = size * self.scale
        if flag:
            self.flag(MARGIN + indent, self.y + points * LINE, points)
            indent += FLAG * points
        for line in wrapped_lines(text, points, ROOM - indent, bold=bold):
            self.y += points * LINE
            self.write(MARGIN + indent, self.y, text=line, size=points, bold=bold, color=color)

    def bar(self, bar: Bar, size: BarSize) -> None:
        """Draw a name, its bar at mid-height of its lines with the note at its end, and the figure at the right edge.

        Bars of proposed units are dark, the others light, so that a black-and-white copy distinguishes them as well.
        """
        lines, height = size.lines(bar), size.height(bar)
        for place, line in enumerate(lines):
            self.write(MARGIN, self.y + (place + 0.95) * size.type * 1.18, line, size.type)
        last = MARGIN + printed_width(lines[-1], size.type)
        for place in range(bar.flags):
            foot = self.y + (len(lines) - 0.05) * size.type * 1.18
            self.flag(last + (place + 0.25) * FLAG * size.type, foot, size.type)
        start, length = MARGIN + size.names, max(0.5, bar.part * (ROOM - size.names - size.notes - size.figures))
        thick, middle = size.type * 1.05, self.y + (height - size.type * 0.25) / 2
        where = f'x="{start:.2f}" y="{middle - thick / 2:.2f}" width="{length:.2f}" height="{thick:.2f}"'
        look = f'fill="{DARK if bar.flags else LIGHT}" stroke="{INK}" stroke-width="0.4"'
        self.parts.append(f"<rect {where} {look}/>")
        foot = middle + size.type * 0.35
        self.write(start + length + GAP, foot, bar.note, size.type)
        right = PAGE_WIDTH - MARGIN - printed_width(bar.figure, size.type, bold=True)
        self.write(right, foot, bar.figure, size.type, bold=True)
        self.y += height

    def flag(self, x: float, y: float, size: float) -> None:
        """Draw the flag that marks a proposed unit on all pages, its pole standing on the line of a text of `size`."""
        pole = f"M{x:.2f},{y:.2f}v{-0.75 * size:.2f}"
        cloth = f"l{0.6 * size:.2f},{0.21 * size:.2f}l{-0.6 * size:.2f},{0.21 * size:.2f}"
        self.parts.append(f'<path class="flag" d="{pole}{cloth}" fill="{GOLD}" stroke="{INK}" stroke-width="0.7"/>')

    def write(self, x: float, y: float, text: str, size: float, bold: bool = False, color: str = INK) -> None:
        """Draw one line of text at a position."""
        weight = ' font-weight="bold"' if bold else ""
        place = f'x="{x:.2f}" y="{y:.2f}"'
        look = f'font-family="{FAMILY}" font-size="{size:.2f}"{weight} fill="{color}"'
        self.parts.append(f"<text {place} {look}>{escape(with_codes(text))}</text>")

    def rule(self, y: float, thickness: float) -> None:
        """Draw a horizontal rule across the page."""
        ends = f'x1="{MARGIN}" x2="{PAGE_WIDTH - MARGIN}" y1="{y:.2f}" y2="{y:.2f}"'
        self.parts.append(f'<line {ends} stroke="{INK}" stroke-width="{thickness}"/>')
