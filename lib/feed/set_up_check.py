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


class _Stopped(Exception):
    """A step failed; the remaining ones are not tried."""


class _Trial:
    """The steps of one spreadsheet so far."""

    def __init__(self) -> None:
        self.tried: list[StepResult] = []

    def attempt(self, step: SetUpStep, call: Callable[[], str]) -> None:
        """Run a step; `_Stopped` where it fails."""
        began = time.monotonic()
        try:
            result = call()
        except SourceError as error:
            self.tried.append(StepResult(self._of(step, error.failure), time.monotonic() - began, error=error))
            raise _Stopped from None
        took = time.monotonic() - began
        self.tried += [StepResult(settled, 0.0) for settled in self._settled_by(step)]
        self.tried.append(StepResult(step, took, result))

    def _settled_by(self, step: SetUpStep) -> tuple[SetUpStep, ...]:
        """The earlier steps that the request of this step settles too."""
        if step is SetUpStep.TOKEN:
            return SetUpStep.ONLINE, SetUpStep.CLOCK
        if step is SetUpStep.SHARED:
            return (SetUpStep.API if self._by_account else SetUpStep.ONLINE,)
        return ()

    def _of(self, step: SetUpStep, failure: SourceFailure) -> SetUpStep:
        """The step that a failure belongs to."""
        settled = self._settled_by(step)
        if failure in _OF_NETWORK and SetUpStep.ONLINE in settled:
            return SetUpStep.ONLINE
        if failure is SourceFailure.CLOCK_WRONG and SetUpStep.CLOCK in settled:
            return SetUpStep.CLOCK
        if failure in _OF_API and step is SetUpStep.SHARED:
            return SetUpStep.API if self._by_account else SetUpStep.READING
        return step

    @property
    def _by_account(self) -> bool:
        return any(result.step is SetUpStep.TOKEN for result in self.tried)


def check_set_up(place: SpreadsheetLocation, settings: SourceSettings) -> tuple[StepResult, ...]:
    """Run the steps for one spreadsheet; the last one returned is the one that failed, if any did."""
    trial = _Trial()
    try:
        for step, call in _steps(place, settings):
            trial.attempt(step, call)
    except _Stopped:
        pass
    return tuple(trial.tried)


def broken_settings(file: str, fault: str) -> tuple[StepResult, ...]:
    """The first step, failed, because the settings could not be read."""
    return (StepResult(SetUpStep.SETTINGS, 0.0, error=SourceError(SourceFailure.BAD_SETTINGS, file, fault)),)


def _steps(place: SpreadsheetLocation, settings: SourceSettings) -> Iterator[tuple[SetUpStep, Callable[[], str]]]:
    yield SetUpStep.SETTINGS, lambda: ""
    yield SetUpStep.ADDRESS, lambda: _nothing(_key(place.where))
    if place.kind is SourceKind.GOOGLE:
        yield SetUpStep.KEY, lambda: _address(settings)
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


def _address(settings: SourceSettings) -> str:
    """The address of the service account; its key is well formed."""
    return str(_account(settings).credentials().service_account_email)


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
