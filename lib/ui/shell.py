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
`st.caption`, `st.metric`, `st.table`, `st.badge`, labels, alerts). Repeated pieces are in `lib/ui/parts.py`.
"""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from lib.access.rights import Right, Role, allows
from lib.feed import Latest
from lib.problems import CellRef
from lib.records import Workbook
from lib.release import RANKING, SCORES, Released, ThingKind
from lib.show.numbers import md
from lib.snapshot import Snapshot
from lib.ui import access, entrance, notices
from lib.ui.follow import follow_changes
from lib.ui.live import running
from lib.ui.marks import Mark, mark_of, sealed
from lib.ui.menu import EMBARGOED, Entry, Part, applies, entry
from lib.ui.seen import shown_to

SAMPLE = "**DỮ LIỆU MẪU** – số liệu minh họa, không phải số liệu chính thức."


@dataclass(frozen=True)
class View:
    """What a page may use: who looks, and the snapshot that this role may see.

    `found` is None where nothing was ever read, which only a page with `needs_data=False` meets. `released` is what is
    open to everybody.
    """

    role: Role
    found: Snapshot | None
    released: Released

    @property
    def snapshot(self) -> Snapshot:
        """The snapshot, cut down to what the role may see; LookupError where nothing was read."""
        if self.found is None:
            raise LookupError("nothing was read; the page must be opened with needs_data=True")
        return self.found

    @property
    def earlier(self) -> tuple[Snapshot, ...]:
        """The workbooks of earlier years; they were public before, so every role sees their results."""
        found = running().earlier
        return found.snapshots if found else ()

    def can(self, right: Right) -> bool:
        """Whether the role has a right."""
        return allows(self.role, right)

    def shows(self, part: Part) -> bool:
        """Whether the workbook has this part and the role may see something of it now."""
        return self.found is not None and self._has_part(part, self.found.workbook) and self.may_see(part)

    def may_see(self, part: Part) -> bool:
        """Whether something of this part is released, or the role sees it before; what is never held back is open."""
        if part not in EMBARGOED:
            return True
        if part is Part.SCORES:
            early = self.can(Right.VOTES) or (self.can(Right.SCORES) and self._has(ThingKind.FIXED))
            return early or SCORES in self.released or RANKING in self.released
        return self.can(Right.VOTES) or self._has(ThingKind.BALLOT) or self._has(ThingKind.AWARD)

    def _has_part(self, part: Part, workbook: Workbook) -> bool:
        return applies(part, workbook, earlier=bool(self.earlier))

    def _has(self, kind: ThingKind) -> bool:
        return bool(self.released.codes(kind))

    def link(self, cell: CellRef | None) -> str | None:
        """The address that opens a cell in the Google Sheet; None for a file, or where the role may not open it."""
        if cell is None or self.found is None or not self.can(Right.CELLS):
            return None
        return self.found.link(cell)


def open_page(stem: str, follows: Mark | None = None) -> View:
    """Draw the frame of the page of this file stem and return what the page may use (see above).

    `follows` is the mark that the page reruns for, where it is not that of its visitor (`lib/ui/marks.py`).
    """
    page, now, role = entry(stem), running(), access.current_role()
    which = follows if follows is not None and _may_open(page, role) else mark_of(role)
    mark = sealed(now, which)  # before anything is read: what changes from here on is news for this page
    latest, shown = now.feed.latest, shown_to(role, now)
    view = View(role, shown.snapshot, shown.released)
    _head(page, view.found.workbook if view.found else None)
    follow_changes(now, view.found, which, mark)
    notices.tell_corrections(shown.public)
    entrance.show_account(access.current_visitor(), stem)
    _stop_unless_open(page, view, latest)
    notices.tell_fault_of_source(latest, role)
    return view


def _head(page: Entry, workbook: Workbook | None) -> None:
    """The cluster, its year, the banner of sample data, and the page's title."""
    contest = workbook.contest if workbook else None
    if contest and contest.name:
        year = f" · Năm {contest.year}" if contest.year else ""
        st.markdown(f":small[{md(contest.name)}{year}]")
    if contest and contest.sample:
        st.warning(SAMPLE, icon=":material/science:")
    st.title(page.title, anchor=False)


def _may_open(page: Entry, role: Role) -> bool:
    return page.right is None or allows(role, page.right)


def _least(right: Right | None) -> Role:
    """The role nearest to a reader's that has a right."""
    return Role.LEADER if right is not None and allows(Role.LEADER, right) else Role.SECRETARY


def _stop_unless_open(page: Entry, view: View, latest: Latest) -> None:
    """End the run with a sentence where this visitor, or this workbook, has nothing to do with the page."""
    if not _may_open(page, view.role):
        entrance.offer(access.current_visitor(), page.stem, _least(page.right))
        st.stop()
    if view.found is None:
        if page.needs_data:
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
