"""The rows of the ranking as pages, hall and result paper draw them: one order, one measure of bars, the same words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lib.model.results import Standing
from lib.show.words import names, ranks
from lib.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class RankingRow:
    """A unit in the ranking.

    `awards` are the names of the awards that it is proposed for, each of which gets a flag. `bar` is the length of its
    bar and what that measures; None where it has none.
    """

    standing: Standing
    name: str
    awards: tuple[str, ...]
    bar: ranks.Gap | None


def ranking_rows(snapshot: Snapshot, rows: Sequence[Standing], *, ranked: bool = True) -> tuple[RankingRow, ...]:
    """These standings as rows. Bars are the gap to the leader; without `ranked` the part of the highest total."""
    bars = ranks.gaps_to_leader(snapshot, rows) if ranked else ranks.parts_of_highest(rows)
    return tuple(
        RankingRow(
            row, names.unit_name(snapshot.workbook, row.unit), _proposed_for(snapshot, row.unit), bars.get(row.unit)
        )
        for row in rows
    )


def _proposed_for(snapshot: Snapshot, unit: str) -> tuple[str, ...]:
    won = (result.award for result in snapshot.awards if unit in result.proposed)
    return tuple(names.award_name(snapshot.workbook, award) for award in won)
