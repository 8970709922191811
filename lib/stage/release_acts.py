"""The acts of read-back, papers, releases and corrections, each as the events that it writes: pure.

An act that is not allowed raises `Refused` with the reason; nothing is written then.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

from lib.model import releasable
from lib.model.releasable import Releasable, ReleasableKind, Released
from lib.model.results import AwardResult, AwardStatus, RoundRole
from lib.snapshot import Snapshot
from lib.stage.acts import changed_releases, look_at_losses, taken, why_no_version
from lib.stage.log import events
from lib.stage.read_back import ReleaseObstacle, figures_mark, obstacles
from lib.stage.refusals import RefusalReason, Refused, refuse_if
from lib.stage.scenes import correction_scene
from lib.stage.state import thing_address, thing_addresses, thing_at
from lib.stage.table import ActEvents, Table
from lib.stage.versions import OF_AWARDS, dependents, papers_mark, waiting_again

_OF_VOTES = OF_AWARDS | {ReleasableKind.BALLOT}
_TOO_EARLY = frozenset({RoundRole.NOT_REACHED, RoundRole.AWARD_WAITS})

# -- read-back and papers ----------------------------------------------------------------------------------------


def read_back(table: Table, session: str, names: Iterable[str], differing: Iterable[str] = ()) -> ActEvents:
    """Record that two people compared the figures of a session with the tellers' paper."""
    known = tuple(dict.fromkeys(name.strip() for name in names if name.strip()))
    refuse_if(len({name.casefold() for name in known}) < 2, RefusalReason.TWO_NAMES, session)
    return (events.BallotReadBack(session, figures_mark(_played(table).workbook, session), known, tuple(differing)),)


def printed(table: Table, things: Iterable[Releasable], paper: str = "") -> ActEvents:
    """Record that a paper about things, with this title, was printed from the taken version."""
    snapshot = _played(table)
    return tuple(
        events.PaperPrinted(thing_address(thing), papers_mark(snapshot, thing), snapshot.version, paper)
        for thing in sorted(things)
    )


def outdated_papers(table: Table) -> tuple[events.PaperPrinted, ...]:
    """The printed papers whose content would differ now, by title; the first one of each subject."""
    latest = {(item.paper, item.subject): item for item in table.state.printed}
    if table.played is None:
        return ()
    snapshot = table.played
    changed = [item for item in latest.values() if papers_mark(snapshot, thing_at(item.subject)) != item.figures]
    return tuple({item.paper or item.subject: item for item in reversed(changed)}.values())[::-1]


def _played(table: Table) -> Snapshot:
    if table.played is None:
        raise Refused(why_no_version(table))
    return table.played


# -- release -----------------------------------------------------------------------------------------------------


def release_scores(table: Table, ranking: bool = True) -> ActEvents:
    """Release the fixed scores, with or without the ranking."""
    refuse_if(not table.state.fixed and not table.state.rehearsal, RefusalReason.NOT_FIXED)
    return _opened(table, [releasable.SCORES, releasable.RANKING] if ranking else [releasable.SCORES])


def release_award(table: Table, code: str, reason: str = "", open_votes: bool = False) -> ActEvents:
    """Release an award with its ballots and decisions; a tie or a seat that is open is noted as left open.

    The award that it depends on must have been released and shown before, with every seat of the taken version. What
    does not add up needs a reason; a ballot without read-back, or whose figures changed since, is refused. So is a
    waiting award: the result without a missing session would be a different one. `open_votes` confirms that the votes
    are in a sheet shared by link, where others can read them.
    """
    snapshot = _played(table)
    result = snapshot.award(code)
    prior = snapshot.workbook.award(code).within
    if prior is not None and (left := things_of(snapshot.award(prior)) - table.known.things):
        raise Refused(RefusalReason.PRIOR_AWARD if left - table.hall.things else RefusalReason.PRIOR_NOT_SHOWN, prior)
    refuse_if(bool(result.rounds) and result.status is AwardStatus.WAITING, RefusalReason.AWARD_WAITS, code)
    counted = deciding_sessions(result)
    refuse_if(not counted, RefusalReason.NO_BALLOT, code)
    against = {session: standing_against(table, session) for session in counted}
    for session, standing in against.items():
        refuse_if(any(obstacle.forbids for obstacle in standing), RefusalReason.NOT_READ_BACK, session)
    refuse_if(any(against.values()) and not reason.strip(), RefusalReason.NEEDS_REASON, code)
    left_open = (events.TieLeftOpen(code),) if table.unsettled(code) else ()
    opened = _opened(table, things_of(result), reason.strip(), open_votes)
    return (*left_open, *opened, *_dependents_wait(table, result))


def _dependents_wait(table: Table, result: AwardResult) -> ActEvents:
    """Awards that were released on the basis of this one wait again where that changes: a unit withdrew."""
    before = table.show.snapshot.award(result.award) if table.show else result
    same = (before.proposed, before.status) == (result.proposed, result.status)
    if same or releasable.releasable_award(result.award) not in table.hall:
        return ()
    codes = dependents(_played(table).workbook, {result.award})
    gone = {thing for thing in table.hall.things if thing.kind in OF_AWARDS and thing.code in codes}
    return withdraw(table, gone, events.Channel.HALL) if gone else ()


def things_of(result: AwardResult) -> frozenset[Releasable]:
    """Everything that is released with an award: its ballots, their outcome, and the decisions that took effect."""
    units = (outcome.decision.unit for outcome in result.decisions if outcome.acted)
    things = {releasable.releasable_award(result.award)}
    things |= {releasable.releasable_ballot(session) for session in deciding_sessions(result)}
    things |= {releasable.releasable_decision(result.award, unit) for unit in units if unit}
    return frozenset(things)


def why_not(table: Table, code: str) -> Refused | None:
    """Why an award cannot be released now, whatever reason is given; None where it can."""
    try:
        release_award(table, code, reason="?", open_votes=True)
    except Refused as error:
        return error
    return None


def needs_reason(table: Table, code: str) -> bool:
    """Whether something in what would be released of an award does not add up."""
    return any(standing_against(table, session) for session in deciding_sessions(_played(table).award(code)))


def deciding_sessions(result: AwardResult) -> tuple[str, ...]:
    """The sessions that a result is based on: those that count, without one held out of turn."""
    return tuple(item.session for item in result.rounds if item.role not in _TOO_EARLY)


def release_ballot(table: Table, session: str, reason: str = "", open_votes: bool = False) -> ActEvents:
    """Release the figures and votes of a ballot that counts, without the outcome; flags as in `release_award`."""
    against = standing_against(table, session)
    refuse_if(ReleaseObstacle.DOES_NOT_COUNT in against, RefusalReason.NO_BALLOT, session)
    refuse_if(any(obstacle.forbids for obstacle in against), RefusalReason.NOT_READ_BACK, session)
    refuse_if(bool(against) and not reason.strip(), RefusalReason.NEEDS_REASON, session)
    return _opened(table, [releasable.releasable_ballot(session)], reason.strip(), open_votes)


def standing_against(table: Table, session: str) -> tuple[ReleaseObstacle, ...]:
    """The obstacles to the release of a ballot; in a rehearsal there is no paper to compare invented votes with."""
    against = obstacles(_played(table), table.state, session)
    return tuple(obstacle for obstacle in against if not (table.state.rehearsal and obstacle.forbids))


def _opened(table: Table, things: Iterable[Releasable], reason: str = "", open_votes: bool = False) -> ActEvents:
    refuse_if(table.state.paused, RefusalReason.PAUSED)
    new = frozenset(things) - table.state.hall
    asks = asks_again(table, new) and not open_votes
    refuse_if(asks, RefusalReason.VOTES_OPEN, ", ".join(table.open_tabs))
    return (events.ThingsReleased(thing_addresses(new), events.Channel.HALL, reason),) if new else ()


def asks_again(table: Table, things: Iterable[Releasable]) -> bool:
    """Whether a release of things needs a confirmation: anyone with the sheet's address can read its votes."""
    return bool(table.open_tabs) and any(thing.kind in _OF_VOTES for thing in things)


def publish(table: Table, things: Iterable[Releasable], unseen: bool = False, open_votes: bool = False) -> ActEvents:
    """Release on the web what the hall has seen (`unseen`: all), the rest once it has; as in `release_award`."""
    wanted, state = frozenset(things), table.state
    asks = asks_again(table, wanted - state.web) and not open_votes
    refuse_if(asks, RefusalReason.VOTES_OPEN, ", ".join(table.open_tabs))
    refuse_if(not wanted <= state.hall | state.shown, RefusalReason.NOT_IN_HALL)
    refuse_if(state.paused, RefusalReason.PAUSED)
    now = wanted if unseen else wanted & state.shown
    later = wanted - now - state.web - state.wanted
    new = thing_addresses(now - state.web)
    released: ActEvents = (events.ThingsReleased(new, events.Channel.WEB),) if new else ()
    return (*released, events.WebReleaseRequested(thing_addresses(later))) if later else released


def withdraw(table: Table, things: Iterable[Releasable], place: events.Channel, reason: str = "") -> ActEvents:
    """Withdraw a release on a channel; what is withdrawn in the hall is withdrawn on the web too."""
    gone = tuple(thing_address(thing) for thing in sorted(set(things)))
    places = (events.Channel.HALL, events.Channel.WEB) if place is events.Channel.HALL else (events.Channel.WEB,)
    return tuple(events.ReleaseWithdrawn(gone, channel, reason) for channel in places)


# -- when it goes wrong ------------------------------------------------------------------------------------------


def pause(table: Table, note: str = "") -> ActEvents:
    """ "Tạm dừng để đính chính": put the hall and the web on hold."""
    return (events.ShowPaused(note.strip()),)


def resume(table: Table) -> ActEvents:
    """End the hold without a correction."""
    refuse_if(not table.state.paused, RefusalReason.NOT_PAUSED)
    return (events.ShowResumed(),)


def correct(
    table: Table,
    lines: Iterable[tuple[str, str, str, str]],
    reason: str,
    decided_by: str,
    seen_losses: frozenset[str] = frozenset(),
) -> ActEvents:
    """Take the newer version as a correction; both versions stay on record.

    What depends on it waits again, and the screen shows the old and the new figure. A correction that changes nothing
    that was shown is only recorded. Where the old version is lost, every released award waits again. `seen_losses` are
    the tabs whose losses were confirmed, as in `take`.
    """
    newer, old, state = table.newer, table.lost or taken(table).snapshot.version, table.state
    if newer is None:
        raise Refused(RefusalReason.NOTHING_NEWER)
    refuse_if(not (reason.strip() and decided_by.strip()), RefusalReason.NEEDS_REASON)
    listed = tuple(lines)
    announced = is_announced(table, listed)
    refuse_if(announced and not (state.paused or table.lost), RefusalReason.NOT_PAUSED)
    if table.taken is not None:
        look_at_losses(table.taken, newer, seen_losses)
    changes = what_changes(table)
    made = events.FiguresCorrected(
        before=old, after=newer.snapshot.version, lines=listed,
        reason=reason.strip(), decided_by=decided_by.strip(),
        waiting=thing_addresses(changes.waiting), public=thing_addresses(changes.corrected & state.web),
        changed=thing_addresses(changes.corrected), announced=announced,
    )  # fmt: skip
    opened = thing_addresses(changes.corrected - state.hall)
    more: ActEvents = (events.ThingsReleased(opened, events.Channel.HALL),) if opened else ()
    scene = (events.ScreenMoved(correction_scene(len(state.corrections)).name, 0),) if announced else ()
    return (made, *more, *scene)


def is_announced(table: Table, lines: Iterable[tuple[str, ...]]) -> bool:
    """Whether a correction changes anything shown in hall or web, or the old version is lost: then it is announced."""
    known, changes = table.state.known, what_changes(table)
    return bool(table.lost) or any(thing_at(line[0]) in known for line in lines) or bool(changes.waiting & known)


@dataclasses.dataclass(frozen=True, slots=True)
class Changes:
    """The releases that a version changes: `corrected` by the correction itself, `waiting` for a new release."""

    corrected: frozenset[Releasable] = frozenset()
    waiting: frozenset[Releasable] = frozenset()


def what_changes(table: Table) -> Changes:
    """The changes by the newer version to what is released: all of it where the taken version is lost."""
    if table.newer is None:
        return Changes()
    public = Released(table.state.hall | table.state.web)
    if table.taken is None:
        again = frozenset(thing for thing in public.things if thing.kind in OF_AWARDS)
        return Changes(public.things - again, again) if table.lost else Changes()
    changed = changed_releases(table, table.newer)
    old, new = table.taken.snapshot, table.newer.snapshot
    waiting = waiting_again(old, new, changed, public)
    awards = {thing.code for thing in changed - waiting if thing.kind is ReleasableKind.AWARD}
    decided = {thing for code in awards for thing in things_of(new.award(code))}
    return Changes((changed | decided) - waiting, waiting)


def as_if_taken(table: Table) -> Table:
    """The table as if the newer version were taken: the state after a correction."""
    if table.newer is None:
        return table
    return dataclasses.replace(table, taken=table.newer, played=table.newer.snapshot)
