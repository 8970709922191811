"""How long to wait for a service that may not answer: tries, waits between them, and one deadline over all of it."""

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
    """Time that tests can turn by hand. `now` counts seconds and never goes back."""

    def now(self) -> float: ...

    def wait(self, seconds: float) -> None: ...


class SystemClock:
    """The time of this machine."""

    def now(self) -> float:
        return time.monotonic()

    def wait(self, seconds: float) -> None:
        time.sleep(seconds)


class Unanswered(Exception):
    """A request brought nothing usable, and why.

    `transient`: another try may help. `retry_after`: the seconds that the service asked for, 0 where it asked nothing.
    The text never holds what was sent or received, so that no secret leaves by a log.
    """

    def __init__(self, failure: SourceFailure, transient: bool = False, retry_after: float = 0.0) -> None:
        super().__init__(failure.value)
        self.failure = failure
        self.transient = transient
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class Patience:
    """Limits of one reading, all in seconds but `tries` (requests at most).

    `deadline` is over everything, `connect` and `read` over one step of the network. The wait after a failed try is
    drawn between 0 and `first_wait`, doubled after every further failure, never more than `longest_wait`.
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
    """What `call` answers, trying again after a transient failure while the deadline and `may_retry` allow; else its
    `Unanswered`."""
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
    """What `call` answers within so many real seconds; TimeoutError when it is late.

    A late call is left behind in its own thread: nothing else ends a name server or a peer that dribbles for ever.
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
