"""Time to read and to compute a workbook, beside what bare openpyxl needs to read the same file.

    python -m bench.reading [--repeat N]

A ratio of 1,5 for reading means: half as long again as openpyxl alone. The best of several runs counts, for
everything else on the machine only ever adds time.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import openpyxl

from lib.feed.polling import Feed
from lib.sheets.sources.xlsx_file import ExcelSource
from lib.snapshot import build_snapshot

SIZES = ((11, 30), (100, 100), (1000, 100))
"""Units and criteria."""
NOW = dt.datetime(2019, 12, 18, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Timing:
    """Seconds for one size: bare openpyxl, our reading of the cells, our results, a poll without a change."""

    units: int
    criteria: int
    bare: float
    read: float
    compute: float
    idle: float

    def line(self) -> str:
        return (
            f"{self.units:>5} x {self.criteria:<4} {self.bare * 1000:>9.0f} ms {self.read * 1000:>9.0f} ms "
            f"({self.read / self.bare:4.2f}) {self.compute * 1000:>9.0f} ms ({self.compute / self.bare:4.2f}) "
            f"{self.idle * 1e6:>8.0f} µs"
        )


def workbook(path: Path, units: int, criteria: int) -> Path:
    """A whole workbook of this size: every score verified and self, one award with one ballot."""
    book = openpyxl.Workbook(write_only=True)
    codes = [f"D{number}" for number in range(1, units + 1)]
    _tab(book, "Thông tin", ["Mục", "Giá trị"], [["Tên cụm", "Cụm đo thời gian"], ["Năm thi đua", 2019]])
    _tab(book, "Đơn vị", ["Mã", "Tên đơn vị"], [[code, f"Đơn vị {code}"] for code in codes])
    names = [(f"T{number}", f"Nhóm {number % 5}") for number in range(1, criteria + 1)]
    rows = [[code, group, f"Tiêu chí {code}", 10] for code, group in names]
    _tab(book, "Tiêu chí", ["Mã", "Nhóm", "Tên tiêu chí", "Điểm tối đa"], rows)
    for tab, shift in (("Thẩm định", 0), ("Tự chấm", 1)):
        scores = [
            [code, *((row * 7 + column * 3 + shift) % 40 / 4 for column in range(units))]
            for row, (code, _) in enumerate(names)
        ]
        _tab(book, tab, ["Mã", *codes], scores)
    _tab(book, "Danh hiệu", ["Mã", "Tên danh hiệu", "Số lượng"], [["CO", "Cờ thi đua", 3]])
    session = ["P1", "CO", units, units, units, units, units, 0, "đã kiểm"]
    counts = ["Mã phiên", "Danh hiệu", "Tổng thành viên", "Có mặt", "Phát ra", "Thu về", "Hợp lệ", "Không hợp lệ"]
    _tab(book, "Bỏ phiếu", [*counts, "Trạng thái"], [session])
    votes = [["P1", code, number % (units + 1)] for number, code in enumerate(codes)]
    _tab(book, "Phiếu", ["Mã phiên", "Đơn vị", "Đồng ý"], votes)
    book.save(path)
    return path


def _tab(book: openpyxl.Workbook, name: str, header: list[str], rows: list[list[object]]) -> None:
    sheet = book.create_sheet(name)
    for row in (header, *rows):
        sheet.append(row)


def bare_openpyxl(path: Path) -> int:
    """The cost of reading the cells of this file with openpyxl; the number of cells."""
    book = openpyxl.load_workbook(path, read_only=True)
    return sum(len(row) for sheet in book.worksheets for row in sheet.iter_rows(values_only=True))


def best(run: Callable[[], object], repeat: int) -> float:
    """Seconds of the fastest of `repeat` runs."""
    times = []
    for _ in range(repeat):
        began = time.perf_counter()
        run()
        times.append(time.perf_counter() - began)
    return min(times)


def measure(path: Path, units: int, criteria: int, repeat: int) -> Timing:
    source = ExcelSource(workbook(path, units, criteria))
    os.utime(path, (0, 0))  # as old as a file that is not being saved just now
    tables = source.fetch()
    feed = Feed(source, build_snapshot)
    feed.poll()
    return Timing(
        units,
        criteria,
        bare=best(lambda: bare_openpyxl(path), repeat),
        read=best(source.fetch, repeat),
        compute=best(lambda: build_snapshot(tables, NOW), repeat),
        idle=best(feed.poll, 20),
    )


def main() -> None:
    arguments = argparse.ArgumentParser(description="time reading and computing beside bare openpyxl")
    arguments.add_argument("--repeat", type=int, default=3)
    repeat = arguments.parse_args().repeat
    print("units x criteria      openpyxl        reading (ratio)     computing (ratio)   idle poll")
    with tempfile.TemporaryDirectory() as folder:
        for units, criteria in SIZES:
            print(measure(Path(folder) / f"{units}.xlsx", units, criteria, repeat).line(), flush=True)


if __name__ == "__main__":
    main()
