"""From raw tables to a `Workbook`, all its problems, and what must not be decided (docs/workbook.md sections 1, 2, 7).

Pure, raises nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from lib.model.domain import Contest, KeyKind, RegistrationRule, SessionState
from lib.model.problems import CellRef, Code, Effect, Obstacle, Problem, Severity, problem
from lib.model.records import Tab, TabLink, Workbook
from lib.sheets.layout import LAYOUT, TAB_LAYOUT
from lib.sheets.reading import ballot_papers, cells, voting, year
from lib.sheets.reading.contest import read_contest, read_items, read_units, rule_problems, unit_names, with_ranking
from lib.sheets.reading.criteria import read_criteria
from lib.sheets.reading.headers import SCORE_TABS, beside_the_header, placeholders_as_one, without_footers
from lib.sheets.reading.names import NameIndex
from lib.sheets.reading.rows import RowReader
from lib.sheets.reading.scores import TABS, is_a_score, names_a_subtotal, read_scores
from lib.sheets.reading.tables import Sheet, find_sheets
from lib.sheets.sources.source import RawTables

_REGISTRATIONS = TAB_LAYOUT[Tab.REGISTRATIONS].name


def read(tables: RawTables) -> tuple[Workbook, tuple[Problem, ...]]:
    """All tabs as records, and all their problems, in the order of the tabs."""
    sheets, problems = find_sheets(tables)
    problems += beside_the_header(sheets)
    sheets, footer_problems = without_footers(sheets)
    problems += footer_problems
    problems += _of_the_source(tables)
    info = sheets.get(Tab.INFO)
    items = read_items(info, problems)
    contest = read_contest(items, info.where if info else None)
    units, members = read_units(sheets.get(Tab.UNITS), problems)
    members = None if _uncounted(problems, sheets.get(Tab.UNITS)) else members
    names = _with_above(unit_names(units), sheets.get(Tab.UNITS), problems)
    criteria = read_criteria(sheets.get(Tab.CRITERIA), contest.decimals, problems)
    criteria = replace(criteria, known=_with_above(criteria.known, sheets.get(Tab.CRITERIA), problems))
    contest = with_ranking(contest, items, criteria)
    almost = frozenset(str(found.param("item")) for found in problems if found.code is Code.ALMOST_ITEM)
    problems += rule_problems(contest, info, criteria.criteria, almost)
    scores, typed_totals = read_scores(
        sheets, units=units, names=names, read=criteria, decimals=contest.decimals, problems=problems
    )
    awards = voting.read_awards(sheets.get(Tab.AWARDS), problems)
    award_names = _with_above(voting.award_names(awards), sheets.get(Tab.AWARDS), problems)
    sessions = voting.read_sessions(sheets.get(Tab.SESSIONS), awards, members, problems)
    votes = voting.read_votes(sheets.get(Tab.VOTES), sessions, names, problems)
    papers = ballot_papers.read_papers(sheets.get(Tab.BALLOT_PAPERS), sessions, names, problems)
    problems += voting.not_marked(sheets.get(Tab.SESSIONS), sessions, votes.votes, papers.papers)
    roll_call = ballot_papers.read_roll_call(sheets.get(Tab.ROLL_CALL), sessions, names, problems)
    workbook = Workbook(
        tabs=frozenset(sheets),
        contest=contest,
        units=units,
        members=members,
        groups=criteria.groups,
        criteria=criteria.criteria,
        criteria_left_out=criteria.left_out,
        scores=scores,
        score_tabs=tuple((column, sheets[tab].where) for column, tab in TABS.items() if tab in sheets),
        typed_totals=typed_totals,
        explanations=year.read_explanations(sheets.get(Tab.EXPLANATIONS), names, criteria.known, problems),
        awards=awards,
        sessions=voting.unsettled_by_strays(sessions, votes),
        votes=votes.votes,
        ballot_papers=papers.papers,
        lists_choices=papers.lists_choices,
        roll_call=None if _uncounted(problems, sheets.get(Tab.ROLL_CALL)) else roll_call,
        decisions=voting.read_decisions(sheets.get(Tab.DECISIONS), award_names, names, problems),
        registrations=year.read_registrations(sheets.get(Tab.REGISTRATIONS), names, award_names, problems),
        pledges=year.read_pledges(sheets.get(Tab.PLEDGES), names, problems),
        exclusions=year.read_exclusions(sheets.get(Tab.EXCLUSIONS), names, problems),
        leadership=year.read_leadership(sheets.get(Tab.LEADERSHIP), names, problems),
        movements=year.read_movements(sheets.get(Tab.MOVEMENTS), names, problems),
        exemplars=year.read_exemplars(sheets.get(Tab.EXEMPLARS), names, problems),
        ratings=year.read_ratings(sheets.get(Tab.RATINGS), names, contest.rating_base, problems),
        history=year.read_history(sheets.get(Tab.HISTORY), contest.year, problems),
        lineage=year.read_lineage(sheets.get(Tab.LINEAGE), problems),
        agenda=year.read_agenda(sheets.get(Tab.AGENDA), award_names, problems),
        tasks=year.read_tasks(sheets.get(Tab.TASKS), problems),
        links=_links(tables),
    )
    problems += [*_empty_registrations(workbook, sheets, problems), *_conference_date(workbook, items, info)]
    obstacles = _obstacles(problems, sheets, contest, award_names)
    return replace(workbook, obstacles=obstacles), tuple(placeholders_as_one(problems))


def _with_above(names: NameIndex, sheet: Sheet | None, problems: list[Problem]) -> NameIndex:
    """The names of a tab with the cells above its header, where the header was sorted into the rows."""
    places = (found.where for found in problems if found.code is Code.ROWS_ABOVE_HEADER)
    if sheet is None or (sheet.raw.tab, sheet.label) not in [(where.tab, where.source) for where in places]:
        return names
    above = [
        (cells.key(cell), sheet.ref(row, column))
        for row in range(sheet.header_row or 0)
        for column, cell in enumerate(sheet.raw.rows[row])
        if isinstance(cell, str) and not cells.is_blank(cell)
    ]
    return replace(names, above={name: f"{where.tab}!{where.a1}" for name, where in reversed(above)})


def _uncounted(problems: list[Problem], sheet: Sheet | None) -> bool:
    """Whether the number of units of a tab is unknown: rows above the header, a possible unit, or being edited."""
    unsure = (Code.ROWS_ABOVE_HEADER, Code.UNCLEAR_ROW, Code.STILL_CHANGING)
    return sheet is not None and any(
        found.code in unsure and (found.where.tab, found.where.source) == (sheet.raw.tab, sheet.label)
        for found in problems
    )


def _empty_registrations(workbook: Workbook, sheets: dict[Tab, Sheet], problems: list[Problem]) -> list[Problem]:
    """`Đăng ký` without a row although an award asks for it, or absent although an award requires it."""
    asked = {award.registration for award in workbook.awards}
    sheet = sheets.get(Tab.REGISTRATIONS)
    if sheet is None:
        almost = any(found.code is Code.ALMOST_TAB and found.param("meant") == _REGISTRATIONS for found in problems)
        awaited = RegistrationRule.REQUIRED in asked and not almost
        return [problem(Code.EMPTY_TAB, CellRef(_REGISTRATIONS), gone="tab")] if awaited else []
    if not asked & {RegistrationRule.REQUIRED, RegistrationRule.WARNING} or any(sheet.rows()):
        return []
    return [problem(Code.EMPTY_TAB, sheet.where, gone="rows")]


def _conference_date(workbook: Workbook, items: dict[str, RowReader], info: Sheet | None) -> list[Problem]:
    """`conference_date_needed`: whether an exclusion applies depends on an unknown date (contract 7).

    A note until voting has begun, then blocking.
    """
    dated = any(exclusion.start or exclusion.end for exclusion in workbook.exclusions or ())
    date, of_year = workbook.contest.conference_date, workbook.contest.year
    known = date is not None and (of_year is None or date.year in (of_year, of_year + 1))
    if info is None or not workbook.awards or not dated or known:
        return []
    begun = any(vote.in_favour is not None for vote in workbook.votes) or any(
        session.state is not SessionState.NOT_STARTED for session in workbook.sessions
    )
    row = items.get("conference_date")
    needed = problem(Code.CONFERENCE_DATE_NEEDED, row.ref("value") if row else info.where)
    return [needed if begun else needed.with_severity(Severity.NOTE)]


def _links(tables: RawTables) -> tuple[TabLink, ...]:
    return tuple(TabLink(tables.label_of(raw), raw.tab, raw.url) for raw in tables.tables if raw.url is not None)


def _of_the_source(tables: RawTables) -> Iterator[Problem]:
    """Spreadsheets with another locale, which may have interpreted numbers and dates differently; cells whose text
    exceeded the length limit; tabs that changed while they were read, each at the first cell that differs.
    """
    first = {raw.source: raw for raw in reversed(tables.tables)}
    for raw in (first[label] for label in tables.labels if label in first):
        if raw.locale and not raw.locale.lower().startswith("vi"):
            yield problem(Code.FOREIGN_LOCALE, CellRef(raw.tab, source=tables.label_of(raw)), raw.locale)
    for raw in tables.tables:
        for place in sorted(raw.cut):
            yield problem(Code.TEXT_CUT, CellRef(raw.tab, *place, tables.label_of(raw)))
        if raw.unsettled:
            where = CellRef(raw.tab, *min(raw.unsettled), tables.label_of(raw))
            yield problem(Code.STILL_CHANGING, where, count=len(raw.unsettled))


# -- what must not be decided because of missing or unreadable content (contract 7) -----------------------------------

_EFFECTS: dict[Tab, tuple[Effect, ...]] = {
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
_EFFECTS_OF_CHANGING: dict[Tab, tuple[Effect, ...]] = _EFFECTS | dict.fromkeys(
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


def _obstacles(
    problems: list[Problem], sheets: Mapping[Tab, Sheet], contest: Contest, awards: NameIndex
) -> tuple[Obstacle, ...]:
    """Every obstacle of a workbook, each with the problem that names its cell."""
    tabs = {(sheet.raw.tab, sheet.label): tab for tab, sheet in sheets.items()}
    obstacles: list[Obstacle] = []
    for reported in problems:
        if reported.blocks or reported.code in _DOUBTS:
            tab = tabs.get((reported.where.tab, reported.where.source))
            obstacles += _of(reported, tab=tab, sheets=sheets, contest=contest, awards=awards)
    return tuple(obstacles)


def _of(
    problem: Problem, tab: Tab | None, sheets: Mapping[Tab, Sheet], contest: Contest, awards: NameIndex
) -> Iterator[Obstacle]:
    effects: tuple[Effect, ...] = ()
    loses_all = problem.code is Code.MISSING_COLUMN and tab in _HIDING
    if problem.code is Code.ALMOST_TAB:
        effects = _EFFECTS[next(layout.tab for layout in LAYOUT if layout.name == problem.param("meant"))]
    elif problem.code is Code.ALMOST_ITEM:
        effects = _OF_ITEMS.get(str(problem.param("item")), ())
    elif problem.code is Code.CRITERION_IN_OTHER_GROUP:
        effects = (Effect.RANKING,) if any(key.kind is KeyKind.GROUP for key in contest.ranking or ()) else ()
    elif tab is None:
        return
    elif problem.code is Code.STILL_CHANGING:
        effects = _EFFECTS_OF_CHANGING.get(tab, ())
    elif problem.code in _OF_THE_WHOLE_TAB or loses_all:
        effects = _EFFECTS.get(tab, ())
    elif tab in SCORE_TABS and (problem.code is Code.MISSING_VALUE or _scores_of_nothing(problem, sheets[tab])):
        effects = (Effect.TOTALS,)
    elif tab is Tab.AWARDS and problem.code is not Code.DUPLICATE_ROW and _is_code(problem, sheets[tab]):
        effects = (Effect.AWARDS,)
    elif tab in _HIDING:
        yield from _hidden_exclusions(problem, tab=tab, sheet=sheets[tab], contest=contest, awards=awards)
    yield from (Obstacle(effect, problem) for effect in effects)


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


def _hidden_exclusions(
    problem: Problem, tab: Tab, sheet: Sheet, contest: Contest, awards: NameIndex
) -> Iterator[Obstacle]:
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
