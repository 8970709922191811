"""`backup` while the server writes, `restore` onto nothing and onto something, and what is refused."""

from __future__ import annotations

import threading
import zipfile

import pytest

from lib.__main__ import main
from lib.history.archive import Archive
from lib.store.backup import back_up, contents_of, put_back
from lib.store.entries import SqliteEntries
from lib.store.shared import SharedStore
from lib.store.shelf import FolderShelf
from lib.store.store import LocalStore
from tests.builders import built
from tests.history.test_archive import keep, numbered


@pytest.fixture
def state(tmp_path, monkeypatch):
    """A state with a history, a shelf and a name that is not ASCII."""
    folder = tmp_path / "state"
    monkeypatch.setenv("THIDUA_STATE", str(folder))
    monkeypatch.setenv("THIDUA_SECRETS", str(tmp_path / "none.toml"))
    keep(Archive(SqliteEntries(folder / "history.sqlite"), built), *map(numbered, range(5)))
    FolderShelf(folder / "source").write("bảng.json", "số liệu")
    return folder


def versions(folder) -> list[str]:
    return [past.version for past in Archive(SqliteEntries(folder / "history.sqlite"), built).versions()]


def test_a_backup_on_an_empty_state_gives_the_state_that_was(state, tmp_path, monkeypatch, capsys):
    before = versions(state)
    assert main(["backup", str(tmp_path / "a.zip")]) == 0
    monkeypatch.setenv("THIDUA_STATE", str(tmp_path / "other"))
    assert main(["restore", str(tmp_path / "a.zip")]) == 0
    assert "2 tệp" in capsys.readouterr().out
    assert versions(tmp_path / "other") == before
    assert FolderShelf(tmp_path / "other" / "source").read("bảng.json") == "số liệu"


def test_a_backup_is_taken_while_versions_are_kept(state, tmp_path):
    stop = threading.Event()

    def write() -> None:
        kept, number = Archive(SqliteEntries(state / "history.sqlite"), built), 100
        while not stop.is_set():
            keep(kept, numbered(number))
            number += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(5):
            back_up(tmp_path / f"{number}.zip", state, LocalStore(state))
    finally:
        stop.set()
        writer.join()
    put_back(tmp_path / "4.zip", tmp_path / "other", LocalStore(tmp_path / "other"))
    again = Archive(SqliteEntries(tmp_path / "other" / "history.sqlite"), built)
    assert all(again.open(past.number) for past in again.versions())
    assert len(again.versions()) >= 5


def test_what_is_there_is_kept_without_force_and_set_aside_with_it(state, tmp_path, capsys):
    main(["backup", str(tmp_path / "a.zip")])
    FolderShelf(state / "source").write("bảng.json", "mới hơn")
    assert main(["restore", str(tmp_path / "a.zip")]) == 2
    assert "--force" in capsys.readouterr().err
    assert FolderShelf(state / "source").read("bảng.json") == "mới hơn"
    assert main(["restore", str(tmp_path / "a.zip"), "--force"]) == 0
    assert FolderShelf(state / "source").read("bảng.json") == "số liệu"
    (aside,) = tmp_path.glob("state.truoc-*")
    assert FolderShelf(aside / "source").read("bảng.json") == "mới hơn"


def test_a_running_site_is_not_restored_into(state, tmp_path, capsys):
    main(["backup", str(tmp_path / "a.zip")])
    lease = FolderShelf(state / "source").lease("x.lock")
    assert lease.take()
    try:
        assert main(["restore", str(tmp_path / "a.zip"), "--force"]) == 2
        assert "đang chạy" in capsys.readouterr().err
        assert len(versions(state)) == 5
    finally:
        lease.free()


@pytest.mark.parametrize("damage", ["cut", "changed", "other", "text", "outside"])
def test_a_damaged_backup_is_refused_and_changes_nothing(state, tmp_path, capsys, damage):
    path = tmp_path / "a.zip"
    back_up(path, state, LocalStore(state))
    content = path.read_bytes()
    if damage == "cut":
        path.write_bytes(content[: len(content) // 2])
    elif damage == "text":
        path.write_bytes(b"khong phai")
    else:
        with zipfile.ZipFile(path) as old:
            parts = {name: old.read(name) for name in old.namelist()}
        if damage == "changed":
            parts["files/source/bảng.json"] = b"kh\xc3\xa1c"
        elif damage == "outside":
            parts["backup.json"] = parts["backup.json"].replace(b"source/", b"../source/")
        else:
            parts = {"word/document.xml": b"<w/>"}
        with zipfile.ZipFile(path, "w") as new:
            for name, part in parts.items():
                new.writestr(name, part)
    assert main(["restore", str(path), "--force"]) == 2
    assert "bị hỏng" in capsys.readouterr().err
    assert len(versions(state)) == 5


def test_a_backup_is_never_written_over_a_file_without_force(state, tmp_path, capsys):
    assert main(["backup", str(tmp_path / "a.zip")]) == 0
    assert main(["backup", str(tmp_path / "a.zip")]) == 2
    assert main(["backup", str(tmp_path / "a.zip"), "--force"]) == 0


def test_the_shared_store_is_in_the_backup(shared: SharedStore, tmp_path):
    kept = Archive(shared.entries("history"), built)
    found = keep(kept, *map(numbered, range(3)))
    shared.shelf("taken").write("a.json", "đã lấy")
    assert shared.rows("stage").add(["một", "hai"], after=0)
    back_up(tmp_path / "a.zip", tmp_path / "none", shared)
    assert contents_of(tmp_path / "a.zip").shared
    shared.shelf("taken").write("a.json", "mới hơn")
    put_back(tmp_path / "a.zip", tmp_path / "state", shared, force=True)
    assert shared.shelf("taken").read("a.json") == "đã lấy"
    assert shared.rows("stage").rows() == ["một", "hai"]
    again = Archive(shared.entries("history"), built)
    assert [past.version for past in again.versions()] == [one.snapshot.version for one in found]
