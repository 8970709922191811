"""`backup OUT.zip`: a copy of the server's whole state; `restore IN.zip [--force]`: restores it."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from lib.command import READ, refuse, state_folder
from lib.command.output_files import add_force, in_the_way
from lib.command.state import opened_store
from lib.show.history.versions import moment_words
from lib.show.words import numbers
from lib.show.words.system_errors import system_reason
from lib.store.backup import BackupContents, BackupDamaged, PlaceOccupied, ServerRunning, back_up, contents_of, put_back

_PATIENCE = 5.0


def add(subparsers: Any) -> None:
    """Register both commands."""
    parser = subparsers.add_parser("backup", help="sao lưu mọi thứ hệ thống ghi nhớ, cả khi đang chạy")
    parser.add_argument("out", metavar="TỆP.zip", type=Path)
    add_force(parser)
    parser.set_defaults(run=run_backup)
    parser = subparsers.add_parser("restore", help="khôi phục từ một bản sao lưu")
    parser.add_argument("backup", metavar="TỆP.zip", type=Path)
    parser.add_argument("--force", action="store_true", help="thay dữ liệu đang có; bản cũ được cất riêng")
    parser.set_defaults(run=run_restore)


def run_backup(args: argparse.Namespace) -> int:
    """Write the backup and print what it holds; status 2 with one line where that is refused."""
    if refusal := in_the_way([args.out], force=args.force):
        return refuse(refusal)
    try:
        contents = back_up(args.out, state_folder(), opened_store(_PATIENCE))
    except OSError as error:
        return refuse(f"Không sao lưu được: {system_reason(error)}.")
    print(f"{args.out}: {_holds(contents)}")
    return READ


def run_restore(args: argparse.Namespace) -> int:
    """Restore a backup and print what it held; status 2 with one line, and nothing changed, where that is refused."""
    try:
        contents = contents_of(args.backup)
        aside = put_back(args.backup, state_folder(), opened_store(_PATIENCE), force=args.force)
    except BackupDamaged:
        return refuse(f"{args.backup} không phải bản sao lưu, hoặc bị hỏng; không có gì thay đổi. Dùng bản khác.")
    except ServerRunning:
        return refuse("Hệ thống đang chạy trên dữ liệu này. Dừng hệ thống (Ctrl+C hoặc systemctl stop) rồi làm lại.")
    except PlaceOccupied:
        return refuse(f"{state_folder()} đang có dữ liệu; thêm --force để thay, dữ liệu cũ sẽ được cất riêng.")
    except OSError as error:
        return refuse(f"Không khôi phục được: {system_reason(error)}.")
    print(f"Đã khôi phục vào {state_folder()}: {_holds(contents)}")
    for folder in aside:
        print(f"Dữ liệu cũ được cất ở {folder}")
    return READ


def _holds(contents: BackupContents) -> str:
    size = sum(size for _, size in contents.files)
    store = ", gồm kho dùng chung" if contents.shared else ""
    return (
        f"sao lưu lúc {moment_words(contents.made_at)}, {numbers.count(len(contents.files))} tệp, "
        f"{numbers.count(-(-size // 1024))} KB{store}"
    )
