"""Tests the connection to a Google Sheet step by step, up to the first failure, with the duration of each step."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from lib.model.problems import SourceError, SourceFailure
from lib.model.sheet_address import UNTITLED, spreadsheet_key
from lib.settings import SourceKind, SourceSettings, SpreadsheetLocation
from lib.sheets.sources.account import GoogleAccess, ServiceAccount
from lib.sheets.sources.google import GoogleSource
from lib.sheets.sources.link import LinkSource


class SetUpStep(StrEnum):
    """The steps in order; a sheet that is read by its link needs no key, clock, token or API."""

    SETTINGS = "settings"
    ADDRESS = "address"
    KEY = "key"
    ONLINE = "online"
    CLOCK = "clock"
    TOKEN = "token"
    API = "api"
    SHARED = "shared"
    TABS = "tabs"
    READING = "reading"


@dataclass(frozen=True)
class StepResult:
    """A step with its duration in seconds; `error` where it failed, else `result`, its result as a number or a name."""

    step: SetUpStep
    seconds: float
    result: str = ""
    error: SourceError | None = None


_OF_API = {
    SourceFailure.API_DISABLED, SourceFailure.PROJECT_CLOSED, SourceFailure.ORGANISATION_POLICY, SourceFailure.QUOTA,
    SourceFailure.DAILY_QUOTA,
}  # fmt: skip
_OF_NETWORK = {
    SourceFailure.NO_NETWORK, SourceFailure.TIMED_OUT, SourceFailure.LOGIN_PAGE, SourceFailure.FIREWALL,
    SourceFailure.SERVER_DOWN,
}  # fmt: skip
SHORTEST_KEY = 20
"""Minimum length of the key of a Google Sheet: anything shorter is an ordinary word."""


def check_set_up(place: SpreadsheetLocation, settings: SourceSettings) -> tuple[StepResult, ...]:
    """Run the steps for one spreadsheet; the last one returned is the one that failed, if any did."""
    by_account = place.kind is SourceKind.GOOGLE
    tried: list[StepResult] = []
    for step, call in _steps(place, settings):
        began = time.monotonic()
        try:
            result = call()
        except SourceError as error:
            failed = _step_of(step, error.failure, by_account)
            return (*tried, StepResult(failed, time.monotonic() - began, error=error))
        took = time.monotonic() - began
        tried += [StepResult(settled, 0.0) for settled in _settled_by(step, by_account)]
        tried.append(StepResult(step, took, result))
    return tuple(tried)


def _settled_by(step: SetUpStep, by_account: bool) -> tuple[SetUpStep, ...]:
    """The earlier steps that the request of this step settles too."""
    if step is SetUpStep.TOKEN:
        return SetUpStep.ONLINE, SetUpStep.CLOCK
    if step is SetUpStep.SHARED:
        return (SetUpStep.API if by_account else SetUpStep.ONLINE,)
    return ()


def _step_of(step: SetUpStep, failure: SourceFailure, by_account: bool) -> SetUpStep:
    settled = _settled_by(step, by_account)
    if failure in _OF_NETWORK and SetUpStep.ONLINE in settled:
        return SetUpStep.ONLINE
    if failure is SourceFailure.CLOCK_WRONG and SetUpStep.CLOCK in settled:
        return SetUpStep.CLOCK
    if failure in _OF_API and step is SetUpStep.SHARED:
        return SetUpStep.API if by_account else SetUpStep.READING
    return step


def broken_settings(file: str, fault: str) -> tuple[StepResult, ...]:
    """The first step, failed, because the settings could not be read."""
    return (StepResult(SetUpStep.SETTINGS, 0.0, error=SourceError(SourceFailure.BAD_SETTINGS, file, fault)),)


def _steps(place: SpreadsheetLocation, settings: SourceSettings) -> Iterator[tuple[SetUpStep, Callable[[], str]]]:
    yield SetUpStep.SETTINGS, lambda: ""
    yield SetUpStep.ADDRESS, lambda: _nothing(_key(place.where))
    if place.kind is SourceKind.GOOGLE:
        yield SetUpStep.KEY, lambda: str(_account(settings).credentials().service_account_email)
        google = GoogleSource(place.where, GoogleAccess(_account(settings), settings.api_endpoint))
        yield SetUpStep.TOKEN, lambda: _authorised(google)
        yield SetUpStep.SHARED, lambda: _nothing(google.tabs())
        yield from _last_steps(google)
    else:
        link = LinkSource(place.where, settings.api_endpoint)
        yield SetUpStep.SHARED, lambda: link.fetch().labels[0]
        yield from _last_steps(link)


def _key(where: str) -> str:
    """The key of a sheet; `SourceError` where the text is an ordinary word or an address of something else."""
    key = spreadsheet_key(where)
    if len(key) < SHORTEST_KEY:
        raise SourceError(SourceFailure.NOT_FOUND, UNTITLED)
    return key


def _last_steps(source: GoogleSource | LinkSource) -> Iterator[tuple[SetUpStep, Callable[[], str]]]:
    yield SetUpStep.TABS, lambda: _tabs(source.tabs())
    yield SetUpStep.READING, lambda: source.fetch().labels[0]


def _account(settings: SourceSettings) -> ServiceAccount:
    return ServiceAccount.of(json.loads(settings.account or "{}"))


def _authorised(google: GoogleSource) -> str:
    google.authorise()
    return ""


def _nothing(_done: object) -> str:
    return ""


def _tabs(names: tuple[str, ...]) -> str:
    if not names:
        raise SourceError(SourceFailure.NOT_FOUND, UNTITLED)
    return ", ".join(names)
