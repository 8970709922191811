"""The workbook as a spreadsheet: its layout, reading it, and writing a new one."""
