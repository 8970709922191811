"""Converting existing tables into a workbook of the contract's layout."""

from lib.ui.parts.convert import convert
from lib.ui.shell import open_page

convert(open_page("nhap_bang"))
