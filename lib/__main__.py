"""The command line: `python -m lib COMMAND …` (docs/workbook.md section 5)."""

from __future__ import annotations

import argparse
import io
import os
import sys

from lib.command import backup, convert, google, history, pack, papers, passcode, summary, template, verify

COMMANDS = (summary, template, convert, papers, pack, history, backup, passcode, verify, google)


def main(arguments: list[str] | None = None) -> int:
    """Runs one command and gives its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    parser = argparse.ArgumentParser(prog="python -m lib", description="Bảng điểm cụm thi đua")
    subparsers = parser.add_subparsers(required=True, metavar="LỆNH")
    for command in COMMANDS:
        command.add(subparsers)
    args = parser.parse_args(arguments)
    try:
        status = int(args.run(args))
        sys.stdout.flush()
    except BrokenPipeError:  # whoever reads has seen enough, as `| head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return status


if __name__ == "__main__":
    sys.exit(main())
