"""The host names that the server accepts, and the origins of its own pages.

A foreign web page can point a name of its own at this machine's address and then read what a guest's browser may read
(DNS rebinding). So a *name* must be known; an IP address, which cannot be redirected, is always accepted.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterable
from urllib.parse import urlsplit

from lib.access.local import host_name


def host_names(address: str | None, more: Iterable[str]) -> frozenset[str]:
    """The names of this server: localhost, the machine's own, that of the public address, and those of the settings."""
    machine = socket.gethostname().lower().rstrip(".")
    names = {"localhost", machine, f"{machine}.local", *(name.lower().rstrip(".") for name in more)}
    public = urlsplit(address).hostname if address else None
    return frozenset(names | {public}) if public else frozenset(names)


def is_known(host: str | None, names: frozenset[str]) -> bool:
    """Whether a `Host` header names this server."""
    name = host_name(host)
    if name is None:
        return False
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return name in names
    return True


def is_own_page(origin: str | None, host: str | None, *, secure: bool = False) -> bool:
    """Whether a request's `Origin`, if any, is a page of this host, over TLS where that is `secure`."""
    if origin is None:
        return True
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    ours = host is not None and parts.netloc.lower() == host.lower()
    return ours and not (secure and parts.scheme != "https")
