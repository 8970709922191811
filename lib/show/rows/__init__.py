"""Rows, cards, chips and bars as escaped HTML, made from a snapshot that holds only what its reader may see.

The pages, the plain live page and the static pack show the same functions under one style sheet (`style.py`). Nothing
here knows Streamlit; an element becomes text in one place, `parts.markup`.
"""
