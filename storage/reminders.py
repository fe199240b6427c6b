"""Reminders: texts said on a schedule, within the caller's transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.counters import next_number
from storage.tables import ReminderRow


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

    async def due(self, estate_id: str, now: datetime, limit: int) -> Sequence[ReminderRow]:
        """What is due, longest due first; on PostgreSQL locked, without those that another process has in hand."""
        found = await self._session.execute(
            select(ReminderRow)
            .where(
                col(ReminderRow.estate_id) == estate_id,
                col(ReminderRow.state) == "active",
                col(ReminderRow.next_at) <= now,
            )
            .order_by(col(ReminderRow.next_at), col(ReminderRow.id))
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        return found.scalars().all()

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
