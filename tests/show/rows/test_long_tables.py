"""Pages of a very large cluster: the first rows stand there, the others one touch away, none is lost."""

from __future__ import annotations

import re

import pytest

from lib.show.live.page import LivePageKind, LivePagePlace, draw_page
from lib.show.live.reader_view import ReaderView
from lib.show.rows import awards, ballots, overview, unit, work
from lib.show.rows.parts import LONGEST_ON_PAGE, LONGEST_TABLE, Audience, markup
from lib.show.words.ballots import session_views
from tests.big_years import Size, big_year
from tests.show.rows.states import state

READER = Audience(scores=True, votes=True)


def page(units: int, kind: LivePageKind) -> str:
    snapshot = big_year(Size(units, awards=1, proposed=3, short_names=True))
    return draw_page(ReaderView(snapshot, READER), LivePagePlace(kind)).body


def spaced(html: str) -> str:
    """The text with plain spaces where a number is bound to its word."""
    return html.replace("\u00a0", " ")


def body_rows(html: str) -> int:
    """The rows of tables but their heads."""
    return sum(part.count("<tr") for part in re.findall(r"<tbody.*?</tbody>", html, flags=re.S))


@pytest.mark.parametrize(
    ("kind", "key"), [(LivePageKind.OVERVIEW, "ranking"), (LivePageKind.SCORES, "groups")], ids=["ranking", "groups"]
)
def test_of_252_units_the_first_stand_there_and_the_others_are_folded_with_their_places(kind, key):
    html = page(252, kind)
    above, below = html.split(f'<details data-key="{key}-{LONGEST_ON_PAGE}">')
    assert body_rows(above) == LONGEST_ON_PAGE
    assert body_rows(html) == 252
    assert below.startswith("<summary>Đơn vị thứ 21 đến 60, trong 252</summary>")
    assert "<summary>Đơn vị thứ 221 đến 252, trong 252</summary>" in below


def test_the_candidates_of_a_long_ballot_are_folded_too():
    snapshot = big_year(Size(252, awards=1, proposed=252, short_names=True))
    html = draw_page(ReaderView(snapshot, READER), LivePagePlace(LivePageKind.AWARDS)).body
    assert body_rows(html) == 252
    assert body_rows(html.split(f'-{LONGEST_TABLE}">')[0]) == LONGEST_TABLE


def test_a_few_rows_more_are_not_worth_a_fold():
    assert "<summary>Đơn vị thứ" not in page(25, LivePageKind.OVERVIEW)
    assert "<summary>Đơn vị thứ 21 đến 26, trong 26</summary>" in page(26, LivePageKind.OVERVIEW)


def test_on_the_live_page_the_differences_of_a_large_cluster_are_told_unit_by_unit():
    html = page(252, LivePageKind.SCORES)
    assert "Chỗ thẩm định khác tự chấm: xem ở trang của từng đơn vị." in html
    assert 'href="/xem/don-vi/U252"' in html
    assert len(html) < 400_000


def test_all_units_with_the_votes_stand_open_also_where_they_are_more_than_a_page_shows():
    html = markup(awards.awards_page(big_year(Size(60, awards=1, proposed=33)), READER))
    open_rows = html.split("<summary>Đơn vị thứ 34 đến 60, trong 60</summary>")[0]
    assert open_rows.count('class="chip ok"') == 1 + 33


def test_of_several_awards_with_many_seats_the_first_units_stand_open_and_the_folds_count_the_proposed_ones():
    html = markup(awards.awards_page(big_year(Size(252, awards=3, proposed=33)), READER))
    opened = [part.split('<details data-key="verdicts-')[0] for part in html.split('<section class="award')[1:]]
    assert [body_rows(part) for part in opened] == [8, 8, 8]
    assert body_rows(html) == 252 + 33 + 32
    assert "<summary>Đơn vị thứ 9 đến 48, trong 252 · đề nghị 25</summary>" in html
    assert "<summary>Đơn vị thứ 49 đến 88, trong 252</summary>" in html


def test_the_card_of_an_award_with_many_seats_folds_the_rest():
    html = markup(overview.award_cards(big_year(Size(60, awards=1, proposed=33)), READER))
    above, below = html.split("<summary>Đơn vị thứ 9 đến 33, trong 33</summary>")
    assert (above.count("<li>"), below.count("<li>")) == (8, 25)


def test_sentences_and_titles_of_a_large_cluster_name_the_first_units_and_count_the_others():
    snapshot = big_year(Size(60, awards=1, proposed=33, short_names=True))
    heading = spaced(markup(unit.unit_heading(snapshot, "U001", READER)))
    assert "Đồng hạng với ĐV 4, ĐV 7, ĐV 10 và 16 đơn vị khác" in heading
    (session,) = session_views(snapshot)
    assert "<h1>Đề nghị ĐV 1, ĐV 2, ĐV 3 và 30 đơn vị khác</h1>" in spaced(
        markup(ballots.ballot_heading(snapshot, session))
    )


def test_exemplars_of_a_large_cluster_are_folded():
    snapshot = big_year(Size(60))
    html = markup(work.exemplar_list(snapshot, snapshot.workbook.exemplars, READER))
    assert "<summary>Mục thứ 21 đến 60, trong 60</summary>" in html


def test_without_ranks_nobody_shares_one():
    assert "Đồng hạng" not in markup(unit.unit_heading(state("scores_released").snapshot, "TGPL", READER))
