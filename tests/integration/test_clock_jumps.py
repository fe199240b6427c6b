"""The clock is set forward and back, and the zones change theirs: every (reminder, due date) is dealt with once."""

from __future__ import annotations

import logging
import random
from collections import Counter
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import takewhile
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from bot.ticker import Ticker
from bot.timepiece import SetClock
from handlers.estate import Estate, Room
from handlers.recurrence import next_due, upcoming
from handlers.reminding import kept
from handlers.rules.lifecycle import RoomRole
from handlers.schedules.reminding import say_reminders
from nlp.schedule import Daily, LunarMonthly, Monthly, Once, Recurring, Schedule, Weekly
from storage.tables import FiringRow, OutboxRow, ReminderRow
from storage.unit_of_work import Store

ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe")
"""Clocks go back an hour on 25 October and on 1 November 2026, forward half an hour on 4 October."""
START = datetime(2026, 10, 1, 12, 0, tzinfo=UTC)
DAYS = 36
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def schedules(zone: str) -> list[Schedule]:
    """Some of them in the hour that the clocks skip or show twice."""
    return [
        Recurring(Daily(), time(2, 15), zone),
        Recurring(Daily(), time(1, 30), zone),
        Recurring(Daily(every=2, start=date(2026, 10, 2)), time(23, 45), zone),
        Recurring(Weekly((4, 7)), time(2, 30), zone),
        Recurring(Monthly((4, 25, 31)), time(2, 0), zone),
        Recurring(LunarMonthly((1, 15)), time(0, 0), zone),
        Once(START + timedelta(days=3, hours=5), zone),
        Once(START + timedelta(days=24, hours=13), zone),
    ]


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    opened = await Store.open(f"sqlite+aiosqlite:///{tmp_path / 'whistle.sqlite3'}")
    yield opened
    await opened.close()


async def keep_all(store: Store) -> list[Estate]:
    estates = []
    async with store.writing() as work:
        for zone in ZONES:
            estates.append(Estate(zone, zone, ZoneInfo(zone), (Room(f"{zone}/1", "1栋群", RoomRole.BUILDING),)))
            for schedule in schedules(zone):
                await work.reminders.add(
                    ReminderRow(
                        estate_id=zone, id=0, account="a", author_id="x", room_id=f"{zone}/1", rooms=[f"{zone}/1"],
                        text="关门窗", schedule=kept(schedule), state="active", created_at=START,
                        next_at=next_due(schedule, START),
                    )
                )  # fmt: skip
        await work.commit()
    return estates


@pytest.mark.parametrize("seed", range(3))
async def test_each_due_date_is_dealt_with_once(store: Store, seed: int, caplog: pytest.LogCaptureFixture) -> None:
    estates, clock, chance = await keep_all(store), SetClock(START), random.Random(seed)
    ticker = Ticker(store, estates, "a", clock, [say_reminders])
    latest = START
    with caplog.at_level(logging.ERROR):
        while clock.now() < START + timedelta(days=DAYS):
            jump = chance.choice([HOUR, -HOUR, DAY, -DAY]) if chance.random() < 0.15 else 2 * HOUR
            clock.set(clock.now() + jump)
            latest = max(latest, clock.now())
            await ticker.tick()
    assert caplog.records == []

    async with store.reading() as work:
        fired = list((await work.session.execute(select(FiringRow))).scalars())
        lines = Counter(row.key for row in (await work.session.execute(select(OutboxRow))).scalars())
    expected = {
        (zone, f"reminder/{number}", due)
        for zone in ZONES
        for number, schedule in enumerate(schedules(zone), start=1)
        for due in takewhile(lambda due: due <= latest, upcoming(schedule, START))
    }
    assert Counter((row.estate_id, row.what, row.due_at) for row in fired) == Counter(expected)
    assert sum(row.outcome == "said" for row in fired) == sum(key.startswith("reminder/") for key in lines)
    assert all(row.fired_at >= row.due_at for row in fired)


async def test_where_the_clocks_change_it_is_said_once_that_day(store: Store) -> None:
    """Half past two in Berlin on 25 October 2026 comes twice."""
    estates, clock = await keep_all(store), SetClock(START)
    ticker = Ticker(store, estates, "a", clock, [say_reminders])
    while clock.now() < datetime(2026, 10, 26, tzinfo=UTC):
        clock.set(clock.now() + timedelta(minutes=30))
        await ticker.tick()
    async with store.reading() as work:
        rows = (await work.session.execute(select(FiringRow))).scalars()
        said = [row.due_at for row in rows if (row.estate_id, row.what) == ("Europe/Berlin", "reminder/1")]
    assert len(said) == len({due.astimezone(ZoneInfo("Europe/Berlin")).date() for due in said}) == 24
