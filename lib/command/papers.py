"""`papers SOURCE OUTDIR`: writes every paper of a workbook into a folder."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from lib.command import refuse
from lib.command.output_files import add_force, files_of, in_the_way
from lib.command.source_arguments import add_source, complain, snapshot_of, status_of
from lib.model.problems import SourceError
from lib.papers.bundle import paper_offers, write_papers
from lib.papers.docx.stamp import paper_stamp
from lib.papers.result.page import unprintable


def add(subparsers: Any) -> None:
    """Register the command."""
    parser = subparsers.add_parser("papers", help="mọi văn bản: biên bản, bảng điểm, danh sách, tờ trình")
    add_source(parser)
    parser.add_argument("folder", metavar="THƯ_MỤC", type=Path, help="thư mục sẽ ghi, tự tạo nếu chưa có")
    add_force(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the papers and print their names; see `lib.command` for the exit status."""
    try:
        snapshot = snapshot_of(args.source)
        offers = paper_offers(snapshot, paper_stamp(snapshot))
        outs = [args.folder / offer.file for offer in offers]
        if refusal := in_the_way(outs, files_of(args.source), force=args.force):
            return refuse(refusal)
        written = write_papers(offers, args.folder)
    except SourceError as error:
        return complain(error)
    except OSError:
        return refuse(f"Không ghi được vào {args.folder}. Kiểm tra quyền ghi, và các tệp không đang mở.")
    for path in written:
        print(path)
    if warning := unprintable(snapshot):
        print(warning, file=sys.stderr)
    return status_of(snapshot.problems)
