"""Tables that people already have, turned into a workbook of our layout."""

from lib.ui.parts.convert import convert
from lib.ui.shell import open_page

convert(open_page("nhap_bang"))
