"""Tập dượt (rehearsal): the same programme with invented votes, kept in memory and never written anywhere."""

from __future__ import annotations

import dataclasses
import random

from lib.model.domain import Award, Base, Figure, Session, SessionState, Vote, VotingMethod
from lib.model.problems import NOWHERE
from lib.model.records import Tab, Workbook
from lib.scoring.awards import decide_awards
from lib.scoring.ballots import needed_votes, review_ballots
from lib.snapshot import Snapshot


def rehearsed(snapshot: Snapshot, with_tie: bool = False) -> Snapshot:
    """The snapshot with invented sessions and votes, the same for a version; `with_tie`: two units tie."""
    chance = random.Random(f"{snapshot.version}{with_tie}")
    tabs = snapshot.workbook.tabs | {Tab.VOTES, Tab.SESSIONS}
    book = dataclasses.replace(snapshot.workbook, sessions=(), votes=(), decisions=(), obstacles=(), tabs=tabs)
    done = dataclasses.replace(snapshot, workbook=book, awards=(), sessions=(), problems=(), recount_agrees=None)
    for award in sorted(book.awards_in_turn, key=lambda award: award.within is not None):
        tie = with_tie and award.within is None and not done.workbook.votes
        done = _decided(_with_ballot(done, real=snapshot.workbook, award=award, chance=chance, tie=tie))
    return _decided(done)


def _decided(snapshot: Snapshot) -> Snapshot:
    ballots = review_ballots(snapshot.workbook)
    results = decide_awards(snapshot.workbook, snapshot.standings, ballots).results
    return dataclasses.replace(snapshot, awards=results, sessions=ballots.reviews)


def _with_ballot(snapshot: Snapshot, real: Workbook, award: Award, chance: random.Random, tie: bool) -> Snapshot:
    units = _candidates(snapshot, real, award)
    members = len(real.units)
    threshold = award.threshold
    if not units or not members or award.quota is None or threshold is None or award.own_vote is None:
        return snapshot
    session = _session(award, members)
    ballots = members - (not award.own_vote)
    eligible = _eligible(_voted(snapshot, session, dict.fromkeys(units, 0), ballots), award)
    needed = needed_votes(threshold, ballots)
    counts = _counts(units, eligible, quota=award.quota, needed=needed, ballots=ballots, chance=chance, tie=tie)
    return _voted(snapshot, session, counts, ballots)


def _voted(snapshot: Snapshot, session: Session, counts: dict[str, int], ballots: int) -> Snapshot:
    book = snapshot.workbook
    votes = tuple(
        Vote(
            session=session.code or "", unit=unit, in_favour=count, against=ballots - count, abstain=None,
            blocked=False, cell=NOWHERE, in_favour_cell=NOWHERE,
        )
        for unit, count in counts.items()
    )  # fmt: skip
    book = dataclasses.replace(book, sessions=(*book.sessions, session), votes=(*book.votes, *votes))
    return dataclasses.replace(snapshot, workbook=book)


def _eligible(snapshot: Snapshot, award: Award) -> list[str]:
    """The units that such a ballot may propose: registered, not excluded, and so on, by the rules."""
    rounds = _decided(snapshot).award(award.code).rounds
    return [candidate.unit for item in rounds for candidate in item.candidates if candidate.eligible]


def _candidates(snapshot: Snapshot, real: Workbook, award: Award) -> list[str]:
    """The units on the real ballot, else those registered, else all; where the award asks it, proposed before."""
    sessions = {record.code for record in real.sessions if record.award == award.code}
    on_paper = [vote.unit for vote in real.votes if vote.session in sessions and vote.unit]
    registered = [record.unit for record in real.registrations or () if record.award == award.code]
    chosen = set(on_paper or registered or [unit.code for unit in real.units])
    prior = next((record for record in snapshot.awards if record.award == award.within), None)
    if award.within is not None:
        chosen = set(prior.proposed) if prior else set()
    return [unit.code for unit in real.units if unit.code in chosen]


def _counts(
    units: list[str], eligible: list[str], *, quota: int, needed: int, ballots: int, chance: random.Random, tie: bool
) -> dict[str, int]:
    """Votes in protocol order: as many units as there are seats pass, with different counts as far as possible."""
    passing = chance.sample(eligible, min(quota, len(eligible)))
    counts = dict.fromkeys(units, 0)
    for place, unit in enumerate(passing):
        counts[unit] = max(needed, ballots - place)
    for unit in units:
        if unit not in passing:
            counts[unit] = chance.randint(0, max(0, needed - 1))
    others = [unit for unit in eligible if unit not in passing]
    if tie and others:
        counts[passing[-1]] = counts[others[0]] = needed
    return counts


def _session(award: Award, members: int) -> Session:
    figure, none = Figure(members, None), Figure(0, None)
    return Session(
        code=f"TD-{award.code}", award=award.code, round=1, method=VotingMethod.SECRET,
        members=figure, present=figure, issued=figure, collected=figure, valid=figure, invalid=none,
        head_teller=None, tellers=None, time=None, state=SessionState.COUNTED, threshold=None,
        base=None if award.base is not None else Base.MEMBERS, blocked=False, cell=NOWHERE, state_cell=NOWHERE,
    )  # fmt: skip
