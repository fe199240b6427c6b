"""`whistle doctor`: is everything there that `whistle run` needs? It looks, and changes nothing."""

from __future__ import annotations

import asyncio
import os
import shutil
import sqlite3
import time
from collections.abc import Awaitable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

import storage
from bot.config import ConfigError, load
from bot.config.settings import Settings
from handlers.rules.lifecycle import RoomRole
from handlers.working_days import is_published
from storage.engine import APPLICATION_ID, open_engine, sqlite_path

PATIENCE = 15.0  # seconds for anything that is asked over a network
LEAST_FREE = 0.1  # of the disk,
ENOUGH_FREE = 2 * 2**30  # or this many bytes
PUBLISHED_IN = 11  # the month in which the State Council arranges the next year
CLOCKS_APART = timedelta(seconds=30)
PROBE = "消防通道被一辆白车堵死了,救护车进不来"


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found. When it is not `ok`, `detail` ends with the cure."""

    subject: str
    ok: bool
    detail: str

    @property
    def line(self) -> str:
        return f"{'ok  ' if self.ok else 'FAIL'}  {self.subject:<8}  {self.detail}"


async def examine(config_path: Path) -> list[Finding]:
    """Check config, database, jieba, channel, clock, calendar, in this order; a config has one finding a problem."""
    try:
        settings = load(config_path)
    except ConfigError as error:
        return [
            *(Finding("config", False, str(problem)) for problem in error.problems),
            Finding("database", False, "not checked: cure the config first"),
            await _checked("jieba", _jieba()),
            Finding("channel", False, "not checked: cure the config first"),
            await _checked("clock", _clock(None)),
            calendar(datetime.now(UTC).date()),
        ]
    return [
        _config(settings),
        await _checked("database", _database(settings.database_url)),
        await _checked("jieba", _jieba()),
        await _checked("channel", _channel(settings)),
        await _checked("clock", _clock(settings)),
        calendar(datetime.now(UTC).date()),
    ]


class _Sick(Exception):
    """What a check found wrong, with the cure."""


async def _checked(subject: str, check: Awaitable[str]) -> Finding:
    try:
        return Finding(subject, True, await check)
    except _Sick as sick:
        return Finding(subject, False, str(sick))
    except Exception as error:  # a check that breaks is a finding too, and the others go on
        told = " ".join(str(error).split())[:200]
        return Finding(subject, False, f"the check itself failed ({type(error).__name__}: {told}): please report this")


def _config(settings: Settings) -> Finding:
    estates = settings.estates
    rooms = sum(len(estate.rooms) for estate in estates)
    groups = sum(len(estate.rooms_of(RoomRole.BUILDING)) for estate in estates)
    members = sum(len(estate.members) for estate in estates)
    told = (_many(len(estates), "estate"), f"{_many(rooms, 'group')} ({groups} of residents)", _many(members, "member"))
    return Finding("config", True, f"{settings.file}: {', '.join(told)} with a role")


# --- database -----------------------------------------------------------------------------------------------------


async def _database(url: str) -> str:
    path = sqlite_path(url)
    if path is not None:
        return await asyncio.to_thread(_sqlite, path)
    if url.startswith("sqlite"):
        raise _Sick("a database in memory forgets everything at the end: name a file in database.url")
    return await _postgresql(url)


def _sqlite(path: Path) -> str:
    folder = next(parent for parent in path.resolve().parents if parent.exists())
    if not os.access(folder, os.W_OK):
        raise _Sick(f"{folder} cannot be written to: give this user the right, or change database.url")
    free = shutil.disk_usage(folder)
    if free.free < min(free.total * LEAST_FREE, ENOUGH_FREE):
        raise _Sick(f"only {free.free / 2**30:.1f} GB are free on the disk of {folder}: make room")
    if not path.exists():
        return f"{path} is not there yet, `whistle run` creates it"
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            return f"{path}: {_state_of_sqlite(connection, path)}"
    except sqlite3.DatabaseError as error:
        raise _Sick(f"{path} is damaged ({error}): restore a backup") from error


def _state_of_sqlite(connection: sqlite3.Connection, path: Path) -> str:
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise _Sick(f"{path} is not a Whistle database: name another file in database.url")
    if not os.access(path, os.W_OK):
        raise _Sick(f"{path} cannot be written to: give this user the right")
    damage = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if damage != "ok":
        raise _Sick(f"{path} is damaged ({damage}): restore a backup")
    tables = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
    found = connection.execute("SELECT version_num FROM alembic_version").fetchone() if tables else None
    return _schema(found[0] if found else None)


async def _postgresql(url: str) -> str:
    engine = open_engine(url)
    shown = engine.url.render_as_string(hide_password=True)
    try:
        async with asyncio.timeout(PATIENCE), engine.connect() as connection:
            encoding = (await connection.execute(text("SHOW server_encoding"))).scalar_one()
            if encoding != "UTF8":
                raise _Sick(f"{shown} is encoded in {encoding}: create the database with ENCODING 'UTF8'")
            now = (await connection.execute(text("SELECT clock_timestamp()"))).scalar_one()
            apart = abs(now - datetime.now(UTC))
            if apart > CLOCKS_APART:
                raise _Sick(f"{shown}: its clock and this one differ by {apart}: set both by NTP")
            known = (await connection.execute(text("SELECT to_regclass('alembic_version') IS NOT NULL"))).scalar_one()
            version = text("SELECT version_num FROM alembic_version")
            found = (await connection.execute(version)).scalar() if known else None
    except (OSError, SQLAlchemyError) as error:
        reason = " ".join(str(error.__cause__ or error).split())[:200] or "no answer"
        raise _Sick(f"{shown} cannot be used ({reason}): check database.url, the password and the server") from error
    finally:
        await engine.dispose()
    return f"{shown}: {_schema(found)}"


def _schema(found: str | None) -> str:
    """The schema of a database beside that of this version."""
    scripts = ScriptDirectory(str(Path(storage.__file__).parent / "migrations"))
    head = scripts.get_current_head()
    if found is None:
        return "empty, `whistle run` creates the tables"
    if found == head:
        return f"schema {found}, up to date"
    if found not in {script.revision for script in scripts.walk_revisions()}:
        raise _Sick(f"schema {found} is newer than this Whistle: install the newer version")
    return f"schema {found}, `whistle run` brings it to {head}"


# --- the others ---------------------------------------------------------------------------------------------------


async def _jieba() -> str:
    from nlp.classify import Reader
    from nlp.context import ALONE

    began = time.perf_counter()
    reader = await asyncio.to_thread(Reader.load)
    took = time.perf_counter() - began
    reading = reader.read(PROBE, ALONE)
    if reading.main != "fire_access":
        raise _Sick(f"a blocked fire lane is read as {reading.main}: install Whistle again")
    return f"dictionary and lexicons loaded in {took:.1f} s, a blocked fire lane is understood"


async def _channel(settings: Settings) -> str:
    if settings.wechaty is None:
        return "local: the embedded chat, for trying things out; no group hears it"
    from bot.channels.wechaty.look import NothingSeen, room_ids

    try:
        async with asyncio.timeout(PATIENCE):
            known = set(await room_ids(settings.wechaty))
    except TimeoutError as error:
        raise _Sick(f"the gateway at {settings.wechaty.endpoint} does not answer in time: look at its log") from error
    except NothingSeen as error:
        raise _Sick(str(error)) from error
    wanted = [room.room_id for estate in settings.estates for room in estate.rooms]
    strange = [room for room in wanted if room not in known]
    if strange:
        cure = "correct the ids (python -m bot.rooms lists them) or take the account into these groups"
        raise _Sick(f"the account is not in {', '.join(strange)}: {cure}")
    secured = "TLS" if settings.wechaty.tls else "no TLS"
    return f"wechaty at {settings.wechaty.endpoint} ({secured}): the account is in all {_many(len(wanted), 'group')}"


async def _clock(settings: Settings | None) -> str:
    """The clock is wrong when something was written in its future: this program, or the database."""
    now = datetime.now(UTC)
    path = sqlite_path(settings.database_url) if settings else None
    for written in (Path(__file__), *([path] if path and path.exists() else [])):
        latest = datetime.fromtimestamp(written.stat().st_mtime, UTC)
        if latest > now + CLOCKS_APART:
            told = f"it is {now:%Y-%m-%d %H:%M} UTC here, but {written} was written at {latest:%Y-%m-%d %H:%M}"
            raise _Sick(f"{told}: set the clock by NTP")
    zones = {estate.zone.key: estate.zone for estate in settings.estates} if settings else {}
    local = "".join(f", {now.astimezone(zone):%H:%M} in {name}" for name, zone in zones.items())
    return f"{now:%Y-%m-%d %H:%M} UTC{local}"


def calendar(today: date) -> Finding:
    """Whether the working days of this year are known, and from November, when they are published, those of the next.

    Deadlines can be counted without, so it is no failure.
    """
    years = [today.year, *([today.year + 1] if today.month >= PUBLISHED_IN else [])]
    unknown = [year for year in years if not is_published(year)]
    told = [f"{year}: holidays and worked weekends of China are known" for year in years if year not in unknown]
    told += [
        f"{year}: Monday to Friday without the holidays of the law, the arrangement of that year is not known: "
        "once it is published, upgrade the package holidays"
        for year in unknown
    ]
    return Finding("calendar", True, "; ".join(told))


def _many(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
