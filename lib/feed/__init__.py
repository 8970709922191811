"""The feed: polls a source, keeps the last good version, and elects the process that reads."""
