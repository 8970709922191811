"""What a role may see: takes a snapshot and returns one that does not contain the rest.

Pages, charts, papers and routes for a role receive only this snapshot, so no view has to hide anything. What is not
released leaves no trace: no figure, no order, no problem about it, no version that changes with it.
"""

from __future__ import annotations

import dataclasses
import hashlib

import pandas as pd

from lib.access.rights import Right, Role, allows
from lib.model import frames
from lib.model.records import Workbook
from lib.model.releasable import (
    FIXED,
    RANKING,
    SCORES,
    Released,
)
from lib.release import embargo
from lib.snapshot import Snapshot


def snapshot_for(snapshot: Snapshot, role: Role, released: Released) -> Snapshot:
    """`snapshot` cut down to what `role` may see when `released` is released.

    The secretary sees everything. Awards are decided anew from the released sessions and decisions alone, so that the
    result is what follows from public knowledge. The version is the hash of what is left: two versions of the workbook
    that differ only in what is under embargo yield the same one.
    """
    if allows(role, Right.VOTES):
        return snapshot
    leader = allows(role, Right.SCORES)
    early = leader and FIXED in released
    scores, ranking = early or SCORES in released, early or RANKING in released
    book = embargo.visible_workbook(snapshot.workbook, released, scores=scores, early=early, leader=leader)
    votes = embargo.ballots_and_awards(snapshot, released)
    cut = dataclasses.replace(
        snapshot,
        workbook=dataclasses.replace(book, votes=votes.votes),
        record=embargo.visible_record(snapshot.record, early) if scores else frames.empty_frame(frames.RECORD),
        standings=embargo.visible_standings(snapshot.standings, scores=scores, ranking=ranking, early=early),
        subtotals=embargo.visible_subtotals(snapshot.subtotals, book)
        if scores
        else frames.empty_frame(frames.SUBTOTALS),
        awards=votes.awards,
        sessions=votes.reviews,
        problems=(),
        tallies=(),
        recount_agrees=None,
        source="",
        version="",
    )
    return dataclasses.replace(cut, version=fingerprint(cut))


def fingerprint(snapshot: Snapshot) -> str:
    """A hash of the content of a snapshot, except its time."""
    digest = hashlib.sha256()
    for field in dataclasses.fields(snapshot):
        if field.name not in ("taken_at", "version"):
            digest.update(_bytes(getattr(snapshot, field.name)))
    return digest.hexdigest()[:16]


def _bytes(value: object) -> bytes:
    if isinstance(value, pd.DataFrame):
        return value.to_csv(index=False).encode()
    if isinstance(value, Workbook):
        parts = (getattr(value, field.name) for field in dataclasses.fields(value))
        return b"".join(_bytes(part) for part in parts)
    return (repr(sorted(value)) if isinstance(value, frozenset) else repr(value)).encode()
