"""Imports go down only, and each library is known in its own place (docs/architecture.md)."""

from __future__ import annotations

import ast

from tests.house.reading import Module, program

FLOORS = {
    "lib.model": 0,
    "lib.store": 0,
    "lib.settings": 0,
    "lib.sheets": 1,
    "lib.scoring": 1,
    "lib.access": 1,
    "lib.audit": 1,
    "lib.snapshot": 2,
    "lib.release": 2,
    "lib.feed": 2,
    "lib.history": 2,
    "lib.years": 2,
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
    "gspread": ("lib.sheets.sources.google",),
    "openpyxl": ("lib.sheets", "lib.papers"),
    "altair": ("lib.show",),
    "docx": ("lib.papers",),
    "vl_convert": ("lib.papers", "lib.show"),
    "starlette": ("lib.web", "lib.ui", "app"),
    "requests": ("lib.sheets",),
    "google": ("lib.sheets", "lib.ui.back_messages"),
    "uvicorn": ("lib.web.guard.connections",),
    "itsdangerous": ("lib.access.provider_cookie",),
    "redis": ("lib.store.shared",),
    "random": ("lib.sheets.sources.retry", "lib.stage.rehearsal"),
}


def home(name: str) -> str | None:
    """The part of the program that a dotted name belongs to; None for a library."""
    parts = name.split(".")
    return next((part for part in (".".join(parts[:2]), parts[0]) if part in FLOORS), None)


def within(name: str, places: tuple[str, ...]) -> bool:
    return any(name == place or name.startswith(f"{place}.") for place in places)


def _strays(module: Module) -> list[str]:
    own = home(module.name)
    if own is None:
        return [f"{module.path} stands on no floor: enter it in FLOORS and in docs/architecture.md"]
    found = []
    for imported in module.imports():
        other = home(imported)
        if other is None:
            if imported.split(".")[0] == "tests":
                found.append(f"{module.path} imports {imported}")
        elif FLOORS[other] > FLOORS[own]:
            found.append(f"{module.path} imports {imported} from a higher floor")
        elif (own, other) in STRANGERS:
            found.append(f"{module.path} imports {imported}, which it must not know")
    return found


def test_a_module_imports_only_from_its_own_floor_and_below():
    assert [stray for module in program() if module.name != "lib" for stray in _strays(module)] == []


def test_the_root_of_the_program_imports_nothing():
    assert [list(module.imports()) for module in program() if module.name == "lib"] == [[]]


def test_a_library_is_known_only_where_it_belongs():
    found = []
    for module in program():
        for imported in module.imports():
            places = KNOWN_IN.get(imported.split(".")[0])
            if places is not None and not within(module.name, places):
                found.append(f"{module.path} imports {imported}")
    assert found == []


PURE = ("lib.model", "lib.scoring", "lib.snapshot", "lib.release", "lib.history.changes", "lib.show")
PURE += ("lib.sheets.reading", "lib.sheets.layout", "lib.history.records", "lib.history.cell_comparison")
CLOCKS = {"now", "today", "utcnow", "time", "monotonic"}


def _asks_a_clock(node: ast.AST) -> bool:
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCKS):
        return False
    return ast.unparse(node.func.value).split(".")[-1] in {"datetime", "date", "time"}


def test_what_is_pure_asks_no_clock():
    pure = [module for module in program() if within(module.name, PURE)]
    assert len(pure) > 50
    assert [f"{m.path}:{node.lineno}" for m in pure for node in ast.walk(m.tree) if _asks_a_clock(node)] == []
