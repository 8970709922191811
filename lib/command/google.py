"""`python -m lib google check`: tests the connection to a Google Sheet step by step."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from lib.command import BLOCKED, READ, refuse
from lib.command.source_arguments import SECRETS
from lib.feed.set_up_check import StepResult, broken_settings, check_set_up
from lib.settings import Settings, SourceKind, SpreadsheetLocation, read_settings
from lib.show.sources.set_up_words import ALL_WELL, NOTHING_SET, step_line
from lib.show.words import numbers

_ADDRESS = "địa chỉ của bảng tính; bỏ trống: bảng tính trong tệp cài đặt"


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register `google check`."""
    google = subparsers.add_parser("google", help="thử đường tới Google Trang tính, từng bước")
    check_parser = google.add_subparsers(required=True, metavar="VIỆC").add_parser("check", help="thử từng bước")
    check_parser.add_argument("address", metavar="ĐỊA_CHỈ", nargs="?", help=_ADDRESS)
    check_parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print every step of every spreadsheet with its duration, up to the first failure; 0 where all were read."""
    settings = read_settings(SECRETS, os.environ, Path())
    if settings.fault is not None:
        return _print_steps(broken_settings(SECRETS.name, settings.fault))
    places = _places(settings, args.address)
    if not places:
        return refuse(NOTHING_SET)
    return max(_print_steps(check_set_up(place, settings.source)) for place in places)


def _places(settings: Settings, address: str | None) -> tuple[SpreadsheetLocation, ...]:
    if address:
        kind = SourceKind.GOOGLE if settings.source.account else SourceKind.GOOGLE_LINK
        return (SpreadsheetLocation(kind, address),)
    return tuple(place for place in settings.source.places if place.kind is not SourceKind.XLSX)


def _print_steps(steps: tuple[StepResult, ...]) -> int:
    for step in steps:
        print(numbers.visible(" ".join(step_line(step, SECRETS).split())))
    good = all(step.error is None for step in steps)
    if good:
        print(ALL_WELL)
    return READ if good else BLOCKED
