"""The live page as CSV and as JSON."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest

from lib.release.small_counts import sealed_round
from lib.show.live.formats import MARK, live_csv, live_json
from lib.show.live.reader_view import ReaderView
from lib.show.rows.parts import Audience
from lib.show.words import names
from tests.days import sample_version
from tests.show.live.readings import reading


@pytest.mark.parametrize("bad", ['=HYPERLINK("http://x")', "+1+1", "-1+1", "@SUM(A1)", "\t=1", " =1", "＝1"])
def test_no_cell_of_the_table_is_a_formula(bad):
    now = reading()
    book = now.snapshot.workbook
    units = (replace(book.units[0], name=bad), *book.units[1:])
    text = live_csv(replace(now, snapshot=replace(now.snapshot, workbook=replace(book, units=units))))
    cells = [cell for row in csv.reader(io.StringIO(text.removeprefix(MARK)), delimiter=";") for cell in row]
    assert f"'{bad}" in cells
    assert not [cell for cell in cells if cell.lstrip().startswith(("=", "+", "@", "＝"))]


def test_the_table_has_a_column_of_votes_for_each_round_that_is_released():
    whole = sample_version().snapshot
    rows = list(csv.DictReader(io.StringIO(live_csv(ReaderView(whole)).removeprefix(MARK)), delimiter=";"))
    for result in whole.awards:
        for held in result.rounds:
            name = names.award_name(whole.workbook, result.award)
            column = f"{name}: phiếu vòng {held.number} (trên {held.base_value})"
            told = {row["Mã"]: row[column] for row in rows}
            assert {unit: int(votes) for unit, votes in told.items() if votes} == {
                one.unit: one.votes for one in held.candidates
            }
    assert "phiếu vòng" not in live_csv(reading())


def test_a_secret_ballot_of_a_few_papers_has_no_number_in_any_format():
    whole = sample_version().snapshot
    awards = tuple(replace(one, rounds=tuple(map(sealed_round, one.rounds))) for one in whole.awards)
    now = ReaderView(replace(whole, awards=awards), Audience(), years=True)
    value = json.loads(live_json(now))
    candidates = [one for award in value["awards"] for held in award["rounds"] for one in held["candidates"]]
    assert candidates
    assert {(one["votes"], one["share"]) for one in candidates} == {(None, None)}
    assert " phiếu)" not in live_csv(now)
    rows = csv.DictReader(io.StringIO(live_csv(now).removeprefix(MARK)), delimiter=";")
    assert {cell for row in rows for head, cell in row.items() if "phiếu vòng" in head} == {""}
