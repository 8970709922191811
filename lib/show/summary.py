"""A snapshot as the JSON of the command line (docs/workbook.md section 5), a format that other tools rely on.

Numbers that matter are exact strings with a decimal point.
"""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction

import pandas as pd

from lib.model.domain import Threshold, ThresholdForm, exact_points
from lib.model.problems import Problem
from lib.model.results import AwardResult, Candidate, RecordState, Round, Tally
from lib.sheets.vocabulary import BASES
from lib.show.words import reasons, text
from lib.snapshot import Snapshot

SCHEMA = 1


def summary_json(snapshot: Snapshot) -> str:
    """The object of `summary --json`."""
    contest = snapshot.workbook.contest
    return _dumped(
        {
            "schema": SCHEMA,
            "contest": {
                "name": contest.name,
                "year": contest.year,
                "decimals": contest.decimals,
                "sample": contest.sample,
            },
            "units": unit_objects(snapshot),
            "awards": [award_object(snapshot, result) for result in snapshot.awards],
            **_ballots(snapshot),
            "recount": "agrees" if snapshot.recount_agrees else "differs",
            "problems": _problems(snapshot),
        }
    )


def check_json(snapshot: Snapshot) -> str:
    """The object of `check --json`."""
    return _dumped({"schema": SCHEMA, "problems": _problems(snapshot)})


def _dumped(value: dict[str, object]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)


def unit_objects(snapshot: Snapshot) -> list[dict[str, object]]:
    """Every unit with its total and rank."""
    decimals = snapshot.workbook.contest.decimals
    record = snapshot.record
    missing = record.loc[record["state"] == RecordState.MISSING.value].groupby("unit")["criterion"].apply(list)
    names = {unit.code: unit.name for unit in snapshot.workbook.units}
    return [
        {
            "code": row.unit,
            "name": names[str(row.unit)],
            "total": points_text(row.total, decimals),
            "max": points_text(row.maximum, decimals),
            "self_total": points_text(row.self_total, decimals),
            "rank": None if row.rank is pd.NA else int(str(row.rank)),
            "tied": bool(row.tied),
            "final": bool(row.final),
            "missing": missing.get(str(row.unit), []),
        }
        for row in snapshot.standings.itertuples(index=False)
    ]


def points_text(points: object, decimals: int) -> str | None:
    """Points in the smallest unit as an exact decimal: 9850 with two decimals is "98.50"; NA is None."""
    return None if pd.isna(points) else str(exact_points(points, decimals))  # type: ignore[call-overload, arg-type]


def award_object(snapshot: Snapshot, result: AwardResult) -> dict[str, object]:
    """An award with its rounds and every vote that counted."""
    return {
        "code": result.award,
        "name": snapshot.workbook.award(result.award).name,
        "status": result.status.value,
        "quota": result.quota,
        "proposed": list(result.proposed),
        "undecided": list(result.undecided),
        "rounds": [_round(snapshot, result, held) for held in result.rounds],
    }


def _round(snapshot: Snapshot, result: AwardResult, held: Round) -> dict[str, object]:
    return {
        "session": held.session,
        "round": held.number,
        "base": {"name": BASES[held.base][0], "value": held.base_value},
        "threshold": threshold_json(held.threshold),
        "needed": held.needed,
        "candidates": [_candidate(snapshot, result, held, candidate) for candidate in held.candidates],
    }


def _candidate(snapshot: Snapshot, result: AwardResult, held: Round, candidate: Candidate) -> dict[str, object]:
    share = Fraction(100 * candidate.votes, held.base_value)
    return {
        "unit": candidate.unit,
        "votes": None if held.sealed else candidate.votes,
        "share": None if held.sealed else _two_decimals(share),
        "passed": candidate.passed,
        "eligible": candidate.eligible,
        "reason": reasons.candidate_reason(snapshot.workbook, result, held, candidate),
    }


def _ballots(snapshot: Snapshot) -> dict[str, object]:
    """The tally of ballot papers by session, never a single paper; empty where none are typed or nothing counts."""
    counting = {review.session for review in snapshot.sessions if review.counts}
    found = [_tally(tally) for tally in snapshot.tallies if tally.session in counting]
    return {"ballots": found} if found else {}


def _tally(tally: Tally) -> dict[str, object]:
    units = [
        {"unit": one.unit, "in_favour": one.in_favour, "against": one.against, "abstain": one.abstain}
        for one in tally.units
    ]
    return {
        "session": tally.session,
        "collected": tally.collected,
        "valid": tally.valid,
        "invalid": tally.collected - tally.valid,
        "counts_agree": tally.agree,
        "units": units,
    }


def _two_decimals(value: Fraction) -> str:
    """A percentage with two decimals, rounded half up exactly."""
    hundredths = (value * 100 + Fraction(1, 2)).__floor__()
    return str(exact_points(hundredths, 2))


def threshold_json(threshold: Threshold) -> str:
    """A threshold as typed, with a decimal point: "≥ 2/3", "> 1/2", "≥ 80%", "≥ 66.67%"."""
    sign, share = ">" if threshold.strict else "≥", threshold.share
    if threshold.form is ThresholdForm.FRACTION:
        return f"{sign} {share.numerator}/{share.denominator}"
    percent = Decimal((share * 100).numerator) / Decimal((share * 100).denominator)
    return f"{sign} {format(percent.normalize(), 'f')}%"


def _problems(snapshot: Snapshot) -> list[dict[str, object]]:
    return [_problem(snapshot, problem) for problem in snapshot.problems]


def _problem(snapshot: Snapshot, problem: Problem) -> dict[str, object]:
    return {
        "code": problem.code.value,
        "severity": problem.severity.value,
        "source": problem.where.source,
        "tab": problem.where.tab,
        "cell": problem.where.a1,
        "value": problem.value,
        "message": text.message(problem, snapshot.workbook),
    }
