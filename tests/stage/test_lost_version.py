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

from lib.release.role_view import NOTHING, award
from lib.show.pictures.draw import draw_awaiting
from lib.show.pictures.now import picture_now
from lib.stage import acts, releases
from lib.stage.log.events import Corrected, RunKind
from lib.stage.refusals import Refused, Why
from tests.days import Day, sample_tables, sample_version, version, with_votes

NAMES = ("Nguyễn Văn An", "Trần Thị Bình")


def _removed(path: Path) -> None:
    path.unlink()


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _emptied(path: Path) -> None:
    path.write_bytes(b"")


def _garbled(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 40] = b"\xff" * 40
    path.write_bytes(bytes(content))


def _one_figure_changed(path: Path) -> None:
    path.write_text(path.read_text(encoding="utf-8").replace("8", "9", 1), encoding="utf-8")


def _newer_schema(path: Path) -> None:
    found = json.loads(path.read_text(encoding="utf-8"))
    found["kept"]["schema"] = 99
    path.write_text(json.dumps(found), encoding="utf-8")


def _folder_instead(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _of_another_version(path: Path) -> None:
    """The whole text of a version that was never taken, in the place of the one that was."""
    other = Day(path.parents[1] / "other")
    other.desk.offer(edited())
    whole = next((other.folder / "taken").glob("*.json"))
    path.write_bytes(whole.read_bytes())


DAMAGE = [
    _removed, _cut, _emptied, _garbled, _one_figure_changed, _newer_schema, _folder_instead, _of_another_version,
]  # fmt: skip


@cache
def edited():
    """The sheet after an edit that would propose another unit."""
    return version(with_votes(sample_tables(), "P2", DKGDBD=9, PBGDPL=1))


def _began(day: Day) -> None:
    day.desk.offer(sample_version())
    day.do(acts.fix_scores)
    day.desk.begin(RunKind.CONFERENCE, day.desk.state.seq, "An")
    for session in ("P1", "P2", "P3"):
        day.do(lambda table, session=session: releases.read_back(table, session, NAMES))


def _released(day: Day) -> None:
    _began(day)
    day.do(lambda table: releases.open_award(table, "CNTP"))
    day.show("reveal:CNTP")
    day.do(lambda table: acts.jump(table, "reveal:CNTP", 3))


def _paused(day: Day) -> None:
    _released(day)
    day.do(releases.pause)


def _corrected(day: Day) -> None:
    _paused(day)
    day.desk.offer(version(with_votes(sample_tables(), "P2", DKGDBD=7)))
    day.do(lambda table: releases.correct(table, [], "gõ nhầm", "Trưởng ban kiểm phiếu"))


def _rehearsing(day: Day) -> None:
    _released(day)
    day.desk.begin(RunKind.REHEARSAL, day.desk.state.seq, "An")


def _taken_only(day: Day) -> None:
    day.desk.offer(sample_version())
    day.do(lambda table: acts.switch(table, "auto_take", False))


STATES = [_taken_only, _began, _released, _paused, _corrected, _rehearsing]


def seen(day: Day) -> tuple[object, ...]:
    public = day.desk.public()
    shown = public.snapshot.version if public.snapshot else None
    return picture_now(day.table), shown, public.released, public.paused


def on_hold(day: Day) -> bool:
    public = day.desk.public()
    return picture_now(day.table) == draw_awaiting() and public.snapshot is None and public.released == NOTHING


@cache
def played(state: Callable[[Day], None]) -> tuple[Path, dt.datetime]:
    """The folder of a day that came to this state, and what its clock said."""
    day = Day(Path(tempfile.mkdtemp()))
    state(day)
    return day.folder, day.now


CASES = [*itertools.product(STATES, ["both"]), (_corrected, "first"), (_corrected, "second")]


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
    _released(day)
    for path in (day.folder / "taken").glob("*.json"):
        path.unlink()
    day.restart()
    day.desk.offer(edited())
    return day


def refused(day: Day, act) -> Why:
    with pytest.raises(Refused) as found:
        day.do(act)
    return found.value.why


def test_while_it_is_lost_nothing_but_a_correction_brings_another_version(lost: Day):
    assert on_hold(lost)
    for act in (acts.forward, acts.back, acts.fix_scores, acts.take, lambda table: acts.take(table, "lý do")):
        assert refused(lost, act) is Why.VERSION_LOST
    assert refused(lost, lambda table: releases.open_award(table, "CNTP", "lý do")) is Why.VERSION_LOST
    lost.do(acts.toggle)
    lost.do(acts.toggle)
    lost.desk.begin(RunKind.CONFERENCE, lost.desk.state.seq, "An")
    assert on_hold(lost)


def test_a_correction_needs_its_reason_and_lets_every_released_award_wait_again(lost: Day):
    assert refused(lost, lambda table: releases.correct(table, [], "", "")) is Why.NEEDS_REASON
    before = lost.desk.state.taken
    lost.do(lambda table: releases.correct(table, [], "mất tệp", "Cụm trưởng"))
    assert not lost.table.lost
    public = lost.desk.public()
    assert public.snapshot.version == edited().snapshot.version
    assert award("CNTP") not in public.released
    assert award("CNTP") not in lost.table.hall
    made = next(one.event for one in lost.desk.history() if isinstance(one.event, Corrected))
    assert (made.before, made.after, made.reason) == (before, edited().snapshot.version, "mất tệp")


def test_the_sheet_brought_back_to_what_was_released_is_found_by_its_content(lost: Day):
    lost.desk.offer(sample_version())
    assert lost.desk.public().snapshot.version == sample_version().snapshot.version
    assert award("CNTP") in lost.desk.public().released
    assert lost.desk.is_kept()


def test_a_backup_put_back_is_found_without_a_restart(tmp_path: Path):
    day = Day(tmp_path)
    _released(day)
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
    _released(day)
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
