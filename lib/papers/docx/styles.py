"""Page and styles of a paper according to Nghị định 30/2020/NĐ-CP, Phụ lục I: A4, margins, font, page numbers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Length, Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from lib.papers.docx.figures import slug

FONT = "Times New Roman"
TOP, BOTTOM, LEFT, RIGHT = Mm(20), Mm(20), Mm(30), Mm(15)
PORTRAIT, LANDSCAPE = (Mm(210), Mm(297)), (Mm(297), Mm(210))
BLACK = RGBColor(0, 0, 0)
CENTER, JUSTIFY, LEFT_ALIGNED = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY, WD_ALIGN_PARAGRAPH.LEFT
ALIGNMENTS = {"left": LEFT_ALIGNED, "center": CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT}


def text_width(*, landscape: bool) -> Length:
    """The width of the text between the margins."""
    return Length((LANDSCAPE if landscape else PORTRAIT)[0] - LEFT - RIGHT)


@dataclass(frozen=True, slots=True)
class ParagraphLook:
    """A paragraph style of single lines: size, space after and before in points, first-line indent in centimetres."""

    size: float
    align: WD_ALIGN_PARAGRAPH = LEFT_ALIGNED
    bold: bool = False
    italic: bool = False
    after: float = 0
    before: float = 0
    indent: float = 0


LOOKS = {
    "Quốc hiệu": ParagraphLook(12, CENTER, bold=True),
    "Tiêu ngữ": ParagraphLook(13, CENTER, bold=True),
    "Tên cơ quan": ParagraphLook(12, CENTER, bold=True),
    "Số văn bản": ParagraphLook(13, CENTER, before=4),
    "Địa danh, ngày tháng": ParagraphLook(13, CENTER, italic=True, before=4),
    "Dấu dự thảo": ParagraphLook(13, CENTER, bold=True, after=4),
    "Tên loại văn bản": ParagraphLook(14, CENTER, bold=True, before=14),
    "Trích yếu": ParagraphLook(14, CENTER, bold=True),
    "Đường kẻ": ParagraphLook(3, CENTER),
    "Nơi gửi": ParagraphLook(13, CENTER, before=8, after=8),
    "Căn cứ": ParagraphLook(13, JUSTIFY, italic=True, after=6, indent=1.0),
    "Nội dung": ParagraphLook(13, JUSTIFY, after=6, indent=1.0),
    "Mục": ParagraphLook(13, JUSTIFY, bold=True, before=2, after=6, indent=1.0),
    "Liệt kê": ParagraphLook(13, JUSTIFY, after=6, indent=1.0),
    "Đầu bảng": ParagraphLook(12, CENTER, bold=True),
    "Ô bảng": ParagraphLook(12),
    "Ghi chú bảng": ParagraphLook(12, JUSTIFY, italic=True, before=4, after=6),
    "Quyền hạn ký": ParagraphLook(13, CENTER, bold=True),
    "Hướng dẫn ký": ParagraphLook(12, CENTER, italic=True),
    "Người ký": ParagraphLook(13, CENTER, bold=True),
    "Nơi nhận": ParagraphLook(11),
    "Số trang": ParagraphLook(13, CENTER),
    "Chân trang": ParagraphLook(10, LEFT_ALIGNED, italic=True),
}


@cache
def empty_document(*, landscape: bool) -> bytes:
    """An empty document with the page setup and all styles, cached: creating them takes a third of a paper's time."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = LANDSCAPE if landscape else PORTRAIT
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.top_margin, section.bottom_margin = TOP, BOTTOM
    section.left_margin, section.right_margin = LEFT, RIGHT
    section.header_distance, section.footer_distance = Mm(10), Mm(8)
    section.different_first_page_header_footer = True
    normal = document.styles["Normal"]
    assert isinstance(normal, ParagraphStyle)
    _set_font(normal, 14)
    normal.element.get_or_add_rPr().append(word_element("lang", val="vi-VN", eastAsia="vi-VN", bidi="vi-VN"))
    for name, look in LOOKS.items():
        _add_style(document, name, look)
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def _add_style(document: WordDocument, name: str, look: ParagraphLook) -> None:
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(style, ParagraphStyle)
    style.element.styleId = style_id(name)
    style.base_style = document.styles["Normal"]
    style.quick_style = True
    _set_font(style, look.size)
    style.font.bold, style.font.italic = look.bold, look.italic
    page = style.paragraph_format
    page.alignment = look.align
    page.space_before, page.space_after = Pt(look.before), Pt(look.after)
    page.line_spacing_rule = WD_LINE_SPACING.SINGLE
    page.first_line_indent = Cm(look.indent) if look.indent else None
    page.widow_control = True


def style_id(name: str) -> str:
    """The id of a style inside the file: "NoiDung"."""
    return "".join(part.capitalize() for part in slug(name).split("_"))


def in_style(paragraph: Paragraph, name: str) -> Paragraph:
    """Give a paragraph a style by its id; a lookup by name for each would take ten times as long as the rest."""
    paragraph._p.style = style_id(name)
    return paragraph


def _set_font(style: ParagraphStyle, size: float) -> None:
    style.font.name, style.font.size = FONT, Pt(size)
    style.font.color.rgb = BLACK
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(name), FONT)


def word_element(tag: str, **values: str) -> BaseOxmlElement:
    """An element of Word's markup with its attributes."""
    element = OxmlElement(f"w:{tag}")
    for name, value in values.items():
        element.set(qn(f"w:{name}"), value)
    return element


def page_number(paragraph: Paragraph) -> None:
    """Add the field of the page number, which Word fills in."""
    run = paragraph.add_run()
    for kind, text in (("begin", None), (None, "PAGE"), ("separate", None), ("text", "2"), ("end", None)):
        if kind is None or kind == "text":
            part = word_element("instrText" if kind is None else "t")
            part.text = text
        else:
            part = word_element("fldChar", fldCharType=kind)
        run._r.append(part)


def line_above(paragraph: Paragraph) -> None:
    """Draw a thin solid line at the top of a paragraph."""
    borders = word_element("pBdr")
    borders.append(word_element("top", val="single", sz="6", space="0", color="000000"))
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )
