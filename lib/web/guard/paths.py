"""The paths that the server answers, and their methods.

Streamlit answers any address with its front end; this closes what the app does not use: its metrics, its interface for
programs, the old kind of components, static files, uploads, and whatever a later release may add under `/_stcore/`.
"""

from __future__ import annotations

CORE = "_stcore"
OPEN_CORE = frozenset({"health", "host-config", "stream"})
COMPONENTS = "bidi-components"
CLOSED_FOLDERS = frozenset({"component", "app"})
READING = frozenset({"GET", "HEAD"})


def inside(path: str, base: str) -> str | None:
    """A path below the base path that the app is mounted under, without slashes at its ends; None outside of it."""
    base = base.strip("/")
    if not base:
        return path.strip("/")
    below = path.lstrip("/")
    return below[len(base) :].strip("/") if below == base or below.startswith(f"{base}/") else None


def is_answered(path: str) -> bool:
    """Whether a path below the base is answered; a front end looking for its base asks deeper ones in vain."""
    parts = path.split("/")
    if CORE in parts[1:] or any(part in (".", "..") or "\\" in part or "\0" in part for part in parts):
        return False
    if parts[0] == CORE:
        return (len(parts) == 2 and parts[1] in OPEN_CORE) or (len(parts) > 2 and parts[1] == COMPONENTS)
    return parts[0] not in CLOSED_FOLDERS


def methods(path: str, forms: frozenset[str]) -> frozenset[str]:
    """The methods of a path; `forms` are the paths below the base that accept a form."""
    return READING | {"POST"} if path in forms else READING
