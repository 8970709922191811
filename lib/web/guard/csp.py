"""The Content-Security-Policy: what a browser may load and run, made from the installed Streamlit.

`blob:` is allowed for scripts because Streamlit's front end loads the script of the components of `lib/ui` that way;
their styles are inline, so `style-src` must allow that. Nothing may come from, or go to, another host.
"""

from __future__ import annotations

import base64
import hashlib
import importlib.util
import re
from pathlib import Path

_INLINE = re.compile(r"<script(?![^>]*\bsrc\s*=)[^>]*>(.*?)</script>", re.DOTALL | re.IGNORECASE)
HOST = "{host}"


def source_hash(text: str) -> str:
    """The hash by which a policy identifies an inline script or style."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def inline_scripts(html: str) -> tuple[str, ...]:
    """The inline scripts of a page, verbatim."""
    return tuple(match.group(1) for match in _INLINE.finditer(html))


def front_end() -> Path:
    """The page that the installed Streamlit serves, located without importing Streamlit."""
    package = importlib.util.find_spec("streamlit")
    if package is None or package.origin is None:
        raise FileNotFoundError("Streamlit is not installed")
    return Path(package.origin).parent / "static" / "index.html"


def app_policy(html: str) -> str:
    """The policy of the app for a front end; `{host}` is a placeholder for the host of the request."""
    scripts = " ".join(source_hash(script) for script in inline_scripts(html))
    return _joined(
        {
            "default-src": "'self'",
            "script-src": f"'self' {scripts} blob:",
            "style-src": "'self' 'unsafe-inline'",
            "img-src": "'self' data: blob:",
            "font-src": "'self' data:",
            "media-src": "'self' data: blob:",
            "connect-src": f"'self' ws://{HOST} wss://{HOST}",
            "worker-src": "'self' blob:",
            "frame-src": "'none'",
            "object-src": "'none'",
            "base-uri": "'self'",
            "form-action": "'self'",
            "frame-ancestors": "'none'",
        }
    )


def plain_policy(style: str) -> str:
    """The policy of a plain page, which has one style, a form, and no script."""
    return _joined(
        {
            "default-src": "'none'",
            "style-src": source_hash(style),
            "base-uri": "'none'",
            "form-action": "'self'",
            "frame-ancestors": "'none'",
        }
    )


def live_policy(style: str, script: str) -> str:
    """The policy of the live page, which has one style, one script, and connects to this server only."""
    return _joined(
        {
            "default-src": "'none'",
            "style-src": source_hash(style),
            "script-src": source_hash(script),
            "connect-src": "'self'",
            "base-uri": "'none'",
            "form-action": "'none'",
            "frame-ancestors": "'none'",
        }
    )


def _joined(directives: dict[str, str]) -> str:
    return "; ".join(f"{name} {sources}" for name, sources in directives.items())
