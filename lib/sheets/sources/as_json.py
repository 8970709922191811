"""Raw tables as plain JSON values and back, every type of cell included: what is restored equals what was read."""

from __future__ import annotations

import datetime as dt
from typing import Any

from lib.sheets.sources.source import RawCell, RawTable, UncalculatedFormula

UNREADABLE = (ValueError, LookupError, TypeError, AttributeError, RecursionError)
"""The exceptions of reading values back that were not written here."""


def table_as_json(table: RawTable) -> dict[str, Any]:
    """A table as an object; empty parts are left out."""
    fields = {
        "merges": [list(merge) for merge in table.merges],
        "percents": sorted(map(list, table.percents)),
        "hidden_rows": sorted(table.hidden_rows),
        "hidden_columns": sorted(table.hidden_columns),
        "formulas": sorted(map(list, table.formulas)),
        "cut": sorted(map(list, table.cut)),
        "unsettled": sorted(map(list, table.unsettled)),
    }
    return {
        "tab": table.tab,
        "source": table.source,
        "url": table.url,
        "serial_dates": table.serial_dates,
        "locale": table.locale,
        "rows": [[cell_as_json(cell) for cell in row] for row in table.rows],
    } | {name: value for name, value in fields.items() if value}


def table_of_json(found: dict[str, Any]) -> RawTable:
    """The table of such an object; raises one of `UNREADABLE` where it is malformed."""
    return RawTable(
        tab=found["tab"],
        rows=tuple(tuple(cell_of_json(cell) for cell in row) for row in found["rows"]),
        source=found["source"],
        url=found["url"],
        serial_dates=found["serial_dates"],
        locale=found.get("locale"),
        merges=tuple((top, left, bottom, right) for top, left, bottom, right in found.get("merges", ())),
        percents=_places(found.get("percents", ())),
        hidden_rows=frozenset(found.get("hidden_rows", ())),
        hidden_columns=frozenset(found.get("hidden_columns", ())),
        formulas=_places(found.get("formulas", ())),
        cut=_places(found.get("cut", ())),
        unsettled=_places(found.get("unsettled", ())),
    )


def _places(found: Any) -> frozenset[tuple[int, int]]:
    return frozenset((row, column) for row, column in found)


def cell_as_json(cell: RawCell) -> Any:
    """A cell as JSON: a type that JSON lacks becomes an object with one field."""
    match cell:
        case dt.datetime():
            return {"datetime": cell.isoformat()}
        case dt.date():
            return {"date": cell.isoformat()}
        case dt.time():
            return {"time": cell.isoformat()}
        case dt.timedelta():
            return {"microseconds": cell // dt.timedelta(microseconds=1)}
        case UncalculatedFormula():
            return {"formula": cell.formula}
    return cell


def cell_of_json(cell: Any) -> RawCell:
    """The cell of such a value; KeyError, TypeError or ValueError where it is malformed."""
    if not isinstance(cell, dict):
        plain: RawCell = cell
        return plain
    ((kind, text),) = cell.items()
    match kind:
        case "datetime":
            return dt.datetime.fromisoformat(text)
        case "date":
            return dt.date.fromisoformat(text)
        case "time":
            return dt.time.fromisoformat(text)
        case "microseconds":
            return dt.timedelta(microseconds=text)
        case "formula":
            return UncalculatedFormula(text)
    raise ValueError(kind)
