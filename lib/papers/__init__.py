"""Papers to sign and to send: functions of a snapshot, already cut down to what a role may see, and a stamp."""
