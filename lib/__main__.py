"""The command line: `python -m lib COMMAND …` (docs/workbook.md section 5)."""

from __future__ import annotations

import importlib
import io
import os
import sys
from collections.abc import Sequence
from types import ModuleType

from lib.command.parser import Parser

COMMANDS = (
    "summary", "template", "convert", "papers", "pack", "history", "backup", "passcode", "verify", "google",
)  # fmt: skip
"""The modules of `lib.command`; a module is loaded only when its command, or the overall help, is asked for."""
ALSO = {"check": "summary", "restore": "backup"}
"""Commands that are implemented in the module of another command."""


def _modules(arguments: Sequence[str]) -> list[ModuleType]:
    asked = ALSO.get(arguments[0], arguments[0]) if arguments else ""
    return [importlib.import_module(f"lib.command.{name}") for name in ([asked] if asked in COMMANDS else COMMANDS)]


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit status."""
    arguments = sys.argv[1:] if arguments is None else arguments
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    parser = Parser(prog="python -m lib", description="Bảng điểm cụm thi đua")
    subparsers = parser.add_subparsers(required=True, metavar="LỆNH")
    for command in _modules(arguments):
        command.add(subparsers)
    args = parser.parse_args(arguments)
    try:
        status = int(args.run(args))
        sys.stdout.flush()
    except BrokenPipeError:  # the reader of the pipe closed it, as `| head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return status


if __name__ == "__main__":
    sys.exit(main())
