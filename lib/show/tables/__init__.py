"""Display tables: Vietnamese headers, ready strings, rows in the order they are shown."""
