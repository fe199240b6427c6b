"""Two processes started on a new database at once: one saw the file before the other had marked it, and refused it."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

from filelock import FileLock

from storage.engine import APPLICATION_ID
from storage.unit_of_work import Store


async def test_who_comes_second_waits_until_it_is_made(tmp_path: Path) -> None:
    path = tmp_path / "whistle.sqlite3"
    making = FileLock(f"{path}.lock", thread_local=False)
    making.acquire()
    path.touch()

    def finish() -> None:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
            connection.commit()
        making.release()

    threading.Timer(0.3, finish).start()
    store = await Store.open(f"sqlite+aiosqlite:///{path}")
    async with store.reading() as work:
        assert await work.requests.open("green") == []
    await store.close()
