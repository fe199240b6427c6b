"""One process for one account: two senders would say everything twice."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage.engine import StorageError

LOOK_EVERY = 5.0  # seconds


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
            key = int.from_bytes(hashlib.sha256(account.encode()).digest()[:8], "big", signed=True)
            if not (await connection.execute(text("SELECT pg_try_advisory_lock(:key)"), {"key": key})).scalar():
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
