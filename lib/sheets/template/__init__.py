"""Writing an empty workbook for a new year, from the words of `lib/sheets/layout.py` (docs/workbook.md)."""
