"""Read-back, papers, releases and corrections, each act as the events that it writes: pure.

An act that is not allowed raises `Refused` with the reason; nothing is written then.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

from lib.model.results import AwardResult, AwardStatus, RoundRole
from lib.release.role_view import RANKING, SCORES, Released, Thing, award, ballot, decision
from lib.snapshot import Snapshot
from lib.stage.acts import changed_releases, taken
from lib.stage.log.events import Closed, Corrected, LeftOpen, Moved, Opened, Paused, Place, Printed, ReadBack, Resumed
from lib.stage.readback import Obstacle, figures_mark, obstacles
from lib.stage.refusals import Refused, Why
from lib.stage.scenes import correction_scene
from lib.stage.state import Follow, address, thing_at
from lib.stage.table import Events, Table
from lib.stage.versions import papers_mark, waiting_again

_TOO_EARLY = frozenset({RoundRole.NOT_REACHED, RoundRole.AWARD_WAITS})

# -- read-back and papers ----------------------------------------------------------------------------------------


def read_back(table: Table, session: str, names: Iterable[str], differing: Iterable[str] = ()) -> Events:
    """Two people compared the figures of a session with the tellers' paper."""
    known = tuple(dict.fromkeys(name.strip() for name in names if name.strip()))
    if len({name.casefold() for name in known}) < 2:
        raise Refused(Why.TWO_NAMES, session)
    return (ReadBack(session, figures_mark(_played(table).workbook, session), known, tuple(differing)),)


def printed(table: Table, things: Iterable[Thing]) -> Events:
    """Papers about things were printed from the taken version."""
    snapshot = _played(table)
    return tuple(Printed(address(thing), papers_mark(snapshot, thing), snapshot.version) for thing in sorted(things))


def outdated_papers(table: Table) -> frozenset[Thing]:
    """What papers were printed about and the taken version now says otherwise."""
    latest = {item.subject: item for item in table.state.printed}
    if table.played is None:
        return frozenset()
    snapshot = table.played
    return frozenset(
        thing_at(text) for text, item in latest.items() if papers_mark(snapshot, thing_at(text)) != item.figures
    )


def _played(table: Table) -> Snapshot:
    if table.played is None:
        raise Refused(Why.VERSION_LOST if table.lost else Why.NOTHING_TAKEN)
    return table.played


# -- release -----------------------------------------------------------------------------------------------------


def open_scores(table: Table, ranking: bool = True) -> Events:
    """Release the fixed scores, with the ranking or without."""
    if not table.state.fixed and not table.state.rehearsal:
        raise Refused(Why.NOT_FIXED)
    return _opened(table, [SCORES, RANKING] if ranking else [SCORES])


def open_award(table: Table, code: str, reason: str = "", leave_open: bool = False) -> Events:
    """Release an award with its ballots and decisions; `leave_open` where a tie or an open seat is to wait.

    What does not add up needs a reason; a ballot that nobody read back, or whose figures changed since, is refused. So
    is an award that waits: what is left of it when a session is missing would be another result.
    """
    snapshot = _played(table)
    result = snapshot.award(code)
    prior = snapshot.workbook.award(code).within
    if prior is not None and award(prior) not in table.hall:
        raise Refused(Why.PRIOR_AWARD, prior)
    if result.rounds and result.status is AwardStatus.WAITING:
        raise Refused(Why.AWARD_WAITS, code)
    counted = sessions_of(result)
    if not counted:
        raise Refused(Why.NO_BALLOT, code)
    against = {session: standing_against(table, session) for session in counted}
    for session, found in against.items():
        if any(obstacle.forbids for obstacle in found):
            raise Refused(Why.NOT_READ_BACK, session)
    if any(against.values()) and not reason.strip():
        raise Refused(Why.NEEDS_REASON, code)
    acted = [one.decision for one in result.decisions]
    things = [*map(ballot, counted), award(code), *(decision(code, one.unit) for one in acted if one.unit)]
    left = (LeftOpen(code),) if leave_open or table.unsettled(code) else ()
    return (*left, *_opened(table, things, reason.strip()))


def why_not(table: Table, code: str) -> Refused | None:
    """Why an award cannot be released now, whatever reason is given; None where it can."""
    try:
        open_award(table, code, reason="?")
    except Refused as error:
        return error
    return None


def wants_reason(table: Table, code: str) -> bool:
    """Whether something does not add up in what would be released of an award."""
    return any(standing_against(table, session) for session in sessions_of(_played(table).award(code)))


def sessions_of(result: AwardResult) -> tuple[str, ...]:
    """The sessions that a result was made of: those that count, without one that came before its turn."""
    return tuple(item.session for item in result.rounds if item.role not in _TOO_EARLY)


def open_ballot(table: Table, session: str, reason: str = "") -> Events:
    """Release one ballot alone: its figures and votes, not what they give for the award. One that does not count has
    none to show."""
    found = standing_against(table, session)
    if Obstacle.DOES_NOT_COUNT in found:
        raise Refused(Why.NO_BALLOT, session)
    if any(obstacle.forbids for obstacle in found):
        raise Refused(Why.NOT_READ_BACK, session)
    if found and not reason.strip():
        raise Refused(Why.NEEDS_REASON, session)
    return _opened(table, [ballot(session)], reason.strip())


def standing_against(table: Table, session: str) -> tuple[Obstacle, ...]:
    """What stands against the release of a ballot; in a rehearsal there is no paper to compare invented votes with."""
    found = obstacles(_played(table), table.state, session)
    return tuple(one for one in found if not (table.state.rehearsal and one.forbids))


def _opened(table: Table, things: Iterable[Thing], reason: str = "") -> Events:
    if table.state.paused:
        raise Refused(Why.PAUSED)
    new = tuple(address(thing) for thing in sorted(set(things) - table.state.hall))
    hall = (Opened(new, Place.HALL, reason),) if new else ()
    if table.state.options.follow is not Follow.AT_ONCE:
        return hall
    late = tuple(address(thing) for thing in sorted(set(things) - table.state.web))
    return (*hall, Opened(late, Place.WEB, reason)) if late else hall


def publish(table: Table, things: Iterable[Thing]) -> Events:
    """Open on the web what the hall has seen."""
    wanted = frozenset(things)
    if not wanted <= table.state.hall:
        raise Refused(Why.NOT_IN_HALL)
    late = tuple(address(thing) for thing in sorted(wanted - table.state.web))
    return (Opened(late, Place.WEB),) if late else ()


def close(table: Table, things: Iterable[Thing], place: Place, reason: str = "") -> Events:
    """Take a release back at a place; what is taken back in the hall is taken back on the web too."""
    gone = tuple(address(thing) for thing in sorted(set(things)))
    places = (Place.HALL, Place.WEB) if place is Place.HALL else (Place.WEB,)
    return tuple(Closed(gone, one, reason) for one in places)


# -- when it goes wrong ------------------------------------------------------------------------------------------


def pause(table: Table, note: str = "") -> Events:
    """ "Tạm dừng để đính chính": a calm hold in the hall and on the web."""
    return (Paused(note.strip()),)


def resume(table: Table) -> Events:
    """End the hold without a correction."""
    if not table.state.paused:
        raise Refused(Why.NOT_PAUSED)
    return (Resumed(),)


def correct(table: Table, lines: Iterable[tuple[str, str, str, str]], reason: str, decided_by: str) -> Events:
    """Take the newer version as a correction: both versions stay on record, what depends on it waits again, and the
    screen tells the old and the new figure. Where the old version is lost, every released award waits again."""
    newer, old = table.newer, table.lost or taken(table).snapshot.version
    if not (table.state.paused or table.lost):
        raise Refused(Why.NOT_PAUSED)
    if newer is None:
        raise Refused(Why.NOTHING_NEWER)
    if not (reason.strip() and decided_by.strip()):
        raise Refused(Why.NEEDS_REASON)
    changed, waiting = what_changes(table)
    made = Corrected(
        old,
        newer.snapshot.version,
        tuple(lines),
        reason.strip(),
        decided_by.strip(),
        tuple(address(thing) for thing in sorted(waiting)),
        tuple(address(thing) for thing in sorted((changed & table.state.web) - waiting)),
    )
    return made, Moved(correction_scene(len(table.state.corrections)).name, 0)


def what_changes(table: Table) -> tuple[frozenset[Thing], frozenset[Thing]]:
    """The released things that the newer version changes, and the awards that would wait again because of it.

    Where the version that was taken is lost nobody can compare: everything released counts as changed.
    """
    if table.newer is None:
        return frozenset(), frozenset()
    public = Released(table.state.hall | table.state.web)
    changed = public.things if table.lost else changed_releases(table, table.newer)
    return changed, waiting_again(table.newer.snapshot, changed, public)


def with_candidate(table: Table) -> Table:
    """The table as if the newer version were taken: what a correction would leave behind."""
    if table.newer is None:
        return table
    return dataclasses.replace(table, taken=table.newer, played=table.newer.snapshot)
