"""Silences (静默): until when ordinary lines wait, in a room or in a whole estate."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.tables import SilenceRow

EVERYWHERE = ""
"""The room id of a silence in the whole estate."""


class Silences:
    """Queries on silences, within the caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def set(self, silence: SilenceRow) -> None:
        """Set a silence; an earlier one of the same room is replaced."""
        await self._session.merge(silence)

    async def lift(self, estate_id: str) -> None:
        """End all silences of the estate."""
        await self._session.execute(delete(SilenceRow).where(col(SilenceRow.estate_id) == estate_id))

    async def until(self, estate_id: str, room_id: str, now: datetime) -> datetime:
        """Until when ordinary lines wait in the room; `now` when they need not."""
        found = await self._session.execute(
            select(func.max(col(SilenceRow.until_at))).where(
                col(SilenceRow.estate_id) == estate_id, col(SilenceRow.room_id).in_((EVERYWHERE, room_id))
            )
        )
        return max(now, found.scalar_one_or_none() or now)
