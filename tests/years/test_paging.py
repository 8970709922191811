"""How much stands on one picture: as few pages as hold everything, filled evenly."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.years.paging import in_pages

EVEN = {
    (7, 6): [4, 3],
    (10, 9): [5, 5],
    (13, 6): [5, 4, 4],
    (22, 5): [5, 5, 4, 4, 4],
    (5, 5): [5],
    (0, 5): [],
}


@pytest.mark.parametrize(("asked", "pages"), EVEN.items(), ids=str)
def test_rows_alike_are_shared_out_so_that_no_page_holds_one_row(asked, pages):
    rows, room = asked
    assert [len(page) for page in in_pages(range(rows), room)] == pages


@given(st.lists(st.floats(0.5, 8), max_size=40), st.floats(4, 12))
def test_everything_stands_once_in_its_order_on_the_fewest_pages_that_hold_it(sizes, room):
    pages = in_pages(range(len(sizes)), room, lambda at: sizes[at])
    assert [at for page in pages for at in page] == list(range(len(sizes)))
    assert all(len(page) == 1 or sum(sizes[at] for at in page) <= room + 1e-9 for page in pages)
    filled, left = 0, 0.0
    for size in sizes:
        if not filled or size > left:
            filled, left = filled + 1, room
        left -= size
    assert len(pages) <= filled, "no more than filling one after the other takes"
