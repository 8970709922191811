"""The embargo by construction: a released snapshot does not contain what is not released."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest

from lib.access.rights import Role
from lib.model.domain import Exclusion
from lib.model.problems import CellRef
from lib.model.releasable import (
    FIXED,
    NOTHING,
    RANKING,
    SCORES,
    Released,
    releasable_award,
    releasable_ballot,
    releasable_decision,
)
from lib.model.results import AwardStatus, Outcome
from lib.model.year_records import HistoryEntry
from lib.release.role_view import snapshot_for
from lib.snapshot import Snapshot
from tests.days import sample_tables, sample_version, tied_tables, version, with_cell, with_row, with_votes

OUTSIDERS = (Role.VIEWER, Role.SCREEN, Role.LEADER)
EVERYTHING_OF_FIRST = Released.of([releasable_ballot("P1"), releasable_ballot("P2"), releasable_award("CNTP")])


@pytest.fixture(scope="module")
def snapshot() -> Snapshot:
    return sample_version().snapshot


def said(snapshot: Snapshot) -> str:
    """Everything that a snapshot holds, as one text."""
    parts = []
    for field in dataclasses.fields(snapshot):
        value = getattr(snapshot, field.name)
        parts.append(value.to_csv() if isinstance(value, pd.DataFrame) else repr(value))
    for field in dataclasses.fields(snapshot.workbook):
        value = getattr(snapshot.workbook, field.name)
        parts.append(value.to_csv() if isinstance(value, pd.DataFrame) else repr(value))
    return "\n".join(parts)


def planted() -> Snapshot:
    """The sample with a value in every embargoed place that stands nowhere else."""
    tables = sample_tables()
    tables = with_votes(tables, "P1", TGPL=9)
    tables = with_row(tables, "Quyết định", "CCP", "TGPL", "rút", "LYDOKIN", "NGUOIKIN", None)
    tables = with_row(tables, "Loại trừ", "CN", "MALYDOKIN", None, None, "VANBANKIN")
    tables = with_row(tables, "Lịch sử", 2019, "Cục Con nuôi", 4321.09, 5000, 77, 88, "DANHHIEUKIN")
    return version(tables).snapshot


def test_the_secretary_sees_everything(snapshot):
    assert snapshot_for(snapshot, Role.SECRETARY, NOTHING) is snapshot


@pytest.mark.parametrize("role", OUTSIDERS)
def test_before_any_release_no_figure_of_scores_or_votes_is_there(snapshot, role):
    seen = snapshot_for(snapshot, role, NOTHING)
    assert seen.record.empty
    assert seen.subtotals.empty
    assert seen.workbook.scores.empty
    assert seen.standings[["total", "self_total", "rank", "base", "bonus", "deduction"]].isna().all(axis=None)
    assert seen.standings["maximum"].eq(0).all()
    assert not seen.standings["tied"].any()
    assert seen.workbook.votes == ()
    assert seen.workbook.sessions == ()
    assert seen.sessions == ()
    assert all(result.rounds == () and result.proposed == () for result in seen.awards)
    assert {result.status for result in seen.awards} == {AwardStatus.NO_SESSION}


@pytest.mark.parametrize("role", OUTSIDERS)
def test_before_the_release_of_the_ranking_units_stand_in_protocol_order(snapshot, role):
    seen = snapshot_for(snapshot, role, NOTHING)
    protocol = [unit.code for unit in snapshot.workbook.units]
    assert list(seen.standings["unit"]) == protocol != list(snapshot.standings["unit"])


@pytest.mark.parametrize("role", OUTSIDERS)
def test_planted_values_under_embargo_are_nowhere(role):
    whole = planted()
    tokens = ("LYDOKIN", "NGUOIKIN", "MALYDOKIN", "VANBANKIN", "DANHHIEUKIN", "4321.09")
    assert all(token in said(whole) for token in tokens), "the plants must be there to be missed"
    seen = said(snapshot_for(whole, role, NOTHING))
    assert [token for token in tokens if token in seen] == []


@pytest.mark.parametrize("role", OUTSIDERS)
def test_a_change_under_embargo_changes_nothing_that_is_seen(snapshot, role):
    other = version(with_votes(sample_tables(), "P1", TGPL=6, THADS=9)).snapshot
    assert other.version != snapshot.version
    assert other.awards != snapshot.awards
    before, after = (snapshot_for(one, role, NOTHING) for one in (snapshot, other))
    assert after.version == before.version
    assert said(after) == said(before)


def test_the_version_tells_when_something_seen_changes(snapshot):
    other = version(with_cell(sample_tables(), "Chương trình", 4, 3, "Khai mạc")).snapshot
    assert snapshot_for(other, Role.VIEWER, NOTHING).version != snapshot_for(snapshot, Role.VIEWER, NOTHING).version


def test_chot_diem_opens_scores_to_leaders_and_to_nobody_else(snapshot):
    fixed = Released.of([FIXED])
    leader, viewer = (snapshot_for(snapshot, role, fixed) for role in (Role.LEADER, Role.VIEWER))
    assert leader.standings["total"].notna().all()
    assert list(leader.standings["unit"]) == list(snapshot.standings["unit"])
    assert not leader.record.empty
    assert leader.awards == snapshot_for(snapshot, Role.LEADER, NOTHING).awards
    assert viewer.standings["total"].isna().all()
    assert viewer.record.empty


def test_a_leader_never_sees_votes_before_their_release(snapshot):
    seen = snapshot_for(snapshot, Role.LEADER, Released.of([FIXED, SCORES, RANKING]))
    assert seen.workbook.votes == ()
    assert seen.sessions == ()
    assert not any(result.rounds for result in seen.awards)


def test_released_scores_without_ranking_stand_in_protocol_order_without_ranks(snapshot):
    seen = snapshot_for(snapshot, Role.VIEWER, Released.of([SCORES]))
    assert seen.standings["total"].notna().all()
    assert seen.standings["rank"].isna().all()
    assert list(seen.standings["unit"]) == [unit.code for unit in snapshot.workbook.units]


def test_a_released_ranking_without_scores_has_ranks_and_no_totals(snapshot):
    seen = snapshot_for(snapshot, Role.VIEWER, Released.of([RANKING]))
    assert list(seen.standings["rank"]) == list(snapshot.standings["rank"])
    assert seen.standings["total"].isna().all()
    assert seen.record.empty
    assert seen.subtotals.empty


def test_what_a_unit_gave_itself_is_not_released_with_the_scores(snapshot):
    seen = snapshot_for(snapshot, Role.VIEWER, Released.of([SCORES, RANKING]))
    assert seen.record["self"].isna().all()
    assert seen.standings["self_total"].isna().all()
    assert seen.record["points"].sum() == snapshot.record["points"].sum()


def test_a_released_ballot_shows_its_votes_and_not_what_they_give(snapshot):
    seen = snapshot_for(snapshot, Role.VIEWER, Released.of([releasable_ballot("P1")]))
    result = seen.award("CNTP")
    assert [item.session for item in result.rounds] == ["P1"]
    assert {one.outcome for one in result.rounds[0].candidates} == {Outcome.NOT_DECIDING}
    assert result.proposed == ()
    assert result.status is AwardStatus.WAITING
    assert {vote.session for vote in seen.workbook.votes} == {"P1"}


def test_a_released_award_says_what_the_released_ballots_give(snapshot):
    first = snapshot_for(snapshot, Role.VIEWER, Released.of([releasable_ballot("P1"), releasable_award("CNTP")])).award(
        "CNTP"
    )
    both = snapshot_for(snapshot, Role.VIEWER, EVERYTHING_OF_FIRST).award("CNTP")
    assert (first.status, first.proposed) == (AwardStatus.NEXT_ROUND, ("TGPL", "QLXLVPHC"))
    assert (both.status, both.proposed) == (AwardStatus.DECIDED, ("TGPL", "QLXLVPHC", "PBGDPL"))


def test_a_decision_is_seen_only_once_it_is_released():
    row = ("CNTP", "PBGDPL", "suy tôn", "lý do", "Cụm trưởng", None)
    other = ("CNTP", "DKGDBD", "không suy tôn", "lý do", "Cụm trưởng", None)
    tables = with_row(with_row(tied_tables(), "Quyết định", *row), "Quyết định", *other)
    decided = version(tables).snapshot
    assert decided.award("CNTP").status is AwardStatus.DECIDED
    before = snapshot_for(decided, Role.VIEWER, EVERYTHING_OF_FIRST)
    assert before.award("CNTP").status is AwardStatus.TIE
    assert set(before.award("CNTP").undecided) == {"DKGDBD", "PBGDPL"}
    assert before.workbook.decisions == ()
    things = EVERYTHING_OF_FIRST.things | {releasable_decision("CNTP", "PBGDPL"), releasable_decision("CNTP", "DKGDBD")}
    after = snapshot_for(decided, Role.VIEWER, Released(things)).award("CNTP")
    assert (after.status, after.proposed[-1]) == (AwardStatus.DECIDED, "PBGDPL")


def test_why_a_unit_is_excluded_is_for_the_secretary_only(snapshot):
    book = dataclasses.replace(
        snapshot.workbook, exclusions=(Exclusion("TGPL", "KL", None, None, None, CellRef("Loại trừ", 2, 1)),)
    )
    seen = snapshot_for(dataclasses.replace(snapshot, workbook=book), Role.VIEWER, EVERYTHING_OF_FIRST)
    assert "TGPL" not in {one.unit for item in seen.award("CNTP").rounds for one in item.candidates}
    assert "TGPL" not in {vote.unit for vote in seen.workbook.votes if vote.session == "P1"}
    assert seen.workbook.exclusions is None


def test_earlier_years_stay_and_this_year_goes(snapshot):
    rows = tuple(
        HistoryEntry(year, "Cục A", None, None, 1, 11, (), CellRef("Lịch sử", 2, 1)) for year in (2018, 2019, 2020)
    )
    with_history = dataclasses.replace(snapshot, workbook=dataclasses.replace(snapshot.workbook, history=rows))
    seen = snapshot_for(with_history, Role.VIEWER, NOTHING)
    assert [entry.year for entry in seen.workbook.history or ()] == [2018]


@pytest.mark.parametrize("role", OUTSIDERS)
def test_problems_links_notes_and_the_source_are_never_released(snapshot, role):
    everything = Released(EVERYTHING_OF_FIRST.things | {FIXED, SCORES, RANKING})
    seen = snapshot_for(snapshot, role, everything)
    assert seen.problems == ()
    assert seen.workbook.links == ()
    assert seen.source == ""
    assert seen.workbook.typed_totals == ()
    assert seen.recount_agrees is None
    assert seen.workbook.tasks is None
    assert all(unit.note is None for unit in seen.workbook.units)
    assert seen.workbook.contest.rules == ()
    assert not any(one.defaults for one in seen.workbook.awards)
