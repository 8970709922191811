"""The routes and middleware of the server, without Streamlit."""

from starlette.types import Receive, Scope


def under(base: str, path: str) -> str:
    """`path` where the server is mounted under `base` (Streamlit's `server.baseUrlPath`)."""
    base = base.strip("/")
    return f"/{base}{path}" if base else path


def client_address(scope: Scope) -> str | None:
    """The address that a connection comes from; None where the server does not know it."""
    client = scope.get("client")
    return client[0] if client else None


async def until_gone(receive: Receive) -> None:
    """Ends with the connection; messages of the client are ignored."""
    while not (await receive())["type"].endswith(".disconnect"):
        continue
