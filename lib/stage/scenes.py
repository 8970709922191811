"""The scenes of the conference as data: from the tab `Chương trình`, or in the usual order.

A scene is one stop of the programme; its steps are what the arrow key goes through. Both are made of the snapshot that
the hall may see, so a scene of something unreleased contains nothing that could be shown too early.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from lib.model.records import Workbook
from lib.model.year_records import AgendaItem, SceneKind
from lib.years import pages

CORRECTION = "correction:"
"""The prefix of the names of scenes that announce a correction."""
_BEFORE = (SceneKind.TITLE, SceneKind.AGENDA, SceneKind.MOVEMENTS, SceneKind.EXEMPLARS, SceneKind.SCORES)
_USUAL = (*_BEFORE, SceneKind.GROUP_SCORES, SceneKind.HOLD, SceneKind.BALLOT_RULES, SceneKind.VOTING)
_AFTER = (SceneKind.PROPOSALS, SceneKind.HANDOVER, SceneKind.PLEDGE)
_MORE = (SceneKind.YEARS, SceneKind.REGISTRATIONS, SceneKind.RATINGS, SceneKind.LEADERSHIP)
_OF_THE_YEAR = frozenset({SceneKind.YEARS, *pages.OF_THE_YEAR})
"""Scenes outside the usual order: on the agenda, or, except for tasks, reached by jumping."""
_CONTENT: dict[SceneKind, Callable[[Workbook], object]] = {
    **dict.fromkeys((SceneKind.SCORES, SceneKind.GROUP_SCORES), lambda book: book.has_scoring),
    **dict.fromkeys((SceneKind.BALLOT_RULES, SceneKind.VOTING), lambda book: book.has_voting),
    **dict.fromkeys((SceneKind.REVEAL, SceneKind.PROPOSALS), lambda book: book.has_voting),
    SceneKind.MOVEMENTS: lambda book: book.movements,
    SceneKind.EXEMPLARS: lambda book: book.exemplars,
    SceneKind.PLEDGE: lambda book: book.pledges,
    SceneKind.HANDOVER: lambda book: book.leadership,
}
"""The content without which a scene of the usual order is left out."""


@dataclass(frozen=True, slots=True)
class Scene:
    """One stop of the programme; without an agenda `item` it is only jumped to; `correction` is what it announces."""

    name: str
    kind: SceneKind
    award: str | None = None
    item: AgendaItem | None = None
    correction: int | None = None


def scenes(book: Workbook, many_years: bool = False, live_page: bool = False) -> tuple[Scene, ...]:
    """All scenes in programme order, then those to jump to; `many_years` to compare, `live_page` for phones."""
    agenda = tuple(_on_agenda(book, many_years, live_page)) or tuple(_named(_usual(book)))
    shown = {(scene.kind, scene.award) for scene in agenda}
    more = ((kind, None) for kind in _MORE if _of_the_year(book, kind, many_years))
    count = ((SceneKind.COUNTING, None),) if book.has_voting else ()
    phones = ((SceneKind.LIVE_PAGE, None),) if live_page else ()
    rest = (part for part in (*_usual(book), *count, *phones, *more) if part not in shown)
    return (*agenda, *_named(rest))


def length_of_the_day(book: Workbook) -> int:
    """The number of scenes that the forward key goes through; the others are only jumped to."""
    return len(book.agenda or ()) or len(tuple(_usual(book)))


def correction_scene(number: int) -> Scene:
    """The scene that announces a correction, the first being 0."""
    return Scene(f"{CORRECTION}{number}", SceneKind.HOLD, correction=number)


def _on_agenda(book: Workbook, many_years: bool, live_page: bool) -> Iterator[Scene]:
    seen: Counter[str] = Counter()
    for item in book.agenda or ():
        kind = item.scene or SceneKind.HOLD
        award = item.award if kind is SceneKind.REVEAL else None
        nothing = kind in _OF_THE_YEAR and not _of_the_year(book, kind, many_years)
        no_page, no_award = kind is SceneKind.LIVE_PAGE and not live_page, kind is SceneKind.REVEAL and award is None
        if nothing or no_page or no_award:
            kind = SceneKind.HOLD
        base = _name(kind, award)
        seen[base] += 1
        yield Scene(base if seen[base] == 1 else f"{base}#{seen[base]}", kind, award, item)


def _usual(book: Workbook) -> Iterator[tuple[SceneKind, str | None]]:
    """The usual order where there is no agenda: scenes without content in the workbook are left out."""
    reveals = ((SceneKind.REVEAL, award.code) for award in book.awards_in_turn) if book.has_voting else ()
    for kind, award in (*((kind, None) for kind in _USUAL), *reveals, *((kind, None) for kind in _AFTER)):
        if kind not in _CONTENT or _CONTENT[kind](book):
            yield kind, award


def _of_the_year(book: Workbook, kind: SceneKind, many_years: bool) -> bool:
    """Whether a scene of the year has content; without its tab there is none."""
    return many_years if kind is SceneKind.YEARS else bool(pages.OF_THE_YEAR[kind](book))


def _named(parts: Iterable[tuple[SceneKind, str | None]]) -> Iterator[Scene]:
    for kind, award in parts:
        yield Scene(_name(kind, award), kind, award)


def _name(kind: SceneKind, award: str | None) -> str:
    return f"{kind.value}:{award}" if award else kind.value
