"""The desk: what a handler gets to handle one message, and the few things it can do with it.

A desk lives for one message inside one transaction. What is put in the outbox through it commits together with the
changes it stands for.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from itertools import count

from handlers.estate import Estate, Room
from handlers.message import Message
from handlers.rules.lifecycle import Action, Role, RoomRole, Status, next_status
from handlers.rules.quiet import end_of_quiet
from handlers.talk import Talk
from nlp.context import Context, Line
from nlp.learning import Taught
from nlp.reading import Reading
from storage.tables import EventRow, OutboxRow, RequestRow
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Desk:
    """One message, its estate and room, the time now (UTC), the open transaction, the reader as taught here."""

    message: Message
    estate: Estate
    room: Room
    now: datetime
    work: UnitOfWork
    reader: Taught
    talk: Talk
    _said: count[int] = field(default_factory=count)

    @property
    def role(self) -> Role:
        """What the speaker is in this estate, by platform id."""
        return self.estate.role_of(self.message.talker_id)

    async def say(self, room_id: str, text: str, kind: str, number: int | None = None) -> None:
        """Put one line in the outbox. Announcements and reminders wait for the end of the quiet hours."""
        not_before = self.by_day(self.now) if kind in ("announcement", "reminder") else self.now
        await self.work.outbox.say(
            OutboxRow(
                estate_id=self.estate.estate_id,
                id=0,
                key=f"{self.message.account}/{self.message.message_id}/{next(self._said)}",
                account=self.message.account,
                room_id=room_id,
                kind=kind,
                number=number,
                text=text,
                created_at=self.now,
                not_before=not_before,
            )
        )

    def by_day(self, at: datetime) -> datetime:
        """`at` itself, or the end of the quiet hours it falls into."""
        quiet = self.estate.quiet
        return end_of_quiet(at, self.estate.zone, quiet.start, quiet.end) if quiet else at

    async def reply(self, text: str, number: int | None = None) -> None:
        """Answer in the room where the message was said."""
        await self.say(self.room.room_id, text, "reply", number)

    async def tell(self, role: RoomRole, text: str, kind: str, number: int | None = None) -> None:
        """Say something in every room of that role."""
        for room in self.estate.rooms_of(role):
            await self.say(room.room_id, text, kind, number)

    async def request(self, number: int) -> RequestRow | None:
        """The request with that number in this estate, locked for change."""
        return await self.work.requests.get(self.estate.estate_id, number)

    async def move(self, request: RequestRow, action: Action, note: str = "") -> Status:
        """Do `action` to the request and append the event. Raises IllegalMove, with nothing changed."""
        before = Status(request.status)
        after = next_status(before, action, self.role)
        request.status = after
        request.updated_at = self.now
        if request.answered_at is None and self.role is not Role.RESIDENT and after is not before:
            request.answered_at = self.now
        if after in (Status.RESOLVED, Status.DECLINED, Status.ANSWERED, Status.WITHDRAWN, Status.MERGED):
            request.closed_at, request.closing_word = self.now, note or request.closing_word
        elif action is Action.REOPEN:
            request.closed_at, request.closing_word = None, ""
        await self.record(request, action, before, note)
        return after

    async def record(self, request: RequestRow, action: Action, before: Status, note: str = "") -> None:
        """Append an event: who, when, from, to, why, by which message."""
        await self.work.requests.add_event(
            EventRow(
                estate_id=self.estate.estate_id,
                id=0,
                number=request.number,
                at=self.now,
                who_id=self.message.talker_id,
                who_name=self.message.talker_name,
                role=self.role,
                action=action,
                from_status=before,
                to_status=request.status,
                note=note,
                message_id=self.message.message_id,
            )
        )

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
        self.talk.remember(self.room.room_id, self.message.sent_at, line)
