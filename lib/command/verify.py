"""`verify [FOLDER] [--head HASH]`: checks that the audit log is as it was written."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from lib.audit.verify import verify
from lib.show.tables.audit import finding_text

AGREES, DIFFERS, UNREADABLE = 0, 1, 2
FOLDER = Path(".state/log")


def add(subparsers: Any) -> None:
    """Register the command."""
    parser = subparsers.add_parser("verify", help="kiểm tra nhật ký truy cập và công bố có bị sửa không")
    parser.add_argument("folder", metavar="THƯ_MỤC", nargs="?", type=Path, default=FOLDER, help=f"mặc định {FOLDER}")
    parser.add_argument("--head", metavar="MÃ", help="mã dòng đã in trên giấy, phải còn trong nhật ký")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print one sentence; exit status 0 where the log is intact, 1 where something was changed, 2 where there is no
    log.
    """
    if not args.folder.is_dir():
        print(f"Không có nhật ký ở {args.folder}. Chạy lệnh trong thư mục của chương trình.", file=sys.stderr)
        return UNREADABLE
    found = verify(args.folder, args.head, args.folder.parent / "heads")
    print(finding_text(found))
    return AGREES if found.fault is None else DIFFERS
