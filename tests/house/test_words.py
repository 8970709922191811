"""What is written where: no text below `show`, no raw HTML, no word that the cluster may not say."""

from __future__ import annotations

import ast
import re

import pytest

from tests.house.reading import PROGRAM, Module
from tests.house.test_floors import FLOORS, home, within

SHEETS_OWN_WORDS = (
    "lib.sheets.layout",
    "lib.sheets.vocabulary",
    "lib.sheets.template",
    "lib.sheets.cells",
    "lib.scoring.totals",
)
"""Modules below `show` that hold the words and letters which people type into the sheets."""
NAMES_OF_ACTORS = ("lib.access", "lib.audit", "lib.stage.desk")
"""Modules that name who acted, as it stands in the log for good."""
VIETNAMESE = re.compile(r"[^\W\d_]*(?![\x00-\x7f])[^\W\d_][^\W\d_]+|[^\W\d_]+(?![\x00-\x7f])[^\W\d_]")
"""A word of two letters or more, one of them not of the English alphabet; signs and single letters are no text."""
TOO_MUCH = re.compile(r"\bđạt\b|được tặng", re.IGNORECASE)


@pytest.mark.parametrize(
    "module", [module for module in PROGRAM if FLOORS.get(home(module.name) or "", 9) <= 2], ids=lambda m: m.path
)
def test_below_show_no_sentence_is_written(module: Module):
    if within(module.name, SHEETS_OWN_WORDS + NAMES_OF_ACTORS):
        return
    found = [f"{module.path}:{node.lineno}: {node.value}" for node in module.strings() if VIETNAMESE.search(node.value)]
    assert found == []


@pytest.mark.parametrize("module", PROGRAM, ids=lambda module: module.path)
def test_no_raw_html_reaches_a_page(module: Module):
    keywords = {word.arg for node in ast.walk(module.tree) if isinstance(node, ast.Call) for word in node.keywords}
    assert not keywords & {"unsafe_allow_html", "unsafe_allow_javascript"}


@pytest.mark.parametrize("module", PROGRAM, ids=lambda module: module.path)
def test_the_cluster_proposes_and_nothing_more(module: Module):
    if within(module.name, SHEETS_OWN_WORDS):
        return
    assert [node.value for node in module.strings() if TOO_MUCH.search(node.value)] == []


@pytest.mark.parametrize("module", PROGRAM, ids=lambda module: module.path)
def test_only_loops_that_must_not_end_catch_everything(module: Module):
    caught = [
        f"{module.path}:{node.lineno}"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or ast.unparse(node.type) in {"Exception", "BaseException"})
        and ast.unparse(node.body[-1]) != "raise"
    ]
    assert caught == [] or module.name in {"lib.feed", "lib.store.shared"}
