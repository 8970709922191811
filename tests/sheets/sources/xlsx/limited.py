"""Reading a file in a process of its own whose memory is limited."""

from __future__ import annotations

import datetime as dt
import json
import re
import resource
import time
from pathlib import Path

from lib.model.problems import SourceError
from lib.sheets.sources.xlsx_file import read_workbook
from lib.snapshot import build_snapshot

MEGABYTES = 500
"""What a process may take beside what it has before it reads."""


def read_within_limits(arguments: list[str]) -> None:
    """Read the file of this path and print what became of it, the seconds of processor, and the peak in megabytes."""
    content = Path(arguments[0]).read_bytes()
    used = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + MEGABYTES * 1024 * 1024,) * 2)
    began = time.process_time()
    try:
        tables = read_workbook(content, "so.xlsx")
        build_snapshot(tables, dt.datetime(2019, 12, 18, tzinfo=dt.UTC))
        found = "read"
    except SourceError as error:
        found = error.failure.value
    # the peak of this program alone: `ru_maxrss` would also count the process that started it
    peak = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text(encoding="ascii"))
    assert peak is not None
    print(json.dumps([found, time.process_time() - began, int(peak[1]) // 1024]), flush=True)
