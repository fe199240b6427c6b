"""The desk: what a handler gets to handle one message, and the few things it can do with it.

A desk lives for one message inside one transaction. What is put in the outbox through it commits together with the
changes it stands for.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from handlers.book import Actor, Book
from handlers.estate import Estate, Room
from handlers.message import Message
from handlers.rules.lifecycle import Action, Role, RoomRole, Status
from handlers.talk import Talk
from handlers.voice import Voice
from nlp.context import Context, Line
from nlp.learning import Taught
from nlp.reading import Reading
from storage.tables import EventRow, RequestRow
from storage.unit_of_work import UnitOfWork


@dataclass(slots=True)
class Desk:
    """One message, its estate and room, the time now (UTC), the open transaction, the reader as taught here."""

    message: Message
    estate: Estate
    room: Room
    now: datetime
    work: UnitOfWork
    reader: Taught
    talk: Talk
    voice: Voice = field(init=False)
    book: Book = field(init=False)

    def __post_init__(self) -> None:
        message = self.message
        cause = f"{message.account}/{message.message_id}"
        actor = Actor(message.talker_id, message.talker_name, self.role, message.message_id)
        self.voice = Voice(self.estate, self.work, message.account, self.now, cause)
        self.book = Book(self.estate, self.work, self.now, actor)

    @property
    def role(self) -> Role:
        """What the speaker is in this estate, by platform id."""
        return self.estate.role_of(self.message.talker_id)

    async def say(self, room_id: str, text: str, kind: str, number: int | None = None) -> None:
        """Put one line in the outbox. Announcements and reminders wait for the end of the quiet hours."""
        await self.voice.say(room_id, text, kind, number)

    def by_day(self, at: datetime) -> datetime:
        """`at` itself, or the end of the quiet hours it falls into."""
        return self.voice.by_day(at)

    async def reply(self, text: str, number: int | None = None) -> None:
        """Answer in the room where the message was said."""
        await self.say(self.room.room_id, text, "reply", number)

    async def tell(self, role: RoomRole, text: str, kind: str, number: int | None = None) -> None:
        """Say something in every room of that role."""
        await self.voice.tell(role, text, kind, number)

    async def request(self, number: int) -> RequestRow | None:
        """The request with that number in this estate, locked for change."""
        return await self.book.request(number)

    async def following(self, number: int) -> RequestRow | None:
        """The request with that number, or the one that it was merged into."""
        request = await self.book.request(number)
        if request is None or request.merged_into is None:
            return request
        return await self.book.request(request.merged_into)

    async def move(self, request: RequestRow, action: Action, note: str = "", **changes: Any) -> Status:
        """Do `action` to the request, as `Book.move` does. Raises IllegalMove, with nothing changed."""
        return await self.book.move(request, action, note, **changes)

    async def record(self, request: RequestRow, action: Action, before: Status, note: str = "") -> EventRow:
        """Append an event: who, when, from, to, why, by which message, and what changed."""
        return await self.book.record(request, action, before, note)

    async def tell_committee(self, text: str, kind: str, number: int | None = None) -> None:
        """Say something in the committee's room."""
        await self.tell(RoomRole.COMMITTEE, text, kind, number)

    def context(self) -> Context:
        """What this message is to be read with."""
        buildings = self.room.buildings
        return Context(
            talker_id=self.message.talker_id,
            nickname=self.message.talker_name,
            by_staff=self.role is not Role.RESIDENT,
            quoted=self.message.quoted_text,
            quoted_speaker=self.message.quoted_speaker,
            recent=self.talk.recent(self.room.room_id, self.message.sent_at),
            room_building=buildings[0] if len(buildings) == 1 else "",
            gazetteer=self.estate.gazetteer,
        )

    def remember(self, text: str, reading: Reading, *, request: int | None = None, picture: bool = False) -> None:
        """Keep the line as context for the next lines of the room; in memory, for minutes."""
        line = Line(
            text=text,
            talker_id=self.message.talker_id,
            age=0.0,
            labels=reading.labels,
            place=reading.place,
            by_staff=self.role is not Role.RESIDENT,
            picture=picture,
            request=request,
        )
        self.talk.remember(self.room.room_id, self.message.sent_at, line, self.message.message_id)
