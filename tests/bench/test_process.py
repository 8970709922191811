"""Processor time and memory are those of the whole tree of a server."""

from __future__ import annotations

import subprocess
import sys

from bench.process import below, cpu, memory, stat_of, tree

PARENT = (
    "import subprocess, sys; subprocess.run([sys.executable, '-c', sys.argv[1]]); print('done', flush=True); input()"
)
CHILD = "import time\nwhile time.process_time() < 0.3: pass"


def test_the_name_of_a_program_may_hold_spaces_and_brackets():
    numbers = " ".join(str(number) for number in range(3, 53))
    found = stat_of(f"12 (a) S (b)) S {numbers}")
    assert (found.parent, found.reaped) == (3, 15 + 16)


def test_the_tree_holds_children_of_children_and_nothing_else():
    assert below(1, {2: 1, 3: 2, 4: 9, 1: 0}) == [1, 2, 3]


def test_a_child_that_ended_is_counted():
    with subprocess.Popen(
        [sys.executable, "-c", PARENT, CHILD], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as server:
        assert server.stdout is not None
        assert server.stdout.readline() == b"done\n"
        assert tree(server.pid) == [server.pid]
        assert cpu(server.pid) >= 0.29
        assert memory(server.pid) > 1
        server.communicate(b"\n")
