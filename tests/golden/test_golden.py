"""Golden workbooks: what `summary --json` says of each sample and of each made workbook, to the letter.

On a difference the actual text is written beside as `<name>.json.new`; read it, and accept it by renaming.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from lib.sheets.sources.source import RawTables
from lib.sheets.sources.xlsx_file import ExcelSource
from lib.show.summary import summary_json
from lib.snapshot import build_snapshot
from tests.golden.made import NAMES, made
from tests.places import SAMPLES

HERE = Path(__file__).resolve().parent
WORKBOOKS = sorted(path.stem for path in SAMPLES.glob("*.xlsx"))


@pytest.mark.parametrize("name", WORKBOOKS)
def test_the_summary_is_the_one_that_was_read_and_accepted(name: str) -> None:
    assert_accepted(ExcelSource(SAMPLES / f"{name}.xlsx").fetch(), name)


@pytest.mark.parametrize("name", NAMES)
def test_the_summary_of_a_made_workbook_is_the_one_that_was_read_and_accepted(name: str) -> None:
    assert_accepted(made(name), f"made_{name}")


def assert_accepted(tables: RawTables, name: str) -> None:
    snapshot = build_snapshot(tables, dt.datetime(2019, 12, 18, tzinfo=dt.UTC))
    actual, golden = summary_json(snapshot) + "\n", HERE / f"{name}.json"
    expected = golden.read_text(encoding="utf-8") if golden.exists() else ""
    if actual != expected:
        golden.with_suffix(".json.new").write_text(actual, encoding="utf-8")
    assert actual == expected


def test_every_golden_text_has_its_workbook() -> None:
    assert sorted(path.stem for path in HERE.glob("*.json")) == sorted(
        [*WORKBOOKS, *(f"made_{name}" for name in NAMES)]
    )
