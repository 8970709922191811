"""The routes and middleware of the server, without Streamlit."""


def under(base: str, path: str) -> str:
    """`path` where the server is mounted under `base` (Streamlit's `server.baseUrlPath`)."""
    base = base.strip("/")
    return f"/{base}{path}" if base else path
