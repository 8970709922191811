"""The host configuration that Streamlit's front end requests from the server.

With `blockErrorDialogs` a server that is away leaves the picture on the screen instead of an English dialog over it;
with `metricsUrl` "off" the front end asks no other host where to send statistics (docs/streamlit.md).
"""

from __future__ import annotations

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from lib.web import under

PATH = "/_stcore/host-config"
HOST_CONFIG = {
    "allowedOrigins": [],
    "useExternalAuthToken": False,
    "enableCustomParentMessages": False,
    "enforceDownloadInNewTab": False,
    "metricsUrl": "off",
    "blockErrorDialogs": True,
    "resourceCrossOriginMode": None,
}


class HostConfig:
    """Middleware that answers for Streamlit's own route, at exactly its address below the path `base`."""

    def __init__(self, app: ASGIApp, base: str = "") -> None:
        self._app = app
        self._path = under(base, PATH)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] == "GET" and scope["path"] == self._path:
            await JSONResponse(HOST_CONFIG, headers={"Cache-Control": "no-cache"})(scope, receive, send)
        else:
            await self._app(scope, receive, send)
