"""The subcommands of `python -m lib`, one module each: `add(subparsers)` registers it, `run(args)` runs it.

The exit status (docs/workbook.md section 5): 0 read without a blocking problem, 1 with one, 2 not readable at all.
Only what a command needs is imported for it: `verify` starts at once.
"""

import os
import sys
from pathlib import Path

READ, BLOCKED, UNREADABLE = 0, 1, 2
STATE = Path(__file__).resolve().parents[2] / ".state"


def state_folder() -> Path:
    """The folder of the server's state."""
    return Path(os.environ.get("THIDUA_STATE", STATE))


def refuse(line: str) -> int:
    """Print a line on standard error; return the exit status 2."""
    print(line, file=sys.stderr)
    return UNREADABLE
