"""The routes and middleware of the server, without Streamlit."""
