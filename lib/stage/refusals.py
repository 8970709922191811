"""Why an act is not allowed; the sentences are in `lib/show/day/control_words.py`."""

from __future__ import annotations

from enum import StrEnum


class RefusalReason(StrEnum):
    """Why an act is refused."""

    NOTHING_TAKEN = "nothing_taken"
    VERSION_LOST = "version_lost"
    LOG_LOST = "log_lost"
    TOO_SOON = "too_soon"
    THE_END = "the_end"
    LIST_CHANGED = "list_changed"
    NOTHING_NEWER = "nothing_newer"
    LOSSES_NOT_SEEN = "losses_not_seen"
    CHANGES_RELEASED = "changes_released"
    SCORES_FIXED = "scores_fixed"
    TWO_NAMES = "two_names"
    NOT_READ_BACK = "not_read_back"
    NEEDS_REASON = "needs_reason"
    PRIOR_AWARD = "prior_award"
    PRIOR_NOT_SHOWN = "prior_not_shown"
    NO_BALLOT = "no_ballot"
    VOTES_OPEN = "votes_open"
    AWARD_WAITS = "award_waits"
    NOT_FIXED = "not_fixed"
    NOT_IN_HALL = "not_in_hall"
    PAUSED = "paused"
    NOT_PAUSED = "not_paused"
    NOTHING_TO_UNDO = "nothing_to_undo"
    WHILE_REVEALING = "while_revealing"
    NOT_HERE = "not_here"


class Refused(Exception):
    """An act that is not allowed now. `subject` is the session, award or other thing it concerns."""

    def __init__(self, why: RefusalReason, subject: str = "") -> None:
        super().__init__(f"{why.value} {subject}".strip())
        self.why = why
        self.subject = subject


def refuse_if(refused: bool, why: RefusalReason, subject: str = "") -> None:
    """Raise `Refused` where this is so."""
    if refused:
        raise Refused(why, subject)
