"""Hostile texts in every paper, export and picture come out as the texts that they are."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pytest

from lib.access.rights import Role
from lib.model.releasable import NOTHING, RANKING, SCORES, Released, releasable_award, releasable_ballot
from lib.papers.bundle import FileKind, PaperOffer, paper_offers
from lib.papers.docx.stamp import paper_stamp
from lib.papers.pack.player import pack
from lib.release.role_view import snapshot_for
from lib.show.pictures.draw import picture_at, picture_now
from lib.snapshot import Snapshot, build_snapshot
from lib.stage import acts, release_acts
from lib.stage.log.events import Channel as Where
from lib.stage.log.events import ThingsReleased
from lib.stage.show import ScreenPosition
from lib.stage.state import thing_address
from tests.days import Day, day_with
from tests.hostile import EVIL, hostile_tables

WHEN = dt.datetime(2019, 12, 18, 8, 0, tzinfo=dt.UTC)
HARMFUL_TAGS = {"script", "iframe", "object", "embed", "img", "link", "meta", "base", "form", "a", "style", "video"}
EVERYTHING = Released.of(
    [
        SCORES,
        RANKING,
        *(releasable_ballot(f"P{number}") for number in (1, 2, 3)),
        releasable_award("CNTP"),
        releasable_award("CCP"),
    ]
)


@cache
def snapshot() -> Snapshot:
    return build_snapshot(hostile_tables(), WHEN)


@cache
def papers() -> tuple[PaperOffer, ...]:
    return paper_offers(snapshot(), paper_stamp(snapshot(), 1))


@cache
def made(name: str) -> bytes:
    return next(offer for offer in papers() if offer.file == name).make()


def names(kind: FileKind) -> list[str]:
    return [offer.file for offer in papers() if offer.kind is kind]


def test_the_hostile_workbook_is_read_and_decides_something() -> None:
    assert len(snapshot().workbook.units) == 11
    assert len(snapshot().standings) == 11
    assert [len(result.proposed) for result in snapshot().awards] == [3, 1]


@pytest.mark.parametrize("name", names(FileKind.EXCEL))
def test_no_cell_of_a_table_becomes_a_formula_by_what_was_typed(name: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(made(name)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    formulas = [cell.value for cell in cells if cell.data_type == "f"]
    assert not [text for text in formulas if re.search(r"HYPERLINK|cmd|1\+1|evil", str(text))]
    assert not [cell for cell in cells if cell.hyperlink is not None]
    texts = [cell for cell in cells if cell.data_type == "s"]
    begun = [cell for cell in texts if str(cell.value).startswith(("=", "@", "+", "-", "\t"))]
    assert not [cell.value for cell in begun if not cell.quotePrefix], "a text stays one when somebody edits its cell"
    assert any("<script>" in str(cell.value) or "[bấm đây]" in str(cell.value) for cell in texts)


@pytest.mark.parametrize("name", names(FileKind.WORD))
def test_no_text_becomes_a_link_or_breaks_a_document(name: str) -> None:
    package = zipfile.ZipFile(io.BytesIO(made(name)))
    relations = [package.read(part).decode() for part in package.namelist() if part.endswith(".rels")]
    assert not [text for text in relations if EVIL in text or 'TargetMode="External"' in text]
    body = package.read("word/document.xml").decode()
    assert "<script>" not in body
    assert "HYPERLINK" not in re.sub(r"<w:t[ >].*?</w:t>", "", body, flags=re.DOTALL)


class Tags(HTMLParser):
    """The tags and attributes of a piece of HTML, read as a browser reads it."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[tuple[str, str]] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {(name, value or "") for name, value in attrs}


def tags_of(html: str) -> Tags:
    found = Tags()
    found.feed(html)
    return found


@pytest.fixture
def day(tmp_path: Path) -> Day:
    """Everything is released in the hall."""
    found = day_with(tmp_path, hostile_tables())
    found.do(acts.fix_scores)
    found.begin()
    found.do(release_acts.release_scores)
    things = tuple(thing_address(thing) for thing in sorted(EVERYTHING.things))
    found.do(lambda table: (ThingsReleased(things, Where.HALL), ThingsReleased(things, Where.WEB)))
    return found


def test_no_scene_of_the_hall_holds_anything_that_runs_or_loads(day: Day) -> None:
    show = day.table.show
    assert show is not None
    seen = ""
    for scene, steps in zip(show.scenes, show.steps, strict=True):
        for step in range(len(steps)):
            html = str(picture_at(day.table, ScreenPosition(scene.name, step)))
            found = tags_of(html)
            assert not found.tags & HARMFUL_TAGS, (scene.name, step, found.tags & HARMFUL_TAGS)
            assert not [name for name, value in found.attributes if name.startswith("on") or "javascript:" in value]
            assert not [value for name, value in found.attributes if EVIL in value and name != "aria-label"]
            seen += html
    assert "&lt;script&gt;" in seen
    assert "\u202e" not in seen


def test_a_message_of_the_secretary_is_text_too(day: Day) -> None:
    day.do(lambda table: acts.write(table, "<img src=x onerror=alert(1)>"))
    assert "img" not in tags_of(str(picture_now(day.table))).tags


def test_the_show_as_a_file_holds_no_script_but_its_own(day: Day) -> None:
    show = day.table.show
    assert show is not None
    page = pack(show)
    assert page.lower().count("<script") == page.lower().count("</script>")
    assert not [value for name, value in tags_of(page).attributes if EVIL in value]
    assert tags_of(page).tags.isdisjoint({"iframe", "object", "embed"})
    assert "<script>window.HACKED" not in page


def test_a_reader_gets_no_evidence_and_no_links() -> None:
    cut = snapshot_for(snapshot(), Role.VIEWER, EVERYTHING)
    assert cut.workbook.links == ()
    assert all(one.evidence is None for one in cut.workbook.exemplars or ())
    assert snapshot_for(snapshot(), Role.VIEWER, NOTHING).workbook.votes == ()
