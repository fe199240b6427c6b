"""Bringing a database to this version's schema: one process at a time, never backwards, with a copy made first."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import AbstractContextManager, closing, nullcontext
from datetime import UTC, datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from filelock import FileLock
from sqlalchemy import Connection, text

from storage.engine import APPLICATION_ID, StorageError, open_engine, sqlite_path

_POSTGRES_LOCK = 0x57484953
_LOCK_SECONDS = 120


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config


async def migrate(url: str, *, create: bool = True) -> None:
    """Bring the schema of `url` up to date; nothing happens when it is.

    Raises StorageError when the file is missing and `create` is false, when it is not a Whistle database, or when its
    schema is newer than this version.
    """
    path = sqlite_path(url)
    if path is not None and not path.exists():
        if not create:
            raise StorageError(f"{path} does not exist: check database.url, or start `whistle run` once to create it")
        path.parent.mkdir(parents=True, exist_ok=True)
    with _file_lock(path):
        if path is not None:  # under the lock: a file that another process is just making is not yet marked as ours
            await asyncio.to_thread(_check_file, path)
        engine = open_engine(url)
        try:
            async with engine.execution_options(writes=True).connect() as connection:
                if path is None and engine.dialect.name == "postgresql":
                    await connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": _POSTGRES_LOCK})
                await connection.run_sync(_upgrade, path)
                await connection.commit()
                if path is None and engine.dialect.name == "postgresql":
                    await connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": _POSTGRES_LOCK})
                    await connection.commit()
        finally:
            await engine.dispose()


def _file_lock(path: Path | None) -> AbstractContextManager[object]:
    return nullcontext() if path is None else FileLock(f"{path}.lock", timeout=_LOCK_SECONDS)


def _check_file(path: Path) -> None:
    """Make the file, or refuse one that is not ours before anything is written to it."""
    if not path.exists():
        with closing(sqlite3.connect(path)) as connection:
            connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
            connection.execute("PRAGMA journal_mode=WAL")
            connection.commit()
        return
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            found = connection.execute("PRAGMA application_id").fetchone()[0]
    except sqlite3.DatabaseError as error:
        raise StorageError(
            f"{path} is not a usable database ({error}): restore a backup or name another file"
        ) from error
    if found != APPLICATION_ID:
        raise StorageError(f"{path} is not a Whistle database: restore a backup or name another file in database.url")


def _upgrade(connection: Connection, path: Path | None) -> None:
    config = _config()
    scripts = ScriptDirectory.from_config(config)
    head = scripts.get_current_head()
    current = MigrationContext.configure(connection).get_current_revision()
    if current == head:
        return
    if current is not None and current not in {script.revision for script in scripts.walk_revisions()}:
        raise StorageError(f"the database has schema {current}, newer than this Whistle: install the newer version")
    if current is not None and path is not None:
        _back_up(path)
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _back_up(path: Path) -> None:
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    copy = path.with_name(f"{path.name}.before-upgrade-{stamp}")
    with closing(sqlite3.connect(path)) as source:
        source.execute("VACUUM INTO ?", (str(copy),))
