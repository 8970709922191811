"""An empty workbook for a new year, built from the words of `lib/sheets/layout.py` (docs/workbook.md)."""
