"""The page of papers: all in one file with progress, each paper separately, and workbooks to fill in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from io import BytesIO
from typing import Literal, TypedDict

import streamlit as st

from lib.access.rights import Right, Role
from lib.feed.latest import Version
from lib.papers import bundle
from lib.papers.bundle import FileKind, PaperOffer, unit_files
from lib.papers.docx.figures import slug
from lib.papers.docx.stamp import Stamp, paper_stamp
from lib.papers.new_year import next_year, self_file
from lib.papers.result.page import unprintable
from lib.papers.same_year import same_year
from lib.sheets.columns import FIRST_YEAR, LAST_YEAR
from lib.sheets.template.book import write_template
from lib.sheets.template.plan import FEWEST_UNITS, MOST_UNITS, NewYear, TypedTab, blank_year
from lib.sheets.template.self_file import write_self_file
from lib.show.words import names
from lib.show.words.numbers import HANOI, count, md
from lib.snapshot import Snapshot
from lib.stage import release_acts
from lib.stage.table import ActEvents, Table
from lib.ui.access import only_for
from lib.ui.control.press import Control
from lib.ui.parts import common
from lib.ui.parts.buttons import is_pressed
from lib.ui.role_snapshots import content_for
from lib.ui.running_app import running_app
from lib.ui.view import View

ICONS = {
    FileKind.WORD: ":material/description:",
    FileKind.EXCEL: ":material/table_view:",
    FileKind.PDF: ":material/picture_as_pdf:",
    FileKind.PICTURE: ":material/image:",
}
ZIP = "application/zip"
_AGAIN, _PRINTED = " · ⚠ đã in từ bản cũ, in lại", " · ✓ đã in"
UNPLACED = "Chưa có chỗ"
"""The tab of cells for which a rebuilt workbook has no place."""


@dataclass(frozen=True)
class PaperSource:
    """The source of papers: a version, its stamp, and the control that records what was printed of it, if any.

    `public` is what everyone may see of it; None where this server releases nothing.
    """

    snapshot: Snapshot
    stamp: Stamp
    control: Control | None = None
    public: Snapshot | None = None

    @property
    def offers(self) -> tuple[PaperOffer, ...]:
        """The papers that can be made from this source."""
        made = self.control.table.state.corrections if self.control else ()
        return bundle.paper_offers(self.snapshot, self.stamp, public=self.public, corrections=made)


def desk_of(view: View) -> PaperSource:
    """The taken version, where there is one and it is no rehearsal; else the workbook as it was read."""
    now = running_app()
    if now.desk is None:
        return PaperSource(view.snapshot, paper_stamp(view.snapshot))
    table, public = now.desk.table(), content_for(Role.VIEWER, now).snapshot
    if table.lost:
        st.stop()
    if table.taken is None or table.state.rehearsal:
        return PaperSource(view.snapshot, paper_stamp(view.snapshot), public=public)
    taken = table.taken.snapshot
    return PaperSource(taken, paper_stamp(taken, table.number), Control(now.desk, table), public)


def answer(desk: PaperSource, offered: tuple[PaperOffer, ...]) -> str:
    """Which papers are to be made now, as a title: those to be printed again, else how many there are."""
    total = f"{count(len(offered))} văn bản"
    noted = [state_of(desk, offer) for offer in offered]
    if again := noted.count(_AGAIN):
        return f"Cần in lại {count(again)} trong {total}"
    if done := noted.count(_PRINTED):
        return f"Đã in {count(done)} trong {total}"
    return f"{total}, còn là dự thảo" if desk.stamp.draft else f"{total} sẵn sàng để in"


def source_line(desk: PaperSource) -> str:
    """The source of the papers, in one line."""
    draft = "; còn chỗ phải sửa nên mọi văn bản mang chữ DỰ THẢO" if desk.stamp.draft else ""
    newer = desk.control is not None and desk.control.table.newer is not None
    later = "; bảng tính đã có bản mới hơn, chưa được lấy" if newer else ""
    return f"lập từ {names.lower_first(desk.stamp.line)}{later}{draft}."


def download_all(desk: PaperSource, papers: tuple[PaperOffer, ...]) -> None:
    """A button that makes all papers, shows the progress, and offers them as one file."""
    if not is_pressed("Lập tất cả văn bản", type="primary", icon=":material/folder_zip:", key="lap_tat_ca"):
        return
    bar = st.progress(0.0, text="Đang lập văn bản…")

    def show_progress(made: int, number: int, title: str) -> None:
        bar.progress(made / number, text=md(f"{made + 1}/{number}: {title}"))

    content = bundle.zip_papers(papers, show_progress)
    bar.empty()
    name = f"van_ban_{slug(desk.stamp.line)}.zip"
    st.success("Đã lập xong tất cả văn bản.", icon=":material/check_circle:")
    label, icon = "Tải về tệp nén (.zip)", ":material/download:"
    st.download_button(label, content, name, ZIP, key="tai_tat_ca", icon=icon, **_noting(desk, *papers))


class PaperOccasion(StrEnum):
    """The occasion on which a paper is needed."""

    BEFORE = "Trước hội nghị"
    ON_THE_DAY = "Trong ngày hội nghị"
    AFTER = "Sau hội nghị"


_MOMENTS = {
    "bang_tong_hop_diem": PaperOccasion.BEFORE,
    "bang_diem_chi_tiet": PaperOccasion.BEFORE,
    "danh_sach_ky_giao_uoc": PaperOccasion.BEFORE,
    "bien_ban_kiem_phieu": PaperOccasion.ON_THE_DAY,
    "bien_ban_hoi_nghi": PaperOccasion.ON_THE_DAY,
    "trang_ket_qua": PaperOccasion.ON_THE_DAY,
}
"""The occasion of a paper by the beginning of its file name; every other paper is for after the conference."""


def occasion_of(offer: PaperOffer) -> PaperOccasion:
    """The occasion on which a paper is needed."""
    name = offer.file.lstrip("0123456789_")
    return next((moment for start, moment in _MOMENTS.items() if name.startswith(start)), PaperOccasion.AFTER)


def download_each(desk: PaperSource, offered: tuple[PaperOffer, ...]) -> None:
    """The papers by occasion, each made on request; those of the units on demand."""
    for moment in PaperOccasion:
        papers = [offer for offer in offered if occasion_of(offer) is moment]
        if not papers:
            continue
        common.show_section(moment.value)
        for offer in papers:
            if "/" not in offer.file:
                _download(desk, offer)
        if moment is PaperOccasion.ON_THE_DAY and not any(offer.kind is FileKind.PDF for offer in offered):
            st.caption("Trang kết quả để gửi đi (PDF, ảnh) có sau khi công bố.")
        if any(offer.kind is FileKind.PDF for offer in papers) and (
            warning := unprintable(desk.public or desk.snapshot)
        ):
            st.warning(md(warning), icon=":material/warning:")
        if of_units := [offer for offer in papers if "/" in offer.file]:
            with st.expander(f"Bảng điểm chi tiết của {count(len(of_units))} đơn vị", key="chi_tiet"):
                for offer in of_units:
                    _download(desk, offer)


def state_of(desk: PaperSource, offer: PaperOffer) -> str:
    """Whether a paper was printed, and whether the print still matches; empty where it was never printed."""
    if desk.control is None or not offer.about:
        return ""
    table = desk.control.table
    if any(printed.paper == offer.title for printed in release_acts.outdated_papers(table)):
        return _AGAIN
    return _PRINTED if any(printed.paper == offer.title for printed in table.state.printed) else ""


def _download(desk: PaperSource, offer: PaperOffer) -> None:
    st.download_button(
        md(offer.title + state_of(desk, offer)), only_for(Right.PAPERS, offer.make), offer.file.replace("/", "_"),
        offer.kind.media_type,
        key=f"tai_{slug(offer.file)}", icon=ICONS[offer.kind], type="tertiary", **_noting(desk, offer),
    )  # fmt: skip


class _Noting(TypedDict, total=False):
    on_click: Callable[..., None] | Literal["ignore"]
    args: tuple[Callable[[Table], ActEvents]]


def _noting(desk: PaperSource, *papers: PaperOffer) -> _Noting:
    """Record in the event log what was printed, so that a correction can list the papers that no longer match."""
    noted = [offer for offer in papers if offer.about]
    if desk.control is None or not noted:
        return {"on_click": "ignore"}

    def note(table: Table) -> ActEvents:
        return tuple(event for offer in noted for event in release_acts.printed(table, offer.about, offer.title))

    return {"on_click": desk.control.obey, "args": (note,)}


def workbooks(snapshot: Snapshot) -> None:
    """The workbook of the next year, this year's rebuilt, and a self-score file for a unit."""
    year = snapshot.workbook.contest.year
    if year is not None:
        kept = f"Bảng tính năm {year + 1}: giữ đơn vị, tiêu chí, quy định; thêm {year} vào lịch sử"
        _workbook(kept, f"bang_tinh_{year + 1}.xlsx", lambda to: write_template(to, next_year(snapshot)))
    latest = running_app().feed.latest.version
    if year is not None and latest is not None:
        again = f"Bảng tính năm {year} làm lại từ đầu: giữ mọi ô đã gõ, cột và dòng theo danh sách đơn vị"
        _workbook(again, f"bang_tinh_{year}_lam_lai.xlsx", lambda to: write_template(to, anew(latest)))
    if not snapshot.workbook.criteria or not snapshot.workbook.units:
        return
    units = {names.unit_name(snapshot.workbook, unit.code): unit.code for unit in snapshot.workbook.units}
    chosen = st.selectbox("Bảng tự chấm gửi cho đơn vị", list(units), key="don_vi_tu_cham")
    if chosen is not None:
        code = units[chosen]
        _workbook(
            f"Bảng tự chấm của {chosen}", f"tu_cham_{unit_files(snapshot.workbook)[code]}.xlsx",
            lambda to: write_self_file(to, self_file(snapshot, code)), key="tai_tu_cham", look="secondary",
        )  # fmt: skip


def anew(version: Version) -> NewYear:
    """The workbook of the same year in a fresh layout; cells without a place are listed in a tab of their own."""
    made = same_year(version.snapshot, version.tables)
    if not made.unplaced:
        return made.plan
    rows = (("Ô ở bảng cũ", "Nội dung"), *made.unplaced)
    return replace(made.plan, tabs=(*made.plan.tabs, TypedTab(UNPLACED, rows)))


def _workbook(
    label: str, name: str, write: Callable[[BytesIO], object], key: str = "",
    look: Literal["secondary", "tertiary"] = "tertiary",
) -> None:  # fmt: skip
    """A button for a workbook that is written when it is asked for."""

    def made() -> bytes:
        target = BytesIO()
        write(target)
        return target.getvalue()

    st.download_button(
        md(label), only_for(Right.PAPERS, made), name, FileKind.EXCEL.media_type, on_click="ignore",
        key=key or f"tai_{slug(name)}", icon=ICONS[FileKind.EXCEL], type=look,
    )  # fmt: skip


def empty_workbook() -> None:
    """A workbook for a cluster that has none yet."""
    this_year = dt.datetime.now(HANOI).year
    year = int(st.number_input("Năm thi đua", FIRST_YEAR, LAST_YEAR, this_year, key="nam_moi"))
    units = int(st.number_input("Số đơn vị thành viên", FEWEST_UNITS, MOST_UNITS, 11, key="so_don_vi"))
    label = f"Bảng tính trống năm {year}, {units} đơn vị"
    _workbook(label, f"bang_tinh_{year}.xlsx", lambda to: write_template(to, blank_year(units, year)))
