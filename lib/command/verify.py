"""`verify [FOLDER] [--head HASH]`: checks that the audit log is as it was written."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from lib.audit.verify import verify
from lib.command import BLOCKED, READ, refuse, state_folder
from lib.show.tables.audit import finding_text


def add(subparsers: Any) -> None:
    """Register the command."""
    parser = subparsers.add_parser("verify", help="kiểm tra nhật ký truy cập và công bố có bị sửa không")
    help_text = "mặc định: log trong thư mục trạng thái (.state)"
    parser.add_argument("folder", metavar="THƯ_MỤC", nargs="?", type=Path, help=help_text)
    parser.add_argument("--head", metavar="MÃ", help="mã dòng đã in trên giấy, phải còn trong nhật ký")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print one sentence; exit status 0 where the log is intact, 1 where it was changed, 2 where there is none."""
    folder = args.folder or state_folder() / "log"
    if not folder.is_dir():
        return refuse(f"Không có nhật ký ở {folder}. THIDUA_STATE chỉ thư mục trạng thái khác, nếu có.")
    finding = verify(folder, args.head, folder.parent / "heads")
    print(finding_text(finding))
    return READ if finding.fault is None else BLOCKED
