"""A snapshot as a few lines of plain text, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from lib.model.problems import Problem
from lib.model.results import AwardResult
from lib.show.words import names, numbers, ranks, reasons, text
from lib.show.words.awards import award_line
from lib.show.words.terms import label
from lib.snapshot import Snapshot


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
    lines = [_problem_line(snapshot, problem) for problem in snapshot.problems]
    return _safe([head, *lines, *_counts(snapshot)])


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


def _problem_line(snapshot: Snapshot, problem: Problem) -> str:
    where = "!".join(part for part in (problem.where.tab, problem.where.a1) if part)
    source = f"{problem.where.source}: " if problem.where.source else ""
    said = f"{text.message(problem, snapshot.workbook)} {text.remedy(problem, snapshot.workbook)}"
    return f"[{label(problem.severity)}] {source}{where}: {said}"
