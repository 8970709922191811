"""docs/workbook.md says what the program reads: its tables of columns and items follow the declarations."""

from __future__ import annotations

from pathlib import Path

import pytest

from lib.model.problems import ALSO, Code
from lib.model.records import Tab
from lib.sheets.layout import LAYOUT, Extra, TabLayout
from lib.sheets.vocabulary import ITEMS
from tests.sheets.reading.test_workbook import LOST

PAGE = (Path(__file__).parents[2] / "docs" / "workbook.md").read_text(encoding="utf-8")
SCORES = (Tab.VERIFIED, Tab.SELF)
READ = [layout for layout in LAYOUT if layout.columns]


def line_of(layout: TabLayout) -> str:
    """The line of a tab in the table of section 2."""
    told = ", ".join(column.in_words for column in layout.columns)
    if layout.extra is Extra.UNIT:
        told += ", then one column per unit"
    if layout.tab in SCORES:
        told += "; " + ", ".join(f"`{word}`" for word in layout.ignored) + " are read over"
    return f"| `{layout.name}` | {told} |"


@pytest.mark.parametrize("layout", READ, ids=lambda layout: layout.tab.value)
def test_every_tab_has_its_line_with_every_column_its_choices_and_its_default(layout):
    assert line_of(layout) in PAGE.splitlines()


def test_every_item_of_the_information_is_named():
    for item in ITEMS:
        assert f"`{item.header}`" in PAGE.replace("\n", " "), item.header


@pytest.mark.parametrize("code", Code)
def test_every_code_has_its_severities(code):
    also = f", {ALSO[code].value}" if code in ALSO else ""
    assert f"| `{code.value}` | {code.usual.value}{also} |" in PAGE.splitlines()


def test_every_code_of_what_is_lost_is_explained():
    explained = PAGE.split("## 7.")[1]
    assert {name for name in LOST if f"`{name}`" not in explained} == set()
