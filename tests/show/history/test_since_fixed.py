"""What was taken after "Chốt điểm": over runs, without rehearsals, as recorded and with its reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from lib.model.domain import ScoreColumn
from lib.show.history.versions import NOTHING_CHANGED, step_lines
from lib.snapshot import Snapshot
from lib.stage import acts
from lib.stage.log.events import RunKind
from lib.stage.log.since_fixed import UnitStep, unit_steps
from tests.days import MORNING, Day, day_with, sample_tables, table_of, version, with_cell

REASON = "Bổ sung minh chứng, ông An quyết định"


def lower(day: Day, points: float, reason: str = REASON) -> None:
    """Another verified score of the first unit, taken with a reason."""
    head = next(row for row in table_of(sample_tables(), "Thẩm định").rows if "TGPL" in row)
    line = next(n for n, row in enumerate(table_of(sample_tables(), "Thẩm định").rows, 1) if "I.1" in row[:3])
    changed = with_cell(sample_tables(), "Thẩm định", line, head.index("TGPL") + 1, points)
    day.desk.offer(version(changed, MORNING))
    day.do(lambda table: acts.take(table, reason))


@pytest.fixture
def day(day: Day) -> Day:
    """A day on which the scores of the sample were fixed."""
    day.do(acts.fix_scores)
    return day


def steps(day: Day, unit: str = "TGPL") -> list[UnitStep]:
    def opened(name: str) -> Snapshot | None:
        kept = day.desk.version(name)
        return kept.snapshot if kept else None

    found = day.desk.public().since_fixed
    return list(unit_steps(found, opened, unit)) if found else []


def test_before_scores_are_fixed_nothing_is_compared(tmp_path: Path) -> None:
    day = day_with(tmp_path)
    assert day.desk.public().since_fixed is None


def test_what_was_taken_afterwards_is_told_with_its_reason(day: Day) -> None:
    lower(day, 1)
    (step,) = steps(day)
    assert step.later.reason == REASON
    assert [(one.criterion, one.column) for one in step.scores] == [("I.1", ScoreColumn.VERIFIED)]
    (line,) = step_lines([step])
    assert "điểm thẩm định I.1" in line
    assert "→ 1,00" in line
    assert "tổng điểm" in line
    assert f"Lý do: {REASON}." in line


def test_each_step_is_against_the_one_before_it(day: Day) -> None:
    lower(day, 1)
    lower(day, 2, "Ghi nhầm")
    first, second = steps(day)
    assert second.scores[0].old == first.scores[0].new
    assert second.later.reason == "Ghi nhầm"


def test_a_unit_that_only_moved_in_rank_is_told_so_and_one_that_did_not_move_has_nothing(day: Day) -> None:
    lower(day, 1)
    told = {unit.code: steps(day, unit.code) for unit in day.table.taken.snapshot.workbook.units}
    moved = [found for code, found in told.items() if code != "TGPL" and found]
    assert moved
    assert all(not step.scores and step.standing.rank_differs for found in moved for step in found)
    assert any(not found for found in told.values())
    assert step_lines([]) == (NOTHING_CHANGED,)


def test_a_conference_goes_on_from_what_was_fixed_before_it_and_a_restart_too(day: Day) -> None:
    lower(day, 1)
    day.begin()
    lower(day, 2, "Trong hội nghị")
    day.restart()
    assert [step.later.reason for step in steps(day)] == [REASON, "Trong hội nghị"]


def test_a_rehearsal_and_what_was_undone_are_left_out(day: Day) -> None:
    lower(day, 1)
    day.do(acts.undo)
    assert steps(day) == []
    day.begin(RunKind.REHEARSAL)
    lower(day, 2, "tập")
    assert steps(day) == []


def test_fixing_anew_begins_anew(day: Day) -> None:
    lower(day, 1)
    day.do(acts.fix_scores)
    assert steps(day) == []
