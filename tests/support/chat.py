"""A chat to test with: real SQLite, the real reader, a channel at the edge, and a clock that is set by hand.

`await chat.says("3栋王姐", "沪A12345堵住消防通道了")` and then `chat.heard("业委会群")`: tests read like the chat.
"""

from __future__ import annotations

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
from handlers.message import Handled, Message
from handlers.rules.lifecycle import Role, RoomRole
from nlp.context import Gazetteer
from nlp.learning import Reads
from storage.tables import RequestRow

ZONE = ZoneInfo("Asia/Shanghai")
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=ZONE)

GREEN = Estate(
    estate_id="green",
    name="青园",
    zone=ZONE,
    rooms=(
        Room("r3@chatroom", "3栋群", RoomRole.BUILDING, ("3栋",)),
        Room("r5@chatroom", "5-8栋群", RoomRole.BUILDING, ("5栋", "6栋", "7栋", "8栋")),
        Room("rc@chatroom", "业委会群", RoomRole.COMMITTEE),
        Room("rp@chatroom", "物业群", RoomRole.PROPERTY),
    ),
    members=(
        Member("wx-zhang", "张姐", Role.COMMITTEE),
        Member("wx-luo", "罗主任", Role.COMMITTEE),
        Member("wx-he", "小何", Role.PROPERTY),
    ),
    gazetteer=Gazetteer(places={"中庭": ("中心花园",), "东门": ()}, buildings=tuple(f"{n}栋" for n in range(1, 15))),
    quiet=QuietHours(time(22), time(8)),
)
BLUE = Estate(
    estate_id="blue",
    name="蓝湾",
    zone=ZONE,
    rooms=(
        Room("b1@chatroom", "蓝湾1栋群", RoomRole.BUILDING, ("1栋",)),
        Room("bc@chatroom", "蓝湾业委会群", RoomRole.COMMITTEE),
    ),
    members=(Member("wx-qian", "钱会长", Role.COMMITTEE),),
)
PEOPLE = {"张姐": "wx-zhang", "罗主任": "wx-luo", "小何": "wx-he", "钱会长": "wx-qian"}


class Chat:
    """People talking in rooms, and what the bot says. A minute passes with every line."""

    def __init__(self, app: App, clock: SetClock, handled: dict[str, Handled]) -> None:
        self.app = app
        self.clock = clock
        self.handled = handled
        self._ids = count(1)
        self._rooms = {room.name: room.room_id for estate in app.estates for room in estate.rooms}

    async def says(
        self,
        who: str,
        text: str,
        *,
        room: str = "3栋群",
        quote: str = "",
        message_id: str = "",
        kind: Kind = Kind.TEXT,
        talker_id: str = "",
    ) -> str:
        """Somebody says a line (his id follows from his name unless it is given); returns the message's id."""
        self.pass_time(timedelta(minutes=1))
        heard = Heard(
            account=self.app.channel.account,
            message_id=message_id or f"m{next(self._ids)}",
            room_id=self._rooms.get(room, room),
            talker_id=talker_id or PEOPLE.get(who, f"wx-{who}"),
            talker_name=who,
            kind=kind,
            text=text,
            sent_at=self.clock.now(),
            quoted_speaker="小助手" if quote else "",
            quoted_text=quote,
        )
        await self.app.settle([heard])
        return heard.message_id

    def pass_time(self, by: timedelta) -> None:
        self.clock.set(self.clock.now() + by)

    async def passes(self, by: timedelta) -> None:
        """Time passes, and what has fallen due by then is done and said."""
        self.pass_time(by)
        await self.app.ticker.tick()
        await self.app.settle()

    async def heard(self, room: str) -> list[str]:
        """Everything the bot has said in a room so far."""
        estate = next(e for e in self.app.estates if any(r.name == room for r in e.rooms))
        async with self.app.store.reading() as work:
            said = await work.outbox.page(estate.estate_id, after=0, limit=10_000)
        return [row.text for row in said if row.room_id == self._rooms[room]]

    async def last(self, room: str) -> str:
        """The bot's last line in a room, "" when it has said nothing there."""
        return next(iter(reversed(await self.heard(room))), "")

    async def request(self, number: int = 1, estate: str = "green") -> RequestRow:
        async with self.app.store.reading() as work:
            found = await work.requests.get(estate, number)
        assert found is not None, f"no request #{number}"
        return found

    async def requests(self, estate: str = "green") -> list[RequestRow]:
        async with self.app.store.reading() as work:
            return list(await work.requests.all(estate))


async def open_chat(
    folder: Path, reader: Reads, estates: tuple[Estate, ...] = (GREEN, BLUE), *, database_url: str = ""
) -> Chat:
    clock = SetClock(NOON.astimezone(UTC))
    handled: dict[str, Handled] = {}

    def note(message: Message, result: Handled) -> None:
        handled[message.message_id] = result

    app = await assemble(
        estates,
        database_url=database_url or f"sqlite+aiosqlite:///{folder / 'whistle.sqlite3'}",
        channel=LocalChannel(),
        clock=clock,
        pace=Pace(gap=0.0, jitter=0.0, grace=0.0),
        reader=reader,
        on_handled=note,
    )
    return Chat(app, clock, handled)
