"""What of the day stands in the chained log, and what must not."""

from __future__ import annotations

import datetime as dt

import pytest

from lib.audit.entries import AuditEvent
from lib.audit.log import Audit, open_audit
from lib.stage import acts, release_acts
from lib.stage.log import events
from lib.stage.log.audit_entries import DayInAudit, audit_lines
from lib.stage.log.events import RunKind
from lib.store.store import LocalStore
from tests.days import Day, sample_version

NAMES = ("Nguyễn Văn An", "Trần Thị Bình")


@pytest.fixture
def audit(tmp_path) -> Audit:
    return open_audit(LocalStore(tmp_path), lambda: dt.datetime(2019, 12, 18, 8, 0, tzinfo=dt.UTC))


@pytest.fixture
def day(tmp_path, audit) -> Day:
    found = Day(tmp_path / "day")
    found.desk.read_along(DayInAudit(audit).note)
    found.desk.offer(sample_version())
    return found


def told(audit: Audit) -> list[tuple[AuditEvent, str]]:
    return [(entry.event, entry.subject) for entry in reversed(audit.entries())]


def test_a_day_is_told_in_its_order(day, audit) -> None:
    version = sample_version().snapshot.version[:12]
    day.do(acts.fix_scores)
    day.desk.begin(RunKind.CONFERENCE, day.desk.state.seq, "An")
    day.do(lambda table: release_acts.read_back(table, "P1", NAMES))
    day.do(release_acts.release_scores)
    day.do(lambda table: release_acts.pause(table, "đếm lại: 8 thành 9"))
    day.do(release_acts.resume)
    assert told(audit) == [
        (AuditEvent.TOOK, version),
        (AuditEvent.FIXED, version),
        (AuditEvent.RUN_STARTED, "conference"),
        (AuditEvent.READ_BACK, "P1"),
        (AuditEvent.RELEASED, "ranking (hall)"),
        (AuditEvent.RELEASED, "scores (hall)"),
        (AuditEvent.PAUSED, ""),
        (AuditEvent.RESUMED, ""),
    ]
    assert audit.verify().fault is None


def test_the_end_of_a_rehearsal_begins_nothing_anew(day, audit) -> None:
    day.desk.begin(RunKind.REHEARSAL, day.desk.state.seq, "An")
    day.desk.end_rehearsal(day.desk.state.seq, "An")
    assert told(audit)[-2:] == [(AuditEvent.RUN_STARTED, "rehearsal"), (AuditEvent.RUN_ENDED, "")]


def test_no_figure_reason_or_message_gets_into_it(day, audit) -> None:
    day.do(lambda table: acts.write(table, "phiếu 9/11"))
    day.do(acts.fix_scores)
    day.do(lambda table: release_acts.pause(table, "đếm lại: 8 thành 9"))
    assert "9/11" not in audit.text()
    assert "đếm lại" not in audit.text()


@pytest.mark.parametrize(
    ("event", "lines"),
    [
        (events.ScreenMoved("scores", 3), ()),
        (events.ScreenHidden(True), ()),
        (
            events.ThingsReleased(("award:CN", "ballot:P1", "decision:CN\tTGPL"), "web", "lý do"),
            ("award CN (web)", "ballot P1 (web)"),
        ),
        (events.ReleaseWithdrawn(("award:CN",), "hall"), ("award CN (hall)",)),
        (
            events.FiguresCorrected("a" * 64, "b" * 64, (("ballot:P1", "TGPL", "8", "9"),), "r", "d", ()),
            ("a" * 12 + " " + "b" * 12,),
        ),
        (events.PaperPrinted("award:CN", "f", "v"), ("award CN",)),
        (events.TieLeftOpen("CN"), ("CN",)),
        (events.ActUndone(7), ("7",)),
        (events.RunEnded(), ("",)),
    ],
)
def test_what_an_event_gives(event, lines) -> None:
    assert tuple(subject for _, subject in audit_lines(event)) == lines


def test_a_disk_that_takes_no_line_holds_up_no_act(day, audit, monkeypatch, caplog) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(audit, "record", full)
    day.do(acts.fix_scores)
    assert day.desk.state.fixed
    assert "could not be written" in caplog.text
