"""Messages about the source of the figures."""
