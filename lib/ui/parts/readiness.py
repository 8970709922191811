"""The part of "Kiểm tra số liệu" for the hours before the conference."""

from __future__ import annotations

import datetime as dt
import json

import streamlit as st

from lib.access.rights import Right
from lib.papers.bundle import FileKind
from lib.papers.day_list import day_list
from lib.papers.docx.figures import slug
from lib.papers.docx.stamp import paper_stamp
from lib.show.day.readiness import Check, Facts, readiness, readiness_verdict, with_known
from lib.show.words.numbers import md
from lib.ui.access import only_for
from lib.ui.parts import notices
from lib.ui.parts.common import show_section
from lib.ui.parts.open_votes import open_to_all
from lib.ui.running_app import RunningApp, running_app
from lib.ui.view import View

_EVERY = 10.0
_KNOWN = "known.json"


def readiness_part(view: View) -> None:
    """The checks in green and red, and the printable checklist; for visitors in control, where there is a desk."""
    now = running_app()
    if now.desk is None or not view.can(Right.CONTROL):
        return
    show_section("Sẵn sàng cho hội nghị")
    notices.show_storage_condition(now)
    _lights()
    st.download_button(
        "Tải danh mục việc trong ngày (Word)",
        only_for(Right.CONTROL, lambda: day_list(view.snapshot, paper_stamp(view.snapshot), _checks(now))),
        file_name="danh-muc-viec-trong-ngay.docx",
        mime=FileKind.WORD.media_type,
        key="day_list",
    )


@st.fragment(run_every=_EVERY)
def _lights() -> None:
    checks = _checks(running_app())
    st.markdown(f"**{md(readiness_verdict(checks))}**")
    st.markdown("  \n".join(_line(check) for check in sorted(checks, key=lambda one: (one.good, one.open))))
    left = [check for check in checks if check.open and not check.good]
    if left and running_app().known is not None:
        with st.expander(f"Để ngỏ có lý do: {len(left)} mục", key="left_open"):
            for check in left:
                _left_open(check)


def _checks(now: RunningApp) -> tuple[Check, ...]:
    return with_known(readiness(_facts(now)), _reasons(now))


def _line(check: Check) -> str:
    sign = ":red[:material/cancel:]"
    if check.good or check.open:
        sign = ":green[:material/check_circle:]" if check.good else ":orange[:material/warning:]"
    known = f" – đã biết: {check.known}" if check.known else ""
    return f"{sign} **{md(check.name)}**: {md(check.detail + known)}"


def _left_open(check: Check) -> None:
    """A field for the reason why something is left open on purpose."""
    key = f"known_{slug(check.name)}"
    reason, done = st.columns([4, 1], vertical_alignment="bottom")
    reason.text_input(f"{check.name}: lý do để ngỏ", key=key)
    done.button("Đã biết", key=f"{key}_done", on_click=_note, args=(check, key))


def _note(check: Check, key: str) -> None:
    now, reason = running_app(), str(st.session_state.get(key, "")).strip()
    if now.known is not None and reason:
        reasons = _reasons(now) | {check.name: {"detail": check.detail, "reason": reason}}
        now.known.write(_KNOWN, json.dumps(reasons, ensure_ascii=False))


def _reasons(now: RunningApp) -> dict[str, dict[str, str]]:
    """The reasons for what is left open, by the name of the check; empty where they cannot be read."""
    try:
        reasons = json.loads((now.known.read(_KNOWN) if now.known else None) or "{}")
    except (OSError, ValueError):
        return {}
    return reasons if isinstance(reasons, dict) else {}


def _facts(now: RunningApp) -> Facts:
    desk = now.desk
    assert desk is not None
    table = desk.table()
    screens = now.screens.seen() if now.screens else ()
    return Facts(
        latest=now.feed.latest,
        checked_ago=now.feed.checked_ago(),
        table=table,
        runs=desk.log.runs(),
        screens=tuple((one.width, one.height, one.skew) for one in screens),
        kept=desk.is_kept(),
        pack_fresh=now.pack is not None and now.pack.is_fresh(),
        now=dt.datetime.now(dt.UTC),
        disk=now.condition.look() if now.condition else None,
        open_tabs=open_to_all(now, now.feed.latest.snapshot),
    )
