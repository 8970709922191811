"""Logged-in visitors, and access for others: a one-time code for a phone, a watch-only link for a projector.

What was issued stays on the page while it can be used, however often the page runs again.
"""

from __future__ import annotations

import datetime as dt
import time

import pandas as pd
import streamlit as st

from lib.access.codes import LIFETIME, qr_svg
from lib.access.door import Door
from lib.access.rights import Role
from lib.access.sessions import LoginSession
from lib.access.visitor import LINK_PARAMETER, Visitor
from lib.show.rows.parts import READER
from lib.show.rows.tables import html_table
from lib.show.words import numbers
from lib.show.words.access import ROLES, SUBJECTS
from lib.show.words.numbers import md
from lib.ui.parts.buttons import is_pressed
from lib.ui.parts.common import show_html
from lib.web import under
from lib.web.address import own_address, reachable
from lib.web.login.passcode import CODE
from lib.web.screens import Screen, Screens

SCREEN_PAGE = "trinh_chieu"
NOT_REACHABLE = (
    "Máy chủ đang chỉ nhận kết nối từ chính máy này, nên điện thoại và máy khác không vào được. "
    'Muốn mở cho mạng của hội trường: đặt mật khẩu, rồi đặt server.address = "0.0.0.0" và khởi động lại máy chủ.'
)


def bring_phone(door: Door, visitor: Visitor) -> None:
    """Issue a code on request; it is shown with its QR picture until it expires."""
    address = _address(door)
    if address is None:
        st.info(NOT_REACHABLE, icon=":material/lan:")
        return
    st.markdown("Điện thoại quét mã, mở trang và bấm **Vào điều khiển**. Mã dùng một lần, có hiệu lực trong 2 phút.")
    if is_pressed("Cấp mã mới", key="new_code", type="primary"):
        st.session_state["code"] = (door.issue_code(visitor), time.monotonic() + LIFETIME)
    code, until = st.session_state.get("code", ("", 0.0))
    if time.monotonic() >= until:
        return
    target = f"{address}{under(st.get_option('server.baseUrlPath'), f'/{CODE}')}"
    st.image(qr_svg(f"{target}?ma={code}"), width=260)
    st.markdown(f"Hoặc mở **{md(target)}** và gõ mã **{md(code)}**")


def give_link(door: Door, visitor: Visitor) -> None:
    """Issue the address of a projector that can only watch, for one day."""
    st.markdown(
        "Máy chiếu mở liên kết này thì chỉ xem được màn hình hội nghị: không điều khiển được gì, kể cả khi trình duyệt "
        "đó đang đăng nhập. Liên kết có hiệu lực trong 24 giờ."
    )
    if is_pressed("Cấp liên kết mới", key="new_link"):
        st.session_state["link"] = door.issue_link(visitor)
    token = st.session_state.get("link")
    if token is not None and door.sessions.find(token) is not None:
        page = under(st.get_option("server.baseUrlPath"), f"/{SCREEN_PAGE}")
        st.code(f"{_address(door) or _here()}{page}?{LINK_PARAMETER}={token}", language=None, wrap_lines=True)


def list_logins(door: Door, visitor: Visitor) -> None:
    """Every valid login, with a button to end it."""
    logins = door.logins()
    if not logins:
        st.markdown("Không có máy nào đang đăng nhập bằng mật khẩu, mã một lần hoặc liên kết.")
        return
    rows = {session.id: _row(session, visitor) for session in logins}
    _show_rows(list(rows.values()), "Danh sách đăng nhập")
    names = {session: f"{row['Máy']}, {row['Vào']}, từ {row['Từ']}" for session, row in rows.items()}
    if chosen := _chosen("Kết thúc phiên của", names, "Chọn máy", "login", button="Kết thúc"):
        door.end(chosen, visitor)
        st.rerun()


def list_screens(door: Door, screens: Screens | None, visitor: Visitor) -> None:
    """The screens whose keys are enabled now, with a button to disable them."""
    with_keys = {screen.ticket: screen for screen in (screens.seen() if screens else ()) if screen.keys}
    if not with_keys:
        st.markdown("Không có màn hình nào nhận phím bấm.")
        return
    _show_rows([_screen_row(screen) for screen in with_keys.values()], "Các màn hình đang nhận phím bấm")
    names = {
        ticket: f"{screen.name or 'màn hình chưa đặt tên'} ({screen.who or 'máy chủ'})"
        for ticket, screen in with_keys.items()
    }
    if chosen := _chosen("Thu quyền bấm của", names, "Chọn màn hình", "keys", button="Thu quyền bấm"):
        door.end_keys(chosen, names[chosen], visitor)
        st.rerun()
    st.caption("Màn hình bị thu quyền bấm vẫn giữ hình. Kết thúc phiên của một máy cũng thu quyền bấm của máy đó.")


def _show_rows(rows: list[dict[str, str]], name: str) -> None:
    show_html(html_table(None, READER, pd.DataFrame(rows), name))


def _chosen(label: str, names: dict[str, str], placeholder: str, key: str, *, button: str) -> str | None:
    """A list to choose from with a button; the choice at the press of it, else None."""
    chosen = st.selectbox(label, names, format_func=names.__getitem__, index=None, placeholder=placeholder, key=key)
    return chosen if is_pressed(button, key=f"end_{key}", disabled=chosen is None) else None


def _screen_row(screen: Screen) -> dict[str, str]:
    return {
        "Màn hình": screen.name or "chưa đặt tên",
        "Theo phiên của": screen.who or "máy chủ",
        "Kích thước": f"{screen.width}\N{NO-BREAK SPACE}×\N{NO-BREAK SPACE}{screen.height}",
    }


def _row(session: LoginSession, visitor: Visitor) -> dict[str, str]:
    return {
        "Máy": f"{session.who} – máy này" if session.id == visitor.session else session.who,
        "Quyền": ROLES[session.role] if session.role is not Role.SCREEN else "Chỉ xem màn hình",
        "Vào": SUBJECTS.get(session.via, session.via),
        "Từ": _moment(session.made),
        "Đến": _moment(session.until),
    }


def _moment(seconds: float) -> str:
    return numbers.moment(dt.datetime.fromtimestamp(seconds, dt.UTC))


def _address(door: Door) -> str | None:
    if door.bound_to_loopback and door.policy().address is None:
        return None
    headers = {name.lower(): value for name, value in st.context.headers.items()}
    scheme = "https" if (st.context.url or "").startswith("https://") else "http"
    return reachable(
        door.policy().address,
        asked=headers.get("host"),
        scheme=scheme,
        port=st.get_option("server.port"),
        own=own_address(),
    )


def _here() -> str:
    return f"http://localhost:{st.get_option('server.port')}"
