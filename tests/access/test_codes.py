from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from lib.access.codes import LIFETIME, MOST_WAITING, Admission, OneTimeCodes, qr_svg
from lib.access.rights import Role
from lib.store.notes import MemoryNotes
from lib.store.store import Store
from tests.clocks import SecondsClock


@pytest.fixture
def codes(clock: SecondsClock, kept_in: Store) -> OneTimeCodes:
    return OneTimeCodes(MemoryNotes(clock, MOST_WAITING) if kept_in.alone else kept_in.notes("codes", clock))


def test_a_code_works_once(codes: OneTimeCodes) -> None:
    code = codes.issue(Admission(Role.SECRETARY, "Thư ký"))
    assert codes.redeem(code) == Admission(Role.SECRETARY, "Thư ký")
    assert codes.redeem(code) is None


def test_a_code_is_dead_after_two_minutes(codes: OneTimeCodes, clock: SecondsClock) -> None:
    code = codes.issue(Admission(Role.SECRETARY, "Thư ký"))
    clock.now += LIFETIME
    assert codes.redeem(code) is None


def test_a_code_may_be_typed_carelessly(codes: OneTimeCodes) -> None:
    code = codes.issue(Admission(Role.SECRETARY, "Thư ký"))
    assert codes.redeem(f" {code.lower().replace('-', ' ')} ") is not None


@pytest.mark.parametrize("guess", ["", "AAAA-AAAA-AAAA", "ＡＡＡＡ", "x" * 10_000])
def test_a_guess_gives_nothing_and_uses_nothing_up(codes: OneTimeCodes, guess: str) -> None:
    code = codes.issue(Admission(Role.SECRETARY, "Thư ký"))
    assert codes.redeem(guess) is None
    assert codes.redeem(code) is not None


def test_the_oldest_code_gives_way(clock: SecondsClock) -> None:
    codes = OneTimeCodes(MemoryNotes(clock, MOST_WAITING))
    issued = [codes.issue(Admission(Role.SECRETARY, "Thư ký")) for _ in range(MOST_WAITING + 1)]
    assert codes.redeem(issued[0]) is None
    assert codes.redeem(issued[-1]) is not None


def test_a_code_reads_as_three_groups(codes: OneTimeCodes) -> None:
    assert re.fullmatch(r"(?:[A-HJ-NP-Z2-9]{4}-){2}[A-HJ-NP-Z2-9]{4}", codes.issue(Admission(Role.SECRETARY, "Thư ký")))


def test_codes_are_not_kept_as_they_are(clock: SecondsClock) -> None:
    waiting = MemoryNotes(clock)
    code = OneTimeCodes(waiting).issue(Admission(Role.SECRETARY, "Thư ký"))
    assert len(waiting.all()) == 1
    assert code not in repr(waiting.all())
    assert code.replace("-", "") not in repr(waiting.all())


def test_the_picture_is_one_svg_without_anything_that_runs_or_loads() -> None:
    picture = ElementTree.fromstring(qr_svg('http://10.0.0.2:8501/vao?ma=A"><script>'))
    names = {element.tag.split("}")[-1] for element in picture.iter()}
    assert names <= {"svg", "g", "path"}
    assert not any("href" in name or name.startswith("on") for element in picture.iter() for name in element.attrib)
