"""Compact storage of raw tables: whole, or as the difference from a whole version. Every cell is restored exactly.

A version is a list of rows and of properties of each table, each as one line of JSON. A difference refers by number to
the lines that it shares with the whole version, and holds the others itself; so a moved row costs one number.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator

from lib.sheets.sources.as_json import UNREADABLE, table_as_json, table_of_json
from lib.sheets.sources.source import RawTables

_LEVEL = 6


class Unpackable(ValueError):
    """Bytes that `pack_tables` or `pack_against` did not write."""


class WholeVersion:
    """A whole version that others are packed against; its lines are computed once."""

    def __init__(self, tables: RawTables) -> None:
        self.tables = tables
        self.lines = tuple(_lines(tables))
        self.known = {line: number for number, line in reversed(list(enumerate(self.lines)))}


def pack_tables(tables: RawTables) -> bytes:
    """Pack tables whole."""
    return zlib.compress("\n".join(_lines(tables)).encode("utf-8", "surrogatepass"), _LEVEL)


def pack_against(tables: RawTables, whole: WholeVersion) -> bytes:
    """Pack tables as their difference from `whole`."""
    runs: list[list[int] | str] = []
    for line in _lines(tables):
        number, last = whole.known.get(line), runs[-1] if runs else None
        if number is None:
            runs.append(line)
        elif isinstance(last, list) and last[0] + last[1] == number:
            last[1] += 1
        else:
            runs.append([number, 1])
    return zlib.compress(json.dumps(runs).encode(), _LEVEL)


def unpack_tables(body: bytes) -> RawTables:
    """The tables of a whole body; `Unpackable` where it is damaged."""
    try:
        return _tables(zlib.decompress(body).decode("utf-8", "surrogatepass").split("\n"))
    except (zlib.error, *UNREADABLE) as error:
        raise Unpackable(type(error).__name__) from error


def unpack_against(body: bytes, whole: WholeVersion) -> RawTables:
    """The tables of a difference from `whole`; `Unpackable` where it is damaged."""
    try:
        lines: list[str] = []
        for run in json.loads(zlib.decompress(body)):
            lines += [run] if isinstance(run, str) else whole.lines[run[0] : run[0] + run[1]]
        return _tables(lines)
    except (zlib.error, *UNREADABLE) as error:
        raise Unpackable(type(error).__name__) from error


def _lines(tables: RawTables) -> Iterator[str]:
    yield _line(list(tables.labels))
    for table in tables.tables:
        properties = table_as_json(table)
        rows = properties.pop("rows")
        yield _line(properties | {"rows": len(rows)})
        yield from map(_line, rows)


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _tables(lines: list[str]) -> RawTables:
    rest = iter(lines)
    labels = tuple(json.loads(next(rest)))
    tables = []
    for head in rest:
        properties = json.loads(head)
        properties["rows"] = [json.loads(next(rest)) for _ in range(properties["rows"])]
        tables.append(table_of_json(properties))
    return RawTables(tuple(tables), labels)
