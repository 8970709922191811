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
from lib.store.rows import FolderRows
from lib.store.shelf import FolderShelf

CURRENT = "audit.jsonl"
WHEN = dt.datetime(2019, 12, 18, 14, 52, 7, tzinfo=dt.timezone(dt.timedelta(hours=7)))


def open_log(folder: Path, **options: int) -> Audit:
    return Audit(FolderRows(folder, NAME, **options), Heads(NAME, [FolderShelf(folder)]), lambda: WHEN)


def files(folder: Path) -> list[Path]:
    return FolderRows(folder, NAME).files


def fill(folder: Path, lines: int = 5) -> Audit:
    log = open_log(folder)
    for number in range(lines):
        log.record(AuditEvent.RELEASED, "Thư ký", "secretary", f"P{number}")
    return log


def test_a_line_says_who_did_what_and_when_in_utc(tmp_path: Path) -> None:
    open_log(tmp_path).record(AuditEvent.TOOK, "thuky@moj.gov.vn", "secretary", "a1b2c3")
    line = json.loads((tmp_path / CURRENT).read_text(encoding="utf-8"))
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
    lines = (tmp_path / CURRENT).read_text(encoding="utf-8").splitlines()
    (tmp_path / CURRENT).write_text("".join(f"{line}\n" for line in tamper(lines)), encoding="utf-8")
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


def test_a_full_file_is_put_away_and_the_chain_goes_on(tmp_path: Path) -> None:
    log = open_log(tmp_path, largest=600)
    for _ in range(12):
        log.record(AuditEvent.TOOK, "Thư ký")
    names = [path.name for path in files(tmp_path)]
    assert len(names) > 2
    assert names[-1] == CURRENT
    assert (verify(tmp_path).entries, verify(tmp_path).fault) == (12, None)
    assert len(log.entries()) == 12
    assert len(log.text().splitlines()) == 12


def test_putting_old_files_away_for_good_is_told_and_no_fault(tmp_path: Path) -> None:
    log = open_log(tmp_path, largest=600)
    for _ in range(12):
        log.record(AuditEvent.TOOK, "Thư ký")
    files(tmp_path)[0].unlink()
    found = verify(tmp_path)
    assert found.fault is None
    assert found.first > 1
    assert found.entries == 13 - found.first


def test_a_file_removed_from_the_middle_shows(tmp_path: Path) -> None:
    log = open_log(tmp_path, largest=600)
    for _ in range(12):
        log.record(AuditEvent.TOOK, "Thư ký")
    files(tmp_path)[1].unlink()
    assert verify(tmp_path).fault is ChainFault.BROKEN_CHAIN


def test_a_line_half_written_at_a_power_cut_is_set_aside_and_said(tmp_path: Path) -> None:
    fill(tmp_path, 2)
    with (tmp_path / CURRENT).open("ab") as file:
        file.write(b'{"number":3,"at":"2019')
    newest = open_log(tmp_path).entries()[0]
    assert newest.event is AuditEvent.TORN_LINE
    assert (tmp_path / newest.subject).read_bytes() == b'{"number":3,"at":"2019'
    assert verify(tmp_path).fault is None


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
    log = open_log(tmp_path, largest=2000)
    threads = [
        threading.Thread(target=lambda: [log.record(AuditEvent.TOOK, "Thư ký") for _ in range(10)]) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (verify(tmp_path).entries, verify(tmp_path).fault) == (40, None)
