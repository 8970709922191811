"""Nothing is larger than a reader can hold: pages, modules, functions, rooms."""

from __future__ import annotations

from collections import Counter
from pathlib import PurePath

from tests.house.reading import PAGES, program
from tests.places import ROOT

LONGEST_PAGE = 60
LONGEST_MODULE = 500
LONGEST_FUNCTION = 40
LARGEST_ROOM = 16
"""Modules of a folder, its `__init__` aside; a folder that would hold more has rooms of its own."""
LOOSE = {"__main__", "snapshot", "settings"}
"""The only modules that stand in `lib/` itself."""
ENUMERATIONS = {"lib/sheets/reading/workbook.py": {"read"}}
"""Functions that are one line per tab and nothing else."""


def test_a_page_fits_on_a_screen():
    assert [page.path for page in PAGES if len(page.lines) > LONGEST_PAGE] == []


def test_a_module_is_one_topic_and_no_longer_than_that_needs():
    assert [module.path for module in program() if len(module.lines) > LONGEST_MODULE] == []


def test_a_function_is_short():
    long = [
        f"{module.path}: {node.name}"
        for module in program()
        for node in module.functions()
        if (node.end_lineno or 0) - node.lineno + 1 > LONGEST_FUNCTION
        and node.name not in ENUMERATIONS.get(module.path, set())
    ]
    assert long == []


def test_only_three_modules_stand_outside_the_rooms():
    assert {path.stem for path in (ROOT / "lib").glob("*.py")} - {"__init__"} == LOOSE


def test_a_room_holds_what_a_reader_can_take_in():
    inside = [PurePath(module.path) for module in program() if not module.path.endswith("__init__.py")]
    rooms = Counter(str(path.parent) for path in inside if path.parts[0] == "lib")
    assert {room: files for room, files in rooms.items() if files > LARGEST_ROOM} == {}


def test_every_room_has_its_tests_in_a_room_of_the_same_name():
    rooms = {PurePath(module.path).parent for module in program() if module.path.startswith("lib/")} - {PurePath("lib")}
    untested = [str(room) for room in rooms if not list((ROOT / "tests").joinpath(*room.parts[1:]).glob("test_*.py"))]
    assert sorted(untested) == []
