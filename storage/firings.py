"""What fell due: each (what, due at) once, whoever looks and however often."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import delete, select, tuple_
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.tables import FiringRow


@dataclass(frozen=True, slots=True)
class Due:
    """Something due at a moment (UTC), and what becomes of it.

    "said"; "late" (nobody looked in time); "skipped" for a later one of its kind; "gave_way" to others of that week;
    "no_room" left to say it in.
    """

    what: str
    at: datetime
    outcome: str = "said"

    @property
    def key(self) -> tuple[str, datetime]:
        """What it is told by."""
        return self.what, self.at


SLICE: Final = 1000
"""Due dates in one statement: PostgreSQL takes at most 32,767 arguments, and a tree of limited depth."""


class Firings:
    """Queries on firings, within the caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def claim(self, estate_id: str, due: Sequence[Due], now: datetime) -> set[tuple[str, datetime]]:
        """Insert those that have not fired yet; returns (what, due at) of these. The others fired already."""
        insert = sqlite_insert if self._session.get_bind().dialect.name == "sqlite" else postgresql_insert
        statement = insert(FiringRow).on_conflict_do_nothing().returning(col(FiringRow.what), col(FiringRow.due_at))
        connection = await self._session.connection()  # without the ORM, for which every row is an object
        first: set[tuple[str, datetime]] = set()
        for some in _slices(due):
            rows = [
                {"estate_id": estate_id, "what": one.what, "due_at": one.at, "fired_at": now, "outcome": one.outcome}
                for one in some
            ]
            first |= {(what, at) for what, at in await connection.execute(statement, rows)}
        return first

    async def fired(self, estate_id: str, due: Sequence[Due]) -> set[tuple[str, datetime]]:
        """Those of these that have fired, as (what, due at)."""
        known: set[tuple[str, datetime]] = set()
        for some in _slices(due):
            found = await self._session.execute(
                select(col(FiringRow.what), col(FiringRow.due_at)).where(
                    col(FiringRow.estate_id) == estate_id,
                    tuple_(col(FiringRow.what), col(FiringRow.due_at)).in_([one.key for one in some]),
                )
            )
            known |= {(what, at) for what, at in found}
        return known

    async def forget(self, before: datetime) -> None:
        """Drop what was due before that time."""
        await self._session.execute(delete(FiringRow).where(col(FiringRow.due_at) < before))


def _slices(due: Sequence[Due]) -> Iterator[Sequence[Due]]:
    return (due[start : start + SLICE] for start in range(0, len(due), SLICE))
