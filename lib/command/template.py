"""`template OUT.xlsx [--units N] [--year Y] [--from OLD.xlsx] [--self UNIT]`."""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path
from typing import Any

from lib.command import READ, UNREADABLE, refuse
from lib.command.output_files import add_force, files_of, in_the_way
from lib.command.source_arguments import complain, snapshot_of, source_tables
from lib.model.problems import SourceError
from lib.papers.new_year import left_out, next_year, self_file
from lib.papers.same_year import same_year
from lib.sheets.columns import FIRST_YEAR, LAST_YEAR
from lib.sheets.reading import cells
from lib.sheets.template.book import write_template
from lib.sheets.template.plan import FEWEST_UNITS, MOST_UNITS, blank_year
from lib.sheets.template.self_file import write_self_file
from lib.show.words import numbers
from lib.show.words.numbers import HANOI
from lib.snapshot import Snapshot

USUAL_UNITS = 11


def add(subparsers: Any) -> None:
    """Register the command."""
    parser = subparsers.add_parser("template", help="bảng tính trống cho năm mới, hoặc bảng tự chấm của một đơn vị")
    parser.add_argument("out", metavar="TỆP.xlsx", type=Path, help="tệp sẽ ghi")
    parser.add_argument("--units", metavar="SỐ", type=_units, help=f"số đơn vị, mặc định {USUAL_UNITS}")
    parser.add_argument(
        "--year", metavar="NĂM", type=_year, help="năm thi đua, mặc định năm sau của bảng cũ hoặc năm nay"
    )
    parser.add_argument("--from", dest="old", metavar="BẢNG_CŨ", help="chép đơn vị, tiêu chí, quy định; nối lịch sử")
    parser.add_argument("--self", dest="unit", metavar="ĐƠN_VỊ", help="bảng tự chấm của một đơn vị trong BẢNG_CŨ")
    add_force(parser)
    parser.set_defaults(run=run)


def _units(typed: str) -> int:
    if not typed.isdecimal() or not FEWEST_UNITS <= int(typed) <= MOST_UNITS:
        raise argparse.ArgumentTypeError(f"số đơn vị từ {FEWEST_UNITS} đến {MOST_UNITS}")
    return int(typed)


def _year(typed: str) -> int:
    if not typed.isdecimal() or not FIRST_YEAR <= int(typed) <= LAST_YEAR:
        raise argparse.ArgumentTypeError(f"năm viết bằng bốn chữ số, từ {FIRST_YEAR} đến {LAST_YEAR}")
    return int(typed)


def run(args: argparse.Namespace) -> int:
    """Write the file; exit status 0, or 2 where the old workbook cannot be read or the new file cannot be written."""
    if args.unit and not args.old:
        return refuse("Bảng tự chấm cần bảng tính của cụm: thêm --from BẢNG_CŨ.")
    if args.old and args.units:
        return refuse("--units chỉ dùng khi không có --from: số đơn vị lấy từ bảng cũ.")
    if refusal := in_the_way([args.out], files_of(args.old) if args.old else (), force=args.force):
        return refuse(refusal)
    try:
        old = snapshot_of(args.old) if args.old else None
        line = _write(args, old)
    except SourceError as error:
        return complain(error)
    except OSError:
        return refuse(f"Không ghi được {args.out}. Kiểm tra thư mục có sẵn, có quyền ghi và tệp không đang mở.")
    if line is None:
        return UNREADABLE
    print(line)
    return READ


def _write(args: argparse.Namespace, old: Snapshot | None) -> str | None:
    """Write the requested file; return the line to print, None where it cannot be made."""
    if old is None:
        year = args.year or dt.datetime.now(HANOI).year
        write_template(args.out, blank_year(args.units or USUAL_UNITS, year))
        return f"Đã ghi bảng tính trống năm {year}: {args.out}"
    if args.unit:
        return _write_self_file(args, old)
    if args.year is None and old.workbook.contest.year is None:
        refuse("Bảng cũ không ghi Năm thi đua: thêm --year NĂM.")
        return None
    plan, lost = next_year(old, args.year), []
    if plan.contest.year == old.workbook.contest.year:
        made = same_year(old, source_tables(args.old))
        plan, lost = made.plan, [f"{where}: {content}" for where, content in made.unplaced]
    write_template(args.out, plan)
    lines = [f"Đã ghi bảng tính năm {plan.contest.year} từ {numbers.visible(args.old)}: {args.out}"]
    left = (*left_out(old, plan), *lost)
    if left:
        lines += ["Không chép sang bảng mới:", *(f"- {numbers.visible(line)}" for line in left)]
    return "\n".join(lines)


def _write_self_file(args: argparse.Namespace, old: Snapshot) -> str | None:
    typed = cells.key(args.unit)
    named = [unit for unit in old.workbook.units if typed in {cells.key(n) for n in (unit.code, unit.label, unit.name)}]
    if len(named) != 1 or not old.workbook.criteria:
        known = "; ".join(numbers.visible(unit.code) for unit in old.workbook.units)
        refuse(f"Không lập được bảng tự chấm cho “{args.unit}”. Mã các đơn vị: {known or 'không có'}.")
        return None
    write_self_file(args.out, self_file(old, named[0].code))
    return f"Đã ghi bảng tự chấm của {numbers.visible(named[0].name)}: {args.out}"
