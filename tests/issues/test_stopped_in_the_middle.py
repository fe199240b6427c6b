"""Stopped by SIGTERM, the bot left a claimed line half said (the committee was asked whether it had been delivered),
and forgot what it had heard but not yet kept."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest

from bot.assemble import App, assemble
from bot.channels.base import Event, Heard, Kind
from bot.channels.local import LocalChannel
from bot.inbox import Intake
from bot.outbox import Pace
from bot.timepiece import SystemClock
from nlp.classify import Reader
from storage.tables import OutboxRow
from tests.support.chat import GREEN


class SlowChannel(LocalChannel):
    """Delivers a line only when it is let."""

    def __init__(self) -> None:
        super().__init__()
        self.saying, self.let = asyncio.Event(), asyncio.Event()

    async def say(self, room_id: str, text: str, *, mentions: Sequence[str] = (), image: bytes | None = None) -> str:
        self.saying.set()
        await self.let.wait()
        return await super().say(room_id, text, mentions=mentions, image=image)


async def opened(folder: Path, reader: Reader, channel: LocalChannel, gap: float = 0.0) -> App:
    return await assemble(
        [GREEN],
        database_url=f"sqlite+aiosqlite:///{folder / 'whistle.sqlite3'}",
        channel=channel,
        clock=SystemClock(),
        pace=Pace(gap=gap, jitter=0.0, grace=0.0),
        reader=reader,
    )


async def put_in_outbox(app: App, *keys: str) -> None:
    now = app.clock.now()
    async with app.store.writing() as work:
        for key in keys:
            row = OutboxRow(
                estate_id="green", id=0, key=key, account="local", room_id="r3@chatroom", kind="announcement",
                text=key, created_at=now, not_before=now,
            )  # fmt: skip
            await work.outbox.say(row)
        await work.commit()


async def states(app: App) -> list[str]:
    async with app.store.reading() as work:
        rows = [await work.outbox.get("green", id) for id in (1, 2)]
    return [row.state for row in rows if row is not None]


async def test_a_line_that_is_being_said_is_said_to_its_end(tmp_path: Path, reader: Reader) -> None:
    channel = SlowChannel()
    app = await opened(tmp_path, reader, channel)
    await put_in_outbox(app, "#1 已办结")

    running = asyncio.ensure_future(app.run())
    await channel.saying.wait()
    running.cancel()
    await asyncio.sleep(0.05)
    channel.let.set()
    await asyncio.gather(running, return_exceptions=True)

    assert running.cancelled()
    assert await states(app) == ["sent"]
    await app.close()


async def test_the_next_line_is_not_claimed_while_the_bot_only_pauses(tmp_path: Path, reader: Reader) -> None:
    channel = SlowChannel()
    channel.let.set()
    app = await opened(tmp_path, reader, channel, gap=60.0)
    await put_in_outbox(app, "#1 已办结", "#2 已办结")

    running = asyncio.ensure_future(app.run())
    async with asyncio.timeout(20):
        while True:
            if "sent" in await states(app):
                break
            await asyncio.sleep(0.02)
    await asyncio.sleep(0.1)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)

    assert await states(app) == ["sent", "pending"]
    await app.close()


async def test_the_pause_is_kept_from_one_round_to_the_next(
    tmp_path: Path, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = await opened(tmp_path, reader, LocalChannel(), gap=60.0)
    pauses: list[float] = []

    async def noted(seconds: float) -> None:
        pauses.append(seconds)

    monkeypatch.setattr("bot.outbox.asyncio.sleep", noted)
    for key in ("#1 已办结", "#2 已办结"):
        await put_in_outbox(app, key)
        await app.outbox.send_due()

    assert await states(app) == ["sent", "sent"]
    assert len([pause for pause in pauses if pause > 50]) >= 2
    await app.close()


async def test_what_was_heard_while_the_bot_was_stopped_is_kept(
    tmp_path: Path, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep, let, keeping = Intake.keep, asyncio.Event(), asyncio.Event()

    async def slow(intake: Intake, events: Sequence[Event], now: datetime) -> int:
        keeping.set()
        await let.wait()
        return await keep(intake, events, now)

    monkeypatch.setattr(Intake, "keep", slow)
    channel = LocalChannel()
    app = await opened(tmp_path, reader, channel)
    running = asyncio.ensure_future(app.run())
    for index in range(3):
        channel.hear(Heard("local", f"m{index}", "r3@chatroom", "wx", "王姐", Kind.TEXT, "早", app.clock.now()))
        await keeping.wait()
        await asyncio.sleep(0.05)
    running.cancel()
    await asyncio.sleep(0.05)
    let.set()
    await asyncio.gather(running, return_exceptions=True)

    async with app.store.reading() as work:
        kept = [await work.inbox.count("green", state) for state in ("waiting", "done")]
    assert sum(kept) == 3
    await app.close()
