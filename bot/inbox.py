"""The inbox at work: keep what was heard before anything else happens, then handle it in order, in batches.

One batch is one transaction with a savepoint for each message, so that one bad message harms no other.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.channels.base import Echo, Event, Heard
from bot.learned import Learned
from bot.rows import echo_row, inbox_row, message_of
from handlers import texts
from handlers.desk import Desk
from handlers.estate import Estate
from handlers.message import Handled, Message
from handlers.router import route
from handlers.rules.lifecycle import RoomRole
from handlers.talk import Talk
from nlp.learning import Reads
from storage.tables import EchoRow, InboxRow, OutboxRow
from storage.unit_of_work import Store, UnitOfWork

logger = logging.getLogger(__name__)

TRIES = 3
BATCH = 200

OnHandled = Callable[[Message, Handled], None]


@dataclass(frozen=True, slots=True)
class _Todo:
    estate: Estate
    id: int
    attempts: int
    message: Message


class Intake:
    """Keeps what an account hears, once, before anything else happens with it."""

    def __init__(self, store: Store, estates: Iterable[Estate]) -> None:
        self._store = store
        self._estate_of_room = {room.room_id: estate for estate in estates for room in estate.rooms}
        self._strange_rooms: set[str] = set()

    async def keep(self, events: Sequence[Event], now: datetime) -> int:
        """Keep messages and echoes in one transaction; returns how many messages were new. Strange rooms are out."""
        heard: dict[str, list[InboxRow]] = {}
        echoes: list[EchoRow] = []
        for event in events:
            estate = self._estate(event.room_id)
            if estate is None:
                continue
            if isinstance(event, Heard):
                heard.setdefault(estate.estate_id, []).append(inbox_row(estate.estate_id, event, now))
            elif isinstance(event, Echo):
                echoes.append(echo_row(estate.estate_id, event))
        if not heard and not echoes:
            return 0
        async with self._store.writing() as work:
            new = sum([await work.inbox.keep(rows) for rows in heard.values()])
            for echo in echoes:
                await work.echoes.keep(echo)
            await work.commit()
        return new

    def _estate(self, room_id: str) -> Estate | None:
        estate = self._estate_of_room.get(room_id)
        if estate is None and room_id not in self._strange_rooms:
            self._strange_rooms.add(room_id)
            logger.info("room %s is not in the config: what is said there is not kept", room_id)
        return estate


class Worker:
    """Handles what an account heard, one batch after another. One worker an account, one batch at a time."""

    def __init__(
        self,
        store: Store,
        estates: Iterable[Estate],
        account: str,
        reader: asyncio.Future[Reads],
        *,
        time_of: Callable[[Message], datetime],
        on_handled: OnHandled = lambda message, handled: None,
    ) -> None:
        self._store = store
        self._estates = {estate.estate_id: estate for estate in estates}
        self._account = account
        self._reader = reader
        self._time_of = time_of
        self._on_handled = on_handled
        self._talk = Talk()
        self._learned = Learned(self._estates)

    async def work(self, limit: int = BATCH) -> int:
        """Handle the oldest waiting messages; returns how many were handled, or given up."""
        reader = await self._reader
        async with self._store.writing(*self._estates) as work:
            rows = await work.inbox.waiting(self._account, list(self._estates), limit)
            todo = [_Todo(self._estates[row.estate_id], row.id, row.attempts, message_of(row)) for row in rows]
            if todo:
                await self._learned.refresh(work, reader)
            stuck: set[str] = set()
            handled = [(one.message, await self._try(work, one, reader, stuck)) for one in todo]
            await _settle(work, todo, [result for _, result in handled])
            await work.commit()
        for message, result in handled:
            if result is not None:
                self._on_handled(message, result)
        return len(todo)

    async def _try(self, work: UnitOfWork, todo: _Todo, reader: Reads, stuck: set[str]) -> Handled | None:
        """What became of one message; None when it failed, and then nothing of it is left but the mark.

        `stuck` are the rooms where a message is to be tried again: those after it wait, order within a room is kept.
        """
        message, estate = todo.message, todo.estate
        if message.room_id in stuck:
            return None
        room = estate.room(message.room_id)
        if room is None:  # the room left the config while the message waited
            logger.error("message %s waits for room %s, which is no longer in the config", message.message_id,
                         message.room_id)  # fmt: skip
            await work.inbox.failed(estate.estate_id, todo.id, "room is not in the config", for_good=True)
            return None
        taught = self._learned.of(estate.estate_id)
        desk = Desk(message, estate, room, self._time_of(message), work, taught, self._talk)
        try:
            what = route(desk)
            if isinstance(what, Handled):
                return what
            async with work.savepoint():
                handled = await what()
            if work.lessons.changed:
                await self._learned.refresh(work, reader)
            return handled
        except Exception as error:  # whatever it is, the other messages of the batch must not suffer
            logger.exception("message %s in room %s could not be handled", message.message_id, message.room_id)
            given_up = todo.attempts + 1 >= TRIES
            await work.inbox.failed(estate.estate_id, todo.id, type(error).__name__, for_good=given_up)
            if given_up:
                await _tell_given_up(desk)
            else:
                stuck.add(message.room_id)
            return None


async def _tell_given_up(desk: Desk) -> None:
    """The committee hears, once a day for each room, that something said there came to nothing."""
    day = desk.now.astimezone(desk.estate.zone).date()
    for room in desk.estate.rooms_of(RoomRole.COMMITTEE):
        await desk.work.outbox.say(
            OutboxRow(
                estate_id=desk.estate.estate_id,
                id=0,
                key=f"given up/{day}/{desk.room.room_id}/{room.room_id}",
                account=desk.message.account,
                room_id=room.room_id,
                kind="notice",
                text=texts.not_handled(desk.room.name),
                created_at=desk.now,
                not_before=desk.now,
            )
        )


async def _settle(work: UnitOfWork, todo: Sequence[_Todo], results: Sequence[Handled | None]) -> None:
    """Mark what was handled as done, chatter apart, with one statement for each estate."""
    ids: dict[tuple[str, bool], list[int]] = {}
    for one, result in zip(todo, results, strict=True):
        if result is not None:
            ids.setdefault((one.estate.estate_id, result.chatter), []).append(one.id)
    for (estate_id, chatter), done in ids.items():
        await work.inbox.done(estate_id, done, chatter=chatter)
