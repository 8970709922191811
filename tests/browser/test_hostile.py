"""Hostile texts on every page, in a real browser: nothing runs, loads or leads away, and everything can be read."""

from __future__ import annotations

import time
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page

from lib.ui.menu import HOME, MENU, MenuPage
from tests.browser.access import log_in, passcode_settings, running, with_settings
from tests.browser.conftest import WIDE, Server, Visit, keep_picture, settled, watched
from tests.browser.pool import BrowserPool
from tests.hostile import EVIL, hostile_file
from tests.waiting import PATIENCE

JOINER = "\u2060"
READ = {
    "tong_quan": ("<script>", "[bấm đây]"),
    "bang_diem": ("<script>", "$\\frac"),
    "danh_hieu": ("</section><iframe",),
    "phong_trao": ("<script>",),
}
"""Texts that must be there to be read, letter by letter, on these pages."""
LOADED = """async () => {
    for (const image of document.images) await image.decode().catch(() => {});
    for (let turn = 0; turn < 3; turn += 1) await new Promise((done) => setTimeout(done));
}"""
"""Ends once every picture has come or failed, and what hangs on it has run."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    home = tmp_path_factory.mktemp("hostile")
    file = hostile_file(home / "xau.xlsx")
    settings = '[source]\nkind = "xlsx"\npath = "unused"\npoll_seconds = 1\n' + passcode_settings()
    with running(with_settings(home, settings, source=file)) as server:
        yield server


@pytest.fixture(scope="module")
def secretary(pool: BrowserPool, site: Server) -> Iterator[BrowserContext]:
    """A browser in which the secretary has logged in, for all pages one after the other."""
    with pool.lent() as take:
        context = take(WIDE)
        page = context.new_page()
        log_in(page, site, "secretary", "tong_quan")
        page.close()
        yield context


@pytest.fixture
def looking(secretary: BrowserContext) -> Iterator[Visit]:
    visit = watched(secretary.new_page())
    yield visit
    visit.page.close()


def look(page: Page, site: Server, entry: MenuPage) -> None:
    page.goto(f"{site.url}/{'' if entry is HOME else entry.stem}")
    if entry.stem == "trinh_chieu":
        page.wait_for_selector(".hall .pic")
    else:
        settled(page)
    open_everything(page)
    page.evaluate(LOADED)


def open_everything(page: Page) -> None:
    """Open every fold; a page that is drawn again meanwhile is asked again."""
    closed = page.locator("details:not([open]) > summary")
    until = time.monotonic() + PATIENCE
    while closed.count():
        assert time.monotonic() < until, "a fold does not open"
        closed.evaluate_all("found => found.forEach((one) => one.click())")
        page.wait_for_timeout(200)


@pytest.mark.parametrize("entry", MENU, ids=lambda entry: entry.stem)
def test_a_page_shows_hostile_texts_as_texts(entry: MenuPage, site: Server, looking: Visit) -> None:
    page = looking.page
    look(page, site, entry)
    assert page.evaluate("window.HACKED") is None
    assert [url for url in looking.elsewhere if EVIL in url] == []
    assert looking.elsewhere == []
    assert [said for said in looking.errors if "Content Security Policy" in said] == []
    assert [href for href in hrefs(page) if leads_away(href, site)] == []
    assert page.locator("[data-testid=stApp] .katex").count() == 0
    assert page.locator("[data-testid=stApp] iframe").count() == 0
    assert page.locator(f"img[src*='{EVIL}']").count() == 0
    text = page.locator("[data-testid=stApp]").inner_text().replace(JOINER, "")
    assert "\u202e" not in text
    assert [wanted for wanted in READ.get(entry.stem, ()) if wanted not in text] == []
    keep_picture(page, f"xau_{entry.stem}")


def hrefs(page: Page) -> list[str]:
    return page.evaluate("[...document.querySelectorAll('a[href]')].map(link => link.getAttribute('href'))")


def leads_away(href: str, site: Server) -> bool:
    """Whether a link leaves the app otherwise than to evidence that its reader sees whole."""
    parts = urlsplit(href)
    own = not parts.scheme or f"{parts.scheme}://{parts.netloc}" == site.url
    return not own and parts.hostname not in ("example.org", "docs.google.com", "console.cloud.google.com")
