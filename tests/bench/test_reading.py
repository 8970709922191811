"""The measurement measures what it says: a whole workbook without a fault, read and computed."""

from __future__ import annotations

from bench.reading import NOW, bare_openpyxl, measure, workbook
from lib.model.results import AwardStatus
from lib.sheets.sources.xlsx_file import ExcelSource
from lib.snapshot import build_snapshot


def test_the_measured_workbook_is_whole_and_has_a_result(tmp_path):
    path = workbook(tmp_path / "a.xlsx", units=5, criteria=6)
    snapshot = build_snapshot(ExcelSource(path).fetch(), NOW)
    assert [found for found in snapshot.problems if found.blocks] == []
    assert len(snapshot.record) == 5 * 6
    assert snapshot.standings["final"].all()
    assert snapshot.award("CO").status is not AwardStatus.WAITING
    assert bare_openpyxl(path) > 2 * 5 * 6


def test_a_size_is_measured_and_told_on_one_line(tmp_path):
    timing = measure(tmp_path / "a.xlsx", units=3, criteria=4, repeat=1)
    assert min(timing.bare, timing.read, timing.compute, timing.idle) > 0
    assert "3 x 4" in timing.line()
