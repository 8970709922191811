"""Every page in `pages/` over every kind of workbook and every role: it stands, in Vietnamese, in its frame."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from lib.access.rights import Right, Role, allows
from lib.feed.latest import FeedState
from lib.sheets.sources.xlsx_file import ExcelSource
from lib.ui.menu import EMBARGOED, HOME, MENU, PAGES, WorkbookPart, menu_page
from tests.builders import ScriptedSource, unreachable
from tests.house.test_pages import FRAMELESS
from tests.places import SAMPLES

FOUND = {path.stem for path in PAGES.glob("*.py")}
STEMS = [page.stem for page in MENU if page.stem in FOUND]
FRAMED = [stem for stem in STEMS if stem not in FRAMELESS]
WORKBOOKS = {
    "sample": "cum_iii_2019.xlsx",
    "faulty": "loi_thuong_gap.xlsx",
    "new year": "nam_moi.xlsx",
    "votes only": "chi_bo_phieu.xlsx",
    "scores only": "chi_cham_diem.xlsx",
    "many years": "nhieu_nam.xlsx",
}
SCORING = re.compile(r"bảng điểm|tổng điểm|xếp hạng|thẩm định|tự chấm", re.IGNORECASE)
VOTING = re.compile(r"bỏ phiếu|số phiếu|kiểm phiếu", re.IGNORECASE)
SLIPS = re.compile(r"\b(None|nan|NaN|NaT|<NA>|True|False|Traceback|dtype|StrEnum)\b")


def words_of(app: AppTest) -> str:
    """Everything that is written on the page but tables and charts."""
    kinds = (app.title, app.header, app.subheader, app.markdown, app.caption, app.text)
    kinds += (app.info, app.warning, app.error, app.success, app.metric)
    written = [f"{getattr(found, 'label', '')} {found.value}" for kind in kinds for found in kind]
    return "\n".join([*written, read_aloud(rows_of(app))]).replace("\u00a0", " ")


def rows_of(app: AppTest) -> str:
    """The HTML of all rows on the page, without the style sheet."""
    return "\n".join(found.value for found in app.html if not found.value.startswith("<style>"))


def read_aloud(html: str) -> str:
    """The words of HTML, a line for each heading, paragraph, row and item."""
    lines = re.sub(r"<(?:h\d|p|tr|li|div|summary|section|caption)\b[^>]*>", "\n", html)
    return unescape(re.sub(r"[ \t]+", " ", re.sub(r"<[^>]*>", "", lines)))


def titles_of(app: AppTest) -> list[str]:
    """The titles of the page: its only heading of the first level."""
    return re.findall(r"<h1>(.*?)</h1>", rows_of(app))


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("workbook", WORKBOOKS)
@pytest.mark.parametrize("stem", STEMS)
def test_a_page_stands_over_every_workbook_for_every_role(stem, workbook, role, running, open_as):
    running(SAMPLES / WORKBOOKS[workbook])
    app = open_as(role, stem)
    assert [failure.message for failure in app.exception] == []
    assert len(titles_of(app)) == (1 if stem in FRAMED else 0)
    assert not app.title
    assert SLIPS.findall(words_of(app)) == []


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("stem", FRAMED)
def test_a_page_over_a_source_that_was_never_read_says_so(stem, role, running, open_as):
    running(ScriptedSource(unreachable("dns")))
    app = open_as(role, stem)
    assert not app.exception
    page = menu_page(stem)
    if page.right is not None and not allows(role, page.right):
        assert "Trang này dành cho thư ký" in words_of(app)
    elif page.needs_data:
        expected = "Chưa đọc được số liệu" if allows(role, Right.PROBLEMS) else "Chưa có số liệu để hiển thị"
        assert expected in words_of(app)


@pytest.mark.parametrize("stem", FRAMED)
def test_a_page_keeps_its_last_good_picture_when_the_source_goes(stem, running, open_as):
    source = ScriptedSource(ExcelSource(SAMPLES / WORKBOOKS["sample"]).fetch())
    feed = running(source)
    before = words_of(open_as(Role.SECRETARY, stem))
    source.content = unreachable()
    feed.poll()
    feed.poll()
    app = open_as(Role.SECRETARY, stem)
    assert not app.exception
    (notice,) = (found for found in app.warning if "Không đọc được số liệu mới" in found.value)
    assert set(before.splitlines()) <= set(words_of(app).splitlines())
    assert "không kết nối được Internet" in notice.value


@pytest.mark.parametrize("role", [Role.VIEWER, Role.SCREEN, Role.LEADER])
@pytest.mark.parametrize("stem", FRAMED)
def test_a_reader_sees_the_same_page_when_the_source_goes_with_its_age_and_no_alarm(stem, role, running, open_as):
    source = ScriptedSource(ExcelSource(SAMPLES / WORKBOOKS["sample"]).fetch())
    feed = running(source)
    before = words_of(open_as(role, stem))
    source.content = unreachable()
    feed.poll()
    feed.poll()
    app = open_as(role, stem)
    assert not app.exception
    assert feed.latest.state is FeedState.STALE
    assert words_of(app) == before
    assert app.get("bidi_component")


@pytest.mark.parametrize("stem", FRAMED)
@pytest.mark.parametrize(
    ("part", "workbook", "trace"),
    [
        (WorkbookPart.SCORES, "votes only", SCORING),
        (WorkbookPart.VOTES, "scores only", VOTING),
    ],
)
def test_a_half_that_the_workbook_does_not_have_leaves_no_trace(stem, part, workbook, trace, running, open_as):
    running(SAMPLES / WORKBOOKS[workbook])
    app = open_as(Role.SECRETARY, stem)
    if menu_page(stem).part is part:
        (title,) = titles_of(app)
        assert "Năm này cụm không dùng" in title
        assert not app.get("vega_lite_chart")
    elif menu_page(stem).needs_data:
        assert trace.findall(words_of(app)) == []


@pytest.mark.parametrize("role", [Role.VIEWER, Role.SCREEN, Role.LEADER])
@pytest.mark.parametrize("stem", STEMS)
def test_before_any_release_a_reader_sees_no_figure(stem, role, running, open_as):
    feed = running(SAMPLES / WORKBOOKS["sample"])
    app = open_as(role, stem)
    total = feed.latest.snapshot.standings["total"].iloc[0]
    written = words_of(app) + "".join(table.value.to_csv() for table in (*app.table, *app.dataframe))
    assert f"{total // 100},{total % 100:02d}" not in written
    if menu_page(stem).part in EMBARGOED or menu_page(stem) is HOME:
        assert not app.get("vega_lite_chart")


@pytest.mark.parametrize("stem", [page.stem for page in MENU if page.part in EMBARGOED and page.right is None])
def test_a_reader_of_a_page_that_waits_learns_what_is_awaited_and_when(stem, running, open_as):
    running(SAMPLES / WORKBOOKS["sample"])
    told = words_of(open_as(Role.VIEWER, stem))
    assert re.search("chưa (được )?công bố", told)
    assert "18/12/2019" in told


def test_the_frame_names_cluster_year_and_sample(running, open_as):
    running(SAMPLES / WORKBOOKS["sample"])
    app = open_as(Role.VIEWER)
    words = words_of(app)
    assert "Cụm thi đua số III" in words
    assert "2019" in words
    assert "DỮ LIỆU MẪU" in words
    assert titles_of(app) == ["Kết quả chưa được công bố"]


def test_every_page_runs_twice_without_touching_the_snapshot(running, open_as):
    feed = running(SAMPLES / WORKBOOKS["sample"])
    snapshot = feed.latest.snapshot
    before = [frame.copy(deep=True) for frame in (snapshot.record, snapshot.standings, snapshot.subtotals)]
    for stem in STEMS:
        open_as(Role.SECRETARY, stem)
    for frame, copy in zip((snapshot.record, snapshot.standings, snapshot.subtotals), before, strict=True):
        assert frame.equals(copy)


def test_the_pages_are_found_where_the_app_finds_them():
    assert Path(__file__).resolve().parents[2] / "pages" == PAGES
    assert STEMS
