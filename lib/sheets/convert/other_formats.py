"""Reads one `.xls`, `.xlsb` or `.ods` in a separate process: `python -m lib.sheets.convert.other_formats FILE`.

Such libraries unpack whatever a file claims to contain, so the process limits its own memory and time before it opens
one (where the system supports that) and prints what it read as JSON, or one of the words of `SourceFailure`.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Iterator

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

MOST_BYTES = 1_500_000_000
MOST_SECONDS = 30
MOST_CELLS = 1_000_000
MOST_CHARACTERS = 20_000_000
Cell = str | int | float | bool | dict[str, str | int] | None


class ForeignTooLarge(Exception):
    """More cells or characters than a table of scores has."""


def limit() -> None:
    """Limit memory and processor time of this process; on a system without limits only the parent's timeout applies."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))


def sheets_of(path: str) -> Iterator[dict[str, object]]:
    """Every sheet with its name, rows and merges. Raises `ForeignTooLarge`, and the exceptions of the library."""
    book = CalamineWorkbook.from_path(path)
    cells = characters = 0
    for name in book.sheet_names:
        sheet = book.get_sheet_by_name(name)
        rows = []
        for row in sheet.iter_rows():
            cells += len(row)
            characters += sum(len(value) for value in row if isinstance(value, str))
            if cells > MOST_CELLS or characters > MOST_CHARACTERS:
                raise ForeignTooLarge
            rows.append([_cell(value) for value in row])
        top, left = sheet.start or (0, 0)
        merges = [[a + 1, b + 1, c + 1, d + 1] for (a, b), (c, d) in sheet.merged_cell_ranges or ()]
        yield {"name": name, "top": top, "left": left, "rows": rows, "merges": merges}


def _cell(value: object) -> Cell:
    if value == "":
        return None
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return {type(value).__name__: value.isoformat()}
    if isinstance(value, dt.timedelta):
        return {"microseconds": value // dt.timedelta(microseconds=1)}
    return value if isinstance(value, str | int | float | bool) else str(value)


def main(path: str) -> int:
    """Print the sheets of a file; exit status 1 with one word where it cannot be read."""
    limit()
    try:
        sheets = list(sheets_of(path))
        json.dump(sheets, sys.stdout, ensure_ascii=True)
    except (ForeignTooLarge, MemoryError):
        print("too_large")
        return 1
    except PasswordError:
        print("encrypted")
        return 1
    except (CalamineError, OSError, ValueError):
        print("not_a_workbook")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
