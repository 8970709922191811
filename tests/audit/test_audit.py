from __future__ import annotations

import datetime as dt
import json
import threading
from pathlib import Path

import pytest

from lib.audit.entries import HEAD, NAME, AuditEvent
from lib.audit.log import Audit
from lib.audit.verify import ChainFault, verify
from lib.store.heads import Heads
from lib.store.rows import SqliteRows, placed_rows
from lib.store.shelf import FolderShelf
from tests.damage import changed_lines, cut, emptied, folder_instead, foreign, garbled, removed

CURRENT = "audit.jsonl"
TABLE = "audit.sqlite"
WHEN = dt.datetime(2019, 12, 18, 14, 52, 7, tzinfo=dt.timezone(dt.timedelta(hours=7)))


def open_log(folder: Path) -> Audit:
    return Audit(SqliteRows(folder / TABLE), Heads(NAME, [FolderShelf(folder)]), lambda: WHEN)


def fill(folder: Path, lines: int = 5) -> Audit:
    log = open_log(folder)
    for number in range(lines):
        log.record(AuditEvent.RELEASED, "Thư ký", "secretary", f"P{number}")
    return log


def filled_files(folder: Path, lines: int = 12, each: int = 5) -> list[Path]:
    """A log as an earlier program kept it: files of `each` lines under their numbers, and the rest."""
    written = fill(folder, lines).text().splitlines(keepends=True)
    (folder / TABLE).unlink()
    files = {f"audit-{start + 1:08d}-{start + each:08d}.jsonl": start for start in range(0, lines - each, each)}
    for name, start in files.items():
        (folder / name).write_text("".join(written[start : start + each]), encoding="utf-8")
    (folder / CURRENT).write_text("".join(written[len(files) * each :]), encoding="utf-8")
    return [folder / name for name in (*files, CURRENT)]


def test_a_line_says_who_did_what_and_when_in_utc(tmp_path: Path) -> None:
    open_log(tmp_path).record(AuditEvent.TOOK, "thuky@moj.gov.vn", "secretary", "a1b2c3")
    ((_, row),) = placed_rows(tmp_path / TABLE)
    line = json.loads(row)
    assert (line["at"], line["event"], line["who"], line["subject"]) == (
        "2019-12-18T07:52:07Z",
        "took",
        "thuky@moj.gov.vn",
        "a1b2c3",
    )


def test_an_untouched_log_agrees(tmp_path: Path) -> None:
    fill(tmp_path)
    found = verify(tmp_path)
    assert (found.entries, found.first, found.fault) == (5, 1, None)


def test_an_empty_folder_agrees_and_holds_nothing(tmp_path: Path) -> None:
    assert verify(tmp_path).entries == 0
    assert verify(tmp_path).fault is None


def test_the_newest_entry_stands_first(tmp_path: Path) -> None:
    assert [entry.subject for entry in fill(tmp_path).entries(most=2)] == ["P4", "P3"]


def test_a_restart_goes_on_with_the_chain(tmp_path: Path) -> None:
    fill(tmp_path, 2)
    fill(tmp_path, 2)
    found = verify(tmp_path)
    assert (found.entries, found.fault) == (4, None)


def change(lines: list[str]) -> list[str]:
    return [lines[0], lines[1].replace("P1", "P9"), *lines[2:]]


def change_and_rehash(lines: list[str]) -> list[str]:
    """An attacker who knows the format changes a line and makes its own hash fit."""
    from lib.audit.entries import AuditEntry, line_of_entry

    found = json.loads(lines[1])
    found.pop("hash")
    return [lines[0], line_of_entry(AuditEntry(**{**found, "event": AuditEvent.TOOK})), *lines[2:]]


TAMPERED = [
    (change, ChainFault.CHANGED_LINE, f"{CURRENT}:2", 1),
    (change_and_rehash, ChainFault.BROKEN_CHAIN, f"{CURRENT}:3", 2),
    (lambda lines: [lines[0], *lines[2:]], ChainFault.BROKEN_CHAIN, f"{CURRENT}:2", 1),
    (lambda lines: [lines[1], lines[0], *lines[2:]], ChainFault.BROKEN_CHAIN, f"{CURRENT}:2", 1),
    (lambda lines: [*lines[:2], lines[1], *lines[2:]], ChainFault.BROKEN_CHAIN, f"{CURRENT}:3", 2),
    (lambda lines: [*lines[:2], "", *lines[2:]], ChainFault.CHANGED_LINE, f"{CURRENT}:3", 2),
    (lambda lines: [*lines[:2], '{"number": 3}', *lines[2:]], ChainFault.CHANGED_LINE, f"{CURRENT}:3", 2),
    (lambda lines: lines[:-1], ChainFault.CUT_OFF, HEAD, 4),
    (lambda lines: [], ChainFault.CUT_OFF, HEAD, 0),
]


@pytest.mark.parametrize(("tamper", "fault", "where", "agreeing"), TAMPERED)
def test_whatever_is_done_to_the_lines_shows(
    tmp_path: Path, tamper, fault: ChainFault, where: str, agreeing: int
) -> None:
    fill(tmp_path)
    with changed_lines(tmp_path / TABLE) as lines:
        lines[:] = tamper(lines)
    found = verify(tmp_path)
    assert (found.fault, found.where, found.entries) == (fault, where, agreeing)


def test_a_removed_head_shows(tmp_path: Path) -> None:
    fill(tmp_path)
    (tmp_path / HEAD).unlink()
    assert verify(tmp_path).fault is ChainFault.CUT_OFF


def test_a_log_written_anew_does_not_hold_the_hash_printed_earlier(tmp_path: Path) -> None:
    printed = fill(tmp_path / "honest").entries()[0].hash
    log = open_log(tmp_path / "forged")
    log.record(AuditEvent.RELEASED, "Thư ký", "secretary", "P0")
    assert verify(tmp_path / "honest", printed[:12]).fault is None
    assert verify(tmp_path / "forged", printed[:12]).fault is ChainFault.HEAD_NOT_FOUND


@pytest.mark.parametrize("damage", [removed, emptied, cut, garbled, foreign, folder_instead])
def test_a_damaged_file_shows_before_the_next_start_and_after_it(tmp_path: Path, damage) -> None:
    fill(tmp_path, 40)
    damage(tmp_path / TABLE)
    assert verify(tmp_path).fault is not None
    log = open_log(tmp_path)
    log.record(AuditEvent.TOOK, "Thư ký")
    assert (AuditEvent.LINES_LOST in [entry.event for entry in log.entries()]) is (damage is not garbled)
    assert log.verify().fault is not None
    assert verify(tmp_path).fault is log.verify().fault


@pytest.mark.parametrize(("kept", "fault", "first"), [(2, ChainFault.BROKEN_CHAIN, 1), (0, None, 6)])
def test_lines_removed_while_the_server_runs_show(tmp_path: Path, kept: int, fault: ChainFault, first: int) -> None:
    log = fill(tmp_path)
    with changed_lines(tmp_path / TABLE) as lines:
        del lines[kept:]
    log.record(AuditEvent.TOOK, "Thư ký")
    assert (log.verify().fault, log.verify().first) == (fault, first)


def test_files_of_an_earlier_program_are_taken_over_once_and_the_chain_goes_on(tmp_path: Path) -> None:
    files = filled_files(tmp_path)
    contents = [path.read_bytes() for path in files]
    assert len(files) > 2
    assert (verify(tmp_path).entries, verify(tmp_path).fault) == (12, None)
    for added in (1, 2):
        log = open_log(tmp_path)
        log.record(AuditEvent.TOOK, "Thư ký")
        assert (verify(tmp_path).entries, verify(tmp_path).fault) == (12 + added, None)
        assert len(log.entries()) == 12 + added
        assert log.text().encode().startswith(b"".join(contents))
        assert [path.read_bytes() for path in sorted(tmp_path.glob("*.jsonl.*"))] == contents
        assert not list(tmp_path.glob("*.jsonl"))


def test_putting_old_files_away_for_good_is_told_and_no_fault(tmp_path: Path) -> None:
    filled_files(tmp_path)[0].unlink()
    for found in (verify(tmp_path), open_log(tmp_path).verify(), verify(tmp_path)):
        assert found.fault is None
        assert found.first == 6
        assert found.entries == 13 - found.first
    open_log(tmp_path).record(AuditEvent.TOOK, "Thư ký")
    assert (verify(tmp_path).entries, verify(tmp_path).fault) == (8, None)


def test_a_file_removed_from_the_middle_shows(tmp_path: Path) -> None:
    filled_files(tmp_path)[1].unlink()
    for found in (verify(tmp_path), open_log(tmp_path).verify(), verify(tmp_path)):
        assert found.fault is ChainFault.BROKEN_CHAIN


def test_a_changed_line_of_an_old_file_shows_where_it_stands(tmp_path: Path) -> None:
    old, *_ = filled_files(tmp_path)
    old.write_text(old.read_text(encoding="utf-8").replace("P1", "P9"), encoding="utf-8")
    assert (verify(tmp_path).fault, verify(tmp_path).where) == (ChainFault.CHANGED_LINE, f"{old.name}:2")
    assert open_log(tmp_path).verify().where == f"{CURRENT}:2"


def test_a_line_half_written_at_a_power_cut_is_set_aside_and_said_once(tmp_path: Path) -> None:
    with filled_files(tmp_path)[-1].open("ab") as file:
        file.write(b'{"number":13,"at":"2019')
    for _ in range(2):
        entries = open_log(tmp_path).entries()
        assert [entry.event for entry in entries].count(AuditEvent.TORN_LINE) == 1
        assert (tmp_path / entries[0].subject).read_bytes() == b'{"number":13,"at":"2019'
        assert (verify(tmp_path).entries, verify(tmp_path).fault) == (13, None)


def test_a_power_cut_between_line_and_head_is_no_fault(tmp_path: Path) -> None:
    log = fill(tmp_path, 2)
    head = (tmp_path / HEAD).read_text(encoding="utf-8")
    log.record(AuditEvent.TOOK, "Thư ký")
    (tmp_path / HEAD).write_text(head, encoding="utf-8")
    assert verify(tmp_path).fault is None


@pytest.mark.parametrize(
    ("typed", "logged"),
    [
        ("Thư ký", "Thư ký"),
        ('x"}\n{"number":1', "x·····number·:1"),
        ("\x1b[31mđỏ\x1b[0m", "··31mđỏ··0m"),
        ("a\u202ebc\u2028d", "a·bc·d"),
        ("<script>", "·script·"),
        ("á" * 200, "á" * 119 + "…"),
    ],
)
def test_what_somebody_types_cannot_break_or_forge_a_line(tmp_path: Path, typed: str, logged: str) -> None:
    entry = open_log(tmp_path).record(AuditEvent.LOGIN_FAILED, typed)
    assert entry.who == logged
    assert verify(tmp_path).entries == 1


def test_many_threads_write_one_chain(tmp_path: Path) -> None:
    log = open_log(tmp_path)
    threads = [
        threading.Thread(target=lambda: [log.record(AuditEvent.TOOK, "Thư ký") for _ in range(10)]) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (verify(tmp_path).entries, verify(tmp_path).fault) == (40, None)
