"""Opening the database: SQLite by default, PostgreSQL by URL, set up so that no acknowledged commit is lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, event, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

APPLICATION_ID = 0x57484953  # "WHIS": tells a Whistle database from any other SQLite file
BUSY_SECONDS = 30


class StorageError(Exception):
    """The database cannot be used as it is; the message names the file or URL and the cure."""


def sqlite_path(url: str) -> Path | None:
    """The file behind a SQLite URL, None for PostgreSQL and for databases in memory."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or not parsed.database or parsed.database == ":memory:":
        return None
    return Path(parsed.database)


def open_engine(url: str) -> AsyncEngine:
    """An engine for `url` (sqlite+aiosqlite://... or postgresql+asyncpg://...); connects lazily.

    A SQLite transaction marked with the execution option `writes` begins with BEGIN IMMEDIATE: a plain BEGIN that
    reads and then writes fails at once when another writer was faster. Errors show no parameters: those may be
    somebody's words, and errors are logged.
    """
    backend = make_url(url).get_backend_name()
    if backend == "sqlite":
        engine = create_async_engine(url, connect_args={"timeout": BUSY_SECONDS}, hide_parameters=True)
        event.listen(engine.sync_engine, "connect", _set_up_sqlite)
        event.listen(engine.sync_engine, "begin", _begin_sqlite)
        return engine
    if backend == "postgresql":
        return create_async_engine(url, pool_pre_ping=True, hide_parameters=True)
    raise StorageError(f"{backend} is not supported: database.url must start with sqlite or postgresql")


def _set_up_sqlite(connection: Any, _record: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # the driver must not begin transactions by itself
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
