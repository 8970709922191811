"""Writing papers as .docx: page, styles, letterhead, stamp and words."""
