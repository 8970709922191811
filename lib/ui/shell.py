"""The frame of every page: `open_page` draws it and says what the page may use.

A page is a plain script in `pages/`, at most 60 lines, and begins

    from lib.ui.shell import open_page

    view = open_page("bang_diem")          # its own file stem; title, section and rights stand in lib/ui/menu.py
    snapshot = view.snapshot

`open_page(stem)` registers nothing (that is `lib/ui/main.py`). In this order it draws: the cluster's name and year, the
banner "DỮ LIỆU MẪU", the page's title (a page never draws its own title), the time of the data with its age, the
notice of a source that fails, and the component that makes the page follow a change. Then

- it **ends the script** (`st.stop()`), with a calm sentence in Vietnamese, where the page has nothing to work with: nothing was ever
  read (except a page with `needs_data=False`, such as the guide), the role lacks a right that the page needs, the
  workbook has no such part (scores or votes), or the role must wait for a release;
- otherwise it returns a `View`, so that after `open_page` a page of scores may speak of scores, a page of votes of
  votes, and only an *empty year* is left for the page ("Chưa có điểm").

The overview (`tong_quan`) belongs to no part: it asks `view.shows(Part.SCORES)` and `view.shows(Part.VOTES)` before it
speaks of either (true only where the workbook has the part and the role may see it).

What a page must not do: read a source, compute a total, `try`, cache, write CSS or raw HTML, use `st.session_state`.
Give every widget and chart a `key`, so that what is typed survives the rerun after a change of the workbook.
Text from the workbook goes through `lib.show.numbers.md()` wherever Streamlit reads Markdown (`st.markdown`, `st.caption`,
`st.metric`, `st.table`, `st.badge`, labels, alerts). Repeated pieces are in `lib/ui/parts.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from lib.problems import CellRef
from lib.snapshot import Snapshot
from lib.access.rights import Right, Role, allows


class Part(StrEnum):
    """The two halves of a workbook; a cluster may only score, or only vote."""

    SCORES = "scores"
    VOTES = "votes"


@dataclass(frozen=True)
class View:
    """What a page may use: who looks, and the snapshot that this role may see.

    `found` is None where nothing was ever read, which only a page with `needs_data=False` meets.
    """

    role: Role
    found: Snapshot | None

    @property
    def snapshot(self) -> Snapshot:
        """The snapshot, cut down to what the role may see; LookupError where nothing was read."""
        if self.found is None:
            raise LookupError("nothing was read; the page must be opened with needs_data=True")
        return self.found

    def can(self, right: Right) -> bool:
        """Whether the role has a right."""
        return allows(self.role, right)

    def shows(self, part: Part) -> bool:
        """Whether the workbook has this part and the role may see it now."""
        if self.found is None:
            return False
        workbook = self.found.workbook
        there = workbook.has_scoring if part is Part.SCORES else workbook.has_voting
        return there and self.can(Right.SCORES if part is Part.SCORES else Right.VOTES)

    def link(self, cell: CellRef | None) -> str | None:
        """The address that opens a cell in the Google Sheet; None for a file, or where the role may not open it."""
        if cell is None or self.found is None or not self.can(Right.CELLS):
            return None
        return self.found.link(cell)


def open_page(stem: str) -> View:
    """Draw the frame of the page of this file stem and return what the page may use (see above)."""
    raise NotImplementedError(stem)
