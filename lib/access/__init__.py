"""Who may see and do what: pure rules, without Streamlit, sockets or a clock of their own."""
