"""Serving the live page: drawn once per version, answered from memory, followed by events."""
