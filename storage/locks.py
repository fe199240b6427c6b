"""One process for one account: two senders would say everything twice. One writer for one estate, for a transaction."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession

from storage.engine import StorageError

LOOK_EVERY = 5.0  # seconds


_LOCK = text("SELECT count(pg_advisory_xact_lock(key)) FROM unnest(CAST(:keys AS bigint[])) AS key")


class Hold:
    """The account is this process's, as long as the connection that holds the lock lives; None on SQLite, where the
    operating system keeps the lock."""

    def __init__(self, connection: AsyncConnection | None) -> None:
        self._connection = connection

    async def until_lost(self) -> None:
        """Wait as long as the lock is held. Raises StorageError when the server may have given it to another."""
        while self._connection is not None:
            await asyncio.sleep(LOOK_EVERY)
            try:
                await self._connection.execute(text("SELECT 1"))
                await self._connection.commit()
            except SQLAlchemyError as error:
                raise StorageError(
                    "the connection to PostgreSQL that holds the account was lost: another process may serve it now, "
                    "start again"
                ) from error
        await asyncio.Event().wait()


@asynccontextmanager
async def only_process_of(engine: AsyncEngine, account: str) -> AsyncIterator[Hold]:
    """Hold the account for this process until the block is left. Raises StorageError when another process has it."""
    taken = StorageError(
        f"account {account} is already served by another process on this database: stop that one first"
    )
    if engine.dialect.name == "postgresql":
        async with engine.connect() as connection:
            locked = await connection.execute(text("SELECT pg_try_advisory_lock(:key)"), {"key": _key(account)})
            if not locked.scalar():
                raise taken
            await connection.commit()
            try:
                yield Hold(connection)
            finally:
                await connection.invalidate()  # closed, and with it the lock is gone: in the pool it would live on
        return
    file = engine.url.database
    if not file or file == ":memory:":
        yield Hold(None)
        return
    name = hashlib.sha256(account.encode()).hexdigest()[:12]
    lock = FileLock(Path(f"{file}.{name}.lock"))
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise taken from error
    try:
        yield Hold(None)
    finally:
        lock.release()


async def lock_estates(session: AsyncSession, estate_ids: Iterable[str]) -> None:
    """Wait until no other transaction holds these estates, and hold them until the end of this one.

    On SQLite a writing transaction is alone anyway.
    """
    keys = sorted(_key(f"estate/{estate_id}") for estate_id in estate_ids)
    if keys and session.get_bind().dialect.name == "postgresql":
        await session.execute(_LOCK, {"keys": keys})


def _key(name: str) -> int:
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big", signed=True)
