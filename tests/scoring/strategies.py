"""Random workbooks: small clusters, where every rule of section 3 and 4 of docs/workbook.md meets every other.

Votes are drawn close to each other and to the threshold, so that ties, run-offs and near misses are common.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from lib.model.domain import (
    Award,
    AwardRegistration,
    Base,
    Criterion,
    CriterionKind,
    Decision,
    Exclusion,
    KeyKind,
    Moment,
    NotApplicableRule,
    RankingKey,
    RegistrationRule,
    Session,
    SessionState,
    Threshold,
    ThresholdForm,
    Verdict,
    Vote,
)
from lib.model.problems import CellRef, Code, Effect, Obstacle, problem
from lib.model.records import Tab, Workbook
from tests.workbooks import (
    BAD,
    CONFERENCE_DAY,
    KPS,
    ScoreCell,
    a_contest,
    a_criterion,
    a_decision,
    a_figure,
    a_registration,
    a_scored_workbook,
    a_session,
    a_vote,
    a_voting_workbook,
    an_award,
    an_exclusion,
    scores_of,
)

UNITS = "ABCDEFGHIJKLM"
GROUPS = ("I", "II", "III")
CODES = ["CN", "CP", "BK"]
FIGURES = ("members", "present", "issued", "collected", "valid", "invalid")


@cache
def mostly(usual: object, *unusual: object, odds: int = 7) -> SearchStrategy:
    """`usual` about `odds` times as often as each of the others."""
    return st.sampled_from([usual] * odds + list(unusual))


thresholds = st.builds(
    lambda share, strict, form: Threshold(share, strict and share < 1, form),
    st.sampled_from(
        [Fraction(n, d) for n, d in ((1, 2), (2, 3), (3, 4), (4, 5), (7, 10), (1, 3), (1, 1), (667, 1000))]
    ),
    mostly(False, True, odds=3),
    st.sampled_from(ThresholdForm),
)


# -- Scores


@st.composite
def some_criteria(draw: DrawFn) -> list[Criterion]:
    count = draw(st.integers(1, 6))
    return [
        a_criterion(
            str(number),
            draw(st.sampled_from([1, 2, 5, 10])),
            draw(mostly(CriterionKind.BASE, CriterionKind.BONUS, CriterionKind.DEDUCTION, odds=2)),
            group=draw(st.sampled_from(GROUPS)),
            kps=draw(st.sampled_from(NotApplicableRule)),
        )
        for number in range(1, count + 1)
    ]


@st.composite
def score_cells(draw: DrawFn, criterion: Criterion) -> ScoreCell:
    points = draw(st.integers(0, criterion.maximum))
    return draw(mostly(points, None, KPS, BAD, odds=6))


def ranking_keys(criteria: list[Criterion]) -> SearchStrategy[tuple[RankingKey, ...] | None]:
    one = st.one_of(
        st.just(RankingKey(KeyKind.TOTAL)),
        st.just(RankingKey(KeyKind.SHARE)),
        st.builds(lambda criterion: RankingKey(KeyKind.GROUP, criterion.group), st.sampled_from(criteria)),
        st.builds(lambda criterion: RankingKey(KeyKind.CRITERION, criterion.code), st.sampled_from(criteria)),
    )
    return st.one_of(*[st.lists(one, min_size=1, max_size=3).map(tuple)] * 9, st.none())


@st.composite
def scored_workbooks(draw: DrawFn) -> Workbook:
    """A workbook that only scores, with blanks, KPS, unreadable cells, caps and any ranking."""
    criteria = draw(some_criteria())
    units = UNITS[: draw(st.integers(1, 7))]
    tables = [{unit: [draw(score_cells(c)) for c in criteria] for unit in units} for _ in range(2)]
    contest = a_contest(
        bonus_cap=draw(mostly(None, 0, 3, 8, odds=3)),
        deduction_cap=draw(mostly(None, 0, 3, 8, odds=3)),
        unclear=draw(mostly(False, True, odds=12)),
        ranking=draw(ranking_keys(criteria)),
        decimals=draw(st.integers(0, 4)),
    )
    left_out = draw(mostly((), ("II.9",), odds=12))
    book = a_scored_workbook(criteria, *tables, contest=contest, criteria_left_out=left_out)
    return draw(hindered(book)) if draw(mostly(False, True, odds=9)) else book


# -- Ballots


@st.composite
def awards(draw: DrawFn, code: str, position: int, earlier: list[str], units: int) -> Award:
    return an_award(
        code,
        draw(st.integers(1, min(4, units))),
        threshold=draw(thresholds),
        base=draw(mostly(Base.MEMBERS, *Base, odds=5)),
        within=draw(mostly(None, *earlier, odds=1)) if earlier else None,
        rounds=draw(mostly(2, 1, 3, odds=1)),
        minimum=draw(mostly(None, Decimal("0.05"), Decimal("0.055"), odds=6)),
        registration=draw(mostly(RegistrationRule.NONE, RegistrationRule.WARNING, RegistrationRule.REQUIRED, odds=5)),
        own_vote=draw(mostly(True, False, odds=3)),
        position=position,
    )


@st.composite
def figures(draw: DrawFn, members: int) -> dict[str, int | None]:
    """Figures that add up, close to the number of members, all typed, none, or some of them."""
    style = draw(st.sampled_from(["whole", "none", "some"]))
    if style == "none":
        return dict.fromkeys(FIGURES)
    falling = [members]
    for _ in range(4):
        falling.append(max(0, falling[-1] - draw(mostly(0, 1, odds=3))))
    whole = dict(zip(FIGURES, (*falling, falling[3] - falling[4]), strict=True))
    if style == "whole":
        return whole
    return {name: value if draw(st.booleans()) else None for name, value in whole.items()}


@st.composite
def sessions(draw: DrawFn, award: Award, number: int, members: int) -> Session:
    """A counted session with a base it knows; at times with a rule of its own."""
    known = draw(figures(members))
    bases = [Base.MEMBERS, *(base for base in Base if (known[base.value] or 0) > 1)]
    own_base = award.base not in bases or draw(mostly(False, True, odds=6))
    return a_session(
        f"{award.code}{number}",
        award.code,
        number,
        **known,
        threshold=draw(mostly(None, draw(thresholds), odds=6)),
        base=draw(st.sampled_from(bases)) if own_base else None,
    )


@st.composite
def rows_of(draw: DrawFn, session: Session, units: str, usual: list[int], left_out: int) -> list[Vote]:
    """Rows of a session for most units: votes that are often equal, never more than there were ballots."""
    typed = [getattr(session, name).value for name in FIGURES[:-1]]
    most = max(0, min([len(units), *(value for value in typed if value is not None)]) - left_out)
    rows = []
    for unit in [unit for unit in units if draw(mostly(True, False, odds=4))] or units:
        in_favour = max(0, most - draw(st.sampled_from(usual)))
        against = draw(mostly(None, most - in_favour, odds=2))
        rows.append(a_vote(session.code, unit, in_favour, against=against))
    return rows


@st.composite
def decisions(draw: DrawFn, award: str, units: str) -> list[Decision]:
    """One decision for some of the units, often the same one."""
    if draw(st.booleans()):
        return []
    usual = draw(st.sampled_from(Verdict))
    verdicts = {unit: draw(mostly(None, usual, usual, *Verdict, odds=5)) for unit in units}
    return [a_decision(unit, verdict, award) for unit, verdict in verdicts.items() if verdict]


moments = st.none() | st.builds(
    Moment, st.sampled_from([dt.time(hour) for hour in (9, 10, 11)]), mostly(None, CONFERENCE_DAY, odds=3)
)


@st.composite
def with_times(draw: DrawFn, book: Workbook) -> Workbook:
    """Times of sessions, ascending or not, and of decisions; some unknown."""
    if draw(st.booleans()):
        return book
    return replace(
        book,
        sessions=tuple(replace(one, held_at=draw(moments)) for one in book.sessions),
        decisions=tuple(replace(one, decided_at=draw(moments)) for one in book.decisions),
    )


@st.composite
def obstacles(draw: DrawFn, book: Workbook) -> Obstacle:
    """Something elsewhere in the sheet that is unclear."""
    effect = draw(st.sampled_from(Effect))
    found = problem(Code.UNKNOWN_UNIT, CellRef("Loại trừ", 3, 1), "Cục X")
    award = draw(mostly(None, *[one.code for one in book.awards], odds=1)) if effect is Effect.AWARDS else None
    named = draw(mostly(None, *[one.code for one in book.sessions], odds=1)) if effect is Effect.SESSIONS else None
    return Obstacle(effect, found, award=award, session=named)


@st.composite
def hindered(draw: DrawFn, book: Workbook) -> Workbook:
    """The workbook with one more obstacle."""
    return replace(book, obstacles=(*book.obstacles, draw(obstacles(book))))


@st.composite
def exclusions(draw: DrawFn, units: str) -> Exclusion:
    days = st.none() | st.sampled_from([CONFERENCE_DAY + dt.timedelta(days=n) for n in (-1, 0, 1)])
    return an_exclusion(draw(st.sampled_from(units)), draw(days), draw(days))


@st.composite
def some_registrations(draw: DrawFn, codes: list[str], units: str) -> tuple[AwardRegistration, ...]:
    return tuple(a_registration(u, code) for code in codes for u in units if draw(mostly(True, False, odds=5)))


@st.composite
def with_scores(draw: DrawFn, book: Workbook) -> Workbook:
    """Totals about the minimum of 0,05; in some workbooks one that is not final or not there."""
    criterion = a_criterion("1", 10)
    verified: dict[str, list[ScoreCell]] = {unit.code: [draw(st.integers(4, 7))] for unit in book.units}
    own: dict[str, list[ScoreCell]] = dict(verified)
    if draw(mostly(False, True, odds=3)):
        unit = draw(st.sampled_from(book.units)).code
        verified[unit] = [None]
        own[unit] = [draw(mostly(None, *own[unit], odds=1))]
    tabs = book.tabs | {Tab.CRITERIA, Tab.VERIFIED}
    return replace(book, criteria=(criterion,), scores=scores_of([criterion], verified, own), tabs=tabs)


@st.composite
def clean_voting_workbooks(draw: DrawFn) -> Workbook:
    """One to three awards with up to four sessions each, nothing in them mistyped or half typed."""
    units = UNITS[: draw(mostly(6, *range(2, 14), odds=1))]
    codes = CODES[: draw(mostly(1, 2, 3, odds=2))]
    usual = draw(st.lists(st.integers(0, 4), min_size=1, max_size=4))
    own_awards = [draw(awards(code, n, codes[:n], len(units))) for n, code in enumerate(codes)]
    own_sessions, rows = [], []
    for award in own_awards:
        members = len(units) + draw(mostly(0, 1, odds=9))
        for number in range(1, draw(mostly(2, 1, 3, 4, odds=1)) + 1):
            session = draw(sessions(award, number, members))
            own_sessions.append(session)
            rows += draw(rows_of(session, units, usual, 0 if award.own_vote else 1))
    needs_registration = any(award.registration is RegistrationRule.REQUIRED for award in own_awards)
    book = a_voting_workbook(
        units,
        draw(st.permutations(own_awards)),
        draw(st.permutations(own_sessions)),
        tuple(rows),
        decisions=tuple(row for code in codes for row in draw(decisions(code, units))),
        contest=a_contest(conference_date=draw(mostly(CONFERENCE_DAY, None, dt.date(2018, 12, 18), odds=6))),
        exclusions=draw(st.none() | st.lists(exclusions(units), max_size=2).map(tuple)),
        registrations=draw(some_registrations(codes, units)) if needs_registration else None,
    )
    book = draw(with_times(book))
    return draw(with_scores(book)) if any(award.minimum is not None for award in own_awards) else book


# -- What goes wrong with a workbook


def _with(records: tuple[Any, ...], place: int, **changes: object) -> tuple[Any, ...]:
    return (*records[:place], replace(records[place], **changes), *records[place + 1 :])


@st.composite
def spoiled_session(draw: DrawFn, book: Workbook) -> Workbook:
    """One cell of a session is blank, wrong or unreadable."""
    place = draw(st.integers(0, len(book.sessions) - 1))
    session = book.sessions[place]
    name = draw(st.sampled_from(FIGURES))
    changes = draw(
        st.sampled_from(
            [
                {"state": SessionState.VOTING},
                {"state": SessionState.NOT_STARTED},
                {"state": SessionState.NOT_STARTED, "blocked": True},
                {"blocked": True},
                {"code": None, "blocked": True},
                {"round": None, "blocked": True},
                {"round": None, "blocked": True, "state": SessionState.VOTING},
                {"round": max(1, (session.round or 1) - 1)},
                {"round": (session.round or 1) + 4},
                {name: a_figure(None), "blocked": True},
                {name: a_figure(None)},
                {name: a_figure(0)},
                {name: a_figure(draw(st.integers(0, 14)))},
            ]
        )
    )
    return replace(book, sessions=_with(book.sessions, place, **changes))


@st.composite
def spoiled_row(draw: DrawFn, book: Workbook) -> Workbook:
    """One row of votes is blank, unknown, blocked, or holds too many."""
    if not book.votes:
        return book
    place = draw(st.integers(0, len(book.votes) - 1))
    changes = draw(
        st.sampled_from(
            [
                {"in_favour": None},
                {"in_favour": None, "blocked": True},
                {"unit": None, "blocked": True},
                {"blocked": True},
                {"in_favour": 14},
                {"against": 14},
                {"abstain": 1},
            ]
        )
    )
    return replace(book, votes=_with(book.votes, place, **changes))


@st.composite
def spoiled_award(draw: DrawFn, book: Workbook) -> Workbook:
    """An award is blocked, refers to itself or in a circle, or asks for registrations that are not there."""
    place = draw(st.integers(0, len(book.awards) - 1))
    others = [award.code for award in book.awards]
    changes = draw(
        st.sampled_from(
            [
                {"blocked": True},
                {"quota": None, "blocked": True},
                {"threshold": None, "base": None, "rounds": None, "own_vote": None, "blocked": True},
                {"registration": RegistrationRule.REQUIRED},
                {"within": draw(st.sampled_from(others)), "blocked": True},
            ]
        )
    )
    return replace(book, awards=_with(book.awards, place, **changes))


@st.composite
def spoiled_decisions(draw: DrawFn, book: Workbook) -> Workbook:
    """A decision is there twice, cannot be read, or names no award."""
    award = draw(st.sampled_from(book.awards)).code
    unit = draw(st.sampled_from(book.units)).code
    more = [a_decision(unit, draw(st.sampled_from(Verdict)), award)]
    more += draw(st.sampled_from([[], more, [replace(more[0], unit=None, verdict=None, blocked=True)]]))
    more += draw(st.sampled_from([[], [replace(more[0], award=None, blocked=True)]]))
    return replace(book, decisions=(*book.decisions, *more))


@st.composite
def voting_workbooks(draw: DrawFn) -> Workbook:
    """A clean workbook, or one with up to two things wrong in it."""
    book = draw(clean_voting_workbooks())
    for _ in range(draw(mostly(0, 1, 2, odds=2))):
        spoiled = [spoiled_session(book), spoiled_session(book), spoiled_row(book), spoiled_award(book)]
        more = [spoiled_decisions(book), hindered(book), st.just(replace(book, members=None))]
        book = draw(st.one_of(*spoiled, *more))
    return book


@st.composite
def unreadable_cells(draw: DrawFn, book: Workbook) -> Workbook:
    """The workbook with one more cell of a session or of its rows that cannot be read, or one count not typed."""
    if book.votes and draw(st.booleans()):
        place = draw(st.integers(0, len(book.votes) - 1))
        name = draw(st.sampled_from(["unit", "in_favour", "against", "abstain"]))
        blocked = name != "in_favour" or book.votes[place].blocked or draw(st.booleans())
        return replace(book, votes=_with(book.votes, place, blocked=blocked, **{name: None}))
    place = draw(st.integers(0, len(book.sessions) - 1))
    name = draw(st.sampled_from(FIGURES))
    return replace(book, sessions=_with(book.sessions, place, **{name: a_figure(None)}, blocked=True))


@st.composite
def blurred(draw: DrawFn, book: Workbook) -> Workbook:
    """The workbook with something lost or no longer readable, as section 7 of the contract has it read."""
    kinds = [unreadable_cells(book), hindered(book), st.just(replace(book, members=None))]
    kinds += [st.just(_dateless(book)), unreadable_award(book)]
    if book.decisions:
        kinds += [unreadable_decision(book), timeless_decision(book)]
    if book.exclusions:
        kinds.append(unreadable_exclusion(book))
    if book.registrations:
        kinds.append(unreadable_registration(book))
    return draw(st.one_of(*kinds))


@st.composite
def unreadable_award(draw: DrawFn, book: Workbook) -> Workbook:
    """A rule of an award cannot be read."""
    place = draw(st.integers(0, len(book.awards) - 1))
    name = draw(st.sampled_from(["quota", "threshold", "base", "rounds", "registration", "own_vote", "minimum"]))
    return replace(book, awards=_with(book.awards, place, blocked=True, **{name: None}))


def _dateless(book: Workbook) -> Workbook:
    return replace(book, contest=replace(book.contest, conference_date=None))


@st.composite
def unreadable_decision(draw: DrawFn, book: Workbook) -> Workbook:
    """A decision whose award, unit or verdict cannot be read."""
    place = draw(st.integers(0, len(book.decisions) - 1))
    name = draw(st.sampled_from(["award", "unit", "verdict"]))
    return replace(book, decisions=_with(book.decisions, place, blocked=True, **{name: None}))


@st.composite
def timeless_decision(draw: DrawFn, book: Workbook) -> Workbook:
    place = draw(st.integers(0, len(book.decisions) - 1))
    return replace(book, decisions=_with(book.decisions, place, decided_at=None))


def _without(records: tuple[Any, ...], place: int) -> tuple[Any, ...]:
    return (*records[:place], *records[place + 1 :])


@st.composite
def unreadable_exclusion(draw: DrawFn, book: Workbook) -> Workbook:
    """An exclusion without a known unit is none, and an obstacle of every award."""
    rows = book.exclusions or ()
    place = draw(st.integers(0, len(rows) - 1))
    obstacle = Obstacle(Effect.AWARDS, problem(Code.UNKNOWN_UNIT, rows[place].cell, "Cục X"))
    return replace(book, exclusions=_without(rows, place), obstacles=(*book.obstacles, obstacle))


@st.composite
def unreadable_registration(draw: DrawFn, book: Workbook) -> Workbook:
    """A registration without a known unit is none, and an obstacle of the awards that ask for one."""
    rows = book.registrations or ()
    place = draw(st.integers(0, len(rows) - 1))
    obstacle = Obstacle(Effect.REGISTERED_AWARDS, problem(Code.UNKNOWN_UNIT, rows[place].cell, "Cục X"))
    return replace(book, registrations=_without(rows, place), obstacles=(*book.obstacles, obstacle))
