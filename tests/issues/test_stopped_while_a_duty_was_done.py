"""A duty of the ticker lost its database under its feet when the bot was stopped, and complained in the log."""

from __future__ import annotations

import asyncio

import pytest

from bot.clock import ticking


async def _nothing() -> None:
    return


async def test_what_is_being_done_ends_before_the_store_is_closed(caplog: pytest.LogCaptureFixture) -> None:
    begun, done = asyncio.Event(), []

    async def tick() -> None:
        begun.set()
        await asyncio.sleep(0.2)
        done.append("tick")

    async with ticking(tick, _nothing, _nothing):
        await begun.wait()

    assert done == ["tick"]
    assert not caplog.records


async def test_what_does_not_end_is_cancelled_and_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.clock.PATIENCE", 0.05)
    begun, ended = asyncio.Event(), []

    async def tick() -> None:
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0)
            ended.append("tick")

    async with ticking(tick, _nothing, _nothing):
        await begun.wait()

    assert ended == ["tick"]
