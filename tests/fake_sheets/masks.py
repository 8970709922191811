"""Field masks: `properties.title,sheets(properties(sheetId,title))` cut an answer down to what was asked for."""

from __future__ import annotations

import re
from typing import Any

_TOKEN = re.compile(r"[A-Za-z0-9_*]+|[.,/()]")
Mask = dict[str, Any]


class BadMask(Exception):
    """A mask that cannot be read."""


def cut(answer: Any, mask: str) -> Any:
    """What of `answer` a mask keeps; lists are cut element by element."""
    tokens = _TOKEN.findall(mask)
    if "".join(tokens) != mask.replace(" ", ""):
        raise BadMask(mask)
    tree = _several(tokens)
    if tokens:
        raise BadMask(mask)
    return _kept(answer, tree)


def _several(tokens: list[str]) -> Mask:
    tree: Mask = {}
    while True:
        _merge(tree, _one(tokens))
        if not tokens or tokens[0] != ",":
            return tree
        tokens.pop(0)


def _one(tokens: list[str]) -> Mask:
    if not tokens or tokens[0] in ".,/()":
        raise BadMask
    name = tokens.pop(0)
    if tokens and tokens[0] in "./":
        tokens.pop(0)
        return {name: _one(tokens)}
    if tokens and tokens[0] == "(":
        tokens.pop(0)
        inner = _several(tokens)
        if not tokens or tokens.pop(0) != ")":
            raise BadMask
        return {name: inner}
    return {name: {}}


def _merge(tree: Mask, more: Mask) -> None:
    for name, inner in more.items():
        _merge(tree.setdefault(name, {}), inner)


def _kept(answer: Any, tree: Mask) -> Any:
    if not tree or "*" in tree:
        return answer
    if isinstance(answer, list):
        return [_kept(each, tree) for each in answer]
    return {name: _kept(answer[name], inner) for name, inner in tree.items() if name in answer}
