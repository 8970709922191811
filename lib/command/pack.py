"""`pack SOURCE OUT.html`: every scene of the conference as one file that needs no server and no network."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import Any

from lib.command import refuse
from lib.command.output_files import add_force, files_of, in_the_way
from lib.command.source_arguments import SECRETS, add_source, complain, snapshot_of, status_of
from lib.command.state import opened_store
from lib.model.problems import SourceError
from lib.papers.pack.player import pack
from lib.settings import read_settings
from lib.show.words.system_errors import system_reason
from lib.snapshot import Snapshot
from lib.stage.log.events import Channel
from lib.stage.released_by_log import all_released, state_of_log
from lib.stage.show import build_show
from lib.stage.state import StageState
from lib.store.atomic_file import write_whole
from lib.years.earlier import EarlierYears


def add(subparsers: Any) -> None:
    """Register the command."""
    parser = subparsers.add_parser("pack", help="bộ trình chiếu trong một tệp HTML, không cần máy chủ và mạng")
    add_source(parser)
    parser.add_argument("out", metavar="TỆP.html", type=Path)
    parser.add_argument("--all", action="store_true", help="gồm cả phần chưa công bố; không đưa cho người khác")
    add_force(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the file and print its name; see `lib.command` for the exit status."""
    if refusal := in_the_way([args.out], files_of(args.source), force=args.force):
        return refuse(refusal)
    try:
        snapshot = snapshot_of(args.source)
        try:
            state = _state_of_log(snapshot)
        except OSError as error:
            return refuse(f"Không đọc được nhật ký của ngày hội nghị: {system_reason(error)}.")
        released = all_released(snapshot) if args.all else state.released(Channel.HALL)
        show = build_show(snapshot, released, state.options, corrections=state.corrections, earlier=_earlier_years())
        write_whole(args.out, pack(show))
    except SourceError as error:
        return complain(error)
    except OSError as error:
        return refuse(f"Không ghi được {args.out}: {system_reason(error)}.")
    print(args.out)
    if not released:
        print("Chưa có nội dung nào được công bố: tệp chỉ có các màn không chứa kết quả.", file=sys.stderr)
    return status_of(snapshot.problems)


def _state_of_log(snapshot: Snapshot) -> StageState:
    """The state by the event log of this machine, or of the shared store where the settings name one."""
    store = opened_store(patience=2.0)
    if not store.holds("stage"):
        return StageState()
    return state_of_log(store.rows("stage"), snapshot)


def _earlier_years() -> tuple[Snapshot, ...]:
    """The workbooks that the settings list as earlier years; one that cannot be read is reported and left out."""
    earlier = EarlierYears(read_settings(SECRETS, os.environ, Path()).history)
    earlier.read()
    for failure in earlier.failures:
        complain(failure)
    return earlier.snapshots
