"""What the server writes is for its own account, whatever the umask it was started with."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from lib.access.door import open_sessions
from lib.access.rights import Role
from lib.audit.entries import AuditEvent
from lib.audit.log import open_audit
from lib.store.private import keep_private, secret_in
from lib.store.rows import SqliteRows
from lib.store.store import LocalStore, Store
from tests.days import MORNING


@pytest.fixture(params=[0o000, 0o022, 0o077], ids=["umask 000", "umask 022", "umask 077"], autouse=True)
def umask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


def write_everything(state: Path) -> None:
    """A piece of every kind that the server keeps."""
    store = LocalStore(state)
    open_sessions(store, lambda: 0.0).open(Role.SECRETARY, "Thư ký", "passcode", seconds=60)
    open_audit(store, lambda: MORNING).record(AuditEvent.STARTED, "máy chủ")
    store.rows("stage").close()
    store.shelf("taken").write("a", "b")
    store.secret("screens", lambda: "seal")


def modes(folder: Path) -> set[int]:
    return {stat.S_IMODE(path.stat().st_mode) & 0o077 for path in (folder, *folder.rglob("*"))}


def test_what_is_written_from_the_start_on_is_private(tmp_path: Path) -> None:
    state = tmp_path / "state"
    keep_private(state)
    write_everything(state)
    assert modes(state) == {0}
    assert len(list(state.rglob("*"))) > 6


def test_what_an_older_start_left_open_is_closed(tmp_path: Path) -> None:
    state = tmp_path / "state"
    os.umask(0)
    write_everything(state)
    state.chmod(0o755)
    (state / "stage.sqlite").chmod(0o644)
    keep_private(state)
    assert modes(state) == {0}


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    outside, state = tmp_path / "outside", tmp_path / "state"
    outside.write_text("x")
    outside.chmod(0o644)
    state.mkdir()
    (state / "link").symlink_to(outside)
    keep_private(state)
    assert stat.S_IMODE(outside.stat().st_mode) == 0o644


def test_a_secret_is_made_once_and_found_again(kept_in: Store) -> None:
    made = [kept_in.secret("screens", lambda number=number: f"seal {number}") for number in (1, 2)]
    assert made == ["seal 1", "seal 1"]
    assert kept_in.secret("another", lambda: "other") == "other"


def test_a_secret_that_a_power_cut_left_empty_is_made_again(tmp_path: Path) -> None:
    secret_in(tmp_path, "screens", lambda: "")
    assert secret_in(tmp_path, "screens", lambda: "seal") == "seal"
    assert secret_in(tmp_path, "screens", lambda: "later") == "seal"


def test_the_log_of_the_day_holds_no_key(tmp_path: Path) -> None:
    SqliteRows(tmp_path / "stage.sqlite").close()
    assert b"keys" not in (tmp_path / "stage.sqlite").read_bytes()
