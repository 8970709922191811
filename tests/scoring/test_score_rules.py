"""The rules of totals and ranks by name, one table for both computations (docs/workbook.md section 3)."""

from collections.abc import Callable

import pytest

from lib.model.domain import CriterionKind, KeyKind, NotApplicableRule, RankingKey
from lib.model.records import Workbook
from lib.scoring.recount.scores import RecountedUnit
from tests.workbooks import BAD, KPS, ScoreCell, a_contest, a_criterion, a_scored_workbook

Scores = Callable[[Workbook], tuple[RecountedUnit, ...]]

BASE, BONUS, DEDUCTION = CriterionKind
FULL, EXCLUDE, ZERO = NotApplicableRule
SHARE = RankingKey(KeyKind.SHARE)
TOTAL = RankingKey(KeyKind.TOTAL)


def _one(
    scores: Scores, kind: CriterionKind, kps: NotApplicableRule, verified: ScoreCell, own: ScoreCell
) -> RecountedUnit:
    """A unit with 7 of 10 for a first criterion and these cells for a second of at most 20."""
    criteria = [a_criterion("1", 10), a_criterion("2", 20, kind, kps=kps)]
    [unit] = scores(a_scored_workbook(criteria, {"A": [7, verified]}, {"A": [6, own]}))
    return unit


@pytest.mark.parametrize(
    ("kind", "kps", "verified", "own", "total", "maximum", "final"),
    [
        (BASE, FULL, 15, None, 22, 30, True),
        (BASE, FULL, 15, BAD, 22, 30, True),
        (BASE, FULL, 0, 15, 7, 30, True),
        (BASE, FULL, None, 15, 22, 30, False),
        (BASE, FULL, BAD, 15, 22, 30, False),
        (BASE, FULL, None, None, 7, 30, False),
        (BASE, FULL, BAD, None, 7, 30, False),
        (BASE, FULL, KPS, 15, 27, 30, True),
        (BASE, EXCLUDE, KPS, 15, 7, 10, True),
        (BASE, ZERO, KPS, 15, 7, 30, True),
        (BASE, EXCLUDE, None, KPS, 7, 10, False),
        (BASE, EXCLUDE, None, None, 7, 30, False),
        (BONUS, FULL, 15, None, 22, 10, True),
        (BONUS, FULL, KPS, 15, 7, 10, True),
        (BONUS, EXCLUDE, KPS, 15, 7, 10, True),
        (BONUS, FULL, None, 15, 22, 10, False),
        (BONUS, FULL, None, None, 7, 10, True),
        (BONUS, FULL, BAD, None, 7, 10, False),
        (BONUS, FULL, None, BAD, 7, 10, False),
        (DEDUCTION, FULL, 5, None, 2, 10, True),
        (DEDUCTION, FULL, 15, None, -8, 10, True),
        (DEDUCTION, FULL, KPS, 5, 7, 10, True),
        (DEDUCTION, FULL, None, None, 7, 10, True),
        (DEDUCTION, FULL, BAD, BAD, 7, 10, False),
    ],
)
def test_the_score_of_record_gives_total_maximum_and_whether_it_is_final(
    scores, kind, kps, verified, own, total, maximum, final
):
    unit = _one(scores, kind, kps, verified, own)
    assert (unit.total, unit.maximum, unit.final) == (total, maximum, final)


@pytest.mark.parametrize(
    ("kind", "own", "self_total"),
    [
        (BASE, 15, 21),
        (BASE, KPS, 26),
        (BASE, None, None),
        (BASE, BAD, None),
        (BONUS, 3, 9),
        (BONUS, None, 6),
        (BONUS, BAD, None),
        (DEDUCTION, 2, 4),
        (DEDUCTION, KPS, 6),
        (DEDUCTION, BAD, None),
    ],
)
def test_a_self_total_needs_all_its_cells(scores, kind, own, self_total):
    assert _one(scores, kind, FULL, 1, own).self_total == self_total


def test_missing_and_unverified_scores_are_counted(scores):
    criteria = [a_criterion(code) for code in "1234"]
    book = a_scored_workbook(criteria, {"A": [5, None, BAD, None]}, {"A": [5, 4, 3, BAD]})
    [unit] = scores(book)
    assert (unit.missing, unit.unverified, unit.total) == (1, 2, 12)


@pytest.mark.parametrize(
    ("caps", "total"),
    [((None, None), 160), ((10, None), 140), ((None, 5), 175), ((10, 5), 155), ((0, 0), 150), ((30, 20), 160)],
)
def test_caps_bind_the_sums_of_bonus_and_deduction_in_both_totals(scores, caps, total):
    criteria = [
        a_criterion("1", 150),
        *(a_criterion(c, 15, BONUS) for c in "23"),
        *(a_criterion(c, 10, DEDUCTION) for c in "45"),
    ]
    cells = {"A": [150, 15, 15, 10, 10]}
    contest = a_contest(bonus_cap=caps[0], deduction_cap=caps[1])
    [unit] = scores(a_scored_workbook(criteria, cells, cells, contest=contest))
    assert (unit.total, unit.self_total, unit.maximum) == (total, total, 150)


def test_a_unit_whose_only_score_is_a_bonus_has_a_total(scores):
    criteria = [a_criterion("1"), a_criterion("2", 5, BONUS)]
    [unit] = scores(a_scored_workbook(criteria, {"A": [None, 5]}))
    assert (unit.total, unit.final) == (5, False)


def test_a_unit_without_a_single_score_has_no_total_and_no_rank_and_stands_last(scores):
    criteria = [a_criterion("1"), a_criterion("2", 5, BONUS)]
    first, second = scores(a_scored_workbook(criteria, {"A": [None, None], "B": [0, None]}))
    assert (first.unit, first.total, first.rank) == ("B", 0, 1)
    assert second == RecountedUnit("A", None, 10, None, None, False, False, 1, 0)


@pytest.mark.parametrize("change", [{"contest": a_contest(unclear=True)}, {"criteria_left_out": ("II.1",)}])
def test_an_unclear_rule_or_a_criterion_left_out_makes_every_total_provisional(scores, change):
    [unit] = scores(a_scored_workbook([a_criterion("1")], {"A": [5]}, **change))
    assert (unit.total, unit.final, unit.rank) == (5, False, 1)


def test_nobody_is_ranked_by_keys_that_cannot_be_read_and_totals_stay_final(scores):
    units = scores(a_scored_workbook([a_criterion("1")], {"A": [5], "B": [6]}, contest=a_contest(ranking=None)))
    assert [(u.unit, u.rank, u.tied, u.final) for u in units] == [("A", None, False, True), ("B", None, False, True)]


def _ranks(scores: Scores, book: Workbook) -> list[tuple[str, int | None, bool]]:
    return [(unit.unit, unit.rank, unit.tied) for unit in scores(book)]


def test_ranks_go_1_2_2_4_in_protocol_order_within_a_tie(scores):
    book = a_scored_workbook([a_criterion("1")], {"A": [5], "B": [7], "C": [9], "D": [7]})
    assert _ranks(scores, book) == [("C", 1, False), ("B", 2, True), ("D", 2, True), ("A", 4, False)]


def test_all_tied_are_all_first(scores):
    book = a_scored_workbook([a_criterion("1")], {"A": [5], "B": [5], "C": [5]})
    assert _ranks(scores, book) == [("A", 1, True), ("B", 1, True), ("C", 1, True)]


def test_units_without_a_total_stand_last_in_protocol_order_unranked_and_untied(scores):
    book = a_scored_workbook([a_criterion("1")], {"A": [None], "B": [1], "C": [None]})
    assert _ranks(scores, book) == [("B", 1, False), ("A", None, False), ("C", None, False)]


def test_a_provisional_unit_is_ranked_too(scores):
    book = a_scored_workbook([a_criterion("1")], {"A": [5]}, {"B": [7]})
    assert _ranks(scores, book) == [("B", 1, False), ("A", 2, False)]


def test_shares_are_compared_exactly(scores):
    """8/12 and 6/9 are the same share, 7/10 is more."""
    criteria = [a_criterion("1", 9), a_criterion("2", 3, kps=EXCLUDE), a_criterion("3", 1, kps=EXCLUDE)]
    cells = {"A": [6, 2, KPS], "B": [6, KPS, KPS], "C": [6, KPS, 1]}
    book = a_scored_workbook(criteria, cells, contest=a_contest(SHARE))
    assert _ranks(scores, book) == [("C", 1, False), ("A", 2, True), ("B", 2, True)]


def test_a_share_without_any_maximum_is_missing(scores):
    book = a_scored_workbook([a_criterion("1", kps=EXCLUDE)], {"A": [KPS], "B": [0]}, contest=a_contest(SHARE))
    assert _ranks(scores, book) == [("B", 1, False), ("A", 2, False)]


GROUP = RankingKey(KeyKind.GROUP, "II")


@pytest.mark.parametrize(
    ("keys", "order"),
    [
        ((TOTAL,), ["A", "B", "C"]),
        ((TOTAL, RankingKey(KeyKind.CRITERION, "2")), ["B", "A", "C"]),
        ((GROUP,), ["C", "B", "A"]),
        ((RankingKey(KeyKind.CRITERION, "1"), GROUP), ["A", "B", "C"]),
    ],
)
def test_keys_are_compared_in_their_order(scores, keys, order):
    criteria = [a_criterion("1"), a_criterion("2", group="II"), a_criterion("3", 5, DEDUCTION, group="II")]
    cells = {"A": [9, 2, 2], "B": [8, 3, 2], "C": [5, 3, 1]}
    assert [
        unit for unit, _, _ in _ranks(scores, a_scored_workbook(criteria, cells, contest=a_contest(*keys)))
    ] == order


@pytest.mark.parametrize(
    ("keys", "order"),
    [
        ((TOTAL,), [("A", 1, True), ("B", 1, True), ("C", 1, True)]),
        ((TOTAL, GROUP), [("A", 1, False), ("C", 2, False), ("B", 3, False)]),
        ((RankingKey(KeyKind.CRITERION, "3"), TOTAL), [("A", 1, True), ("B", 1, True), ("C", 1, True)]),
    ],
)
def test_a_tie_stands_where_every_key_is_equal(scores, keys, order):
    criteria = [a_criterion("1", 100), a_criterion("2", 100, group="II"), a_criterion("3", 5, DEDUCTION, group="II")]
    cells = {"A": [10, 60, None], "B": [40, 30, None], "C": [20, 50, None]}
    assert _ranks(scores, a_scored_workbook(criteria, cells, contest=a_contest(*keys))) == order


def test_a_key_that_is_missing_or_left_out_comes_last_and_equal(scores):
    criteria = [a_criterion("1"), a_criterion("2", kps=EXCLUDE)]
    cells = {"A": [9, None], "B": [9, KPS], "C": [1, 0]}
    book = a_scored_workbook(criteria, cells, contest=a_contest(RankingKey(KeyKind.CRITERION, "2")))
    assert _ranks(scores, book) == [("C", 1, False), ("A", 2, True), ("B", 2, True)]


def test_no_bonus_is_a_group_of_zero_and_not_a_missing_one(scores):
    criteria = [a_criterion("1"), a_criterion("2", 5, DEDUCTION, group="II")]
    book = a_scored_workbook(criteria, {"A": [9, 1], "B": [1, None]}, contest=a_contest(GROUP))
    assert _ranks(scores, book) == [("B", 1, False), ("A", 2, False)]


def test_a_group_without_any_score_is_missing_even_below_zero(scores):
    criteria = [a_criterion("1"), a_criterion("2", group="II"), a_criterion("3", 5, DEDUCTION, group="II")]
    book = a_scored_workbook(criteria, {"A": [1, 0, 5], "B": [9, None, BAD]}, contest=a_contest(GROUP))
    assert _ranks(scores, book) == [("A", 1, False), ("B", 2, False)]


def test_a_deduction_as_a_key_counts_against_the_unit(scores):
    criteria = [a_criterion("1"), a_criterion("2", 5, DEDUCTION)]
    key = RankingKey(KeyKind.CRITERION, "2")
    book = a_scored_workbook(criteria, {"A": [9, 5], "B": [5, 1], "C": [7, None]}, contest=a_contest(key))
    assert _ranks(scores, book) == [("C", 1, False), ("B", 2, False), ("A", 3, False)]


def test_a_group_left_out_by_kps_is_a_group_of_zero(scores):
    criteria = [a_criterion("1"), a_criterion("2", group="II", kps=EXCLUDE)]
    book = a_scored_workbook(criteria, {"A": [1, KPS], "B": [9, 0], "C": [9, 1]}, contest=a_contest(GROUP))
    assert _ranks(scores, book) == [("C", 1, False), ("A", 2, True), ("B", 2, True)]
