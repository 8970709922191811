"""`history [--json]`, `history --at MOMENT --out OUT.xlsx`, `history --between MOMENT MOMENT [--json]`."""

from __future__ import annotations

import argparse
import datetime as dt
import json
from pathlib import Path
from typing import Any

from lib.command import READ, refuse
from lib.command.output_files import add_force, in_the_way
from lib.command.state import NotHere, opened_history
from lib.feed.latest import Version
from lib.history.archive import Archive
from lib.history.past_version import PastVersion
from lib.sheets.write_tables import written
from lib.show.history.versions import (
    FORM,
    difference_json,
    difference_lines,
    moment_words,
    past_json,
    past_line,
    read_moment,
)
from lib.show.words.system_errors import system_reason
from lib.store.atomic_file import write_whole


def add(subparsers: Any) -> None:
    """Register the command."""
    parser = subparsers.add_parser("history", help="các phiên bản số liệu đã có: liệt kê, lấy lại, so sánh")
    parser.add_argument("--json", action="store_true", help="in dạng JSON")
    parser.add_argument("--at", metavar="LÚC", type=_moment, help=f"phiên bản lúc đó ({FORM}); cần --out")
    parser.add_argument("--out", metavar="TỆP.xlsx", type=Path, help="ghi bảng tính của lúc đó")
    parser.add_argument("--between", metavar="LÚC", type=_moment, nargs=2, help="khác nhau giữa hai lúc")
    add_force(parser)
    parser.set_defaults(run=run)


def _moment(typed: str) -> dt.datetime:
    moment = read_moment(typed)
    if moment is None:
        raise argparse.ArgumentTypeError(f"“{typed}” không đọc được; ghi {FORM}")
    return moment


def run(args: argparse.Namespace) -> int:
    """List, export or compare kept versions; status 2 with one line where that is not possible."""
    try:
        archive = opened_history()
        if args.at is not None:
            return _write_out(archive, args.at, args.out, args.force)
        if args.between is not None:
            return _compare(archive, *sorted(args.between), as_json=args.json)
        return _list(archive, as_json=args.json)
    except NotHere as error:
        return refuse(str(error))
    except BrokenPipeError:
        raise
    except OSError as error:
        return refuse(f"Không đọc hoặc ghi được: {system_reason(error)}.")


def _list(archive: Archive, *, as_json: bool) -> int:
    versions = archive.versions()
    if as_json:
        listed = {"schema": 1, "versions": [past_json(past) for past in versions]}
        print(json.dumps(listed, ensure_ascii=False, indent=1))
    for past in () if as_json else versions:
        print(past_line(past))
    return READ


def _write_out(archive: Archive, moment: dt.datetime, out: Path | None, force: bool) -> int:
    if out is None:
        raise NotHere("Thiếu --out TỆP.xlsx: ghi tên tệp sẽ tạo.")
    if refusal := in_the_way([out], force=force):
        raise NotHere(refusal)
    version = _open(archive, _at(archive, moment))
    write_whole(out, written(version.tables))
    print(f"{out}: số liệu đọc lúc {moment_words(version.snapshot.taken_at)}")
    return READ


def _compare(archive: Archive, first: dt.datetime, second: dt.datetime, *, as_json: bool) -> int:
    old, new = _at(archive, first), _at(archive, second)
    newer, difference = _open(archive, new), archive.between(old.number, new.number)
    if difference is None:
        raise NotHere(f"Phiên bản lúc {moment_words(old.at)} bị hỏng.")
    if as_json:
        fields = {"schema": 1, "from": past_json(old), "to": past_json(new)} | difference_json(difference, new.decimals)
        print(json.dumps(fields, ensure_ascii=False, indent=1))
        return READ
    print(f"{moment_words(old.at)} ({old.version}) → {moment_words(new.at)} ({new.version})")
    lines = difference_lines(difference, newer)
    for line in (*lines.cells, *lines.standings, *lines.awards):
        print(f"- {line}")
    return READ


def _at(archive: Archive, moment: dt.datetime) -> PastVersion:
    past = archive.at(moment)
    if past is None:
        raise NotHere(f"Chưa có phiên bản nào từ {moment_words(moment)} trở về trước.")
    return past


def _open(archive: Archive, past: PastVersion) -> Version:
    version = archive.open(past.number)
    if version is None:
        raise NotHere(f"Phiên bản lúc {moment_words(past.at)} bị hỏng; các phiên bản khác vẫn mở được.")
    return version
