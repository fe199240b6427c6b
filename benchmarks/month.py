"""A month of virtual time in three estates: everything that is said on schedule in one group, to be read as a resident.

    python benchmarks/month.py [FROM]

FROM is the first day, 2027-01-20 without it (the weeks around the Spring Festival are the fullest of the year).
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections import Counter
from datetime import UTC, datetime, time, timedelta
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.assemble import App, assemble
from bot.channels.base import Heard, Kind
from bot.channels.local import LocalChannel
from bot.outbox import Pace
from bot.timepiece import SetClock
from handlers.estate import Estate, Member, QuietHours, Room
from handlers.rules.lifecycle import Role, RoomRole

ZONE = ZoneInfo("Asia/Shanghai")
DAYS = 31
SHOWN = "青园3栋群"
TYPED = {
    "青园": ("开启全部活动", "提醒 每周四 18:30 全部 明早收旧衣服,请放在门岗旁的回收箱", "对"),
    "蓝湾": ("开启活动 消防通道", "开启活动 烟花爆竹", "提醒 每月15号上午9点 1栋 今天抄水表,请家里留人", "对"),
    "橙堡": ("提醒 每月最后一个周日下午3点 全部 今天业主接待日,在架空层", "对", "静默 到 后天8点"),
}
"""What each committee types on the first day."""


def estate(name: str) -> Estate:
    rooms = [Room(f"{name}{n}", f"{name}{n}栋群", RoomRole.BUILDING, (f"{n}栋",)) for n in (1, 3, 5)]
    committee = Room(f"{name}c", f"{name}业委会群", RoomRole.COMMITTEE)
    member = Member(f"{name}m", "张姐", Role.COMMITTEE)
    return Estate(name, name, ZONE, (*rooms, committee), (member,), quiet=QuietHours(time(22), time(8)))


async def type_all(app: App, clock: SetClock) -> None:
    ids = count(1)
    for name, lines in TYPED.items():
        for text in lines:
            clock.set(clock.now() + timedelta(minutes=1))
            message = Heard(
                app.channel.account, f"m{next(ids)}", f"{name}c", f"{name}m", "张姐", Kind.TEXT, text, clock.now()
            )
            await app.settle([message])


async def scheduled(app: App) -> list[tuple[datetime, str, str]]:
    """(local time, group, text) of what was said in the owners' groups, in order."""
    names = {room.room_id: room.name for one in app.estates for room in one.rooms_of(RoomRole.BUILDING)}
    lines = []
    async with app.store.reading() as work:
        for one in app.estates:
            rows = await work.outbox.page(one.estate_id, after=0, limit=100_000)
            lines += [
                (row.sent_at.astimezone(ZONE), names[row.room_id], row.text)
                for row in rows
                if row.room_id in names and row.sent_at
            ]
    return sorted(lines)


async def main() -> None:
    first = datetime.fromisoformat(sys.argv[1] if len(sys.argv) > 1 else "2027-01-20").replace(hour=9, tzinfo=ZONE)
    clock = SetClock(first.astimezone(UTC))
    with tempfile.TemporaryDirectory() as folder:
        app = await assemble(
            [estate(name) for name in TYPED],
            database_url=f"sqlite+aiosqlite:///{Path(folder) / 'month.sqlite3'}",
            channel=LocalChannel(clock=clock),
            clock=clock,
            pace=Pace(gap=0.0, jitter=0.0, grace=0.0),
        )
        await type_all(app, clock)
        while clock.now() < first + timedelta(days=DAYS):
            clock.set(clock.now() + timedelta(minutes=30))
            await app.ticker.tick()
            await app.settle()
        lines = await scheduled(app)
        await app.close()
    for at, room, text in lines:
        if room == SHOWN:
            print(f"{at:%m-%d %a %H:%M}  {text}")
    weeks = Counter((room, at.isocalendar().week) for at, room, _ in lines)
    for room in dict.fromkeys(room for _, room, _ in lines):
        print(f"{room}: {sum(n for (one, _), n in weeks.items() if one == room)} lines, at most "
              f"{max(n for (one, _), n in weeks.items() if one == room)} a week")  # fmt: skip


if __name__ == "__main__":
    asyncio.run(main())
