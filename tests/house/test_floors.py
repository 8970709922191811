"""Imports go down only, and each library is known in its own place (docs/architecture.md)."""

from __future__ import annotations

import ast

import pytest

from tests.house.reading import PROGRAM, Module

FLOORS = {
    "lib.domain": 0,
    "lib.frames": 0,
    "lib.problems": 0,
    "lib.records": 0,
    "lib.results": 0,
    "lib.released": 0,
    "lib.whole_file": 0,
    "lib.store": 0,
    "lib.sheets": 1,
    "lib.scoring": 1,
    "lib.access": 1,
    "lib.audit": 1,
    "lib.snapshot": 2,
    "lib.release": 2,
    "lib.embargo": 2,
    "lib.years": 2,
    "lib.settings": 2,
    "lib.opening": 2,
    "lib.feed": 2,
    "lib.abilities": 2,
    "lib.latest": 2,
    "lib.settling": 2,
    "lib.state_copy": 2,
    "lib.one_reader": 2,
    "lib.source_choice": 2,
    "lib.changes": 2,
    "lib.recent": 2,
    "lib.hearing": 2,
    "lib.stage": 2,
    "lib.show": 3,
    "lib.papers": 3,
    "lib.web": 4,
    "lib.ui": 4,
    "lib.command": 5,
    "lib.__main__": 5,
    "pages": 5,
    "app": 6,
}
STRANGERS = {("lib.sheets", "lib.scoring"), ("lib.scoring", "lib.sheets")}
KNOWN_IN = {
    "streamlit": ("lib.ui", "pages", "app"),
    "gspread": ("lib.sheets.google",),
    "openpyxl": ("lib.sheets", "lib.papers"),
    "altair": ("lib.show",),
    "docx": ("lib.papers",),
    "vl_convert": ("lib.papers", "lib.show"),
    "starlette": ("lib.web", "lib.ui", "app"),
    "requests": ("lib.sheets",),
    "google": ("lib.sheets",),
    "redis": ("lib.store.shared",),
    "random": ("lib.sheets.patience", "lib.stage.rehearsal"),
}


def home(name: str) -> str | None:
    """The part of the program that a dotted name belongs to; None for a library."""
    parts = name.split(".")
    return next((part for part in (".".join(parts[:2]), parts[0]) if part in FLOORS), None)


def within(name: str, places: tuple[str, ...]) -> bool:
    return any(name == place or name.startswith(f"{place}.") for place in places)


@pytest.mark.parametrize("module", PROGRAM, ids=lambda module: module.path)
def test_a_module_imports_only_from_its_own_floor_and_below(module: Module):
    own = home(module.name)
    if module.name == "lib":
        assert list(module.imports()) == []
        return
    assert own is not None, f"{module.path} stands on no floor: enter it in FLOORS and in docs/architecture.md"
    for imported in module.imports():
        other = home(imported)
        if other is None:
            assert imported.split(".")[0] != "tests", f"{module.path} imports {imported}"
            continue
        assert FLOORS[other] <= FLOORS[own], f"{module.path} imports {imported} from a higher floor"
        assert (own, other) not in STRANGERS, f"{module.path} imports {imported}, which it must not know"


@pytest.mark.parametrize("module", PROGRAM, ids=lambda module: module.path)
def test_a_library_is_known_only_where_it_belongs(module: Module):
    for imported in module.imports():
        places = KNOWN_IN.get(imported.split(".")[0])
        assert places is None or within(module.name, places), f"{module.path} imports {imported}"


PURE = ("lib.domain", "lib.frames", "lib.problems", "lib.records", "lib.results", "lib.scoring", "lib.snapshot")
PURE += ("lib.release", "lib.changes", "lib.show", "lib.sheets.reading", "lib.sheets.cells", "lib.sheets.layout")
CLOCKS = {"now", "today", "utcnow", "time", "monotonic"}


@pytest.mark.parametrize("module", [module for module in PROGRAM if within(module.name, PURE)], ids=lambda m: m.path)
def test_what_is_pure_asks_no_clock(module: Module):
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCKS:
            owner = ast.unparse(node.func.value)
            assert owner.split(".")[-1] not in {"datetime", "date", "time"}, f"{module.path}:{node.lineno}"
