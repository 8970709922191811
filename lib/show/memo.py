"""What is shown is made once for a version of the workbook and kept, in this one place.

A snapshot is told apart by its version and by the frames it holds: the same version cut down for another role, or made
by hand in a test, is another one. What is kept is shared by all sessions, so nobody changes it. Of many who ask at the
same moment after a change one makes it, and the others wait for him.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from lib.snapshot import Snapshot

KEPT = 256
"""How many results are kept: all tables, charts and sentences of a few versions, for every role."""

About = ParamSpec("About")
Made = TypeVar("Made")


class Memo:
    """Keeps the last so many results, each made by one thread."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._found: OrderedDict[Hashable, Any] = OrderedDict()
        self._looking = threading.Lock()
        self._making = threading.RLock()

    def __len__(self) -> int:
        return len(self._found)

    def get(self, order: Hashable, make: Callable[[], Made]) -> Made:
        """What is kept under `order`, made now where nothing is; what raises is not kept."""
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
        """Keep nothing any more."""
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
    """Keeps what `make(snapshot, …)` gives; the other arguments are hashable and few, or snapshots."""

    @wraps(make)
    def kept(snapshot: Snapshot, *about: About.args, **named: About.kwargs) -> Made:
        order = (make, *map(_identity, (snapshot, *about)), *named.items())
        return _keeper.get(order, lambda: (make(snapshot, *about, **named), snapshot, about))[0]

    return cast("Callable[Concatenate[Snapshot, About], Made]", kept)


def _identity(value: Any) -> Hashable:
    """What tells a value apart: a snapshot by its version and the very frames it holds."""
    if isinstance(value, Snapshot):
        return value.version, id(value.workbook), id(value.record), id(value.standings), id(value.awards)
    return tuple(map(_identity, value)) if isinstance(value, tuple) else value
