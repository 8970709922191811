"""What a page may use: the visitor's role, the snapshot cut down to it, and what is released."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from lib.access.rights import Right, Role, allows
from lib.model.problems import CellRef
from lib.model.records import Workbook
from lib.model.releasable import RANKING, SCORES, ReleasableKind, Released
from lib.show.rows.parts import Audience
from lib.show.words.numbers import HANOI
from lib.show.years import many_years
from lib.snapshot import Snapshot
from lib.stage.log.since_fixed import SinceFixed
from lib.ui.menu import EMBARGOED, WorkbookPart, applies
from lib.ui.running_app import running_app
from lib.years.cluster_years import ClusterYears


def today() -> dt.date:
    """Today in Viet Nam: deadlines pass also while the workbook does not change."""
    return dt.datetime.now(HANOI).date()


def is_overdue(workbook: Workbook) -> bool:
    """Whether the conference day, planned for the results, is past."""
    day = workbook.contest.conference_date
    return day is not None and day < today()


@dataclass(frozen=True)
class View:
    """What a page may use: the visitor's role, and the snapshot that it may see.

    `optional_snapshot` is None where nothing was ever read, which only a page with `needs_data=False` encounters.
    `released` is what everyone may see. `past`: a past version is shown; then nothing is asked, and no cell of the
    current sheet is linked.
    """

    role: Role
    optional_snapshot: Snapshot | None
    released: Released
    past: bool = False
    fixed: SinceFixed | None = None

    @property
    def snapshot(self) -> Snapshot:
        """The snapshot, cut down to what the role may see; LookupError where nothing was read."""
        if self.optional_snapshot is None:
            raise LookupError("nothing was read; the page must be opened with needs_data=True")
        return self.optional_snapshot

    @property
    def earlier(self) -> tuple[Snapshot, ...]:
        """The workbooks of earlier years; their results are public for every role."""
        workbooks = running_app().earlier
        return workbooks.snapshots if workbooks else ()

    @property
    def years(self) -> ClusterYears:
        """The cluster over the years: earlier ones, and the one that is shown."""
        return many_years.years_of(self.snapshot, self.earlier)

    @property
    def audience(self) -> Audience:
        """What this role may have of the rows in addition to the snapshot."""
        return Audience(
            scores=self.shows(WorkbookPart.SCORES),
            votes=self.shows(WorkbookPart.VOTES),
            public=not self._early or SCORES in self.released or RANKING in self.released,
            votes_public=not self.can(Right.VOTES) or self._has(ReleasableKind.AWARD),
            cells=self.can(Right.CELLS) and not self.past,
            asks=self.can(Right.PROBLEMS) and not self.past,
            overdue=self.optional_snapshot is not None and is_overdue(self.optional_snapshot.workbook),
        )

    @property
    def since_fixed(self) -> SinceFixed | None:
        """What was taken since "Chốt điểm", for roles that see scores from then on; None before."""
        return self.fixed if self.can(Right.SCORES) and self._has(ReleasableKind.FIXED) else None

    @property
    def _early(self) -> bool:
        """Whether this role sees scores before they are released."""
        return self.can(Right.VOTES) or (self.can(Right.SCORES) and self._has(ReleasableKind.FIXED))

    def can(self, right: Right) -> bool:
        """Whether the role has a right."""
        return allows(self.role, right)

    def shows(self, part: WorkbookPart) -> bool:
        """Whether the workbook has this part and the role may see some of it now."""
        book = self.optional_snapshot.workbook if self.optional_snapshot else None
        return book is not None and applies(part, book, earlier=bool(self.earlier)) and self.may_see(part)

    def may_see(self, part: WorkbookPart) -> bool:
        """Whether some of this part is released, or the role sees it earlier; true for parts never withheld."""
        if part not in EMBARGOED:
            return True
        if part is WorkbookPart.SCORES:
            return self._early or SCORES in self.released or RANKING in self.released
        return self.can(Right.VOTES) or self._has(ReleasableKind.BALLOT) or self._has(ReleasableKind.AWARD)

    def _has(self, kind: ReleasableKind) -> bool:
        return bool(self.released.codes(kind))

    def link(self, cell: CellRef | None) -> str | None:
        """The address that opens a cell in the Google Sheet; None for a file, or where the role may not open it."""
        if cell is None or self.optional_snapshot is None or self.past or not self.can(Right.CELLS):
            return None
        return self.optional_snapshot.link(cell)
