"""What everyone may read without Streamlit: the live page, and the same content for other programs."""
