"""Small files that unfold: each is read or refused within 500 MB and 10 s, tried in a child process with that limit."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.sheets.sources.xlsx.limited import MEGABYTES, read_within_limits
from tests.warm_start import WarmProcess

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SECONDS = 10.0


def workbook(path: Path, sheet: Iterable[bytes], strings: Iterable[bytes] = (), styles: Iterable[bytes] = ()) -> Path:
    """A workbook whose only tab holds this XML, with these shared strings and styles."""
    relation = f'<Relationship Id="{{}}" Type="{RELATIONS}/{{}}" Target="{{}}"/>'
    related = [("r1", "worksheet", "s.xml"), ("r2", "sharedStrings", "t.xml"), ("r3", "styles", "y.xml")]
    parts: dict[str, Iterable[bytes]] = {
        "[Content_Types].xml": [f'<Types xmlns="{PACKAGE}/content-types"/>'.encode()],
        "_rels/.rels": [_relationships(relation.format("r1", "officeDocument", "xl/w.xml"))],
        "xl/_rels/w.xml.rels": [_relationships("".join(relation.format(*each) for each in related))],
        "xl/w.xml": [
            f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>'
            f'<sheet name="Thẩm định" r:id="r1"/></sheets></workbook>'.encode()
        ],
        "xl/s.xml": [f'<worksheet xmlns="{MAIN}"><sheetData>'.encode(), *sheet, b"</sheetData></worksheet>"],
        "xl/t.xml": [f'<sst xmlns="{MAIN}">'.encode(), *strings, b"</sst>"],
        "xl/y.xml": [f'<styleSheet xmlns="{MAIN}">'.encode(), *styles, b"</styleSheet>"],
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name, chunks in parts.items():
            with package.open(name, "w") as part:
                for chunk in chunks:
                    part.write(chunk)
    return path


def _relationships(inside: str) -> bytes:
    return f'<Relationships xmlns="{PACKAGE}/relationships">{inside}</Relationships>'.encode()


def row(number: int, cells: str) -> bytes:
    return f'<row r="{number}">{cells}</row>'.encode()


def one_string_in_24_000_cells(path: Path) -> Path:
    cells = "".join(f'<c r="{letter}{{0}}" t="s"><v>0</v></c>' for letter in "ABCDEFGHIJKL")
    rows = (row(number, cells.format(number)) for number in range(1, 2001))
    return workbook(path, rows, [b"<si><t>" + b"a" * 1_000_000 + b"</t></si>"])


def long_cells(path: Path) -> Path:
    strings = (f"<si><t>{number}{'b' * 32_000}</t></si>".encode() for number in range(6_000))
    rows = (row(number + 1, f'<c r="A{number + 1}" t="s"><v>{number}</v></c>') for number in range(6_000))
    return workbook(path, rows, strings)


def formatted_to_the_last_row(path: Path) -> Path:
    rows = (row(number, f'<c r="A{number}" s="1"/><c r="B{number}" s="1"/>') for number in range(3, 1_048_577))
    return workbook(path, [row(1, '<c r="A1"><v>1</v></c>'), *rows])


def blank_cells(path: Path) -> Path:
    return workbook(path, [row(1, '<c s="1"/>' * 2_000_000)])


def one_large_string(path: Path) -> Path:
    words = [f"{number * 7919 % 99_991:05d} và\n".encode() * 3 for number in range(300_000)]
    return workbook(path, [row(1, '<c r="A1" t="s"><v>0</v></c>')], [b"<si><t>", *words, b"</t></si>"])


def nothing_but_styles(path: Path) -> Path:
    formats = (f'<numFmt numFmtId="{number}" formatCode="0.{number}"/>'.encode() for number in range(300_000))
    styles = [b"<numFmts>", *formats, b"</numFmts><cellXfs>", *[b'<xf numFmtId="9"/>' * 1000] * 1000, b"</cellXfs>"]
    return workbook(path, [row(1, '<c r="A1" s="7"><v>0.5</v></c>')], (), styles)


def styles_without_end(path: Path) -> Path:
    return workbook(path, [], (), [b"<cellXfs>", *[b'<xf numFmtId="9"/>' * 1000] * 10_000, b"</cellXfs>"])


def full_of_numbers(path: Path) -> Path:
    cells = "".join(f"<c><v>{number}.5</v></c>" for number in range(500))
    return workbook(path, (row(number, cells) for number in range(1, 20_001)))


def formulas_down_a_column(path: Path) -> Path:
    first = '<c r="A1"><f t="shared" ref="A1:A300000" si="0">SUM(B1:C1)*IF(D1&gt;2,E1,F1)</f></c>'
    rows = (row(number, f'<c r="A{number}"><f t="shared" si="0"/></c>') for number in range(2, 300_001))
    return workbook(path, [row(1, first), *rows])


def one_endless_tag(path: Path) -> Path:
    return workbook(path, [b'<row r="1"><c r="', *[b"A" * 1_000_000] * 120, b'"/></row>'])


def merges_without_end(path: Path) -> Path:
    merges = [b"</sheetData><mergeCells>", *[b'<mergeCell ref="A1:B2"/>' * 1000] * 5000, b"</mergeCells><sheetData>"]
    return workbook(path, merges)


BOMBS = [
    (one_string_in_24_000_cells, "too_large"),
    (long_cells, "too_large"),
    pytest.param(formatted_to_the_last_row, "read", marks=pytest.mark.long),
    (blank_cells, "read"),
    (one_large_string, "read"),
    (nothing_but_styles, "read"),
    pytest.param(styles_without_end, "too_large", marks=pytest.mark.long),
    (full_of_numbers, "too_large"),
    (formulas_down_a_column, "too_large"),
    (one_endless_tag, "too_large"),
    (merges_without_end, "too_large"),
]


def _name(value: object) -> str:
    return getattr(value, "__name__", "")


@pytest.mark.parametrize(("bomb", "outcome"), BOMBS, ids=_name)
def test_a_file_that_unfolds_is_read_or_refused_within_its_limits(bomb, outcome, tmp_path):
    path = bomb(tmp_path / "so.xlsx")
    assert path.stat().st_size <= 20 * 1024 * 1024
    told = tmp_path / "told.json"
    assert WarmProcess(read_within_limits, [str(path)], dict(os.environ), told).wait(60) == 0
    found, seconds, peak = json.loads(told.read_text(encoding="utf-8"))
    assert (found, seconds < SECONDS, peak < MEGABYTES) == (outcome, True, True), (seconds, peak)
