"""The hall's screen: what can be shown, what is shown now, and the log that says so."""
