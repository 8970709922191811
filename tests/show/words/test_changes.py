"""What changed, in words."""

from __future__ import annotations

import datetime as dt

import pytest

from lib.history.changes import AwardChange, CellChange, Difference, StandingChange, UnitStanding
from lib.model.records import Workbook
from lib.model.results import AwardStatus
from lib.sheets.sources.source import UncalculatedFormula
from lib.show.words.changes import BLANK, NOTHING, cell_text, effects, record_lines
from tests.builders import a_cell
from tests.workbooks import an_award, some_units

NOTHING_ELSE = Difference((), (), (), ())


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (None, BLANK),
        ("", BLANK),
        (8.5, "8,5"),
        (8, "8"),
        (0.1 + 0.2, "0,3"),
        (-0.25, "−0,25"),
        (True, "TRUE"),
        (False, "FALSE"),
        ("8,5x", "8,5x"),
        ("a\nb", "a b"),
        ("\u202etxt", "⟨U+202E⟩txt"),
        (dt.datetime(2019, 12, 18, 8, 30), "18/12/2019"),
        (dt.date(2019, 12, 18), "18/12/2019"),
        (UncalculatedFormula("=A1"), "=A1 (chưa tính)"),
    ],
)
def test_a_cell_reads_as_in_the_sheet(cell, words):
    assert cell_text(cell) == words


def test_a_long_text_is_cut():
    assert len(cell_text("dài " * 50)) == 60
    assert cell_text("dài " * 50).endswith("…")


def test_a_changed_cell_tells_both_values():
    (line,) = record_lines(Difference((CellChange(a_cell(7, 4), 8.5, 9),), (), (), ()))
    assert (line.where.a1, line.text) == ("D7", "8,5 → 9")


@pytest.fixture
def workbook():
    return Workbook(units=some_units("AB"), awards=(an_award("CO"),))


def standings(*changes: StandingChange) -> Difference:
    return Difference((), (), changes, ())


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (UnitStanding(9500, 5, False, True), UnitStanding(9550, 3, False, True), "tổng điểm 95,00 → 95,50; hạng 5 → 3"),
        (UnitStanding(9500, 2, False, True), UnitStanding(9500, 2, True, True), "hạng 2 → 2 (đồng hạng)"),
        (UnitStanding(9500, 2, False, False), UnitStanding(9500, 2, False, True), "đã đủ điểm"),
        (UnitStanding(9500, 2, False, True), UnitStanding(9500, 2, False, False), "còn thiếu điểm nên thành tạm tính"),
        (
            UnitStanding(None, None, False, False),
            UnitStanding(9500, 1, False, False),
            "tổng điểm chưa có → 95,00; hạng chưa xếp → 1",
        ),
        (None, UnitStanding(9500, 1, False, True), "tổng điểm chưa có → 95,00; hạng chưa xếp → 1"),
    ],
)
def test_the_effect_on_a_unit(workbook, old, new, words):
    assert effects(standings(StandingChange("A", old, new)), workbook) == (f"Đơn vị A: {words}",)


def test_a_unit_that_is_gone_is_called_by_its_code(workbook):
    gone = StandingChange("Z", UnitStanding(9500, 1, False, True), None)
    assert effects(standings(gone), workbook) == ("Z: tổng điểm 95,00 → chưa có; hạng 1 → chưa xếp",)


def test_units_whose_total_changed_stand_before_those_that_only_moved(workbook):
    moved = StandingChange("A", UnitStanding(9500, 2, False, True), UnitStanding(9500, 1, False, True))
    lower = StandingChange("B", UnitStanding(9600, 1, False, True), UnitStanding(9400, 2, False, True))
    assert [line[:8] for line in effects(standings(moved, lower), workbook)] == ["Đơn vị B", "Đơn vị A"]


def test_the_effect_on_an_award(workbook):
    change = AwardChange("CO", AwardStatus.WAITING, AwardStatus.CHAIR_DECIDES, ("A",), ("B", "Z"))
    (line,) = effects(Difference((), (), (), (change,)), workbook)
    assert "đang chờ → chờ " in line
    assert line.endswith("thêm Đơn vị A; bớt B, Z")


def test_a_new_award_was_not_there_before(workbook):
    change = AwardChange("MOI", None, AwardStatus.NO_SESSION, (), ())
    assert effects(Difference((), (), (), (change,)), workbook) == ("MOI: không có → chưa có kết quả bỏ phiếu",)


def test_no_difference_at_all_is_said(workbook):
    assert effects(NOTHING_ELSE, workbook) == (NOTHING,)
    assert effects(Difference((CellChange(a_cell(1, 1), 1, 2),), (), (), ()), workbook) == ()
