"""The frame of every page: `open_page` draws it and returns what the page may use.

A page is a plain script in `pages/`, at most 60 lines, and begins

    from lib.ui.shell import open_page

    view = open_page("bang_diem")          # its own file stem; name, section and rights are in lib/ui/menu.py
    snapshot = view.snapshot
    common.show_title("Cục A dẫn đầu, 193,75 điểm", "11 đơn vị")        # or a heading of lib/show/rows

`open_page(stem)` registers nothing (that is `lib/ui/main.py`). It draws the style sheet and the frame
(`lib/ui/parts/frame.py`): the masthead with cluster, year, the chip "DỮ LIỆU MẪU" and the age of the data, which also
contains the component that makes the page follow changes, and the bar at the foot of a phone; then the banner of a past
version (`lib/ui/look_back.py`), corrections and the notice of a failing source. The title is drawn by the page: it is
the answer, its only `h1`. Then `open_page`

- **ends the script** (`st.stop()`), with the page's name as title and a sentence in Vietnamese, where the page has
  nothing to show: nothing was ever read (except for a page with `needs_data=False`, such as the guide), the role lacks
  a right that the page needs, the workbook has no such part (scores or votes), or the role must wait for a release;
- otherwise returns a `View`, so that after `open_page` a page of scores may rely on scores, a page of votes on votes,
  and only an *empty year* is left for the page ("Chưa có điểm").

A page that belongs to no part (the overview `tong_quan`, `don_vi`, `kiem_tra`) checks `view.shows(WorkbookPart.SCORES)`
and `view.shows(WorkbookPart.VOTES)` before it mentions either: true only where the workbook has the part and the role
may see some of it. `WorkbookPart` is in `lib/ui/menu.py`; what exactly is released is `view.released`.

A page must not: read a source, compute a total, `try`, cache, write CSS or HTML, use `st.session_state`.
Give every widget, chart and fold a `key`, so that what is typed or open survives the rerun after a change of the
workbook.
Ask `is_pressed` of `lib/ui/parts/buttons.py`, not `st.button`, whether a button was pressed.
Text from the workbook goes through `lib.show.words.numbers.md()` wherever Streamlit interprets Markdown (`st.markdown`,
`st.caption`, `st.metric`, `st.table`, `st.badge`, labels, alerts). Shared elements are in `lib/ui/parts/common.py`.
"""

from __future__ import annotations

import streamlit as st

from lib.access.rights import Right, Role, allows
from lib.access.visitor import Visitor
from lib.feed.latest import Latest
from lib.show.rows.awards import awards_page
from lib.show.rows.scores import scores_page
from lib.stage.table import PublicState
from lib.ui import access
from lib.ui.follow import follow_changes
from lib.ui.look_back import past_moment_of, show_moment_banner
from lib.ui.menu import MenuPage, WorkbookPart, applies, menu_page
from lib.ui.page_versions import PageMark, mark_of, sealed
from lib.ui.parts import common, entrance, frame, notices
from lib.ui.render_cache import draw_cached
from lib.ui.role_snapshots import content_for
from lib.ui.running_app import running_app
from lib.ui.view import View


def open_page(stem: str, follows: PageMark | None = None) -> View:
    """Draw the frame of the page of this file stem and return what the page may use (see the module).

    `follows` is the mark that the page reruns for, where it differs from that of its visitor
    (`lib/ui/page_versions.py`).
    """
    page, now, visitor = menu_page(stem), running_app(), access.current_visitor()
    role = visitor.role
    which = follows if follows is not None and _may_open(page, role) else mark_of(role)
    mark = sealed(now, which)  # before anything is read: what changes from here on is news for this page
    moment = past_moment_of(role, now)
    past = moment is not None and page.at_moments
    latest, shown = now.feed.latest, moment.shown if moment and past else content_for(role, now)
    view = View(
        role=role,
        optional_snapshot=shown.snapshot,
        released=shown.released,
        past=past,
        fixed=shown.public.since_fixed if shown.public else None,
    )
    draw_cached(view, frame.style)
    with frame.show_masthead(view):
        follow_changes(now, snapshot=None if past else view.optional_snapshot, follows=which, mark=mark, past=past)
    frame.phone_bar(view, visitor, stem)
    if moment is not None:
        show_moment_banner(page, moment)
    if page.right is not Right.CONTROL:  # on that page the control shows it, beside the picture
        notices.show_corrections(shown.public, role)
    with st.sidebar:
        entrance.account(visitor, stem, "menu")
    lost = shown.public is not None and shown.public.lost
    _stop_in_hold(page, view, shown.public)
    _stop_unless_open(page, view, visitor, None if lost else latest)
    if not past:
        notices.show_source_failure(latest, role)
    return view


def _stop_in_hold(page: MenuPage, view: View, public: PublicState | None) -> None:
    """End the run of a page whose part a hold hides: the notice explains it; "not released yet" would contradict it."""
    if public is None or not public.paused or page.part is None or view.optional_snapshot is None:
        return
    if _may_open(page, view.role) and not view.may_see(page.part):
        common.show_title(page.title)
        st.stop()


def _may_open(page: MenuPage, role: Role) -> bool:
    return page.right is None or allows(role, page.right)


def _stop_unless_open(page: MenuPage, view: View, visitor: Visitor, latest: Latest | None) -> None:
    """End the run with a sentence where this visitor, or this workbook, has no use for the page.

    `latest` is the state of the feed; None where the page has already shown why there is nothing.
    """
    if not _may_open(page, view.role):
        common.show_title(page.title)
        leaders_too = page.right is not None and allows(Role.LEADER, page.right)
        entrance.offer(visitor, page.stem, Role.LEADER if leaders_too else Role.SECRETARY)
        st.stop()
    if view.optional_snapshot is None:
        if page.needs_data:
            if latest is None:
                common.show_title(page.title)
            else:
                notices.show_never_read(latest, view.role)
            st.stop()
        return
    if page.part is None:
        return
    if not applies(page.part, view.optional_snapshot.workbook, earlier=bool(view.earlier)):
        common.show_title(notices.NOT_PART[page.part])
        st.stop()
    if not view.may_see(page.part):
        draw_cached(view, _awaited, page.part)
        st.stop()


def _awaited(view: View, part: WorkbookPart) -> None:
    """What is awaited and when; the units are already listed where their points will be."""
    content = scores_page if part is WorkbookPart.SCORES else awards_page
    common.show_html(content(view.snapshot, view.audience))
