"""Storage on the real databases: SQLite always, PostgreSQL where its binaries are."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from handlers.rules import lifecycle
from storage import tables
from storage.engine import StorageError
from storage.lessons import Mark
from storage.locks import only_process_of
from storage.tables import EchoRow, InboxRow, LessonRow, OutboxRow, ReportRow, RequestRow
from storage.unit_of_work import Store, UnitOfWork

NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Store]:
    if request.param == "sqlite":
        url = f"sqlite+aiosqlite:///{tmp_path / 'whistle.sqlite3'}"
    else:
        url = request.getfixturevalue("postgres_url")
    opened = await Store.open(url)
    yield opened
    await opened.close()


def said(message_id: str, text: str = "3栋电梯坏了", estate_id: str = "green") -> InboxRow:
    return InboxRow(
        estate_id=estate_id, id=0, account="a", message_id=message_id, room_id="r", talker_id="t", kind="text",
        text=text, sent_at=NOW, received_at=NOW,
    )  # fmt: skip


def line(key: str, room_id: str = "r", text: str = "已登记#1") -> OutboxRow:
    return OutboxRow(
        estate_id="green", id=0, key=key, account="a", room_id=room_id, kind="reply", text=text, created_at=NOW,
        not_before=NOW,
    )  # fmt: skip


def matter(estate_id: str = "green") -> RequestRow:
    return RequestRow(
        estate_id=estate_id, number=0, category="repair", created_at=NOW, updated_at=NOW, answer_due_at=NOW,
        resolve_due_at=NOW,
    )  # fmt: skip


async def test_a_message_is_kept_once(store: Store) -> None:
    for expected in (2, 0):
        async with store.writing() as work:
            assert await work.inbox.keep([said("m1"), said("m2")]) == expected
            await work.commit()
    async with store.reading() as work:
        assert [row.message_id for row in await work.inbox.waiting("a", ["green"], 10)] == ["m1", "m2"]


async def test_leaving_without_commit_undoes_everything(store: Store) -> None:
    async with store.writing() as work:
        await work.requests.add(matter())
    async with store.reading() as work:
        assert await work.requests.all("green") == []


async def fails_halfway(work: UnitOfWork) -> None:
    async with work.savepoint():
        await work.requests.add(matter())
        raise ZeroDivisionError


async def test_a_savepoint_fails_alone(store: Store) -> None:
    async with store.writing() as work:
        await work.requests.add(matter())
        with pytest.raises(ZeroDivisionError):
            await fails_halfway(work)
        await work.commit()
    async with store.writing() as work:
        assert [request.number for request in await work.requests.all("green")] == [1]
        assert (await work.requests.add(matter())).number == 2, "the number of what was undone is given out again"


async def test_numbers_count_within_an_estate(store: Store) -> None:
    async with store.writing() as work:
        numbers = [(await work.requests.add(matter(estate))).number for estate in ("green", "green", "blue", "green")]
        await work.commit()
    assert numbers == [1, 2, 1, 3]


async def test_times_come_back_aware_and_in_utc(store: Store) -> None:
    shanghai = timezone(timedelta(hours=8))
    async with store.writing() as work:
        request = matter()
        request.created_at = NOW.astimezone(shanghai)
        await work.requests.add(request)
        await work.commit()
    async with store.reading() as work:
        found = await work.requests.get("green", 1)
    assert found is not None
    assert found.created_at == NOW
    assert found.created_at.utcoffset() == timedelta(0)


async def test_a_naive_time_is_refused(store: Store) -> None:
    request = matter()
    request.created_at = datetime(2026, 11, 23, 12, 0)  # noqa: DTZ001
    async with store.writing() as work:
        with pytest.raises(Exception, match="has no time zone"):
            await work.requests.add(request)


async def test_the_same_thing_is_put_in_the_outbox_once(store: Store) -> None:
    async with store.writing() as work:
        assert await work.outbox.say(line("k1"))
        assert not await work.outbox.say(line("k1"))
        await work.commit()


async def test_one_line_a_room_is_under_way_at_a_time_and_in_order(store: Store) -> None:
    async with store.writing() as work:
        for key, room in (("k1", "r"), ("k2", "r"), ("k3", "other")):
            await work.outbox.say(line(key, room))
        await work.commit()
    async with store.writing() as work:
        first = await work.outbox.claim("a", NOW, 10)
        await work.commit()
    assert [row.key for row in first] == ["k1", "k3"]
    async with store.writing() as work:
        assert await work.outbox.claim("a", NOW, 10) == []
        await work.outbox.settle(first[0], "sent", now=NOW, message_id="x")
        await work.commit()
    async with store.writing() as work:
        assert [row.key for row in await work.outbox.claim("a", NOW, 10)] == ["k2"]


async def test_a_line_that_waits_for_a_retry_is_not_overtaken_in_its_room(store: Store) -> None:
    async with store.writing() as work:
        await work.outbox.say(line("k1"))
        await work.outbox.say(line("k2"))
        (row,) = await work.outbox.claim("a", NOW, 1)
        await work.outbox.settle(row, "pending", now=NOW, later=NOW + timedelta(minutes=1))
        await work.commit()
    async with store.writing() as work:
        assert await work.outbox.claim("a", NOW, 10) == []
        assert [row.key for row in await work.outbox.claim("a", NOW + timedelta(minutes=2), 1)] == ["k1"]


async def test_an_echo_proves_one_line_only(store: Store) -> None:
    async with store.writing() as work:
        for key in ("k1", "k2"):
            await work.outbox.say(line(key))
        from storage.echoes import digest

        echo = EchoRow(
            estate_id="green", account="a", message_id="e1", room_id="r", digest=digest("已登记#1"), seen_at=NOW
        )
        assert await work.echoes.keep(echo)
        assert not await work.echoes.keep(echo.model_copy())
        await work.commit()
    async with store.writing() as work:
        first, second = await work.outbox.in_state("a", "pending")
        assert await work.echoes.take(first, NOW - timedelta(minutes=1)) is not None
        assert await work.echoes.take(second, NOW - timedelta(minutes=1)) is None


async def test_chatter_is_forgotten_after_its_day_and_reports_are_not(store: Store) -> None:
    async with store.writing() as work:
        await work.inbox.keep([said("chatter"), said("report")])
        await work.inbox.done("green", [1], chatter=True)
        await work.inbox.done("green", [2], chatter=False)
        await work.inbox.forget(NOW + timedelta(seconds=1))
        await work.commit()
    async with store.reading() as work:
        assert await work.inbox.count("green", "done") == 1


async def test_two_processes_cannot_serve_one_account(store: Store) -> None:
    async with only_process_of(store.engine, "a"), only_process_of(store.engine, "b"):
        with pytest.raises(StorageError, match="already served"):
            async with only_process_of(store.engine, "a"):
                pass
    async with only_process_of(store.engine, "a"):
        pass


async def test_a_report_belongs_to_a_request_that_exists(store: Store) -> None:
    report = ReportRow(
        estate_id="green", id=0, number=7, account="a", message_id="m", room_id="r", talker_id="t", said_at=NOW
    )
    async with store.writing() as work:
        with pytest.raises(Exception, match=r"FOREIGN KEY|foreign key"):
            await work.requests.add_report(report)


def test_the_words_of_the_tables_are_those_of_the_rules() -> None:
    assert set(tables.STATUSES) == {status.value for status in lifecycle.Status}
    assert set(tables.OPEN_STATUSES) == {status.value for status in lifecycle.OPEN}


OPEN_ONCE = """
import asyncio, sys
from storage.unit_of_work import Store, UnitOfWork
async def main():
    await (await Store.open(sys.argv[1])).close()
asyncio.run(main())
"""


@pytest.mark.parametrize("database", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def test_four_processes_opening_a_new_database_at_once(
    database: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    path = tmp_path / "whistle.sqlite3"
    url = f"sqlite+aiosqlite:///{path}" if database == "sqlite" else request.getfixturevalue("postgres_url")
    starts = [subprocess.Popen([sys.executable, "-c", OPEN_ONCE, url], stderr=subprocess.PIPE) for _ in range(4)]
    for start in starts:
        _, errors = start.communicate(timeout=60)
        assert start.returncode == 0, errors.decode()


async def test_a_newer_schema_is_refused_with_a_cure(tmp_path: Path) -> None:
    path = tmp_path / "whistle.sqlite3"
    await (await Store.open(f"sqlite+aiosqlite:///{path}")).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()

    with pytest.raises(StorageError, match="newer than this Whistle: install the newer version"):
        await Store.open(f"sqlite+aiosqlite:///{path}")


@pytest.mark.parametrize("content", [b"", b"not a database at all, just words" * 40])
async def test_a_file_that_is_not_ours_is_refused_and_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "whistle.sqlite3"
    path.write_bytes(content)

    with pytest.raises(StorageError, match="restore a backup or name another file"):
        await Store.open(f"sqlite+aiosqlite:///{path}")
    assert path.read_bytes() == content


async def test_lessons_are_added_and_undone_within_their_estate(store: Store) -> None:
    async with store.writing() as work:
        for number in (1, 2):
            await work.lessons.add(
                LessonRow(estate_id="green", id=0, at=NOW, who_id="wx-zhang", kind="reclassified", number=number,
                          words={"车棚": {"charging": 0.3}})
            )  # fmt: skip
        await work.lessons.undo("green", 2, "reclassified")
        await work.lessons.undo("green", 1, "not_a_request")
        await work.lessons.undo("blue", 1, "reclassified")
        await work.commit()
    async with store.reading() as work:
        assert [(row.id, row.number, row.undone) for row in await work.lessons.all("green")] == [
            (1, 1, False), (2, 2, True)
        ]  # fmt: skip
        assert (await work.lessons.all("green"))[0].words == {"车棚": {"charging": 0.3}}
        assert await work.lessons.marks(["green", "blue"]) == {"green": Mark(last=2, undone=1)}


async def test_an_older_schema_is_copied_before_it_is_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "whistle.sqlite3"
    store = await Store.open(f"sqlite+aiosqlite:///{path}")
    async with store.writing() as work:
        await work.requests.add(matter())
        await work.commit()
    await store.close()
    from storage import migrate as migrating

    monkeypatch.setattr(migrating.command, "upgrade", lambda config, to: None)
    monkeypatch.setattr(migrating.ScriptDirectory, "get_current_head", lambda self: "9999")
    await migrating.migrate(f"sqlite+aiosqlite:///{path}")

    (copy,) = (name for name in os.listdir(tmp_path) if ".before-upgrade-" in name)
    with closing(sqlite3.connect(tmp_path / copy)) as connection:
        assert connection.execute("SELECT count(*) FROM requests").fetchone() == (1,)


async def test_a_database_that_must_exist_is_not_created(tmp_path: Path) -> None:
    path = tmp_path / "missing.sqlite3"
    with pytest.raises(StorageError, match=r"missing\.sqlite3 does not exist"):
        await Store.open(f"sqlite+aiosqlite:///{path}", create=False)
    assert not path.exists()


async def test_the_migrations_make_the_tables_of_the_code(tmp_path: Path) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.runtime.migration import MigrationContext

    store = await Store.open(f"sqlite+aiosqlite:///{tmp_path / 'whistle.sqlite3'}")
    async with store.engine.connect() as connection:
        changes = await connection.run_sync(
            lambda sync: compare_metadata(MigrationContext.configure(sync), tables.Table.metadata)
        )
    await store.close()
    assert changes == []
