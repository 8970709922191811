"""The live page as plain HTML: the rows of the pages, complete without a script, in one answer."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from urllib.parse import quote

import htpy as h
from markupsafe import Markup

from lib.show.live.reader_view import NOTHING_READ, ReaderView
from lib.show.rows import awards, overview, scores, unit
from lib.show.rows import years as year_rows
from lib.show.rows.parts import Audience, fold_away, folded_lines, heading, masthead
from lib.show.rows.style import style_sheet
from lib.show.rows.tables import html_table
from lib.show.words import names, numbers
from lib.show.words import scores as score_words
from lib.show.words.changes import why_corrected
from lib.show.years import many_years
from lib.snapshot import Snapshot
from lib.stage.log.events import FiguresCorrected
from lib.stage.state import public_lines

HOME, EVENTS = "/xem", "/xem/su-kien"
_HERE = Path(__file__).resolve().parent


class LivePageKind(StrEnum):
    """The kinds of pages; the value is the path below the base address."""

    OVERVIEW = ""
    SCORES = "/bang-diem"
    UNIT = "/don-vi"
    AWARDS = "/suy-ton"
    YEARS = "/nhieu-nam"


TITLES = {
    LivePageKind.OVERVIEW: "Tổng quan",
    LivePageKind.SCORES: "Bảng điểm",
    LivePageKind.UNIT: "Đơn vị",
    LivePageKind.AWARDS: "Kết quả suy tôn",
    LivePageKind.YEARS: "Nhiều năm",
}
_SHORT = TITLES | {LivePageKind.AWARDS: "Suy tôn"}
_FULL = {
    LivePageKind.OVERVIEW: "/",
    LivePageKind.SCORES: "/bang_diem",
    LivePageKind.UNIT: "/don_vi",
    LivePageKind.AWARDS: "/danh_hieu",
    LivePageKind.YEARS: "/nhieu_nam",
}


@dataclass(frozen=True, slots=True)
class LivePagePlace:
    """One address: a kind of page, and the unit of a page about a unit."""

    kind: LivePageKind
    unit: str = ""

    @property
    def name(self) -> str:
        """The path below the base address, as the server reads it."""
        return f"{self.kind}/{self.unit}" if self.unit else str(self.kind)

    @property
    def full(self) -> str:
        """The address of the same page in the app."""
        return f"{_FULL[self.kind]}?don_vi={quote(self.unit, safe='')}" if self.unit else _FULL[self.kind]


@dataclass(frozen=True, slots=True)
class LiveDocument:
    """A finished page: the part that changes (`body`), the whole document, its title, and the hash of both."""

    title: str
    body: str
    document: str
    tag: str


@cache
def live_style() -> str:
    """The style sheet of the rows, and the few rules of the live page."""
    return f"{style_sheet()}\n{(_HERE / 'live.css').read_text(encoding='utf-8')}"


@cache
def live_script() -> str:
    """The script that follows changes, without indentation, to save bytes."""
    lines = (_HERE / "live.js").read_text(encoding="utf-8").splitlines()
    return "\n".join(line.strip() for line in lines if line.strip())


def place_at(path: str, reading: ReaderView) -> LivePagePlace | None:
    """The page at a decoded path below the base address; None where there is none."""
    kind, _, code = path.removeprefix("/").partition("/")
    if f"/{kind}" == LivePageKind.UNIT and code:
        there = reading.snapshot is not None and any(one.code == code for one in reading.snapshot.workbook.units)
        return LivePagePlace(LivePageKind.UNIT, code) if there else None
    found = next((one for one in LivePageKind if one == path and one is not LivePageKind.UNIT), None)
    return LivePagePlace(found) if found is not None else None


def draw_page(reading: ReaderView, place: LivePagePlace, base: str = "") -> LiveDocument:
    """A page for the server that is mounted under `base` ("" or "/…")."""
    name = _name(reading, place)
    content = [_top(reading, place, base), h.main[_notices(reading), _content(reading, place, base)]]
    inner = numbers.unhidden("".join(str(part) for part in content))
    tag = hashlib.sha256(f"{name}{inner}{live_style()}{live_script()}{base}".encode()).hexdigest()[:24]
    events = f"{base}{EVENTS}?trang={quote(place.name, safe='')}"
    root = h.div("#xem.look.live", data_tag=tag, data_events=events)[Markup(inner)]
    return LiveDocument(name, str(root), _document(name, root, place, base), tag)


def _document(name: str, root: h.Element, place: LivePagePlace, base: str) -> str:
    note = h.p(
        "#xem-bao.soft",
        data_on="Trang tự cập nhật khi có thay đổi.",
        data_off="Chưa nối lại được với máy chủ; nội dung trên trang có thể đã cũ.",
    )["Tải lại trang để xem nội dung mới nhất."]
    foot = h.footer(".look.live")[
        note,
        h.p[
            h.a(href=f"{base}{place.full}")["Xem đầy đủ"],
            " · ",
            h.a(href=f"{base}{HOME}.csv")["Tải bảng (CSV)"],
            " · ",
            h.a(href=f"{base}{HOME}.json")["Dữ liệu mở (JSON)"],
        ],
        h.p("#xem-nghe.heard", role="status"),
    ]
    page = h.html(lang="vi")[
        h.head[
            h.meta(charset="utf-8"),
            h.meta(name="viewport", content="width=device-width, initial-scale=1"),
            h.title[name],
            h.style[Markup(live_style())],
        ],
        h.body(".plain")[root, foot, h.script[Markup(live_script())]],
    ]
    return str(page)


def _name(reading: ReaderView, place: LivePagePlace) -> str:
    about = TITLES[place.kind]
    if place.unit and reading.snapshot:
        about = names.unit_name(reading.snapshot.workbook, place.unit)
    contest = reading.snapshot.workbook.contest if reading.snapshot else None
    return " · ".join(part for part in (about, contest.name if contest else None) if part)


def _top(reading: ReaderView, place: LivePagePlace, base: str) -> h.Element:
    book = reading.snapshot.workbook if reading.snapshot else None
    shown = {
        LivePageKind.OVERVIEW: True,
        LivePageKind.SCORES: book is None or book.has_scoring,
        LivePageKind.AWARDS: book is None or book.has_voting,
        LivePageKind.YEARS: reading.years,
    }
    links = (
        h.a(href=f"{base}{HOME}{kind}", aria_current="page" if kind is place.kind else None)[_SHORT[kind]]
        for kind, there in shown.items()
        if there
    )
    return h.header[masthead(reading.snapshot), h.nav(aria_label="Các trang")[links]]


def _notices(reading: ReaderView) -> h.Node:
    """The hold and the corrections, above everything else."""
    corrections = reading.disclosed
    return [
        h.p(".awaited")["◷ ", reading.hold] if reading.hold else None,
        _correction(corrections[0]) if corrections else None,
        fold_away(
            "dinh-chinh", f"{len(corrections) - 1} đính chính trước", [_correction(made) for made in corrections[1:]]
        )
        if len(corrections) > 1
        else None,
    ]


def _correction(made: FiguresCorrected) -> h.Element:
    changes = [h.li[what, ": ", old, " → ", h.b[new]] for what, old, new in public_lines(made)]
    return h.section(".verdict")[h.b["Đính chính. "], why_corrected(made), h.ul(".lines")[changes]]


def _content(reading: ReaderView, place: LivePagePlace, base: str) -> h.Node:
    if reading.snapshot is None:
        return [heading("Chưa có số liệu"), None if reading.hold else h.p(".awaited")["◷ ", NOTHING_READ]]
    snapshot, audience = reading.snapshot, reading.audience
    past = many_years.years_of(snapshot, reading.earlier)
    if place.kind is LivePageKind.OVERVIEW:
        return [overview.overview(snapshot, past, audience), _units(snapshot, base)]
    if place.kind is LivePageKind.UNIT:
        return [
            unit.unit_heading(snapshot, place.unit, audience),
            unit.unit_page(snapshot, past, place.unit, audience),
            _units(snapshot, base),
        ]
    if place.kind is LivePageKind.SCORES:
        return _scores(snapshot, audience, base)
    if place.kind is LivePageKind.AWARDS:
        return awards.awards_page(snapshot, audience) if snapshot.awards else heading("Chưa có danh hiệu nào")
    return _years(reading, snapshot)


def _scores(snapshot: Snapshot, audience: Audience, base: str) -> h.Node:
    if audience.scores and score_words.is_large(snapshot):
        where = h.p["Chỗ thẩm định khác tự chấm: xem ở trang của từng đơn vị."]
        return [scores.scores_page(snapshot, audience), where, _units(snapshot, base)]
    return [scores.scores_page(snapshot, audience), scores.differences_part(snapshot, audience)]


def _years(reading: ReaderView, snapshot: Snapshot) -> h.Node:
    found = many_years.years_of(snapshot, reading.earlier)
    head = heading(many_years.years_title(found), many_years.years_answer(found).removesuffix("."))
    if not found.has_history:
        return head
    flags = many_years.awards_table(found)
    sentences = many_years.change_sentences(found)
    return [
        head,
        year_rows.ranks_part(snapshot, found, reading.audience),
        None
        if flags.empty
        else [
            h.h2["Số lần được suy tôn, đề nghị"],
            html_table(snapshot, reading.audience, flags, "Số lần từng đơn vị được suy tôn, đề nghị"),
        ],
        folded_lines("changes", f"Những thay đổi giữa các năm: {len(sentences)} điều", sentences),
    ]


def _units(snapshot: Snapshot, base: str) -> h.Node:
    book = snapshot.workbook
    if not book.units:
        return None
    links = (
        h.a(href=f"{base}{HOME}{LivePageKind.UNIT}/{quote(one.code, safe='')}")[names.unit_name(book, one.code)]
        for one in book.units
    )
    return fold_away("xem-don-vi", f"Xem từng đơn vị: {len(book.units)} đơn vị", h.nav(aria_label="Đơn vị")[links])
