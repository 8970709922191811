from __future__ import annotations

import pytest

from lib.access.rights import RIGHTS, Right, Role, allows


def test_the_table_names_every_role() -> None:
    assert set(RIGHTS) == set(Role)


def test_a_viewer_may_nothing_before_a_release() -> None:
    assert [right for right in Right if allows(Role.VIEWER, right)] == []


def test_a_screen_may_only_watch() -> None:
    assert [right for right in Right if allows(Role.SCREEN, right)] == [Right.WATCH]


@pytest.mark.parametrize("right", [Right.VOTES, Right.CONTROL, Right.WATCH, Right.CELLS, Right.PROBLEMS, Right.AUDIT])
def test_a_leader_sees_scores_but_never_votes_nor_control(right: Right) -> None:
    assert allows(Role.LEADER, Right.SCORES)
    assert not allows(Role.LEADER, right)


def test_the_secretary_may_everything() -> None:
    assert all(allows(Role.SECRETARY, right) for right in Right)
