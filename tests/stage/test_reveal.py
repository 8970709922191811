"""A reveal as a list of steps: dignity, order, ties, second rounds, decisions."""

from __future__ import annotations

import dataclasses
import itertools

import pytest

from lib.access.rights import Role
from lib.model.domain import Verdict
from lib.model.releasable import Released, releasable_award, releasable_ballot, releasable_decision
from lib.model.results import AwardResult, AwardStatus, Outcome
from lib.release.role_view import snapshot_for
from lib.stage.reveal import WAIT, StepKind, ballot_steps, reveal_steps
from lib.stage.state import Options, Order
from tests.days import sample_tables, tied_tables, version, with_row

USUAL = Options()
FIRST = Released.of([releasable_ballot("P1"), releasable_ballot("P2"), releasable_award("CNTP")])


def steps_of(tables, released=FIRST, options=USUAL, code="CNTP"):
    seen = snapshot_for(version(tables).snapshot, Role.VIEWER, released)
    return reveal_steps(seen.award(code), seen.workbook, options), seen


def kinds(steps):
    return [step.kind.value for step in steps]


def named(steps):
    return [step.unit for step in steps if step.kind is StepKind.NAME]


def test_the_rule_comes_first_and_the_list_last():
    steps, _ = steps_of(sample_tables())
    assert kinds(steps) == [
        "rule", "candidates", "name", "votes", "name", "votes", "threshold", "verdict",
        "round", "candidates", "name", "votes", "threshold", "verdict", "list",
    ]  # fmt: skip
    assert steps[-1].shown == ("TGPL", "QLXLVPHC", "PBGDPL")


@pytest.mark.parametrize(
    ("order", "units"),
    [
        (Order.FEWEST_FIRST, ["QLXLVPHC", "TGPL", "PBGDPL"]),
        (Order.MOST_FIRST, ["TGPL", "QLXLVPHC", "PBGDPL"]),
        (Order.PROTOCOL, ["TGPL", "QLXLVPHC", "PBGDPL"]),
    ],
)
def test_units_appear_in_the_chosen_order_round_by_round(order, units):
    steps, _ = steps_of(sample_tables(), options=Options(order=order))
    assert named(steps) == units


def test_only_a_name_goes_on_by_itself():
    steps, _ = steps_of(sample_tables())
    assert {step.kind for step in steps if step.seconds is not None} == {StepKind.NAME}


def test_a_name_stands_alone_before_its_votes():
    steps, _ = steps_of(sample_tables())
    for name, votes in itertools.pairwise(steps):
        if name.kind is StepKind.NAME:
            assert votes.kind is StepKind.VOTES
            assert votes.unit == name.unit
            assert name.unit not in name.shown
            assert name.unit in votes.shown


def test_who_is_not_proposed_appears_on_no_picture_unless_switched_on():
    steps, seen = steps_of(sample_tables())
    proposed = set(seen.award("CNTP").proposed)
    assert {unit for step in steps if step.kind is not StepKind.CANDIDATES for unit in step.shown} <= proposed
    with_others, _ = steps_of(sample_tables(), options=Options(others=True))
    assert kinds(with_others).count("others") == 2


def test_ballots_released_alone_show_all_votes_in_protocol_order_and_no_verdict():
    snapshot = version(sample_tables()).snapshot
    seen = snapshot_for(snapshot, Role.VIEWER, Released.of([releasable_ballot("P1")]))
    steps = ballot_steps(seen.award("CNTP"), seen.workbook)
    assert kinds(steps) == ["rule", "candidates", "others"]
    order = [unit.code for unit in seen.workbook.units if unit.code in steps[-1].shown]
    assert list(steps[-1].shown) == order
    assert ballot_steps(seen.award("CCP"), seen.workbook) == WAIT


def test_a_tie_shows_what_is_clear_then_the_tied_then_the_open_seat():
    steps, seen = steps_of(tied_tables())
    assert set(seen.award("CNTP").undecided) == {"DKGDBD", "PBGDPL"}
    assert named(steps) == ["QLXLVPHC", "TGPL"]
    assert kinds(steps)[-4:] == ["verdict", "tie", "list", "open_seats"]


def test_a_tie_settled_by_a_decision_goes_on_after_what_was_shown():
    rows = (("PBGDPL", "suy tôn"), ("DKGDBD", "không suy tôn"))
    tables = tied_tables()
    for unit, verdict in rows:
        tables = with_row(tables, "Quyết định", "CNTP", unit, verdict, "lý do", "Cụm trưởng", None)
    open_steps, _ = steps_of(tied_tables())
    settled, seen = steps_of(tables, Released(FIRST.things | {releasable_decision("CNTP", unit) for unit, _ in rows}))
    shown_before = open_steps[: kinds(open_steps).index("tie") + 1]
    assert settled[: len(shown_before)] == shown_before, "a resumed reveal does not jump"
    assert kinds(settled)[len(shown_before) :] == ["decided", "list"]
    assert seen.award("CNTP").decisions[0].decision.verdict is Verdict.PROPOSE


def test_a_unit_that_withdrew_is_not_shown_as_proposed():
    tables = with_row(sample_tables(), "Quyết định", "CNTP", "TGPL", "rút", "tự rút", "Cụm trưởng", None)
    steps, _seen = steps_of(tables, Released(FIRST.things | {releasable_decision("CNTP", "TGPL")}))
    assert "TGPL" not in named(steps)
    assert "TGPL" not in steps[-1].shown


def test_without_a_released_ballot_there_is_nothing_but_waiting():
    steps, _ = steps_of(sample_tables(), Released.of([releasable_award("CNTP")]))
    assert steps == WAIT


def test_a_round_without_anybody_proposed_has_a_verdict_and_no_bars():
    seen = snapshot_for(
        version(sample_tables()).snapshot, Role.VIEWER, Released.of([releasable_ballot("P1"), releasable_award("CNTP")])
    )
    result = seen.award("CNTP")
    nobody = tuple(
        dataclasses.replace(one, outcome=Outcome.BELOW_THRESHOLD) if one.outcome is Outcome.PROPOSED else one
        for one in result.rounds[0].candidates
    )
    rounds = (dataclasses.replace(result.rounds[0], candidates=nobody),)
    empty: AwardResult = dataclasses.replace(result, rounds=rounds, proposed=(), seats_left=3)
    steps = reveal_steps(empty, seen.workbook, Options())
    assert kinds(steps) == ["rule", "candidates", "verdict", "open_seats"]


def test_many_candidates_and_a_long_list_take_several_pictures():
    snapshot = version(sample_tables()).snapshot
    (first, *_) = snapshot.award("CNTP").rounds
    one = dataclasses.replace(first.candidates[0], ineligible=None, outcome=Outcome.PROPOSED)
    many = tuple(dataclasses.replace(one, unit=f"U{number:02d}") for number in range(30))
    units = tuple(dataclasses.replace(snapshot.workbook.units[0], code=each.unit, position=1) for each in many)
    book = dataclasses.replace(snapshot.workbook, units=units)
    named = tuple(each.unit for each in many[:13])
    result = AwardResult(
        "CNTP", AwardStatus.DECIDED, 30, proposed=named, rounds=(dataclasses.replace(first, candidates=many),)
    )
    steps = reveal_steps(result, book, Options(others=True))
    assert [len(step.shown) for step in steps if step.kind is StepKind.CANDIDATES] == [10, 10, 10]
    assert [len(step.shown) for step in steps if step.kind is StepKind.OTHERS] == [10, 10, 10]
    assert [len(step.shown) for step in steps if step.kind is StepKind.LIST] == [5, 4, 4]
