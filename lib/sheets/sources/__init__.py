"""The sources of raw tables: files and Google spreadsheets."""
