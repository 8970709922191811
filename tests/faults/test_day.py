"""A day under faults: a hundred kills at random, damage between them, the log compared act by act."""

from __future__ import annotations

import json
import os
import random
import time
from pathlib import Path

import pytest

from lib.audit.verify import verify
from tests.damage import cut, emptied, garbled, released, removed
from tests.faults.line import AWAITING, entries, keys_at, kill, played_in

pytestmark = pytest.mark.long

KILLS = int(os.environ.get("KILLS", "100"))
KEYS = ("forward", "hide", "back")
SAVED = ("access.sqlite*", "heads/*", "log/audit.head", "source/*", "taken/*", "taken-second/*", "history.sqlite*")
"""What may be damaged, one kind at a time, and costs nothing but logins: all of it is kept elsewhere."""


def test_a_hundred_kills_lose_no_act_and_the_hall_is_as_it_was(tmp_path: Path):
    chance, server, known = random.Random(20191218), played_in(tmp_path, released), []
    for number in range(KILLS):
        server.start()
        after = entries(server)
        assert after[: len(known)] == known, f"after kill {number} the log is another one"
        seen = 0
        with keys_at(server) as screen:
            assert AWAITING not in screen.picture, f"after kill {number} the hall waits"
            for _ in range(chance.randrange(1, 4)):
                seen = screen.press(chance.choice(KEYS))
                time.sleep(chance.uniform(0, 0.9))
            known = entries(server)
            assert seen <= max(row[1] for row in known)
            screen.line.send(json.dumps({"press": "hide", "seq": screen.seq}))
            time.sleep(chance.uniform(0, 0.05))
            kill(server)
        _damage(server.home / "state", chance)
    state = server.home / "state"
    server.start()
    server.stop()
    assert entries(server)[: len(known)] == known
    finding = verify(state / "log", second=state / "heads")
    assert finding.fault is None, finding


def _damage(state: Path, chance: random.Random) -> None:
    """One kind of file damaged in one way, or none."""
    kind, damage = chance.choice(SAVED), chance.choice((removed, cut, emptied, garbled))
    for path in state.glob(kind) if chance.random() < 0.5 else ():
        if path.is_file() and path.stat().st_size:
            damage(path)
