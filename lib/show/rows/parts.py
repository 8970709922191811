"""The building blocks of rows: masthead, chips, bars, links to cells and evidence, and folded parts."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar
from urllib.parse import quote, urlsplit

import htpy as h

from lib.model.problems import CellRef
from lib.model.records import Workbook
from lib.show.history.versions import moment_words
from lib.show.rows.style import HALVES
from lib.show.words import names, numbers
from lib.show.words.terms import PROVISIONAL, SAMPLE
from lib.snapshot import Snapshot

_NUMBER_AND_WORD = re.compile(r"(?<=\d) (?=[^\W\d]|%)")


def is_https_address(text: str) -> bool:
    """Whether a text is exactly one https address of a named host."""
    if any(sign.isspace() for sign in text) or not text.isprintable():
        return False
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme == "https" and bool(parts.hostname) and "@" not in parts.netloc


_SAFE = "%/:?#@!$&'*+,;=~-._"
"""The characters that an address may have as they are."""
FLAG = "⚑"


@dataclass(frozen=True, slots=True)
class Audience:
    """What a reader may have in addition to the snapshot that was cut down for them.

    `scores` and `votes`: the workbook has that part and some of it may be seen. `public`, `votes_public`: the scores or
    votes that are shown are open to everyone. `cells`: the places in the sheet and the evidence. `asks`: what the
    secretary is to confirm. `overdue`: the day planned for the results is past.
    """

    scores: bool = True
    votes: bool = True
    public: bool = True
    votes_public: bool = True
    cells: bool = False
    asks: bool = False
    overdue: bool = False


READER = Audience()


def markup(*content: h.Node) -> str:
    """The HTML text of elements for a page, with invisible and direction-changing characters made visible."""
    return numbers.unhidden(str(h.div(".look")[content]))


def masthead(snapshot: Snapshot | None, past: bool = False) -> h.Element:
    """The line above every page: cluster, year, chips of sample data and of a past version; empty where nothing was
    read.
    """
    contest = snapshot.workbook.contest if snapshot else None
    name = h.strong[contest.name] if contest and contest.name else None
    year = h.span[f"Năm {contest.year}"] if contest and contest.year else None
    sample = chip(SAMPLE, "sample") if contest and contest.sample else None
    then = chip(f"SỐ LIỆU CŨ, lúc {moment_words(snapshot.taken_at)}", "open") if snapshot and past else None
    return h.div(".mast")[name, " ", year, " ", sample, " " if then else None, then]


def heading(title: h.Node, *quiet: h.Node) -> h.Element:
    """The answer of a page as its title; below it words separated by middle dots, with chips at the end."""
    answer = _bound(title) if isinstance(title, str) else title
    shown = [part for part in quiet if part]
    words = names.upper_first(" · ".join(part for part in shown if isinstance(part, str)))
    chips = ((" ", part) for part in shown if not isinstance(part, str))
    return h.header[h.h1[answer], h.p(".quiet")[_bound(words), chips] if shown else None]


def _bound(text: str) -> str:
    """A text in which no line ends between a number and its word: "2 ghi chú", "12,5 %"."""
    return _NUMBER_AND_WORD.sub("\u00a0", text)


def section(title: h.Node, *content: h.Node) -> h.Element:
    """A section of a page with its heading."""
    return h.section[h.h2[title], content]


def chip(words: str, kind: str = "") -> h.Element:
    """A state in words with a shape: `ok` proposed, `open` still open, `awaited` not released, else neutral."""
    sign = {"ok": f"{FLAG} ", "open": "◔ ", "awaited": "◷ "}.get(kind, "")
    return h.span(class_=f"chip {kind}".strip())[sign, words]


def state_chip(final: bool, public: bool) -> h.Element:
    """Whether what is shown is released, and whether it is final."""
    if not final:
        return chip(PROVISIONAL, "open")
    return chip("chính thức", "done") if public else chip("chưa công bố", "awaited")


def length(share: Fraction | float) -> str:
    """The CSS class of a length: `share` of the whole, to the nearest half per cent, at most 100."""
    return f"h{min(HALVES, max(0, round(share * HALVES)))}"


def bar(share: Fraction, words: str) -> h.Element:
    """A bar from zero with the words that say what it measures."""
    return h.span(".track")[h.span(class_=f"bar {length(share)}", aria_hidden="true"), h.span[words]]


def cell_anchor(snapshot: Snapshot | None, audience: Audience, where: CellRef | None) -> h.Node:
    """A link to a cell; its name alone without an address; nothing for readers without `cells` or a snapshot."""
    if snapshot is None or where is None or not audience.cells:
        return None
    name, address = names.cell_name(where), snapshot.link(where)
    if address is None:
        return h.span(".cell", title=f"Ô {name}", role="img", aria_label=f"Ô {name}")["↗"]
    words = f"Mở ô {name} trong bảng tính"
    return h.a(".cell", href=address, target="_blank", rel="noopener", title=name, aria_label=words)["↗"]


def evidence(text: str | None) -> h.Node:
    """An https address as a link that names its host; any other text as it is."""
    typed = (text or "").strip()
    if not typed:
        return None
    if not is_https_address(typed):
        return [" Minh chứng: ", typed]
    host = urlsplit(typed).hostname
    return [" ", h.a(href=quote(typed, safe=_SAFE), target="_blank", rel="noopener noreferrer")[f"Minh chứng ({host})"]]


def fold_away(key: str, summary: str, *content: h.Node) -> h.Element:
    """Details in a folded element; `key` identifies it when the page is drawn again, so that it stays open."""
    return h.details(data_key=key)[h.summary[summary], h.div(".folded")[content]]


LONGEST_TABLE, LONGEST_ON_PAGE = 40, 20
"""Rows of a table that are shown together, and those shown open on a page; a quarter more are not worth folding."""
_Row = TypeVar("_Row")


def in_parts(
    key: str,
    rows: Sequence[_Row],
    drawn: Callable[[Sequence[_Row]], h.Node],
    what: str = "Đơn vị",
    shown: int = LONGEST_TABLE,
    more: Callable[[Sequence[_Row]], str] = lambda _part: "",
) -> h.Node:
    """All rows as drawn; in a long table those after the first `shown` are in folded parts that name the positions they
    hold, and what `more` says of them.
    """
    if 4 * len(rows) <= 5 * shown:
        return drawn(rows)
    parts = [(first, rows[first : first + LONGEST_TABLE]) for first in range(shown, len(rows), LONGEST_TABLE)]
    places = [f"{what} thứ {first + 1} đến {first + len(part)}, trong {len(rows)}{more(part)}" for first, part in parts]
    folded = zip(parts, places, strict=True)
    return [drawn(rows[:shown]), [fold_away(f"{key}-{first}", words, drawn(part)) for (first, part), words in folded]]


def folded_lines(key: str, summary: str, texts: Sequence[h.Node]) -> h.Node:
    """Sentences in a folded list; nothing where there are none."""
    return fold_away(key, summary, line_list(texts)) if texts else None


def line_list(texts: Sequence[h.Node]) -> h.Node:
    """Sentences as a list; nothing where there are none."""
    return h.ul(".lines")[(h.li[text] for text in texts)] if texts else None


def planned(workbook: Workbook, audience: Audience) -> str:
    """When unreleased results come, or that this day is past; empty where no date is known."""
    when = workbook.contest.conference_date
    if when is None:
        return ""
    if audience.overdue:
        return f"ngày dự kiến công bố {numbers.date(when)} đã qua"
    return f"dự kiến công bố tại hội nghị ngày {numbers.date(when)}"


def awaited(words: str, workbook: Workbook, audience: Audience) -> h.Element:
    """What is awaited and when, in the place where it will be."""
    when = planned(workbook, audience)
    return h.p(".awaited")["◷ ", words, f" {names.upper_first(when)}." if when else ""]


def empty_note(words: str) -> h.Element:
    """A note that there is nothing to show."""
    return h.p(".awaited")[words]


def unit_cell(snapshot: Snapshot, unit: str, *more: h.Node, role: str | None = None) -> h.Element:
    """The header cell of a row: the short name of a unit, its full name as tooltip and for screen readers."""
    name = names.unit_name(snapshot.workbook, unit)
    full = snapshot.workbook.unit(unit).name
    return h.th(scope="row", role=role, title=full if full != name else None)[name, more]


def screen_reader_text(text: str) -> h.Element:
    """Words for screen readers only."""
    return h.span(".heard")[text]


def remark(text: str) -> h.Node:
    """A sentence that deserves attention; nothing where it is empty."""
    return h.p(".remark")[text] if text else None
