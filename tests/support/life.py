"""The life of requests without the talk around it: registering and commands, straight on a real database in memory.

Every step is one message on its desk in one transaction, as the worker does it. After each step the promises are
checked (`Life.check`).
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count, pairwise
from typing import Any

from sqlalchemy import StaticPool, select
from sqlalchemy.ext.asyncio import create_async_engine
from sqlmodel import col

from handlers import registering, survey
from handlers.audit import rebuilt, state_of
from handlers.commands import catalogue
from handlers.commands.applying import UserMistake
from handlers.commands.language.parsed import Parsed
from handlers.desk import Desk
from handlers.estate import Estate
from handlers.ledger import ledger
from handlers.message import Message
from handlers.rules.lifecycle import CLOSED, OPEN, Role, RoomRole, Status
from handlers.schedules import Duty, Round
from handlers.talk import Talk
from nlp.learning import Reads, Taught
from nlp.reading import Place, Reading, Urgency
from storage.tables import NAMES, EventRow, OutboxRow, ReportRow, RequestRow
from storage.unit_of_work import Store, UnitOfWork

START = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
ACCOUNT = "bot"


async def open_memory() -> Store:
    """A database in memory with all tables; one connection, so that it lives as long as the store."""
    engine = create_async_engine("sqlite+aiosqlite://", poolclass=StaticPool)
    async with engine.begin() as connection:
        await connection.run_sync(NAMES.create_all)
    return Store(engine)


@dataclass(slots=True)
class Life:
    """One estate's requests, moved step by step. Each life has an estate of its own in the shared database."""

    store: Store
    estate: Estate
    reader: Reads
    now: datetime = START
    told: int = 0
    """The last line of the outbox that was checked."""
    moved: int = 0
    """The last event that was checked."""
    _ids: count[int] = field(default_factory=lambda: count(1))
    _talk: Talk = field(default_factory=Talk)

    @classmethod
    def of(cls, store: Store, estate: Estate, name: str, reader: Reads) -> Life:
        return cls(store, replace(estate, estate_id=name), reader)

    def passes(self, by: timedelta) -> None:
        self.now += by

    @asynccontextmanager
    async def desk(self, talker_id: str, room_id: str, text: str = "") -> AsyncIterator[Desk]:
        """A message on its desk; what is done with it is committed at the end."""
        self.passes(timedelta(minutes=1))
        room = self.estate.room(room_id)
        assert room is not None
        message = Message(ACCOUNT, f"m{next(self._ids)}", room_id, talker_id, talker_id, "text", text, self.now)
        async with self.store.writing() as work:
            async with work.savepoint():
                yield Desk(message, self.estate, room, self.now, work, Taught(self.reader, {}), self._talk)
            await work.commit()

    async def report(self, talker_id: str, room_id: str, text: str, *, urgent: bool = False) -> None:
        """A resident reports something, read as a request of the category that the text's first word names."""
        urgency = Urgency.URGENT if urgent else Urgency.NORMAL
        category, _, words = text.partition(" ")
        async with self.desk(talker_id, room_id, words) as desk:
            reading = Reading((category,), 0.95, urgency, Place(building=words[:2]))
            await registering.register(desk, words, reading)

    async def command(self, talker_id: str, room_id: str, word: str, **args: Any) -> None:
        """A member gives a command with these arguments, as the parser would hand them over; rights are checked."""
        declared = catalogue().find(word)
        assert declared is not None
        async with self.desk(talker_id, room_id, word) as desk:
            if desk.role in declared.roles:
                with suppress(UserMistake):
                    await declared.run(Parsed(declared.intent, args, word=declared.word), desk)

    async def answers(self, talker_id: str, room_id: str, number: int, score: int) -> None:
        """A resident says whether it is solved, 1 to 3; of somebody who was not asked it is talk."""
        async with self.desk(talker_id, room_id, f"{number} {score}") as desk:
            await survey.take(desk, survey.Answer(score, (number,)))

    async def rings(self, duty: Duty) -> None:
        """The clock rings, and a duty does what is due."""
        self.passes(timedelta(minutes=1))
        async with self.store.writing() as work:
            await duty(Round(self.estate, work, ACCOUNT, self.now))
            await work.commit()

    async def check(self) -> Sequence[RequestRow]:
        """Everything that must hold between two messages, looking closer at what has moved; returns the requests.

        Raises AssertionError with the request and what is wrong.
        """
        async with self.store.reading() as work:
            requests = await work.requests.all(self.estate.estate_id)
            by_number = {request.number: request for request in requests}
            for request in requests:
                _check_state(request, by_number)
            for number in await self._moved(work):
                await self._check_history(work, by_number[number])
            await self._check_said(work, requests)
        return requests

    async def check_all(self) -> None:
        """The history of every request, also of those that nothing seems to have moved."""
        self.moved = 0
        await self.check()

    async def _moved(self, work: UnitOfWork) -> list[int]:
        found = await work.session.execute(
            select(col(EventRow.number), col(EventRow.id)).where(
                col(EventRow.estate_id) == self.estate.estate_id, col(EventRow.id) > self.moved
            )
        )
        rows = found.all()
        self.moved = max((id for _, id in rows), default=self.moved)
        return sorted({number for number, _ in rows})

    async def _check_history(self, work: UnitOfWork, request: RequestRow) -> None:
        events = await work.requests.events(self.estate.estate_id, request.number)
        assert rebuilt(event.changes for event in events) == state_of(request), request.number
        assert all((event.who_id and event.message_id) or event.role == Role.BOT for event in events), request.number
        life = ledger(events, self.now, None).values()
        assert sum((held.total for held in life), timedelta()) <= self.now - request.created_at, request.number
        assert all(one.to_status == later.from_status for one, later in pairwise(events)), request.number

    async def _check_said(self, work: UnitOfWork, requests: Sequence[RequestRow]) -> None:
        """Building rooms hear only of what was reported there; nothing leaves the estate's own rooms."""
        rows = await work.session.execute(
            select(OutboxRow)
            .where(col(OutboxRow.estate_id) == self.estate.estate_id, col(OutboxRow.id) > self.told)
            .order_by(col(OutboxRow.id))
        )
        said = rows.scalars().all()
        reported = await self._reported(work, requests) if said else set()
        for row in said:
            room = self.estate.room(row.room_id)
            assert room is not None, row.room_id
            if room.role is RoomRole.BUILDING and row.kind in ("announcement", "alarm", "acknowledgement"):
                assert (row.number, room.room_id) in reported, (row.number, row.text)
            self.told = row.id

    async def _reported(self, work: UnitOfWork, requests: Sequence[RequestRow]) -> set[tuple[int | None, str]]:
        found = await work.session.execute(
            select(col(ReportRow.number), col(ReportRow.room_id)).where(
                col(ReportRow.estate_id) == self.estate.estate_id
            )
        )
        pairs = {(number, room) for number, room in found}
        merged = [row for row in requests if row.merged_into is not None]
        return pairs | {(row.merged_into, room) for row in merged for number, room in pairs if number == row.number}


def _check_state(request: RequestRow, others: dict[int, RequestRow]) -> None:
    status = Status(request.status)
    assert request.holder in {role.value for role in Role if role is not Role.BOT}, request.number
    assert (request.closed_at is not None) == (status in CLOSED), (request.number, status)
    assert (status is Status.MERGED) == (request.merged_into is not None), (request.number, status)
    assert not (status in CLOSED - {Status.MERGED, Status.WITHDRAWN} and not request.closing_word), request.number
    assert request.paused_at is None or status in OPEN, (request.number, status)
    assert request.paused_until is None or request.paused_at is not None, request.number
    assert request.holder != Role.RESIDENT or request.paused_at is not None, (request.number, status)
    goes_on_in = request.merged_into or request.number
    first = min(one.created_at for one in others.values() if goes_on_in in (one.merged_into, one.number))
    assert first <= request.answer_due_at, request.number
    assert first < request.resolve_due_at, request.number
    if request.merged_into is not None:
        target = others[request.merged_into]
        assert target.number != request.number
        assert target.merged_into is None, (request.number, target.number)
