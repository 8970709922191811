"""The live page under a hall and under a crowd: bytes, processor time, requests a second, followers by events.

`python -m bench.live [--followers N …] [--processes 2]`. The server is a process of its own; this one is the client and
speaks HTTP by hand, so that it costs less than what it measures. Several processes share a store, and followers are
spread over them.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from bench.day import Day, conference, processes
from bench.process import cpu, memory
from bench.servers import Server
from lib.web.front_files import PACKED_KINDS
from lib.web.guard.csp import front_end

PHONE = "Accept-Encoding: br\r\n"
CROWDS = (300, 1_000, 3_000)
PATIENCE = 60.0
PACKING = 300.0
LINES = 8
ASKS = 6_000
"""Requests for each address: all of them stay below what one source may ask for in one burst."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One address: bytes sent for it, server CPU (ms) and requests a second with eight connections kept open."""

    path: str
    sent: int
    cpu_ms: float
    a_second: float


@dataclass(frozen=True, slots=True)
class Followed:
    """A release at so many followers: seconds from first to last, bytes and CPU (ms) for each, memory in all."""

    followers: int
    processes: int
    spread: float
    sent: float
    each_ms: float
    memory_mb: float


@dataclass(frozen=True, slots=True)
class Cold:
    """Phones that were never here, each with so many files: the longest that one of them waited for an answer (s)."""

    phones: int
    files: int
    longest: float
    each_ms: float


def request(path: str, host: str, more: str = "") -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: {host}\r\n{more}\r\n".encode()


async def ask(day: Day, path: str, more: str, asks: int) -> Asked:
    """Ask one address again and again on eight connections."""
    wire = request(path, day.address, more)
    one = await _whole(day, wire)
    begun, at = cpu(day.server.pid), time.monotonic()

    async def line() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", day.server.port)
        for _ in range(asks // LINES):
            writer.write(wire)
            await reader.readexactly(one)
        writer.close()

    await asyncio.gather(*(line() for _ in range(LINES)))
    spent, whole = cpu(day.server.pid) - begun, asks // LINES * LINES
    return Asked(
        f"{path}{' (304)' if 'None' in more else ''}", one, spent * 1000 / whole, whole / (time.monotonic() - at)
    )


async def _whole(day: Day, wire: bytes) -> int:
    """How many bytes an answer has, head and all."""
    reader, writer = await asyncio.open_connection("127.0.0.1", day.server.port)
    writer.write(wire)
    head = await reader.readuntil(b"\r\n\r\n")
    sizes = [line.split(b":")[1] for line in head.lower().split(b"\r\n") if line.startswith(b"content-length")]
    writer.close()
    return len(head) + (int(sizes[0]) if sizes else 0)


async def tag_of(day: Day) -> str:
    reader, writer = await asyncio.open_connection("127.0.0.1", day.server.port)
    writer.write(request("/xem", day.address))
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    writer.close()
    return next(line.split(": ", 1)[1] for line in head.split("\r\n") if line.startswith("etag"))


async def follow(day: Day, followers: int, name: str) -> Followed:
    """Let so many follow, at all processes alike, change the page, and wait until the last of them has it."""
    ban = (await tag_of(day)).strip('W/"')
    heard: list[float] = []
    sizes: list[int] = []
    ready, lines = asyncio.Semaphore(0), []

    async def line(server: Server) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        writer.write(request(f"/xem/su-kien?trang=&ban={ban}", server.address))
        await reader.readuntil(b"nhip\ndata:\n\n")
        ready.release()
        while True:
            event = await reader.readuntil(b"\n\n")
            if b"event: trang" in event:
                heard.append(time.monotonic())
                sizes.append(len(event))
                break
        writer.close()

    for number in range(followers):
        lines.append(asyncio.create_task(line(day.servers[number % len(day.servers)])))
        if len(lines) % 50 == 0:
            await asyncio.sleep(0.02)
    for _ in range(followers):
        await asyncio.wait_for(ready.acquire(), PATIENCE)
    begun = sum(cpu(one.pid) for one in day.servers)
    day.rename(name)
    await asyncio.wait_for(asyncio.gather(*lines), PATIENCE)
    spent = (sum(cpu(one.pid) for one in day.servers) - begun) * 1000 / followers
    held = sum(memory(one.pid) for one in day.servers)
    return Followed(followers, len(day.servers), max(heard) - min(heard), sum(sizes) / followers, spent, held)


async def fetched(day: Day, paths: list[str], longest: list[float]) -> None:
    """One phone that was never here: the page and its files, one after the other; the longest answer is noted."""
    reader, writer = await asyncio.open_connection("127.0.0.1", day.server.port)
    worst = 0.0
    for path in paths:
        begun = time.monotonic()
        writer.write(request(path, day.address, PHONE))
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        sizes = [int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.startswith(b"content-length")]
        await reader.readexactly(sizes[0])
        worst = max(worst, time.monotonic() - begun)
    writer.close()
    longest.append(worst)


def packed(server: Server) -> None:
    """Wait until a server has packed the front end, which it does in the background of its first minutes."""
    copies = server.home / "state" / "front-end"
    wanted = sum(path.suffix in PACKED_KINDS for path in front_end().parent.glob("static/**/*"))
    until = time.monotonic() + PACKING
    while len(list(copies.rglob("*.br"))) < wanted and time.monotonic() < until:
        time.sleep(0.5)


async def cold(day: Day, phones: int = 300, seconds: float = 20.0) -> Cold:
    """So many phones that were never here, within so many seconds: the page and every file that it names."""
    names = re.findall(r"\./(static/[^\"]+)", front_end().read_text(encoding="utf-8"))
    paths = ["/", *(f"/{name}" for name in names)]
    packed(day.server)
    longest: list[float] = []
    begun, lines = cpu(day.server.pid), []
    for _ in range(phones):
        lines.append(asyncio.create_task(fetched(day, paths, longest)))
        await asyncio.sleep(seconds / phones)
    await asyncio.gather(*lines)
    return Cold(phones, len(paths), max(longest), (cpu(day.server.pid) - begun) * 1000 / phones)


async def measure(day: Day, crowds: tuple[int, ...], asks: int = ASKS) -> tuple[list[Asked], list[Followed], Cold]:
    known = f"If-None-Match: {await tag_of(day)}\r\n"
    asked = (("/xem", PHONE), ("/xem", PHONE + known), ("/xem/bang-diem", PHONE), ("/xem.json", PHONE))
    packed(day.server)
    pages = [await ask(day, path, more, asks) for path, more in asked]
    followed = [await follow(day, crowd, f"Cụm thi đua {crowd}") for crowd in crowds]
    return pages, followed, await cold(day)


async def over_a_store(day: Day, crowds: tuple[int, ...]) -> list[Followed]:
    """The same releases before followers of several processes, once the front end is packed in each."""
    for server in day.servers:
        packed(server)
    return [await follow(day, crowd, f"Cụm thi đua {crowd}") for crowd in crowds]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.live", description=__doc__.partition("\n")[0])
    parser.add_argument("--followers", nargs="*", type=int, default=list(CROWDS), metavar="N")
    parser.add_argument("--processes", type=int, default=1, metavar="N")
    asked = parser.parse_args()
    crowds = tuple(asked.followers)
    with tempfile.TemporaryDirectory(prefix="bench") as folder:
        if asked.processes > 1:
            with processes(Path(folder), asked.processes) as day:
                found: tuple[object, ...] = tuple(asyncio.run(over_a_store(day, crowds)))
        else:
            with conference(Path(folder), released=False) as day:
                pages, followed, phones = asyncio.run(measure(day, crowds))
                found = (*pages, *followed, phones)
    for one in found:
        print(one)


if __name__ == "__main__":
    main()
