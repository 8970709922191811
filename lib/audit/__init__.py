"""The audit log: JSON lines chained by hashes, so that a changed, removed or added line is detected.

Each line holds the hash of the one before it. The newest hash (the head) also stands in `audit.head`, so that a
truncated log is detected too, and may be printed on a paper: with that paper anyone can check that nothing before it
was changed (`python -m lib verify --head HASH`). A line gives actor and action as codes: never a secret, a figure or a
free-text reason, which may contain figures; those are kept in the event log of the stage.
"""
