"""The table of rights: the one place that says what a role may see and do.

What is released is for everyone; a right here is about what is *not* released, or about doing. `lib/release/` cuts
a snapshot down by this table, pages and routes ask it on every run, and the crawler of the tests reads the same one.
"""

from __future__ import annotations

from enum import StrEnum


class Right(StrEnum):
    """What a role may see before its release, or do.

    `SCORES` sees scores and ranks as of "Chốt điểm", `VOTES` everything of a ballot and of an award, `PROBLEMS` what
    is wrong in the workbook, `CELLS` links into the sheet and links out of it, `PAPERS` prints, `CONTROL` takes, reads
    back, releases, corrects and drives the screen, `AUDIT` reads the log, `WATCH` sees the hall's screen from afar.
    """

    SCORES = "scores"
    VOTES = "votes"
    PROBLEMS = "problems"
    CELLS = "cells"
    PAPERS = "papers"
    CONTROL = "control"
    AUDIT = "audit"
    WATCH = "watch"


class Role(StrEnum):
    """`VIEWER` the hall and the public, `SCREEN` a projector that only watches, `LEADER` of a unit, `SECRETARY`."""

    VIEWER = "viewer"
    SCREEN = "screen"
    LEADER = "leader"
    SECRETARY = "secretary"


RIGHTS: dict[Role, frozenset[Right]] = {
    Role.VIEWER: frozenset(),
    Role.SCREEN: frozenset({Right.WATCH}),
    Role.LEADER: frozenset({Right.SCORES}),
    Role.SECRETARY: frozenset(Right),
}
LOGIN_ROLES = (Role.LEADER, Role.SECRETARY)
"""The roles that somebody logs in to, the weakest first."""


def allows(role: Role, right: Right) -> bool:
    """Whether a role has a right."""
    return right in RIGHTS[role]
