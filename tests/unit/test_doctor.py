"""`whistle doctor`: one line a check, the cure where something is wrong, and nothing changed by looking."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import make_url

from bot.doctor import Finding, calendar, examine
from nlp.classify import Reader
from storage.migrate import migrate
from tests.unit.test_config import SMALL, WECHATY

SUBJECTS = ["config", "database", "jieba", "channel", "clock", "calendar"]


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "config.toml"
    write(path, SMALL)
    return path


@pytest.fixture(autouse=True)
def _loaded_once(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Reader, "load", lambda: reader)


def write(config: Path, content: str) -> None:
    config.write_text(content, "utf-8")


def database_of(config: Path) -> Path:
    return config.with_name("whistle.sqlite3")


async def finding(config: Path, subject: str) -> Finding:
    (found,) = [finding for finding in await examine(config) if finding.subject == subject]
    return found


async def test_a_new_installation_is_well_and_stays_as_it_is(config: Path) -> None:
    findings = await examine(config)
    assert [finding.subject for finding in findings] == SUBJECTS
    assert all(finding.ok for finding in findings), [finding.line for finding in findings]
    assert findings[0].detail == f"{config}: 1 estate, 2 groups (1 of residents), 1 member with a role"
    assert findings[1].detail.endswith("whistle.sqlite3 is not there yet, `whistle run` creates it")
    assert findings[4].detail.endswith("in Asia/Shanghai")
    assert all("\n" not in finding.line for finding in findings)
    assert sorted(path.name for path in config.parent.iterdir()) == ["config.toml"]


async def test_a_wrong_config_is_told_line_by_line_and_the_rest_is_checked_as_far_as_possible(config: Path) -> None:
    write(config, SMALL.replace("parking =", "parkng =").replace('"1-2栋"', '"9栋"'))
    findings = await examine(config)
    assert [finding.subject for finding in findings] == ["config", *SUBJECTS]
    assert [finding.ok for finding in findings] == [False, False, False, True, False, True, True]
    assert findings[0].line.startswith(f"FAIL  config    {config}: estates[green].rooms[r1@chatroom].buildings names")


class TestSqlite:
    async def test_up_to_date(self, config: Path) -> None:
        await migrate(f"sqlite+aiosqlite:///{database_of(config)}")
        found = await finding(config, "database")
        assert found.ok
        assert found.detail.endswith("up to date")

    async def test_of_a_newer_version(self, config: Path) -> None:
        await migrate(f"sqlite+aiosqlite:///{database_of(config)}")
        with closing(sqlite3.connect(database_of(config))) as connection:
            connection.execute("UPDATE alembic_version SET version_num = '9999'")
            connection.commit()
        found = await finding(config, "database")
        assert not found.ok
        assert found.detail.endswith("schema 9999 is newer than this Whistle: install the newer version")

    @pytest.mark.parametrize(
        ("content", "told"),
        [(b"", "is not a Whistle database"), (b"no database " * 1000, "is damaged (file is not a database)")],
    )
    async def test_something_else_under_its_name(self, config: Path, content: bytes, told: str) -> None:
        database_of(config).write_bytes(content)
        found = await finding(config, "database")
        assert not found.ok
        assert told in found.detail
        assert database_of(config).read_bytes() == content

    async def test_damaged(self, config: Path) -> None:
        await migrate(f"sqlite+aiosqlite:///{database_of(config)}")
        with closing(sqlite3.connect(database_of(config))) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        content = bytearray(database_of(config).read_bytes())
        content[4096:8192] = os.urandom(4096)
        database_of(config).write_bytes(content)
        found = await finding(config, "database")
        assert not found.ok
        assert found.detail.endswith("restore a backup")

    async def test_in_memory(self, config: Path) -> None:
        write(config, f'[database]\nurl = "sqlite://"\n{SMALL}')
        found = await finding(config, "database")
        assert found.detail == ("a database in memory forgets everything at the end: name a file in database.url")


@pytest.mark.postgres
class TestPostgreSQL:
    async def test_from_empty_to_up_to_date(
        self, config: Path, postgres_url: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        password = use_postgresql(config, postgres_url)
        monkeypatch.setenv("WHISTLE_DATABASE_PASSWORD", password)
        empty = await finding(config, "database")
        assert empty.ok
        assert empty.detail.endswith("empty, `whistle run` creates the tables")
        await migrate(postgres_url)
        full = await finding(config, "database")
        assert full.ok
        assert full.detail.endswith("up to date")
        assert password not in full.detail

    async def test_with_a_wrong_password(
        self, config: Path, postgres_url: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        use_postgresql(config, postgres_url)
        monkeypatch.setenv("WHISTLE_DATABASE_PASSWORD", "no-such-password")
        found = await finding(config, "database")
        assert not found.ok
        assert "password authentication failed" in found.detail
        assert "no-such-password" not in found.detail


async def test_postgresql_that_is_not_there(config: Path, unused_tcp_port: int) -> None:
    write(config, f'[database]\nurl = "postgresql://whistle@127.0.0.1:{unused_tcp_port}/whistle"\n{SMALL}')
    found = await finding(config, "database")
    assert not found.ok
    assert found.detail.endswith("check database.url, the password and the server")


async def test_a_gateway_that_is_not_there(config: Path, unused_tcp_port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WHISTLE_WECHATY_TOKEN", "a-token")
    write(config, WECHATY.replace("18788", str(unused_tcp_port)))
    found = await finding(config, "channel")
    assert not found.ok
    assert found.detail.startswith(f"no gateway answers at 127.0.0.1:{unused_tcp_port}: start the gateway")


async def test_a_server_that_is_no_gateway(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        writer.close()

    server = await asyncio.start_server(hang_up, "127.0.0.1", 0)
    monkeypatch.setenv("WHISTLE_WECHATY_TOKEN", "a-token")
    write(config, WECHATY.replace("18788", str(server.sockets[0].getsockname()[1])))
    async with server:
        found = await finding(config, "channel")
    assert not found.ok
    assert "no gateway answers" in found.detail


async def test_a_clock_that_is_behind_the_last_thing_written(config: Path) -> None:
    await migrate(f"sqlite+aiosqlite:///{database_of(config)}")
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).timestamp()
    os.utime(database_of(config), (tomorrow, tomorrow))
    found = await finding(config, "clock")
    assert not found.ok
    assert found.detail.endswith("set the clock by NTP")


@pytest.mark.parametrize(
    ("today", "known", "unknown"),
    [("2025-03-01", {2025}, set()), ("2025-11-01", {2025, 2026}, set()), ("2044-11-01", set(), {2044, 2045})],
)
def test_a_year_whose_working_days_are_not_known_is_named(today: str, known: set[int], unknown: set[int]) -> None:
    found = calendar(date.fromisoformat(today))
    assert found.ok
    assert {year for year in range(2000, 2100) if f"{year}: holidays" in found.detail} == known
    assert {year for year in range(2000, 2100) if f"{year}: Monday to Friday" in found.detail} == unknown


def use_postgresql(config: Path, url: str) -> str:
    """Write the database into the config, without its password; the password."""
    parsed = make_url(url)
    without = f"postgresql://{parsed.username}@{parsed.host}:{parsed.port}/{parsed.database}"
    write(config, f'[database]\nurl = "{without}"\n{SMALL}')
    assert isinstance(parsed.password, str)
    return parsed.password
