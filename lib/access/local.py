"""Whether a request comes from this very machine. Every doubtful case counts as "not local".

A proxy on the same machine makes a remote client look local; so a request that carries any trace of a proxy, or that
asks for another host name, is not local (a foreign web page may point its own name at 127.0.0.1).
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

PROXY_HEADERS = frozenset(
    {
        "forwarded",
        "via",
        "x-forwarded-for",
        "x-forwarded-host",
        "x-forwarded-proto",
        "x-forwarded-server",
        "x-forwarded-port",
        "x-original-forwarded-for",
        "x-real-ip",
        "x-client-ip",
        "x-cluster-client-ip",
        "true-client-ip",
        "cf-connecting-ip",
    }
)


@dataclass(frozen=True, slots=True)
class Peer:
    """The other end of a connection: its address, the host it asked for, the names of its headers in lower case."""

    address: str | None
    host: str | None
    headers: frozenset[str]


def is_loopback_host(address: str | None) -> bool:
    """Whether an address, or the name localhost, stays on this machine."""
    if address is None:
        return False
    name = address.strip().strip("[]").lower().rstrip(".")
    if name == "localhost":
        return True
    try:
        ip = ipaddress.ip_address(name)
    except ValueError:
        return False
    mapped = ip.ipv4_mapped if ip.version == 6 else None
    return (mapped or ip).is_loopback


def host_name(host: str | None) -> str | None:
    """The name in a `Host` header without its port; None where it is absent or malformed."""
    if not host or any(sign in host for sign in "/?#@\\ \t"):
        return None
    try:
        parts = urlsplit(f"//{host}")
        _ = parts.port
    except ValueError:
        return None
    return parts.hostname.rstrip(".") if parts.hostname else None


def is_local(peer: Peer) -> bool:
    """Whether a connection comes from this machine, under its own name, and through no proxy."""
    direct = not peer.headers & PROXY_HEADERS
    return direct and is_loopback_host(peer.address) and is_loopback_host(host_name(peer.host))


def header_names(headers: Iterable[tuple[bytes, bytes]]) -> frozenset[str]:
    """The names of the headers of an ASGI scope, in lower case."""
    return frozenset(name.decode("latin-1").lower() for name, _ in headers)
