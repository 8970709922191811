"""Who is looking: the role of this session, asked on every run. What a role may do is `lib/access/rights.py`."""

from __future__ import annotations

import streamlit as st

from lib.access.local import PROXY_HEADERS, host_name, is_loopback
from lib.access.rights import Role
from lib.settings import AccessMode
from lib.ui.live import running


def current_role() -> Role:
    """In open access whoever runs the app on this machine is the secretary; everybody else is a viewer."""
    if running().settings.access is AccessMode.OPEN and _on_this_machine():
        return Role.SECRETARY
    return Role.VIEWER


def _on_this_machine() -> bool:
    """The server listens on loopback only, was asked for by that name, and no proxy stands between."""
    headers = {name.lower(): value for name, value in st.context.headers.items()}
    asked_for = host_name(headers.get("host"))
    direct = not PROXY_HEADERS & headers.keys()
    return direct and is_loopback(st.get_option("server.address")) and is_loopback(asked_for)
