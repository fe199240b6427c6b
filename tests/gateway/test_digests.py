"""A digest on WeChat's side: its words and its picture through the real gateway."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.assemble import App, assemble
from bot.channels.wechaty.channel import WechatyChannel
from bot.outbox import Pace
from bot.timepiece import SetClock
from handlers.estate import Digests
from nlp.learning import Reads
from nlp.schedule import Recurring, Weekly
from storage.tables import OutboxRow, ReportRow, RequestRow
from tests.gateway.listener import until
from tests.gateway.test_channel import settings
from tests.gateway.test_main_job import BUILDING, GREEN, estate
from tests.gateway.wechat import WeChat

__all__ = ["estate"]

pytestmark = pytest.mark.gateway

SUNDAY = datetime(2026, 11, 29, 19, 0, tzinfo=GREEN.zone)
CATEGORIES = ("parking", "sanitation", "fire_access", "repair", "noise", "safety")


@pytest.fixture
async def whistle(estate: WeChat, reader: Reads, tmp_path: Path) -> AsyncIterator[App]:
    """A Whistle with a week behind it, on Sunday at the very moment."""
    weekly = Digests(weekly=Recurring(Weekly((SUNDAY.isoweekday(),)), SUNDAY.time(), GREEN.zone.key))
    app = await assemble(
        (replace(GREEN, digests=weekly),),
        database_url=f"sqlite+aiosqlite:///{tmp_path / 'whistle.sqlite3'}",
        channel=WechatyChannel(settings(estate)),
        clock=SetClock(SUNDAY.astimezone(UTC)),
        pace=Pace(gap=0.0, jitter=0.0, grace=1.0),
        reader=reader,
    )
    await a_week(app)
    await app.channel.start()
    await until(lambda: app.channel.health().connected)
    yield app
    await app.channel.close()
    await app.close()


async def a_week(app: App) -> None:
    """Six matters that building 3 reported, one of them solved."""
    then = SUNDAY - timedelta(days=3)
    async with app.store.writing() as work:
        for category in CATEGORIES:
            solved = category == "parking"
            request = await work.requests.add(
                RequestRow(
                    estate_id="green", number=0, category=category, status="resolved" if solved else "reported",
                    place="3栋", created_at=then, updated_at=then, answer_due_at=then + timedelta(days=1),
                    resolve_due_at=then + timedelta(days=7), closed_at=then if solved else None,
                )
            )  # fmt: skip
            await work.requests.add_report(
                ReportRow(
                    estate_id="green", id=0, number=request.number, account="whistle-bot", room_id=BUILDING,
                    message_id=f"m{request.number}", talker_id="wang", said_at=then,
                )
            )  # fmt: skip
        await work.commit()


async def test_the_words_arrive_and_then_the_picture_whole(estate: WeChat, whistle: App) -> None:
    await whistle.ticker.tick()
    (row,) = await lines(whistle, "pending")
    await whistle.settle()
    words, picture = shown(estate)
    assert (words["type"], picture["type"]) == ("text", "image")
    assert "登记6件,办结1件" in words["text"]
    assert row.image is not None
    assert 50_000 < len(row.image) == picture["size"]
    assert hashlib.sha256(row.image).hexdigest() == picture["sha256"]
    assert [line.image for line in await lines(whistle, "sent")] == [None]


async def test_the_words_are_not_said_again_when_the_picture_is_lost(estate: WeChat, whistle: App) -> None:
    """The line is said once its words are: they tell all that the picture shows."""
    await estate.fault("messageSendFile", times=1, error="puppet trouble")
    await whistle.ticker.tick()
    for _ in range(3):
        await whistle.settle()
        await whistle.outbox.reconcile()
    assert [one["type"] for one in shown(estate)] == ["text"]
    assert len(await lines(whistle, "sent")) == 1


def shown(estate: WeChat) -> list[dict[str, Any]]:
    """What building 3 got to see."""
    return [one for one in estate.sent if one["conversation"] == BUILDING]


async def lines(app: App, state: str) -> list[OutboxRow]:
    """What is in the outbox for building 3's group."""
    async with app.store.reading() as work:
        return [row for row in await work.outbox.in_state("whistle-bot", state) if row.room_id == BUILDING]
