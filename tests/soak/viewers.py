"""Many viewers cost Google no more than one.

python -m tests.soak.viewers --viewers 100 --seconds 120

Every viewer holds a Streamlit session and the socket by which a page is notified of changes, and reruns the page then,
as the page in a browser would. Counted at the fake: the requests with one viewer and with all of them, in the same
time; in the middle a cell is edited, and every viewer must be notified and rerun once.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from tests.fake_sheets.faults import On
from tests.soak.app import RunningApp, app_over_fake

POLL = 5.0
QUIET = 10.0


@dataclass
class Viewer:
    """An open page: the marks that it received, and when its reruns ended."""

    address: str
    heard: list[tuple[float, str]] = field(default_factory=list)
    finished: list[float] = field(default_factory=list)

    async def watch(self, until: asyncio.Event) -> None:
        origin = f"http://{self.address}"
        page = f"ws://{self.address}/_stcore/stream"
        async with (
            connect(page, origin=origin, subprotocols=["streamlit"], max_size=None) as session,
            connect(f"ws://{self.address}/theo-doi", origin=origin) as changes,
        ):
            await changes.send("")
            await self.rerun(session)
            tasks = [asyncio.create_task(self.listen(changes, session)), asyncio.create_task(self.draw(session))]
            await until.wait()
            for task in tasks:
                task.cancel()

    async def rerun(self, session: ClientConnection) -> None:
        message = BackMsg()
        message.rerun_script.query_string = ""
        await session.send(message.SerializeToString())

    async def listen(self, changes: ClientConnection, session: ClientConnection) -> None:
        async for text in changes:
            mark = json.loads(text)["mark"]
            if self.heard and self.heard[-1][1] != mark:
                await self.rerun(session)
            if not self.heard or self.heard[-1][1] != mark:
                self.heard.append((time.monotonic(), mark))

    async def draw(self, session: ClientConnection) -> None:
        async for received in session:
            message = ForwardMsg()
            message.ParseFromString(received if isinstance(received, bytes) else received.encode())
            if message.WhichOneof("type") == "script_finished":
                self.finished.append(time.monotonic())


@dataclass(frozen=True)
class Counted:
    """What so many viewers cost: requests for values and for anything, CPU seconds of the server, lags in seconds."""

    viewers: int
    values: int
    requests: int
    cpu: float
    heard_after: list[float]
    drawn_after: list[float]


async def count(app: RunningApp, viewers: int, seconds: float, name: str) -> Counted:
    """So many viewers for so many seconds, with one edit in the middle."""
    over = asyncio.Event()
    watching = [Viewer(app.address) for _ in range(viewers)]
    tasks = [asyncio.create_task(viewer.watch(over)) for viewer in watching]
    await asyncio.sleep(QUIET)
    values, requests, cpu = app.fake.google.count(On.VALUES), len(app.fake.google.seen), cpu_of(app)
    await asyncio.sleep(seconds / 2)
    edited = time.monotonic()
    app.rename(name)
    await asyncio.sleep(seconds / 2)
    counted = Counted(
        viewers,
        app.fake.google.count(On.VALUES) - values,
        len(app.fake.google.seen) - requests,
        cpu_of(app) - cpu,
        [viewer.heard[-1][0] - edited for viewer in watching if viewer.heard and viewer.heard[-1][0] > edited],
        [
            min(at for at in viewer.finished if at > edited) - edited
            for viewer in watching
            if viewer.finished[-1] > edited
        ],
    )
    over.set()
    await asyncio.gather(*tasks)
    return counted


def cpu_of(app: RunningApp) -> float:
    """CPU seconds that the server used so far (Linux)."""
    assert app.process is not None
    fields = Path(f"/proc/{app.process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def told(counted: Counted) -> str:
    heard, drawn = counted.heard_after, counted.drawn_after
    return (
        f"{counted.viewers} viewers: {counted.values} reads of values, {counted.requests} requests in all, "
        f"{counted.cpu:.1f} s CPU; an edit was heard by {len(heard)} after {max(heard, default=0):.1f} s at most, "
        f"drawn by {len(drawn)} after {max(drawn, default=0):.1f} s at most"
    )


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.soak.viewers")
    parser.add_argument("--viewers", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=120.0)
    parser.add_argument("--port", type=int, default=8711)
    args = parser.parse_args()
    with app_over_fake(POLL, args.port) as app:
        one = asyncio.run(count(app, 1, args.seconds, "Cụm đổi tên lần một"))
        many = asyncio.run(count(app, args.viewers, args.seconds, "Cụm đổi tên lần hai"))
    print(told(one), told(many), sep="\n")
    return 0 if many.values <= one.values + 1 and len(many.heard_after) == args.viewers else 1


if __name__ == "__main__":
    sys.exit(main())
