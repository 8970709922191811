"""The log of who did what: what a line was about, in words."""

from __future__ import annotations

import pytest

from lib.audit.entries import AuditEntry, AuditEvent
from lib.show.tables.audit import audit_table, subject_words


@pytest.mark.parametrize(
    ("subject", "told"),
    [
        ("ballot P3", "phiên P3"),
        ("ballot P3 (web)", "phiên P3, trang web"),
        ("award CNTP (hall)", "danh hiệu CNTP, hội trường"),
        ("scores (hall)", "bảng điểm, hội trường"),
        ("correction 0 (hall)", "đính chính 0, hội trường"),
        ("P3", "P3"),
        ("Tiêu chí I.2 (sửa)", "Tiêu chí I.2 (sửa)"),
    ],
)
def test_no_line_is_told_in_the_words_of_the_program(subject, told):
    assert subject_words(subject) == told


def test_a_version_is_told_by_its_number_and_one_that_is_not_known_by_what_the_log_holds():
    written = ((AuditEvent.TOOK, "bb22"), (AuditEvent.FIXED, "aa11"), (AuditEvent.TOOK, "cc33"))
    lines = tuple(
        AuditEntry(number, "2019-12-18T01:00:00+00:00", event, "Thư ký", "secretary", subject, "")
        for number, (event, subject) in enumerate(written)
    )
    assert list(audit_table(lines, ("aa11ff", "bb22ff"))["Nội dung"]) == ["bản số 2", "bản số 1", "cc33"]
