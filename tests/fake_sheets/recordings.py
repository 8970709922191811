"""What is known of the real API: recorded answers and the published schema, in `tests/data/sheets_api`."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[1] / "data" / "sheets_api"


@dataclass(frozen=True)
class Exchange:
    """One recorded request (method, address, body as JSON or None) and its answer (status, body as JSON)."""

    method: str
    address: str
    sent: Any
    status: int
    answer: Any


def recorded(name: str) -> Iterator[Exchange]:
    """The exchanges of a recording in their order."""
    for each in json.loads((FOLDER / "recordings" / f"{name}.json").read_text(encoding="utf-8")):
        yield Exchange(each["method"], each["address"], each["sent"], each["status"], each["answer"])


def names() -> list[str]:
    return sorted(path.stem for path in (FOLDER / "recordings").glob("*.json"))


@functools.cache
def appearance() -> dict[str, Any]:
    """The default format and the theme of a new spreadsheet, as recorded."""
    first = next(iter(recorded("SpreadsheetTest.test_values_get")))
    properties = first.answer["properties"]
    return {name: properties[name] for name in ("defaultFormat", "spreadsheetTheme")}


@functools.cache
def discovery() -> dict[str, Any]:
    """The part of the discovery document about reading: `methods` and `schemas`."""
    return dict(json.loads((FOLDER / "discovery.json").read_text(encoding="utf-8")))


def schema(name: str) -> dict[str, Any]:
    """A schema of the discovery document as JSON Schema; a field that is not in it is an error."""
    definitions = {each: _strict(found) for each, found in discovery()["schemas"].items()}
    return {"$ref": f"#/$defs/{name}", "$defs": definitions}


def _strict(found: Any) -> Any:
    """References made local, and objects closed to unknown fields."""
    if isinstance(found, list):
        return [_strict(each) for each in found]
    if not isinstance(found, dict):
        return found
    if "$ref" in found:
        return {"$ref": f"#/$defs/{found['$ref']}"}
    strict = {name: _strict(each) for name, each in found.items() if name not in {"id", "format"}}
    if "properties" in found:
        strict["properties"] = {name: _strict(each) for name, each in found["properties"].items()}
        strict["additionalProperties"] = False
    return {} if found.get("type") == "any" else strict
