"""Pages of a very large cluster: the first rows stand there, the others one touch away, none is lost."""

from __future__ import annotations

import re

import pytest

from lib.show.live.page import LivePageKind, LivePagePlace, draw_page
from lib.show.live.reader_view import ReaderView
from lib.show.rows.parts import LONGEST_TABLE, Audience
from tests.big_years import Size, big_year

READER = Audience(scores=True, votes=True)


def page(units: int, kind: LivePageKind) -> str:
    snapshot = big_year(Size(units, awards=1, proposed=3, short_names=True))
    return draw_page(ReaderView(snapshot, READER), LivePagePlace(kind)).body


def body_rows(html: str) -> int:
    """The rows of tables but their heads."""
    return sum(part.count("<tr") for part in re.findall(r"<tbody.*?</tbody>", html, flags=re.S))


@pytest.mark.parametrize(
    ("kind", "key"), [(LivePageKind.OVERVIEW, "ranking"), (LivePageKind.SCORES, "groups")], ids=["ranking", "groups"]
)
def test_of_252_units_the_first_stand_there_and_the_others_are_folded_with_their_places(kind, key):
    html = page(252, kind)
    above, below = html.split(f'<details data-key="{key}-{LONGEST_TABLE}">')
    assert body_rows(above) == LONGEST_TABLE
    assert body_rows(html) == 252
    assert below.startswith("<summary>Đơn vị thứ 41 đến 80, trong 252</summary>")
    assert "<summary>Đơn vị thứ 241 đến 252, trong 252</summary>" in below


def test_the_candidates_of_a_long_ballot_are_folded_too():
    snapshot = big_year(Size(252, awards=1, proposed=252, short_names=True))
    html = draw_page(ReaderView(snapshot, READER), LivePagePlace(LivePageKind.AWARDS)).body
    assert body_rows(html) == 252
    assert body_rows(html.split(f'-{LONGEST_TABLE}">')[0]) == LONGEST_TABLE


def test_a_few_rows_more_are_not_worth_a_fold():
    assert "<summary>Đơn vị thứ" not in page(50, LivePageKind.OVERVIEW)
    assert "<summary>Đơn vị thứ 41 đến 51, trong 51</summary>" in page(51, LivePageKind.OVERVIEW)


def test_on_the_live_page_the_differences_of_a_large_cluster_are_told_unit_by_unit():
    html = page(252, LivePageKind.SCORES)
    assert "Chỗ thẩm định khác tự chấm: xem ở trang của từng đơn vị." in html
    assert 'href="/xem/don-vi/U252"' in html
    assert len(html) < 400_000
