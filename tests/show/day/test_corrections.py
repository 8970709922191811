"""What a correction says: the released figures that differ, and nothing else."""

from __future__ import annotations

from lib.model.releasable import RANKING, SCORES, releasable_ballot
from lib.show.day.corrections import correction_lines
from tests.days import sample_tables, sample_version, table_of, version, with_cell, with_votes

OLD = sample_version().snapshot


def test_a_vote_that_differs_is_a_line_of_its_ballot():
    new = version(with_votes(sample_tables(), "P3", QLXLVPHC=10)).snapshot
    lines = correction_lines(OLD, new, frozenset({releasable_ballot("P3")}))
    assert ("ballot:P3", "Phiên P3: Cục QLXLVPHC & TDTHPL – đồng ý", "9", "10") in lines
    assert {line[0] for line in lines} == {"ballot:P3"}


def test_a_ballot_that_is_not_released_has_no_line():
    new = version(with_votes(sample_tables(), "P1", TGPL=9)).snapshot
    assert correction_lines(OLD, new, frozenset({releasable_ballot("P3")})) == ()


def test_scores_tell_totals_and_the_ranking_ranks():
    rows = table_of(sample_tables(), "Thẩm định").rows
    place = next((r, c) for r, cells in enumerate(rows, 1) for c, cell in enumerate(cells, 1) if cell == 9.5)
    new = version(with_cell(sample_tables(), "Thẩm định", *place, 5)).snapshot
    whats = [what for _, what, _, _ in correction_lines(OLD, new, frozenset({SCORES, RANKING}))]
    assert any("tổng điểm" in what for what in whats)
    assert any("xếp hạng" in what for what in whats)


def test_where_nothing_differs_there_is_nothing_to_say():
    assert correction_lines(OLD, OLD, frozenset({SCORES, RANKING, releasable_ballot("P1")})) == ()
