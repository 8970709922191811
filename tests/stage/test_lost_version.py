"""A taken version whose files were damaged: hall and web show it again, or hold; never anything else."""

from __future__ import annotations

import datetime as dt
import hashlib
import itertools
import json
import shutil
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from lib.model.releasable import releasable_award
from lib.stage import acts, release_acts
from lib.stage.log.events import FiguresCorrected
from lib.stage.refusals import RefusalReason, Refused
from tests.damage import DAMAGE, STATES, corrected, edited, on_hold, released, seen
from tests.days import Day, sample_version


@cache
def played(state: Callable[[Day], None]) -> tuple[Path, dt.datetime]:
    """The folder of a day that came to this state, and what its clock said."""
    day = Day(Path(tempfile.mkdtemp()))
    state(day)
    return day.folder, day.now


CASES = [*itertools.product(STATES, ["both"]), (corrected, "first"), (corrected, "second")]


@pytest.mark.parametrize("damage", DAMAGE)
@pytest.mark.parametrize(("state", "files"), CASES)
def test_hall_and_web_are_as_before_or_on_hold(tmp_path: Path, state, damage: Callable[[Path], None], files: str):
    folder, now = played(state)
    shutil.copytree(folder, tmp_path / "day")
    day = Day(tmp_path / "day", now=now)
    before = seen(day)
    kept = sorted((day.folder / "taken").glob("*.json"), key=lambda path: path.stat().st_mtime_ns)
    for path in {"first": kept[-2:-1], "second": kept[-1:], "both": kept}[files]:
        damage(path)
    day.restart()
    day.desk.offer(edited())
    assert seen(day) == before or (files == "both" and on_hold(day) and day.table.lost)
    if files != "both":
        assert day.desk.is_kept(), "what one copy lost is made again from the other"


@pytest.fixture
def lost(tmp_path: Path) -> Day:
    """Something was released, then every copy of the version was lost, and the sheet says something else."""
    day = Day(tmp_path)
    released(day)
    for path in (day.folder / "taken").glob("*.json"):
        path.unlink()
    day.restart()
    day.desk.offer(edited())
    return day


def refused(day: Day, act) -> RefusalReason:
    with pytest.raises(Refused) as found:
        day.do(act)
    return found.value.why


def test_while_it_is_lost_nothing_but_a_correction_brings_another_version(lost: Day):
    assert on_hold(lost)
    for act in (acts.forward, acts.back, acts.fix_scores, acts.take, lambda table: acts.take(table, "lý do")):
        assert refused(lost, act) is RefusalReason.VERSION_LOST
    assert refused(lost, lambda table: release_acts.release_award(table, "CNTP", "lý do")) is RefusalReason.VERSION_LOST
    lost.do(acts.toggle)
    lost.do(acts.toggle)
    lost.begin()
    assert on_hold(lost)


def test_a_correction_needs_its_reason_and_lets_every_released_award_wait_again(lost: Day):
    assert refused(lost, lambda table: release_acts.correct(table, [], "", "")) is RefusalReason.NEEDS_REASON
    before = lost.desk.state.taken
    lost.do(lambda table: release_acts.correct(table, [], "mất tệp", "Cụm trưởng"))
    assert not lost.table.lost
    public = lost.desk.public()
    assert public.snapshot.version == edited().snapshot.version
    assert releasable_award("CNTP") not in public.released
    assert releasable_award("CNTP") not in lost.table.hall
    made = next(one.event for one in lost.desk.history() if isinstance(one.event, FiguresCorrected))
    assert (made.before, made.after, made.reason) == (before, edited().snapshot.version, "mất tệp")


def test_the_sheet_brought_back_to_what_was_released_is_found_by_its_content(lost: Day):
    lost.desk.offer(sample_version())
    assert lost.desk.public().snapshot.version == sample_version().snapshot.version
    assert releasable_award("CNTP") in lost.desk.public().released
    assert lost.desk.is_kept()


def test_a_backup_put_back_is_found_without_a_restart(tmp_path: Path):
    day = Day(tmp_path)
    released(day)
    before = seen(day)
    files = {path: path.read_bytes() for path in (day.folder / "taken").glob("*.json")}
    for path in files:
        path.unlink()
    day.restart()
    assert on_hold(day)
    path, content = next(iter(files.items()))
    path.write_bytes(content)
    assert seen(day) == before


def test_a_version_kept_by_an_earlier_program_without_its_name_is_believed(tmp_path: Path):
    day = Day(tmp_path)
    released(day)
    before = seen(day)
    first, second = sorted((day.folder / "taken").glob("*.json"), key=lambda path: path.stat().st_mtime_ns)
    second.unlink()
    found = json.loads(first.read_text(encoding="utf-8"))
    del found["kept"]["version"]
    body = json.dumps(found["kept"], sort_keys=True, separators=(",", ":"))
    found["sum"] = hashlib.sha256(body.encode()).hexdigest()
    first.write_text(json.dumps(found), encoding="utf-8")
    day.restart()
    assert seen(day) == before
