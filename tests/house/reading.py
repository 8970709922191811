"""What the tests of the house look at: the modules of the program, parsed once."""

from __future__ import annotations

import ast
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.places import ROOT


@dataclass(frozen=True)
class Module:
    """A file of the program: its path from the root, its dotted name, its lines and its tree."""

    path: str
    name: str
    lines: tuple[str, ...]
    tree: ast.Module

    def imports(self) -> Iterator[str]:
        """The dotted names that it imports, with the names taken from a package where those are modules."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from (name.name for name in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                yield node.module
                yield from (f"{node.module}.{name.name}" for name in node.names if _is_module(node.module, name.name))

    def strings(self) -> Iterator[ast.Constant]:
        """Its string literals but docstrings."""
        docstrings = {id(node) for node in _docstrings(self.tree)}
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
                yield node

    def docstrings(self) -> Iterator[tuple[int, str]]:
        """Its docstrings, and what is written under a constant, with their line."""
        yield from ((node.lineno, str(node.value)) for node in _docstrings(self.tree))

    def comments(self) -> Iterator[tuple[int, str]]:
        """Its comments with their line; only where there is a sign of one is a module taken apart."""
        if not any("#" in line for line in self.lines):
            return
        lines = iter(f"{line}\n" for line in self.lines)
        tokens = tokenize.generate_tokens(lambda: next(lines, ""))
        yield from ((token.start[0], token.string) for token in tokens if token.type == tokenize.COMMENT)

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        return (node for node in ast.walk(self.tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def _is_module(package: str, name: str) -> bool:
    place = ROOT.joinpath(*package.split("."), name)
    return place.with_suffix(".py").is_file() or place.is_dir()


def _docstrings(tree: ast.Module) -> Iterator[ast.Constant]:
    """String literals that stand alone as a statement: docstrings, and what is written under a constant."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.value


def _read(path: Path) -> Module:
    text = path.read_text(encoding="utf-8")
    inside = path.relative_to(ROOT)
    name = ".".join(inside.with_suffix("").parts).removesuffix(".__init__")
    return Module(str(inside), name, tuple(text.splitlines()), ast.parse(text))


@cache
def program() -> tuple[Module, ...]:
    """Every module of the program."""
    places = [ROOT / "app.py", *sorted(ROOT.glob("pages/*.py")), *sorted(ROOT.glob("lib/**/*.py"))]
    return tuple(_read(path) for path in places)


@cache
def beside_the_program() -> tuple[Module, ...]:
    """Every module of the tests, the benches and the tools."""
    return tuple(
        _read(path) for folder in ("tests", "bench", "tools") for path in sorted(ROOT.glob(f"{folder}/**/*.py"))
    )


PAGES = tuple(_read(path) for path in sorted(ROOT.glob("pages/*.py")))
