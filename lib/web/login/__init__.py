"""The routes of the login, and the tickets of the hall's screens."""
