"""Tables, budgets and the JSON file say what was measured, and what was not."""

from __future__ import annotations

from math import inf

import pytest

from bench import budgets, table
from bench.crowd import Change, percentile, summed_up
from bench.opens import Kept, Opened
from bench.results import EMPTY, ORDINARY, OURS, Results, read


@pytest.fixture
def results() -> Results:
    found = Results("2026-11-25", {"processors": 2})
    found.opened = [
        Opened(EMPTY, "", "", 200.0, 2048, 100),
        Opened(ORDINARY, "", "", 400.0, 4096, 300),
        Opened(OURS, budgets.READER, "", 10.0, 1024, 150),
        Opened(OURS, budgets.READER, "bang_diem", 16.0, 1024, 200),
    ]
    found.kept = [Kept(OURS, 60, 12.0, 300.0, 200)]
    found.changes = [Change(300, 1.0, 1.4, 2.5, 9.0, 2700.0, 0, 400.0, 12.0)]
    return found


def test_every_open_stands_beside_the_empty_app_and_the_ordinary_page(results):
    row = next(line for line in table.opens(results).splitlines() if "bang_diem" in line)
    assert [cell.strip() for cell in row.strip("|").split("|")[1:]] == ["16", "0.08", "0.04", "1", "200"]


def test_budgets_are_met_missed_or_not_measured(results):
    lines = {line.split("|")[1].strip(): line for line in table.budgets(results).splitlines()}
    assert "**missed**" in lines["page open, the dearest of a reader's pages"]
    assert "| 0.05 × | met |" in lines["page open (overview) beside the empty app with defaults"]
    assert "| 1.4 s | met |" in lines["a change reaches 300 readers, p95"]
    assert "| 9 ms | **missed** |" in lines["a change, for each of 300 readers"]
    assert "not measured" in lines["first paint after a cold start, later than the empty app"]


def test_what_was_written_is_read_again(results, tmp_path):
    path = tmp_path / "build" / "latest.json"
    results.write(path)
    assert read(path) == results


def test_a_change_is_the_median_of_its_runs_and_counts_whom_it_missed():
    found = summed_up([([0.5, 1.5], 0.1), ([1.0, None], 0.3), ([2.0, 3.0], 0.2)], 100.0, 12.0)
    assert (found.viewers, found.p50, found.worst, found.each_ms, found.missed) == (2, 1.0, 3.0, 100.0, 1)


@pytest.mark.parametrize(("values", "expected"), [([], inf), ([4.0], 4.0), ([0.0, 10.0], 9.5)])
def test_a_percentile_lies_between_the_values(values, expected):
    assert percentile(values, 95) == pytest.approx(expected)
