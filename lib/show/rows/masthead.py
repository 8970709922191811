"""The line above every page: the cluster, its year, and whether the data is a sample or a past version."""

from __future__ import annotations

import htpy as h

from lib.show.history.versions import moment_words
from lib.show.rows.parts import chip
from lib.show.words.terms import SAMPLE
from lib.snapshot import Snapshot

MENU = "Các trang"


def masthead(snapshot: Snapshot | None, past: bool = False) -> h.Element:
    """Cluster, year, the chips of sample data and of a past version; an empty line where nothing was read."""
    contest = snapshot.workbook.contest if snapshot else None
    name = h.strong[contest.name] if contest and contest.name else None
    year = h.span[f"Năm {contest.year}"] if contest and contest.year else None
    sample = chip(SAMPLE, "sample") if contest and contest.sample else None
    then = chip(f"SỐ LIỆU CŨ, lúc {moment_words(snapshot.taken_at)}", "open") if snapshot and past else None
    return h.div(".mast")[name, " ", year, " ", sample, " " if then else None, then]
