"""The workbook made of converted tables, with the tab `Nguồn` (docs/workbook.md section 9)."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from lib.sheets.convert.assemble import assemble, origins
from lib.sheets.convert.finding import Answers, Finding
from lib.sheets.template.book import write_template
from lib.sheets.template.plan import NewYear
from lib.show.convert.report import question_sentence


def write_converted(target: Path | BytesIO, finding: Finding, answers: Answers) -> NewYear:
    """Write the workbook of a finding; return its content. OSError where the file cannot be written."""
    plan = dataclasses.replace(assemble(finding, answers), origins=tuple(_origins(finding)))
    write_template(target, plan)
    return plan


def _origins(finding: Finding) -> Iterator[tuple[str, ...]]:
    """A row for every block of cells, then one for every open question."""
    for block in origins(finding):
        yield (*block, "")
    for question in finding.questions:
        place = question.place
        yield place.file, place.sheet, place.a1 or "", "", "", question_sentence(question)
