"""Parts of pages, drawn with Streamlit; they decide and compute nothing."""
