from __future__ import annotations

from fractions import Fraction

from lib.show.words.ranks import ranking_rows, standings_in_order
from tests.show.rows.states import state
from tests.show.sampling import sample


def test_a_row_has_its_gap_in_words_and_the_awards_that_the_unit_is_proposed_for():
    rows = ranking_rows(sample(), standings_in_order(sample()))
    assert [row.bar.words for row in rows[:3]] == ["dẫn đầu", "kém 0,50", "kém 0,75"]
    assert [row.bar.part for row in (rows[0], rows[-1])] == [0, 1]
    assert [len(row.awards) for row in rows[:5]] == [0, 2, 1, 0, 1]
    assert rows[1].awards == ("Cờ thi đua ngành Tư pháp", "Cờ thi đua Chính phủ")


def test_without_ranks_the_bar_is_a_part_of_the_highest_total_and_says_nothing():
    snapshot = state("scores_released").snapshot
    rows = ranking_rows(snapshot, standings_in_order(snapshot), ranked=False)
    assert {row.bar.words for row in rows} == {""}
    assert max(row.bar.part for row in rows) == 1
    assert min(row.bar.part for row in rows) == Fraction(18200, 19375)


def test_where_no_points_may_be_seen_no_bar_is_drawn():
    snapshot = state("ranks_released").snapshot
    standings = standings_in_order(snapshot)
    assert {row.bar for ranked in (True, False) for row in ranking_rows(snapshot, standings, ranked=ranked)} == {None}
