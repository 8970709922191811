"""The pages as data: their addresses, titles, and for whom they are in the menu.

Every page is always registered, so that an address never leads to "Page not found"; a visitor without the right sees a
sentence instead (`lib/ui/shell.py`). The order is that of a visitor's questions.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from lib.access.rights import Right, Role, allows
from lib.model.records import Workbook

PAGES = Path(__file__).resolve().parents[2] / "pages"


class WorkbookPart(StrEnum):
    """The parts of a workbook: scores, votes, earlier years, the work of the year. Each may be absent."""

    SCORES = "scores"
    VOTES = "votes"
    YEARS = "years"
    WORK = "work"


EMBARGOED = frozenset({WorkbookPart.SCORES, WorkbookPart.VOTES})
"""The parts that are visible only once released; the others are public anyway."""


class MenuSection(StrEnum):
    """The headings of the menu."""

    RESULTS = "Kết quả"
    SECRETARY = "Dành cho thư ký"


@dataclass(frozen=True)
class MenuPage:
    """A page: its file stem is its address. `part` is the part of the workbook it needs, `right` the right.

    `icon` is one of the icons included in Streamlit, without the colons. One that is not `in_menu` is opened from
    another page. `short` is its name in the bar at the foot of a phone, where it has a place there. A page that only
    shows the workbook can show it as of another moment (`at_moments`).
    """

    stem: str
    title: str
    icon: str
    section: MenuSection = MenuSection.RESULTS
    part: WorkbookPart | None = None
    right: Right | None = None
    needs_data: bool = True
    in_menu: bool = True
    short: str = ""
    at_moments: bool = False

    @property
    def path(self) -> Path:
        """The file of the page."""
        return PAGES / f"{self.stem}.py"


MENU = (
    MenuPage("tong_quan", "Tổng quan", "dashboard", short="Tổng quan", at_moments=True),
    MenuPage("bang_diem", "Bảng điểm", "leaderboard", part=WorkbookPart.SCORES, short="Bảng điểm", at_moments=True),
    MenuPage("don_vi", "Đơn vị", "account_balance", short="Đơn vị", at_moments=True),
    MenuPage("danh_hieu", "Kết quả suy tôn", "flag", part=WorkbookPart.VOTES, short="Suy tôn", at_moments=True),
    MenuPage("phong_trao", "Công tác thi đua", "diversity_3", part=WorkbookPart.WORK, at_moments=True),
    MenuPage("nhieu_nam", "Nhiều năm", "timeline", part=WorkbookPart.YEARS, at_moments=True),
    MenuPage(
        "kiem_tra", "Kiểm tra số liệu", "fact_check", MenuSection.SECRETARY, right=Right.PROBLEMS, needs_data=False
    ),
    MenuPage("dieu_khien", "Điều khiển hội nghị", "tune", MenuSection.SECRETARY, right=Right.CONTROL),
    MenuPage(
        "bo_phieu",
        "Bỏ phiếu",
        "how_to_vote",
        MenuSection.SECRETARY,
        part=WorkbookPart.VOTES,
        right=Right.VOTES,
        at_moments=True,
    ),
    MenuPage("tai_ve", "Tải về", "download", MenuSection.SECRETARY, right=Right.PAPERS, needs_data=False),
    MenuPage("truy_cap", "Truy cập", "key", MenuSection.SECRETARY, right=Right.CONTROL, needs_data=False),
    MenuPage("nhat_ky", "Lịch sử số liệu", "history", MenuSection.SECRETARY, right=Right.AUDIT, needs_data=False),
    MenuPage(
        "nhap_bang", "Nhập bảng có sẵn", "upload_file", MenuSection.SECRETARY, right=Right.PAPERS, needs_data=False
    ),
    MenuPage("huong_dan", "Hướng dẫn", "menu_book", MenuSection.SECRETARY, right=Right.PROBLEMS, needs_data=False),
    MenuPage(
        "trinh_chieu", "Trình chiếu", "tv", MenuSection.SECRETARY, right=Right.WATCH, needs_data=False, in_menu=False
    ),
)
HOME = MENU[0]
TITLES = {"": HOME.title} | {entry.stem: entry.title for entry in MENU}
"""The title of the browser tab at every address; "" is the root."""

CALM = frozenset({"trinh_chieu"})
"""The pages on the hall's screen: they do not report a server that is away."""


def menu_page(stem: str) -> MenuPage:
    """The page of a file stem; KeyError where the menu has none."""
    for page in MENU:
        if page.stem == stem:
            return page
    raise KeyError(stem)


def applies(part: WorkbookPart | None, workbook: Workbook, *, earlier: bool = False) -> bool:
    """Whether the workbook has this part; `earlier`: there are workbooks of earlier years."""
    has = {
        WorkbookPart.SCORES: workbook.has_scoring,
        WorkbookPart.VOTES: workbook.has_voting,
        WorkbookPart.YEARS: bool(workbook.history) or earlier,
        WorkbookPart.WORK: workbook.has_work,
    }
    return part is None or has[part]


def listed(entry: MenuPage, role: Role, workbook: Workbook | None, *, earlier: bool = False) -> bool:
    """Whether a page is in the menu of a role; without a workbook only its parts are unknown, not the rights."""
    allowed = entry.right is None or allows(role, entry.right)
    return entry.in_menu and allowed and (workbook is None or applies(entry.part, workbook, earlier=earlier))
