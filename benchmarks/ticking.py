"""How long a tick takes that finds many reminders due at once, and for how long it blocks the event loop.

    python benchmarks/ticking.py [--due 10000] [--estates 1] [--url postgresql+asyncpg://...]

Without a URL a SQLite file in a temporary folder is used. Every reminder is due now, comes again, and goes to one room;
the schedules are 7 weekdays at 96 times of day. Printed are milliseconds.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import delete, func, insert, select

from bot.ticker import Ticker
from bot.timepiece import SetClock
from handlers.estate import Estate, Room
from handlers.rules.lifecycle import RoomRole
from handlers.schedules import DUTIES
from nlp.schedule import Recurring, Weekly, dumped
from storage.tables import FiringRow, OutboxRow, ReminderRow
from storage.unit_of_work import Store

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 26, 10, 0, tzinfo=UTC)
ROOMS = 20
TIMES = 96
LOOK_EVERY = 0.001  # seconds


def estate(number: int) -> Estate:
    rooms = tuple(Room(f"e{number}r{n}", f"{n}栋群", RoomRole.BUILDING, (f"{n}栋",)) for n in range(ROOMS))
    return Estate(f"e{number}", f"小区{number}", ZONE, rooms)


def reminder(place: Estate, number: int) -> dict[str, object]:
    """A weekly reminder that fell due within the last hour and a half."""
    at = (NOW - timedelta(minutes=number % TIMES)).astimezone(ZONE)
    schedule = Recurring(Weekly(tuple(sorted({at.isoweekday(), number % 7 + 1}))), at.time(), ZONE.key)
    return ReminderRow(
        estate_id=place.estate_id, id=number, account="bench", author_id="a", room_id=place.rooms[0].room_id,
        rooms=[place.rooms[number % ROOMS].room_id], text=f"第{number}条:明早收旧衣服", state="active", created_at=NOW,
        schedule=json.loads(dumped(schedule)), next_at=at.astimezone(UTC),
    ).model_dump()  # fmt: skip


@dataclass
class Blocks:
    """The longest time, in seconds, for which the loop did not come round: by the clock, and on the processor.

    The first has in it what other programs took; the second is the bot's own doing.
    """

    by_clock: float = 0.0
    on_processor: float = 0.0

    async def look(self) -> None:
        while True:
            clock, processor = time.perf_counter(), time.thread_time()
            await asyncio.sleep(LOOK_EVERY)
            self.by_clock = max(self.by_clock, time.perf_counter() - clock - LOOK_EVERY)
            self.on_processor = max(self.on_processor, time.thread_time() - processor)


@asynccontextmanager
async def watched() -> AsyncIterator[Blocks]:
    """Look at the loop as long as the block lasts."""
    blocks = Blocks()
    looking = asyncio.ensure_future(blocks.look())
    await asyncio.sleep(0)
    try:
        yield blocks
    finally:
        looking.cancel()
        with suppress(asyncio.CancelledError):
            await looking


async def one_tick(store: Store, estates: list[Estate], due: int) -> str:
    """What a tick took with that many reminders due in all."""
    each = due // len(estates)
    async with store.writing() as work:
        for table in (FiringRow, OutboxRow, ReminderRow):
            await work.session.execute(delete(table))
        for place in estates:
            await work.session.execute(insert(ReminderRow), [reminder(place, n + 1) for n in range(each)])
        await work.commit()
    ticker = Ticker(store, estates, "bench", SetClock(NOW), DUTIES)
    async with watched() as blocks:
        clock, processor = time.perf_counter(), time.process_time()
        await ticker.tick()
        took, worked = time.perf_counter() - clock, time.process_time() - processor
    async with store.reading() as work:
        said = await work.session.execute(select(func.count()).select_from(OutboxRow))
        assert said.scalar_one() == each * len(estates)
    return (
        f"{took * 1000:.0f} ms ({worked * 1000:.0f} ms on the processor); the loop was blocked for at most "
        f"{blocks.by_clock * 1000:.0f} ms ({blocks.on_processor * 1000:.0f} ms on the processor)"
    )


async def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--due", type=int, default=10_000)
    options.add_argument("--estates", type=int, default=1)
    options.add_argument("--times", type=int, default=3)
    options.add_argument("--url", default="")
    asked = options.parse_args()
    estates = [estate(number) for number in range(asked.estates)]
    with tempfile.TemporaryDirectory() as folder:
        store = await Store.open(asked.url or f"sqlite+aiosqlite:///{Path(folder) / 'ticking.sqlite3'}")
        gc.freeze()  # as the bot does when it has loaded
        for _ in range(asked.times):
            print(f"{asked.due} due in {asked.estates} estates: {await one_tick(store, estates, asked.due)}")
        await store.close()


if __name__ == "__main__":
    asyncio.run(main())
