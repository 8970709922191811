"""Persistent storage, and messages between several processes.

A few simple kinds are enough for the whole program: texts by name (`Shelf`), notes that expire (`Notes`), rows that are
only ever appended (`LogRows`) and numbered entries (`Entries`). One `Store` provides them all, on this machine, in
files and SQLite, or in a shared Redis or Valkey, so that one setting switches between one process and several.
"""
