"""The live page for other programs as JSON (docs/live-page.md; schema: docs/xem.schema.json)."""

from __future__ import annotations

import json

from lib.show.live.reader_view import ReaderView
from lib.show.summary import award_object, points_text, unit_objects
from lib.show.years.years_tables import years_of
from lib.snapshot import Snapshot
from lib.stage.log.events import FiguresCorrected
from lib.stage.state import public_lines
from lib.years.year import YearResult

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
            "units": _units(snapshot) if snapshot else [],
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


def _units(snapshot: Snapshot) -> list[dict[str, object]]:
    decimals = snapshot.workbook.contest.decimals
    return [one | {"groups": _groups(snapshot, str(one["code"]), decimals)} for one in unit_objects(snapshot)]


def _groups(snapshot: Snapshot, unit: str, decimals: int) -> list[dict[str, object]]:
    frame = snapshot.subtotals
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
