"""What a visitor without the right sees: how to log in, or how to set up access; and the account with the logout."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from lib.access.policy import Mode, PolicyFault
from lib.access.rights import Role
from lib.access.visitor import Visitor
from lib.show.sources.set_up_words import setting_line
from lib.show.words import numbers
from lib.show.words.access import FAULTS, REFUSALS
from lib.show.words.numbers import md
from lib.store.settings_file import fault_and_line
from lib.ui.parts.buttons import is_pressed
from lib.ui.running_app import running_app
from lib.web import under
from lib.web.login.passcode import LOGIN

FOR = {
    Role.SECRETARY: "Trang này dành cho thư ký cụm thi đua.",
    Role.LEADER: "Trang này dành cho lãnh đạo và thư ký cụm thi đua.",
}
_LINK = (
    '<a href="{address}" style="display:inline-block;padding:0.5rem 1.25rem;border:1px solid currentColor;'
    'border-radius:0.25rem;color:inherit;font-weight:600;text-decoration:none">Đăng nhập</a>'
)
_SET_UP = """
1. Trên máy đang chạy chương trình, trong thư mục của chương trình, chạy lệnh dưới đây và làm theo hướng dẫn của lệnh.
"""
_COMMAND = "python -m lib passcode secretary"
_SET_UP_REST = """
2. Dán các dòng mà lệnh in ra vào tệp `.streamlit/secrets.toml`. Tệp được đọc lại ngay, không cần khởi động lại máy chủ.
3. Mở lại trang này và đăng nhập. Lãnh đạo có mật khẩu riêng: thay `secretary` bằng `leader`.

Nếu cơ quan dùng Google Workspace hoặc nơi cấp tài khoản khác theo chuẩn OpenID Connect, xem mục `oidc` trong tệp
`.streamlit/secrets.example.toml`. Nếu chỉ dùng trên một máy, đặt `server.address = "127.0.0.1"` trong tệp
`.streamlit/config.toml`: khi đó ai ngồi trước máy là thư ký.
"""


def offer(visitor: Visitor, stem: str, least: Role = Role.SECRETARY) -> None:
    """Show for whom the page is, and how to log in; `stem` is the page to return to."""
    st.info(FOR[least], icon=":material/lock:")
    if visitor.refusal is not None:
        name = f" (**{md(visitor.name)}**)" if visitor.name else ""
        st.warning(REFUSALS[visitor.refusal] + name, icon=":material/person_off:")
    if isinstance(visitor.mode, PolicyFault):
        _explain(visitor.mode)
    elif visitor.mode is Mode.OPEN:
        st.markdown(
            "Chỉ máy đang chạy chương trình mới vào được: mở trang bằng địa chỉ `http://localhost` trên máy đó."
        )
    else:
        _way_in(visitor.mode, stem, key="log_in")


def _way_in(mode: Mode, stem: str, key: str) -> None:
    if mode is Mode.PASSCODE:
        address = f"{under(st.get_option('server.baseUrlPath'), f'/{LOGIN}')}?ve={stem}"
        st.html(_LINK.format(address=address))
    elif is_pressed("Đăng nhập bằng tài khoản cơ quan", key=key):
        st.login()


def _explain(fault: PolicyFault) -> None:
    """How to set up access; it contains no secret, because every visitor may read it."""
    st.warning(f"{FAULTS[fault]} Vì vậy mọi người chỉ xem được phần đã công bố.", icon=":material/settings:")
    file = running_app().settings.file
    wrong, line = fault_and_line(file, "access") if file and fault is PolicyFault.BAD_VALUE else ("access", None)
    if wrong != "access":
        st.warning(md(setting_line(wrong, line)), icon=":material/edit_document:")
    with st.expander("Cách đặt chế độ truy cập", expanded=True, key="set_up_access"):
        st.markdown(_SET_UP)
        st.code(_COMMAND, language=None)
        st.markdown(_SET_UP_REST)


def account(visitor: Visitor, stem: str, place: str) -> None:
    """The login, or the account with the logout, where there are logins; `place` distinguishes the buttons."""
    if isinstance(visitor.mode, PolicyFault) or visitor.mode is Mode.OPEN or visitor.role is Role.SCREEN:
        return
    if visitor.role is Role.VIEWER:
        _way_in(visitor.mode, stem, key=f"log_in_{place}")
        return
    until = f" · đến {numbers.clock(dt.datetime.fromtimestamp(visitor.until, dt.UTC))[:5]}" if visitor.until else ""
    st.caption(f"{md(visitor.name)}{until}")
    if is_pressed("Đăng xuất", key="log_out" if place == "menu" else f"log_out_{place}", width="stretch"):
        _log_out(visitor)


def _log_out(visitor: Visitor) -> None:
    door = running_app().door
    if door is not None and visitor.session is not None:
        door.end(visitor.session, visitor)
        st.rerun()
    st.logout()
