"""The projector page: one component that covers the window and shows the hall's picture.

It is a page of the menu and of the access rules like any other, but a step costs no rerun: pictures come over their own
websocket (`lib/web/screens.py`). The page runs again only where the screen asks for a new ticket because the old one
has expired. A visitor in control may press keys in the window, where its address asks for them.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from lib.access.rights import Right, Role, allows
from lib.show.pictures.style import FACE, STYLE
from lib.ui import access
from lib.ui.parts import entrance
from lib.ui.running_app import running_app
from lib.web import under
from lib.web.login.tickets import TicketKind
from lib.web.screens import PATH, Screens

KEY_PARAMETER = "khoa"
NAME_PARAMETER = "ten"
_TICKET = "hall_ticket"
_HTML = (
    '<div class="stage"><div class="box"><div class="hall"></div><div class="timer"></div>'
    '<div class="note" role="status"></div></div></div>'
)
CSS = (
    STYLE
    + f".timer, .note {{ font-family: {FACE}; font-variant-numeric: tabular-nums; }}"
    + """
.stage { position: fixed; inset: 0; z-index: 1000100; background: #1a0304; display: grid; place-items: center;
  cursor: none; }
.box { position: relative; width: calc(min(100vw, 177.8vh) * var(--scale, 1));
  height: calc(min(100vh, 75vw) * var(--scale, 1)); container-type: size; }
.timer { position: absolute; right: 4cqw; top: 4cqh; color: #ffd766; line-height: 1; font-weight: 600;
  font-size: 5cqh; }
.note { position: absolute; left: 4cqw; bottom: 2cqh; color: #ffd766; font-size: 2.4cqh; }
.timer.over { background: #ffd766; color: #5f0a0f; padding: .1em .3em; }
"""
)
_component = st.components.v2.component(
    "thidua_man_hinh", html=_HTML, css=CSS, js=Path(__file__).with_name("projector.js").read_text(encoding="utf-8")
)


def show_hall() -> None:
    """Cover the window with the hall's screen, or show for whom it is."""
    screens = running_app().screens
    kind, ticket = _ticket(screens)
    if ticket is None:
        st.info(entrance.FOR[Role.SECRETARY], icon=":material/lock:")
        st.stop()
    _component(
        key="hall",
        data={
            "path": under(st.get_option("server.baseUrlPath"), PATH),
            "ticket": ticket,
            "keys": kind is TicketKind.KEYS,
            "name": st.query_params.get(NAME_PARAMETER, ""),
            "title": "Trình chiếu",
            "lang": "vi",
        },
        on_renew_change=lambda: None,
    )


def _ticket(screens: Screens | None) -> tuple[TicketKind, str | None]:
    """A ticket for this window: with keys where its address asks for them and its visitor may control, else watch-only.

    The address contains no secret: it may be read by others, and it stays in the browser's history. A window whose
    login has ended shows the picture by its old ticket until that expires: the hall does not go dark.
    """
    visitor = access.current_visitor()
    if screens is None:
        return TicketKind.WATCH, None
    if not allows(visitor.role, Right.WATCH):
        return TicketKind.WATCH, st.session_state.get(_TICKET)
    asks = allows(visitor.role, Right.CONTROL) and KEY_PARAMETER in st.query_params
    kind = TicketKind.KEYS if asks else TicketKind.WATCH
    st.session_state[_TICKET] = ticket = screens.issue(kind, visitor)
    return kind, ticket
