from __future__ import annotations

import datetime as dt
from pathlib import Path

from lib.__main__ import main
from lib.audit.entries import AuditEvent
from lib.audit.log import Audit, open_audit
from lib.store.store import LocalStore
from tests.damage import changed_lines


def fill(folder: Path) -> Audit:
    log = open_audit(LocalStore(folder), lambda: dt.datetime(2019, 12, 18, 8, 0, tzinfo=dt.UTC))
    for code in ("P1", "P2", "P3"):
        log.record(AuditEvent.RELEASED, "Thư ký", "secretary", code)
    return log


def test_an_untouched_log_is_said_to_be_whole(tmp_path, capsys) -> None:
    head = fill(tmp_path).entries()[0].hash
    assert main(["verify", str(tmp_path / "log")]) == 0
    said = capsys.readouterr().out
    assert "Nhật ký nguyên vẹn: 3 dòng" in said
    assert head[:16] in said


def test_a_changed_line_is_named(tmp_path, capsys) -> None:
    fill(tmp_path)
    with changed_lines(tmp_path / "log" / "audit.sqlite") as lines:
        lines[1] = lines[1].replace("P2", "P9")
    assert main(["verify", str(tmp_path / "log")]) == 1
    assert "có dòng đã bị sửa, hoặc không phải do chương trình ghi (từ audit.jsonl:2)" in capsys.readouterr().out


def test_a_hash_from_a_paper_must_still_be_there(tmp_path, capsys) -> None:
    head = fill(tmp_path).entries()[1].hash
    assert main(["verify", str(tmp_path / "log"), "--head", head[:16].upper()]) == 0
    assert main(["verify", str(tmp_path / "log"), "--head", "0123456789abcdef"]) == 1
    assert "không có dòng nào mang mã đã in" in capsys.readouterr().out


def test_where_there_is_no_log_the_command_says_so(tmp_path, capsys) -> None:
    assert main(["verify", str(tmp_path / "none")]) == 2
    assert "Không có nhật ký ở" in capsys.readouterr().err
