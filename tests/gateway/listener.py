"""Somebody who listens to a channel: the events one by one, with a limit on patience."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from types import TracebackType

from bot.channels.base import Channel, Event, Heard
from tests.gateway.wechat import SLOW


async def until(true: Callable[[], bool]) -> None:
    """Until it is true; a channel tells its health only when asked."""
    async with asyncio.timeout(SLOW):
        while not true():  # noqa: ASYNC110
            await asyncio.sleep(0.01)


async def until_found(look: Callable[[], Awaitable[object]]) -> None:
    """Until looking finds something."""
    async with asyncio.timeout(SLOW):
        while not await look():  # noqa: ASYNC110
            await asyncio.sleep(0.01)


class Listener:
    """Starts a channel, waits until it is connected, collects its events, closes it."""

    def __init__(self, channel: Channel) -> None:
        self.channel = channel
        self._events: asyncio.Queue[Event] = asyncio.Queue()
        self._listening: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Listener:
        await self.channel.start()
        self._listening = asyncio.create_task(self._listen())
        await self.connected()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.channel.close()
        assert self._listening is not None
        async with asyncio.timeout(SLOW):
            await self._listening

    async def connected(self) -> None:
        await until(lambda: self.channel.health().connected)

    async def disconnected(self) -> None:
        await until(lambda: not self.channel.health().connected)

    async def next(self) -> Event:
        """The next event."""
        async with asyncio.timeout(SLOW):
            return await self._events.get()

    async def heard(self) -> Heard:
        """The next event, which must be something heard."""
        event = await self.next()
        assert isinstance(event, Heard), event
        return event

    async def _listen(self) -> None:
        async for event in self.channel.events():
            self._events.put_nowait(event)
