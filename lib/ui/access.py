"""Who is looking: asked on every run, from what the connection carries. The rules are `lib/access/`.

Streamlit hands over the headers, cookies and claims of the moment when a page connected; whether they still count is
asked of the door each time, so that an ended login, a changed passcode or a removed name counts at the next run.
"""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from lib.access.policy import Fault
from lib.access.rights import Role
from lib.access.visitor import LINK_PARAMETER, SESSION_COOKIE, Credentials, Visitor, identity_of
from lib.ui.live import running
from lib.web.guard.gate import LOCAL_HEADER


def current_role() -> Role:
    """The role of this session at this moment."""
    return current_visitor().role


def current_visitor() -> Visitor:
    """The visitor of this session at this moment; a viewer where no door was handed over."""
    door = running().door
    if door is None:
        return Visitor(Role.VIEWER, Fault.NOT_SET_UP)
    carried = _carried()
    visitor = door.visitor(carried)
    if carried.identity is not None:
        door.note(carried.identity, visitor)
    return visitor


def _carried() -> Credentials:
    headers = {name.lower(): value for name, value in st.context.headers.items()}
    cookies = st.context.cookies.to_dict()
    identity = identity_of(cookies)
    claims = _claims() if identity else {}  # without its cookie nobody is logged in there
    return Credentials(
        local=LOCAL_HEADER.decode() in headers,
        token=cookies.get(SESSION_COOKIE),
        claims=claims,
        identity=identity if claims else None,
        link=st.query_params.get(LINK_PARAMETER),
    )


def _claims() -> Mapping[str, object]:
    """The claims of the identity provider; nothing where nobody is logged in."""
    claims = st.user.to_dict()
    return claims if claims.get("is_logged_in") is True else {}
