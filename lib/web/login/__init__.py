"""The routes of the login, and tickets of the hall's screens."""
