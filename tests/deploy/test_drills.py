"""What happens to a site of several processes when its parts fail, tried with real ones."""

from __future__ import annotations

import signal
import time

import pytest
import requests

from lib.web.login.tickets import TicketKind
from tests.browser.conftest import Server
from tests.deploy.conftest import Site, rename
from tests.waiting import PATIENCE, a_moment_passes, until


def reads_itself(app: Server) -> bool:
    """Whether a process is the one that reads the sheet."""
    return "thidua_reader 1.0" in requests.get(f"{app.url}/metrics", timeout=PATIENCE).text


def ready(site: Site) -> bool:
    return all(requests.get(f"{app.url}/readyz", timeout=PATIENCE).status_code == 200 for app in site.apps)


def one_reads(site: Site) -> bool:
    """Whether exactly one process reads; while one takes over from the other it may be none."""
    return sorted(map(reads_itself, site.apps)) == [False, True]


def test_google_is_read_by_exactly_one(site):
    until(lambda: ready(site))
    before, began = site.reads, time.monotonic()
    until(lambda: site.reads >= before + 6)
    assert site.reads - before <= time.monotonic() - began + 2
    until(lambda: one_reads(site))


def test_an_edit_reaches_both_processes(site):
    with site.screen(site.apps[0].url) as one, site.screen(site.apps[1].url) as other:
        rename(site, "Cụm thi đua số III đổi tên")
        while "đổi tên" not in one.picture or "đổi tên" not in other.picture:
            one.hear()
            other.hear()
        assert one.picture == other.picture


def test_a_step_at_one_process_is_shown_at_the_other_and_counts_once(site):
    with site.screen(site.apps[0].url, TicketKind.KEYS) as one, site.screen(site.apps[1].url, TicketKind.KEYS) as other:
        before = len(site.entries())
        one.press("hide")
        other.reach(one.seq + 1)
        one.reach(other.seq)
        assert one.picture == other.picture
        a_moment_passes()
        one.press("hide")
        other.press("hide")  # both saw the same: one of them is obeyed
        one.reach(one.seq + 1)
        other.reach(one.seq)
        assert len(site.entries()) == before + 2


def test_through_nginx_a_browser_stays_with_one_process_and_files_are_kept(site):
    with requests.Session() as browser:
        browser.trust_env, browser.verify = False, str(site.nginx.certificate)
        first = browser.get(site.nginx.url)
        assert "thidua_may" in browser.cookies
        script = first.text.split('src="./static/')[1].split('"')[0]
        kept = [browser.get(f"{site.nginx.url}/static/{script}").headers["X-Thidua-Cache"] for _ in range(2)]
        assert kept[-1] == "HIT"
        assert "Content-Security-Policy" in first.headers
        assert browser.get(f"{site.nginx.url}/metrics").status_code == 404
        assert "thidua_may" not in browser.get(site.nginx.url).headers.get("Set-Cookie", "")
    plain = requests.get(f"http://localhost:{site.nginx.plain}/bang_diem", allow_redirects=False, timeout=PATIENCE)
    assert (plain.status_code, plain.headers["Location"]) == (301, "https://localhost/bang_diem")


def test_nginx_reloads_and_open_lines_stay(site):
    a_moment_passes()
    with site.screen(site.nginx.url, TicketKind.KEYS) as before:
        entries, workers = site.entries(), site.nginx.workers()
        site.nginx.reload()
        until(lambda: site.nginx.workers() - workers)
        with site.screen(site.nginx.url) as after:
            before.press("hide")
            before.reach(before.seq + 1)
            after.reach(before.seq)
            assert after.picture == before.picture, "a line through the new workers shows what the old ones pressed"
        a_moment_passes()
        before.press("hide")
        before.reach(before.seq + 1)
        assert site.entries()[: len(entries)] == entries
        assert len(site.entries()) == len(entries) + 2, "the line from before the reload was never lost, no key twice"


def test_the_store_restarts_and_the_day_goes_on_where_it_was(site):
    a_moment_passes()
    with site.screen(site.apps[0].url, TicketKind.KEYS) as one, site.screen(site.apps[1].url) as other:
        before = site.entries()
        site.redis.stop(signal.SIGKILL)
        one.press("hide")  # obeyed once when the store is soon back, else not at all
        assert requests.get(f"{site.apps[0].url}/healthz", timeout=PATIENCE).text == "ok"
        site.redis.start()
        one.hear()
        until(lambda: ready(site))
        kept = site.entries()
        assert kept[: len(before)] == before
        assert len(kept) - len(before) in (0, 1)
        one.reach(len(kept))
        a_moment_passes()
        one.press("hide")
        one.reach(len(kept) + 1)
        other.reach(one.seq)
        assert site.entries()[: len(kept)] == kept
        assert one.picture == other.picture


@pytest.mark.parametrize("how", [signal.SIGKILL, pytest.param(signal.SIGTERM, marks=pytest.mark.long)])
def test_the_process_that_reads_dies_and_the_other_takes_over(site, how):
    a_moment_passes()
    until(lambda: ready(site) and one_reads(site))
    dies, stays = sorted(site.apps, key=reads_itself, reverse=True)
    before = site.entries()
    dies.process.send_signal(how)
    dies.process.wait(20)
    with site.screen(site.nginx.url, TicketKind.KEYS) as screen:  # the browser of a visitor finds the one that is left
        screen.press("hide")
        screen.reach(screen.seq + 1)
        assert site.entries()[: len(before)] == before
        assert len(site.entries()) == len(before) + 1
    until(lambda: reads_itself(stays))
    reads = site.reads
    until(lambda: site.reads >= reads + 2)
    dies.start()
    until(lambda: ready(site) and one_reads(site))
    assert reads_itself(stays), "the reading stays where it is"
    with site.screen(dies.url) as again, site.screen(stays.url) as there:
        assert (again.seq, again.picture) == (there.seq, there.picture)
