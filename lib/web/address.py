"""The address under which other machines reach this server, for QR pictures on phones."""

from __future__ import annotations

import ipaddress
import socket
import struct
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress

from lib.access.local import host_name, is_loopback_host

SIOCGIFADDR = 0x8915
VIRTUAL = ("lo", "docker", "br-", "veth", "virbr", "tun", "tap")
LOOK = 30.0
"""Seconds between two lookups of this machine's address."""


def reachable(public: str | None, asked: str | None, scheme: str, port: int, own: str | None) -> str | None:
    """The address of this server for another machine, without a trailing slash; None where there is none.

    In this order: the public address of the settings, the host by which the visitor came unless that is this very
    machine, and `own`, the machine's address in its network.
    """
    if public:
        return public
    if asked and host_name(asked) and not is_loopback_host(host_name(asked)):
        return f"{scheme}://{asked}"
    return f"{scheme}://{own}:{port}" if own else None


def own_address() -> str | None:
    """This machine's address in its network, None without one: of the default route, else of any network."""
    with closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as line:
        try:
            line.connect(("192.0.2.1", 9))
        except OSError:
            known = (ipaddress.ip_address(text) for text in interfaces())
            return next((str(ip) for ip in known if ip.is_private and not (ip.is_loopback or ip.is_link_local)), None)
        address = str(line.getsockname()[0])
    return None if is_loopback_host(address) else address


def interfaces() -> Iterator[str]:
    """The addresses of this machine's network interfaces, except those of containers and tunnels by their names."""
    try:
        import fcntl
    except ImportError:  # on Windows, where the host name resolves to all addresses of the machine
        yield from socket.gethostbyname_ex(socket.gethostname())[2]
        return
    with closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as line:
        for _, name in socket.if_nameindex():
            if name.startswith(VIRTUAL):
                continue
            with suppress(OSError):  # an interface that is down has no address
                asked = struct.pack("256s", name[:15].encode())
                yield socket.inet_ntoa(fcntl.ioctl(line.fileno(), SIOCGIFADDR, asked)[20:24])


class LiveAddress:
    """The address of the live page for phones, looked up twice a minute at most; None where only this machine can."""

    def __init__(self, public: Callable[[], str | None], path: str, port: int, *, bound_to_loopback: bool) -> None:
        self._public = public
        self._path = path
        self._port = port
        self._alone = bound_to_loopback
        self._own: tuple[float, str | None] = (0.0, None)

    def __call__(self) -> str | None:
        public = self._public()
        address = reachable(
            public, asked=None, scheme="http", port=self._port, own=None if self._alone else self._looked_up()
        )
        return f"{address.rstrip('/')}{self._path}" if address else None

    def _looked_up(self) -> str | None:
        now = time.monotonic()
        if not self._own[0] or now - self._own[0] > LOOK:
            self._own = (now, own_address())
        return self._own[1]
