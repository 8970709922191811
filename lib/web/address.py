"""The address that another machine opens: what a QR picture for a phone holds."""

from __future__ import annotations

import socket
from contextlib import closing

from lib.access.local import host_name, is_loopback


def reachable(public: str | None, asked: str | None, scheme: str, port: int, own: str | None) -> str | None:
    """The address of this server for another machine, without a slash at its end; None where there is none.

    In this order: the public address of the settings, the host by which the visitor came unless that is this very
    machine, and `own`, the machine's address in its network.
    """
    if public:
        return public
    if asked and host_name(asked) and not is_loopback(host_name(asked)):
        return f"{scheme}://{asked}"
    return f"{scheme}://{own}:{port}" if own else None


def own_address() -> str | None:
    """This machine's address in its network, None without one. Nothing is sent: the system only picks the way."""
    with closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as line:
        try:
            line.connect(("192.0.2.1", 9))
        except OSError:
            return None
        found = str(line.getsockname()[0])
    return None if is_loopback(found) else found
