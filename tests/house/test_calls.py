"""Calls with many arguments name them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache

from tests.house.reading import Module, program

MOST_BY_POSITION = 4
_FUNCTION = ast.FunctionDef | ast.AsyncFunctionDef


def test_a_call_with_more_than_four_arguments_names_them():
    unnamed = [
        f"{module.path}:{call.lineno}: {ast.unparse(call.func)}"
        for module in program()
        for call in ast.walk(module.tree)
        if isinstance(call, ast.Call) and len(call.args) > MOST_BY_POSITION and _is_ours(call, module)
    ]
    assert unnamed == []


def _is_ours(call: ast.Call, module: Module) -> bool:
    """Whether a call is of a function or class of the program that takes its arguments one by one."""
    name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
    ours, take_many = _names()
    return name in ours and name not in take_many and not any(isinstance(a, ast.Starred) for a in call.args)


def _definitions() -> Iterator[tuple[str, _FUNCTION | None]]:
    """Every function, method and class by its name, with what takes its arguments."""
    for module in program():
        for node in ast.walk(module.tree):
            if isinstance(node, _FUNCTION):
                yield node.name, node
            elif isinstance(node, ast.ClassDef):
                makers = (part for part in node.body if isinstance(part, ast.FunctionDef) and part.name == "__init__")
                yield node.name, next(makers, None)


@cache
def _names() -> tuple[frozenset[str], frozenset[str]]:
    """The names of all definitions, and of those that take a list of arguments as it comes (`*parts`)."""
    found = tuple(_definitions())
    many = (name for name, node in found if node is not None and node.args.vararg is not None)
    return frozenset(name for name, _ in found), frozenset(many)


def test_a_press_is_never_lost_with_a_run_that_is_broken_off():
    asked = [
        f"{module.path}:{call.lineno}"
        for module in program()
        if module.name != "lib.ui.parts.buttons"
        for call in ast.walk(module.tree)
        if isinstance(call, ast.Call)
        and ast.unparse(call.func) == "st.button"
        and not any(keyword.arg == "on_click" for keyword in call.keywords)
    ]
    assert asked == [], "lib/ui/parts/buttons.py keeps a press for the next run"
