"""`history`: the list, a workbook as it was, what changed between two moments."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from lib.__main__ import main
from lib.feed.latest import Version
from lib.history.archive import Archive
from lib.history.changes import difference
from lib.sheets.sources.source import RawTable, RawTables, UncalculatedFormula
from lib.sheets.sources.xlsx_file import ExcelSource, read_workbook
from lib.sheets.write_tables import written
from lib.show.summary import summary_json
from lib.show.words.numbers import HANOI
from lib.snapshot import build_snapshot
from lib.store.entries import SqliteEntries
from tests.places import SAMPLES
from tests.tables import cell, edited, sample

EIGHT = dt.datetime(2019, 12, 18, 8, 0, tzinfo=HANOI)


@pytest.fixture
def kept(tmp_path, monkeypatch) -> list[Version]:
    """Three versions of one morning."""
    monkeypatch.setenv("THIDUA_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("THIDUA_SECRETS", str(tmp_path / "none.toml"))
    archive = Archive(SqliteEntries(tmp_path / "state" / "history.sqlite"), build_snapshot)
    contents = [sample(), edited(cell("Thẩm định", "E5", 1), tables=sample())]
    contents.append(edited(cell("Thẩm định", "F5", None), tables=contents[-1]))
    versions: list[Version] = []
    for number, tables in enumerate(contents):
        version = Version(tables, build_snapshot(tables, EIGHT + dt.timedelta(hours=number)))
        archive.keep(version, difference(versions[-1], version) if versions else None)
        versions.append(version)
    return versions


def test_the_list_says_when_and_what_changed(kept, capsys):
    assert main(["history"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line[:19] for line in lines] == [f"18/12/2019 {hour:02d}:00:00" for hour in (8, 9, 10)]
    assert "1 ô thay đổi" in lines[1]
    assert "mất 1 chỗ ở “Thẩm định”" in lines[2]


def test_the_list_as_json_tells_totals_exactly(kept, capsys):
    assert main(["history", "--json"]) == 0
    first, second, third = json.loads(capsys.readouterr().out)["versions"]
    assert (first["cells"], second["cells"], third["lost"]) == (0, 1, 1)
    assert first["version"] == kept[0].snapshot.version
    assert second["totals"][0]["total"].count(".") == 1


def test_a_workbook_of_a_moment_gives_the_same_summary(kept, tmp_path, capsys):
    out = tmp_path / "cu.xlsx"
    assert main(["history", "--at", "18/12/2019 09:30", "--out", str(out)]) == 0
    again = build_snapshot(ExcelSource(out).fetch(), EIGHT)
    assert summary_json(again) == summary_json(kept[1].snapshot)
    capsys.readouterr()
    assert main(["history", "--at", "18/12/2019 09:30", "--out", str(out)]) == 2
    assert "--force" in capsys.readouterr().err
    assert main(["history", "--at", "18/12/2019", "--out", str(out), "--force"]) == 0
    assert summary_json(build_snapshot(ExcelSource(out).fetch(), EIGHT)) == summary_json(kept[2].snapshot)


def test_what_changed_between_two_moments_in_any_order(kept, capsys):
    assert main(["history", "--between", "18/12/2019 10:00", "18/12/2019 08:00"]) == 0
    told = capsys.readouterr().out
    assert "- mất 1 ô ở “Thẩm định”" in told
    assert "tổng điểm" in told
    assert main(["history", "--between", "18/12/2019 08:00", "18/12/2019 09:00", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [(one["cell"], one["new"]) for one in found["cells"]] == [("E5", "1")]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--at", "17/12/2019", "--out", "x.xlsx"], "Chưa có phiên bản nào từ"),
        (["--at", "18/12/2019"], "Thiếu --out"),
        (["--between", "01/01/2019", "18/12/2019"], "Chưa có phiên bản nào từ"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(kept, capsys, arguments, said):
    assert main(["history", *arguments]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert said in line


def test_without_any_history_it_says_where_it_looked(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("THIDUA_STATE", str(tmp_path))
    assert main(["history"]) == 2
    assert str(tmp_path) in capsys.readouterr().err


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.xlsx")), ids=lambda path: path.stem)
def test_every_sample_written_out_gives_the_same_summary(path):
    tables = ExcelSource(path).fetch()
    before = build_snapshot(tables, EIGHT)
    after = build_snapshot(read_workbook(written(tables), path.name), EIGHT)
    assert summary_json(after) == summary_json(before)


def test_every_kind_of_cell_comes_back():
    cells = (
        "chữ", "_x000D_", "=1+1", 8, 8.5, 0.95, True, dt.datetime(2019, 12, 18), dt.datetime(2019, 12, 18, 10, 30),
        dt.time(8, 15), dt.timedelta(hours=30), UncalculatedFormula("=A1+1"), 12.5,
    )  # fmt: skip
    table = RawTable(
        "Thẩm định: 1/2 " + "x" * 40, (cells,), "a",
        percents=frozenset({(1, 6)}), formulas=frozenset({(1, 12), (1, 13)}),
        hidden_rows=frozenset({1}), hidden_columns=frozenset({2}), merges=((1, 1, 1, 2), (2, 1, 4, 1)),
    )  # fmt: skip
    (back,) = read_workbook(written(RawTables((table,), ("a",))), "a").tables
    assert back.rows == table.rows
    assert [type(cell) for cell in back.rows[0]] == [type(cell) for cell in cells]
    told = ("percents", "formulas", "hidden_rows", "hidden_columns", "merges")
    assert [getattr(back, name) for name in told] == [getattr(table, name) for name in told]
    assert len(back.tab) == 31
