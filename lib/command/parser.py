"""The argument parser of the command line, which speaks Vietnamese and refuses in one line (contract 5)."""

from __future__ import annotations

import argparse
import re
import sys
from typing import Any, NoReturn

from lib.command import refuse

_REFUSALS = (
    (r"the following arguments are required: (.*)", r"còn thiếu \1"),
    (r"unrecognized arguments: (.*)", r"không hiểu \1"),
    (r"argument .*: invalid choice: ('[^']*')(?:, maybe you meant .*)? \(choose from (.*)\)", r"không có \1; có: \2"),
    (r"argument (.*): expected one argument", r"sau \1 còn thiếu giá trị"),
    (r"argument (.*): expected (\d+) arguments", r"sau \1 phải có \2 giá trị"),
    (r"argument (.*): expected at least one argument", r"sau \1 còn thiếu giá trị"),
    (r"argument (.*): ignored explicit argument (.*)", r"\1 không có giá trị đi kèm \2"),
    (r"argument (.*): invalid \w+ value: (.*)", r"giá trị \2 của \1 không đúng"),
    (r"ambiguous option: (\S*) could match (.*)", r"\1 có thể là \2"),
    (r"argument (.*): not allowed with argument (.*)", r"\1 không đi cùng \2"),
    (r"one of the arguments (.*) is required", r"phải có một trong \1"),
    (r"argument (.*?): (.*)", r"\1: \2"),
)
"""What argparse says, and the same in Vietnamese; the first that fits. The last one is of our own types of values."""


class Parser(argparse.ArgumentParser):
    """An `ArgumentParser` with Vietnamese headings, whose refusals are one line and the exit status 2."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**(kwargs | {"add_help": False}))
        self._positionals.title = "tham số"
        self._optionals.title = "tùy chọn"
        self.add_argument("-h", "--help", action="help", help="in hướng dẫn này")

    def error(self, message: str) -> NoReturn:
        """Print why the arguments are refused and end with status 2."""
        sys.exit(refuse(f"{self.prog}: {in_vietnamese(message)}. Xem {self.prog} --help."))

    def format_help(self) -> str:
        """The help, under a Vietnamese heading."""
        return super().format_help().replace("usage:", "Cách dùng:", 1)

    def format_usage(self) -> str:
        """The usage, under a Vietnamese heading."""
        return super().format_usage().replace("usage:", "Cách dùng:", 1)


def in_vietnamese(message: str) -> str:
    """A refusal of argparse in Vietnamese."""
    for pattern, sentence in _REFUSALS:
        if refusal := re.fullmatch(pattern, message):
            return refusal.expand(sentence)
    return "lệnh chưa đúng"
