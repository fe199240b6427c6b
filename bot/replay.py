"""`whistle replay`: a chat log through the whole bot in virtual time, to see what it would have made of last week.

The log knows names, not the platform's roles, so who is property or committee is guessed from the names, here and in
`whistle read` only: nothing is authorised by it, it only tells which lines are no reports.
"""

from __future__ import annotations

import tempfile
from collections.abc import AsyncGenerator, AsyncIterator, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from fnmatch import fnmatchcase
from itertools import islice
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.assemble import App, assemble
from bot.channels.base import Echo, Event, Health, Heard, Kind
from bot.jsonlines import InputError, missing_keys, read_at, read_placed
from bot.outbox import Pace
from bot.timepiece import SetClock
from handlers import texts
from handlers.estate import Estate, Member, QuietHours, Room
from handlers.message import Handled, Message
from handlers.rules.lifecycle import Role, RoomRole
from nlp.quote import split_quote
from nlp.titles import title_of

ACCOUNT = "replay"
NEEDS = ("id", "time", "room", "text")
BATCH = 200
PAGE = 500
YEARS = range(1970, 2200)
ZONE = ZoneInfo("Asia/Shanghai")
NIGHT = QuietHours(time(22), time(8))


@dataclass(slots=True)
class _Found:
    """What the log tells about one estate: its rooms and whoever calls himself property or committee."""

    name: str
    pattern: str
    rooms: dict[str, Room] = field(default_factory=dict)
    staff: dict[str, Member] = field(default_factory=dict)


class _Silent:
    """A channel that nobody listens to: what is said is read from the outbox afterwards."""

    account = ACCOUNT

    async def start(self) -> None: ...

    async def close(self) -> None: ...

    async def events(self) -> AsyncIterator[Event]:
        nothing: tuple[Event, ...] = ()
        for event in nothing:
            yield event

    async def say(self, room_id: str, text: str, *, mentions: Sequence[str] = (), image: bytes | None = None) -> str:
        return ""

    async def own_messages(self, since: datetime) -> Sequence[Echo]:
        return ()

    def health(self) -> Health:
        return Health(True, "replay", datetime.now(UTC))


def estate_patterns(options: Iterable[str]) -> dict[str, str]:
    """["北湖一号=北湖一号*"] -> {name: room pattern}. Raises InputError for an option that is not NAME=PATTERN."""
    patterns: dict[str, str] = {}
    for option in options:
        name, equals, pattern = option.partition("=")
        if not (equals and name.strip() and pattern.strip()):
            raise InputError(f'--estate {option}: write NAME=PATTERN, for example --estate "北湖一号=北湖一号*"')
        patterns[name.strip()] = pattern.strip()
    return patterns


def survey(source: str, patterns: dict[str, str]) -> tuple[list[Estate], list[int]]:
    """The estates with the rooms and staff that the log names, and where its lines begin, by the time they tell.

    A log may hold one room after another: it is replayed in the order in which things were said.
    """
    found = [_Found(name, pattern) for name, pattern in patterns.items()]
    begins: list[tuple[datetime, int]] = []
    for begin, record in read_placed(source, check=_fault):
        begins.append((_moment(record), begin))
        estate = _estate_of(str(record["room"]), found)
        if estate is not None:
            _note(estate, record)
    return [_estate(one) for one in found], [begin for _, begin in sorted(begins)]


def _estate_of(room: str, found: Iterable[_Found]) -> _Found | None:
    return next((one for one in found if fnmatchcase(room, one.pattern)), None)


def _note(estate: _Found, record: dict[str, Any]) -> None:
    room, talker = str(record["room"]), _talker(record)
    estate.rooms.setdefault(room, Room(room, room, RoomRole.BUILDING))
    name = str(record.get("talker") or "")
    if title := title_of(name):
        estate.staff.setdefault(talker, Member(talker, name, Role(title)))


def _estate(found: _Found) -> Estate:
    committee = Room(f"{found.name}/committee", "业委会群", RoomRole.COMMITTEE)
    return Estate(
        estate_id=found.name,
        name=found.name,
        zone=ZONE,
        rooms=(*found.rooms.values(), committee),
        members=tuple(found.staff.values()),
        quiet=NIGHT,
    )


def _fault(record: dict[str, Any]) -> str:
    """What is wrong with a line of the log; "" when nothing is."""
    if missing := missing_keys(record, *NEEDS):
        return missing
    try:
        at = _moment(record)
    except (ValueError, OverflowError):
        return f"time {record['time']!r} is not ISO 8601"
    return "" if at.year in YEARS else f"time {record['time']!r} is out of range"


def _moment(record: dict[str, Any]) -> datetime:
    """When it was said, in UTC; a time without an offset is Chinese time."""
    at = datetime.fromisoformat(str(record["time"]))
    return (at if at.tzinfo else at.replace(tzinfo=ZONE)).astimezone(UTC)


def _talker(record: dict[str, Any]) -> str:
    return str(record.get("talker_id") or record.get("talker") or "")


def heard(record: dict[str, Any]) -> Heard:
    """A line of the log as the channel would have told it."""
    quote = split_quote(str(record["text"]))
    picture = quote.reply.strip() == texts.PICTURE
    return Heard(
        account=ACCOUNT,
        message_id=str(record["id"]),
        room_id=str(record["room"]),
        talker_id=_talker(record),
        talker_name=str(record.get("talker") or ""),
        kind=Kind.IMAGE if picture else Kind.TEXT,
        text=quote.reply,
        sent_at=_moment(record),
        quoted_speaker=quote.speaker,
        quoted_text=quote.quoted,
    )


@asynccontextmanager
async def _app(
    estates: Sequence[Estate], database: Path | None, on_handled: Any
) -> AsyncIterator[tuple[App, SetClock]]:
    clock = SetClock(datetime.fromtimestamp(0, UTC))
    with tempfile.TemporaryDirectory(prefix="whistle-replay-", ignore_cleanup_errors=True) as folder:
        path = database or Path(folder) / "replay.sqlite3"
        app = await assemble(
            estates,
            database_url=f"sqlite+aiosqlite:///{path}",
            channel=_Silent(),
            clock=clock,
            pace=Pace(gap=0.0, jitter=0.0),
            time_of=lambda message: message.sent_at,
            on_handled=on_handled,
        )
        try:
            yield app, clock
        finally:
            await app.close()


async def replay(
    source: str, begins: Sequence[int], estates: Sequence[Estate], database: Path | None, advance: Any
) -> AsyncGenerator[dict[str, Any]]:
    """The records of the replay, as they come: messages in batches, then requests, then what was said.

    `begins` and `estates` are what `survey` told of the log. `advance(n)` is called after every n lines.
    Raises StorageError, InputError.
    """
    estate_of_room = {room.room_id: estate.name for estate in estates for room in estate.rooms}
    handled: list[dict[str, Any]] = []

    def note(message: Message, result: Handled) -> None:
        handled.append(_message_record(message, result, estate_of_room[message.room_id]))

    async with _app(estates, database, note) as (app, clock):
        records = read_at(source, begins)
        while batch := list(islice(records, BATCH)):
            events = [heard(record) for record in batch]
            clock.set(events[-1].sent_at)
            await app.settle(events)
            for record in handled:
                yield record
            handled.clear()
            advance(len(batch))
        for estate in estates:
            async for record in _requests(app, estate):
                yield record
            async for record in _said(app, estate):
                yield record


def _message_record(message: Message, handled: Handled, estate: str) -> dict[str, Any]:
    reading = handled.reading
    return {
        "kind": "message",
        "id": message.message_id,
        "request": handled.number,
        "estate": estate,
        "labels": list(reading.labels) if reading else ["none"],
        "urgency": reading.urgency.value if reading and reading.urgency else None,
    }


async def _requests(app: App, estate: Estate) -> AsyncIterator[dict[str, Any]]:
    async with app.store.reading() as work:
        requests = await work.requests.all(estate.estate_id)
        for page in _pages(requests):
            messages: dict[int, list[str]] = {}
            for report in await work.requests.reports(estate.estate_id, [request.number for request in page]):
                messages.setdefault(report.number, []).append(report.message_id)
            for request in page:
                yield {
                    "kind": "request",
                    "estate": estate.name,
                    "number": request.number,
                    "labels": request.labels,
                    "status": request.status,
                    "urgency": request.urgency,
                    "place": request.place or None,
                    "plates": request.plates,
                    "messages": messages.get(request.number, []),
                }


async def _said(app: App, estate: Estate) -> AsyncIterator[dict[str, Any]]:
    after = 0
    async with app.store.reading() as work:
        while rows := await work.outbox.page(estate.estate_id, after=after, limit=PAGE):
            for row in rows:
                room = estate.room(row.room_id)
                yield {
                    "kind": "said",
                    "at": row.not_before.astimezone(ZONE).isoformat(),
                    "estate": estate.name,
                    "room": room.name if room else row.room_id,
                    "text": row.text,
                }
            after = rows[-1].id


def _pages(items: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(items), PAGE):
        yield items[start : start + PAGE]
