"""Where the two computations differ, it is said at the unit or the award."""

from dataclasses import replace

import pandas as pd
import pytest

from lib.model import frames
from lib.model.problems import Code
from lib.model.records import Workbook
from lib.model.results import AwardResult, AwardStatus
from lib.scoring.recount.compare import recount_differences
from tests.workbooks import a_criterion, a_scored_workbook, a_session, an_award, scores_of, votes_of

CRITERIA = [a_criterion("1"), a_criterion("2")]


def _book() -> Workbook:
    """A has 9, B has 7 and one score missing; a ballot proposes A."""
    verified = {"A": [5, 4], "B": [7, None]}
    book = a_scored_workbook(CRITERIA, verified, verified)
    award, session = an_award(quota=1), a_session()
    return replace(book, awards=(award,), sessions=(session,), votes=votes_of(A=2, B=1))


RIGHT = [
    {"unit": "A", "total": 9, "maximum": 20, "self_total": 9, "rank": 1, "tied": False, "final": True, "base": 9},
    {"unit": "B", "total": 7, "maximum": 20, "self_total": None, "rank": 2, "final": False, "base": 7, "missing": 1},
]
PROPOSED = AwardResult("CN", AwardStatus.DECIDED, 1, proposed=("A",))


def _standings(*rows: dict[str, object]) -> pd.DataFrame:
    blank = dict.fromkeys(frames.STANDINGS, 0) | {"tied": False}
    return frames.frame_of(pd.DataFrame([blank | row for row in rows]), frames.STANDINGS)


def _differences(rows: list[dict[str, object]], *awards: AwardResult) -> list[tuple[object, object]]:
    problems = recount_differences(_book(), _standings(*rows), awards)
    assert {problem.code for problem in problems} <= {Code.RECOUNT_DIFFERS}
    return [(problem.param("what"), problem.param("subject")) for problem in problems]


def test_where_both_agree_there_is_nothing_to_say():
    assert _differences(RIGHT, PROPOSED) == []


@pytest.mark.parametrize(
    ("column", "value", "what"),
    [
        ("total", 8, "total"),
        ("total", None, "total"),
        ("maximum", 19, "total"),
        ("self_total", None, "total"),
        ("final", False, "total"),
        ("missing", 1, "total"),
        ("unverified", 1, "total"),
        ("rank", 2, "rank"),
        ("rank", None, "rank"),
        ("tied", True, "rank"),
    ],
)
def test_each_figure_of_a_unit_is_compared(column, value, what):
    assert _differences([RIGHT[0] | {column: value}, RIGHT[1]], PROPOSED) == [(what, "A")]


def test_a_self_total_that_should_not_be_there_is_found():
    assert _differences([RIGHT[0], RIGHT[1] | {"self_total": 7}], PROPOSED) == [("total", "B")]


def test_units_in_another_order_are_found():
    assert _differences(RIGHT[::-1], PROPOSED) == [("rank", "A"), ("rank", "B")]


def test_a_unit_left_out_is_found():
    assert _differences(RIGHT[:1], PROPOSED) == [("total", "B"), ("rank", "B")]


@pytest.mark.parametrize(
    "result",
    [
        replace(PROPOSED, status=AwardStatus.TIE),
        replace(PROPOSED, proposed=()),
        replace(PROPOSED, proposed=("B",)),
        replace(PROPOSED, undecided=("B",)),
        replace(PROPOSED, award="CP"),
    ],
)
def test_each_part_of_an_award_is_compared(result):
    assert _differences(RIGHT, result) == [("award", "CN")]


def test_the_order_of_proposal_is_compared_and_the_order_of_a_tie_is_not():
    book = replace(_book(), awards=(an_award(quota=2),), votes=votes_of(A=2, B=2))
    standings = _standings(*RIGHT)
    swapped = replace(PROPOSED, quota=2, proposed=("B", "A"))
    assert [p.param("subject") for p in recount_differences(book, standings, (swapped,))] == ["CN"]
    tied = replace(book, awards=(an_award(quota=1),))
    undecided = AwardResult("CN", AwardStatus.TIE, 1, undecided=("B", "A"))
    assert recount_differences(tied, standings, (undecided,)) == ()


def test_a_difference_stands_at_the_cell_of_its_unit_or_award():
    book = _book()
    found = recount_differences(book, _standings(RIGHT[0], RIGHT[1] | {"total": 8}), ())
    assert [problem.where for problem in found] == [book.unit("B").cell, book.award("CN").cell]


def test_a_workbook_without_units_and_awards_has_no_differences():
    assert recount_differences(Workbook(), frames.empty_frame(frames.STANDINGS), ()) == ()


def test_a_changed_score_is_noticed_whatever_the_cell():
    for place, unit in enumerate("AB"):
        verified = {"A": [5, 4], "B": [7, None]}
        verified[unit] = [verified[unit][0] + 1, verified[unit][1]]
        book = replace(_book(), scores=scores_of(CRITERIA, verified, verified))
        found = recount_differences(book, _standings(*RIGHT), (PROPOSED,))
        assert [problem.param("subject") for problem in found] == ["AB"[place]]
