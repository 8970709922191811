"""Versions that were, in words."""
