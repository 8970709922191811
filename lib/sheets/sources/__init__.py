"""Where raw tables come from: files and Google spreadsheets."""
