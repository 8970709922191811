"""The workbook: its layout, how it is read, and how a new one is written."""
