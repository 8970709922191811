"""Presentation of a snapshot without Streamlit: words, tables, charts, HTML rows and pictures."""
