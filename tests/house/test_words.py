"""What is written where: no text below `show`, no raw HTML, no word that the cluster may not say."""

from __future__ import annotations

import ast
import re

from tests.house.reading import beside_the_program, program
from tests.house.test_floors import FLOORS, home, within

SHEETS_OWN_WORDS = (
    "lib.sheets.layout",
    "lib.sheets.vocabulary",
    "lib.sheets.template",
    "lib.sheets.convert",
    "lib.sheets.reading.cells",
    "lib.scoring.totals",
)
"""Modules below `show` that hold the words and letters which people type into the sheets."""
NAMES_OF_ACTORS = ("lib.access", "lib.audit", "lib.stage.desk")
"""Modules that name who acted, as it stands in the log for good."""
VIETNAMESE = re.compile(r"[^\W\d_]*(?![\x00-\x7f])[^\W\d_][^\W\d_]+|[^\W\d_]+(?![\x00-\x7f])[^\W\d_]")
"""A word of two letters or more, one of them not of the English alphabet; signs and single letters are no text."""
TOO_MUCH = re.compile(r"\bđạt\b|được tặng", re.IGNORECASE)


def test_below_show_no_sentence_is_written():
    found = [
        f"{module.path}:{node.lineno}: {node.value}"
        for module in program()
        if FLOORS.get(home(module.name) or "", 9) <= 2 and not within(module.name, SHEETS_OWN_WORDS + NAMES_OF_ACTORS)
        for node in module.strings()
        if VIETNAMESE.search(str(node.value))
    ]
    assert found == []


def test_no_raw_html_reaches_a_page():
    found = [
        f"{module.path}:{node.lineno}"
        for module in program()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call)
        and {word.arg for word in node.keywords} & {"unsafe_allow_html", "unsafe_allow_javascript"}
    ]
    assert found == []


def test_the_cluster_proposes_and_nothing_more():
    found = [
        f"{module.path}:{node.lineno}: {node.value}"
        for module in program()
        if not within(module.name, SHEETS_OWN_WORDS)
        for node in module.strings()
        if TOO_MUCH.search(str(node.value))
    ]
    assert found == []


PRIVATE_TONGUE = re.compile(
    r"\b(?:somebody|whoever|whomever|everybody|anybody|nobody|himself|his|him|of ours|a moment ago"
    r"|told(?! apart)|hears?)\b",
    re.IGNORECASE,
)
"""Words for roles and events that have a name in the field or the trade: visitor, secretary, reported, notified."""


def test_docstrings_and_comments_are_in_plain_english():
    found = [
        f"{module.path}:{line}: {text.strip()[:120]}"
        for module in (*program(), *beside_the_program())
        for line, text in (*module.docstrings(), *module.comments())
        if PRIVATE_TONGUE.search(re.sub(r"`[^`]*`", "", text))
    ]
    assert found == []


MUST_NOT_END = {"lib.feed.polling", "lib.store.shared"}
"""Modules with a loop that goes on whatever happens in it."""


def test_only_loops_that_must_not_end_catch_everything():
    caught = [
        f"{module.path}:{node.lineno}"
        for module in program()
        if module.name not in MUST_NOT_END
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or ast.unparse(node.type) in {"Exception", "BaseException"})
        and ast.unparse(node.body[-1]) != "raise"
    ]
    assert caught == []
