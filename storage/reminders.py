"""Reminders: texts said on a schedule, within the caller's transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Text, bindparam, cast, func, select, type_coerce, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.counters import next_number
from storage.tables import ReminderRow
from storage.times import UtcDateTime


class DueReminder(NamedTuple):
    """A reminder that is due, as a round needs it; `schedule` is the JSON text that it is kept as."""

    id: int
    account: str
    room_id: str
    rooms: list[str]
    text: str
    schedule: str
    campaign: str
    due_at: datetime


class Reminders:
    """Queries on reminders; every one of them names the estate first."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, reminder: ReminderRow) -> ReminderRow:
        """Store a new reminder and give it the next number of its estate."""
        reminder.id = await next_number(self._session, reminder.estate_id, "reminders")
        self._session.add(reminder)
        await self._session.flush()
        return reminder

    async def get(self, estate_id: str, id: int) -> ReminderRow | None:
        """One reminder, locked for change on PostgreSQL."""
        found = await self._session.execute(
            select(ReminderRow)
            .where(col(ReminderRow.estate_id) == estate_id, col(ReminderRow.id) == id)
            .with_for_update()
        )
        return found.scalar_one_or_none()

    async def in_states(self, estate_id: str, states: Sequence[str]) -> Sequence[ReminderRow]:
        """The reminders in one of these states, by number."""
        found = await self._session.execute(
            select(ReminderRow)
            .where(col(ReminderRow.estate_id) == estate_id, col(ReminderRow.state).in_(states))
            .order_by(col(ReminderRow.id))
        )
        return found.scalars().all()

    async def count(self, estate_id: str, states: Sequence[str]) -> int:
        """How many reminders of people (campaigns apart) are in one of these states."""
        found = await self._session.execute(
            select(func.count())
            .select_from(ReminderRow)
            .where(
                col(ReminderRow.estate_id) == estate_id,
                col(ReminderRow.state).in_(states),
                col(ReminderRow.campaign) == "",
            )
        )
        return found.scalar_one()

    async def of_campaign(self, estate_id: str, campaign: str) -> Sequence[ReminderRow]:
        """The live reminders of a campaign, locked for change on PostgreSQL."""
        found = await self._session.execute(
            select(ReminderRow)
            .where(
                col(ReminderRow.estate_id) == estate_id,
                col(ReminderRow.campaign) == campaign,
                col(ReminderRow.state).in_(("active", "paused")),
            )
            .order_by(col(ReminderRow.id))
            .with_for_update()
        )
        return found.scalars().all()

    async def last_set_by(self, estate_id: str, author_id: str, since: datetime) -> ReminderRow | None:
        """The live reminder, no campaign's, that this person set last since then."""
        found = await self._session.execute(
            select(ReminderRow)
            .where(
                col(ReminderRow.estate_id) == estate_id,
                col(ReminderRow.author_id) == author_id,
                col(ReminderRow.campaign) == "",
                col(ReminderRow.state).in_(("asked", "active")),
                col(ReminderRow.created_at) > since,
            )
            .order_by(col(ReminderRow.id).desc())
            .limit(1)
        )
        return found.scalar_one_or_none()

    async def unanswered(self, estate_id: str, before: datetime, limit: int) -> Sequence[ReminderRow]:
        """Those that were repeated back before that time and wait for their author's yes."""
        found = await self._session.execute(
            select(ReminderRow)
            .where(
                col(ReminderRow.estate_id) == estate_id,
                col(ReminderRow.state) == "asked",
                col(ReminderRow.created_at) < before,
            )
            .order_by(col(ReminderRow.id))
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        return found.scalars().all()

    async def due(self, estate_id: str, now: datetime, limit: int) -> Sequence[DueReminder]:
        """What is due, longest due first; on PostgreSQL locked, without those that another process has in hand."""
        found = await self._session.execute(
            select(
                col(ReminderRow.id),
                col(ReminderRow.account),
                col(ReminderRow.room_id),
                col(ReminderRow.rooms),
                col(ReminderRow.text),
                cast(col(ReminderRow.schedule), Text),
                col(ReminderRow.campaign),
                type_coerce(col(ReminderRow.next_at), UtcDateTime),
            )
            .where(
                col(ReminderRow.estate_id) == estate_id,
                col(ReminderRow.state) == "active",
                col(ReminderRow.next_at) <= now,
            )
            .order_by(col(ReminderRow.next_at), col(ReminderRow.id))
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        return [DueReminder(*row) for row in found]

    async def advance(self, estate_id: str, next_at: Mapping[int, datetime | None]) -> None:
        """Write down when each of these reminders is due next; one that never is again is done."""
        if not next_at:
            return
        table = ReminderRow.__table__  # type: ignore[attr-defined]
        statement = (
            update(table)
            .where(table.c.estate_id == estate_id, table.c.id == bindparam("reminder"))
            .values(next_at=bindparam("next"), state=bindparam("becomes"))
        )
        connection = await self._session.connection()
        await connection.execute(
            statement,
            [{"reminder": id, "next": at, "becomes": "done" if at is None else "active"} for id, at in next_at.items()],
        )
