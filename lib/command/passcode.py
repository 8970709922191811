"""`passcode ROLE`: prints the settings that let a role log in by passcode. The passcode itself is stored nowhere."""

from __future__ import annotations

import argparse
import getpass
import sys
from typing import Any

from lib.access.passcodes import SHORTEST, hash_passcode, new_passcode
from lib.access.rights import LOGIN_ROLES
from lib.command import READ, refuse
from lib.show.words.access import ROLES


def add(subparsers: Any) -> None:
    """Register the command."""
    parser = subparsers.add_parser("passcode", help="tạo dòng mật khẩu cho tệp cài đặt")
    roles = [role.value for role in LOGIN_ROLES]
    names = "; ".join(f"{role.value}: {ROLES[role].lower()}" for role in LOGIN_ROLES)
    parser.add_argument("role", metavar="QUYỀN", choices=roles, help=names)
    parser.add_argument("--new", action="store_true", help="để chương trình tự chọn một mật khẩu mạnh")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Ask for a passcode, or generate one, and print what belongs into `.streamlit/secrets.toml`.

    It is one table for each role, so that the output for two roles can be pasted in any order.
    """
    passcode = new_passcode() if args.new else _asked()
    if len(passcode) < SHORTEST:
        return refuse(f"Mật khẩu phải có ít nhất {SHORTEST} ký tự.")
    if args.new:
        print(f"Mật khẩu: {passcode}", file=sys.stderr)
        print("Ghi lại ngay: chương trình chỉ giữ bản mã hóa một chiều, không xem lại được.\n", file=sys.stderr)
    print("Dán vào tệp .streamlit/secrets.toml:\n", file=sys.stderr)
    print(f'[access.passcodes.{args.role}]\nhash = "{hash_passcode(passcode)}"')
    return READ


def _asked() -> str:
    """The passcode as typed twice without echo, or the first line of a pipe; empty where the two entries differ."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().strip()
    typed = getpass.getpass("Mật khẩu (không hiện khi gõ): ").strip()
    if getpass.getpass("Gõ lại: ").strip() == typed:
        return typed
    print("Hai lần gõ khác nhau.", file=sys.stderr)
    return ""
