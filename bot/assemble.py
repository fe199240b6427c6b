"""The one place where everything is put together: channel, clock, storage, reader, handlers."""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.channels.base import Channel, Event
from bot.clock import Tick, ticking
from bot.ending import to_its_end
from bot.inbox import Intake, OnHandled, Worker
from bot.outbox import Outbox, Pace
from bot.ticker import Ticker
from bot.timepiece import Clock
from handlers.commands import ready
from handlers.estate import Estate
from handlers.message import Message
from handlers.schedules import DUTIES
from nlp.classify import Reader
from nlp.learning import Reads
from storage.locks import only_process_of
from storage.unit_of_work import Store

logger = logging.getLogger(__name__)

CHATTER_KEPT = timedelta(days=1)
ECHOES_KEPT = timedelta(days=1)
FIRINGS_KEPT = timedelta(days=400)
KEPT_AT_ONCE = 500
QUEUE = 20_000
LOOK_AGAIN = 1.0  # seconds: the inbox and outbox are looked at this often even when nobody rang


@dataclass(frozen=True, slots=True)
class App:
    """A whole Whistle. `run` serves until it is cancelled; `settle` does by hand what `run` does by itself."""

    estates: Sequence[Estate]
    store: Store
    channel: Channel
    clock: Clock
    intake: Intake
    worker: Worker
    outbox: Outbox
    ticker: Ticker

    async def run(self) -> None:
        """Listen, handle and say until cancelled. Ends with an exception as soon as any of these tasks dies."""
        heard: asyncio.Queue[Event] = asyncio.Queue(QUEUE)
        to_work, to_say = asyncio.Event(), asyncio.Event()
        to_work.set()
        to_say.set()
        async with only_process_of(self.store.engine, self.channel.account) as hold:
            await self.channel.start()
            try:
                async with ticking(self._tick(to_say), self._reconcile, self._forget), asyncio.TaskGroup() as tasks:
                    tasks.create_task(self._listen(heard), name="listen")
                    tasks.create_task(self._keep(heard, to_work), name="keep")
                    tasks.create_task(self._work(to_work, to_say), name="work")
                    tasks.create_task(self._say(to_say), name="say")
                    tasks.create_task(hold.until_lost(), name="hold the account")
            finally:
                await self._keep_the_rest(heard)
                await self.channel.close()

    async def settle(self, events: Sequence[Event] = ()) -> None:
        """Keep these events, handle everything that waits and say everything that is due. For replays and tests."""
        await self.intake.keep(events, self.clock.now())
        while await self.worker.work():
            pass
        while await self.outbox.send_due():
            pass

    async def close(self) -> None:
        await self.store.close()

    async def _listen(self, heard: asyncio.Queue[Event]) -> None:
        async for event in self.channel.events():
            await heard.put(event)

    async def _keep(self, heard: asyncio.Queue[Event], to_work: asyncio.Event) -> None:
        while True:
            events = [await heard.get(), *_waiting(heard, KEPT_AT_ONCE - 1)]
            if await to_its_end(self.intake.keep(events, self.clock.now())):
                to_work.set()

    async def _keep_the_rest(self, heard: asyncio.Queue[Event]) -> None:
        """What the channel had handed over when the bot was stopped is worked through at the next start."""
        while events := _waiting(heard, KEPT_AT_ONCE):
            await self.intake.keep(events, self.clock.now())

    async def _work(self, to_work: asyncio.Event, to_say: asyncio.Event) -> None:
        while True:
            await _rung(to_work)
            while await self.worker.work():
                to_say.set()

    async def _say(self, to_say: asyncio.Event) -> None:
        while True:
            await _rung(to_say)
            if self.channel.health().connected:
                await self.outbox.send_due()

    def _tick(self, to_say: asyncio.Event) -> Tick:
        async def tick() -> None:
            if await self.ticker.tick():
                to_say.set()

        return tick

    async def _reconcile(self) -> None:
        await self.outbox.reconcile()

    async def _forget(self) -> None:
        now = self.clock.now()
        async with self.store.writing() as work:
            await work.inbox.forget(now - CHATTER_KEPT)
            await work.echoes.forget(now - ECHOES_KEPT)
            await work.firings.forget(now - FIRINGS_KEPT)
            await work.commit()


def _waiting(heard: asyncio.Queue[Event], limit: int) -> list[Event]:
    """What is in the queue now, at most `limit` events."""
    return [heard.get_nowait() for _ in range(min(limit, heard.qsize()))]


async def _rung(bell: asyncio.Event) -> None:
    """Until the bell rings, or a second has passed."""
    try:
        async with asyncio.timeout(LOOK_AGAIN):
            await bell.wait()
    except TimeoutError:
        return
    bell.clear()


async def assemble(
    estates: Sequence[Estate],
    *,
    database_url: str,
    channel: Channel,
    clock: Clock,
    pace: Pace,
    reader: Reads | None = None,
    time_of: Callable[[Message], datetime] | None = None,
    on_handled: OnHandled = lambda message, handled: None,
) -> App:
    """Open the database and put the parts together. Raises StorageError.

    The reader's dictionaries load off the loop meanwhile: listening begins at once, handling when they are there.
    `time_of` says when a message is handled, as the handlers see it: the clock's time, or in a replay its own.
    """
    ready = asyncio.ensure_future(_ready(reader))
    store = await Store.open(database_url)
    return App(
        estates=estates,
        store=store,
        channel=channel,
        clock=clock,
        intake=Intake(store, estates),
        worker=Worker(
            store,
            estates,
            channel.account,
            ready,
            time_of=time_of or (lambda message: clock.now()),
            on_handled=on_handled,
        ),
        outbox=Outbox(store, estates, channel, clock, pace),
        ticker=Ticker(store, estates, channel.account, clock, DUTIES),
    )


async def _ready(reader: Reads | None) -> Reads:
    if reader is not None:
        return reader
    loaded = await asyncio.to_thread(Reader.load)
    await asyncio.to_thread(ready)
    gc.freeze()  # what lives as long as the process: to look through it again and again blocks the loop for 60 ms
    return loaded
