"""Looking back: pages that only show the workbook are drawn from a past version.

The chosen version is in the browser session only: in no address, so that no link leads a reader there, and not in what
is released. Whether one may look back is checked on every run.
"""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from lib.access.rights import Right, Role, allows
from lib.history.past_version import PastVersion
from lib.model.releasable import NOTHING
from lib.show.history.versions import moment_words
from lib.snapshot import Snapshot
from lib.ui.menu import MenuPage
from lib.ui.role_snapshots import RoleContent
from lib.ui.running_app import RunningApp

_LOOKED_AT = "looked_back_at"
_NEEDED = (Right.AUDIT, Right.VOTES, Right.CELLS)
_GONE = "Phiên bản đang xem lại không còn mở được. Các trang hiện số liệu hiện tại."


@dataclass(frozen=True)
class PastMoment:
    """The past version that is looked at, and what pages show of it."""

    past: PastVersion
    shown: RoleContent


def may_look_back(role: Role) -> bool:
    """Whether a role may see past versions, which contain everything, released or not."""
    return all(allows(role, right) for right in _NEEDED)


def look_back(number: int) -> None:
    """Show the version of this number from the next run on, in this session."""
    st.session_state[_LOOKED_AT] = number


def come_back() -> None:
    """Show the current version again."""
    st.session_state.pop(_LOOKED_AT, None)


def past_moment_of(role: Role, now: RunningApp) -> PastMoment | None:
    """What this session looks back at; None where it looks at the current version, or may not look back."""
    number = st.session_state.get(_LOOKED_AT)
    if number is None or now.history is None or not may_look_back(role):
        return None
    try:
        past = next((one for one in now.history.archive.versions() if one.number == number), None)
        version = now.history.archive.open(number) if past else None
    except OSError:
        past = version = None
    if past is None or version is None:
        come_back()
        st.toast(_GONE)
        return None
    return PastMoment(past, _shown(version.snapshot, now))


def _shown(snapshot: Snapshot, now: RunningApp) -> RoleContent:
    """Releases apply to the version that they were made of, and to no other."""
    public = now.desk.public() if now.desk else None
    same = public is not None and public.snapshot is not None and public.snapshot.version == snapshot.version
    return RoleContent(snapshot, public.released if public and same else NOTHING)


def show_moment_banner(page: MenuPage, moment: PastMoment) -> None:
    """The banner while looking back: that the page shows a past version, or does not; and the way back."""
    when = moment_words(moment.past.at)
    with st.container(key="past", horizontal=True, vertical_alignment="center"):
        if page.at_moments:
            st.warning(
                f"**Số liệu cũ, lúc {when}.** Chỉ để xem, không phải số liệu hiện tại.", icon=":material/history:"
            )
        else:
            st.info(f"Đang xem lại số liệu lúc {when} ở các trang kết quả. Trang này là **hiện tại**.")
        st.button("Về số liệu hiện tại", key="come_back", on_click=come_back, icon=":material/undo:")
