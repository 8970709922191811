"""What people read, made of a snapshot without Streamlit."""
