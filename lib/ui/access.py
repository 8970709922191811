"""Who is looking: roles are sets of rights, asked on every run. The table stands in `lib/access/rights.py`."""

from __future__ import annotations

from lib.access.rights import RIGHTS, Right, Role, allows

__all__ = ["RIGHTS", "Right", "Role", "allows"]
