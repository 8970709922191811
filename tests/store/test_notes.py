"""Notes that end by themselves: in memory, in a file, in a shared store."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from lib.store.notes import MemoryNotes, Notes, SqliteNotes
from lib.store.shared import SharedStore
from tests.clocks import SecondsClock


@pytest.fixture(params=["memory", "file", "shared"])
def notes(request: pytest.FixtureRequest, tmp_path: Path, clock: SecondsClock) -> Notes:
    if request.param == "memory":
        return MemoryNotes(clock)
    if request.param == "file":
        return SqliteNotes(tmp_path / "notes.sqlite", "kind", clock)
    store: SharedStore = request.getfixturevalue("shared")
    return store.notes("kind", clock)


def test_what_is_noted_is_there_until_its_time_is_over(notes: Notes, clock: SecondsClock) -> None:
    notes.put("a", "chữ: “ấ”", 60)
    assert notes.get("a") == "chữ: “ấ”"
    clock.now += 59.9
    assert notes.all() == {"a": "chữ: “ấ”"}
    clock.now += 0.1
    assert (notes.get("a"), notes.pop("a"), notes.all()) == (None, None, {})


def test_a_newer_note_takes_the_place_and_the_time_of_the_old_one(notes: Notes, clock: SecondsClock) -> None:
    notes.put("a", "1", 10)
    notes.put("a", "2", 100)
    clock.now += 50
    assert notes.get("a") == "2"


@pytest.mark.parametrize("name", ["2001:db8::/64", "máy 12ab", "*", "a?[b]", ""])
def test_any_name_is_a_name_and_nothing_else(notes: Notes, name: str) -> None:
    notes.put(name, "1", 60)
    notes.put("b", "2", 60)
    assert notes.get(name) == "1"
    assert notes.pop(name) == "1"
    assert notes.all() == {"b": "2"}


def test_of_many_who_take_a_note_away_one_gets_it(notes: Notes) -> None:
    notes.put("a", "1", 60)
    got: list[str | None] = []
    threads = [threading.Thread(target=lambda: got.append(notes.pop("a"))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(got, key=str) == ["1", *[None] * 7]


def test_kinds_are_kept_apart(tmp_path: Path, shared: SharedStore, clock: SecondsClock) -> None:
    for one, other in (
        (SqliteNotes(tmp_path / "a.sqlite", "one", clock), SqliteNotes(tmp_path / "a.sqlite", "other", clock)),
        (shared.notes("one", clock), shared.notes("other", clock)),
    ):
        one.put("a", "1", 60)
        assert (other.get("a"), other.all()) == (None, {})


def test_of_too_many_notes_in_memory_the_oldest_give_way(clock: SecondsClock) -> None:
    notes = MemoryNotes(clock, most=3)
    for name in "abcd":
        notes.put(name, name, 60)
    assert list(notes.all()) == ["b", "c", "d"]


def test_the_store_forgets_by_itself(shared: SharedStore, clock: SecondsClock) -> None:
    shared.notes("kind", clock).put("a", "1", 60)
    left = shared.base.pttl(shared.key("notes", "kind", "a"))
    assert 0 < left <= 60_000
