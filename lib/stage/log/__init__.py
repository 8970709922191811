"""The append-only log of the day, its events, and the versions that were taken."""
