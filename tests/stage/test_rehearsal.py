"""Tập dượt: invented votes that obey every rule, are the same each time, and touch nothing real."""

from __future__ import annotations

import dataclasses

import pytest

from lib.model.problems import NOWHERE
from lib.model.results import AwardStatus
from lib.stage.rehearsal import rehearsed
from tests.days import sample_version


@pytest.fixture(scope="module")
def real():
    return sample_version().snapshot


def test_every_award_is_decided_by_invented_votes(real):
    played = rehearsed(real)
    assert {result.status for result in played.awards} == {AwardStatus.DECIDED}
    assert [len(result.proposed) for result in played.awards] == [3, 1]
    assert set(played.award("CCP").proposed) <= set(played.award("CNTP").proposed)


def test_the_same_version_gives_the_same_votes_and_another_gives_others(real):
    assert rehearsed(real).workbook.votes == rehearsed(real).workbook.votes
    other = dataclasses.replace(real, version="khác")
    assert rehearsed(other).workbook.votes != rehearsed(real).workbook.votes


def test_invented_votes_come_from_no_cell_and_break_no_check(real):
    played = rehearsed(real)
    assert {vote.cell for vote in played.workbook.votes} == {NOWHERE}
    assert all(review.counts for review in played.sessions)
    assert {one.code for one in played.workbook.sessions}.isdisjoint(one.code for one in real.workbook.sessions)


def test_the_real_snapshot_stays_as_it_is(real):
    before = real.workbook.votes
    rehearsed(real, with_tie=True)
    assert real.workbook.votes == before


def test_a_tie_can_be_rehearsed(real):
    result = rehearsed(real, with_tie=True).award("CNTP")
    assert result.status is AwardStatus.TIE
    assert len(result.undecided) == 2


@pytest.mark.parametrize("own_vote", [True, False])
def test_units_that_do_not_vote_for_themselves_have_one_ballot_less(real, own_vote):
    awards = tuple(dataclasses.replace(award, own_vote=own_vote) for award in real.workbook.awards)
    book = dataclasses.replace(real.workbook, awards=awards)
    played = rehearsed(dataclasses.replace(real, workbook=book))
    assert all(review.counts for review in played.sessions)
    assert {item.base_value for result in played.awards for item in result.rounds} == {11 if own_vote else 10}


def test_without_units_there_is_nothing_to_vote_on(real):
    empty = dataclasses.replace(real, workbook=dataclasses.replace(real.workbook, units=(), registrations=None))
    assert rehearsed(empty).workbook.votes == ()
