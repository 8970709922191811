"""From the state of the stage to the finished picture on the hall's screen, now and next."""

from __future__ import annotations

from collections.abc import Callable

import htpy as h

from lib.model.year_records import SceneKind
from lib.show.pictures import ceremony, reveals, scores, year
from lib.show.pictures.frame import PictureContext, background, picture
from lib.snapshot import Snapshot
from lib.stage.reveal import StepKind
from lib.stage.show import ScreenPosition, Show, correction_pages, has_short_figures
from lib.stage.table import Table

_SCENES: dict[SceneKind, Callable[[PictureContext], h.Element]] = {
    SceneKind.TITLE: ceremony.title_picture,
    SceneKind.AGENDA: ceremony.agenda_picture,
    SceneKind.SCORES: scores.ranking_picture,
    SceneKind.GROUP_SCORES: scores.group_picture,
    SceneKind.BALLOT_RULES: ceremony.ballot_rules_picture,
    SceneKind.VOTING: ceremony.voting_picture,
    SceneKind.COUNTING: ceremony.counting_picture,
    SceneKind.REVEAL: lambda sight: reveals.STEPS[sight.step.kind](sight),
    SceneKind.PROPOSALS: reveals.proposals_picture,
    SceneKind.MOVEMENTS: ceremony.movements_picture,
    SceneKind.EXEMPLARS: ceremony.exemplars_picture,
    SceneKind.PLEDGE: ceremony.pledge_picture,
    SceneKind.HANDOVER: ceremony.handover_picture,
    SceneKind.YEARS: year.years_picture,
    SceneKind.REGISTRATIONS: year.registrations_picture,
    SceneKind.RATINGS: year.ratings_picture,
    SceneKind.LEADERSHIP: year.leadership_picture,
    SceneKind.TASKS: year.tasks_picture,
    SceneKind.LIVE_PAGE: ceremony.live_page_picture,
    SceneKind.HOLD: ceremony.hold_picture,
}
_WAITING: dict[SceneKind, Callable[[PictureContext], h.Element]] = {
    SceneKind.SCORES: scores.awaited_scores_picture,
    SceneKind.GROUP_SCORES: scores.awaited_scores_picture,
    SceneKind.PROPOSALS: lambda sight: picture(
        sight, "Danh sách đơn vị được suy tôn, đề nghị", h.p(".lead")["Kết quả sẽ được công bố tại hội nghị."]
    ),
}


PAUSE = "Ban Tổ chức đang đối chiếu lại số liệu. Xin mời hội nghị tiếp tục trong ít phút."


def draw_scene(show: Show, place: ScreenPosition, passed: str = "", rehearsal: bool = False) -> str:
    """The picture of a position in a show, as HTML text."""
    scene, step = show.at(place)
    sight = PictureContext(show=show, scene=scene, step=step, passed=passed, rehearsal=rehearsal)
    if scene.correction is not None:
        return str(_correction(sight, scene.correction))
    if step.kind is StepKind.WAITING and scene.kind in _WAITING:
        return str(_WAITING[scene.kind](sight))
    return str(_SCENES[scene.kind](sight))


def draw_message(snapshot: Snapshot, text: str, rehearsal: bool = False, fixed: bool = False) -> str:
    """A message that replaces the scene."""
    return str(background(snapshot, rehearsal, h.div(".body")[h.h1(".huge")[text]], fixed=fixed))


def draw_pause(snapshot: Snapshot, note: str, rehearsal: bool = False, fixed: bool = False) -> str:
    """The hold while a figure is being checked."""
    words = note or PAUSE
    body = h.div(".body")[h.p(".lead.soft")[snapshot.workbook.contest.name], h.div(".rule"), h.h1[words]]
    return str(background(snapshot, rehearsal, body, fixed=fixed))


def draw_awaiting() -> str:
    """The hold while the taken version is missing; it shows nothing of any version."""
    words = h.div(".body")[
        h.div(".rule"), h.h1["Đang chờ khôi phục số liệu đã công bố"], h.p(".lead")["Xin mời chờ ít phút."]
    ]
    return str(h.section(".pic")[h.div(".frame"), words])


def draw_blank() -> str:
    """A dark screen."""
    return str(h.section(".pic.blank"))


def _correction(sight: PictureContext, number: int) -> h.Element:
    """The old and the new figure, the reason, and who decided."""
    made = sight.show.corrections[number]
    shown = correction_pages(made)[sight.step.page] if made.lines else ()
    kind = ".change" if has_short_figures(made) else ".change.told"
    changed = (
        h.div(".row")[h.span(".what")[what], h.s[old], h.span(".soft")[" → "], h.b(".gold")[new]]
        for _, what, old, new in shown
    )
    why = (("Lý do", made.reason), ("Người quyết định", made.decided_by))
    reasons = h.div(".why")[([h.span(".soft")[label], h.span[text]] for label, text in why)]
    waits = h.p["Kết quả các danh hiệu liên quan sẽ được công bố lại sau khi đối chiếu."] if made.waiting else None
    return picture(sight, "Đính chính", h.div(".corrected")[h.div(kind)[changed], reasons, waits])


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
