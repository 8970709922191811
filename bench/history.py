"""A year of versions: seconds to keep one, bytes of all, seconds to list them and to open one.

python -m bench.history [--versions 20000]
"""

from __future__ import annotations

import argparse
import dataclasses
import datetime as dt
import tempfile
import time
from pathlib import Path

from lib.feed.latest import Version
from lib.history.archive import Archive
from lib.history.changes import difference
from lib.sheets.sources.source import RawTables
from lib.sheets.sources.xlsx_file import ExcelSource
from lib.snapshot import build_snapshot
from lib.store.entries import SqliteEntries

SAMPLE = Path(__file__).resolve().parent.parent / "sample_data" / "cum_iii_2019.xlsx"
BEGIN = dt.datetime(2019, 1, 1, tzinfo=dt.UTC)
DIFFERENT = 40
"""Versions that are computed; the others take their results over, since only keeping is measured."""


def edited(tables: RawTables, number: int) -> RawTables:
    """The workbook with another score."""
    changed = []
    for table in tables.tables:
        rows = list(table.rows)
        if table.tab == "Thẩm định":
            place = 4 + number % (len(rows) - 6)
            rows[place] = (*rows[place][:3], 1 + number % 7 / 4, *rows[place][4:])
        changed.append(dataclasses.replace(table, rows=tuple(rows)))
    return dataclasses.replace(tables, tables=tuple(changed))


def main() -> None:
    arguments = argparse.ArgumentParser(description="time a year of kept versions")
    arguments.add_argument("--versions", type=int, default=20_000)
    versions = arguments.parse_args().versions
    tables = ExcelSource(SAMPLE).fetch()
    computed = [build_snapshot(edited(tables, number), BEGIN) for number in range(DIFFERENT)]
    found = difference(Version(tables, computed[0]), Version(edited(tables, 1), computed[1]))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "history.sqlite"
        archive, spent, computing = Archive(SqliteEntries(path), build_snapshot), 0.0, 0.0
        for number in range(versions):
            snapshot = dataclasses.replace(
                computed[number % DIFFERENT],
                version=f"{number:016x}",
                taken_at=BEGIN + number * dt.timedelta(minutes=20),
            )
            version = Version(edited(tables, number), snapshot)
            began, computed_before = time.perf_counter(), time.process_time()
            archive.keep(version, found if number else None)
            spent += time.perf_counter() - began
            computing += time.process_time() - computed_before
        again = Archive(SqliteEntries(path), build_snapshot)
        began, computed_before = time.perf_counter(), time.process_time()
        listed = again.versions()
        listing, listing_cpu = time.perf_counter() - began, time.process_time() - computed_before
        began = time.perf_counter()
        again.open(listed[-1].number)
        opening = time.perf_counter() - began
        size = sum(one.stat().st_size for one in Path(folder).iterdir())
    print(
        f"{versions} versions: kept in {spent / versions * 1e3:.1f} ms each (CPU {computing / versions * 1e3:.1f} ms), "
        f"{size / 1e6:.0f} MB, listed in {listing:.2f} s (CPU {listing_cpu:.2f} s), "
        f"one opened in {opening * 1e3:.0f} ms"
    )


if __name__ == "__main__":
    main()
