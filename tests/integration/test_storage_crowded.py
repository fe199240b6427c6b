"""Much at once: thousands of due dates in one claim, and two that write in one estate at the same time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from storage.firings import Due
from storage.tables import OutboxRow, RequestRow
from storage.unit_of_work import Store

NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Store]:
    sqlite = f"sqlite+aiosqlite:///{tmp_path / 'whistle.sqlite3'}"
    opened = await Store.open(request.getfixturevalue("postgres_url") if request.param == "postgresql" else sqlite)
    yield opened
    await opened.close()


async def test_many_due_dates_are_claimed_and_looked_up_at_once(store: Store) -> None:
    due = [Due(f"deadline/{n}/resolve/1", NOW + timedelta(minutes=n)) for n in range(20_000)]
    async with store.writing() as work:
        assert len(await work.firings.claim("green", due, NOW)) == len(due)
        assert await work.firings.claim("green", due[:5000], NOW) == set()
        assert len(await work.firings.fired("green", due)) == len(due)


async def test_two_that_write_in_one_estate_do_not_lock_each_other_out(store: Store) -> None:
    """One took the next number and then the request, the other the request and then the next number."""
    async with store.writing("green") as work:
        await work.requests.add(
            RequestRow(
                estate_id="green", number=0, category="repair", created_at=NOW, updated_at=NOW, answer_due_at=NOW,
                resolve_due_at=NOW,
            )
        )  # fmt: skip
        await work.commit()

    async def number_first() -> None:
        async with store.writing("green") as work:
            await work.outbox.say(_line("bot"))
            has_number.set()
            await asyncio.wait([asyncio.create_task(has_request.wait())], timeout=0.5)
            await work.requests.get("green", 1)
            await work.commit()

    async def request_first() -> None:
        await has_number.wait()
        async with store.writing("green") as work:
            await work.requests.get("green", 1)
            has_request.set()
            await work.outbox.say(_line("wx-zhang"))
            await work.commit()

    has_number, has_request = asyncio.Event(), asyncio.Event()
    await asyncio.gather(number_first(), request_first())
    async with store.reading() as work:
        waiting = await work.outbox.in_state("a", "pending")
    assert {row.key for row in waiting} == {"bot", "wx-zhang"}


def _line(key: str) -> OutboxRow:
    return OutboxRow(
        estate_id="green", id=0, key=key, account="a", room_id="r", kind="notice", text="已派单", created_at=NOW,
        not_before=NOW,
    )  # fmt: skip
