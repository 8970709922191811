"""What the log of the day pins for ever, and what that came by itself may be thinned."""

from __future__ import annotations

from pathlib import Path

import pytest

from lib.show.words.numbers import HANOI
from lib.stage import acts, release_acts
from lib.stage.log.events import RunKind
from lib.stage.log.pinned_versions import pinned_versions
from tests.days import MORNING, Day, sample_tables, version, with_row


@pytest.fixture
def day(tmp_path: Path) -> Day:
    return Day(tmp_path)


def typed(day: Day, number: int) -> str:
    """One more row is typed and the new version offered; its name."""
    newer = version(with_row(sample_tables(), "Ghi chú", f"dòng {number}", number), MORNING)
    if newer.snapshot.version == version(sample_tables()).snapshot.version:
        newer = version(with_row(sample_tables(), "Công việc", None, f"việc {number}", "An", "Chưa"), MORNING)
    day.desk.offer(newer)
    return newer.snapshot.version


def pinned(day: Day) -> frozenset[str]:
    return pinned_versions(day.log, HANOI).versions


def test_of_versions_that_came_by_themselves_only_the_last_stays(day: Day) -> None:
    names = [typed(day, number) for number in range(5)]
    assert len(set(names)) == 5
    assert pinned(day) & set(names) == {names[-1]}


def test_what_somebody_took_stays(day: Day) -> None:
    day.do(lambda table: acts.switch(table, "auto_take", False))
    names = []
    for number in range(3):
        names.append(typed(day, number))
        day.do(acts.take)
    assert set(names) <= pinned(day)


@pytest.mark.parametrize(
    "act",
    [acts.fix_scores, lambda table: release_acts.read_back(table, "P1", ("An", "Bình"))],
    ids=["fixed", "read back"],
)
def test_a_version_that_came_by_itself_stays_once_something_was_done_with_it(day: Day, act) -> None:
    typed(day, 0)
    used = typed(day, 1)
    day.do(act)
    last = typed(day, 2)
    if day.table.newer is not None:
        day.do(lambda table: acts.take(table, "lý do"))
    assert {used, last} <= pinned(day)


def test_what_a_conference_begins_with_and_releases_stays(day: Day) -> None:
    typed(day, 0)
    used = typed(day, 1)
    day.do(acts.fix_scores)
    day.desk.begin(RunKind.CONFERENCE, day.desk.state.seq, "An")
    day.do(release_acts.release_scores)
    assert used in pinned(day)


def test_a_take_that_was_undone_stays_and_so_does_the_one_before_it(day: Day) -> None:
    day.do(lambda table: acts.switch(table, "auto_take", False))
    first = typed(day, 0)
    day.do(acts.take)
    second = typed(day, 1)
    day.do(acts.take)
    day.do(acts.undo)
    assert day.desk.state.taken == first
    assert {first, second} <= pinned(day)


def shelved(day: Day) -> int:
    """How many copies of versions the vault holds."""
    return len([path for path in (day.folder / "taken").glob("*.json") if "report" not in path.name])


def test_versions_that_were_replaced_unused_leave_the_vault(day: Day) -> None:
    names = [typed(day, number) for number in range(12)]
    held = shelved(day)
    assert held <= 2 * 5, "the last few and the one that is taken, each twice"
    names += [typed(day, number) for number in range(12, 24)]
    assert shelved(day) <= held
    day.restart()
    assert day.table.taken is not None
    assert day.table.taken.snapshot.version == names[-1]


def test_a_version_with_which_something_was_done_stays_in_the_vault_whatever_comes_after(day: Day) -> None:
    day.do(lambda table: acts.switch(table, "auto_take", True))
    used = typed(day, 0)
    day.do(lambda table: release_acts.read_back(table, "P1", ("An", "Bình")))
    for number in range(1, 9):
        typed(day, number)
        if day.table.newer is not None:
            day.do(acts.take)
    day.restart()
    assert day.desk.version(used) is not None
