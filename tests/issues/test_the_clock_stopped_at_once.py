"""The clock was shut down as soon as the tasks had been started: lines that were never answered stayed so for ever."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot import clock
from bot.assemble import assemble
from bot.channels.local import LocalChannel
from bot.outbox import Pace
from bot.timepiece import SystemClock
from nlp.classify import Reader
from storage.tables import OutboxRow
from tests.support.chat import GREEN


async def test_what_was_never_answered_is_decided_while_the_bot_runs(
    tmp_path: Path, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "RECONCILE_SECONDS", 0.05)
    now = SystemClock().now()
    app = await assemble(
        [GREEN],
        database_url=f"sqlite+aiosqlite:///{tmp_path / 'whistle.sqlite3'}",
        channel=LocalChannel(),
        clock=SystemClock(),
        pace=Pace(gap=0.0, jitter=0.0, grace=0.0),
        reader=reader,
    )
    async with app.store.writing() as work:
        row = OutboxRow(
            estate_id="green", id=0, key="k", account="local", room_id="r3@chatroom", kind="announcement",
            text="#1 已办结", state="sending", created_at=now, not_before=now, claimed_at=now,
        )  # fmt: skip
        await work.outbox.say(row)
        await work.commit()

    running = asyncio.ensure_future(app.run())
    try:
        async with asyncio.timeout(20):
            while await _state(app.store, row.id) == "sending":  # noqa: ASYNC110 - a database cannot ring
                await asyncio.sleep(0.05)
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        state = await _state(app.store, row.id)
        await app.close()
    assert state == "held"


async def _state(store: object, id: int) -> str:
    from storage.unit_of_work import Store

    assert isinstance(store, Store)
    async with store.reading() as work:
        found = await work.outbox.get("green", id)
    assert found is not None
    return found.state
