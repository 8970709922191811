"""A snapshot on the command line (docs/workbook.md section 5): as JSON, and as a few lines of plain text.

Other tools rely on the JSON; numbers that matter in it are exact strings with a decimal point.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

import pandas as pd

from lib.model.domain import Threshold, ThresholdForm, exact_points
from lib.model.problems import Code, Problem
from lib.model.results import AwardResult, Candidate, RecordState, Round, Tally
from lib.sheets.vocabulary import BASES
from lib.show.words import names, numbers, ranks, reasons, text
from lib.show.words.awards import award_line
from lib.show.words.terms import label
from lib.snapshot import Snapshot

SCHEMA = 1


def summary_json(snapshot: Snapshot) -> str:
    """The object of `summary --json`."""
    contest = snapshot.workbook.contest
    value = {
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
        "problems": [_problem(snapshot, problem) for problem in snapshot.problems],
    }
    return json.dumps(value, ensure_ascii=False, indent=1)


def check_json(snapshot: Snapshot) -> str:
    """The object of `check --json`."""
    problems = [_problem(snapshot, problem) for problem in snapshot.problems]
    return json.dumps({"schema": SCHEMA, "problems": problems}, ensure_ascii=False, indent=1)


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
    hundredths = math.floor(Fraction(10_000 * candidate.votes, held.base_value) + Fraction(1, 2))
    return {
        "unit": candidate.unit,
        "votes": None if held.sealed else candidate.votes,
        "share": None if held.sealed else str(exact_points(hundredths, 2)),
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
    return {
        "session": tally.session,
        "collected": tally.collected,
        "valid": tally.valid,
        "invalid": tally.collected - tally.valid,
        "counts_agree": tally.agree,
        "units": [
            {"unit": one.unit, "in_favour": one.in_favour, "against": one.against, "abstain": one.abstain}
            for one in tally.units
        ],
    }


def threshold_json(threshold: Threshold) -> str:
    """A threshold as typed, with a decimal point: "≥ 2/3", "> 1/2", "≥ 80%", "≥ 66.67%"."""
    sign, share = ">" if threshold.strict else "≥", threshold.share
    if threshold.form is ThresholdForm.FRACTION:
        return f"{sign} {share.numerator}/{share.denominator}"
    percent = Decimal((share * 100).numerator) / Decimal((share * 100).denominator)
    return f"{sign} {format(percent.normalize(), 'f')}%"


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


_MOST_TOTALS = 3
"""Differing typed totals of a tab that get a line each."""


def summary_text(snapshot: Snapshot) -> str:
    """Standings, awards with every unit's sentence, and the number of problems."""
    contest = snapshot.workbook.contest
    head = f"{contest.name or 'Cụm thi đua'} – năm {contest.year or '…'}"
    lines = [head + (" – DỮ LIỆU MẪU" if contest.sample else "")]
    if snapshot.workbook.has_scoring:
        lines += ["", "Xếp hạng", *_standings(snapshot)]
    for result in snapshot.awards:
        lines += ["", award_line(snapshot.workbook, result), *_rounds(snapshot, result)]
    lines += ["", f"Đối chiếu cách tính thứ hai: {'khớp' if snapshot.recount_agrees else 'KHÔNG KHỚP'}"]
    return _safe([*lines, *_counts(snapshot)])


def problems_text(snapshot: Snapshot) -> str:
    """The source, then every problem on a line: where, what, what to do."""
    head = f"Đã đọc được {snapshot.source}: {len(snapshot.workbook.tabs)} trang tính dùng đến."
    return _safe([head, *_problem_lines(snapshot), *_counts(snapshot)])


def _safe(lines: list[str]) -> str:
    """The lines with invisible characters made visible, because they contain text of the sheet."""
    return "\n".join(numbers.visible(line) if line.strip() else "" for line in lines)


def _standings(snapshot: Snapshot) -> Iterator[str]:
    for row in ranks.standings_in_order(snapshot):
        total = ranks.total_words(snapshot, row)
        provisional = "" if row.final or row.total is None else " (tạm tính)"
        rank = ranks.rank_words(row) if row.rank is not None else "chưa xếp hạng"
        yield f"{rank}: {names.unit_name(snapshot.workbook, row.unit)} – {total}{provisional}"


def _rounds(snapshot: Snapshot, result: AwardResult) -> Iterator[str]:
    for held in result.rounds:
        for candidate in held.candidates:
            unit = names.unit_name(snapshot.workbook, candidate.unit)
            yield f"  {held.session}, {unit}: {reasons.candidate_reason(snapshot.workbook, result, held, candidate)}"


def _counts(snapshot: Snapshot) -> list[str]:
    if not snapshot.problems:
        return ["Không có lỗi."]
    severities = [problem.severity for problem in snapshot.problems]
    return [", ".join(f"{severities.count(level)} {label(level).lower()}" for level in dict.fromkeys(severities))]


def _problem_lines(snapshot: Snapshot) -> Iterator[str]:
    """A line for every problem; many typed totals of a tab that differ, as after a lost row, are one line."""
    totals: dict[tuple[str | None, str], list[Problem]] = {}
    for problem in snapshot.problems:
        if problem.code is Code.TYPED_TOTAL_DIFFERS:
            totals.setdefault(_tab(problem), []).append(problem)
    for problem in snapshot.problems:
        of_tab = totals.get(_tab(problem), []) if problem.code is Code.TYPED_TOTAL_DIFFERS else []
        if len(of_tab) <= _MOST_TOTALS:
            sentence = f"{text.message(problem, snapshot.workbook)} {text.remedy(problem, snapshot.workbook)}"
            yield f"{_place(problem, problem.where.a1)} {sentence}"
        elif problem is of_tab[0]:
            yield _totals_line(snapshot, of_tab)


def _tab(problem: Problem) -> tuple[str | None, str]:
    return problem.where.source, problem.where.tab


def _totals_line(snapshot: Snapshot, problems: Sequence[Problem]) -> str:
    cells = [
        f"{found.where.a1} ghi {text.typed_value(found)}, tính được {numbers.decimal(str(found.param('computed')))}"
        for found in problems
    ]
    sentence = f"Tổng ghi trong bảng khác tổng tính được từ các ô điểm ở {len(cells)} ô: {'; '.join(cells)}."
    return f"{_place(problems[0], '')} {sentence} {text.remedy(problems[0], snapshot.workbook)}"


def _place(problem: Problem, a1: str | None) -> str:
    where = "!".join(part for part in (problem.where.tab, a1) if part)
    source = f"{problem.where.source}: " if problem.where.source else ""
    return f"[{label(problem.severity)}] {source}{where}:"
