"""The cluster over the years: results of each year, lines of units through renames, mergers and splits, reminders."""
