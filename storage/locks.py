"""One process for one account: two senders would say everything twice."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.engine import StorageError


@asynccontextmanager
async def only_process_of(engine: AsyncEngine, account: str) -> AsyncIterator[None]:
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
            yield
            await connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": key})
            await connection.commit()
        return
    file = engine.url.database
    if not file or file == ":memory:":
        yield
        return
    name = hashlib.sha256(account.encode()).hexdigest()[:12]
    lock = FileLock(Path(f"{file}.{name}.lock"))
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise taken from error
    try:
        yield
    finally:
        lock.release()
