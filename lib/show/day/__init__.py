"""The conference in words: the control, its event log, readiness, corrections, ties."""
