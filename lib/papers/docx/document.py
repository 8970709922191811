"""A paper as an editable .docx: letterhead, title, text, tables, signatures, stamp. No content is decided here."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.shared import Cm, Emu, Length, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from lib.model.domain import Contest
from lib.papers.docx import styles, words
from lib.papers.docx.figures import is_locality, long_date, paper_text
from lib.papers.docx.stamp import Stamp
from lib.papers.result import typeface

MOTTO_RULE = Cm(5.6)
OFFICE_SHARE = 0.415
ZIP_TIME = (1980, 1, 1, 0, 0, 0)
GREY = "E7E6E6"
TAIL = 3
SIGNATURE_SPACE = Pt(46)
"""Space to sign in, above each name: 1.6 cm."""
CELL_MARGINS = 8
"""Space left and right of the text of a cell, in points."""
UNBROKEN_PERCENT = "\u00a0%"


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of a table: its header, its width in centimetres, and the alignment of its cells."""

    head: str
    width: float
    align: str = "left"


@dataclass(frozen=True, slots=True)
class Signatory:
    """A signatory: the capacity, in capitals, and the names below, each with space for a signature."""

    capacity: str
    names: tuple[str, ...] = ()


class Paper:
    """One paper being written."""

    def __init__(self, contest: Contest, stamp: Stamp, title: str, *, landscape: bool = False) -> None:
        self._contest = contest
        self._stamp = stamp
        self._word = Document(BytesIO(styles.empty_document(landscape=landscape)))
        self._width = styles.text_width(landscape=landscape)
        self._properties(title)
        self._header_and_footer()

    def _properties(self, title: str) -> None:
        core = self._word.core_properties
        created = self._stamp.taken_at.astimezone(dt.UTC).replace(tzinfo=None, microsecond=0)
        core.title, core.subject, core.language = paper_text(title), self._stamp.line, "vi-VN"
        core.author, core.last_modified_by, core.comments, core.keywords = "", "", "", ""
        core.created = core.modified = created
        core.revision = 1
        package = self._word.part.package
        for name in [name for name, part in package.rels.items() if part.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
            package.rels.pop(name)

    def _header_and_footer(self) -> None:
        section = self._word.sections[0]
        number = section.header.paragraphs[0]
        styles.in_style(number, "Số trang")
        styles.page_number(number)
        marks = " – ".join(self._stamp.marks)
        if marks:
            styles.in_style(section.header.add_paragraph(marks), "Chân trang").alignment = styles.CENTER
        styles.in_style(section.first_page_header.paragraphs[0], "Số trang")
        for footer in (section.footer, section.first_page_footer):
            paragraph = footer.paragraphs[0]
            styles.in_style(paragraph, "Chân trang")
            paragraph.add_run(" – ".join((self._stamp.line, *self._stamp.marks)))

    # -- the head of the paper ---------------------------------------------------------------------------------

    def letterhead(self, day: dt.date | None, *, numbered: bool = True) -> None:
        """Add Quốc hiệu, Tiêu ngữ, the cluster, number, place and date; dots where they are unknown."""
        office_width = int(self._width * OFFICE_SHARE)
        table = self._frame((office_width, int(self._width) - office_width))
        left, right = table.rows[0].cells
        name = paper_text(self._contest.name or words.DOTS).upper()
        first, *rest = [part for part in name.replace(" — ", " – ").split(" – ") if part]
        _write(left, first, "Tên cơ quan")
        for part in rest:
            _added(left, part, "Tên cơ quan")
        _rule(left, Emu(int(office_width * 0.4)), office_width)
        _write(right, words.COUNTRY, "Quốc hiệu")
        _added(right, words.MOTTO, "Tiêu ngữ")
        _rule(right, MOTTO_RULE, int(self._width) - office_width)
        number, date = table.add_row().cells
        _write(number, words.NUMBER if numbered else "", "Số văn bản")
        place = self._contest.place
        where = paper_text(place) if is_locality(place) and place else words.SHORT_DOTS
        _write(date, f"{where}, {long_date(day)}", "Địa danh, ngày tháng")
        if self._stamp.sample:
            _added(self._word, words.SAMPLE_BANNER, "Dấu dự thảo").paragraph_format.space_before = Pt(10)
        if self._stamp.draft:
            _added(self._word, words.DRAFT, "Dấu dự thảo").paragraph_format.space_before = Pt(8)

    def title(self, kind: str, *about: str) -> None:
        """Add the kind of the paper in capitals and its subject, with the short rule below."""
        _added(self._word, paper_text(kind), "Tên loại văn bản")
        for line in about:
            _added(self._word, paper_text(line), "Trích yếu")
        rule = _added(self._word, "", "Đường kẻ")
        inset = Emu((int(self._width) - int(Cm(4))) // 2)
        rule.paragraph_format.left_indent = rule.paragraph_format.right_indent = inset
        rule.paragraph_format.space_before, rule.paragraph_format.space_after = Pt(3), Pt(12)
        styles.line_above(rule)

    # -- the text ----------------------------------------------------------------------------------------------

    def text(self, text: str, style: str = "Nội dung") -> Paragraph:
        """Add a paragraph; the text is taken verbatim."""
        return _added(self._word, paper_text(text), style)

    def items(self, lines: Sequence[str]) -> None:
        """Add the lines of a list: each ends with `;`, the last with a full stop."""
        for place, line in enumerate(lines, 1):
            self.text(line if place < len(lines) else f"{line.removesuffix(';').removesuffix('.')}.", "Liệt kê")

    def heading(self, text: str) -> None:
        """Add a heading that is kept with the paragraph after it."""
        self.text(text, "Mục").paragraph_format.keep_with_next = True

    def table(
        self, columns: Sequence[TableColumn], rows: Sequence[Sequence[str]], *, bold: frozenset[int] = frozenset(),
        size: float = 12,
    ) -> None:  # fmt: skip
        """Add a table: the header repeats on every page, no row is split, rows in `bold` are bold."""
        table = self._word.add_table(rows=1, cols=len(columns), style="Table Grid")
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        _narrow(table)
        widths = self._widths(columns, rows, size)
        for grid, width in zip(table.columns, widths, strict=True):
            grid.width = width
        for cell, column, width in zip(table.rows[0].cells, columns, widths, strict=True):
            cell.width = width
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
            _shade(cell)
            _write(cell, paper_text(column.head), "Đầu bảng").runs[0].font.size = Pt(size - 1)
        _mark_row(table.rows[0], "tblHeader")
        for place, row in enumerate(rows):
            added = table.add_row()
            _mark_row(added, "cantSplit")
            for cell, column, width, text in zip(added.cells, columns, widths, row, strict=True):
                cell.width = width
                cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
                paragraph = _write(cell, paper_text(text).replace(" %", UNBROKEN_PERCENT), "Ô bảng")
                paragraph.alignment = styles.ALIGNMENTS[column.align]
                for run in paragraph.runs:
                    run.font.size, run.font.bold = Pt(size), place in bold or None
        _added(self._word, "", "Đường kẻ").paragraph_format.space_after = Pt(4)

    def _widths(self, columns: Sequence[TableColumn], rows: Sequence[Sequence[str]], size: float) -> list[Length]:
        """The widths of the columns, scaled to the text width, but none narrower than its longest word or figure.

        What a column has beyond its longest line goes to those that wrap; what a longest word takes comes from the
        columns that have room.
        """
        cells = [[row[at] for row in rows] for at in range(len(columns))]
        wanted = self._by_content(columns, cells, size)
        for wider in WIDER:
            least = [
                longest_word(one.head, head_size=size - 1, cells=own, size=size, wider=wider)
                for one, own in zip(columns, cells, strict=True)
            ]
            short = sum(max(0, need - have) for have, need in zip(wanted, least, strict=True))
            room = sum(max(0, have - need) for have, need in zip(wanted, least, strict=True))
            if 0 < short <= room:
                return [
                    Emu(int(need if need > have else have - (have - need) * short / room))
                    for have, need in zip(wanted, least, strict=True)
                ]
            if not short:
                break
        return [Emu(int(width)) for width in wanted]

    def _by_content(self, columns: Sequence[TableColumn], cells: Sequence[Sequence[str]], size: float) -> list[float]:
        """The declared widths, with what no line of a column fills given to the columns whose lines wrap."""
        total = sum(column.width for column in columns)
        declared = [self._width * column.width / total for column in columns]
        full = [longest_line(one.head, size - 1, own, size) for one, own in zip(columns, cells, strict=True)]
        spare = sum(max(0.0, have - need) for have, need in zip(declared, full, strict=True))
        wrapped = sum(have for have, need in zip(declared, full, strict=True) if have < need)
        if not wrapped:
            return declared
        return [
            need if have >= need else have + spare * have / wrapped for have, need in zip(declared, full, strict=True)
        ]

    def signatures(self, *signatories: Signatory, receivers: Sequence[str] = ()) -> None:
        """Add the signatories side by side, kept on one page; `receivers` are listed on the left in small type."""
        count = len(signatories) + (1 if receivers else 0)
        self._keep_tail()
        table = self._frame([int(self._width) // count] * count)
        cells = list(table.rows[0].cells)
        if receivers:
            receiver = cells.pop(0)
            _write(receiver, words.RECEIVERS, "Nơi nhận").runs[0].bold = True
            for line in receivers:
                _added(receiver, line, "Nơi nhận")
        for cell, signatory in zip(cells, signatories, strict=True):
            _sign(cell, signatory)
        _mark_row(table.rows[0], "cantSplit")

    def _keep_tail(self) -> None:
        """Keep the last paragraphs with the signatures, so that no page holds signatures only."""
        tail = list(self._word.iter_inner_content())[-TAIL:]
        for part in reversed(tail):
            if isinstance(part, Table):
                for row in part.rows[-2:]:
                    for paragraph in (one for cell in row.cells for one in cell.paragraphs):
                        paragraph.paragraph_format.keep_with_next = True
                break
            part.paragraph_format.keep_with_next = True

    def _frame(self, widths: Sequence[int]) -> Table:
        """A borderless table of one row, to place contents side by side."""
        table: Table = self._word.add_table(rows=1, cols=len(widths))
        table.autofit = False
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        for cell, width in zip(table.rows[0].cells, widths, strict=True):
            cell.width = Emu(width)
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Emu(width)
        return table

    # -- the file ----------------------------------------------------------------------------------------------

    def content(self) -> bytes:
        """The file as bytes; the same paper always gives the same bytes."""
        written = BytesIO()
        self._word.save(written)
        settled = BytesIO()
        with zipfile.ZipFile(written) as source, zipfile.ZipFile(settled, "w", zipfile.ZIP_DEFLATED) as target:
            for name in source.namelist():
                target.writestr(zipfile.ZipInfo(name, ZIP_TIME), source.read(name), zipfile.ZIP_DEFLATED)
        return settled.getvalue()


WIDER = ((1.45, 1.3), (1.45, 1.05), (1.2, 1.05))
"""How much wider than Times New Roman a substitute font is assumed to be: for figures, and for other words.

The common ones, in bold: figures as in DejaVu Sans and words as in DejaVu Serif, then figures only; where a table has
no room for that, the usual factor.
"""
HEAD_LINES = 2
"""Lines over which a header may run before its column is too narrow."""


def longest_word(head: str, head_size: float, cells: Sequence[str], size: float, wider: tuple[float, float]) -> int:
    """The width that the longest word of a column needs, in EMU, with the margins of its cell.

    Where Times New Roman is missing, a wider font is substituted, and no word may break there either.
    """
    words = [(word, head_size) for word in paper_text(head).split()]
    words += [(word, size) for text in cells for word in paper_text(text).replace(" %", UNBROKEN_PERCENT).split(" ")]
    widths = [0.0]
    for word, points in words:
        has_figures = any(sign.isdigit() for sign in word)
        widths.append(typeface.printed_width(word, points, bold=True) * wider[0 if has_figures else 1])
    return int(Pt(max(widths) + CELL_MARGINS))


def longest_line(head: str, head_size: float, cells: Sequence[str], size: float) -> float:
    """The width, in EMU, in which no cell of a column wraps and its header takes `HEAD_LINES`."""
    header = typeface.printed_width(paper_text(head), head_size, bold=True) / HEAD_LINES
    lines = (typeface.printed_width(paper_text(text), size, bold=True) for text in cells)
    full = max([header, *lines]) * WIDER[0][0]
    return max(float(Pt(full + CELL_MARGINS)), longest_word(head, head_size, cells, size, wider=WIDER[0]))


def _write(cell: _Cell, text: str, style: str) -> Paragraph:
    """Write text into the first paragraph of a cell."""
    paragraph = styles.in_style(cell.paragraphs[0], style)
    paragraph.add_run(text)
    return paragraph


def _added(place: WordDocument | _Cell, text: str, style: str) -> Paragraph:
    """Add a paragraph at the end of a document or a cell."""
    return styles.in_style(place.add_paragraph(text), style)


def _rule(cell: _Cell, length: Length, width: int) -> None:
    """Draw a short rule in the middle of a cell, of its own length as the decree requires, not an underline."""
    line = _added(cell, "", "Đường kẻ")
    inset = Emu(max(0, (width - int(length)) // 2))
    line.paragraph_format.left_indent = line.paragraph_format.right_indent = inset
    line.paragraph_format.space_before = Pt(1)
    styles.line_above(line)


def _sign(cell: _Cell, signatory: Signatory) -> None:
    _write(cell, signatory.capacity, "Quyền hạn ký")
    _added(cell, words.SIGN_HERE, "Hướng dẫn ký")
    for name in signatory.names or ("",):
        paragraph = _added(cell, paper_text(name), "Người ký")
        paragraph.paragraph_format.space_before = SIGNATURE_SPACE
    for paragraph in cell.paragraphs[:-1]:
        paragraph.paragraph_format.keep_with_next = True


def _narrow(table: Table) -> None:
    """Reduce the cell margins of a table, so that figures do not break."""
    margins = styles.word_element("tblCellMar")
    for side in ("left", "right"):
        margins.append(styles.word_element(side, w="70", type="dxa"))
    table._tbl.tblPr.append(margins)


def _shade(cell: _Cell) -> None:
    shading, properties = styles.word_element("shd", val="clear", color="auto", fill=GREY), cell._tc.get_or_add_tcPr()
    properties.insert_element_before(
        shading, "w:noWrap", "w:tcMar", "w:textDirection", "w:tcFitText", "w:vAlign", "w:hideMark"
    )


def _mark_row(row: _Row, mark: str) -> None:
    row._tr.get_or_add_trPr().append(styles.word_element(mark))
