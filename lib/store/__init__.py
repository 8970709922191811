"""What outlives a restart, and what several processes know of each other.

Three plain things are enough for the whole program: texts by name (`Shelf`), notes that end by themselves (`Notes`),
and rows that are only ever added. Each stands on this machine, in files and SQLite, or in a shared Redis or Valkey, so
that one setting makes one process or many of them.
"""
