"""The snapshot as a role may see it, computed once per version and role."""

from __future__ import annotations

from dataclasses import dataclass

from lib.access.rights import Right, Role, allows
from lib.model.releasable import NOTHING, Released
from lib.release.role_view import snapshot_for
from lib.show.live.reader_view import LOST, PAUSED, ReaderView
from lib.show.memo import Memo
from lib.snapshot import Snapshot
from lib.stage.table import PublicState
from lib.ui.menu import WorkbookPart
from lib.ui.running_app import RunningApp
from lib.ui.view import View

CUTS = Memo(8)
"""The snapshots of the roles for the last versions."""


@dataclass(frozen=True)
class RoleContent:
    """The content for a visitor: the snapshot that the role may see, what is released to all, and the corrections."""

    snapshot: Snapshot | None
    released: Released
    public: PublicState | None = None


def content_for(role: Role, now: RunningApp) -> RoleContent:
    """The content for a role: the secretary sees the workbook as it was last read, others the taken version."""
    latest = now.feed.latest.snapshot
    public = now.desk.public() if now.desk else None
    released = public.released if public else NOTHING
    whole = latest if public is None or allows(role, Right.VOTES) else public.snapshot
    return RoleContent(whole and snapshot_of_role(whole, role, released), released, public)


def reader_view(now: RunningApp) -> ReaderView:
    """What a reader may see at this moment, and nothing else."""
    shown = content_for(Role.VIEWER, now)
    view = View(Role.VIEWER, shown.snapshot, shown.released)
    public = shown.public
    return ReaderView(
        shown.snapshot,
        view.audience,
        view.earlier,
        years=view.shows(WorkbookPart.YEARS),
        hold=_hold(public) if public else "",
        corrections=public.corrections if public else (),
    )


def _hold(public: PublicState) -> str:
    if public.lost:
        return LOST
    return (public.pause_note or PAUSED) if public.paused else ""


def snapshot_of_role(snapshot: Snapshot, role: Role, released: Released) -> Snapshot:
    """`snapshot` cut down to what the role may see; cached with it, so that a version and role share one object."""
    key = (id(snapshot), role, released)
    return CUTS.get(key, lambda: (snapshot_for(snapshot, role, released), snapshot))[0]
