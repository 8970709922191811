"""Sẵn sàng: the checks before the conference, green or red, one line each, with what to do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from lib.feed.latest import FeedState, Latest
from lib.model.domain import SessionState
from lib.show.day import store_words
from lib.show.sources import link_danger
from lib.show.words import awards, numbers, ranks
from lib.snapshot import Snapshot
from lib.stage.log.events import LogEntry, RunKind
from lib.stage.table import Table
from lib.store.condition import StorageCondition

FRESH = 60.0
"""Seconds within which the source must have agreed with what is shown."""
SKEW = 5.0
"""Seconds by which a screen's clock may differ from the server's."""
NO_VOTE = "năm này không bỏ phiếu"
REHEARSED = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Check:
    """One line: the subject of the check, whether it passed, and the details.

    A check that may be left `open` on purpose is amber until a reason is given, which is then `known`.
    """

    name: str
    good: bool
    detail: str
    open: bool = False
    known: str = ""


@dataclass(frozen=True)
class Facts:
    """The inputs of the checks. `screens` are (width, height, seconds its clock is off) of the recently seen ones.

    `open_tabs` contain votes and can be read by anyone with the address; None where no sheet is read by its link.
    """

    latest: Latest
    checked_ago: float | None
    table: Table
    runs: tuple[LogEntry, ...]
    screens: tuple[tuple[int, int, float], ...]
    kept: bool
    pack_fresh: bool
    now: dt.datetime
    disk: StorageCondition | None = None
    open_tabs: tuple[str, ...] | None = None


def readiness(facts: Facts) -> tuple[Check, ...]:
    """All checks, in the order in which a secretary can act on them."""
    snapshot = facts.latest.snapshot
    of_the_sheet = (_problems, _scores, _bases, _sessions, _open_awards)
    return (
        _source(facts),
        *(check(snapshot) for check in of_the_sheet if snapshot),
        *_kept_closed(facts.open_tabs),
        _taken(facts),
        _embargo(facts),
        *_screens(facts),
        *((Check(store_words.DISK, facts.disk.good, store_words.disk_detail(facts.disk)),) if facts.disk else ()),
        Check("Bản lưu trên máy này", facts.kept, "đã lưu" if facts.kept else "chưa lưu được bản đang dùng"),
        Check(
            "Bộ trình chiếu dự phòng",
            facts.pack_fresh,
            "khớp với bản đang dùng; chép tệp trinh-chieu.html sang USB" if facts.pack_fresh else "chưa ghi lại",
        ),
        _rehearsal(facts),
    )


def with_known(checks: tuple[Check, ...], known: Mapping[str, Mapping[str, str]]) -> tuple[Check, ...]:
    """The checks with the reasons for what is left open on purpose: by name the detail at that time and the reason.

    A reason applies only to the detail it was given for: once the detail has changed, the line is open again.
    """
    return tuple(_known(check, known.get(check.name, {})) for check in checks)


def _known(check: Check, note: Mapping[str, str]) -> Check:
    reason = note.get("reason", "") if note.get("detail") == check.detail else ""
    return replace(check, good=True, known=reason) if check.open and reason else check


def readiness_verdict(checks: tuple[Check, ...]) -> str:
    """The summary: "Sẵn sàng: 10/10 mục." or how many checks have not passed."""
    bad, total = sum(not check.good for check in checks), len(checks)
    return f"Sẵn sàng: {total}/{total} mục." if not bad else f"Chưa sẵn sàng: {bad}/{total} mục cần xử lý."


def _source(facts: Facts) -> Check:
    latest, ago = facts.latest, facts.checked_ago
    good = latest.state is FeedState.LIVE and ago is not None and ago <= FRESH
    if latest.snapshot is None:
        return Check("Nguồn số liệu", False, "chưa đọc được lần nào")
    when = "chưa đối chiếu với nguồn" if ago is None else f"đối chiếu cách đây {numbers.count(round(ago))} giây"
    return Check("Nguồn số liệu", good, f"{latest.snapshot.source}, {when}")


def _problems(snapshot: Snapshot) -> Check:
    count = sum(problem.blocks for problem in snapshot.problems)
    detail = "không có ô phải sửa" if not count else f"còn {numbers.count(count)} chỗ phải sửa"
    return Check("Lỗi số liệu", not count and snapshot.recount_agrees is not False, detail)


def _scores(snapshot: Snapshot) -> Check:
    """Missing scores must be typed; unverified ones may be intended."""
    if not snapshot.workbook.has_scoring:
        return Check("Điểm thẩm định", True, "năm này không chấm điểm")
    rows = ranks.standings_in_order(snapshot)
    missing, unverified = sum(row.missing for row in rows), sum(row.unverified for row in rows)
    parts = [(missing, "ô chưa có điểm"), (unverified, "ô chưa thẩm định")]
    detail = ", ".join(f"còn {numbers.count(number)} {words}" for number, words in parts if number)
    good = not missing and not unverified
    return Check("Điểm thẩm định", good, detail or "mọi ô đã có điểm thẩm định", open=not missing and not good)


def _open_awards(snapshot: Snapshot) -> Check:
    """Ties and open seats of awards that were voted on."""
    if not snapshot.workbook.has_voting:
        return Check("Danh hiệu còn ngỏ", True, NO_VOTE)
    found = [result for result in snapshot.awards if result.rounds and awards.is_undecided(result)]
    detail = " ".join(awards.still_open(snapshot.workbook, result) for result in found)
    return Check("Danh hiệu còn ngỏ", not found, detail or "không có suất nào còn ngỏ", open=bool(found))


def _bases(snapshot: Snapshot) -> Check:
    book = snapshot.workbook
    bases = [*(rule.basis for rule in book.contest.rules), *(award.basis for award in book.awards)]
    missing = bases.count(None)
    detail = "mọi quy tắc đều có căn cứ" if not missing else f"{numbers.count(missing)} quy tắc chưa ghi căn cứ"
    return Check("Căn cứ của quy tắc", not missing, detail, open=bool(missing))


def _sessions(snapshot: Snapshot) -> Check:
    """The sessions of the conference have rows, and none is marked as counted before its votes are typed."""
    book = snapshot.workbook
    if not book.has_voting:
        return Check("Dòng phiên bỏ phiếu", True, NO_VOTE)
    without = [award.name for award in book.awards if not any(one.award == award.code for one in book.sessions)]
    half = [one.code or "?" for one in book.sessions if one.state is not SessionState.NOT_STARTED and one.blocked]
    if without:
        return Check("Dòng phiên bỏ phiếu", False, f"chưa có phiên cho: {'; '.join(without)}")
    return Check("Dòng phiên bỏ phiếu", not half, f"phiên cần sửa: {', '.join(half)}" if half else "đủ dòng")


def _kept_closed(tabs: tuple[str, ...] | None) -> Iterator[Check]:
    if tabs is not None:
        yield Check(link_danger.NAME, not tabs, link_danger.danger(tabs) if tabs else link_danger.KEPT)


def _taken(facts: Facts) -> Check:
    if facts.table.taken is None:
        return Check("Bản đưa lên màn hình", False, "chưa đưa bản nào")
    if facts.table.newer is not None:
        return Check("Bản đưa lên màn hình", False, "có bản mới hơn chưa đưa lên")
    return Check("Bản đưa lên màn hình", True, f"bản số {facts.table.number}, là bản mới nhất")


def _embargo(facts: Facts) -> Check:
    state = facts.table.state
    closed = not (state.hall or state.web)
    if state.kind is RunKind.CONFERENCE and state.scene != "title":
        return Check("Chưa công bố gì", True, "hội nghị đang diễn ra")
    return Check("Chưa công bố gì", closed, "mọi công bố đang đóng" if closed else "đang có nội dung công bố")


def _screens(facts: Facts) -> Iterator[Check]:
    """Whether screens were seen, and whether their clocks agree with the server's."""
    sizes = "; ".join(f"{width}×{height}" for width, height, _ in facts.screens)
    yield Check("Màn hình trình chiếu", bool(facts.screens), sizes or "chưa thấy màn hình nào trong 12 giây qua")
    off = max((abs(skew) for _, _, skew in facts.screens), default=0.0)
    beside = f"màn hình lệch {numbers.count(round(off))} giây" if off > SKEW else "so với đồng hồ của hội trường"
    yield Check("Đồng hồ của máy", off <= SKEW, f"{numbers.moment(facts.now)}; {beside}")


def _rehearsal(facts: Facts) -> Check:
    done = [run for run in facts.runs if getattr(run.event, "kind", "") == RunKind.REHEARSAL]
    recent = [run for run in done if facts.now - run.at <= REHEARSED]
    detail = f"lần cuối {numbers.moment(done[-1].at)}" if done else "chưa tập dượt lần nào"
    return Check("Tập dượt", bool(recent), detail)
