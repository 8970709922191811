"""Papers to sign and to send: functions of a stamp and of a snapshot already cut down to what a role may see."""
