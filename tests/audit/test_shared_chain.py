"""The log of who did what in a shared store: one chain for all writers."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable

import pytest

from lib.audit.entries import AuditEvent
from lib.audit.log import Audit, open_audit
from lib.audit.verify import ChainFault
from lib.store.shared import SharedStore

WHEN = dt.datetime(2019, 12, 18, 7, 52, 7, tzinfo=dt.UTC)


@pytest.fixture
def another(shared: SharedStore) -> Callable[[], Audit]:
    """Opens the same log once more, as another process does."""
    return lambda: open_audit(shared, lambda: WHEN)


def test_processes_write_one_chain(another: Callable[[], Audit]) -> None:
    one, other = another(), another()
    for number in range(3):
        one.record(AuditEvent.RELEASED, "Thư ký", "secretary", f"P{number}")
        other.record(AuditEvent.TOOK, "Thư ký", "secretary", f"a{number}")
    found = one.verify()
    assert (found.entries, found.fault) == (6, None)
    assert [entry.subject for entry in other.entries(most=2)] == ["a2", "P2"]
    assert len(one.text().splitlines()) == 6


def test_many_who_write_at_once_write_one_chain(another: Callable[[], Audit]) -> None:
    logs = [another() for _ in range(4)]
    threads = [
        threading.Thread(target=lambda log=log: [log.record(AuditEvent.TOOK, "x") for _ in range(5)]) for log in logs
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (logs[0].verify().entries, logs[0].verify().fault) == (20, None)


def test_the_newest_lines_of_a_long_log_come_first(another: Callable[[], Audit]) -> None:
    log = another()
    for number in range(7):
        log.record(AuditEvent.TOOK, "Thư ký", subject=str(number))
    assert [entry.subject for entry in log.entries()] == list("6543210")


@pytest.mark.parametrize(
    ("tamper", "fault"),
    [
        (lambda base, key: base.lset(key, 1, base.lindex(key, 1).replace("P1", "P9")), ChainFault.CHANGED_LINE),
        (lambda base, key: base.lrem(key, 1, base.lindex(key, 1)), ChainFault.BROKEN_CHAIN),
        (lambda base, key: base.rpop(key), ChainFault.CUT_OFF),
    ],
)
def test_whatever_is_done_to_the_lines_shows(another, shared: SharedStore, tamper, fault: ChainFault) -> None:
    log = another()
    for number in range(3):
        log.record(AuditEvent.RELEASED, "Thư ký", "secretary", f"P{number}")
    tamper(shared.base, shared.key("audit"))
    assert log.verify().fault is fault


def test_after_a_line_that_makes_no_sense_nothing_is_added_silently(another, shared: SharedStore) -> None:
    log = another()
    log.record(AuditEvent.TOOK, "Thư ký")
    shared.base.rpush(shared.key("audit"), "rubbish")
    with pytest.raises(OSError, match="takes no line"):
        log.record(AuditEvent.TOOK, "Thư ký")
    assert log.verify().fault is ChainFault.CHANGED_LINE
