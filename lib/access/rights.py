"""The table of rights: the one place that defines what a role may see and do.

Released results are for everyone; a right here is about what is *not* released, or about an action. `lib/release/` cuts
a snapshot down by this table, pages and routes check it on every run, and the tests' crawler reads the same one.
"""

from __future__ import annotations

from enum import StrEnum


class Right(StrEnum):
    """What a role may see before its release, or do.

    `SCORES` sees scores and ranks as of "Chốt điểm", `VOTES` all of a ballot and of an award, `PROBLEMS` the problems
    of the workbook, `CELLS` links into and out of the sheet, `PAPERS` prints, `CONTROL` takes, reads back, releases,
    corrects and drives the screen, `AUDIT` reads the audit log, `WATCH` sees the hall's screen from another place.
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
"""The roles that have a login, the weakest first."""


def allows(role: Role, right: Right) -> bool:
    """Whether a role has a right."""
    return right in RIGHTS[role]
