"""What an earlier version of this program kept is found again, whole, by this one: a state folder and a shared store.

`tests/data/state/` was written before both logs stood on one kind of rows: a day of ten entries, an audit log in three
files whose last line was torn by a power cut, a taken version kept twice, a login, and a history of three versions.
"""

from __future__ import annotations

import datetime as dt
import json
import shutil
from pathlib import Path

import pytest

from lib.access.door import open_sessions
from lib.access.rights import Role
from lib.audit.entries import AuditEvent
from lib.audit.log import open_audit
from lib.feed.state_copy import StateCopy
from lib.history.archive import Archive
from lib.stage.log.day_log import EventLog
from lib.stage.log.events import ScreenHidden, encode
from lib.store.heads import Heads
from lib.store.store import Store
from tests.builders import built, some_tables

DATA = Path(__file__).resolve().parents[1] / "data" / "state"
TOLD = json.loads((DATA / "told.json").read_text(encoding="utf-8"))
NOON = dt.datetime(2019, 12, 18, 5, 0, tzinfo=dt.UTC)


@pytest.fixture
def store(tmp_path: Path, kept_in: Store) -> Store:
    """What was kept, copied to where this test keeps things."""
    shutil.copytree(DATA / "folder", tmp_path, dirs_exist_ok=True)
    kept_in.load([json.loads(line) for line in (DATA / "shared.jsonl").read_text(encoding="utf-8").splitlines()])
    return kept_in


def heads_of(store: Store) -> Heads:
    return Heads("stage", [store.shelf(name) for name in ("heads", "log")])


def test_every_act_of_the_day_is_found_and_the_log_goes_on(store):
    for added in (0, 1):
        log = EventLog(store.rows("stage"), heads=heads_of(store))
        found = [
            [one.run, one.seq, one.act, one.at.isoformat(), one.who, one.event.word, encode(one.event)]
            for one in log.all_entries()
        ]
        assert found[: len(TOLD["entries"])] == TOLD["entries"]
        assert (len(found), log.lost, log.aside) == (len(TOLD["entries"]) + added, 0, "")
        assert log.is_intact()
        log.append(2, found[-1][1], "Thư ký", [ScreenHidden(True)])
        log.close()


def test_a_day_that_was_cut_is_known_to_be(store):
    rows = store.rows("stage")
    rows.keep(8)
    assert EventLog(rows, heads=heads_of(store)).lost == len(TOLD["entries"]) - 8


def test_every_line_of_the_audit_log_is_found_and_the_chain_goes_on(store):
    audit = open_audit(store, lambda: NOON)
    audit.record(AuditEvent.TOOK, "Thư ký")
    told = TOLD["folder" if store.alone else "shared"]
    lines = list(reversed(audit.entries()))
    assert [line.hash for line in lines[: len(told)]] == told
    torn = [AuditEvent.TORN_LINE] if store.alone else []
    assert [line.event for line in lines[len(told) :]] == [*torn, AuditEvent.TOOK]
    assert (audit.verify().fault, audit.verify().entries) == (None, len(lines))
    assert open_audit(store, lambda: NOON).verify(told[3][:12]).fault is None


def test_taken_versions_logins_and_history_are_found(store):
    names = {"taken": "abc123", "taken-second": "second copy of abc123"}
    copies = [StateCopy(store.shelf(shelf), name).load() for shelf, name in names.items()]
    assert [(copy.tables, copy.version) for copy in copies if copy] == [(some_tables(["A", "9,5"]), "abc123")] * 2
    assert [past.version for past in Archive(store.entries("history"), built).versions()] == TOLD["versions"]
    (login,) = open_sessions(store, lambda: 0.0).all()
    assert (login.role, login.who) == (Role.LEADER, "Lãnh đạo")
