"""What pages follow: the secretary the workbook, readers what is taken and released, the control the desk."""

from __future__ import annotations

from lib.latest import Latest
from lib.ui.live import Running

WORKBOOK = "mark"
OPEN = "open"
CONTROL = "control"


def marks(running: Running, latest: Latest) -> dict[str, str]:
    """The marks by name, each changing exactly when a page that follows it would look different."""
    if running.desk is None:
        return {}
    public = running.desk.public()
    shown = public.snapshot.version if public.snapshot else ""
    state = running.desk.state
    return {
        WORKBOOK: f"{latest.mark}|{public.mark}",
        OPEN: f"{shown}|{public.mark}|{latest.state}",
        CONTROL: f"{latest.mark}|{state.run}.{state.seq}",
    }
