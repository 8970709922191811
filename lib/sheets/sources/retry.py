"""Retries with a limit: attempts, waits between them, and one deadline over all of it."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from lib.model.problems import SourceError, SourceFailure

T = TypeVar("T")


class Clock(Protocol):
    """A clock that tests can control. `now` gives monotonic seconds."""

    def now(self) -> float:
        """Monotonic seconds."""
        ...

    def wait(self, seconds: float) -> None:
        """Wait this many seconds."""
        ...


class SystemClock:
    """The monotonic clock of this machine."""

    def now(self) -> float:
        return time.monotonic()

    def wait(self, seconds: float) -> None:
        time.sleep(seconds)


class Unanswered(Exception):
    """A request without a usable answer, and why.

    `transient`: a retry may help. `retry_after`: the seconds that the service asked for, 0 where it asked for none.
    The text never contains what was sent or received, so that no secret leaks through a log.
    """

    def __init__(self, failure: SourceFailure, transient: bool = False, retry_after: float = 0.0) -> None:
        super().__init__(failure.value)
        self.failure = failure
        self.transient = transient
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class Patience:
    """Limits of one reading, all in seconds except `tries` (the maximum number of requests).

    `deadline` limits everything, `connect` and `read` one step of the network. The wait after a failed attempt is
    random between 0 and `first_wait`, doubled after every further failure, never more than `longest_wait`.
    """

    tries: int = 4
    deadline: float = 20.0
    connect: float = 3.05
    read: float = 10.0
    first_wait: float = 0.5
    longest_wait: float = 8.0


def keep_trying(
    call: Callable[[], T],
    patience: Patience,
    clock: Clock,
    draw: Callable[[], float] = random.random,
    may_retry: Callable[[], bool] = lambda: True,
) -> T:
    """Return what `call` returns, with retries after a transient failure while the deadline and `may_retry` allow.

    Raises the last `Unanswered` otherwise.
    """
    end = clock.now() + patience.deadline
    ceiling = patience.first_wait
    for left in reversed(range(patience.tries)):
        try:
            return call()
        except Unanswered as refusal:
            wait = max(refusal.retry_after, draw() * min(ceiling, patience.longest_wait))
            if not refusal.transient or not left or clock.now() + wait >= end or not may_retry():
                raise
        clock.wait(wait)
        ceiling *= 2
    raise Unanswered(SourceFailure.TIMED_OUT, transient=True)


def within(seconds: float, call: Callable[[], T]) -> T:
    """Return what `call` returns within this many real seconds; TimeoutError when it is late.

    A late call is abandoned in its own thread: nothing else ends a hanging name server or a peer that never stops
    sending.
    """
    answers: list[T] = []
    refusals: list[Exception] = []

    def work() -> None:
        try:
            answers.append(call())
        except (SourceError, Unanswered) as refusal:
            refusals.append(refusal)

    worker = threading.Thread(target=work, name="source-reading", daemon=True)
    worker.start()
    worker.join(seconds)
    if worker.is_alive():
        raise TimeoutError
    if refusals:
        raise refusals[0]
    if not answers:
        raise RuntimeError("the reading ended without an answer; its traceback stands above")
    return answers[0]
