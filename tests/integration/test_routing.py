"""Random talk in fifty rooms of ten estates at once: nothing is ever said in a wrong room.

Rooms of different estates bear the same names, the same people live in several of them, and one estate's committee
members are residents of the next. 50,000 messages in CI, twenty times as many nightly, a few thousand otherwise.
"""

from __future__ import annotations

import asyncio
import os
import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlmodel import col

from bot.channels.base import Heard, Kind
from bot.inbox import Intake, Worker
from handlers.estate import Estate, Member, Room
from handlers.message import Handled, Message
from handlers.rules.lifecycle import Role, RoomRole
from nlp.classify import Reader
from nlp.learning import Reads
from storage.tables import OutboxRow, ReportRow
from storage.unit_of_work import Store
from tests.support.chat import ZONE

ESTATES, BATCH = 10, 200
START = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
REPORTS = (
    "3栋电梯坏了停在7楼不动", "2栋门口垃圾桶满了没人收", "5栋楼上半夜装修电钻吵死人", "东门有辆车把消防通道堵死了",
    "1栋2单元楼道灯坏了好几天", "地库B1漏水一大片", "4栋外墙瓷砖往下掉", "中庭的树枝断了挂在电线上",
)  # fmt: skip
TALK = (
    "早上好",
    "谢谢物业",
    "今天真冷",
    "哈哈哈",
    "有人拼车吗",
    "收到",
    "周末去哪玩",
    "进度",
    "不是",
    "满意",
    "还没好",
)
COMMANDS = (
    "{n} 受理", "{n} 派单 物业", "{n} 办结 已处理", "{n} 进展 师傅在路上", "{n} 备注 记一下", "{n} 不予受理 不归我们管",
    "{n} 重开 又坏了", "合并 {n} 到 {m}", "{n} 改类 停车", "{n} 催办", "{n} 吹哨 街道", "查看 {n}", "待办", "本周统计",
    "撤销", "{n} 接单", "{n} 退回 不是我们的", "晚上开会吗", "帮助",
)  # fmt: skip


def estate(index: int) -> Estate:
    """Five rooms; the committee of this estate are residents of the next one."""
    rooms = tuple(Room(f"e{index}-{name}", name, role) for name, role in (
        ("1栋群", RoomRole.BUILDING), ("2栋群", RoomRole.BUILDING), ("业委会群", RoomRole.COMMITTEE),
        ("物业群", RoomRole.PROPERTY), ("社区群", RoomRole.OFFICE),
    ))  # fmt: skip
    members = (
        Member(f"chair{index}", "张姐", Role.COMMITTEE),
        Member(f"janitor{index}", "小何", Role.PROPERTY),
        Member(f"officer{index}", "小廖", Role.OFFICE),
    )
    return Estate(f"estate{index}", f"小区{index}", ZONE, rooms, members)


@dataclass(frozen=True, slots=True)
class Town:
    estates: tuple[Estate, ...]

    def home(self, room_id: str) -> Estate:
        return next(one for one in self.estates if one.room(room_id) is not None)


def talk(town: Town, chance: random.Random) -> Iterator[Heard]:
    """Anybody says anything anywhere, endlessly."""
    at, number = START, 0
    rooms = [(one, room) for one in town.estates for room in one.rooms]
    people = [f"resident{n}" for n in range(12)] + [m.member_id for one in town.estates for m in one.members]
    while True:
        at += timedelta(seconds=chance.randint(1, 40))
        number += 1
        home, room = chance.choice(rooms)
        own = [member.member_id for member in home.members]
        who = (
            chance.choice(own)
            if room.role is not RoomRole.BUILDING and chance.random() < 0.9
            else chance.choice(people)
        )
        if room.role is RoomRole.BUILDING:
            text = chance.choice(REPORTS) if chance.random() < 0.4 else chance.choice(TALK)
        else:
            text = chance.choice(COMMANDS).format(n=chance.randint(1, 12), m=chance.randint(1, 12))
        yield Heard("bot", f"m{number}", room.room_id, who, "王姐", Kind.TEXT, text, at)


async def route(messages: int, folder: Path, reader: Reads, seed: int) -> int:
    """Handle so many messages and look at every line that they cause; returns how many lines that were."""
    town = Town(tuple(map(estate, range(ESTATES))))
    store = await Store.open(f"sqlite+aiosqlite:///{folder / 'town.sqlite3'}")
    heard_in: dict[str, Heard] = {}

    def ignore(message: Message, handled: Handled) -> None: ...

    ready: asyncio.Future[Reads] = asyncio.get_running_loop().create_future()
    ready.set_result(reader)
    intake = Intake(store, town.estates)
    worker = Worker(store, town.estates, "bot", ready, time_of=lambda message: message.sent_at, on_handled=ignore)
    lines, last = 0, defaultdict[str, int](int)
    source = talk(town, random.Random(seed))
    for _ in range(messages // BATCH):
        batch = [next(source) for _ in range(BATCH)]
        heard_in = {heard.message_id: heard for heard in batch}
        await intake.keep(batch, batch[-1].sent_at)
        while await worker.work():
            pass
        lines += await look(store, town, heard_in, last)
    await store.close()
    return lines


async def look(store: Store, town: Town, heard: dict[str, Heard], last: dict[str, int]) -> int:
    async with store.reading() as work:
        found = await work.session.execute(select(OutboxRow).where(col(OutboxRow.id) > min(last.values(), default=0)))
        rows = [row for row in found.scalars() if row.id > last[row.estate_id]]
        reported = {
            (estate_id, room)
            for estate_id, room in await work.session.execute(
                select(col(ReportRow.estate_id), col(ReportRow.room_id)).distinct()
            )
        }
    for row in rows:
        last[row.estate_id] = max(last[row.estate_id], row.id)
        cause = heard[row.key.split("/")[1]]
        home = town.home(cause.room_id)
        assert row.estate_id == home.estate_id, (cause, row.text)
        room = home.room(row.room_id)
        assert room is not None, (cause, row.room_id)
        if room.role is RoomRole.BUILDING and row.room_id != cause.room_id:
            assert (home.estate_id, row.room_id) in reported, (cause, row.text)
            assert row.kind != "acknowledgement", (cause, row.text)
        if row.kind == "reply" and room.role is not RoomRole.COMMITTEE:
            assert row.room_id == cause.room_id, (cause, row.text)
    return len(rows)


@pytest.mark.slow
@pytest.mark.timeout(3600)
async def test_nothing_is_said_in_a_wrong_room(tmp_path: Path, reader: Reader) -> None:
    assert await route(50_000 if os.environ.get("CI") else 4_000, tmp_path, reader, seed=1) > 1_000


@pytest.mark.nightly
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("seed", range(100, 120))
async def test_nothing_is_said_in_a_wrong_room_among_a_million_messages(
    tmp_path: Path, reader: Reader, seed: int
) -> None:
    """Twenty towns, 50,000 messages each: eleven days and a half of talk in fifty rooms."""
    assert await route(50_000, tmp_path, reader, seed) > 5_000
