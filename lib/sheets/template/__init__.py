"""An empty workbook for a new year, built from the words of `lib/sheets/layout.py` (docs/workbook.md)."""

from lib.sheets.template.book import write_template
from lib.sheets.template.plan import NewYear, blank_year
from lib.sheets.template.self_file import SelfFile, write_self_file

__all__ = ["NewYear", "SelfFile", "blank_year", "write_self_file", "write_template"]
