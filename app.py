"""The server: `streamlit run app.py`. It creates settings, feed and routes; the pages start in `lib/ui/main.py`."""

from __future__ import annotations

import asyncio
import datetime as dt
import gc
import os
import secrets
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

gc.disable()  # what a start makes is no garbage, and looking for some took a fifth of it; `lifespan` switches it on

import streamlit as st
from starlette.middleware import Middleware

from lib.access.door import open_door
from lib.access.local import is_loopback_host
from lib.feed.broadcast import NewsHandler
from lib.feed.polling import Feed
from lib.feed.source_choice import SourceChoice, look_at_settings
from lib.history.archive import Archive
from lib.history.recorder import History
from lib.papers.pack.file import PackFile
from lib.settings import Settings, read_settings
from lib.sheets.convert.answers import AnswerMemory
from lib.show.day.store_words import LOST, condition_lines, in_use
from lib.show.live.page import HOME
from lib.show.sources.link_danger import open_tabs
from lib.show.words.numbers import HANOI
from lib.show.words.terms import SHARED_AWAY, SHARED_LATER
from lib.snapshot import build_snapshot
from lib.stage.desk import Desk
from lib.stage.log.audit_entries import DayInAudit
from lib.stage.log.day_log import EventLog
from lib.stage.log.pinned_versions import pinned_versions
from lib.store.condition import Condition
from lib.store.heads import Heads
from lib.store.one_server import Holder, InUse, write_holder
from lib.store.private import keep_private
from lib.store.retry_loop import RetryLoop
from lib.store.shelf import FolderShelf
from lib.store.store import open_store
from lib.ui.back_messages import BackMessages
from lib.ui.fair_queue import send_together
from lib.ui.menu import CALM, TITLES
from lib.ui.page_versions import followed, reader_mark, sealed
from lib.ui.render_cache import keep_settings
from lib.ui.role_snapshots import reader_view
from lib.ui.router import ICON, show_fault
from lib.ui.running_app import Conversion, RunningApp, hand_over
from lib.web import under
from lib.web.address import LiveAddress
from lib.web.follow import Followers
from lib.web.front_files import FrontCopies, FrontFiles
from lib.web.front_page import FrontPage, HostConfig, self_contained
from lib.web.guard.connections import extend_uvicorn, raise_descriptors
from lib.web.guard.csp import front_end
from lib.web.guard.request_meter import RequestMeter, limits_under
from lib.web.live.edition import Editions
from lib.web.live.streams import LivePage, Streams
from lib.web.log_lines import begin_log
from lib.web.login.passcode import LoginRoutes
from lib.web.middleware import middleware
from lib.web.monitoring import MonitoringRoutes, RenderTimes
from lib.web.plain_pages import HANDLERS
from lib.web.screens import Screens
from lib.web.uploads import Uploads
from lib.years.earlier import EarlierYears

ROOT = Path(__file__).resolve().parent
SECRETS = Path(os.environ.get("THIDUA_SECRETS", ROOT / ".streamlit" / "secrets.toml"))
STATE = Path(os.environ.get("THIDUA_STATE", ROOT / ".state"))
SAMPLE = ROOT / "sample_data" / "cum_iii_2019.xlsx"
GIVE_WAY = 0.001
"""Seconds after which a computing thread yields: the hall's socket waits this long for each page in progress."""
FIRST_READ = 10.0
"""Seconds that a start waits for the first read, so that no visitor sees an empty page needlessly."""
QUICK_READ = 1.0
"""The same where the last good version is available and shown meanwhile."""
FULL_GARBAGE = 50
"""How often garbage is looked for among newer objects before it is looked for among all. At 10, which is Python's, that
is a pause of 40 ms for every two hundred runs of pages: a twentieth of what they cost.
"""
PACK_AFTER = 20.0
"""Seconds after which the front end is compressed, so that the first visitors have the processor to themselves."""

sys.setswitchinterval(GIVE_WAY)
begin_log(os.environ)
keep_private(STATE)
limits = limits_under(raise_descriptors())
meter = RequestMeter(limits)
extend_uvicorn(limits)
keep_settings()
send_together()
settings = read_settings(SECRETS, os.environ, SAMPLE)
try:
    store = open_store(settings.shared, STATE)
    store.hold()
except InUse as other:
    raise SystemExit(in_use(STATE, other.holder.port, other.holder.since)) from other
except OSError as away:
    raise SystemExit(SHARED_AWAY.format(reason=away.strerror)) from away


def go_on_with(mended: Settings) -> None:
    """Apply the other parts of settings that could not be read at the start, beside the source."""
    earlier.read_instead(mended.history)
    if mended.shared != settings.shared:
        print(SHARED_LATER, flush=True)


heads = Heads("stage", (store.shelf("heads"), FolderShelf(STATE / "log")))
sources = SourceChoice(settings, store.shelf("source"), store.publish)
feed = Feed(sources.source, build_snapshot, sources.pace)
if kept := sources.source.kept():
    feed.recall(kept.tables, kept.taken_at, sources.source.agreed_at or kept.taken_at)
door = open_door(
    SECRETS, store,
    bound_to_loopback=is_loopback_host(st.get_option("server.address")),
    cookie_secret=st.get_option("server.cookieSecret"),
)  # fmt: skip
log = EventLog(store.rows("stage"), heads=heads, publish=store.publish)
archive = Archive(store.entries("history"), build_snapshot)
desk = Desk(log, store.shelf("taken"), build_snapshot, second=store.shelf("taken-second"), elsewhere=archive.version)
in_audit = DayInAudit(door.audit)
desk.read_along(in_audit.note)
condition = Condition(STATE)
again = RetryLoop(
    [
        desk.try_again,
        door.audit.write_waiting,
        lambda: in_audit.make_up(log.all_entries()),
        lambda: look_at_settings(sources, feed, lambda: read_settings(SECRETS, os.environ, SAMPLE), go_on_with),
    ]
)
desk.follow(feed)
boot = secrets.token_hex(8)
screens = Screens(
    desk, boot, store.passing_notes("screens"),
    door=door, secret=store.secret("screens", lambda: secrets.token_urlsafe(32)),
)  # fmt: skip
pack = PackFile(desk, STATE / "pack")
earlier = EarlierYears(settings.history, sources.meter)
history = History(feed, archive, lambda: pinned_versions(log, HANOI))
renders = RenderTimes()
uploads = Uploads()
now = hand_over(
    RunningApp(
        feed=feed, settings=settings, door=door, sources=sources, history=history, desk=desk, screens=screens,
        pack=pack, earlier=earlier, controllers=store.passing_notes("controllers"), renders=renders, boot=boot,
        condition=condition, known=store.shelf("known"),
        conversion=Conversion(uploads, AnswerMemory(store.shelf("convert")), STATE / "converted"),
    )
)  # fmt: skip
followers = Followers(feed, boot, lambda ticket, role: sealed(now, followed(ticket, role)))
desk.listen(followers.notify)
desk.earlier = lambda: earlier.snapshots
desk.open_tabs = lambda snapshot: open_tabs(snapshot.workbook, sources.link_keys)
base = st.get_option("server.baseUrlPath")
live_address = LiveAddress(
    lambda: door.policy().address, under(base, HOME), st.get_option("server.port"),
    bound_to_loopback=door.bound_to_loopback,
)  # fmt: skip
desk.live_page = lambda: live_address() if sources.settings.live_page else None
editions = Editions(lambda: reader_mark(now), lambda: reader_view(now), under(base, ""))
streams = Streams(editions, limits.streams)
desk.listen(streams.notify)
feed.listen(lambda _latest: streams.notify())
page = self_contained(front_end().read_text(encoding="utf-8"), ICON, front_end().parent)
copies = FrontCopies(front_end().parent, STATE / "front-end", PACK_AFTER)
front_files = Middleware(FrontFiles, copies=copies, base=base)
live_page = Middleware(
    LivePage, editions=editions, streams=streams, base=base, enabled=lambda: sources.settings.live_page
)


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncGenerator[None, None]:
    """Start the feed with the server; objects made at start-up are excluded from later garbage collections."""
    again.turn()
    door.log_start()
    feed.start()
    again.start()
    earlier.start()
    copies.start()
    store.listen(NewsHandler(feed, sources, desk).handle)
    port = st.get_option("server.port")
    write_holder(STATE, Holder(port, dt.datetime.now(dt.UTC)))
    for line in (*condition_lines(condition.look()), *([LOST] if log.lost else [])):
        print(line.replace("**", ""), flush=True)
    print(f"Mở trong trình duyệt: http://localhost:{port}{under(base, '')}", flush=True)
    await asyncio.to_thread(feed.attempted.wait, FIRST_READ if feed.latest.version is None else QUICK_READ)
    gc.freeze()
    gc.set_threshold(*gc.get_threshold()[:2], FULL_GARBAGE)
    gc.enable()
    yield
    again.stop()
    await asyncio.to_thread(feed.stop)
    store.close()


app = st.App(
    ROOT / "lib" / "ui" / "main.py",
    lifespan=lifespan,
    routes=[
        followers.route(base),
        screens.route(base),
        uploads.route(base),
        *MonitoringRoutes(feed, followers.viewers, renders).routes(base),
        *LoginRoutes(door, base=base).routes(),
    ],
    middleware=[
        *middleware(door, page=page, base=base, meter=meter, public=[front_files, live_page]),
        Middleware(BackMessages, meter=meter, base=base),
        Middleware(HostConfig, base=base),
        Middleware(
            FrontPage,
            html=page,
            titles=TITLES,
            base=base,
            live=lambda: under(base, HOME) if sources.settings.live_page else None,
            calm=CALM,
        ),
    ],
    exception_handlers=HANDLERS,
    on_script_error=show_fault,
)
