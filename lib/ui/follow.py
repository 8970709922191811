"""The component in the frame of every page that makes it follow changes, and shows the age of the data.

It opens one websocket (`lib/web/follow.py`), reruns the page once per change, also after a restart of the server, and
pauses while the page is hidden. Only documented API of Streamlit is used; the rest is in docs/streamlit.md.
"""

from __future__ import annotations

import json
from html import escape
from pathlib import Path

import streamlit as st

from lib.show.words import numbers
from lib.snapshot import Snapshot
from lib.ui.page_versions import PageMark, ticket_of
from lib.ui.running_app import RunningApp
from lib.web import under
from lib.web.follow import PATH

MISSED = 3
"""Polls without an answer after which the age turns amber."""
OLD = 60.0
"""Seconds after which it turns red; more where the sheet is read less often."""
RECENT = 10.0
"""Seconds for which the data is described as new; fewer where it is late before."""

_CSS = """
.data-time { font-size: 0.875rem; color: var(--muted); line-height: 1.6; min-height: 1.4rem; }
@media (min-width: 641px) { .data-time { text-align: right; } }
.data-time.late { color: var(--st-orange-text-color, #8a4b00); opacity: 1; }
.data-time.old, .data-time.away { color: var(--st-red-text-color, #a4161a); opacity: 1; font-weight: 600; }
"""
_WORDS = {
    "now": "vừa xong",
    "ago": "{n} {unit} trước",
    "units": [[86400, "ngày"], [3600, "giờ"], [60, "phút"], [1, "giây"]],
    "checked": "đối chiếu với bảng tính",
    "late": "◷",
    "old": "⚠ Số liệu cũ",
    "sign": "⚠",
    "moved": {"changed": "Thứ hạng thay đổi", "from": "từ hạng", "up": "lên hạng", "down": "xuống hạng"},
    "away": "Mất kết nối với máy chủ, đang kết nối lại",
}
_HTML = f'<div class="data-time" role="status" aria-live="off" data-words="{escape(json.dumps(_WORDS))}"></div>'
_component = st.components.v2.component(
    "thidua_follow", html=_HTML, css=_CSS, js=Path(__file__).with_name("follow.js").read_text(encoding="utf-8")
)


def follow_changes(
    running: RunningApp, snapshot: Snapshot | None, follows: PageMark, mark: str, past: bool = False
) -> None:
    """Draw the time of `snapshot`, from which the page is being drawn, and follow what changes after `mark`.

    `mark` is the sealed one of `follows`, taken before anything of the page was read. A page of the `past` does not
    show the age of the data.
    """
    path = under(st.get_option("server.baseUrlPath"), PATH)
    late = MISSED * running.feed.interval
    _component(
        key="follow",
        data={
            "boot": running.boot,
            "mark": mark,
            "ago": running.feed.checked_ago(),
            "recent": min(RECENT, late),
            "late": late,
            "old": max(OLD, (MISSED + 1) * running.feed.interval),
            "taken": f"Số liệu lúc {numbers.clock(snapshot.taken_at)}" if snapshot else "",
            "past": past,
            "path": path,
            "ticket": ticket_of(follows),
        },
        on_changed_change=lambda: None,
    )
