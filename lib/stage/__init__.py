"""The hall's screen: what can be shown, what is shown now, and the event log of both."""
