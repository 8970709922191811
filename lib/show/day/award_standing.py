"""How far an award is released: not at all, its ballots, in part, ready to show, or whole; and its heading in words."""

from __future__ import annotations

from enum import StrEnum

from lib.model.releasable import releasable_award
from lib.model.results import AwardResult
from lib.show.words import awards, numbers
from lib.stage.release_acts import things_of
from lib.stage.table import Table


class AwardStanding(StrEnum):
    """How much of the taken version of an award the hall has seen; `IN_PART` has something left to release."""

    CLOSED = "closed"
    IN_PART = "in_part"
    NOT_SHOWN = "not_shown"
    WHOLE = "whole"


def award_standing(table: Table, result: AwardResult) -> AwardStanding:
    """The standing of an award; a seat left open in the taken version does not count, because it cannot be released."""
    things = things_of(result)
    if releasable_award(result.award) not in table.hall:
        return AwardStanding.CLOSED
    if things - table.hall.things:
        return AwardStanding.IN_PART
    return AwardStanding.WHOLE if things <= table.known.things else AwardStanding.NOT_SHOWN


def award_standing_words(table: Table, result: AwardResult) -> str:
    """The heading of an award on the control: "còn 1 suất chưa công bố", never "đã công bố" where something is left."""
    standing = award_standing(table, result)
    if standing is AwardStanding.CLOSED:
        return awards.status(result)
    if standing is AwardStanding.IN_PART:
        return _rest(table, result)
    if standing is AwardStanding.NOT_SHOWN:
        return "đã bấm công bố, hội trường chưa xem hết"
    left = result.seats_left or 0
    return (
        f"đã công bố, còn {numbers.count(left)} suất chờ quyết định"
        if left and table.unsettled(result.award)
        else ("đã công bố")
    )


def _rest(table: Table, result: AwardResult) -> str:
    """What of an award is taken and not released: seats, or only decisions about units without one."""
    before = table.show.snapshot.award(result.award).proposed if table.show else ()
    seats = len(set(result.proposed) - set(before))
    return f"còn {numbers.count(seats)} suất chưa công bố" if seats else "còn nội dung chưa công bố"
