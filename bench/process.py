"""What a server uses, seen from outside: processor time and memory of its whole process tree (Linux)."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path

_PROC = Path("/proc")
_TICK = os.sysconf("SC_CLK_TCK")
_SCHEDULED = 2
"""The clock of a process that the scheduler keeps, to the nanosecond, threads that ended included."""


@dataclass(frozen=True, slots=True)
class Stat:
    """A line of /proc: whose child a process is, and the ticks of its children that ended."""

    parent: int
    reaped: int


def stat_of(line: str) -> Stat:
    """The fields of `/proc/PID/stat`; the name of a program may hold spaces and brackets."""
    fields = line.rpartition(")")[2].split()
    return Stat(parent=int(fields[1]), reaped=int(fields[13]) + int(fields[14]))


def below(root: int, parents: dict[int, int]) -> list[int]:
    """`root` and everything that it started, by the parents of all processes."""
    found = [root]
    for process in found:
        found += [child for child, parent in parents.items() if parent == process]
    return found


def _stats() -> dict[int, Stat]:
    found = {}
    for folder in _PROC.iterdir():
        if folder.name.isdigit():
            try:
                found[int(folder.name)] = stat_of((folder / "stat").read_text())
            except (FileNotFoundError, ProcessLookupError):
                continue
    return found


def tree(root: int) -> list[int]:
    """The processes of a server."""
    return below(root, {process: stat.parent for process, stat in _stats().items()})


def cpu(root: int) -> float:
    """Seconds of processor time that a process, what it started and what of that has ended used so far."""
    stats = _stats()
    found = below(root, {process: stat.parent for process, stat in stats.items()})
    return sum(time.clock_gettime((~process << 3) | _SCHEDULED) + stats[process].reaped / _TICK for process in found)


def memory(root: int) -> float:
    """Resident memory of the tree in MB."""
    return sum(_resident(process) for process in tree(root)) / 1024


def _resident(process: int) -> int:
    for line in (_PROC / str(process) / "status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1])
    return 0


def machine() -> dict[str, object]:
    """What the figures were measured on, and how busy it was."""
    names = [
        line.partition(":")[2].strip() for line in (_PROC / "cpuinfo").read_text().splitlines() if "model name" in line
    ]
    total = int((_PROC / "meminfo").read_text().split()[1]) / 1024**2
    return {
        "processors": os.cpu_count(),
        "model": names[0] if names else "",
        "memory_gb": round(total, 1),
        "load": [round(one, 2) for one in os.getloadavg()],
    }
