from __future__ import annotations

import datetime as dt

import pytest

from lib.access.oidc import Refusal
from lib.access.policy import PolicyFault
from lib.access.rights import Role
from lib.audit.entries import AuditEvent
from lib.audit.log import open_audit
from lib.audit.verify import ChainFault as LogFault
from lib.audit.verify import Verification
from lib.show.tables.audit import audit_table, finding_text
from lib.show.words import access as words
from lib.store.store import LocalStore


@pytest.mark.parametrize(
    ("closed", "said"),
    [
        (Role, words.ROLES),
        (PolicyFault, words.FAULTS),
        (Refusal, words.REFUSALS),
        (AuditEvent, words.EVENTS),
        (LogFault, words.LOG_FAULTS),
    ],
)
def test_everything_has_its_own_words(closed, said) -> None:
    assert set(said) == set(closed)
    assert len(set(said.values())) == len(said)


def test_a_line_of_the_log_reads_as_a_row(tmp_path) -> None:
    log = open_audit(LocalStore(tmp_path), lambda: dt.datetime(2019, 12, 18, 7, 52, 7, tzinfo=dt.UTC))
    log.record(AuditEvent.LOGGED_IN, "Thư ký (10.0.0.2)", "secretary", "passcode")
    log.record(AuditEvent.RELEASED, "Thư ký (10.0.0.2)", "secretary", "P1")
    assert audit_table(log.entries()).to_numpy().tolist() == [
        ["2", "14:52:07 18/12/2019", "Công bố", "Thư ký (10.0.0.2)", "Thư ký", "P1"],
        ["1", "14:52:07 18/12/2019", "Đăng nhập", "Thư ký (10.0.0.2)", "Thư ký", "bằng mật khẩu"],
    ]


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (Verification(), "Nhật ký chưa có dòng nào."),
        (Verification(3, "a" * 64), "Nhật ký nguyên vẹn: 3 dòng nối nhau. Mã dòng cuối: aaaaaaaaaaaaaaaa."),
        (
            Verification(3, "a" * 64, 7),
            "Nhật ký nguyên vẹn: 3 dòng nối nhau, bắt đầu từ dòng 7 vì các tệp cũ đã được cất đi. "
            "Mã dòng cuối: aaaaaaaaaaaaaaaa.",
        ),
        (
            Verification(2, "a" * 64, 1, LogFault.CUT_OFF, "audit.head"),
            "Nhật ký không còn nguyên vẹn: các dòng cuối đã bị cắt bớt (từ audit.head). 2 dòng trước đó khớp.",
        ),
    ],
)
def test_what_a_check_found_in_one_sentence(found: Verification, said: str) -> None:
    assert finding_text(found) == said
