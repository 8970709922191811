"""Tables ready to send: escaped and packed once for everybody who sees the same rows.

Streamlit packs a frame anew in every run of every visitor, which cost half of a page. Rows are told apart by identity:
those of `lib/show` are made once for a version (`lib/show/once.py`), so their packing is too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pandas as pd
import pyarrow as pa

from lib.show.once import KEPT, Keeper

_keeper = Keeper(KEPT)


@dataclass(frozen=True, slots=True)
class _Order:
    """Rows and for whom they are packed; both are held, so that they keep their identity."""

    which: tuple[int, ...]
    held: tuple[object, ...] = field(compare=False)


def packed(make: Callable[[], pd.DataFrame], rows: pd.DataFrame, *seen: object) -> pa.Table:
    """What `make()` makes of `rows`, as Streamlit sends it; `seen` is whatever else it is made of."""
    order = _Order((id(rows), *map(id, seen)), (rows, *seen))
    return _keeper.get(order, lambda: pa.Table.from_pandas(make()))
