"""Access control: who may see and do what. Pure rules, without Streamlit, sockets or a clock of their own."""
