"""The frame of the control page, and the path from a button to the desk: who presses, and why it is refused."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from lib.access.rights import Right, allows
from lib.show.day import control_words
from lib.stage.desk import Desk
from lib.stage.log.day_log import Stale
from lib.stage.refusals import Refused
from lib.stage.table import ActEvents, Table
from lib.ui import access
from lib.ui.page_versions import PageMark
from lib.ui.parts import common
from lib.ui.running_app import running_app
from lib.ui.shell import open_page
from lib.ui.view import View

_LOG = logging.getLogger(__name__)
_NAME = "control_name"
_HERE = 15.0
_STALE_ICON = ":material/sync_problem:"


@dataclass(frozen=True)
class Control:
    """What the parts of the page are drawn from: the desk, and its table when the page was drawn."""

    desk: Desk
    table: Table

    @property
    def seq(self) -> int:
        """The number of the last log entry when the page was drawn."""
        return self.table.state.seq

    def press(self, label: str, act: Callable[[Table], ActEvents], key: str, **look: object) -> None:
        """Draw a button for an act."""
        st.button(label, key=key, on_click=self.obey, args=(act,), width="stretch", **look)  # type: ignore[arg-type]

    def obey(self, act: Callable[[Table], ActEvents]) -> None:
        """Let an act write to the log, based on the table when the page was drawn; show why where it may not."""
        self.attempt(lambda: self.desk.do(act, self.seq, who()))

    def attempt(self, doing: Callable[[], object]) -> None:
        """Run an operation at the desk; say why where it is refused.

        Streamlit calls this before the page itself runs, so the right is checked here as well: a login may have ended
        since the button was drawn.
        """
        if not allows(access.current_role(), Right.CONTROL):
            st.toast(control_words.NO_LONGER, icon=":material/block:")
            return
        try:
            doing()
        except Stale:
            st.toast(control_words.OWN_STALE if self._pressed_myself() else control_words.STALE, icon=_STALE_ICON)
        except OSError:
            _LOG.exception("the log of the day takes no entry")
            st.toast(control_words.NOT_WRITTEN, icon=":material/cloud_off:")
        except Refused as error:
            book = self.table.played.workbook if self.table.played else None
            st.toast(control_words.refusal_words(error, book), icon=":material/block:")

    def _pressed_myself(self) -> bool:
        """Whether everything written since the page was drawn was pressed under the same name: a second quick click."""
        later = [entry for entry in self.desk.history() if entry.seq > self.seq]
        return bool(later) and all(entry.who == who() for entry in later)


def who() -> str:
    """The name for the log: what was typed, else that of the login."""
    return typed_text(_NAME) or access.current_visitor().name or "thư ký"


def typed_text(key: str) -> str:
    """The content of a text field at the moment of a press: the page may not have been redrawn since it was typed."""
    return str(st.session_state.get(key) or "").strip()


def name_field() -> None:
    """The field for the name that the log gets."""
    st.text_input(
        "Người điều khiển (ghi vào nhật ký)", key=_NAME, placeholder=access.current_visitor().name, max_chars=60
    )


def others_here() -> tuple[str, ...]:
    """Record that this login is in control, and return the names of the others of the last seconds.

    All windows of one login are one person, so that a reloaded page does not count as another; at the machine itself
    there is no login, and one person.
    """
    mine, here = access.current_visitor().login or "máy này", running_app().controllers
    try:
        here.put(mine, who(), _HERE)
        return tuple(name for key, name in here.all().items() if key != mine)
    except OSError:
        return ()


def open_control(stem: str) -> tuple[Control, View]:
    """Draw the page's frame and read the table; ends the script where there is nothing to control."""
    view = open_page(stem, follows=PageMark.CONTROL)
    desk = running_app().desk
    if desk is None:
        common.show_title("Máy chủ này không phục vụ màn hình hội trường")
        st.stop()
    table = desk.table()
    common.show_title(control_words.on_screen(table))
    return Control(desk, table), view
