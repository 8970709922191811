"""The frame of every page: `open_page` draws it and says what the page may use.

A page is a plain script in `pages/`, at most 60 lines, and begins

    from lib.ui.shell import open_page

    view = open_page("bang_diem")          # its own file stem; title, section and rights stand in lib/ui/menu.py
    snapshot = view.snapshot

`open_page(stem)` registers nothing (that is `lib/ui/main.py`). In this order it draws: the cluster's name and year, the
banner "DỮ LIỆU MẪU", the page's title (a page never draws its own title), the time of the data with its age, the
notice of a source that fails, and the component that makes the page follow a change. Then

- it **ends the script** (`st.stop()`), with a calm sentence in Vietnamese, where the page has nothing to work with:
  nothing was ever read (except a page with `needs_data=False`, such as the guide), the role lacks a right that the page
  needs, the workbook has no such part (scores or votes), or the role must wait for a release;
- otherwise it returns a `View`, so that after `open_page` a page of scores may speak of scores, a page of votes of
  votes, and only an *empty year* is left for the page ("Chưa có điểm").

A page that belongs to no part (the overview `tong_quan`, `don_vi`, `kiem_tra`) asks `view.shows(Part.SCORES)` and
`view.shows(Part.VOTES)` before it speaks of either: true only where the workbook has the part and the role may see
something of it. `Part` is in `lib/ui/menu.py`; what exactly is open is `view.released`.

What a page must not do: read a source, compute a total, `try`, cache, write CSS or raw HTML, use `st.session_state`.
Give every widget and chart a `key`, so that what is typed survives the rerun after a change of the workbook.
Text from the workbook goes through `lib.show.numbers.md()` wherever Streamlit reads Markdown (`st.markdown`,
`st.caption`, `st.metric`, `st.table`, `st.badge`, labels, alerts). Repeated pieces are in `lib/ui/parts/common.py`.
"""

from __future__ import annotations

import streamlit as st

from lib.access.rights import Right, Role, allows
from lib.access.visitor import Visitor
from lib.feed.polling import Latest
from lib.show.words.numbers import md
from lib.ui import access
from lib.ui.follow import follow_changes
from lib.ui.live import running
from lib.ui.menu import Entry, applies, entry
from lib.ui.page_versions import Mark, mark_of, sealed
from lib.ui.parts import entrance, notices
from lib.ui.render_cache import drawn
from lib.ui.role_snapshots import shown_to
from lib.ui.view import View

SAMPLE = "**DỮ LIỆU MẪU** – số liệu minh họa, không phải số liệu chính thức."


def open_page(stem: str, follows: Mark | None = None) -> View:
    """Draw the frame of the page of this file stem and return what the page may use (see above).

    `follows` is the mark that the page reruns for, where it is not that of its visitor (`lib/ui/page_versions.py`).
    """
    page, now, visitor = entry(stem), running(), access.current_visitor()
    role = visitor.role
    which = follows if follows is not None and _may_open(page, role) else mark_of(role)
    mark = sealed(now, which)  # before anything is read: what changes from here on is news for this page
    latest, shown = now.feed.latest, shown_to(role, now)
    view = View(role, shown.snapshot, shown.released)
    drawn(view, _head, page.title)
    follow_changes(now, view.found, which, mark)
    notices.tell_corrections(shown.public)
    entrance.show_account(visitor, stem)
    lost = shown.public is not None and shown.public.lost
    _stop_unless_open(page, view, visitor, None if lost else latest)
    notices.tell_fault_of_source(latest, role)
    return view


def _head(view: View, title: str) -> None:
    """The cluster, its year, the banner of sample data, and the page's title."""
    contest = view.found.workbook.contest if view.found else None
    if contest and contest.name:
        year = f" · Năm {contest.year}" if contest.year else ""
        st.markdown(f":small[{md(contest.name)}{year}]")
    if contest and contest.sample:
        st.warning(SAMPLE, icon=":material/science:")
    st.title(title, anchor=False)


def _may_open(page: Entry, role: Role) -> bool:
    return page.right is None or allows(role, page.right)


def _least(right: Right | None) -> Role:
    """The role nearest to a reader's that has a right."""
    return Role.LEADER if right is not None and allows(Role.LEADER, right) else Role.SECRETARY


def _stop_unless_open(page: Entry, view: View, visitor: Visitor, latest: Latest | None) -> None:
    """End the run with a sentence where this visitor, or this workbook, has nothing to do with the page.

    `latest` is what the feed knows; None where the page said already why there is nothing to show.
    """
    if not _may_open(page, view.role):
        entrance.offer(visitor, page.stem, _least(page.right))
        st.stop()
    if view.found is None:
        if page.needs_data:
            if latest is not None:
                notices.tell_never_read(latest, view.role)
            st.stop()
        return
    if page.part is None:
        return
    if not applies(page.part, view.found.workbook, earlier=bool(view.earlier)):
        notices.tell_not_part(page.part)
        st.stop()
    if not view.may_see(page.part):
        notices.tell_awaited(page.part, view.found.workbook)
        st.stop()
