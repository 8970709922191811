"""A name means one thing in the whole program."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator

from tests.house.reading import Module, beside_the_program, program

_DOCUMENTED = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
OF_EVERY_COMMAND = {"add", "run", "main"}
"""What each module of `lib/command` and each program of its own offers under the same name."""


def test_a_class_name_is_defined_once():
    assert _twice(_classes) == {}


def test_a_public_function_name_is_defined_once():
    assert _twice(_functions) == {}


def test_a_name_has_one_home():
    """No module hands on what another one defines."""
    assert [module.path for module in program() if any(name == "__all__" for name in _bound(module.tree))] == []


def test_tests_touch_the_public_face_of_the_program_only():
    """What they touch of a library is listed in docs/streamlit.md."""
    assert [place for module in beside_the_program() for place in _private(module)] == []


def _private(module: Module) -> Iterator[str]:
    """The places of a module that name something private of the program: read, imported, or in a text for a stub."""
    imports = [node for node in ast.walk(module.tree) if isinstance(node, ast.ImportFrom) and node.module]
    ours = {name.asname or name.name for node in imports if _is_ours(node.module) for name in node.names}
    for node in ast.walk(module.tree):
        match node:
            case ast.Attribute(value=ast.Name(id=owner), attr=name) if owner in ours:
                names = [name]
            case ast.ImportFrom(module=str(home)) if _is_ours(home):
                names = [alias.name for alias in node.names]
            case ast.Call(args=[ast.Name(id=owner), ast.Constant(value=str(name)), *_]) if owner in ours:
                names = [name]
            case ast.Constant(value=str(text)) if re.fullmatch(r"lib(\.\w+)+", text):
                names = text.split(".")
            case _:
                continue
        yield from (f"{module.path}:{node.lineno} {name}" for name in names if re.match(r"_(?!_)", name))


def _is_ours(home: str | None) -> bool:
    return home is not None and home.split(".")[0] == "lib"


def _twice(names) -> dict[str, list[str]]:
    homes = defaultdict(list)
    for module in program():
        if module.path.startswith("lib/"):
            for name in names(module.tree):
                homes[name].append(module.path)
    return {name: paths for name, paths in sorted(homes.items()) if len(paths) > 1}


def _classes(tree: ast.Module) -> Iterator[str]:
    """Classes, and aliases of types; a variable of types is one letter."""
    yield from (node.name for node in tree.body if isinstance(node, ast.ClassDef))
    yield from (name for name in _bound(tree) if name[0].isupper() and not name.isupper())


def _functions(tree: ast.Module) -> Iterator[str]:
    found = (node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    yield from (name for name in found if not name.startswith("_") and name not in OF_EVERY_COMMAND)


def _bound(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        if isinstance(node, ast.Assign):
            yield from (target.id for target in node.targets if isinstance(target, ast.Name))


def test_every_module_class_and_public_function_says_what_it_does():
    """In sentences: what is read first ends like one."""
    silent = []
    for module in program():
        if module.path.startswith("lib/"):
            for node in (module.tree, *module.tree.body):
                if isinstance(node, _DOCUMENTED) and not getattr(node, "name", "").startswith("_"):
                    first = (ast.get_docstring(node) or "").split("\n\n")[0].strip()
                    if not first.endswith((".", ":", '."', '"', ")")):
                        silent.append(f"{module.path}: {getattr(node, 'name', 'the module')}")
    assert silent == []


OF_THE_STANDARD_LIBRARY = {"QueuedStream", "PlainRecord", "JsonLines"}
"""Classes whose public methods are those of a class of the standard library."""


def test_every_public_method_says_what_it_does():
    """Itself, or in the protocol that its class implements."""
    classes = [
        (module.path, node) for module in program() for node in module.tree.body if isinstance(node, ast.ClassDef)
    ]
    protocols = [node for _, node in classes if any("Protocol" in ast.unparse(base) for base in node.bases)]
    said = {method.name for protocol in protocols for method in _methods(protocol) if ast.get_docstring(method)}
    silent = [
        f"{path}: {node.name}.{method.name}"
        for path, node in classes
        if not node.name.startswith("_") and node.name not in OF_THE_STANDARD_LIBRARY
        for method in _methods(node)
        if not ast.get_docstring(method) and (node in protocols or method.name not in said)
    ]
    assert silent == []


def _methods(node: ast.ClassDef) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    functions = (part for part in node.body if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef))
    yield from (function for function in functions if not function.name.startswith("_"))


PRIVATE = re.compile(r"(^|_)(told|tells?|said|says|heard|hears?|hearing|whoever|somebody)(_|$)", re.IGNORECASE)
"""Words for what has a name in the trade: reported, published, shown, received."""


def test_names_are_of_the_field_or_the_trade():
    named = {
        f"{module.path}: {name}" for module in program() for name in _identifiers(module.tree) if PRIVATE.search(name)
    }
    assert named == set()


def _identifiers(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.arg | ast.keyword):
            yield node.arg or ""
        elif isinstance(node, _DOCUMENTED):
            yield getattr(node, "name", "")
