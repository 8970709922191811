"""Security headers of every answer, and `Secure` on every cookie where the browser came over TLS."""

from __future__ import annotations

import re
from collections.abc import Callable

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lib.web.guard.csp import HOST

SWITCHED_OFF = (
    "accelerometer",
    "autoplay",
    "camera",
    "display-capture",
    "encrypted-media",
    "geolocation",
    "gyroscope",
    "hid",
    "idle-detection",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "picture-in-picture",
    "publickey-credentials-get",
    "serial",
    "usb",
    "xr-spatial-tracking",
)
FIXED = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in SWITCHED_OFF),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow",
    "X-Permitted-Cross-Domain-Policies": "none",
}
ONE_YEAR = 31_536_000
_PLAIN_HOST = re.compile(r"[A-Za-z0-9.:\[\]_-]{1,255}")


class SecurityHeaders:
    """Middleware; an answer without a `policy` of its own gets this, `behind_tls` says whether browsers use https."""

    def __init__(self, app: ASGIApp, policy: str, behind_tls: Callable[[], bool]) -> None:
        self._app = app
        self._policy = policy
        self._behind_tls = behind_tls

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        asked = Headers(scope=scope).get("host", "")
        host = asked if _PLAIN_HOST.fullmatch(asked) else "localhost"
        secure = scope["scheme"] == "https" or self._behind_tls()

        policy = self._policy.replace(HOST, host)
        await self._app(scope, receive, sending_with(send, lambda headers: _harden(headers, policy, secure)))


def sending_with(send: Send, change: Callable[[MutableHeaders], None]) -> Send:
    """Sends an answer with changed headers."""

    async def send_changed(message: Message) -> None:
        if message["type"] == "http.response.start":
            change(MutableHeaders(scope=message))
        await send(message)

    return send_changed


def _harden(headers: MutableHeaders, policy: str, secure: bool) -> None:
    for name, value in FIXED.items():
        headers[name] = value
    headers.setdefault("Content-Security-Policy", policy)
    del headers["Access-Control-Allow-Origin"]
    if secure:
        headers["Strict-Transport-Security"] = f"max-age={ONE_YEAR}"
        _secure_cookies(headers)


def _secure_cookies(headers: MutableHeaders) -> None:
    cookies = headers.getlist("set-cookie")
    del headers["set-cookie"]
    for cookie in cookies:
        marked = any(part.strip().lower() == "secure" for part in cookie.split(";")[1:])
        headers.append("set-cookie", cookie if marked else f"{cookie}; Secure")
