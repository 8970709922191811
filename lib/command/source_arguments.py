"""What the commands that read a workbook share: their arguments, opening the source, the exit status."""

from __future__ import annotations

import argparse
import datetime as dt
import os
from pathlib import Path

from lib.command import BLOCKED, READ, refuse
from lib.feed.open_source import opened
from lib.model.problems import Problem, SourceError, SourceFailure
from lib.model.sheet_address import UNTITLED
from lib.settings import SourceKind, SourceSettings, places_of, read_settings, without_account
from lib.sheets.sources.source import RawTables
from lib.show.sources.failures import FAILURES
from lib.show.sources.set_up_words import setting_line
from lib.show.words import numbers
from lib.snapshot import Snapshot, build_snapshot
from lib.store.settings_file import fault_and_line

SOURCE_HELP = "tệp .xlsx, mã hoặc địa chỉ Google Trang tính; nhiều nguồn cách nhau bằng dấu phẩy"
SECRETS = Path(os.environ.get("THIDUA_SECRETS", ".streamlit/secrets.toml"))


def add_source(parser: argparse.ArgumentParser) -> None:
    """Add the argument that names the workbook to read."""
    parser.add_argument("source", metavar="NGUỒN", help=SOURCE_HELP)


def snapshot_of(source: str) -> Snapshot:
    """The snapshot of the source named on the command line. Raises `SourceError`."""
    return build_snapshot(source_tables(source), dt.datetime.now(dt.UTC))


def source_tables(source: str) -> RawTables:
    """The raw tables of the source named on the command line. Raises `SourceError`."""
    read = read_settings(SECRETS, os.environ, Path())
    places = places_of(source, Path.cwd())
    if read.fault is not None and any(place.kind is SourceKind.GOOGLE for place in places):
        raise SourceError(SourceFailure.BAD_SETTINGS, SECRETS.name, read.fault)
    settings = read.source
    if not places:
        raise SourceError(SourceFailure.NO_ADDRESS, UNTITLED)
    places = without_account(places, settings.account)
    chosen = SourceSettings(places, settings.poll_seconds, settings.api_endpoint, settings.account)
    return opened(chosen).fetch()


def status_of(problems: tuple[Problem, ...]) -> int:
    """The exit status of problems: 1 where one is blocking, else 0."""
    return BLOCKED if any(problem.blocks for problem in problems) else READ


def complain(error: SourceError) -> int:
    """Print why a source cannot be read and what to do, in one line on standard error; return the exit status 2."""
    return refuse(numbers.visible(" ".join(sentence_of(error).split())))


def sentence_of(error: SourceError) -> str:
    """Why a source cannot be read and what to do; a fault of the settings by its line."""
    text = FAILURES[error.failure]
    if error.failure is SourceFailure.BAD_SETTINGS:
        return f"{text.sentence} {setting_line(*fault_and_line(SECRETS, error.detail))}"
    if error.failure is SourceFailure.NO_ADDRESS:
        return f"{text.sentence} {text.remedy}"
    detail = f" ({error.detail})" if error.detail else ""
    return f"{error.source}{detail}: {text.sentence} {text.remedy}"
