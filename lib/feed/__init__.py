"""Polls a source, keeps the last good version, and says who reads it."""
