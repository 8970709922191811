"""What the live page is made of: exactly what a visitor without a login is shown."""

from __future__ import annotations

from lib.access.rights import Role
from lib.show.live.reading import LOST, PAUSED, Reading
from lib.stage.table import Public
from lib.ui.live import RunningApp
from lib.ui.menu import Part
from lib.ui.page_versions import PageMark, sealed
from lib.ui.role_snapshots import shown_to
from lib.ui.view import View


def reading_of(now: RunningApp) -> Reading:
    """What a reader may see at this moment, and nothing else."""
    shown = shown_to(Role.VIEWER, now)
    view = View(Role.VIEWER, shown.snapshot, shown.released)
    public = shown.public
    return Reading(
        shown.snapshot,
        view.audience,
        view.earlier,
        years=view.shows(Part.YEARS),
        hold=_hold(public) if public else "",
        corrections=public.corrections if public else (),
    )


def _hold(public: Public) -> str:
    if public.lost:
        return LOST
    return (public.pause_note or PAUSED) if public.paused else ""


def reader_mark(now: RunningApp) -> str:
    """Changes exactly when the live page would look different."""
    earlier = now.earlier.snapshots if now.earlier else ()
    return "|".join([sealed(now, PageMark.OPEN), *(book.version for book in earlier)])
