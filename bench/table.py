"""The results as tables that read well on a terminal and as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bench.budgets import BUDGETS
from bench.results import EMPTY, ORDINARY, OURS, Results


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [[_cell(value) for value in row] for row in (head, *rows)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(head))]
    shown = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |" for line in lines
    ]
    return "\n".join([shown[0], "| " + " | ".join("-" * width for width in widths) + " |", *shown[1:]])


def _cell(value: object) -> str:
    return (
        f"{value:.3g}"
        if isinstance(value, float) and abs(value) < 100
        else f"{value:.0f}"
        if isinstance(value, float)
        else str(value)
    )


def opens(results: Results) -> str:
    """A page open of every app, with its ratio to the empty app and to the ordinary page."""
    empty, ordinary = results.open_of(EMPTY), results.open_of(ORDINARY)
    rows = [
        (
            f"{one.app}: {one.page or 'tong_quan'} ({one.role})" if one.app == OURS else one.app,
            one.cpu_ms,
            one.cpu_ms / empty,
            one.cpu_ms / ordinary,
            one.sent_bytes / 1024,
            one.held_kb,
        )
        for one in results.opened
    ]
    return table(("page open", "CPU ms", "× empty", "× ordinary", "kB sent", "kB held"), rows)


def kept(results: Results) -> str:
    rows = [(one.app, one.pages, one.idle_ms, one.memory_mb, float(one.page_kb)) for one in results.kept]
    return table(("held open", "pages", "CPU ms per page and minute", "MB in all", "kB per page"), rows)


def changes(results: Results) -> str:
    rows = [
        (
            one.viewers,
            one.p50,
            one.p95,
            one.worst,
            one.each_ms,
            one.all_ms,
            one.memory_mb,
            one.reads_a_minute,
            one.missed,
        )
        for one in results.changes
    ]
    head = ("readers", "p50 s", "p95 s", "last s", "CPU ms each", "CPU ms", "MB", "reads of Google a minute", "missed")
    return table(head, rows)


def reveals(results: Results) -> str:
    rows = [
        (one.viewers, one.reloads, one.projectors, one.steps, one.p50, one.p95, one.worst, one.step_ms)
        for one in results.reveals
    ]
    head = ("readers", "loading anew", "projectors", "steps", "p50 s", "p95 s", "last s", "CPU ms per step")
    return table(head, rows)


def browsers(results: Results) -> str:
    visits = [(one.app, one.first_ms, one.again_ms, one.requests, one.received_kb) for one in results.visits]
    starts = [(one.app, one.answers, one.painted) for one in results.starts]
    edits = [(one.screen, one.middle, one.worst) for one in results.edits]
    return "\n\n".join(
        (
            table(("in Chromium", "first visit CPU ms", "second CPU ms", "requests", "kB"), visits),
            table(("cold start", "answers s", "painted s"), starts),
            table(("edit in the sheet until it shows on", "median s", "longest s"), edits),
        )
    )


def reading(results: Results) -> str:
    rows = [
        (f"{one.units} × {one.criteria}", one.bare * 1000, one.read / one.bare, one.compute / one.bare, one.idle * 1e6)
        for one in results.reading
    ]
    return table(("units × criteria", "openpyxl ms", "reading ×", "computing ×", "idle poll µs"), rows)


def live_page(results: Results) -> str:
    """The live page: each address, its followers, and phones that were never here."""
    pages = [(one.path, one.sent, one.cpu_ms, one.a_second) for one in results.asked]
    followed = [
        (one.followers, one.processes, one.spread, one.sent / 1000, one.each_ms, one.memory_mb)
        for one in results.followed
    ]
    phones = [(one.phones, one.files, one.longest, one.each_ms) for one in results.cold]
    return "\n\n".join(
        (
            table(("live page", "bytes", "CPU ms", "requests a second"), pages),
            table(("followers", "processes", "first to last s", "kB each", "CPU ms each", "MB"), followed),
            table(("cold phones in 20 s", "files each", "longest answer s", "CPU ms each"), phones),
        )
    )


def budgets(results: Results) -> str:
    return "\n".join(
        ["| budget | at most | measured | |", "| --- | --- | --- | --- |", *(one.line(results) for one in BUDGETS)]
    )


def whole(results: Results) -> str:
    """Every table of a run."""
    parts = (opens, kept, changes, reveals, browsers, reading, live_page, budgets)
    return "\n\n".join(part(results) for part in parts)
