"""Pages and menu are the same set, and a page only arranges."""

from __future__ import annotations

import ast
import importlib.machinery
import sys
from pathlib import Path

import pytest
from streamlit.material_icon_names import ALL_MATERIAL_ICONS

from lib.ui.menu import HOME, MENU
from tests.house.reading import PAGES, Module, program
from tests.places import ROOT

OPENERS = {"open_page", "open_control"}
FRAMELESS = {"trinh_chieu"}
"""Pages without frame: the screen of the hall."""
NOT_IN_A_PAGE = {"groupby", "merge", "rank", "session_state", "cache_data", "cache_resource", "html", "fetch", "sum"}


def test_every_page_stands_in_the_menu_and_every_entry_has_its_page():
    assert {entry.stem for entry in MENU} == {Path(page.path).stem for page in PAGES}


def test_the_entries_of_the_menu_differ_in_everything_a_reader_sees():
    for told in ("stem", "title", "icon"):
        assert len({getattr(entry, told) for entry in MENU}) == len(MENU)


def test_the_page_at_the_root_is_one_that_nobody_links_to_by_name():
    assert HOME.stem == "tong_quan"


@pytest.mark.parametrize("entry", MENU, ids=lambda entry: entry.stem)
def test_an_address_is_plain_letters_and_its_icon_exists(entry):
    assert entry.stem.replace("_", "").isascii()
    assert entry.stem == entry.stem.lower()
    assert entry.icon in ALL_MATERIAL_ICONS


@pytest.mark.parametrize(
    "page", [page for page in PAGES if Path(page.path).stem not in FRAMELESS], ids=lambda m: m.path
)
def test_a_page_opens_under_its_own_name(page: Module):
    opened = [
        ast.literal_eval(node.args[0])
        for node in ast.walk(page.tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) in OPENERS
    ]
    assert opened == [Path(page.path).stem]


def test_a_page_only_arranges():
    found = [
        f"{page.path}:{node.lineno}"
        for page in PAGES
        for node in ast.walk(page.tree)
        if isinstance(node, ast.Try | ast.While) or (isinstance(node, ast.Attribute) and node.attr in NOT_IN_A_PAGE)
    ]
    assert found == []


@pytest.mark.parametrize("path", sorted((ROOT / "lib" / "ui").glob("*.py")), ids=lambda path: path.stem)
def test_a_module_beside_the_script_shadows_nothing(path: Path):
    """Streamlit puts the folder of the script before all others while a script runs (docs/streamlit.md)."""
    if path.stem == "__init__":
        return
    assert path.stem not in sys.stdlib_module_names
    assert importlib.machinery.PathFinder.find_spec(path.stem, [p for p in sys.path if "site-packages" in p]) is None


def _is_made_later(call: ast.Call) -> bool:
    """Whether a download button makes its file when it is asked for: it is handed a function."""
    data = call.args[1] if len(call.args) > 1 else next(one.value for one in call.keywords if one.arg == "data")
    return isinstance(data, ast.Lambda | ast.Attribute) or "only_for" in ast.unparse(data)


def test_a_file_that_is_made_later_is_made_only_for_who_may_have_it_then():
    """Streamlit makes it outside of any run, for whichever connection names it."""
    found = [
        (module.path, call.lineno, ast.unparse(call))
        for module in program()
        for call in ast.walk(module.tree)
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "st.download_button" and _is_made_later(call)
    ]
    assert len(found) > 4
    assert [(path, line) for path, line, text in found if "only_for(" not in text] == []
