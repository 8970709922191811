"""The day of the conference in words: the control, its log, readiness, corrections, ties."""
