"""All that one run of the bench found, as it is written to the JSON file."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from bench.browsers import Edit, Start, Visit
from bench.crowd import Change
from bench.live import Asked, Cold, Followed
from bench.opens import Kept, Opened
from bench.reading import Timing
from bench.reveal import Reveal

EMPTY, TUNED = "empty", "empty, our settings"
ORDINARY, ORDINARY_TUNED = "ordinary", "ordinary, our settings"
OURS = "bang-diem"


@dataclass
class Results:
    """`machine` and `load` say what it was measured on and how busy that was, at the start and at the end."""

    at: str
    machine: dict[str, object]
    load: list[list[float]] = field(default_factory=list)
    quick: bool = False
    opened: list[Opened] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    reveals: list[Reveal] = field(default_factory=list)
    starts: list[Start] = field(default_factory=list)
    visits: list[Visit] = field(default_factory=list)
    edits: list[Edit] = field(default_factory=list)
    reading: list[Timing] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    followed: list[Followed] = field(default_factory=list)
    cold: list[Cold] = field(default_factory=list)
    pack_bytes: int = 0
    seconds: float = 0.0

    def write(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

    def open_of(self, app: str, role: str = "", page: str = "") -> float:
        """Milliseconds of processor time for a page open; NaN where it was not measured."""
        found = (one.cpu_ms for one in self.opened if (one.app, one.role, one.page) == (app, role, page))
        return next(found, float("nan"))


def read(path: Path) -> Results:
    """What `write` wrote."""
    found = json.loads(path.read_text(encoding="utf-8"))
    kinds = {
        "opened": Opened,
        "kept": Kept,
        "changes": Change,
        "reveals": Reveal,
        "starts": Start,
        "visits": Visit,
        "edits": Edit,
        "reading": Timing,
        "asked": Asked,
        "followed": Followed,
        "cold": Cold,
    }
    return Results(
        **{name: [kinds[name](**one) for one in value] if name in kinds else value for name, value in found.items()}
    )
