"""Embargo by construction: what a role may not see changes nothing of what it gets.

Two workbooks differ only in what is under embargo for a role at a moment of the day. Every page is drawn from each, and
everything that would go to the browser must be the same to the letter: texts, tables, chart specs, alternative texts,
order of rows, marks that tell of changes. A token that is looked for can be missed; a difference cannot.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from lib.access.rights import Right, Role, allows
from lib.feed.polling import Feed
from lib.model.releasable import Released
from lib.release.role_view import snapshot_for
from lib.settings import Settings, SourceSettings
from lib.sheets.sources.source import RawCell, RawTables
from lib.show.pictures.draw import picture_at
from lib.snapshot import Snapshot, build_snapshot
from lib.stage import acts, release_acts
from lib.stage.log.events import RunKind
from lib.stage.show import ScreenPosition
from lib.ui import running_app
from lib.ui.menu import HOME, MENU, PAGES
from tests.builders import ScriptedSource
from tests.days import MORNING, Day, row_of, sample_tables, table_of, version, with_cell, with_row, with_votes
from tests.ui.conftest import unopened

Change = Callable[[RawTables], RawTables]
Act = Callable[[Day], None]


# -- what may be under embargo -------------------------------------------------------------------------------------


def with_score(tables: RawTables, tab: str, criterion: str, column: int, value: RawCell) -> RawTables:
    row = next(number for number, cells in enumerate(table_of(tables, tab).rows, 1) if criterion in cells[:3])
    return with_cell(tables, tab, row, column, value)


def other_first_ballot(tables: RawTables) -> RawTables:
    return with_votes(tables, "P1", TGPL=6, QLXLVPHC=9, BTTP=1)


def other_later_ballots(tables: RawTables) -> RawTables:
    tables = with_votes(tables, "P2", PBGDPL=2, DKGDBD=9)
    return with_votes(tables, "P3", TGPL=9, QLXLVPHC=1)


def other_third_ballot(tables: RawTables) -> RawTables:
    return with_votes(tables, "P3", TGPL=9, QLXLVPHC=1)


def withdrawn(tables: RawTables) -> RawTables:
    return with_row(tables, "Quyết định", "CCP", "TGPL", "rút", "Lý do kín", "Cụm trưởng", "18/12/2019")


def uncounted(tables: RawTables) -> RawTables:
    return with_votes(tables, "P1", TGPL="mười")


def decided(tables: RawTables) -> RawTables:
    return with_row(tables, "Quyết định", "CNTP", "PBGDPL", "rút", "Lý do kín", "Cụm trưởng", "18/12/2019")


def other_scores(tables: RawTables) -> RawTables:
    tables = with_score(tables, "Thẩm định", "I.1", 5, 1)
    tables = with_score(tables, "Thẩm định", "I.2", 6, None)
    return with_score(tables, "Thẩm định", "I.3", 7, "chín")


def other_self_scores(tables: RawTables) -> RawTables:
    return with_score(with_score(tables, "Tự chấm", "I.1", 5, 2), "Tự chấm", "II.1", 6, 1)


def exclusions(tables: RawTables) -> RawTables:
    """Why a unit may not be proposed is for the secretary; that it was no candidate shows in a released ballot."""
    return with_row(tables, "Loại trừ", "THADS", "KL", dt.datetime(2019, 1, 1), None, "Văn bản kín")


def notes(tables: RawTables) -> RawTables:
    """Tasks, notes and evidence, which only the secretary ever sees."""
    tables = with_row(tables, "Công việc", dt.datetime(2019, 12, 1), "Việc kín", "Thư ký", "Chưa")
    tables = with_cell(tables, "Đơn vị", row_of(tables, "Đơn vị", "TGPL"), 8, "Ghi chú kín")
    return with_cell(tables, "Giải trình", 2, 4, "https://example.org/kin.pdf")


VOTES = (other_first_ballot, other_later_ballots, uncounted, decided, exclusions)


# -- moments of the day --------------------------------------------------------------------------------------------


def nothing(day: Day) -> None:
    """A version was taken by itself."""


def fixed(day: Day) -> None:
    day.do(acts.fix_scores)


def begun(day: Day) -> None:
    fixed(day)
    day.begin()


def scores_in_the_hall(day: Day) -> None:
    begun(day)
    day.do(release_acts.release_scores)


def published(day: Day) -> None:
    day.do(lambda table: release_acts.publish(table, table.state.hall))


def scores_released(day: Day) -> None:
    scores_in_the_hall(day)
    published(day)


def scores_without_ranks(day: Day) -> None:
    begun(day)
    day.do(lambda table: release_acts.release_scores(table, ranking=False))
    published(day)


def first_ballot_released(day: Day) -> None:
    scores_released(day)
    day.read_back("P1")
    day.do(lambda table: release_acts.release_ballot(table, "P1"))
    published(day)


def award_in_the_hall(day: Day) -> None:
    """The hall has seen the first award, the web nothing of it."""
    scores_released(day)
    day.read_back("P1", "P2")
    day.do(lambda table: release_acts.release_award(table, "CNTP", "có ô cần xem lại"))


def award_released(day: Day) -> None:
    award_in_the_hall(day)
    published(day)


def held(day: Day) -> None:
    """A wrong figure was found: everything that was released is held back again."""
    award_released(day)
    day.do(release_acts.pause)


def rehearsal(day: Day) -> None:
    fixed(day)
    day.begin(RunKind.REHEARSAL)
    day.do(release_acts.release_scores)
    day.do(lambda table: release_acts.release_award(table, "CNTP", "tập"))


@dataclass(frozen=True)
class Case:
    """At a moment, these changes are under embargo for this role."""

    role: Role
    moment: Act
    changes: tuple[Change, ...]

    def __str__(self) -> str:
        return f"{self.role.value}-{self.moment.__name__}"


SCORES = (other_scores, other_self_scores)
CASES = (
    Case(Role.VIEWER, nothing, (*VOTES, *SCORES, notes)),
    Case(Role.LEADER, nothing, (*VOTES, *SCORES, notes)),
    Case(Role.VIEWER, fixed, (*VOTES, *SCORES, notes)),
    Case(Role.LEADER, fixed, (*VOTES, notes)),
    Case(Role.VIEWER, scores_in_the_hall, (*VOTES, *SCORES, notes)),
    Case(Role.VIEWER, scores_released, (*VOTES, other_self_scores, notes)),
    Case(Role.VIEWER, scores_without_ranks, (*VOTES, other_self_scores, notes)),
    Case(Role.LEADER, first_ballot_released, (other_later_ballots, decided, notes)),
    Case(Role.VIEWER, first_ballot_released, (other_later_ballots, decided, other_self_scores, notes)),
    Case(Role.VIEWER, award_in_the_hall, (other_first_ballot, other_self_scores, notes)),
    Case(Role.VIEWER, award_released, (other_third_ballot, withdrawn, other_self_scores, notes)),
    Case(Role.VIEWER, held, (other_first_ballot, *SCORES, notes)),
    Case(Role.VIEWER, rehearsal, (*VOTES, *SCORES, notes)),
    Case(Role.LEADER, rehearsal, (*VOTES, notes)),
    Case(Role.SCREEN, first_ballot_released, (other_later_ballots, decided, other_self_scores, notes)),
)


# -- what a browser gets -------------------------------------------------------------------------------------------


@cache
def built(tables: RawTables) -> Snapshot:
    """A workbook is read and scored once for all cases; nothing changes a snapshot."""
    return build_snapshot(tables, MORNING)


class Site:
    """The pages over one workbook at one moment."""

    def __init__(self, folder: Path, tables: RawTables, moment: Act) -> None:
        feed = Feed(ScriptedSource(tables), lambda found, _at: built(found))
        feed.poll()
        self.day = Day(folder)
        self.day.desk.follow(feed)
        moment(self.day)
        self.running = running_app.RunningApp(feed, Settings(SourceSettings(())), desk=self.day.desk, boot="boot")

    def get(self, stem: str, **query: str) -> str:
        """Everything of a page that would go to the browser, without the age of the data."""
        running_app.hand_over(self.running)
        app = unopened()
        for name, value in query.items():
            app.query_params[name] = value
        if stem != HOME.stem:
            app = app.switch_page(f"../../{PAGES.name}/{stem}.py")
        app = app.run()
        assert [failure.message for failure in app.exception] == []
        said = "\n".join(_protos(app._tree[0])) + "\n".join(_protos(app._tree[1]))
        return _PASSING.sub("", said)


_PASSING = re.compile(r'\\"(ago|ticket)\\": ?(\\"[^"]*"|[\d.]+)|ago\\":[\d.]+')


def _protos(block) -> Iterator[str]:
    for child in block.children.values():
        if getattr(child, "proto", None) is not None:
            yield str(child.proto)
        if hasattr(child, "children"):
            yield from _protos(child)


def sites(folder: Path, case: Case) -> tuple[Site, Site]:
    changed = sample_tables()
    for change in case.changes:
        changed = change(changed)
    return Site(folder / "a", sample_tables(), case.moment), Site(folder / "b", changed, case.moment)


def differing_pages(folder: Path, case: Case) -> list[str]:
    """The pages that differ between the two workbooks."""
    first, second = sites(folder, case)
    return [entry.stem for entry in MENU if first.get(entry.stem) != second.get(entry.stem)]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_what_is_under_embargo_changes_nothing_of_any_page(case: Case, tmp_path: Path, become) -> None:
    become(case.role)
    assert differing_pages(tmp_path, case) == []


def test_every_page_is_another_one(tmp_path: Path, become) -> None:
    """A page that was not found would be drawn as the overview, and differ between no two workbooks."""
    become(Role.SECRETARY)
    site = Site(tmp_path, sample_tables(), nothing)
    assert len({site.get(entry.stem) for entry in MENU}) == len(MENU)


@pytest.mark.parametrize("moment", [begun, award_released], ids=lambda moment: moment.__name__)
def test_neither_does_a_newer_version_that_nobody_took(moment: Act, tmp_path: Path, become) -> None:
    become(Role.VIEWER)
    first, second = Site(tmp_path / "a", sample_tables(), moment), Site(tmp_path / "b", sample_tables(), moment)
    newer = other_third_ballot(other_first_ballot(other_scores(sample_tables())))
    second.day.desk.offer(version(newer, MORNING))
    assert second.day.table.newer is not None
    assert [entry.stem for entry in MENU if first.get(entry.stem) != second.get(entry.stem)] == []
    assert pictures(first) == pictures(second)


@pytest.mark.parametrize("unit", ["TGPL", "DKGDBD"])
def test_neither_does_it_change_the_page_of_one_unit(unit: str, tmp_path: Path, become) -> None:
    become(Role.VIEWER)
    first, second = sites(tmp_path, CASES[0])
    assert first.get("don_vi", don_vi=unit) == second.get("don_vi", don_vi=unit)


def test_the_secretary_tells_the_two_workbooks_apart(tmp_path: Path, become) -> None:
    become(Role.SECRETARY)
    assert {"bang_diem", "danh_hieu", "bo_phieu", "kiem_tra"} <= set(differing_pages(tmp_path, CASES[0]))


def leaking_all(snapshot: Snapshot, role: Role, released: Released) -> Snapshot:
    """A planted leak: every role gets the whole snapshot."""
    return snapshot


def leaking_order(snapshot: Snapshot, role: Role, released: Released) -> Snapshot:
    """A planted leak: units stand in the order of their ranks, without any figure."""
    cut = snapshot_for(snapshot, role, released)
    ranks = {unit: place for place, unit in enumerate(snapshot.standings["unit"])}
    units = tuple(sorted(cut.workbook.units, key=lambda unit: ranks[unit.code]))
    return dataclasses.replace(cut, workbook=dataclasses.replace(cut.workbook, units=units))


def leaking_version(snapshot: Snapshot, role: Role, released: Released) -> Snapshot:
    """A planted leak: nothing but the fingerprint of the whole workbook, which marks of changes are made of."""
    return dataclasses.replace(snapshot_for(snapshot, role, released), version=snapshot.version)


@pytest.mark.parametrize(
    ("case", "leak", "pages"),
    [
        (CASES[0], leaking_all, {"tong_quan"}),
        (CASES[3], leaking_all, {"bang_diem"}),
        (CASES[0], leaking_order, {"don_vi"}),
        (CASES[0], leaking_version, {"huong_dan"}),
    ],
)
def test_a_planted_leak_is_found(case: Case, leak, pages, tmp_path: Path, become, monkeypatch) -> None:
    become(case.role)
    monkeypatch.setattr("lib.ui.role_snapshots.snapshot_for", leak)
    assert pages <= set(differing_pages(tmp_path, case))


# -- the hall ------------------------------------------------------------------------------------------------------


def pictures(site: Site) -> dict[ScreenPosition, str]:
    """Every picture that the hall could be shown now, whatever is pressed."""
    table = site.day.table
    assert table.show is not None
    places = [
        ScreenPosition(scene.name, step)
        for scene, steps in zip(table.show.scenes, table.show.steps, strict=True)
        for step in range(len(steps))
    ]
    return {place: picture_at(table, place) for place in places}


@pytest.mark.parametrize(
    "case",
    [
        Case(Role.SCREEN, begun, (*VOTES, *SCORES, notes)),
        Case(Role.SCREEN, scores_in_the_hall, (*VOTES, other_self_scores, notes)),
        Case(Role.SCREEN, first_ballot_released, (other_later_ballots, decided, other_self_scores, notes)),
        Case(Role.SCREEN, award_released, (other_third_ballot, withdrawn, other_self_scores, notes)),
    ],
    ids=str,
)
def test_no_key_brings_to_the_screen_what_is_not_released_in_the_hall(case: Case, tmp_path: Path) -> None:
    first, second = sites(tmp_path, case)
    assert pictures(first) == pictures(second)


def test_what_is_released_in_the_hall_tells_the_two_workbooks_apart(tmp_path: Path) -> None:
    first, second = sites(tmp_path, Case(Role.SCREEN, scores_in_the_hall, SCORES))
    assert pictures(first) != pictures(second)


def test_the_cases_agree_with_the_table_of_rights() -> None:
    """A change under embargo for a role is one that the table gives it no right to."""
    for case in CASES:
        assert not allows(case.role, Right.VOTES)
        early = allows(case.role, Right.SCORES) and case.moment is not nothing
        assert not (early and set(case.changes) & set(SCORES))


def corrected_after_fixing(day: Day) -> None:
    """A score changed after "Chốt điểm", with a reason that names something that only leaders may know."""
    fixed(day)
    tables = with_score(sample_tables(), "Thẩm định", "I.1", 5, 1)
    day.desk.offer(version(other_later_ballots(tables), MORNING))
    day.do(lambda table: acts.take(table, "lý do riêng"))


def test_leaders_read_what_changed_since_scores_were_fixed_and_nobody_else_before_the_release(tmp_path, become):
    site = Site(tmp_path, sample_tables(), corrected_after_fixing)
    for role in Role:
        become(role)
        said = site.get("don_vi", don_vi=_fifth_unit())
        assert ("lý do riêng" in said) is allows(role, Right.SCORES), role
        assert ("Thay đổi sau khi chốt điểm" in said) is allows(role, Right.SCORES), role


def _fifth_unit() -> str:
    """The unit whose scores stand in the fifth column."""
    rows = table_of(sample_tables(), "Thẩm định").rows
    return next(str(row[4]) for row in rows if "TGPL" in row)
