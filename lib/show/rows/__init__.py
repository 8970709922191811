"""Rows, cards, chips and bars as escaped HTML, made from a snapshot that contains only what its reader may see.

The pages, the plain live page and the static pack share these functions and one style sheet (`style.py`). Nothing
here depends on Streamlit; an element becomes text in one place, `parts.markup`.
"""
