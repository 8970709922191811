"""The picture on the hall's screen now, and the next one."""

from __future__ import annotations

from lib.show.pictures.draw import draw_awaiting, draw_blank, draw_message, draw_pause, draw_scene
from lib.stage.show import ScreenPosition
from lib.stage.table import Table


def picture_now(table: Table) -> str:
    """The picture of the hall: a dark screen, the hold, a message, or the scene, in this order of precedence."""
    state = table.state
    if table.lost_entries or (table.lost and not state.hidden):
        return draw_awaiting()
    if state.hidden or table.show is None:
        return draw_blank()
    seen, fixed = table.show.snapshot, state.fixed is not None
    if state.paused:
        return draw_pause(seen, state.pause_note, state.rehearsal, fixed)
    if state.message:
        return draw_message(seen, state.message, state.rehearsal, fixed)
    return picture_at(table, table.spot)


def picture_at(table: Table, place: ScreenPosition) -> str:
    """The picture of a position of the show; a dark one where there is no show yet."""
    if table.show is None:
        return draw_blank()
    return draw_scene(table.show, place, table.state.passed, table.state.rehearsal)


def picture_ahead(table: Table) -> str | None:
    """The picture after the forward key; None at the end of the programme."""
    state = table.state
    if state.hidden or state.message:
        return picture_at(table, table.spot)
    return picture_at(table, table.ahead) if table.ahead else None
