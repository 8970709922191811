"""The folder of the server's state, without what reads it: `verify` starts at once."""

from __future__ import annotations

import os
from pathlib import Path

STATE = Path(__file__).resolve().parents[2] / ".state"


def state_folder() -> Path:
    """The folder of the server's state."""
    return Path(os.environ.get("THIDUA_STATE", STATE))
