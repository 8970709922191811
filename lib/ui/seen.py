"""The snapshot as a role may see it, made once per version for everyone of that role."""

from __future__ import annotations

from lib.access.rights import Role
from lib.release import NOTHING, Released, release
from lib.snapshot import Snapshot

_KEPT = 8
_cuts: dict[tuple[str, Role, Released], tuple[Snapshot, Snapshot]] = {}


def released_now() -> Released:
    """What is released to everybody at this moment."""
    return NOTHING


def seen(snapshot: Snapshot, role: Role, released: Released) -> Snapshot:
    """`snapshot` cut down to what the role may see. Two threads at once may both cut; either result is the same."""
    key = (snapshot.version, role, released)
    whole, cut = _cuts.get(key, (None, None))
    if cut is None or whole is not snapshot:
        cut = release(snapshot, role, released)
        _cuts[key] = (snapshot, cut)
        for old in list(_cuts)[:-_KEPT]:
            _cuts.pop(old, None)
    return cut
