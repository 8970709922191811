"""The live page in other formats: CSV for Vietnamese Excel, JSON for programs (docs/live-page.md,
docs/xem.schema.json).

The CSV is UTF-8 with a byte order mark, semicolons and decimal commas.
"""

from __future__ import annotations

import csv
import io
import json

from lib.model.results import AwardResult, Round, Standing
from lib.show.live.reader_view import ReaderView
from lib.show.summary import award_object, points_text, unit_objects
from lib.show.tables import proposals
from lib.show.tables.groups import BEYOND_GROUPS, group_points, segments
from lib.show.words import names, numbers, ranks
from lib.show.years.many_years import years_of
from lib.snapshot import Snapshot
from lib.stage.log.events import FiguresCorrected
from lib.stage.state import public_lines
from lib.years.year import YearResult

MARK = "\ufeff"
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""Characters that a spreadsheet program may take for the beginning of a formula, full-width ones included."""


def live_csv(reading: ReaderView) -> str:
    """A row for each unit: rank, name, total, points by group, points above the caps, its proposals, its votes."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    snapshot = reading.snapshot
    if snapshot is None:
        writer.writerow(["Chưa có số liệu"])
        return MARK + out.getvalue()
    groups = [one.name for one in snapshot.workbook.groups] if not snapshot.subtotals.empty else []
    awards = [names.award_name(snapshot.workbook, one.award) for one in snapshot.awards]
    rounds = [_round(snapshot, result, held) for result in snapshot.awards for held in result.rounds]
    capped = {part.unit: part.points for part in segments(snapshot) if part.part == BEYOND_GROUPS}
    beyond = [BEYOND_GROUPS] if capped else []
    writer.writerow(map(safe, ["Hạng", "Mã", "Đơn vị", "Tổng điểm", *groups, *beyond, *awards, *rounds]))
    for row in ranks.standings_in_order(snapshot):
        points = [_number(capped.get(row.unit, 0), snapshot.workbook.contest.decimals)] if capped else []
        writer.writerow(_row(snapshot, row, groups, points))
    return MARK + out.getvalue()


def safe(text: str) -> str:
    """The text of a cell, escaped so that no program interprets it as a formula."""
    return f"'{text}" if text.lstrip(" \u00a0").startswith(DANGEROUS) or text.startswith(DANGEROUS) else text


def _row(snapshot: Snapshot, row: Standing, groups: list[str], beyond: list[str]) -> list[str]:
    decimals = snapshot.workbook.contest.decimals
    rank = "" if row.rank is None else str(row.rank)
    held = group_points(snapshot)
    of_groups = [held[row.unit, group].points if (row.unit, group) in held else None for group in groups]
    total, *points = ["" if value is None else _number(value, decimals) for value in (row.total, *of_groups)]
    awards = [_award(result, row.unit) for result in snapshot.awards]
    votes = [_votes(held, row.unit) for result in snapshot.awards for held in result.rounds]
    return [rank, safe(row.unit), safe(snapshot.workbook.unit(row.unit).name), total, *points, *beyond, *awards, *votes]


def _number(points: int, decimals: int) -> str:
    """Points as Excel reads a number: with an ASCII minus sign."""
    return numbers.points(points, decimals).replace("−", "-").replace(".", "")


def _award(result: AwardResult, unit: str) -> str:
    if unit not in result.proposed:
        return ""
    votes = proposals.deciding_votes(result).get(unit)
    return f"đề nghị ({votes[0]} trên {votes[1]} phiếu)" if votes else "đề nghị"


def _round(snapshot: Snapshot, result: AwardResult, held: Round) -> str:
    """The heading of a column of votes: award, round and base."""
    base = "" if held.base_value is None else f" (trên {held.base_value})"
    return f"{names.award_name(snapshot.workbook, result.award)}: phiếu vòng {held.number}{base}"


def _votes(held: Round, unit: str) -> str:
    """The votes of a unit in a round; empty if it was no candidate, or if the count is sealed."""
    return next((str(one.votes) for one in held.candidates if one.unit == unit and not held.sealed), "")


SCHEMA = 1


def live_json(reading: ReaderView) -> str:
    """What a reader may see, as one JSON object; what is not released is null, or absent from the list."""
    snapshot = reading.snapshot
    return json.dumps(
        {
            "schema": SCHEMA,
            "contest": _contest(snapshot) if snapshot else None,
            "open": {"scores": reading.audience.scores, "votes": reading.audience.votes},
            "hold": reading.hold or None,
            "corrections": [_correction(made) for made in reading.disclosed],
            "units": [one | {"groups": _groups(snapshot, str(one["code"]))} for one in unit_objects(snapshot)]
            if snapshot
            else [],
            "awards": [award_object(snapshot, result) for result in snapshot.awards] if snapshot else [],
            "years": _years(reading, snapshot) if snapshot and reading.years else [],
        },
        ensure_ascii=False,
        indent=1,
    )


def _contest(snapshot: Snapshot) -> dict[str, object]:
    contest = snapshot.workbook.contest
    when = contest.conference_date
    return {
        "name": contest.name,
        "year": contest.year,
        "decimals": contest.decimals,
        "conference": when.isoformat() if when else None,
        "sample": contest.sample,
    }


def _groups(snapshot: Snapshot, unit: str) -> list[dict[str, object]]:
    frame, decimals = snapshot.subtotals, snapshot.workbook.contest.decimals
    return [
        {
            "group": str(row.group),
            "points": points_text(row.points, decimals),
            "max": points_text(row.maximum, decimals),
        }
        for row in frame[frame["unit"] == unit].itertuples(index=False)
    ]


def _correction(made: FiguresCorrected) -> dict[str, object]:
    changes = [{"what": what, "old": old, "new": new} for what, old, new in public_lines(made)]
    return {"reason": made.reason, "decided_by": made.decided_by, "changes": changes}


def _years(reading: ReaderView, snapshot: Snapshot) -> list[dict[str, object]]:
    """The years before this one, oldest first, with every unit under its name of that time."""
    found = years_of(snapshot, reading.earlier).years
    now = snapshot.workbook.contest.year
    return [{"year": year, "units": [_result(one) for one in found.of(year)]} for year in found.years if year != now]


def _result(one: YearResult) -> dict[str, object]:
    return {
        "name": one.unit_name,
        "total": None if one.total is None else f"{one.total:f}",
        "max": None if one.maximum is None else f"{one.maximum:f}",
        "rank": one.rank,
        "of": one.units,
        "awards": list(one.awards),
    }
