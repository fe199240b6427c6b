"""Silences (静默): until when ordinary lines wait, in a room or in a whole estate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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

    async def lift(self, estate_id: str, rooms: Sequence[str] = ()) -> None:
        """End the silences of these rooms, or, when none is named, all of the estate."""
        silences = delete(SilenceRow).where(col(SilenceRow.estate_id) == estate_id)
        await self._session.execute(silences.where(col(SilenceRow.room_id).in_(rooms)) if rooms else silences)

    async def all(self, estate_id: str, now: datetime) -> Mapping[str, datetime]:
        """Room id, or EVERYWHERE -> until when ordinary lines wait there; without the silences that are over."""
        found = await self._session.execute(
            select(col(SilenceRow.room_id), col(SilenceRow.until_at)).where(
                col(SilenceRow.estate_id) == estate_id, col(SilenceRow.until_at) > now
            )
        )
        return dict(list(found))

    async def until(self, estate_id: str, room_id: str, now: datetime) -> datetime:
        """Until when ordinary lines wait in the room; `now` when they need not."""
        found = await self._session.execute(
            select(func.max(col(SilenceRow.until_at))).where(
                col(SilenceRow.estate_id) == estate_id, col(SilenceRow.room_id).in_((EVERYWHERE, room_id))
            )
        )
        return max(now, found.scalar_one_or_none() or now)
