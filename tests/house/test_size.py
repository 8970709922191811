"""Nothing is larger than a reader can hold: pages, modules, functions."""

from __future__ import annotations

import pytest

from tests.house.reading import PAGES, PROGRAM, Module

LONGEST_PAGE = 60
LONGEST_MODULE = 300
LONGEST_FUNCTION = 40
LISTS = {
    "lib/domain.py": "the words of the field",
    "lib/sheets/layout.py": "the tabs and headers of the contract",
}
"""Modules that are lists rather than programs, and what they list."""

ENUMERATIONS = {"lib/sheets/reading.py": {"read"}}
"""Functions that are one line per tab and nothing else."""


@pytest.mark.parametrize("page", PAGES, ids=lambda module: module.path)
def test_a_page_fits_on_a_screen(page: Module):
    assert len(page.lines) <= LONGEST_PAGE


@pytest.mark.parametrize("module", PROGRAM, ids=lambda module: module.path)
def test_a_module_is_short_or_a_list(module: Module):
    assert len(module.lines) <= LONGEST_MODULE or module.path in LISTS


@pytest.mark.parametrize("module", PROGRAM, ids=lambda module: module.path)
def test_a_function_is_short(module: Module):
    long = {node.name: (node.end_lineno or 0) - node.lineno + 1 for node in module.functions()}
    assert {name for name, length in long.items() if length > LONGEST_FUNCTION} <= ENUMERATIONS.get(module.path, set())


def test_no_exception_outlives_its_reason():
    long = {module.path for module in PROGRAM if len(module.lines) > LONGEST_MODULE}
    assert set(LISTS) <= long
