"""Embargo: cuts a snapshot down to what a role may see."""
