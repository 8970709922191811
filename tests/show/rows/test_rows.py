"""Every page's rows in every state, as they were read and accepted; none does harm, none needs what plain pages forbid.

A row with another text leaves `<state>.html.new` beside the accepted one, to be read and renamed.
"""

from __future__ import annotations

import itertools
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from lib.show.rows import overview
from lib.show.rows.parts import READER, markup
from tests.show.rows.states import STATES, drawn, drawn_for_the_secretary, of_workbook

GOLDEN = Path(__file__).parent / "golden"
FEW = [name for name in STATES if name not in ("hostile", "thirty_units", "sixty_units")]
"""States whose text is read and accepted; the others are only looked over."""


@pytest.mark.parametrize("name", FEW)
def test_the_rows_are_those_that_were_read_and_accepted(name):
    text = "\n".join(f"== {page}\n{_lines(html)}" for page, html in drawn(name).items())
    path = GOLDEN / f"{name}.html"
    known = path.read_text(encoding="utf-8") if path.exists() else ""
    if text != known:
        path.with_suffix(".html.new").write_text(text, encoding="utf-8")
    assert text == known


def _lines(html: str) -> str:
    """A row on a line of its own, so that a difference can be read."""
    return re.sub(r"(?=<(?:tr|li|h[1-6]|details|section|table|p)\b)", "\n", html).strip() + "\n"


def test_every_accepted_text_has_its_state():
    assert sorted(path.stem for path in GOLDEN.glob("*.html")) == sorted(FEW)


class Looker(HTMLParser):
    """Notes every element with its attributes, and what stands open."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))
        if tag not in {"br"}:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


ALLOWED = {
    "div", "header", "section", "h1", "h2", "h3", "p", "span", "strong", "b", "small", "br", "ul", "ol", "li", "a",
    "table", "caption", "thead", "tbody", "tr", "th", "td", "details", "summary",
}  # fmt: skip
SLIPS = re.compile(r">[^<]*\b(None|nan|NaT|True|False|Fraction)\b")


@pytest.mark.parametrize("name", STATES)
def test_the_rows_hold_only_what_every_page_may_show(name):
    for page, html in (drawn(name) | drawn_for_the_secretary(name)).items():
        looker = Looker()
        looker.feed(html)
        assert looker.open == []
        assert {tag for tag, _ in looker.found} <= ALLOWED
        names = {name for _, attributes in looker.found for name in attributes}
        assert not {one for one in names if one.startswith("on")} | ({"style"} & names)
        assert [tag for tag, _ in looker.found].count("h1") == 1, page
        assert not SLIPS.search(html)
        addresses = {attributes["href"] for tag, attributes in looker.found if tag == "a"}
        assert all(str(address).startswith("https://") for address in addresses)


def test_harmful_cells_are_read_as_they_were_typed():
    told = drawn("hostile") | drawn_for_the_secretary("hostile")
    assert {"overview", "awards", "scores", "unit", "work", "checks"} < told.keys()
    assert "&lt;script&gt;window.HACKED=1&lt;/script&gt;" in told["unit"] + told["overview"]
    assert markup("a\u202eb") == '<div class="look">a⟨U+202E⟩b</div>'
    assert not re.search("[\u200b\u202a-\u202e\u2066-\u2069]", "".join(told.values()))


@pytest.mark.parametrize("name", STATES)
def test_headings_go_down_one_step_at_a_time(name):
    for html in (drawn(name) | drawn_for_the_secretary(name)).values():
        levels = [int(level) for level in re.findall(r"<h(\d)", html)]
        assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


@pytest.mark.parametrize("released", ["nothing_released", "scores_released", "ranks_released", "half_released"])
def test_a_page_before_and_after_a_release_has_its_parts_in_the_same_order(released):
    for page in ("overview", "awards"):
        before, after = (re.findall(r"<h2[^>]*>(.*?)</h2>", drawn(name)[page]) for name in (released, "sample"))
        assert [_name(part) for part in before] == [_name(part) for part in after]


@pytest.mark.parametrize("name", ["nothing_released", "half_released"])
def test_once_the_planned_day_is_past_no_page_says_that_it_is_still_to_come(name):
    before, after = (
        {page: html.replace("\u00a0", " ") for page, html in drawn(name, overdue).items()} for overdue in (False, True)
    )
    still, past = "ự kiến công bố tại hội nghị ngày 18/12/2019", "gày dự kiến công bố 18/12/2019 đã qua"
    assert still in before["overview"] + before["awards"]
    assert {page: html.count(past) for page, html in after.items()} == {
        page: html.count(still) for page, html in before.items()
    }
    assert still not in "".join(after.values())


def _name(part: str) -> str:
    return re.sub(r"<span class=\"chip.*", "", part)


def test_the_first_two_are_both_named_and_more_are_counted():
    told = drawn("thirty_units")["overview"]
    assert "cùng dẫn đầu" in told
    assert "dẫn đầu, 9,00\u00a0điểm" in drawn("one_unit")["overview"]


def test_the_secretary_reads_beside_the_title_what_is_to_be_mended():
    shown = of_workbook("loi_thuong_gap")
    told = markup(overview.overview_heading(shown.snapshot, shown.audience))
    assert "chỗ phải sửa" in told
    assert "chỗ phải sửa" not in markup(overview.overview_heading(shown.snapshot, READER))
