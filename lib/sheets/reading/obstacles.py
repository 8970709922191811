"""What must not be decided because of missing or unreadable content of a sheet (contract 7). Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lib.model.domain import Contest, KeyKind
from lib.model.problems import Code, Effect, Obstacle, Problem
from lib.model.records import Tab
from lib.sheets.layout import LAYOUT
from lib.sheets.reading import cells
from lib.sheets.reading.headers import SCORE_TABS
from lib.sheets.reading.names import NameIndex
from lib.sheets.reading.scores import is_a_score, names_a_subtotal
from lib.sheets.reading.tables import Sheet

EFFECTS: dict[Tab, tuple[Effect, ...]] = {
    Tab.INFO: (Effect.TOTALS, Effect.AWARDS),
    Tab.UNITS: (Effect.AWARDS,),
    Tab.CRITERIA: (Effect.TOTALS, Effect.AWARDS),
    Tab.VERIFIED: (Effect.TOTALS,),
    Tab.SELF: (Effect.TOTALS,),
    Tab.AWARDS: (Effect.AWARDS,),
    Tab.SESSIONS: (Effect.SESSIONS,),
    Tab.VOTES: (Effect.SESSIONS,),
    Tab.BALLOT_PAPERS: (Effect.SESSIONS,),
    Tab.DECISIONS: (Effect.AWARDS,),
    Tab.EXCLUSIONS: (Effect.AWARDS,),
    Tab.REGISTRATIONS: (Effect.REGISTERED_AWARDS,),
}
"""The decisions that a tab must not affect once its rows are unreliable; other tabs affect none."""
EFFECTS_OF_CHANGING: dict[Tab, tuple[Effect, ...]] = EFFECTS | dict.fromkeys(
    (Tab.UNITS, Tab.VERIFIED, Tab.SELF), (Effect.TOTALS, Effect.AWARDS)
)
"""What waits while a tab is being edited: its totals are not final and its awards wait, whatever they ask for."""
_OF_THE_WHOLE_TAB = frozenset({Code.ROWS_ABOVE_HEADER, Code.ALMOST_COLUMN, Code.COLUMN_WITHOUT_HEADER})
_OF_ITEMS = {
    "decimals": (Effect.TOTALS,),
    "bonus_cap": (Effect.TOTALS,),
    "deduction_cap": (Effect.TOTALS,),
    "ranking": (Effect.RANKING,),
}
_DOUBTS = frozenset({Code.CRITERION_IN_OTHER_GROUP, Code.STILL_CHANGING})
"""Doubts that are obstacles."""
_HIDING = frozenset({Tab.EXCLUSIONS, Tab.REGISTRATIONS, Tab.DECISIONS})
"""The tabs where an unmatched name may hide the exclusion of a unit."""
_NAMES = ("unit", "award")
_DATES = ("start", "end")


def obstacles_of(
    problems: list[Problem], sheets: Mapping[Tab, Sheet], contest: Contest, awards: NameIndex
) -> tuple[Obstacle, ...]:
    """Every obstacle of a workbook, each with the problem that names its cell."""
    tabs = {(sheet.raw.tab, sheet.label): tab for tab, sheet in sheets.items()}
    obstacles: list[Obstacle] = []
    for problem in problems:
        if problem.blocks or problem.code in _DOUBTS:
            tab = tabs.get((problem.where.tab, problem.where.source))
            obstacles += _of(problem, tab=tab, sheets=sheets, contest=contest, awards=awards)
    return tuple(obstacles)


def _of(
    problem: Problem, tab: Tab | None, sheets: Mapping[Tab, Sheet], contest: Contest, awards: NameIndex
) -> Iterator[Obstacle]:
    if problem.code is Code.ALMOST_TAB:
        meant = next(layout.tab for layout in LAYOUT if layout.name == problem.param("meant"))
        yield from _each(EFFECTS[meant], problem)
    elif problem.code is Code.ALMOST_ITEM:
        yield from _each(_OF_ITEMS.get(str(problem.param("item")), ()), problem)
    elif problem.code is Code.CRITERION_IN_OTHER_GROUP:
        if any(key.kind is KeyKind.GROUP for key in contest.ranking or ()):
            yield Obstacle(Effect.RANKING, problem)
    elif tab is None:
        return
    elif problem.code is Code.STILL_CHANGING:
        yield from _each(EFFECTS_OF_CHANGING.get(tab, ()), problem)
    elif problem.code in _OF_THE_WHOLE_TAB or _loses_all(problem, tab):
        yield from _each(EFFECTS.get(tab, ()), problem)
    elif tab in SCORE_TABS and (problem.code is Code.MISSING_VALUE or _scores_of_nothing(problem, sheets[tab])):
        yield Obstacle(Effect.TOTALS, problem)
    elif tab is Tab.AWARDS and problem.code is not Code.DUPLICATE_ROW and _is_code(problem, sheets[tab]):
        yield Obstacle(Effect.AWARDS, problem)
    elif tab in _HIDING:
        yield from _hidden(problem, tab=tab, sheet=sheets[tab], contest=contest, awards=awards)


def _scores_of_nothing(problem: Problem, sheet: Sheet) -> bool:
    """Whether a row of scores names no criterion, or two, and is no subtotal by its name."""
    row = problem.where.row - 1
    unknown = problem.code in (Code.UNKNOWN_CRITERION, Code.AMBIGUOUS_NAME) and _is_code(problem, sheet)
    return (
        unknown
        and not names_a_subtotal(problem.value)
        and any(is_a_score(sheet.raw_cell(row, column)) for text, column in sheet.extras if not sheet.tolerates(text))
    )


def _is_code(problem: Problem, sheet: Sheet) -> bool:
    """Whether a problem is in the code of a row: the rules beside it then belong to an unknown award."""
    return problem.where.column - 1 == sheet.columns.get("code", -2)


def _each(effects: tuple[Effect, ...], problem: Problem) -> Iterator[Obstacle]:
    for effect in effects:
        yield Obstacle(effect, problem)


def _loses_all(problem: Problem, tab: Tab) -> bool:
    """Whether a required column is missing from a tab that excludes units."""
    return problem.code is Code.MISSING_COLUMN and tab in _HIDING


def _hidden(problem: Problem, tab: Tab, sheet: Sheet, contest: Contest, awards: NameIndex) -> Iterator[Obstacle]:
    """An unreadable unit, award or date, or a reversed period, in a row that may exclude a unit."""
    row = problem.where.row - 1
    hides = problem.where.column - 1 in (sheet.columns.get(field, -2) for field in _NAMES)
    if tab is Tab.EXCLUSIONS:
        dated = problem.where.column - 1 in (sheet.columns.get(field, -2) for field in _DATES)
        unclear = hides and any(
            cells.read_date(sheet.raw_cell(row, sheet.columns.get(field))).fault for field in _DATES
        )
        may_hold = (hides or dated) and (unclear or _may_hold(sheet, row, contest))
        if problem.code is Code.BAD_PERIOD or may_hold:
            yield Obstacle(Effect.AWARDS, problem)
    elif hides and tab is Tab.REGISTRATIONS:
        yield Obstacle(Effect.REGISTERED_AWARDS, problem)
    elif hides:
        named = awards.fits(cells.read_text(sheet.raw_cell(row, sheet.columns.get("award"))).value or "")
        yield Obstacle(Effect.AWARDS, problem, award=named[0] if len(named) == 1 else None)


def _may_hold(sheet: Sheet, row: int, contest: Contest) -> bool:
    """Whether an exclusion may apply on the day of the conference: false where a readable date rules that out."""
    start, end = (cells.read_date(sheet.raw_cell(row, sheet.columns.get(field))) for field in _DATES)
    day = contest.conference_date
    if day is None:
        return True
    too_early = start.value is not None and day < start.value
    too_late = end.value is not None and end.value < day
    return not (too_early or too_late)
