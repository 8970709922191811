"""The list of the day: what is checked, the programme, and what to do when it goes wrong."""

from __future__ import annotations

from io import BytesIO

from docx import Document

from lib.papers.day_list import BAD, GOOD, REMEDIES, day_list
from lib.show.day.readiness import Check
from tests.papers.conftest import sample, stamp


def rows(checks: tuple[Check, ...]) -> list[list[list[str]]]:
    """The cells of every table."""
    document = Document(BytesIO(day_list(sample(), stamp(sample()), checks)))
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]


def test_every_check_is_told_with_its_sign():
    checks, _, _ = rows((Check("Nguồn số liệu", True, "vừa đọc"), Check("Tập dượt", False, "chưa tập dượt lần nào")))
    assert checks[1:] == [[GOOD, "Nguồn số liệu", "vừa đọc"], [BAD, "Tập dượt", "chưa tập dượt lần nào"]]


def test_the_programme_of_the_day_stands_in_it_to_be_ticked():
    _, programme, _ = rows(())
    items = sample().workbook.agenda or ()
    assert [row[2] for row in programme[1:]] == [item.content for item in items]
    assert {row[0] for row in programme[1:]} == {BAD}


def test_it_says_what_to_do_about_everything_that_really_happens():
    _, _, trouble = rows(())
    assert [tuple(row) for row in trouble[1:]] == list(REMEDIES)
