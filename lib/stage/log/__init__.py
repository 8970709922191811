"""The append-only event log of the conference, its events, and the versions that were taken."""
