"""Display tables: Vietnamese headers, formatted strings, rows in display order."""
