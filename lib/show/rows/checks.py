"""The checks: one verdict as the title, the first cells to mend with their links, the rest folded by tab."""

from __future__ import annotations

from collections.abc import Iterable

import htpy as h

from lib.model.problems import Problem, Severity
from lib.show.rows.parts import Audience, cell_anchor, fold_away, heading, section
from lib.show.rows.tables import html_table
from lib.show.tables import checks
from lib.show.words import names, numbers, text
from lib.show.words.terms import label
from lib.snapshot import Snapshot

FIRST = 5
"""Number of cells shown directly; all of them are listed below, folded by tab."""


def checks_heading(snapshot: Snapshot) -> h.Element:
    """Whether one can go on, in a word with a shape, and the counts below it."""
    sign, kind, verdict = checks_verdict(snapshot)
    marked: list[h.Node] = [h.span(class_=kind, aria_hidden="true")[sign], f" {verdict}"]
    return heading(marked, checks.counted(snapshot).removesuffix("."), checks.recount(snapshot).removesuffix("."))


def checks_verdict(snapshot: Snapshot) -> tuple[str, str, str]:
    """Symbol, kind and words of red, amber or green: what must be mended, what needs a look, or that all agrees."""
    blocking = sum(problem.blocks for problem in snapshot.problems)
    if blocking or snapshot.recount_agrees is False:
        words = f"Phải sửa {numbers.count(blocking)} chỗ trước khi công bố" if blocking else "Chưa công bố được"
        return "●", "bad", words
    doubts = sum(problem.severity is Severity.DOUBT for problem in snapshot.problems)
    if doubts:
        return "◐", "doubt", f"Dùng được, còn {numbers.count(doubts)} chỗ cần xem lại"
    return "✓", "good", "Số liệu dùng được"


def first_cells(snapshot: Snapshot, audience: Audience) -> h.Node:
    """The cells to mend first: the blocking ones, then the doubtful ones."""
    worst = [one for one in snapshot.problems if one.blocks]
    worst += [one for one in snapshot.problems if one.severity is Severity.DOUBT and not one.blocks]
    if not worst:
        return None
    head = f"Xem trước {min(FIRST, len(worst))} trong {numbers.count(len(worst))} chỗ"
    return section(head if len(worst) > FIRST else "Những chỗ cần xem", _listed(snapshot, audience, worst[:FIRST]))


def _listed(snapshot: Snapshot, audience: Audience, problems: Iterable[Problem]) -> h.Element:
    """A line for each: the cell with its link, what is wrong, what to do."""
    return h.ul(".plainlist")[
        (
            h.li[
                h.b(class_="late" if one.blocks else None)[f"{label(one.severity)}: {names.cell_name(one.where)}"],
                cell_anchor(snapshot, audience, one.where),
                f" {text.message(one, snapshot.workbook)} ",
                h.span(".soft")[text.remedy(one, snapshot.workbook)],
            ]
            for one in problems
        )
    ]


def all_cells(snapshot: Snapshot, audience: Audience) -> h.Node:
    """Every problem folded by tab, and the missing scores folded by unit."""
    missing = checks.missing_scores(snapshot)
    tabs = checks.by_tab(snapshot)
    if not tabs and missing.empty:
        return None
    missing_part = None
    if not missing.empty:
        table = html_table(snapshot, audience, missing, "Số ô chưa có điểm của từng đơn vị")
        missing_part = fold_away("missing", f"Ô chưa có điểm: {len(missing)} đơn vị", table)
    return section(
        "Theo trang tính",
        (fold_away(f"tab-{tab.name}", tab.heading, _listed(snapshot, audience, tab.problems)) for tab in tabs),
        missing_part,
    )
