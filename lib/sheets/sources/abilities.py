"""What a source may be able to do besides being read; the feed asks each time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable
from typing import Protocol, runtime_checkable

from lib.model.problems import SourceError
from lib.sheets.sources.source import RawTables


@runtime_checkable
class Fingerprinted(Protocol):
    """A source that can cheaply tell whether it may have changed, for a file its time and size.

    `fingerprint` raises `SourceError` as `fetch` does; None means that only reading tells.
    """

    def fingerprint(self) -> Hashable | None: ...


@runtime_checkable
class Distant(Protocol):
    """A source behind a service that counts requests: it is asked more rarely while it refuses.

    `look_again` makes the next `fetch` trust nothing that was learnt before. `may_hurry` uses up one of the requests
    that are kept for what is not due by the clock; False where none is left.
    """

    def may_hurry(self) -> bool: ...

    @property
    def distant(self) -> bool: ...

    def look_again(self) -> None: ...


@runtime_checkable
class Keeping(Protocol):
    """A source that keeps what is shown for the next start."""

    def keep(self, tables: RawTables) -> None: ...


@runtime_checkable
class Dated(Protocol):
    """A source that another process may have read for this one; then what it gives has settled already."""

    @property
    def reads(self) -> bool: ...

    @property
    def agreed_at(self) -> dt.datetime | None: ...


@runtime_checkable
class Closable(Protocol):
    """A source that holds something while it is the feed's."""

    def close(self) -> None: ...


@runtime_checkable
class Partial(Protocol):
    """A source of several parts: `failing` says why one of them could not be read while the others were.

    `agreed_ago` are the seconds since the oldest part was read.
    """

    @property
    def failing(self) -> SourceError | None: ...

    @property
    def agreed_ago(self) -> float: ...
