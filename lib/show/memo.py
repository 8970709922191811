"""A cache of results computed from a snapshot, the only one for what is shown.

A snapshot is identified by its version and its frames: the same version cut down for another role, or made by a test,
is a different one. Cached results are shared by all sessions and must not be modified. When several threads ask for the
same result at once, one computes it and the others wait.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from lib.snapshot import Snapshot

KEPT = 256
"""Maximum number of cached results: all tables, charts and sentences of a few versions, for every role."""

About = ParamSpec("About")
Made = TypeVar("Made")


class Memo:
    """Keeps the most recent results, each computed by one thread."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._found: OrderedDict[Hashable, Any] = OrderedDict()
        self._looking = threading.Lock()
        self._making = threading.RLock()

    def __len__(self) -> int:
        return len(self._found)

    def get(self, order: Hashable, make: Callable[[], Made]) -> Made:
        """The result cached under `order`, computed now where there is none; a result that raises is not cached."""
        missing = object()
        found = self._look(order, missing)
        if found is missing:
            with self._making:
                found = self._look(order, missing)
                if found is missing:
                    return self._keep(order, make())
        kept: Made = found
        return kept

    def clear(self) -> None:
        """Drop all cached results."""
        with self._looking:
            self._found.clear()

    def _look(self, order: Hashable, missing: object) -> Any:
        with self._looking:
            if order not in self._found:
                return missing
            self._found.move_to_end(order)
            return self._found[order]

    def _keep(self, order: Hashable, made: Made) -> Made:
        with self._looking:
            self._found[order] = made
            while len(self._found) > self._most:
                self._found.popitem(last=False)
        return made


_keeper = Memo(KEPT)


def memoized(make: Callable[Concatenate[Snapshot, About], Made]) -> Callable[Concatenate[Snapshot, About], Made]:
    """Cache the results of `make(snapshot, …)`; the other arguments are hashable and few, or snapshots."""

    @wraps(make)
    def kept(snapshot: Snapshot, *about: About.args, **named: About.kwargs) -> Made:
        order = (make, *map(_identity, (snapshot, *about)), *named.items())
        return _keeper.get(order, lambda: (make(snapshot, *about, **named), snapshot, about))[0]

    return cast("Callable[Concatenate[Snapshot, About], Made]", kept)


def _identity(value: Any) -> Hashable:
    """The cache key of a value: a snapshot by its version and the identity of its frames."""
    if isinstance(value, Snapshot):
        return value.version, id(value.workbook), id(value.record), id(value.standings), id(value.awards)
    return tuple(map(_identity, value)) if isinstance(value, tuple) else value
