"""The frame and the parts of the pages, drawn with Streamlit."""
