"""A reveal as a precomputed list of steps: what is on the screen, and where it waits for a key.

The rule comes first, then the candidates, then the proposed units one by one, the threshold, the verdict and the list.
No unit is shown as last: those not proposed appear only where the secretary switched that on. A step with `seconds`
advances by itself, a step without waits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from lib.model.domain import Unit, Verdict
from lib.model.records import Workbook
from lib.model.results import AwardResult, AwardStatus, Candidate, Outcome, Round, RoundRole
from lib.stage.state import Options, Order
from lib.years.paging import LISTED_LETTERS, WIDE_LETTERS, in_pages, line_count, row_size

ROWS = 12
"""Maximum rows of a table on one picture; more need another step."""
CANDIDATE_ROWS = 14
NOTE_LINES, WHY_SIZE = 2, 1.4
"""The space, in rows, of the reason why a unit is not considered, in a list of names and under a bar."""
ROWS_WITH_SENTENCE = 8.8
"""Rows on one picture with a sentence below them."""
LIST_ROOM = 6.9
NAME_SECONDS = 2.5
"""Seconds for which a unit's name is shown alone before its votes appear."""


class StepKind(StrEnum):
    """What a step adds. `PAGE` is a page of a scene that is no reveal, `WAITING` something not released."""

    PAGE = "page"
    WAITING = "waiting"
    RULE = "rule"
    CANDIDATES = "candidates"
    ROUND = "round"
    NAME = "name"
    VOTES = "votes"
    THRESHOLD = "threshold"
    VERDICT = "verdict"
    TIE = "tie"
    DECIDED = "decided"
    OPEN_SEATS = "open_seats"
    OTHERS = "others"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class SceneStep:
    """One picture of a scene. `shown` are the units on the screen, most votes first, or in protocol order where all are
    shown; `unit` is the new one. `seconds` is None where the step waits for a key.
    """

    kind: StepKind
    session: str | None = None
    unit: str | None = None
    shown: tuple[str, ...] = ()
    page: int = 0
    seconds: float | None = None


WAIT = (SceneStep(StepKind.WAITING),)
_DECIDING = frozenset({RoundRole.ROUND, RoundRole.RUN_OFF})
UNSETTLED = frozenset({AwardStatus.TIE, AwardStatus.CHAIR_DECIDES, AwardStatus.NEXT_ROUND, AwardStatus.WAITING})


def reveal_steps(result: AwardResult, book: Workbook, options: Options) -> tuple[SceneStep, ...]:
    """The steps of a released award; one waiting step where no released session gives anything about it."""
    rounds = tuple(item for item in result.rounds if item.role in _DECIDING)
    if not rounds and not result.proposed:
        return WAIT
    return (
        SceneStep(StepKind.RULE),
        *(step for item in rounds for step in _of_round(item, item is rounds[0], book, options)),
        *_of_decisions(result, rounds),
        *_of_end(result, rounds, book, options),
    )


def _of_round(item: Round, first: bool, book: Workbook, options: Options) -> Iterator[SceneStep]:
    if not first:
        yield SceneStep(StepKind.ROUND, item.session)
    yield from _listed(StepKind.CANDIDATES, item, book)
    shown: tuple[str, ...] = ()
    for candidate in order_of_appearance(item, book, options.order):
        yield SceneStep(StepKind.NAME, item.session, candidate.unit, shown, seconds=NAME_SECONDS)
        shown = _by_votes(item, book, {*shown, candidate.unit})
        yield SceneStep(StepKind.VOTES, item.session, candidate.unit, _beside(candidate.unit, shown, book))
    pages = _rows_in_pages(shown, book, ROWS_WITH_SENTENCE)
    for kind in (StepKind.THRESHOLD, StepKind.VERDICT) if shown else (StepKind.VERDICT,):
        for page, units in enumerate(pages or ((),)):
            yield SceneStep(kind, item.session, shown=units, page=page)
    if any(candidate.outcome is Outcome.TIED for candidate in item.candidates):
        yield SceneStep(StepKind.TIE, item.session, shown=shown)


def _rows_in_pages(units: tuple[str, ...], book: Workbook, room: float) -> tuple[tuple[str, ...], ...]:
    """The rows of bars, on as many pictures as their names need."""
    return in_pages(units, room, lambda code: row_size(book.unit(code).label))


def _beside(unit: str, units: tuple[str, ...], book: Workbook) -> tuple[str, ...]:
    """The units on the same picture as the new one, where there are more than fit on one."""
    return next(page for page in _rows_in_pages(units, book, ROWS) if unit in page)


def ballot_steps(result: AwardResult, book: Workbook) -> tuple[SceneStep, ...]:
    """The steps of an award whose ballots alone are released: all votes in protocol order, without verdicts."""
    rounds = tuple(item for item in result.rounds if item.role in _DECIDING)
    if not rounds:
        return WAIT
    return (
        SceneStep(StepKind.RULE),
        *(step for item in rounds for kind in _LISTS for step in _listed(kind, item, book)),
    )


_LISTS: dict[StepKind, tuple[int, Callable[[str], float], float]] = {
    StepKind.CANDIDATES: (CANDIDATE_ROWS, lambda label: line_count(label, LISTED_LETTERS), NOTE_LINES),
    StepKind.OTHERS: (ROWS, row_size, WHY_SIZE),
}
"""The room of a list of all units of a ballot, that of a name, and that of the reason why a unit is not considered."""


def _listed(kind: StepKind, item: Round, book: Workbook) -> Iterator[SceneStep]:
    """As many steps as the units of a ballot need in protocol order, those not considered with the reason."""
    room, name_size, why_size = _LISTS[kind]
    on_ballot = {candidate.unit: candidate for candidate in item.candidates}
    units = [unit for unit in sorted(book.units, key=lambda unit: unit.position) if unit.code in on_ballot]

    def size(unit: Unit) -> float:
        return name_size(unit.label) + why_size * (not on_ballot[unit.code].eligible)

    for number, page in enumerate(in_pages(units, room, size) or ((),)):
        yield SceneStep(kind, item.session, shown=tuple(unit.code for unit in page), page=number)


def order_of_appearance(item: Round, book: Workbook, order: Order) -> list[Candidate]:
    """The units that the round proposes, in order of appearance."""
    place = {unit.code: unit.position for unit in book.units}
    proposed = [one for one in item.candidates if one.outcome is Outcome.PROPOSED and one.withdrawn is None]
    if order is Order.PROTOCOL or item.sealed:
        return sorted(proposed, key=lambda candidate: place[candidate.unit])
    most_first = sorted(proposed, key=lambda candidate: (-candidate.votes, place[candidate.unit]))
    return most_first if order is Order.MOST_FIRST else most_first[::-1]


def _by_votes(item: Round, book: Workbook, units: set[str]) -> tuple[str, ...]:
    place = {unit.code: unit.position for unit in book.units}
    chosen = (candidate for candidate in item.candidates if candidate.unit in units)
    ordered = sorted(chosen, key=lambda candidate: (-candidate.votes, place[candidate.unit]))
    return tuple(candidate.unit for candidate in ordered)


def _of_decisions(result: AwardResult, rounds: tuple[Round, ...]) -> Iterator[SceneStep]:
    candidates = (candidate for item in rounds for candidate in item.candidates if not candidate.withdrawn)
    by_ballot = {candidate.unit for candidate in candidates if candidate.outcome is Outcome.PROPOSED}
    for outcome in result.decisions:
        decision = outcome.decision
        if outcome.acted and decision.verdict is Verdict.PROPOSE and decision.unit not in by_ballot:
            yield SceneStep(StepKind.DECIDED, unit=decision.unit)


def _of_end(result: AwardResult, rounds: tuple[Round, ...], book: Workbook, options: Options) -> Iterator[SceneStep]:
    if options.others:
        yield from (step for item in rounds for step in _listed(StepKind.OTHERS, item, book))
    listed = in_pages(result.proposed, LIST_ROOM, lambda code: row_size(book.unit(code).name, WIDE_LETTERS))
    for page, shown in enumerate(listed):
        yield SceneStep(StepKind.LIST, shown=shown, page=page)
    if result.status in UNSETTLED and result.seats_left:
        yield SceneStep(StepKind.OPEN_SEATS, shown=result.undecided)
