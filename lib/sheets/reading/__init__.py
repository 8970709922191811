"""From one raw cell to the records of a whole workbook (docs/workbook.md sections 1 and 2)."""
