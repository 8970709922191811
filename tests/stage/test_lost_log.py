"""A log of the day that is gone, cut or garbled: hall and web are as before or hold until the secretary chooses to go
on.
"""

from __future__ import annotations

import datetime as dt
import json
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from functools import cache
from pathlib import Path

import pytest

from lib.stage import acts
from lib.stage.log.events import ContinuedAfterLoss, ScreenHidden, ScreenMoved, ThingsReleased
from lib.stage.refusals import RefusalReason, Refused
from tests.damage import (
    STATES,
    changed_lines,
    cut,
    edited,
    emptied,
    folder_instead,
    foreign,
    garbled,
    on_hold,
    paused,
    released,
    removed,
    seen,
)
from tests.days import WHO, Day

LOG, HEADS = "stage.sqlite", ("heads/stage.head", "log/stage.head")


def foreign_tables(path: Path) -> None:
    """The database of another program, with tables of the names that this one gives or once gave."""
    path.unlink()
    with closing(sqlite3.connect(path)) as base:
        base.execute("CREATE TABLE lines (id INTEGER)")
        base.execute("CREATE TABLE entries (id INTEGER)")
        base.commit()


def last_entries_gone(path: Path) -> None:
    """A log as it was some acts ago, put back from a copy."""
    with changed_lines(path) as lines:
        del lines[2:]


def unknown_word(path: Path) -> None:
    """An event of a newer program in the middle."""
    _change_last(path, word="teleported")


def unknown_thing(path: Path) -> None:
    """A release of something that only a newer program knows."""
    _change_last(path, word="opened", body="""{"things": ["parade:P1"], "place": "web"}""")


def senseless_body(path: Path) -> None:
    _change_last(path, body="[")


def _change_last(path: Path, **values: str) -> None:
    """Word or body of the last row, changed."""
    with changed_lines(path) as lines:
        *rest, word, body = json.loads(lines[-1])
        lines[-1] = json.dumps([*rest, values.get("word", word), values.get("body", body)], ensure_ascii=False)


DAMAGE = [
    removed, cut, emptied, garbled, folder_instead, foreign, foreign_tables, last_entries_gone, unknown_word,
    unknown_thing, senseless_body,
]  # fmt: skip


@cache
def played(state: Callable[[Day], None]) -> tuple[Path, dt.datetime]:
    day = Day(Path(tempfile.mkdtemp()))
    state(day)
    return day.folder, day.now


def damaged(tmp_path: Path, state: Callable[[Day], None], *damages: tuple[Callable[[Path], None], str]) -> Day:
    """A day that came to a state, before its server is started again over damaged files."""
    folder, now = played(state)
    shutil.copytree(folder, tmp_path / "day")
    day = Day(tmp_path / "day", now=now)
    day.before = seen(day)  # type: ignore[attr-defined]
    for damage, name in damages:
        damage(day.folder / name)
    day.restart()
    day.desk.offer(edited())
    return day


@pytest.mark.parametrize("damage", DAMAGE)
@pytest.mark.parametrize("state", STATES)
def test_hall_and_web_are_as_before_or_on_hold(tmp_path: Path, state, damage):
    day = damaged(tmp_path, state, (damage, LOG))
    assert seen(day) == day.before or (on_hold(day) and day.table.lost_entries)
    if day.table.lost_entries:
        with pytest.raises(Refused) as refused:
            day.do(acts.toggle)
        assert refused.value.why is RefusalReason.LOG_LOST


@pytest.mark.parametrize("damage", [removed, emptied, garbled, folder_instead])
@pytest.mark.parametrize("heads", [HEADS[:1], HEADS[1:], HEADS])
def test_a_damaged_note_of_how_far_the_log_had_come_changes_nothing(tmp_path: Path, damage, heads):
    day = damaged(tmp_path, released, *((damage, head) for head in heads))
    assert seen(day) == day.before
    day.do(acts.toggle)
    assert day.heads.newest().number == len(day.log.all_entries())


@pytest.mark.parametrize("head", HEADS)
def test_one_note_is_enough_to_know_that_a_log_is_gone(tmp_path: Path, head: str):
    day = damaged(tmp_path, released, (removed, LOG), (removed, head))
    assert on_hold(day)


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("damage", [emptied, folder_instead])
def test_a_damaged_note_without_a_log_tells_that_there_was_one(tmp_path: Path, damage, head):
    others = [(removed, one) for one in HEADS if one != head]
    day = damaged(tmp_path, released, (removed, LOG), (damage, head), *others)
    assert on_hold(day)
    assert day.table.lost_entries


def test_what_is_damaged_is_kept_under_a_name_with_the_time(tmp_path: Path):
    day = damaged(tmp_path, released, (foreign, LOG))
    (aside,) = day.folder.glob("stage.hong-*.sqlite")
    assert aside.read_bytes().startswith(b"PK\x03\x04")


def test_the_hold_outlives_restarts_until_somebody_chooses_and_then_the_log_says_so(tmp_path: Path):
    day = damaged(tmp_path, paused, (unknown_word, LOG))
    for _ in range(2):
        day.restart()
        day.desk.offer(edited())
        assert on_hold(day)
    lost = day.table.lost_entries
    day.desk.go_on(day.desk.state.seq, WHO)
    assert not day.table.lost_entries
    assert day.desk.history()[-1].event == ContinuedAfterLoss(lost)
    assert not on_hold(day)
    shown = seen(day)
    day.restart()
    day.desk.offer(edited())
    assert seen(day) == shown


def test_after_a_log_that_is_wholly_gone_nothing_is_released(tmp_path: Path):
    day = damaged(tmp_path, released, (removed, LOG))
    assert on_hold(day)
    day.desk.go_on(day.desk.state.seq, WHO)
    assert not day.desk.public().released.things
    assert not any(isinstance(one.event, ThingsReleased) for one in day.desk.history())
    day.do(acts.toggle)


def test_a_log_that_somebody_holds_is_held_until_it_can_be_read_and_then_as_before(tmp_path: Path):
    folder, now = played(released)
    shutil.copytree(folder, tmp_path / "day")
    day = Day(tmp_path / "day", now=now)
    before = seen(day)
    with closing(sqlite3.connect(day.folder / LOG)) as other:
        other.execute("BEGIN EXCLUSIVE")
        day.restart()
        assert on_hold(day)
        assert day.desk.log.unread
        other.execute("ROLLBACK")
    day.desk.try_again()
    assert seen(day) == before


def test_a_key_is_obeyed_while_the_log_is_held_and_is_written_later(tmp_path: Path):
    day = damaged(tmp_path, released)
    with closing(sqlite3.connect(day.folder / LOG)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert day.do(acts.toggle).state.hidden
        with pytest.raises(OSError, match="locked"):
            day.do(acts.fix_scores)
        other.execute("ROLLBACK")
    day.desk.try_again()
    day.restart()
    assert day.desk.state.hidden
    assert day.desk.history()[-1].event == ScreenHidden(True)


def test_a_log_taken_away_while_the_server_runs_is_written_again_by_the_next_act(tmp_path: Path):
    day = damaged(tmp_path, released)
    (day.folder / LOG).unlink()
    day.do(lambda table: acts.jump(table, "title"))
    before = day.desk.history()
    assert isinstance(before[-1].event, ScreenMoved)
    day.restart()
    assert day.desk.history() == before
