"""From raw tables to a `Workbook` and all its problems (docs/workbook.md sections 1 and 2). Pure, raises nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lib.model.domain import RegistrationRule, SessionState
from lib.model.problems import CellRef, Code, Problem, Severity, problem
from lib.model.records import Tab, TabLink, Workbook
from lib.sheets.layout import TAB_LAYOUT
from lib.sheets.reading import ballot_papers, cells, voting, year
from lib.sheets.reading.contest import read_contest, read_items, read_units, rule_problems, unit_names, with_ranking
from lib.sheets.reading.criteria import read_criteria
from lib.sheets.reading.headers import beside_the_header, placeholders_as_one, without_footers
from lib.sheets.reading.names import NameIndex
from lib.sheets.reading.obstacles import obstacles_of
from lib.sheets.reading.rows import RowReader
from lib.sheets.reading.scores import TABS, read_scores
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
    obstacles = obstacles_of(problems, sheets, contest, award_names)
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
