"""What phones see, what waits to be released there, and withdrawing it."""

from __future__ import annotations

import streamlit as st

from lib.access.codes import qr_svg
from lib.model.records import Workbook
from lib.model.releasable import Releasable, ReleasableKind
from lib.show.day import control_words
from lib.show.pictures.frame import plain_address
from lib.show.words.numbers import md
from lib.stage import release_acts
from lib.stage.log.events import Channel
from lib.ui.control.press import Control
from lib.ui.parts.open_votes import agreed, asked_again
from lib.ui.running_app import running_app

NO_ADDRESS = (
    "Điện thoại chưa mở được trang xem nhanh: máy chủ này chỉ nhận kết nối từ chính nó, hoặc trang xem nhanh đã tắt. "
    "Cách mở cho điện thoại: `docs/conference.md`, mục “Điện thoại trong hội trường”."
)


def phones_part(control: Control) -> None:
    """The way to the live page for phones: the QR picture, and the address as text."""
    with st.popover("Mã QR cho điện thoại", icon=":material/qr_code_2:", key="phones"):
        address = control.desk.live_page()
        if address is None:
            st.info(NO_ADDRESS, icon=":material/lan:")
            return
        st.markdown(f"Quét mã, hoặc gõ địa chỉ **{md(plain_address(address))}** trên điện thoại.")
        st.image(qr_svg(address), width=200)
        st.caption(
            "Chiếu mã này cho hội trường: *Chuyển đến màn*, chọn “mã QR”. Điện thoại không mở được: xem "
            "`docs/conference.md`, mục “Điện thoại trong hội trường”."
        )


def web_part(control: Control) -> None:
    """What the hall has seen and what not yet, "Đưa lên trang web", and withdrawing."""
    state, snapshot = control.table.state, control.table.played
    if snapshot is None or state.rehearsal:
        return
    book = snapshot.workbook
    ahead = sorted((state.hall | state.shown) - state.web)
    waiting = [thing for thing in ahead if thing.kind is not ReleasableKind.CORRECTION]
    unseen = [thing for thing in waiting if thing not in state.shown]
    seen = [thing for thing in waiting if thing in state.shown]
    for words, things in (("Đã công bố, hội trường chưa xem hết", unseen), ("Hội trường đã xem, trang web chưa", seen)):
        if things:
            st.markdown(f"**{words}:** {_listed(book, things)}")
    may = asked_again(control.table, waiting, "web")
    if any(one not in state.wanted for one in waiting):
        control.press(
            "Đưa lên trang web",
            lambda table: release_acts.publish(table, waiting, open_votes=agreed("web")),
            "publish", disabled=not may,
        )  # fmt: skip
    if state.wanted:
        st.caption(f"Sẽ lên trang web khi hội trường đã xem hết: {_listed(book, sorted(state.wanted))}.")
    if unseen and not state.paused:
        _without_screen(control, unseen, may)
    _take_back(control, book)


def _without_screen(control: Control, unseen: list[Releasable], may: bool) -> None:
    """Where no screen is connected: after one confirmation, things are released on the web at once."""
    screens = running_app().screens
    if screens is None or screens.seen():
        return
    with st.popover("Đưa lên ngay, không chờ màn hình", width="stretch", key="without_screen"):
        st.markdown("Không có màn hình hội trường nào đang mở. Đưa lên trang web ngay, không chờ màn công bố?")
        control.press(
            "Đưa lên ngay",
            lambda table: release_acts.publish(table, unseen, unseen=True, open_votes=agreed("web")),
            "publish_unseen", disabled=not may,
        )  # fmt: skip


def _take_back(control: Control, book: Workbook) -> None:
    shown = sorted(control.table.state.web)
    if shown:
        st.markdown("**Trang web đang cho xem:** " + _listed(book, shown))
        control.press(
            "Thu lại khỏi trang web",
            lambda table: release_acts.withdraw(table, shown, Channel.WEB, "thu lại"),
            "unpublish",
        )


def _listed(book: Workbook, things: list[Releasable]) -> str:
    return "; ".join(md(control_words.thing(book, one)) for one in things)
