"""`summary SOURCE [--json]` and `check SOURCE [--json]`."""

from __future__ import annotations

import argparse
from typing import Any

from lib.command.source_arguments import add_source, complain, snapshot_of, status_of
from lib.model.problems import SourceError
from lib.show.summary import check_json, problems_text, summary_json, summary_text

HELP = {
    "summary": "tổng điểm, thứ hạng, kết quả suy tôn",
    "check": "thử đọc bảng tính (cả kết nối Google) và in mọi lỗi",
}


def add(subparsers: Any) -> None:
    """Register both commands."""
    for name, help_text in HELP.items():
        parser = subparsers.add_parser(name, help=help_text)
        add_source(parser)
        parser.add_argument("--json", action="store_true", help="in một đối tượng JSON")
        parser.set_defaults(run=run, command=name)


def run(args: argparse.Namespace) -> int:
    """Print the summary or the problems; see `lib.command` for the exit status."""
    try:
        snapshot = snapshot_of(args.source)
    except SourceError as error:
        return complain(error)
    as_json, as_text = (summary_json, summary_text) if args.command == "summary" else (check_json, problems_text)
    print(as_json(snapshot) if args.json else as_text(snapshot))
    return status_of(snapshot.problems)
