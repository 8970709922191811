"""What opening a page costs the server, and keeping it open: processor time, bytes, memory."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from statistics import median

from bench.process import cpu, memory
from bench.servers import Server
from bench.session import Page

READER = ("", "bang_diem", "don_vi", "danh_hieu", "phong_trao", "nhieu_nam")
"""The pages of a reader; the first is the overview."""
SECRETARY = (*READER, "bo_phieu", "dieu_khien", "kiem_tra", "tai_ve", "nhat_ky", "huong_dan", "truy_cap", "trinh_chieu")
WARM = 4
AT_ONCE = 20
"""Pages that a crowd opens at a time."""
TOGETHER = 40
"""Pages that are open at once while memory is looked at."""

Opener = Callable[[str], Page]


@dataclass(frozen=True)
class Effort:
    """How often things are done: batches of opens and opens in each, pages held, seconds that they are watched."""

    batches: int = 5
    opens: int = 5
    held: int = 60
    watched: float = 30.0


@dataclass(frozen=True)
class Opened:
    """One page of one app: milliseconds of processor time and bytes for one open, kB of memory while it is open."""

    app: str
    role: str
    page: str
    cpu_ms: float
    sent_bytes: int
    held_kb: int


@dataclass(frozen=True)
class Kept:
    """So many pages held open: milliseconds of processor time per page and minute, MB in all, kB for each page."""

    app: str
    pages: int
    idle_ms: float
    memory_mb: float
    page_kb: float


async def opened(server: Server, role: str, path: str, open_page: Opener, effort: Effort) -> Opened:
    """The median of several batches of opens, after some that warm up, while another page is open: Streamlit forgets
    its compiled scripts whenever no page is open, which does not happen in a hall."""
    other = await open_page(path).open(follow=False)
    for _ in range(WARM):
        await _once(open_page(path))
    costs, sizes = [], []
    for _ in range(effort.batches):
        before = cpu(server.pid)
        sizes += [await _once(open_page(path)) for _ in range(effort.opens)]
        costs.append((cpu(server.pid) - before) / effort.opens * 1000)
    held = await _held(server, path, open_page)
    await other.close()
    return Opened(server.name, role, path, round(median(costs), 2), round(median(sizes)), held)


async def _held(server: Server, path: str, open_page: Opener) -> int:
    """kB by which the server grows for each of many pages that are open at once."""
    before = memory(server.pid)
    pages = await in_turns([open_page(path).open(follow=True) for _ in range(TOGETHER)])
    grown = memory(server.pid) - before
    for page in pages:
        await page.close()
    return round(grown / TOGETHER * 1024)


async def _once(page: Page) -> int:
    await page.open(files=True)
    await page.close()
    if page.heard.failed:
        raise RuntimeError(f"{page.path}: {page.heard.failed}")
    return page.heard.received


async def in_turns(things: list[Awaitable[Page]], at_once: int = AT_ONCE) -> list[Page]:
    """Open many pages, some at a time."""
    found: list[Page] = []
    for start in range(0, len(things), at_once):
        found += await asyncio.gather(*things[start : start + at_once])
    return found


async def kept(server: Server, paths: tuple[str, ...], open_page: Opener, effort: Effort) -> Kept:
    """Hold pages open and watch the server: what each costs beyond what the server costs without any."""
    bare, before = await _watched(server, effort.watched), memory(server.pid)
    pages = await in_turns([open_page(paths[number % len(paths)]).open() for number in range(effort.held)])
    await asyncio.sleep(2)
    used, after = await _watched(server, effort.watched), memory(server.pid)
    for page in pages:
        await page.close()
    each = (used - bare) / effort.held * 1000
    return Kept(server.name, effort.held, round(each, 1), round(after, 1), round((after - before) / effort.held * 1024))


async def _watched(server: Server, seconds: float) -> float:
    """Seconds of processor time that a server uses in a minute."""
    before = cpu(server.pid)
    await asyncio.sleep(seconds)
    return (cpu(server.pid) - before) * 60 / seconds
