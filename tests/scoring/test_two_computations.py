"""On random workbooks both computations agree, and what they say obeys the sense of the rules."""

from dataclasses import asdict, dataclass, replace

import pandas as pd
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DataObject

from lib.model import frames
from lib.model.domain import CriterionKind, Unit, Verdict
from lib.model.frames import CellState
from lib.model.problems import Code
from lib.model.records import Workbook
from lib.model.results import AwardResult, AwardStatus, RoundRole
from lib.scoring.awards import decide_awards
from lib.scoring.ballots import ReviewedSessions, review_ballots
from lib.scoring.points import score_of_record
from lib.scoring.recount.compare import recount_differences
from lib.scoring.recount.scores import recount_scores
from lib.scoring.totals import group_subtotals
from tests.scoring.deciding import expected, table_of
from tests.scoring.deciding import sense as outcome_of
from tests.scoring.strategies import (
    UNITS,
    blurred,
    clean_voting_workbooks,
    scored_workbooks,
    voting_workbooks,
)

random_workbooks = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@dataclass(frozen=True)
class Scored:
    """What the first computation says of the scores."""

    standings: pd.DataFrame
    subtotals: pd.DataFrame

    def unit(self, code: str) -> pd.Series:
        return self.standings.set_index("unit").loc[code]


@dataclass(frozen=True)
class Voted:
    """What the first computation says of the ballots."""

    ballots: ReviewedSessions
    awards: tuple[AwardResult, ...]

    def award(self, code: str) -> AwardResult:
        return next(result for result in self.awards if result.award == code)


def scored(book: Workbook) -> Scored:
    subtotals = group_subtotals(score_of_record(book))
    return Scored(table_of(book), subtotals.frame())


def voted(book: Workbook) -> Voted:
    ballots = review_ballots(book)
    return Voted(ballots, decide_awards(book, recounted_standings(book), ballots).results)


def recounted_standings(book: Workbook) -> pd.DataFrame:
    """Standings of the second computation, which is much faster for a handful of units."""
    blank = dict.fromkeys(frames.STANDINGS, 0)
    rows = [blank | asdict(unit) for unit in recount_scores(book)]
    return frames.frame_of(pd.DataFrame(rows), frames.STANDINGS)


def sense(result: AwardResult) -> tuple[str, AwardStatus, frozenset[str], frozenset[str]]:
    """An award without the order in which units are listed."""
    return result.award, result.status, frozenset(result.proposed), frozenset(result.undecided)


# -- Agreement


@random_workbooks
@given(scored_workbooks())
def test_totals_and_ranks_come_out_the_same_twice(book: Workbook):
    assert recount_differences(book, scored(book).standings, ()) == ()


@settings(random_workbooks, max_examples=150)
@given(voting_workbooks())
def test_awards_come_out_the_same_twice(book: Workbook):
    assert recount_differences(book, recounted_standings(book), voted(book).awards) == ()


@settings(random_workbooks, max_examples=200)
@given(voting_workbooks())
def test_awards_come_out_as_the_oracle_of_the_tests_says(book: Workbook):
    assert {result.award: outcome_of(result) for result in voted(book).awards} == expected(book)


# -- Ballots and awards


@random_workbooks
@given(voting_workbooks())
def test_no_award_proposes_more_than_its_quota_or_one_that_it_leaves_open(book: Workbook):
    for award, result in zip(book.awards, voted(book).awards, strict=True):
        assert len(set(result.proposed)) == len(result.proposed) <= (award.quota or 0)
        assert not set(result.proposed) & set(result.undecided)
        assert bool(result.undecided) == (result.status is AwardStatus.TIE)


@random_workbooks
@given(voting_workbooks())
def test_who_withdrew_or_has_no_votes_is_never_proposed(book: Workbook):
    leaving = (Verdict.WITHDRAW, Verdict.NOT_QUALIFIED)
    for result in voted(book).awards:
        left = {d.unit for d in book.decisions if d.award == result.award and d.verdict in leaving}
        stood = {candidate.unit for held in result.rounds for candidate in held.candidates if candidate.eligible}
        assert not {*result.proposed, *result.undecided} & left
        assert {*result.proposed, *result.undecided} <= stood


@random_workbooks
@given(voting_workbooks())
def test_an_award_within_another_proposes_only_its_units_and_only_once_it_is_decided(book: Workbook):
    first = voted(book)
    for award in book.awards:
        if award.within and first.award(award.code).status is not AwardStatus.WAITING:
            assert first.award(award.within).status is AwardStatus.DECIDED
            assert set(first.award(award.code).proposed) <= set(first.award(award.within).proposed)


@random_workbooks
@given(voting_workbooks(), st.data())
def test_the_order_of_units_and_rows_changes_no_award(book: Workbook, data: DataObject):
    shuffled = replace(
        book,
        units=_placed(data.draw(st.permutations(book.units))),
        votes=tuple(data.draw(st.permutations(book.votes))),
        sessions=tuple(data.draw(st.permutations(book.sessions))),
        decisions=tuple(data.draw(st.permutations(book.decisions))),
    )
    assert list(map(sense, voted(shuffled).awards)) == list(map(sense, voted(book).awards))


def _placed(units: list[Unit]) -> tuple[Unit, ...]:
    return tuple(replace(unit, position=position) for position, unit in enumerate(units))


@random_workbooks
@given(voting_workbooks(), st.permutations(UNITS))
def test_other_names_for_the_units_change_nothing(book: Workbook, codes: list[str]):
    names = dict(zip(UNITS, codes, strict=True))
    first, second = voted(book), voted(_renamed(book, names))
    for before, after in zip(first.awards, second.awards, strict=True):
        assert after.status is before.status
        assert after.proposed == tuple(names[unit] for unit in before.proposed)
        assert after.undecided == tuple(names[unit] for unit in before.undecided)


def _renamed(book: Workbook, names: dict[str, str]) -> Workbook:
    def again(rows):
        return rows and tuple(replace(row, unit=names.get(row.unit, row.unit)) for row in rows)

    return replace(
        book,
        units=tuple(replace(unit, code=names[unit.code]) for unit in book.units),
        votes=again(book.votes),
        decisions=again(book.decisions),
        exclusions=again(book.exclusions),
        registrations=again(book.registrations),
        scores=book.scores.assign(unit=book.scores["unit"].map(lambda code: names.get(code, code))),
    )


@random_workbooks
@given(clean_voting_workbooks())
def test_one_more_vote_for_a_proposed_unit_never_turns_it_away(book: Workbook):
    """Unless it makes more votes than there were ballots."""
    award_of = {session.code: session.award for session in book.sessions}
    first = voted(book)
    for place, row in enumerate(book.votes):
        award = award_of[row.session] or ""
        if row.unit not in first.award(award).proposed:
            continue
        more = replace(row, in_favour=(row.in_favour or 0) + 1)
        second = voted(replace(book, votes=(*book.votes[:place], more, *book.votes[place + 1 :])))
        if all(review.counts for review in second.ballots.reviews if review.session == row.session):
            assert row.unit in second.award(award).proposed


@settings(random_workbooks, max_examples=200)
@given(voting_workbooks(), st.data())
def test_what_is_lost_or_cannot_be_read_never_proposes_anybody(book: Workbook, data: DataObject):
    assume(book.sessions)
    before = voted(book)
    after = voted(data.draw(blurred(book)))
    for old, new in zip(before.awards, after.awards, strict=True):
        assert set(new.proposed) <= set(old.proposed)


@settings(random_workbooks, max_examples=150)
@given(voting_workbooks())
def test_a_decision_and_a_session_act_or_a_problem_says_why_they_do_not(book: Workbook):
    decided = decide_awards(book, recounted_standings(book), review_ballots(book))
    told = {(p.code, p.param("award"), p.param("unit")) for p in decided.problems}
    for result in decided.results:
        if result.status is AwardStatus.WAITING:
            continue
        for one in result.decisions:
            named = (Code.DECISION_WITHOUT_EFFECT, result.award, one.decision.unit) in told
            assert one.acted is not named
        extra = [held for held in result.rounds if held.role is RoundRole.EXTRA]
        units = {unit for code, award, unit in told if code is Code.VACATED_WHEN and award == result.award}
        assert not extra or units or (Code.EXTRA_SESSION, result.award, None) in told


@random_workbooks
@given(clean_voting_workbooks())
def test_a_unit_with_more_votes_in_a_round_is_never_passed_over_for_one_with_fewer(book: Workbook):
    """Without decisions, so that no unit has left its seat."""
    for result in voted(replace(book, decisions=())).awards:
        for held in result.rounds:
            if held.role not in (RoundRole.ROUND, RoundRole.RUN_OFF):
                continue
            taken = [c.votes for c in held.candidates if c.outcome.value == "proposed"]
            others = [c.votes for c in held.candidates if c.eligible and c.outcome.value != "proposed"]
            assert min(taken, default=99) > max(others, default=-1)


# -- Scores


@settings(random_workbooks, max_examples=30)
@given(scored_workbooks(), st.data())
def test_the_order_of_rows_columns_and_units_changes_no_total_and_no_rank(book: Workbook, data: DataObject):
    shuffled = replace(
        book,
        units=_placed(data.draw(st.permutations(book.units))),
        criteria=tuple(data.draw(st.permutations(book.criteria))),
        scores=book.scores.iloc[data.draw(st.permutations(range(len(book.scores))))].reset_index(drop=True),
    )
    columns = [name for name in frames.STANDINGS if name not in ("unit", "position")]
    first, second = (scored(one).standings.set_index("unit").sort_index()[columns] for one in (book, shuffled))
    pd.testing.assert_frame_equal(first, second)


@settings(random_workbooks, max_examples=50)
@given(scored_workbooks(), st.data())
def test_a_better_mark_never_lowers_a_rank(book: Workbook, data: DataObject):
    criteria = {criterion.code: criterion for criterion in book.criteria}
    better = []
    for place, row in enumerate(book.scores.itertuples()):
        criterion = criteria[row.criterion]
        lower = criterion.kind is CriterionKind.DEDUCTION
        if row.verified_state == CellState.POINTS and (row.verified > 0 if lower else row.verified < criterion.maximum):
            better.append((place, row.unit, row.verified - 1 if lower else row.verified + 1))
    assume(better and book.contest.ranking and not book.obstacles)
    place, unit, points = data.draw(st.sampled_from(better))
    scores = book.scores.copy()
    scores.loc[place, "verified"] = points
    before, after = scored(book).unit(unit), scored(replace(book, scores=scores)).unit(unit)
    assert after["rank"] <= before["rank"]
    assert after["total"] >= before["total"]


@settings(random_workbooks, max_examples=30)
@given(scored_workbooks())
def test_a_bonus_or_deduction_left_blank_is_worth_as_much_as_a_typed_zero(book: Workbook):
    base = book.scores["criterion"].isin([c.code for c in book.criteria if c.kind is CriterionKind.BASE])
    states = book.scores[["verified_state", "self_state"]]
    unreadable = (states == CellState.UNREADABLE).any(axis=1)
    blank = (states == CellState.BLANK).all(axis=1)
    assume(base.any())
    left_blank = replace(book, scores=_with_zero(book.scores, unreadable | (base & blank)))
    typed = replace(book, scores=_with_zero(left_blank.scores, blank & ~base))
    columns = ["unit", "total", "rank", "tied", "final"]
    pd.testing.assert_frame_equal(scored(left_blank).standings[columns], scored(typed).standings[columns])


def _with_zero(scores: pd.DataFrame, rows: pd.Series) -> pd.DataFrame:
    """The scores with a verified 0 in these rows."""
    changed = scores.assign(verified=scores["verified"].mask(rows, 0))
    return changed.assign(verified_state=scores["verified_state"].mask(rows, CellState.POINTS.value))


@settings(random_workbooks, max_examples=30)
@given(scored_workbooks())
def test_the_parts_add_up(book: Workbook):
    uncapped = replace(book, contest=replace(book.contest, bonus_cap=None, deduction_cap=None))
    first = scored(uncapped)
    groups = first.subtotals.groupby("unit")["points"].sum()
    for row in first.standings.dropna(subset=["total"]).itertuples():
        assert row.total == groups[row.unit] == row.base + row.bonus - row.deduction
    capped = scored(book).standings.dropna(subset=["total"])
    assert (capped["total"] == capped["base"] + capped["bonus"] - capped["deduction"]).all()


@settings(random_workbooks, max_examples=30)
@given(scored_workbooks())
def test_ranks_go_1_2_2_4(book: Workbook):
    ranked = scored(book).standings.dropna(subset=["rank"])
    ranks = ranked["rank"].tolist()
    assert ranks == sorted(ranks)
    assert all(rank == 1 + sum(other < rank for other in ranks) for rank in ranks)
    assert (ranked["tied"] == ranked["rank"].duplicated(keep=False)).all()
