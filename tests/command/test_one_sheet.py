"""One and the same sheet as a file, by its link and by the service account: one summary, however its cells look."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from lib.__main__ import main
from lib.command import source_arguments
from tests.fake_sheets.demo import settings_text
from tests.fake_sheets.excel import book_of
from tests.fake_sheets.server import FakeSheets
from tests.fake_sheets.tokens import new_account
from tests.places import SAMPLE

KEY = "1sample-spreadsheet-of-the-cluster"
EMAIL = "doc@thi-dua-test.iam.gserviceaccount.com"
TOLD = {"percent_in_score", "merged_scores", "hidden_row", "looks_like_a_date"}


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """The sample with a percentage, a date and a merged cell among the scores, and a hidden row."""
    book = openpyxl.load_workbook(SAMPLE)
    scores = book["Thẩm định"]
    first = next(row for row in range(1, scores.max_row + 1) if scores.cell(row, 2).value == "I.1")
    scores.cell(first, 5).value = 0.95
    scores.cell(first, 5).number_format = "0.0%"
    scores.cell(first, 6).value = 43892
    scores.cell(first, 6).number_format = "dd/mm/yyyy"
    scores.merge_cells(start_row=first + 1, start_column=5, end_row=first + 1, end_column=6)
    book["Phiếu"].row_dimensions[book["Phiếu"].max_row].hidden = True
    path = tmp_path / "so-lieu.xlsx"
    book.save(path)
    return path


def told(capsys: pytest.CaptureFixture[str], command: str, source: str) -> object:
    main([command, source, "--json"])
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("command", ["summary", "check"])
def test_a_file_a_link_and_the_service_account_say_the_same(
    workbook: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    secrets = tmp_path / "secrets.toml"
    monkeypatch.setattr(source_arguments, "SECRETS", secrets)
    file = told(capsys, command, str(workbook))
    with FakeSheets() as fake:
        fake.google.add(book_of(workbook, KEY, "so-lieu.xlsx", {EMAIL}))
        secrets.write_text(settings_text(fake, new_account(EMAIL), [KEY]), encoding="utf-8")
        by_account = told(capsys, command, KEY)
        secrets.write_text(
            f'[source]\nkind = "google-link"\nspreadsheet = "{KEY}"\napi_endpoint = "{fake.endpoint}"\n',
            encoding="utf-8",
        )
        by_link = told(capsys, command, f"https://docs.google.com/spreadsheets/d/{KEY}/edit")
    assert by_account == file
    assert by_link == file
    assert {code for code in TOLD if code not in json.dumps(file)} == set()
