"""The live page, its JSON, its CSV and its events disclose nothing under embargo: compared as the pages are."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from lib.access.rights import Role
from lib.show.live.page import LivePageKind, LivePagePlace, place_at
from lib.show.live.reader_view import ReaderView
from lib.stage import release_acts
from lib.ui import role_snapshots, running_app
from lib.ui.page_versions import reader_mark
from lib.ui.role_snapshots import reader_view
from lib.web.live.edition import FILES, Editions
from tests.days import MORNING, Day, sample_tables, version
from tests.loops import run
from tests.ui.test_embargo import (
    CASES,
    Case,
    Site,
    award_released,
    leaking_all,
    leaking_order,
    leaking_version,
    nothing,
    other_first_ballot,
    other_scores,
    other_third_ballot,
    scores_released,
    sites,
)

READERS = tuple(case for case in CASES if case.role is Role.VIEWER)


def live_places(reading: ReaderView) -> list[LivePagePlace]:
    """Every page of the live page, those of all units with them."""
    units = reading.snapshot.workbook.units if reading.snapshot else ()
    paths = [*LivePageKind, *(f"{LivePageKind.UNIT}/{unit.code}" for unit in units)]
    return [place for path in paths if (place := place_at(path, reading)) is not None]


def answers(site: Site) -> dict[str, bytes]:
    """Everything that the addresses of the live page answer, tags and events with them."""
    running_app.hand_over(site.running)
    editions = Editions(lambda: "", lambda: reader_view(site.running))
    edition = run(editions.newest())
    found = {}
    for path in (*FILES, *(place.name for place in live_places(reader_view(site.running)))):
        answer = edition.answer(path)
        assert answer is not None
        found[path] = answer.packed.bodies[""] + answer.tag.encode() + answer.event
    return found


def shown(day: Day) -> None:
    """The hall has seen the scores, and the web with it."""
    scores_released(day)
    day.show("scores")


def proposed(day: Day) -> None:
    """The hall has seen the first award too."""
    award_released(day)
    day.show("scores")
    day.show("reveal:CNTP")


def corrected(day: Day) -> None:
    proposed(day)
    day.do(release_acts.pause)


def differing(first: Site, second: Site) -> list[str]:
    before, after = answers(first), answers(second)
    return [path for path in before | after if before.get(path) != after.get(path)]


@pytest.mark.parametrize("case", READERS, ids=str)
def test_what_is_under_embargo_changes_nothing_of_any_address(case: Case, tmp_path: Path) -> None:
    assert differing(*sites(tmp_path, case)) == []


@pytest.mark.parametrize(("leak", "found"), [(leaking_all, {"", ".csv", ".json"}), (leaking_order, {""})])
def test_a_planted_leak_is_found(leak, found, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lib.ui.role_snapshots.snapshot_for", leak)
    assert found <= set(differing(*sites(tmp_path, CASES[0])))


def test_the_mark_that_makes_a_new_edition_tells_nothing_either(tmp_path: Path, monkeypatch) -> None:
    first, second = sites(tmp_path, CASES[0])
    assert _mark(first) == _mark(second)
    role_snapshots.CUTS.clear()
    monkeypatch.setattr("lib.ui.role_snapshots.snapshot_for", leaking_version)
    assert _mark(first) != _mark(second)


def _mark(site: Site) -> str:
    running_app.hand_over(site.running)
    return reader_mark(site.running)


def test_neither_does_a_newer_version_that_nobody_took(tmp_path: Path) -> None:
    first, second = (Site(tmp_path / name, sample_tables(), award_released) for name in "ab")
    newer = other_third_ballot(other_first_ballot(other_scores(sample_tables())))
    second.day.desk.offer(version(newer, MORNING))
    assert second.day.table.newer is not None
    assert differing(first, second) == []


def test_what_is_released_tells_two_workbooks_apart(tmp_path: Path) -> None:
    case = Case(Role.VIEWER, shown, (other_scores,))
    assert {"", "/bang-diem", "/don-vi/TGPL", ".csv", ".json"} <= set(differing(*sites(tmp_path, case)))


@pytest.mark.parametrize("moment", [nothing, scores_released, shown, proposed, corrected])
def test_the_json_keeps_to_its_schema(moment, tmp_path: Path) -> None:
    root = Path(__file__).resolve().parents[2]
    schema = json.loads((root / "docs" / "xem.schema.json").read_text(encoding="utf-8"))
    found = answers(Site(tmp_path, sample_tables(), moment))[".json"]
    value = json.loads(found[: found.rindex(b"}") + 1])
    jsonschema.Draft202012Validator(schema).validate(value)
    assert value["open"]["scores"] == (moment in (shown, proposed))
    assert any(one["total"] for one in value["units"]) == value["open"]["scores"]
    assert any(one["proposed"] for one in value["awards"]) == (moment is proposed)
    assert bool(value["hold"]) == (moment is corrected)
