"""What is shown is made once for a version of the workbook and kept, in this one place.

A snapshot is told apart by its version and by the frames it holds: the same version cut down for another role, or made
by hand in a test, is another one. What is kept is shared by all sessions, so nobody changes it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from lib.snapshot import Snapshot

KEPT = 256
"""How many results are kept: all tables, charts and sentences of a few versions, for every role."""

About = ParamSpec("About")
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class _Order:
    """A function, what it is asked about, and the snapshot: held, so that its frames keep their identity."""

    version: str
    frames: tuple[int, ...]
    make: Callable[..., Any]
    about: tuple[object, ...]
    named: tuple[tuple[str, object], ...]
    snapshot: Snapshot = field(compare=False)


def once(make: Callable[Concatenate[Snapshot, About], Made]) -> Callable[Concatenate[Snapshot, About], Made]:
    """Keeps what `make(snapshot, …)` gives; the other arguments are hashable and few."""

    @wraps(make)
    def kept(snapshot: Snapshot, *about: About.args, **named: About.kwargs) -> Made:
        frames = (id(snapshot.workbook), id(snapshot.record), id(snapshot.standings), id(snapshot.awards))
        return _kept(_Order(snapshot.version, frames, make, about, tuple(named.items()), snapshot))

    return kept


@lru_cache(maxsize=KEPT)
def _kept(order: _Order) -> Any:
    return order.make(order.snapshot, *order.about, **dict(order.named))
