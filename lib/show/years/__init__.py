"""The work of the year and the years before it, as sentences and tables."""
