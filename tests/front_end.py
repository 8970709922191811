"""Streamlit's files packed once for all servers of tests.

A server that lives longer than twenty seconds packs the front end as well as it can, which costs it half a minute of
processor time; with copies beside its state it has nothing to do, as after a second start.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import brotli
import pytest

from lib.web.front_files import FrontCopies
from lib.web.guard.csp import front_end

BUILD = Path(__file__).resolve().parents[1] / "build"


def give_copies(state: Path) -> None:
    """Put packed copies where the server of a state folder keeps its own; what is there stays."""
    own = state / "front-end"
    if not own.exists():
        state.mkdir(parents=True, exist_ok=True)
        own.symlink_to(_packed(), target_is_directory=True)


@cache
def _packed() -> Path:
    """The folder of the copies, packed quickly instead of well, kept from run to run."""
    kept, compress = BUILD / "front-end", brotli.compress
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("lib.web.front_files.brotli.compress", lambda content, quality: compress(content, quality=1))
        FrontCopies(front_end().parent, kept).pack()
    return kept
