"""State files damaged in every way, in every state of the day."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path

from lib.model.releasable import NOTHING
from lib.show.pictures.draw import draw_awaiting, picture_now
from lib.stage import acts, release_acts
from lib.stage.log.events import RunKind
from lib.store.rows import placed_rows
from tests.days import Day, sample_tables, sample_version, version, with_votes


def removed(path: Path) -> None:
    path.unlink()


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def garbled(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 40] = b"\xff" * 40
    path.write_bytes(bytes(content))


def one_figure_changed(path: Path) -> None:
    path.write_text(path.read_text(encoding="utf-8").replace("8", "9", 1), encoding="utf-8")


def rows_of(path: Path) -> list[str]:
    """The rows of a log as they stand on the disk, where there must be one."""
    assert path.is_file()
    return [row for _, row in placed_rows(path)]


@contextmanager
def changed_lines(path: Path) -> Iterator[list[str]]:
    """The rows of a log, put back as the caller changes them, past its triggers."""
    lines = rows_of(path)
    yield lines
    with closing(sqlite3.connect(path)) as base:
        base.execute("DROP TRIGGER lines_stay")
        base.execute("DROP TRIGGER lines_are_kept")
        base.execute("DELETE FROM lines")
        base.executemany("INSERT INTO lines (line) VALUES (?)", [(line,) for line in lines])
        base.commit()


def newer_schema(path: Path) -> None:
    found = json.loads(path.read_text(encoding="utf-8"))
    found["kept"]["schema"] = 99
    path.write_text(json.dumps(found), encoding="utf-8")


def foreign(path: Path) -> None:
    """Something else than a database."""
    path.write_bytes(b"PK\x03\x04 this is no database" * 200)


def folder_instead(path: Path) -> None:
    path.unlink()
    path.mkdir()


def of_another_version(path: Path) -> None:
    """The whole text of a version that was never taken, in the place of the one that was."""
    other = Day(path.parents[1] / "other")
    other.desk.offer(edited())
    whole = next((other.folder / "taken").glob("*.json"))
    path.write_bytes(whole.read_bytes())


DAMAGE = [
    removed, cut, emptied, garbled, one_figure_changed, newer_schema, folder_instead, of_another_version,
]  # fmt: skip


@cache
def edited():
    """The sheet after an edit that would propose another unit."""
    return version(with_votes(sample_tables(), "P2", DKGDBD=9, PBGDPL=1))


def began(day: Day) -> None:
    day.desk.offer(sample_version())
    day.convene()


def released(day: Day) -> None:
    began(day)
    day.do(lambda table: release_acts.release_award(table, "CNTP"))
    day.show("reveal:CNTP")
    day.do(lambda table: acts.jump(table, "reveal:CNTP", 3))


def paused(day: Day) -> None:
    released(day)
    day.do(release_acts.pause)


def corrected(day: Day) -> None:
    paused(day)
    day.desk.offer(version(with_votes(sample_tables(), "P2", DKGDBD=7)))
    day.do(lambda table: release_acts.correct(table, [], "gõ nhầm", "Trưởng ban kiểm phiếu"))


def rehearsing(day: Day) -> None:
    released(day)
    day.begin(RunKind.REHEARSAL)


def taken_only(day: Day) -> None:
    day.desk.offer(sample_version())
    day.do(lambda table: acts.switch(table, "auto_take", False))


STATES = [taken_only, began, released, paused, corrected, rehearsing]


def seen(day: Day) -> tuple[object, ...]:
    public = day.desk.public()
    shown = public.snapshot.version if public.snapshot else None
    return picture_now(day.table), shown, public.released, public.paused


def on_hold(day: Day) -> bool:
    public = day.desk.public()
    return picture_now(day.table) == draw_awaiting() and public.snapshot is None and public.released == NOTHING
