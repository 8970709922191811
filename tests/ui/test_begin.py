"""The three beginnings: for the secretary at this machine over the sample, and for no one else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from lib.access.policy import Mode, PolicyFault
from lib.access.rights import Role
from lib.feed.polling import Feed
from lib.feed.source_choice import SourceChoice
from lib.settings import Settings, read_settings
from lib.show.sources.failures import FAILURES
from lib.show.sources.set_up_words import WAYS
from lib.snapshot import build_snapshot
from lib.store.shelf import FolderShelf
from lib.ui import running_app
from tests.fake_sheets.excel import book_of
from tests.fake_sheets.export import Instead
from tests.fake_sheets.server import FakeSheets
from tests.places import SAMPLE
from tests.ui.conftest import unopened

KEY = "1sheet-of-the-cluster_for-beginning"
ADDRESS = f"https://docs.google.com/spreadsheets/d/{KEY}/edit#gid=0"


@dataclass
class Entrance:
    """What the page asks of the door."""

    bound_to_loopback: bool = True
    mode: Mode | PolicyFault = Mode.OPEN


@pytest.fixture
def fake() -> Iterator[FakeSheets]:
    with FakeSheets() as server:
        server.google.add(book_of(SAMPLE, KEY, "Bảng của cụm"))
        yield server


@pytest.fixture
def begin(fake, tmp_path, running, become) -> Callable[..., AppTest]:
    secrets = tmp_path / ".streamlit" / "secrets.toml"
    secrets.parent.mkdir()

    def opening(role: Role = Role.SECRETARY, entrance: Entrance | None = None, source: str = "") -> AppTest:
        secrets.write_text(f'[source]\napi_endpoint = "{fake.endpoint}"\n{source}', encoding="utf-8")
        settings: Settings = read_settings(secrets, {}, SAMPLE)
        sources = SourceChoice(settings, FolderShelf(tmp_path / "state"))
        feed = Feed(sources.source, build_snapshot)
        feed.poll()
        running(feed, settings, door=entrance or Entrance(), sources=sources)
        become(role, Mode.OPEN)
        return unopened().run()

    return opening


def offered(app: AppTest) -> bool:
    return [tab.label for tab in app.tabs][:3] == list(WAYS)


def told(app: AppTest) -> str:
    return "\n".join(str(one.value) for one in (*app.markdown, *app.error)).replace("\\", "")


def test_pasting_reads_once_shows_what_was_found_and_only_then_uses_it(begin, fake):
    app = begin()
    assert offered(app)
    app.text_input(key="begin_address").input(ADDRESS).run()
    app.button(key="begin_look").click().run()
    found = told(app)
    assert not app.exception
    assert "Bảng tính: Bảng của cụm" in found
    assert "Số đơn vị: 11" in found
    assert "năm: 2019" in found
    assert "Ai có địa chỉ của bảng tính cũng đọc được số phiếu ở trang tính" in found
    assert fake.google.exports.count("/export") == 1
    assert running_app.running_app().sources.on_sample
    app.button(key="begin_use").click().run()
    assert running_app.running_app().sources.sheet == ADDRESS
    assert not offered(app)


def test_what_cannot_be_read_says_why_and_offers_nothing_to_use(begin, fake):
    fake.google.exports.instead = Instead.LOGIN
    app = begin()
    app.text_input(key="begin_address").input(ADDRESS).run()
    app.button(key="begin_look").click().run()
    failure = next(one for one in FAILURES if one.value == "not_shared")
    assert FAILURES[failure].sentence in told(app)
    assert not [button for button in app.button if button.key == "begin_use"]


@pytest.mark.parametrize("role", [Role.VIEWER, Role.LEADER, Role.SCREEN])
def test_nobody_but_the_secretary_sees_it(begin, role):
    assert not offered(begin(role))


@pytest.mark.parametrize(
    ("entrance", "source"),
    [
        (Entrance(bound_to_loopback=False), ""),
        (Entrance(mode=Mode.PASSCODE), ""),
        (Entrance(), f'kind = "xlsx"\npath = "{Path(SAMPLE).as_posix()}"\n'),
    ],
)
def test_off_this_machine_or_with_a_source_set_it_does_not_exist(begin, entrance, source):
    app = begin(entrance=entrance, source=source)
    assert not offered(app)
    assert not [field for field in app.text_input if field.key == "begin_address"]
