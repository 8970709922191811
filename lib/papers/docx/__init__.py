"""How a paper is written as .docx: page, styles, letterhead, stamp and words."""
