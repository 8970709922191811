"""A snapshot as a few lines of plain text, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lib.model.problems import Code, Problem
from lib.model.results import AwardResult
from lib.show.words import names, numbers, ranks, reasons, text
from lib.show.words.awards import award_line
from lib.show.words.terms import label
from lib.snapshot import Snapshot

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
            yield _problem_line(snapshot, problem)
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


def _problem_line(snapshot: Snapshot, problem: Problem) -> str:
    sentence = f"{text.message(problem, snapshot.workbook)} {text.remedy(problem, snapshot.workbook)}"
    return f"{_place(problem, problem.where.a1)} {sentence}"


def _place(problem: Problem, a1: str | None) -> str:
    where = "!".join(part for part in (problem.where.tab, a1) if part)
    source = f"{problem.where.source}: " if problem.where.source else ""
    return f"[{label(problem.severity)}] {source}{where}:"
