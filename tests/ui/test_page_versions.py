"""What pages are notified of, and what they must not be."""

from __future__ import annotations

from pathlib import Path

import pytest

from lib.access.rights import Role
from lib.feed.polling import Feed
from lib.settings import Settings, SourceSettings
from lib.sheets.sources.source import RawTables
from lib.snapshot import build_snapshot
from lib.stage import acts, release_acts
from lib.ui.page_versions import PageMark, followed, mark_of, sealed, ticket_of
from lib.ui.running_app import RunningApp
from tests.builders import ScriptedSource, unreachable
from tests.days import Day, sample_tables, with_votes

SECRETARYS = {PageMark.WORKBOOK, PageMark.CHECKS, PageMark.CONTROL}


class World:
    """A desk and a feed together, as the server runs them."""

    def __init__(self, folder: Path) -> None:
        self.source = ScriptedSource(sample_tables())
        self.feed = Feed(self.source, build_snapshot)
        self.day = Day(folder)
        self.feed.poll()
        self.day.desk.follow(self.feed)
        self.now = RunningApp(self.feed, Settings(SourceSettings(())), desk=self.day.desk)

    def marks(self) -> dict[PageMark, str]:
        return {which: sealed(self.now, which) for which in PageMark}

    def changed_by(self, act) -> set[PageMark]:
        """The marks that an act changed."""
        before = self.marks()
        act()
        after = self.marks()
        return {which for which in PageMark if before[which] != after[which]}

    def type(self, tables: RawTables | Exception) -> None:
        self.source.content = tables
        self.feed.poll()


@pytest.fixture
def world(tmp_path) -> World:
    return World(tmp_path)


def other_votes() -> RawTables:
    return with_votes(sample_tables(), "P1", TGPL=9)


def test_votes_typed_under_embargo_wake_the_secretary_and_nobody_else(world) -> None:
    assert world.changed_by(lambda: world.type(other_votes())) == SECRETARYS


def test_a_half_typed_vote_wakes_the_checks_only(world) -> None:
    typing = with_votes(sample_tables(), "P1", TGPL="1o")
    assert world.changed_by(lambda: world.type(typing)) == {PageMark.CHECKS}
    assert world.feed.latest.held is not None
    assert world.changed_by(lambda: world.type(sample_tables())) == {PageMark.CHECKS}


def test_a_source_that_fails_wakes_the_secretary_and_no_reader(world) -> None:
    def fail() -> None:
        for _ in range(3):
            world.type(unreachable())

    assert world.changed_by(fail) == SECRETARYS


def test_steps_on_the_screen_wake_the_control_and_no_reader(world) -> None:
    changed = world.changed_by(lambda: world.day.do(lambda table: acts.write(table, "Giải lao")))
    assert PageMark.CONTROL in changed
    assert not changed & {PageMark.OPEN, PageMark.EARLY}


def test_fixed_scores_wake_leaders_before_the_public(world) -> None:
    assert world.changed_by(lambda: world.day.do(acts.fix_scores)) == SECRETARYS | {PageMark.EARLY}


def test_a_release_wakes_everybody(world) -> None:
    world.day.do(acts.fix_scores)

    def publish() -> None:
        world.day.do(release_acts.release_scores)
        world.day.do(lambda table: release_acts.publish(table, table.state.hall, unseen=True))

    assert world.changed_by(publish) == set(PageMark)


def test_a_mark_says_nothing_of_what_it_stands_for(world) -> None:
    version = world.feed.latest.snapshot.version
    assert all(version[:12] not in mark and len(mark) == 32 for mark in world.marks().values())
    assert len(set(world.marks().values())) == len(PageMark)


@pytest.mark.parametrize("which", PageMark)
def test_a_ticket_gives_its_own_mark(which) -> None:
    assert followed(ticket_of(which), Role.SECRETARY) is which


@pytest.mark.parametrize("which", PageMark)
def test_a_ticket_gives_nobody_more_than_his_role_sees(which) -> None:
    early = {PageMark.EARLY: PageMark.EARLY}.get(which, PageMark.OPEN)
    assert [followed(ticket_of(which), role) for role in (Role.VIEWER, Role.SCREEN)] == [PageMark.OPEN] * 2
    assert followed(ticket_of(which), Role.LEADER) is early


@pytest.mark.parametrize("ticket", [None, "", "workbook", "control", "0" * 32, "é"])
def test_without_a_ticket_one_follows_what_is_open(ticket) -> None:
    assert followed(ticket, Role.SECRETARY) is PageMark.OPEN


@pytest.mark.parametrize(
    ("role", "which"),
    [
        (Role.VIEWER, PageMark.OPEN),
        (Role.SCREEN, PageMark.OPEN),
        (Role.LEADER, PageMark.EARLY),
        (Role.SECRETARY, PageMark.WORKBOOK),
    ],
)
def test_each_role_follows_its_own(role, which) -> None:
    assert mark_of(role) is which
