"""The event log of the conference in words, one line per entry."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from lib.model.records import Workbook
from lib.model.year_records import SceneKind
from lib.show.day.control_words import SWITCHES, paper, scene_name, stage_word, switch_value, thing
from lib.show.words import numbers
from lib.show.words.changes import corrected_words
from lib.show.words.names import award_name
from lib.show.words.terms import label as closed_word
from lib.stage.log.events import (
    ActUndone,
    BallotReadBack,
    Channel,
    ContinuedAfterLoss,
    CountdownSet,
    FiguresCorrected,
    LogEntry,
    MessageShown,
    OptionSet,
    PaperPrinted,
    ReleaseWithdrawn,
    RunBegan,
    RunEnded,
    RunKind,
    ScoresFixed,
    ScreenHidden,
    ScreenMoved,
    ShowPaused,
    ShowResumed,
    ThingsReleased,
    ThingsShown,
    TieLeftOpen,
    VersionTaken,
    WebReleaseRequested,
)
from lib.stage.scenes import CORRECTION, scenes
from lib.stage.state import thing_at
from lib.stage.table import number_of

_PLACES = {Channel.HALL: "tại hội trường", Channel.WEB: "trên trang web"}


def entry_line(entry: LogEntry, book: Workbook, versions: tuple[str, ...] = ()) -> str:
    """An entry as a line: "10:42:07 · Nguyễn Văn A · công bố tại hội trường: phiếu phiên P1"."""
    return f"{numbers.clock(entry.at)} · {entry.who} · {event_words(entry.event, book, versions)}"


def event_words(event: Any, book: Workbook, versions: tuple[str, ...] = ()) -> str:
    """The content of an entry as the rest of a sentence; `versions` are all taken ones in order, which numbers them."""
    if isinstance(event, VersionTaken):
        alone = "tự động " if event.by_itself else ""
        return f"{alone}đưa lên {_version(event.version, versions)}{_because(event.reason)}"
    if isinstance(event, ScoresFixed):
        return f"chốt điểm ở {_version(event.version, versions)}"
    return _WORDS[type(event)](event, book)


def _version(version: str, versions: tuple[str, ...]) -> str:
    """The version by its number, "bản số 3"; without a number where that is unknown."""
    number = number_of(versions, version)
    return f"bản số {number}" if number else "một bản số liệu"


def _released(event: ThingsReleased | ReleaseWithdrawn, book: Workbook) -> str:
    return f"công bố {_PLACES[Channel(event.place)]}: {_things(event.things, book)}{_because(event.reason)}"


def _things(addresses: tuple[str, ...], book: Workbook) -> str:
    return ", ".join(thing(book, thing_at(text)) for text in addresses)


def _because(reason: str) -> str:
    return f" (lý do: {reason})" if reason else ""


def _moved(event: ScreenMoved, book: Workbook) -> str:
    name = next((scene_name(book, one) for one in scenes(book) if one.name == event.scene), "")
    if event.scene.startswith(CORRECTION):
        name = f"Đính chính {int(event.scene.removeprefix(CORRECTION)) + 1}"
    alone = "màn tự chuyển" if event.by_itself else "chuyển màn"
    return f"{alone}: {name.lstrip('– ') or _gone(event.scene)}, bước {event.step + 1}"


def _gone(scene: str) -> str:
    """A scene that the agenda no longer contains, by its kind: "màn bảng điểm"."""
    kind = scene.partition(":")[0].partition("#")[0]
    return f"màn {closed_word(SceneKind(kind))}" if kind in set(SceneKind) else "màn không còn trong chương trình"


def _read_back(event: BallotReadBack, _book: Workbook) -> str:
    rows = {name.partition(":")[2] or name for name in event.differing}
    rest = f", {len(rows)} dòng chưa khớp" if rows else ", khớp toàn bộ"
    return f"đối chiếu phiên {event.session}: {' và '.join(event.names)}{rest}"


def _corrected(event: FiguresCorrected, _book: Workbook) -> str:
    alone = "" if event.announced else " (không chiếu: hội trường chưa xem)"
    return f"đính chính{alone}: {corrected_words(event)}; người quyết định: {event.decided_by}{_because(event.reason)}"


_WORDS: dict[type, Callable[[Any, Workbook], str]] = {
    RunBegan: lambda event, _: f"bắt đầu: {stage_word(RunKind(event.kind))}",
    RunEnded: lambda event, _: "kết thúc tập dượt",
    ScreenMoved: _moved,
    ScreenHidden: lambda event, _: "ẩn màn hình" if event.hidden else "hiện màn hình",
    MessageShown: lambda event, _: f"thông báo: {event.message}" if event.message else "tắt thông báo",
    CountdownSet: lambda event, _: (
        f"đặt đồng hồ đến {numbers.clock(dt.datetime.fromisoformat(event.until))}" if event.until else "tắt đồng hồ"
    ),
    OptionSet: lambda event, _: f"tùy chọn {SWITCHES[event.name]}: {switch_value(event.name, event.value)}",
    BallotReadBack: _read_back,
    PaperPrinted: lambda event, book: f"in giấy tờ: {paper(book, event)}",
    ThingsReleased: _released,
    ReleaseWithdrawn: lambda event, book: f"thu lại {_released(event, book)}",
    ThingsShown: lambda event, book: f"hội trường đã xem: {_things(event.things, book)}",
    WebReleaseRequested: lambda event, book: (
        f"sẽ đưa lên trang web khi hội trường đã xem: {_things(event.things, book)}"
    ),
    TieLeftOpen: lambda event, book: f"để ngỏ phần chưa quyết định: {award_name(book, event.award)}",
    ShowPaused: lambda event, _: "tạm dừng để đính chính",
    ShowResumed: lambda event, _: "thôi tạm dừng",
    FiguresCorrected: _corrected,
    ContinuedAfterLoss: lambda event, _: (
        f"đi tiếp từ dòng cuối còn nguyên của nhật ký, {event.lost} dòng sau đó đã mất"
    ),
    ActUndone: lambda event, _: f"hoàn tác thao tác số {event.act}",
}
