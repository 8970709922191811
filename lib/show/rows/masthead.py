"""The quiet line above every page: the cluster, its year, and that the data is a sample."""

from __future__ import annotations

import htpy as h

from lib.show.rows.parts import chip
from lib.show.words.terms import SAMPLE
from lib.snapshot import Snapshot

MENU = "Các trang"


def masthead(snapshot: Snapshot | None) -> h.Element:
    """Cluster, year and the chip of sample data; an empty line where nothing was read."""
    contest = snapshot.workbook.contest if snapshot else None
    name = h.strong[contest.name] if contest and contest.name else None
    year = h.span[f"Năm {contest.year}"] if contest and contest.year else None
    return h.div(".mast")[name, " ", year, " ", chip(SAMPLE, "sample") if contest and contest.sample else None]
