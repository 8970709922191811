"""A hall that follows, a reveal that goes on, and an attack from one address, all at once."""

from __future__ import annotations

import asyncio
import json
import time
from pathlib import Path

import httpx
import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from lib.web.follow import PATH as FOLLOW
from tests.browser.access import SAMPLE, audit_lines, passcode_settings, running, with_settings
from tests.browser.conftest import Server
from tests.browser.raw import cookies_of, run_page, speak
from tests.loops import run

READERS, ATTACKERS, STEPS = 300, 12, 10
SOON = 5.0
"""Seconds in which the secretary's page stands and all readers are notified, on two cores that also play the hall."""


class Crowd:
    """Readers who follow, and sockets of one address that ask for twenty runs a second each."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.over = asyncio.Event()
        self.heard = [0] * READERS
        rerun = BackMsg()
        rerun.rerun_script.query_string = ""
        self.rerun = rerun.SerializeToString()

    async def read(self, number: int) -> None:
        async with connect(f"ws://localhost:{self.server.port}{FOLLOW}", ping_interval=None, proxy=None) as line:
            await line.send("")
            async for _ in line:
                self.heard[number] += 1
                if self.over.is_set():
                    return

    async def attack(self) -> None:
        address = f"ws://localhost:{self.server.port}/_stcore/stream"
        options = {"origin": self.server.url, "subprotocols": ["streamlit"], "max_size": None, "ping_interval": None}
        try:
            async with connect(address, proxy=None, **options) as line:  # type: ignore[arg-type]
                listening = asyncio.create_task(self._listen(line))
                while not self.over.is_set():
                    await line.send(self.rerun)
                    await asyncio.sleep(0.05)
                listening.cancel()
        except ConnectionClosed:
            return

    async def _listen(self, line) -> None:
        async for _ in line:
            continue

    async def guess(self) -> None:
        """Wrong passcodes and logouts with made-up cookies, as fast as they are answered."""
        async with httpx.AsyncClient(base_url=self.server.url, trust_env=False, timeout=30) as browser:
            while not self.over.is_set():
                await browser.post("/dang-nhap", data={"mat_khau": "guess"})
                await browser.get("/auth/logout", headers={"cookie": "_streamlit_user=made.up.cookie"})


def secretary(server: Server, cookies: str) -> list[float]:
    """Press forward on the control page so many times; the seconds of each press."""
    took = []
    with speak(server, cookies) as line:
        for _ in range(STEPS):
            began = time.monotonic()
            button = run_page(line, "dieu_khien").ids("button")["Tiếp →"]
            run_page(line, "dieu_khien", pressed=button)
            took.append(time.monotonic() - began)
            time.sleep(0.5)
    return took


async def day(server: Server, cookies: str) -> tuple[list[float], Crowd]:
    crowd = Crowd(server)
    tasks = [asyncio.create_task(crowd.read(number)) for number in range(READERS)]
    tasks += [asyncio.create_task(crowd.attack()) for _ in range(ATTACKERS)]
    tasks.append(asyncio.create_task(crowd.guess()))
    until = time.monotonic() + 60
    while not all(crowd.heard) and time.monotonic() < until:
        await asyncio.sleep(0.1)
    took = await asyncio.to_thread(secretary, server, cookies)
    before = list(crowd.heard)
    until = time.monotonic() + SOON
    while not all(now > then for now, then in zip(crowd.heard, before, strict=True)) and time.monotonic() < until:
        await asyncio.sleep(0.1)
    late = sum(now <= then for now, then in zip(crowd.heard, before, strict=True))
    crowd.over.set()
    await asyncio.wait(tasks, timeout=30)
    for task in tasks:
        task.cancel()
    assert late == 0, f"{late} readers heard nothing for {SOON} s"
    return took, crowd


@pytest.mark.long
def test_a_reveal_goes_on_before_three_hundred_readers_while_one_address_attacks(tmp_path: Path) -> None:
    settings = '[source]\nkind = "xlsx"\npath = "unused"\npoll_seconds = 1\n' + passcode_settings()
    with running(with_settings(tmp_path, settings, source=SAMPLE)) as server:
        took, crowd = run(day(server, cookies_of(server, "secretary")))
        lines = [json.loads(line) for line in audit_lines(server)]
    print(f"a press and its page: {max(took):.2f} s at most, {sorted(took)[len(took) // 2]:.2f} s in the middle")
    assert all(crowd.heard)
    assert max(took) < SOON
    assert sum(line["event"] == "logged_out" for line in lines) == 0
    assert len(lines) < 100
