"""The lists of the control: every step of every scene by a name of its own."""

from __future__ import annotations

from lib.model.releasable import Released, releasable_award, releasable_ballot
from lib.show.day.control_words import step_names
from lib.stage.show import build_show
from lib.stage.state import Options
from tests.days import tied_tables, version

OPEN = Released.of([releasable_award("CNTP"), releasable_ballot("P1"), releasable_ballot("P2")])


def test_every_step_of_a_scene_has_a_name_of_its_own():
    """Two rounds have a rule, a threshold and a verdict each: their names say of which round."""
    show = build_show(version(tied_tables()).snapshot, OPEN, Options(others=True))
    for scene in show.scenes:
        found = step_names(show, scene)
        assert len(set(found)) == len(found), scene.name
    reveal = next(scene for scene in show.scenes if scene.award == "CNTP")
    assert "kết luận của vòng – vòng 2" in step_names(show, reveal)
