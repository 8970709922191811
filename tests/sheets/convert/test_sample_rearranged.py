"""The sample's scores, laid out as other people do and back: equal cell by cell, without a question."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import cache
from io import BytesIO

import pytest

from lib.model.domain import ScoreColumn
from lib.papers.converted import write_converted
from lib.sheets.convert.finding import Shape
from lib.sheets.convert.understand import understand
from lib.sheets.reading import cells
from lib.sheets.sources.source import RawCell, RawTables
from lib.sheets.sources.xlsx_file import ExcelSource
from lib.snapshot import build_snapshot
from tests.places import SAMPLE
from tests.sheets.convert.arranging import Item, Scored, as_matrix, as_rows_of_units, as_unit_files


@cache
def sample() -> RawTables:
    return ExcelSource(SAMPLE).fetch()


def rows_of(tables: RawTables, tab: str) -> list[dict[str, RawCell]]:
    """The rows of a tab as dictionaries by header."""
    table = next(table for table in tables.tables if table.tab == tab)
    at = next(number for number, row in enumerate(table.rows) if "Mã" in row)
    header = table.rows[at]
    return [dict(zip(header, [*row, *[None] * len(header)], strict=False)) for row in table.rows[at + 1 :]]


def scores_of(tables: RawTables, tab: str, names: dict[str, str]) -> dict[tuple[str, str], RawCell]:
    known = {cells.key(code): name for code, name in names.items()}
    return {
        (str(row["Mã"]), known[cells.key(str(header))]): value
        for row in rows_of(tables, tab)
        for header, value in row.items()
        if row.get("Mã") and header and cells.key(str(header)) in known and not cells.is_blank(value)
    }


SAID = {"thưởng": " (điểm thưởng)", "trừ": " (điểm trừ)"}


@cache
def scored() -> Scored:
    """The sample's scores; a name says where its points are bonus or deduction, as tables without such a column do."""
    units = {str(row["Mã"]): row for row in rows_of(sample(), "Đơn vị") if row.get("Mã")}
    names = {str(row[h]): str(row["Tên đơn vị"]) for row in units.values() for h in ("Mã", "Tên tắt", "Tên đơn vị")}
    groups: list[tuple[str, str, tuple[Item, ...]]] = []
    for row in rows_of(sample(), "Tiêu chí"):
        if row.get("Nhóm") and not row.get("Mã"):
            number, name = str(row["Nhóm"]).split(". ", 1)
            groups.append((number, name, ()))
        elif row.get("Mã"):
            number, name, items = groups.pop()
            said = str(row["Tên tiêu chí"]) + SAID.get(str(row["Loại"]), "")
            groups.append((number, name, (*items, Item(str(row["Mã"]), said, row["Điểm tối đa"]))))
    own, verified = (
        {key: value for key, value in scores_of(sample(), tab, names).items() if key[0] != "Tổng"}
        for tab in ("Tự chấm", "Thẩm định")
    )
    assert own
    assert verified
    return Scored(tuple(groups), tuple(str(row["Tên đơn vị"]) for row in units.values()), own, verified)


def layouts() -> dict[str, list[RawTables]]:
    of_units = [
        as_rows_of_units(scored(), "BẢNG ĐIỂM TỰ CHẤM", scored().self_scores),
        as_rows_of_units(scored(), "BẢNG ĐIỂM THẨM ĐỊNH", scored().verified),
    ]
    return {"eleven files": list(as_unit_files(scored())), "matrix": [as_matrix(scored())], "units in rows": of_units}


@pytest.mark.parametrize("layout", ["eleven files", "matrix", "units in rows"])
def test_the_sample_comes_back_equal_cell_by_cell_without_a_question(layout, tmp_path):
    finding = understand(layouts()[layout], {})
    assert finding.questions == ()
    path = tmp_path / "chuyen.xlsx"
    write_converted(path, finding, {})
    made = ExcelSource(path).fetch()
    units = {row["Tên tắt"] or row["Tên đơn vị"]: str(row["Tên đơn vị"]) for row in rows_of(made, "Đơn vị")}
    names = {str(label): name for label, name in units.items() if label}
    for tab, expected in (("Tự chấm", scored().self_scores), ("Thẩm định", scored().verified)):
        found = scores_of(made, tab, names)
        assert {key: value for key, value in found.items() if key[0] != "Tổng"} == expected
    assert [(str(r["Mã"]), r["Tên tiêu chí"], r["Điểm tối đa"]) for r in rows_of(made, "Tiêu chí") if r["Mã"]] == [
        (item.code, item.name, item.maximum) for item in scored().items
    ]


def total_of(unit: str) -> Decimal:
    """A total without the program: not applicable is full points, for bonus and deduction nothing."""
    total = Decimal(0)
    for item in scored().items:
        value = scored().verified.get((item.code, unit), scored().self_scores.get((item.code, unit)))
        extra = next(
            (sign for word, sign in ((SAID["thưởng"], 1), (SAID["trừ"], -1)) if item.name.endswith(word)), None
        )
        if isinstance(value, str):
            value = 0 if extra else item.maximum
        total += Decimal(str(value or 0)) * (extra or 1)
    return total


@pytest.mark.parametrize("layout", ["eleven files", "matrix", "units in rows"])
def test_totals_are_those_computed_from_the_cells(layout, tmp_path):
    path = tmp_path / "chuyen.xlsx"
    write_converted(path, understand(layouts()[layout], {}), {})
    made = build_snapshot(ExcelSource(path).fetch(), dt.datetime.now(dt.UTC))
    name = {unit.code: unit.name for unit in made.workbook.units}
    rows = zip(made.standings["unit"], made.standings["total"], strict=True)
    found = {name[unit]: Decimal(int(total)) / 100 for unit, total in rows}
    assert found == {unit: total_of(unit) for unit in scored().units}


def test_every_layout_has_its_shape():
    shapes = {layout: {table.shape for table in understand(files, {}).tables} for layout, files in layouts().items()}
    assert shapes == {
        "eleven files": {Shape.UNIT_SCORES},
        "matrix": {Shape.MATRIX},
        "units in rows": {Shape.MATRIX_BY_UNIT},
    }


def test_a_workbook_of_ours_is_said_to_be_ours():
    finding = understand([sample()], {})
    assert [table.shape for table in finding.tables] == [Shape.OURS]
    assert finding.questions == ()


def test_the_order_of_the_files_changes_nothing():
    files = layouts()["eleven files"]
    assert understand(files, {}) == understand(files[::-1], {})


def test_a_converted_workbook_may_be_kept_in_memory():
    target = BytesIO()
    plan = write_converted(target, understand(layouts()["matrix"], {}), {})
    assert target.getvalue()[:2] == b"PK"
    assert {score.column for score in plan.scores} == set(ScoreColumn)
