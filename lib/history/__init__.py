"""The versions of the workbook over time, and the differences between two of them."""
