"""The states that rows are looked at in: each sample, a release before, half and full, a tie, harm, many units."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

import htpy as h

from lib.access.rights import Role
from lib.model.domain import Unit
from lib.model.releasable import RANKING, SCORES, Releasable, Released, releasable_award, releasable_ballot
from lib.release.role_view import snapshot_for
from lib.show.rows import awards, ballots, checks, overview, scores, unit, work, years
from lib.show.rows.parts import Audience, heading, markup, masthead
from lib.show.words.ballots import session_views
from lib.show.years import many_years
from lib.snapshot import Snapshot, build_snapshot
from tests.builders import NOON
from tests.days import tied_tables
from tests.hostile import hostile_tables
from tests.show.sampling import deciding, nine_units, sample
from tests.workbooks import a_session, a_voting_workbook, an_award, votes_of, with_totals

SECRETARY = Audience(public=False, votes_public=False, cells=True, asks=True)


@dataclass(frozen=True)
class State:
    """What is looked at, and by whom."""

    snapshot: Snapshot
    audience: Audience


def of_workbook(name: str) -> State:
    """A sample as the secretary sees it."""
    snapshot = sample(name)
    book = snapshot.workbook
    return State(snapshot, replace(SECRETARY, scores=book.has_scoring, votes=book.has_voting))


def released(*things: Releasable) -> State:
    """What a reader sees of the sample when these things are released."""
    scored, voted = bool({SCORES, RANKING} & {*things}), bool({*things} - {SCORES, RANKING})
    return State(snapshot_for(sample(), Role.VIEWER, Released.of(things)), Audience(scores=scored, votes=voted))


def of_units(count: int) -> State:
    """So many units with names of 120 signs, two on each total, and four awards with three rounds each."""
    codes = [f"U{number}" for number in range(count)]
    awards = [replace(an_award(f"A{place}", rounds=3), position=place) for place in range(4)]
    held = [(one.code, number) for one in awards for number in (1, 2, 3)]
    sessions = [a_session(f"{code}.{number}", code, number) for code, number in held]
    votes = [votes_of(f"{code}.{number}", **dict.fromkeys(codes[:3], number)) for code, number in held]
    book = a_voting_workbook(codes, awards, sessions, *votes)
    book = replace(book, units=tuple(map(_long, book.units)))
    return State(deciding(with_totals(book, **{code: 900 - place // 2 for place, code in enumerate(codes)})), SECRETARY)


def _long(unit: Unit) -> Unit:
    return replace(unit, name=f"{unit.name} {'thuộc Trung tâm ' * 8}"[:120].strip())


STATES: dict[str, Callable[[], State]] = {
    "sample": lambda: State(sample(), Audience()),
    "secretary": lambda: of_workbook("cum_iii_2019"),
    "faulty": lambda: of_workbook("loi_thuong_gap"),
    "new_year": lambda: of_workbook("nam_moi"),
    "votes_only": lambda: of_workbook("chi_bo_phieu"),
    "scores_only": lambda: of_workbook("chi_cham_diem"),
    "many_years": lambda: of_workbook("nhieu_nam"),
    "nothing_released": lambda: released(),
    "scores_released": lambda: released(SCORES),
    "ranks_released": lambda: released(RANKING),
    "half_released": lambda: released(
        SCORES, RANKING, releasable_ballot("P1"), releasable_ballot("P2"), releasable_award("CNTP")
    ),
    "tie": lambda: State(build_snapshot(tied_tables(), NOON), SECRETARY),
    "by_share": lambda: State(nine_units(), SECRETARY),
    "hostile": lambda: State(build_snapshot(hostile_tables(), NOON), SECRETARY),
    "one_unit": lambda: of_units(1),
    "thirty_units": lambda: of_units(30),
    "sixty_units": lambda: of_units(60),
}


@cache
def state(name: str) -> State:
    """A state without its problems: which there are is accepted elsewhere."""
    found = STATES[name]()
    return replace(found, snapshot=replace(found.snapshot, problems=()))


def drawn(name: str, overdue: bool = False) -> dict[str, str]:
    """The HTML of every page in a state; `overdue`: the planned day is past."""
    shown = state(name)
    snapshot, audience = shown.snapshot, replace(shown.audience, overdue=overdue)
    past = many_years.years_of(snapshot, ())
    first = snapshot.workbook.units[0].code
    pages: dict[str, h.Node] = {
        "overview": overview.overview(snapshot, past, audience),
        "awards": awards.awards_page(snapshot, audience),
        "scores": [scores.scores_page(snapshot, audience), scores.differences_part(snapshot, audience)],
        "unit": [unit.unit_heading(snapshot, first, audience), unit.unit_page(snapshot, past, first, audience)],
    }
    if not snapshot.workbook.has_scoring:
        del pages["scores"]  # the year has no such page
    if past.has_history:
        pages["years"] = [heading(many_years.years_title(past)), years.ranks_part(snapshot, past, audience)]
    return {page: markup(masthead(snapshot), content) for page, content in pages.items()}


def drawn_for_the_secretary(name: str) -> dict[str, str]:
    """The HTML of the pages of ballots, of the year's work and of checks in a state, with its problems."""
    shown = STATES[name]()
    snapshot, book = shown.snapshot, shown.snapshot.workbook
    lines = many_years.years_of(snapshot, ()).lines
    pages: dict[str, h.Node] = {
        f"ballot {view.address}": [
            ballots.ballot_heading(snapshot, view),
            ballots.ballot_page(snapshot, view, SECRETARY),
        ]
        for view in session_views(snapshot)
    }
    pages["work"] = [
        work.work_heading(snapshot, NOON.date(), SECRETARY),
        work.tasks_part(snapshot, NOON.date(), SECRETARY),
        work.movements_part(snapshot, SECRETARY),
        work.records_part(snapshot, lines, SECRETARY),
        h.h2["Điển hình"],
        work.exemplar_list(snapshot, book.exemplars or (), SECRETARY),
    ]
    pages["checks"] = [
        checks.checks_heading(snapshot),
        checks.first_cells(snapshot, SECRETARY),
        checks.all_cells(snapshot, SECRETARY),
    ]
    return {page: markup(masthead(snapshot), content) for page, content in pages.items()}
