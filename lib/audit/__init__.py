"""The log of who did what: JSON lines chained by hashes, so that a changed, removed or added line shows.

Each line holds the hash of the one before it. The newest hash also stands in `audit.head`, so that lines cut off the
end show too, and may be printed on a paper: whoever holds that paper can tell whether anything before it was changed
(`python -m lib verify --head HASH`). A line says who and what, by codes: never a secret, a figure or a reason, which
may speak of figures; those stand in the record of the stage.
"""
