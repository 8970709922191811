"""The log of the day in words: every event as a sentence that a secretary understands."""

from __future__ import annotations

import datetime as dt

import pytest

from lib.show.day.day_log import entry_line, event_words
from lib.stage.log import events
from lib.stage.log.events import LogEntry, OptionSet, ScreenMoved, VersionTaken
from tests.days import MORNING, sample_version

BOOK = sample_version().snapshot.workbook
LATER = (MORNING + dt.timedelta(minutes=5)).isoformat()
EVENTS = (
    events.RunBegan("conference"),
    events.RunEnded(),
    VersionTaken("v1", "Cụm trưởng quyết định"),
    events.ScoresFixed("v1"),
    ScreenMoved("reveal:CNTP", 2),
    ScreenMoved("correction:0", 0),
    ScreenMoved("không còn", 1, by_itself=True),
    events.ScreenHidden(True),
    events.MessageShown("Nghỉ"),
    events.CountdownSet(LATER),
    events.BallotReadBack("P1", "ff", ("An", "Bình"), ("valid",)),
    events.PaperPrinted("ballot:P1", "ff", "v1"),
    events.ThingsReleased(("award:CNTP",), "hall"),
    events.ReleaseWithdrawn(("scores:",), "web"),
    events.WebReleaseRequested(("ranking:",)),
    events.ThingsShown(("correction:0", "leaders:", "ballot:P1")),
    events.TieLeftOpen("CNTP"),
    events.ShowPaused(),
    events.ShowResumed(),
    events.ActUndone(7),
    events.ContinuedAfterLoss(3),
    events.OptionSet("order", "protocol"),
    events.FiguresCorrected("v1", "v2", (("ballot:P1", "A", "7", "8"),), "cộng sót", "Cụm trưởng", ()),
)
RAW = ("reveal", "correction:", "hall", "order", "protocol", "CNTP", "conference", "valid", "scores", "award")


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: type(event).__name__)
def test_no_event_is_told_in_the_words_of_the_program(event):
    told = event_words(event, BOOK)
    assert told
    assert [word for word in RAW if word in told] == []


def test_every_kind_of_event_is_told():
    assert {type(event) for event in EVENTS} == set(events.EVENTS.values())


@pytest.mark.parametrize(
    ("event", "told"),
    [
        (ScreenMoved("reveal:CNTP", 2), "Công bố: Cờ thi đua ngành Tư pháp, bước 3"),
        (ScreenMoved("correction:1", 0), "Đính chính 2, bước 1"),
        (ScreenMoved("gone", 0, by_itself=True), "màn tự chuyển: màn không còn trong chương trình"),
        (OptionSet("top", None), "Bảng xếp hạng: tất cả các đơn vị"),
        (OptionSet("top", 3), "Bảng xếp hạng: 3 thứ hạng đầu"),
        (OptionSet("follow", "by_hand"), "khi hội trường đã xem hết và thư ký bấm đưa lên"),
        (OptionSet("others", True), "bật"),
    ],
)
def test_scenes_and_switches_are_told_by_their_names(event, told):
    assert told in event_words(event, BOOK)


def test_a_line_says_when_and_who():
    entry = LogEntry(1, 5, 5, MORNING, "Nguyễn Văn An", events.ScreenHidden(True))
    assert entry_line(entry, BOOK) == "08:00:00 · Nguyễn Văn An · ẩn màn hình"


def test_versions_are_told_by_their_numbers_and_scenes_that_are_gone_by_their_kind():
    versions = ("aa11", "bb22")
    assert event_words(VersionTaken("bb22"), BOOK, versions) == "đưa lên bản số 2"
    assert event_words(events.ScoresFixed("aa11"), BOOK, versions) == "chốt điểm ở bản số 1"
    assert "bb22" not in event_words(VersionTaken("bb22"), BOOK)
    assert "màn bảng điểm" in event_words(ScreenMoved("scores#4", 0), BOOK)


def test_a_printed_paper_is_told_by_its_title():
    printed = events.PaperPrinted("ballot:P1", "ff", "v1", "Biên bản kiểm phiếu")
    assert event_words(printed, BOOK) == "in giấy tờ: Biên bản kiểm phiếu"
