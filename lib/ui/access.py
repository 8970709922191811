"""Who is looking: roles are sets of rights, asked on every run."""

from __future__ import annotations

from enum import StrEnum


class Right(StrEnum):
    """What a role may do. `SCORES` and `VOTES`: see them before they are released."""

    SCORES = "scores"
    VOTES = "votes"
    PROBLEMS = "problems"
    CELLS = "cells"
    PAPERS = "papers"
    CONTROL = "control"


class Role(StrEnum):
    """`VIEWER` the hall and the public, `LEADER` of a unit, `SECRETARY` of the cluster."""

    VIEWER = "viewer"
    LEADER = "leader"
    SECRETARY = "secretary"


RIGHTS: dict[Role, frozenset[Right]] = {
    Role.VIEWER: frozenset(),
    Role.LEADER: frozenset({Right.SCORES}),
    Role.SECRETARY: frozenset(Right),
}


def allows(role: Role, right: Right) -> bool:
    """Whether a role has a right."""
    return right in RIGHTS[role]
