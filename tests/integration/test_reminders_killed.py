"""The process is killed (SIGKILL) at any moment while reminders fall due: each is said once, none is lost, none twice.

One process on SQLite; two, each with an account of its own, on one PostgreSQL database. The naive way of saying them
must fail the same test.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
from asyncio.subprocess import PIPE, Process
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from handlers.reminding import kept
from nlp.schedule import Once, Recurring, Weekly
from storage.tables import FiringRow, ReminderRow
from storage.unit_of_work import Store
from tests.support.ringing import ESTATE

REPOSITORY = Path(__file__).parents[2]
ROOMS = ("r3@chatroom", "r5@chatroom")
SPREAD = timedelta(minutes=30)
"""Over so long before the start the due dates lie: the process was down."""


class Lives:
    """The lives of one bot for each account, on one database."""

    def __init__(self, folder: Path, url: str, accounts: tuple[str, ...], *, naive: bool = False) -> None:
        self.folder, self.url, self.accounts = folder, url, accounts
        self._options = ("--naive",) if naive else ()
        self.reminders = 0

    async def set(self, reminders: int) -> None:
        """So many more are due, half of them once and half every week, by turns of one account and the other."""
        first, self.reminders = self.reminders, self.reminders + reminders
        now = datetime.now(UTC)
        store = await Store.open(self.url)
        async with store.writing() as work:
            for number in range(first, self.reminders):
                due = now - SPREAD * ((number - first) / reminders)
                local = due.astimezone(ESTATE.zone)
                weekly = Recurring(Weekly((local.isoweekday(),)), local.time(), ESTATE.zone.key)
                await work.reminders.add(
                    ReminderRow(
                        estate_id=ESTATE.estate_id, id=0, account=self.accounts[number % len(self.accounts)],
                        author_id="wx-zhang", room_id="rc@chatroom", rooms=[ROOMS[number // 2 % 2]],
                        text=f"第{number}条",
                        schedule=kept(Once(due, ESTATE.zone.key) if number % 2 else weekly),
                        state="active", created_at=now, next_at=due,
                    )
                )  # fmt: skip
            await work.commit()
        await store.close()

    async def start(self, account: str) -> Process:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.support.ringing", str(self.folder), self.url, account, *self._options,
            cwd=REPOSITORY, stdout=PIPE, stderr=PIPE,
        )  # fmt: skip
        assert process.stdout is not None
        if await process.stdout.readline() != b"ready\n":
            raise AssertionError((await process.communicate())[1].decode())
        return process

    async def start_all(self) -> dict[str, Process]:
        started = await asyncio.gather(*(self.start(account) for account in self.accounts))
        return dict(zip(self.accounts, started, strict=True))

    async def be_killed(self, times: int, chance: random.Random) -> int:
        """Lives cut short at random moments, as long as anybody has something to say; how many there were."""
        killed = 0
        running = await self.start_all()
        while killed < times and running:
            await asyncio.sleep(chance.uniform(0.0, 0.3))
            account = chance.choice(list(running))
            process = running.pop(account)
            if process.returncode is None:
                process.kill()
            out, _ = await process.communicate()
            if b"finished" not in out:
                killed += 1
                running[account] = await self.start(account)
        for process in running.values():
            if process.returncode is None:
                process.kill()
            await process.communicate()
        return killed

    async def live(self) -> None:
        """Every account's last life, to its own end."""
        for process in (await self.start_all()).values():
            _, errors = await process.communicate()
            assert process.returncode == 0, errors.decode()

    def said(self) -> Counter[tuple[str, str]]:
        """(room, text) of every reminder that was delivered, by anybody; the hour may bring a digest as well."""
        logs = (self.folder / f"{account}.jsonl" for account in self.accounts)
        lines = (json.loads(line) for log in logs if log.exists() for line in log.read_text("ascii").splitlines())
        return Counter((line["room"], line["text"]) for line in lines if line["text"].startswith("【提醒】"))

    async def check(self) -> None:
        """Each reminder was said once, fired once, and is over or due again next week."""
        said = self.said()
        expected = {(ROOMS[number // 2 % 2], f"【提醒】第{number}条") for number in range(self.reminders)}
        assert (sorted(expected - set(said)), [line for line, times in said.items() if times > 1]) == ([], [])
        assert set(said) == expected
        store = await Store.open(self.url)
        async with store.reading() as work:
            fired = Counter(
                row.what
                for row in (await work.session.execute(select(FiringRow))).scalars()
                if row.what.startswith("reminder/")
            )
            rows = list((await work.session.execute(select(ReminderRow))).scalars())
        await store.close()
        assert fired == {f"reminder/{row.id}": 1 for row in rows}
        assert all(row.state == "done" or (row.next_at and row.next_at > datetime.now(UTC)) for row in rows)


async def killed(lives: Lives, reminders: int, kills: int) -> None:
    """Be killed so many times, with so many more reminders whenever all are said, and live to the end.

    How many one life says before its end is a matter of the machine: a quick one is given more to say.
    """
    chance, deaths = random.Random(20261125), 0
    while deaths < kills:
        await lives.set(reminders)
        deaths += await lives.be_killed(kills - deaths, chance)
    await lives.live()
    print(f"{lives.reminders} reminders, {deaths} kills")  # for whoever runs it with -s


async def each_is_said_once(lives: Lives, reminders: int, kills: int) -> None:
    await killed(lives, reminders, kills)
    await lives.check()


async def not_each_is_said_once(lives: Lives) -> None:
    """The check finds what the naive way does wrong."""
    await killed(lives, 100, 15)
    with pytest.raises(AssertionError, match=r"\(\[.*\], \[\('r"):
        await lives.check()


def on_sqlite(folder: Path, *, naive: bool = False) -> Lives:
    return Lives(folder, f"sqlite+aiosqlite:///{folder / 'whistle.sqlite3'}", ("one",), naive=naive)


@pytest.mark.slow
@pytest.mark.timeout(900)
async def test_one_process_on_sqlite(tmp_path: Path) -> None:
    await each_is_said_once(on_sqlite(tmp_path), 100, 15)


@pytest.mark.slow
@pytest.mark.postgres
@pytest.mark.timeout(900)
async def test_two_processes_on_postgresql(tmp_path: Path, postgres_url: str) -> None:
    await each_is_said_once(Lives(tmp_path, postgres_url, ("one", "two")), 100, 15)


@pytest.mark.slow
@pytest.mark.timeout(900)
async def test_the_naive_way_fails_on_sqlite(tmp_path: Path) -> None:
    await not_each_is_said_once(on_sqlite(tmp_path, naive=True))


@pytest.mark.slow
@pytest.mark.postgres
@pytest.mark.timeout(900)
async def test_the_naive_way_fails_on_postgresql(tmp_path: Path, postgres_url: str) -> None:
    await not_each_is_said_once(Lives(tmp_path, postgres_url, ("one", "two"), naive=True))


@pytest.mark.nightly
@pytest.mark.timeout(7200)
async def test_a_thousand_on_sqlite(tmp_path: Path) -> None:
    await each_is_said_once(on_sqlite(tmp_path), 1000, 100)


@pytest.mark.nightly
@pytest.mark.postgres
@pytest.mark.timeout(7200)
async def test_a_thousand_on_postgresql(tmp_path: Path, postgres_url: str) -> None:
    await each_is_said_once(Lives(tmp_path, postgres_url, ("one", "two")), 1000, 100)
