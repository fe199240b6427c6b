"""A whole bot that has only reminders to say, in a process of its own that may be killed and started again.

Run as `python -m tests.support.ringing FOLDER URL ACCOUNT [--naive]`. It says what the database holds and ends by
itself when nothing of its account is left. What was said stands in FOLDER/ACCOUNT.jsonl. `--naive` is the negative
control: nothing is written down before it is said, and no two processes know of each other.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select
from sqlmodel import col

from bot.assemble import App, assemble
from bot.channels.local import LocalChannel
from bot.outbox import Pace
from bot.timepiece import SystemClock
from handlers.recurrence import next_due
from handlers.reminding import schedule_of, words_of
from nlp.reading import Reading
from storage.engine import StorageError
from storage.tables import OutboxRow, ReminderRow
from storage.unit_of_work import Store, UnitOfWork
from tests.support.chat import GREEN

ESTATE = replace(GREEN, quiet=None)
PACE = Pace(gap=0.0, jitter=0.0, grace=0.2)
TICK = 0.05  # seconds; the clock's own five would be too slow for many deaths

BETWEEN = 0.02  # seconds; lines are not said faster on any platform


class NoReader:
    """Nobody says anything here."""

    def read(self, text: str, context: object = None) -> Reading:
        raise AssertionError("nothing is to be read")


async def _left(work: UnitOfWork, account: str) -> int:
    """Reminders that are due, and lines of the account that are not said."""
    due = select(func.count()).where(col(ReminderRow.state) == "active", col(ReminderRow.next_at) <= _soon())
    lines = select(func.count()).where(
        col(OutboxRow.account) == account, col(OutboxRow.state).in_(("pending", "sending"))
    )
    return sum([(await work.session.execute(query)).scalar_one() for query in (due, lines)])


def _soon() -> datetime:
    """All that is to be said falls due before that; next week's dates do not."""
    return datetime.now(UTC) + timedelta(hours=1)


async def _until_done(store: Store, account: str) -> None:
    while True:
        async with store.reading() as work:
            if not await _left(work, account):
                return
        await asyncio.sleep(TICK)


async def _tick_fast(app: App) -> None:
    while True:
        await app.ticker.tick()
        await app.outbox.reconcile()
        await asyncio.sleep(TICK)


async def _serve(app: App) -> None:
    """Serve as soon as the dead one's lock on the account is gone."""
    while True:
        try:
            await app.run()
        except StorageError:
            await asyncio.sleep(TICK)


async def _naive(store: Store, channel: LocalChannel) -> None:
    """Say what is due, then write down that it was said."""
    await channel.start()
    while True:
        now = datetime.now(UTC)
        async with store.reading() as work:
            rows: Sequence[ReminderRow] = [
                row
                for row in await work.reminders.in_states(ESTATE.estate_id, ("active",))
                if row.next_at and row.next_at <= now
            ]
        for row in rows:
            for room_id in row.rooms:
                await channel.say(room_id, words_of(row.text, "", schedule_of(row), now))
                await asyncio.sleep(BETWEEN)
        async with store.writing() as work:
            await work.reminders.advance(ESTATE.estate_id, {row.id: next_due(schedule_of(row), now) for row in rows})
            await work.commit()
        await asyncio.sleep(TICK)


async def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("folder", type=Path)
    options.add_argument("url")
    options.add_argument("account")
    options.add_argument("--naive", action="store_true")
    asked = options.parse_args()
    channel = LocalChannel(asked.account, log=asked.folder / f"{asked.account}.jsonl")
    app = await assemble(
        [ESTATE], database_url=asked.url, channel=channel, clock=SystemClock(), pace=PACE, reader=NoReader()
    )
    if asked.naive:
        tasks = [asyncio.ensure_future(_naive(app.store, channel))]
    else:
        tasks = [asyncio.ensure_future(_serve(app)), asyncio.ensure_future(_tick_fast(app))]
    print("ready", flush=True)
    done = asyncio.ensure_future(_until_done(app.store, asked.account))
    await asyncio.wait([*tasks, done], return_when=asyncio.FIRST_COMPLETED)
    for task in tasks:
        if task.done():
            task.result()
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await app.close()
    print("finished", flush=True)


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
