"""The visitor of a session, evaluated on every run from the connection. The rules are in `lib/access/`.

Streamlit passes the headers, cookies and claims of the moment when a page connected; the door checks each time whether
they are still valid, so that an ended login, a changed passcode or a removed name takes effect at the next run.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from lib.access.door import Door
from lib.access.policy import PolicyFault
from lib.access.rights import Right, Role
from lib.access.visitor import LINK_PARAMETER, SESSION_COOKIE, Credentials, Visitor
from lib.ui.running_app import running_app
from lib.web.guard.gate import LOCAL_HEADER
from lib.web.guard.requester import current_requester


class AccessLost(PermissionError):
    """A file was requested by a visitor without the right, or no longer with it."""


def current_role() -> Role:
    """The role of this session at this moment."""
    return current_visitor().role


def current_visitor() -> Visitor:
    """The visitor of this session at this moment; a viewer where there is no door."""
    door = running_app().door
    if door is None:
        return Visitor(Role.VIEWER, PolicyFault.NOT_SET_UP)
    carried = _carried(door)
    visitor = door.visitor(carried)
    if carried.identity is not None:
        door.note(carried.identity, visitor)
    return visitor


def only_for(right: Right, make: Callable[[], bytes]) -> Callable[[], bytes]:
    """`make` for a download button whose file is made on request: checks the right at that moment.

    Streamlit makes such a file outside any run, for whichever connection names it, long after the page was drawn.
    """

    def made() -> bytes:
        who = current_requester()
        if not (who.may(right) if who else running_app().door is None):
            raise AccessLost
        return make()

    return made


def _carried(door: Door) -> Credentials:
    headers = {name.lower(): value for name, value in st.context.headers.items()}
    cookies = st.context.cookies.to_dict()
    identity = door.identity(cookies)
    claims = _claims() if identity else {}  # without its cookie there is no login
    return Credentials(
        local=LOCAL_HEADER.decode() in headers,
        token=cookies.get(SESSION_COOKIE),
        claims=claims,
        identity=identity.digest if identity and claims else None,
        link=st.query_params.get(LINK_PARAMETER),
    )


def _claims() -> Mapping[str, object]:
    """The claims of the identity provider; empty where there is no such login."""
    claims = st.user.to_dict()
    return claims if claims.get("is_logged_in") is True else {}
