"""The work of the year and the earlier years, as sentences and tables."""
