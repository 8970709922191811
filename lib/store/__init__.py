"""What outlives a restart, and what several processes know of each other.

A few plain things are enough for the whole program: texts by name (`Shelf`), notes that end by themselves (`Notes`),
rows that are only ever added (`LogRows`) and numbered entries (`Entries`). One `Store` gives them all, on this machine,
in files and SQLite, or in a shared Redis or Valkey, so that one setting makes one process or many of them.
"""
