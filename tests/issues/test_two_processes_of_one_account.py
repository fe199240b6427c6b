"""On PostgreSQL the account's lock lived on in the pool after a failed run, and its loss went unnoticed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text

from storage import locks
from storage.engine import StorageError
from storage.locks import only_process_of
from storage.unit_of_work import Store

pytestmark = pytest.mark.postgres


@pytest.fixture
async def stores(postgres_url: str) -> AsyncIterator[tuple[Store, Store]]:
    """Two processes on one database."""
    one, other = await Store.open(postgres_url), await Store.open(postgres_url)
    yield one, other
    await one.close()
    await other.close()


async def fails(store: Store) -> None:
    async with only_process_of(store.engine, "a"):
        raise ZeroDivisionError


async def test_an_account_is_free_after_a_run_that_failed(stores: tuple[Store, Store]) -> None:
    one, other = stores
    with pytest.raises(ZeroDivisionError):
        await fails(one)

    async with only_process_of(other.engine, "a"):
        pass


async def test_who_lost_the_account_does_not_go_on(
    stores: tuple[Store, Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = stores
    monkeypatch.setattr(locks, "LOOK_EVERY", 0.05)
    async with only_process_of(one.engine, "a") as hold:
        holding = asyncio.ensure_future(hold.until_lost())
        async with other.writing() as work:
            await work.session.execute(
                text("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'")
            )
        with pytest.raises(StorageError, match="another process may serve it now"):
            await asyncio.wait_for(holding, 20)
