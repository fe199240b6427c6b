"""The bot's voice: what is to be said goes into the outbox, in the transaction of what it is said about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any, Final

from handlers.border import as_read_in
from handlers.estate import Estate
from handlers.rules.lifecycle import RoomRole
from handlers.rules.quiet import end_of_quiet
from storage.tables import OutboxRow
from storage.unit_of_work import UnitOfWork

WAITING: Final = frozenset({"announcement", "reminder"})
"""Kinds of lines that wait for the end of the quiet hours."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Speaks in the rooms of one estate at one moment.

    `account` is whose outbox it is, `now` is aware, in UTC. `cause` is what the lines are said for, a message or a due
    date: the same line of the same cause is never said twice.
    """

    estate: Estate
    work: UnitOfWork
    account: str
    now: datetime
    cause: str
    _said: count[int] = field(default_factory=count)

    async def say(
        self, room_id: str, text: str, kind: str, number: int | None = None, *, image: bytes | None = None,
        mentions: Sequence[str] = (), at: datetime | None = None, parts: Sequence[list[Any]] = (),
    ) -> None:  # fmt: skip
        """Put one line in the outbox; `image` (PNG bytes) follows it. In a building group it is as may be read there.

        Announcements and reminders wait for the end of the quiet hours and of a silence.

        `at` is when it may be said, for what waits for another reason. `parts` is what the text was put together from,
        each line as the room may read it.
        """
        if number is not None and not parts:
            text = await self.as_read_in(room_id, number, text)
        await self.work.outbox.say(
            OutboxRow(
                estate_id=self.estate.estate_id,
                id=0,
                key=f"{self.cause}/{next(self._said)}",
                account=self.account,
                room_id=room_id,
                kind=kind,
                number=number,
                text=text,
                mentions=list(mentions),
                parts=list(parts),
                image=image,
                created_at=self.now,
                not_before=at or (await self.may_be_said(room_id) if kind in WAITING else self.now),
            )
        )

    async def as_read_in(self, room_id: str, number: int, text: str) -> str:
        """The line about a request as the room may read it: in the building groups what is private is masked."""
        room = self.estate.room(room_id)
        if room is None or room.role is not RoomRole.BUILDING:
            return text
        return await as_read_in(self.work, self.estate.estate_id, room_id, number, text)

    async def may_be_said(self, room_id: str) -> datetime:
        """When an ordinary line may be said in the room: now, or when the quiet hours and a silence are over."""
        return self.by_day(await self.work.silences.until(self.estate.estate_id, room_id, self.now))

    async def tell(self, role: RoomRole, text: str, kind: str, number: int | None = None) -> None:
        """Say something in every room of that role."""
        for room in self.estate.rooms_of(role):
            await self.say(room.room_id, text, kind, number)

    def by_day(self, at: datetime) -> datetime:
        """`at` itself, or the end of the quiet hours it falls into."""
        quiet = self.estate.quiet
        return end_of_quiet(at, self.estate.zone, quiet.start, quiet.end) if quiet else at
