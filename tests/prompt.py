"""A server for tests that ends at once when asked to: hundreds of them are started and stopped."""

from __future__ import annotations

import asyncio
import socket

import uvicorn

TICK = 0.01


class PromptServer(uvicorn.Server):
    """uvicorn that looks every 10 ms whether it should end, and does not wait where no answer is under way."""

    async def main_loop(self) -> None:
        ticks = 0
        while not await self.on_tick(ticks):
            ticks += 1
            await asyncio.sleep(TICK)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        if self.server_state.tasks:
            return await super().shutdown(sockets)
        for server in self.servers:
            server.close()
        for listening in sockets or []:
            listening.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        await asyncio.sleep(TICK)
        return await self.lifespan.shutdown()
