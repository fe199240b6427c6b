"""A whole week of two estates, played through the real bot: `python -m tests.conversations.week` prints the chat.

The lines stand in tests/data/week.txt, which also tells how they are written.
"""

from __future__ import annotations

import asyncio
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from bot.channels.base import Kind
from handlers.estate import Estate, Member, QuietHours, Room
from handlers.message import Handled
from handlers.rules.lifecycle import Role, RoomRole
from nlp.classify import Reader
from nlp.context import Gazetteer
from storage.tables import OutboxRow
from tests.support.chat import Chat, open_chat

SCRIPT: Final = Path(__file__).parents[1] / "data" / "week.txt"
ZONE: Final = ZoneInfo("Asia/Shanghai")
NIGHT: Final = QuietHours(time(22), time(7))
MINUTE: Final = timedelta(minutes=1)

CLOUD: Final = Estate(
    estate_id="cloud",
    name="云栖苑",
    zone=ZONE,
    rooms=(
        Room("A1@chatroom", "云栖苑1-3栋群", RoomRole.BUILDING, ("1栋", "2栋", "3栋")),
        Room("A4@chatroom", "云栖苑4-6栋群", RoomRole.BUILDING, ("4栋", "5栋", "6栋")),
        Room("AC@chatroom", "云栖苑业委会群", RoomRole.COMMITTEE),
        Room("AP@chatroom", "云栖苑物业群", RoomRole.PROPERTY),
        Room("AO@chatroom", "云栖社区群", RoomRole.OFFICE),
    ),
    members=(
        Member("id-方主任", "方主任", Role.COMMITTEE),
        Member("id-赵姐", "赵姐", Role.COMMITTEE),
        Member("id-物业小何", "小何", Role.PROPERTY),
        Member("id-社区小林", "小林", Role.OFFICE),
    ),
    gazetteer=Gazetteer(
        places={"中庭": ("中心花园",), "南门": (), "架空层": ()}, buildings=tuple(f"{n}栋" for n in range(1, 7))
    ),
    quiet=NIGHT,
)
RIVER: Final = Estate(
    estate_id="river",
    name="临江里",
    zone=ZONE,
    rooms=(
        Room("B1@chatroom", "临江里1-4幢群", RoomRole.BUILDING, ("1栋", "2栋", "3栋", "4栋")),
        Room("B5@chatroom", "临江里5-8幢群", RoomRole.BUILDING, ("5栋", "6栋", "7栋", "8栋")),
        Room("BC@chatroom", "临江里业委会群", RoomRole.COMMITTEE),
        Room("BP@chatroom", "临江里物业群", RoomRole.PROPERTY),
    ),
    members=(
        Member("id-钱会长", "钱会长", Role.COMMITTEE),
        Member("id-临江物业老邓", "老邓", Role.PROPERTY),
    ),
    gazetteer=Gazetteer(places={"北门": ()}, buildings=tuple(f"{n}栋" for n in range(1, 9))),
    quiet=NIGHT,
)
ESTATES: Final = (CLOUD, RIVER)

_DAY = re.compile(r"= (\d{4}-\d\d-\d\d)")
_LINE = re.compile(r"(\d\d:\d\d) (\w\w) ([^\s<]+)(<(?:#\d+)?)? (\*?)(.+)")


@dataclass(frozen=True, slots=True)
class Line:
    """A scripted line. `quote` is "", "<" (the bot's last line) or "<#3" (its last line that names #3)."""

    at: datetime
    room: str
    speaker: str
    quote: str
    reports: bool
    text: str

    @property
    def room_id(self) -> str:
        return f"{self.room}@chatroom"

    @property
    def picture(self) -> bool:
        return self.text == "[图片]"


@dataclass(slots=True)
class Week:
    """What was said by people, and by the bot (the rows of its outbox that were sent), in the order of the times."""

    lines: list[tuple[Line, Handled | None]] = field(default_factory=list)
    said: list[OutboxRow] = field(default_factory=list)

    def in_building_rooms(self) -> list[OutboxRow]:
        """What the bot said where residents read."""
        building = {room.room_id for estate in ESTATES for room in estate.rooms_of(RoomRole.BUILDING)}
        return [row for row in self.said if row.room_id in building]

    def request_lines(self) -> int:
        """The lines that report or add to a matter, as the script marks them."""
        return sum(line.reports for line, _ in self.lines)


def script() -> Iterator[Line]:
    """The week's lines. Raises ValueError for one that is not written as it must be."""
    day = ""
    for number, text in enumerate(SCRIPT.read_text("utf-8").splitlines(), 1):
        if not text or text.startswith("#"):
            continue
        if (found := _DAY.fullmatch(text)) is not None:
            day = found[1]
            continue
        line = _LINE.fullmatch(text)
        if line is None:
            raise ValueError(f"{SCRIPT.name}, line {number}: not HH:MM ROOM SPEAKER TEXT")
        clock, room, speaker, quote, mark, words = line.groups()
        at = datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=ZONE).astimezone(UTC)
        yield Line(at, room, speaker, quote or "", bool(mark), words)


async def play(chat: Chat) -> Week:
    """Say every line at its time; what waits in the outbox is said at its own."""
    week = Week()
    for line in script():
        await _until(chat, line.at)
        quote = await _quoted(chat, line)
        chat.clock.set(line.at - MINUTE)  # `says` lets a minute pass
        message = await chat.says(
            line.speaker,
            line.text,
            room=line.room_id,
            quote=quote,
            kind=Kind.IMAGE if line.picture else Kind.TEXT,
            talker_id=f"id-{line.speaker}",
        )
        week.lines.append((line, chat.handled.get(message)))
    await _until(chat, chat.clock.now() + timedelta(days=1))
    async with chat.app.store.reading() as work:
        for estate in ESTATES:
            week.said += await work.outbox.page(estate.estate_id, after=0, limit=10_000)
    week.said.sort(key=lambda row: (row.sent_at, row.id))
    return week


async def _until(chat: Chat, at: datetime) -> None:
    """Let the time pass until then, with what is to be said meanwhile."""
    while True:
        async with chat.app.store.reading() as work:
            waiting = await work.outbox.in_state(chat.app.channel.account, "pending")
        due = min((row.not_before for row in waiting), default=at)
        if due >= at:
            break
        chat.clock.set(max(due, chat.clock.now()))
        await chat.app.settle()
    chat.clock.set(at)


async def _quoted(chat: Chat, line: Line) -> str:
    if not line.quote:
        return ""
    number = line.quote.removeprefix("<")
    said = await chat.heard(next(r.name for e in ESTATES for r in e.rooms if r.room_id == line.room_id))
    return next(text for text in reversed(said) if number in text)


def printed(week: Week) -> Iterator[str]:
    """The whole chat as text, room by room in one stream; the bot's lines are marked with ▶."""
    names = {room.room_id: room.name for estate in ESTATES for room in estate.rooms}
    said = [(line.at, 0, f"{line.speaker}{'(引用)' if line.quote else ''}:{line.text}", line.room_id)
            for line, _ in week.lines]  # fmt: skip
    said += [
        (row.sent_at or row.created_at, 1, "▶ " + row.text.replace("\n", "\n      "), row.room_id) for row in week.said
    ]
    day = ""
    for at, _, text, room_id in sorted(said, key=lambda one: one[:2]):
        local = at.astimezone(ZONE)
        if local.date().isoformat() != day:
            day = local.date().isoformat()
            yield f"\n=== {day} ==="
        yield f"{local:%H:%M} [{names[room_id]}] {text}"


async def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        chat = await open_chat(Path(folder), Reader.load(), ESTATES)
        week = await play(chat)
        await chat.app.close()
    for text in printed(week):
        print(text)
    lines = len(week.in_building_rooms())
    print(f"\n{week.request_lines()} request lines, {lines} of the bot's in building groups")


if __name__ == "__main__":
    asyncio.run(main())
